"""The record: whole or not there, read back as it was written, and refused where it is damaged."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from offshore.compendium.errors import UserError
from offshore.compendium.root import Compendium
from offshore.results.model import Chapter, Check, Item, Results
from offshore.results.recorded import form, record

FIGURE = Item(
    "figure",
    "Amounts, “as printed”.",
    "2013: 1\u2028second line",
    'year,amount\n2013,"1,5"\n',
    svg="aa",
    png="bb",
    labels=("2013", "\n", "金额"),
    origin="paper",
    doubtful=("rate-2008",),
)
TABLE = Item("table", data="a,b\r\n1,2", header=("A", "B"), rows=(("1", ""), ("二", "2")))
CHAPTER = Chapter(
    {"first": 2013, "rates": [0.05, 0.1], "names": ["a"], "all": True, "none": None},
    code={"load": "import this\n\nthis", "empty": ""},
    numbers={"growth": "65.1%"},
    values={"growth": 0.651, "missing": None},
    verdicts={"growth_2014": "reproduced"},
    sentences={"said": "It grew.", "silent": ""},
    items={"years": FIGURE, "sums": TABLE},
)
ENGLISH = Results(
    "en",
    tables={"paper/amounts": "00"},
    contents={"paper/amounts": "id,value\nvalue-2013,2964\n"},
    facts={"value-2013": {"printed": "2964", "unit": "t", "table": "paper/amounts"}},
    checks={
        "sum": Check("reproduced", "exact", (1.0, 2.0), (None, 1.5), "t"),
        "unchecked": Check("unverifiable", ""),
    },
    marks={"value-2013": "bound"},
    chapters={"growth": CHAPTER},
    variants={"growth, en, first 2014": Chapter({"first": 2014}, values={"growth": 0.5})},
    pages={"index": {"grew": "It grew."}},
)
CHINESE = replace(
    ENGLISH,
    language="zh",
    chapters={"growth": replace(CHAPTER, numbers={"growth": "65.1%"}, sentences={})},
    pages={"index": {"grew": "增长了。"}},
)


@pytest.fixture
def recorded(tmp_path: Path) -> Compendium:
    compendium = Compendium(tmp_path)
    record.write(compendium, [ENGLISH, CHINESE])
    return compendium


def test_record_is_read_as_it_was_written(recorded: Compendium) -> None:
    assert record.read(recorded) == {"en": ENGLISH, "zh": CHINESE}


def test_what_made_a_result_is_not_recorded(tmp_path: Path) -> None:
    # The hashes of modules differ between versions of Python.
    compendium = Compendium(tmp_path)
    record.write(compendium, [replace(ENGLISH, modules={"offshore.study": "00"})])
    assert record.read(compendium) == {"en": ENGLISH}


def test_a_changed_cell_is_a_changed_line(recorded: Compendium) -> None:
    file = recorded.recorded / "en/growth.json"
    before = file.read_text(encoding="utf-8").splitlines()
    sums = replace(TABLE, rows=(("1", ""), ("二", "3")))
    chapter = replace(CHAPTER, items={"years": FIGURE, "sums": sums})
    record.write(recorded, [replace(ENGLISH, chapters={"growth": chapter})])
    after = file.read_text(encoding="utf-8").splitlines()
    assert len(before) == len(after)
    assert [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]] == [
        ('    ["二", "2"]', '    ["二", "3"]')
    ]


def test_a_chapter_that_is_gone_is_gone_from_the_record(recorded: Compendium) -> None:
    record.write(recorded, [replace(ENGLISH, chapters={})])
    names = [path.name for path in recorded.recorded.rglob("*") if path.is_file()]
    assert sorted(names) == ["code.json", "data.json", "pages.json", "variants.json"]


def test_record_that_cannot_be_written_leaves_the_old_one(recorded: Compendium) -> None:
    endless = replace(ENGLISH, variants={"a": Chapter({}, values={"x": float("nan")})})
    with pytest.raises(ValueError, match="not JSON compliant"):
        record.write(recorded, [endless])
    assert record.read(recorded) == {"en": ENGLISH, "zh": CHINESE}
    assert [path.name for path in recorded.root.iterdir()] == ["results"]


def test_record_killed_between_both_steps_is_restored(recorded: Compendium) -> None:
    aside = recorded.root / f"{record.ASIDE}killed"
    (aside / "new").mkdir(parents=True)
    recorded.recorded.rename(aside / "old")
    assert record.read(recorded) == {"en": ENGLISH, "zh": CHINESE}
    record.write(recorded, [ENGLISH])
    assert [path.name for path in recorded.root.iterdir()] == ["results"]


def test_no_record_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"no record in results/\. Run `offshore record`"):
        record.read(Compendium(tmp_path))


def changed(part: str, value: Any) -> Callable[[dict[str, Any]], Any]:
    """Return what changes a part, given by its names with dots between."""

    def change(content: dict[str, Any]) -> Any:
        *way, last = part.split(".")
        inside = content
        for name in way:
            inside = inside[name]
        inside[last] = value
        return content

    return change


BROKEN: dict[str, tuple[str, Callable[[Any], Any], str]] = {
    "a list": ("data.json", lambda _: [], "[] stands where names with values belong"),
    "an older form": ("data.json", changed("form", 0), "another version of this package"),
    "no form": ("data.json", lambda _: {}, "another version of this package"),
    "facts of numbers": (
        "data.json",
        changed("facts.value-2013.printed", 1),
        "1 stands where a text",
    ),
    "a check of three ends": ("data.json", changed("checks.sum.stated", [1, 2, 3]), "two ends"),
    "a check of truths": ("data.json", changed("checks.sum.stated", [True, 2]), "no range"),
    "an unknown part": ("en/growth.json", changed("extra", 1), "'extra' is not known"),
    "an item without a kind": ("en/growth.json", changed("items.sums", {}), "something is missing"),
    "rows of text": (
        "en/growth.json",
        changed("items.sums.rows", ["ab"]),
        "'ab' stands where",
    ),
    "CSV in one piece": ("en/growth.json", changed("items.sums.data", "a"), "where a list belongs"),
    "a value that is none": ("en/growth.json", changed("values.growth", {}), "where a plain value"),
    "pages of text": ("pages.json", changed("en.index", "x"), "'x' stands where names"),
    "code of numbers": ("code.json", changed("growth.load", [1]), "1 stands where a text"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_damaged_record_is_refused_in_plain_words(recorded: Compendium, name: str) -> None:
    file, change, message = BROKEN[name]
    path = recorded.recorded / file
    content = change(json.loads(path.read_text(encoding="utf-8")))
    path.write_text(json.dumps(content), encoding="utf-8")
    refused(recorded, f"results/{file}", message)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Expecting value"),
        (b"{", "Expecting property name"),
        (b"\xff\xfe{\x00}\x00", "line 1, is not UTF-8 text"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"a": NaN}', "NaN stands where a number"),
    ],
)
def test_file_that_is_no_json_is_refused(
    recorded: Compendium, content: bytes, message: str
) -> None:
    (recorded.recorded / "variants.json").write_bytes(content)
    refused(recorded, "results/variants.json", message)


def test_file_that_is_missing_is_named(recorded: Compendium) -> None:
    (recorded.recorded / "code.json").unlink()
    refused(recorded, "results", "has no file code.json")


def test_link_out_of_the_record_is_not_followed(recorded: Compendium) -> None:
    outside = recorded.root / "outside.json"
    outside.write_text("{}", encoding="utf-8")
    (recorded.recorded / "en/other.json").symlink_to(outside)
    refused(recorded, "en/other.json", "leads out of results/")


def refused(compendium: Compendium, *messages: str) -> None:
    with pytest.raises(UserError) as refusal:
        record.read(compendium)
    said = str(refusal.value)
    assert all(message in said for message in messages), said
    assert len(said) < 500


def test_rows_and_lines_are_lines() -> None:
    assert form.written({"b": ["x", "y"], "a": (("1", "2"), ("3", "4")), "c": [1, 2]}) == (
        '{\n "a": [\n  ["1", "2"],\n  ["3", "4"]\n ],\n "b": [\n  "x",\n  "y"\n ],\n "c": [1, 2]\n}'
    )
