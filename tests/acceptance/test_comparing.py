"""A changed fact: `offshore compare` lists what a comparison of the two bound books finds.

The books are read here by themselves: the lists of the certificate, the sentences that pages mark
as said, and each figure and table as it stands on its page, with its files.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from checkouts import ROOT, Checkout
from share import share

SEED = int(os.environ.get("WALK_SEED", "31"))
NAME = "other"
VARIANTS = "variants"


def plain(element: Tag) -> str:
    """Return an element's text as prose, without the marks of numbers and without spaces."""
    kept = BeautifulSoup(str(element), "html.parser")
    for mark in kept.select("a.verdict, .headerlink, .visually-hidden"):
        mark.decompose()
    return folded(kept.get_text())


def folded(text: str) -> str:
    """Return a text without spaces, and with the quotation marks that are typed."""
    return "".join(text.split()).translate(str.maketrans("‘’“”", "''\"\""))


def pages(html: Path) -> dict[str, BeautifulSoup]:
    found = sorted(html.resolve().glob("*.html"))
    read = {one.stem: BeautifulSoup(one.read_text("utf-8"), "html.parser") for one in found}
    return {name: page for name, page in read.items() if name != "comparison"}


def rows(page: BeautifulSoup, section: str) -> list[list[str]]:
    table = page.find("section", id=section).find("table")
    return [[plain(cell) for cell in row.find_all("td")] for row in table.select("tbody tr")]


def numbers(book: dict[str, BeautifulSoup]) -> dict[tuple[str, str], str]:
    """Return the numbers of chapters in the certificate's list, by the title of the chapter."""
    listed = rows(book["certificate"], "numbers-in-this-edition-s-text")
    return {(chapter, name): value for chapter, name, value, *_ in listed}


def claims(book: dict[str, BeautifulSoup]) -> dict[str, tuple[str, str]]:
    listed = rows(book["certificate"], "numbers-in-the-paper-s-text")
    return {claim: (verdict, strength) for _, _, claim, _, verdict, strength, _ in listed}


def sentences(book: dict[str, BeautifulSoup]) -> set[str]:
    return {plain(one) for page in book.values() for one in page.select(".said")}


def items(book: dict[str, BeautifulSoup], html: Path) -> dict[str, str]:
    """Return a hash of each figure and table: how it stands on its page, and its files."""
    return {
        name.removeprefix(f"{NAME}-"): hashlib.sha256("\n".join(parts).encode()).hexdigest()
        for page in book.values()
        for name, parts in _items(page, html.resolve())
    }


def _items(page: BeautifulSoup, html: Path) -> Iterator[tuple[str, list[str]]]:
    for note in page.select("p.item-note"):
        links = [html / one["href"] for one in note.select("a.download")]
        data = next(one for one in links if one.suffix == ".csv")
        element = page.find(id=data.stem.removeprefix(f"{NAME}-"))
        alternatives = [one["alt"] for one in element.find_all("img")] if element else []
        files = [hashlib.sha256(one.read_bytes()).hexdigest() for one in links]
        yield data.stem, [plain(element) if element else "", *alternatives, *files]


def apart(one: dict[Any, Any], other: dict[Any, Any]) -> set[Any]:
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


def titles(book: dict[str, BeautifulSoup]) -> dict[str, str]:
    """Return the name of each page by its title, as the certificate calls chapters."""
    return {plain(page.h1): name for name, page in book.items() if page.h1}


def facts() -> list[tuple[str, str, str]]:
    """Return the table, the id and the digits of each fact whose digit can be another."""
    found = []
    for table in ("amounts", "growth_rates", "shares", "counts"):
        text = (ROOT / f"data/paper/{table}.csv").read_text(encoding="utf-8")
        head, *lines = [line.split(",") for line in text.splitlines()]
        column = head.index("printed")
        found += [(table, one[0], one[column]) for one in lines if len(one) == len(head)]
    return found


def with_misprint(checkout: Checkout, random: Random) -> tuple[str, str, str]:
    """Build an edition in which the last digit of one fact is another; return which."""
    for table, fact, printed in random.sample(facts(), 20):
        path = checkout.root / f"data/paper/{table}.csv"
        text = path.read_text(encoding="utf-8")
        (row,) = [line for line in text.splitlines() if line.startswith(f"{fact},")]
        digit = random.choice([one for one in "123456789" if one != printed[-1]])
        changed = row.replace(f",{printed},", f",{printed[:-1]}{digit},")
        path.write_text(text.replace(row, changed), encoding="utf-8")
        done = checkout.offshore("build", "--edition", NAME)
        if done.returncode == 0:
            return table, fact, changed
        assert "at fault" in done.stderr, (changed, done.stderr)  # the tables cannot say that
        path.write_text(text, encoding="utf-8")
    raise AssertionError("None of twenty facts could be another.")


@pytest.mark.parametrize("number", range(share(4)))
def test_a_changed_fact_is_listed_wherever_the_books_differ(
    rebuildable: Checkout, number: int
) -> None:
    told = with_misprint(rebuildable, Random(f"{SEED} {number}"))
    file = rebuildable.root / "_build/compared.json"
    assert rebuildable.offshore("compare", "en", NAME, "--json", str(file)).returncode == 0
    listed = json.loads(file.read_text(encoding="utf-8"))["differences"]
    main = [one for one in listed if one["place"]["part"] != VARIANTS]
    before, after = pages(rebuildable.html()), pages(rebuildable.html(NAME))
    chapter = titles(before)

    moved = {(chapter[title], name) for title, name in apart(numbers(before), numbers(after))}
    named = [
        one["place"] for one in main if one["kind"] == "number" and one["before"] != one["after"]
    ]
    assert moved == {
        (at["chapter"], at["name"]) for at in named if at["chapter"] != "multiverse"
    }, told

    flipped = {one["place"]["name"] for one in main if one["kind"] in ("verdict", "strength")}
    assert apart(claims(before), claims(after)) == flipped & claims(before).keys(), told

    said = [one for one in main if one["kind"] == "sentence"]
    old, new = ({folded(one[side]) for one in said} - {""} for side in ("before", "after"))
    shown = sentences(before), sentences(after)
    assert shown[0] - shown[1] == old & shown[0], told
    assert shown[1] - shown[0] == new & shown[1], told

    of_items = ("cell", "row", "column", "worded", "caption", "alternative", "picture", "item")
    changed = {
        f"{at['chapter']}-{at['name']}"
        for at in (one["place"] for one in main if one["kind"] in (*of_items, "label", "note"))
    }
    html = rebuildable.html(), rebuildable.html(NAME)
    assert apart(items(before, html[0]), items(after, html[1])) == changed, told
