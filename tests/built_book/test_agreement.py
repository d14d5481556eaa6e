"""No two pages of the book disagree on a number."""

import csv
import json
from collections import defaultdict
from pathlib import Path

import pytest

from offshore.display import mime

# Names that stand for something else in each chapter that has them.
OF_ITS_OWN = {
    "chosen_first": "the first year of what the chapter's own parameters choose",
    "chosen_last": "the last year of it",
    "contradicted": "statements in the audit, numbers where blind ranges are listed",
    "failing": "growth rates in one chapter, shares in another",
}
# What the multiverse says at most and at least, and where a chapter says the same.
SAME = [
    ("share", "region", "any_share"),
    ("rank", "region", "any_rank"),
]


def numbers(html: Path) -> dict[str, dict[str, str]]:
    """Return the named numbers of each chapter in words, from its copy to read."""
    copies = [one for one in html.glob("_downloads/*/*.ipynb") if "-to-run" not in one.name]
    read = {one.stem: json.loads(one.read_text(encoding="utf-8")) for one in copies}
    return {name: mime.named(notebook, mime.NUMBERS) for name, notebook in read.items()}


def readings(html: Path) -> dict[str, list[dict[str, str]]]:
    """Return the rows of the multiverse, by headline number."""
    (file,) = html.glob("_downloads/*/multiverse-spread.csv")
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    with file.open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            found[row["number"]].append(row)
    return found


def test_numbers_of_one_name_are_one_number(html: Path) -> None:
    said: dict[str, set[str]] = defaultdict(set)
    for chapter in numbers(html).values():
        for name, text in chapter.items():
            said[name].add(text)
    assert {name for name, texts in said.items() if len(texts) > 1} == set(OF_ITS_OWN)


def said(low: float, high: float, percent: bool) -> str:
    ends = [f"{100 * end:.1f}%" if percent else f"{end:.0f}" for end in (low, high)]
    return "–".join(dict.fromkeys(ends))


@pytest.mark.parametrize(("headline", "chapter", "name"), SAME)
def test_what_holds_without_a_limit_is_the_same_on_both_pages(
    html: Path, headline: str, chapter: str, name: str
) -> None:
    rows = readings(html)[headline]
    low, high = (
        end(float(row[column]) for row in rows) for end, column in ((min, "low"), (max, "high"))
    )
    assert numbers(html)[chapter][name] == said(low, high, headline == "share")


@pytest.mark.parametrize(
    ("headline", "chapter", "names"),
    [
        ("growth", "growth", ("chosen_compound", "chosen_compound")),
        ("growth", "outlook", ("compound", "compound")),
        ("rank", "region", ("chosen_best", "chosen_worst")),
        ("small", "markets", ("small_share", "small_share")),
    ],
)
def test_published_readings_are_what_the_chapters_say(
    html: Path, headline: str, chapter: str, names: tuple[str, str]
) -> None:
    (row,) = [row for row in readings(html)[headline] if row["published"] == "True"]
    ends = [said(float(row[end]), float(row[end]), headline != "rank") for end in ("low", "high")]
    assert [numbers(html)[chapter][name] for name in names] == ends


def test_what_markets_bound_at_least_is_what_the_chapter_takes(html: Path) -> None:
    low = min(float(row["low"]) for row in readings(html)["small"])
    assert numbers(html)["markets"]["small_share"] == said(low, low, percent=True)
