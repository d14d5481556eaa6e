"""Comparing results: nothing is missed, nothing is told twice, and each difference says where."""

import copy
import json
import math
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offshore.results.comparison import compare
from offshore.results.difference import ARITHMETIC, KINDS, Tolerance
from offshore.results.model import Chapter, Check, Item, Results, of_plain

FIGURE = Item(
    "figure",
    "Value by year.",
    "Bars that rise.",
    "year,value,name\n2013,10.5,Aa\n2014,12.25,Bb\n",
    svg="a1",
    png="b1",
    origin="paper",
    doubtful=("value-9",),
)
TABLE = Item(
    "table",
    "Shares.",
    "",
    "id,share\nfirst,0.25\nsecond,0.75\n",
    ("Part", "Share"),
    (("First", "25%"), ("Second", "75%")),
)
CHAPTER = Chapter(
    parameters={"first_year": 2013, "currency": "USD", "years": [2013, 2014], "whole": True},
    code={"load": "run = start()", "draw": "run.figure()"},
    numbers={"growth": "36.1%", "who": "Aa and Bb"},
    values={"growth": 0.361, "silent": 4},
    verdicts={"share": "reproduced"},
    sentences={"rises": "It rises.", "falls": ""},
    items={"bars": FIGURE, "shares": TABLE},
)
SAMPLE = Results(
    "en",
    tables={"paper/amounts": "00ff"},
    contents={"paper/amounts": "id,printed,unit\nvalue-2013,2964,t\nvalue-2015,12.5,t\n"},
    facts={"value-2013": {"printed": "2964", "qualifier": "exact", "unit": "t", "table": "a"}},
    checks={"sum": Check("reproduced", "exact", (1.5, 2.5), (1.0, None), "t")},
    marks={"value-2013": "checked"},
    chapters={"growth": CHAPTER},
    variants={"growth, CNY": Chapter({"currency": "CNY"}, values={"growth": 0.4})},
    pages={"intro": {"opening": "So it is."}},
    modules={"study.growth": "aa"},
)


def leaves(plain, path=()):
    """Yield the path of every value of nested mappings and lists."""
    if isinstance(plain, dict | list | tuple):
        pairs = plain.items() if isinstance(plain, dict) else enumerate(plain)
        for name, value in pairs:
            yield from leaves(value, (*path, name))
    else:
        yield path


def changed(plain, path):
    """Return a copy with one leaf changed to another value of its type."""
    made = copy.deepcopy(plain)
    *way, last = path
    inside = made
    for name in way:
        inside = inside[name]
    inside[last] = other(inside[last])
    return made


def other(value):
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return value.replace("5", "6", 1) if "\n" in value else f"{value}0"
    return 7.0 if value is None else value + 1


# JSON, so that tuples are lists, which can be changed.
PLAIN = json.loads(json.dumps(SAMPLE.plain()))
PATHS = [path for path in leaves(PLAIN) if path[0] != "edition"]
KIND_OF = {  # by a name in the path; the first that fits
    "contents": "entry",
    "origin": "note",
    "doubtful": "note",
    "code": "code",
    "data": "cell",
    "rows": "worded",
    "header": "worded",
    "svg": "picture",
    "png": "picture",
    "caption": "caption",
    "alternative": "alternative",
    "items": "item",
    "numbers": "number",
    "values": "number",
    "verdicts": "verdict",
    "verdict": "verdict",
    "strength": "strength",
    "checks": "interval",
    "sentences": "sentence",
    "pages": "sentence",
    "parameters": "parameter",
    "tables": "table",
    "facts": "fact",
    "marks": "mark",
    "modules": "module",
    "language": "language",
}


def test_every_part_of_results_is_in_the_sample():
    assert {path[0] for path in PATHS} == {*PLAIN} - {"edition"}
    assert {path[4] for path in PATHS if path[2:4] == ("items", "bars")} >= {"svg", "data"}


def test_the_same_differ_in_nothing_and_silence_is_counted():
    found = compare(SAMPLE, of_plain(PLAIN))
    assert not found
    assert (found.differences, found.within, found.counts) == ((), (), {})
    assert found.identical == {
        "parameter": 5,
        "table": 1,
        "entry": 1,
        "fact": 1,
        "verdict": 2,
        "strength": 1,
        "interval": 1,
        "mark": 1,
        "number": 4,
        "sentence": 3,
        "cell": 2,
        "worded": 1,
        "caption": 2,
        "alternative": 1,
        "picture": 1,
        "note": 1,
        "code": 2,
        "module": 1,
    }


def test_the_name_of_an_edition_is_no_difference():
    assert not compare(SAMPLE, replace(SAMPLE, edition="mine"))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: ".".join(map(str, path)))
def test_one_leaf_changed_is_one_difference_that_names_it(path):
    found = compare(SAMPLE, of_plain(changed(PLAIN, path)))
    (one,) = found.differences
    kind = next(KIND_OF[name] for name in KIND_OF if name in path)
    assert one.kind == kind
    assert one.place.part == path[0]
    names = [name for name in path[1:3] if name not in ("items", *Chapter.__annotations__)]
    said = [one.place.chapter, one.place.name, one.place.field]
    assert set(names) <= set(said)
    back = compare(of_plain(changed(PLAIN, path)), SAMPLE)
    assert [each.reversed for each in back.differences] == [one]
    whole = compare(SAMPLE, SAMPLE).identical
    fewer = {kind: whole[kind] - found.identical.get(kind, 0) for kind in whole}
    # Tables have no pictures and no alternative texts that could have been counted.
    counted = kind not in ("item", "language") and not (path[3:4] == ("shares",) and kind in ONLY)
    assert {kind: number for kind, number in fewer.items() if number} == (
        {kind: 1} if counted else {}
    )


ONLY = ("picture", "alternative", "note")  # of figures


def with_chapter(**fields):
    return replace(SAMPLE, chapters={"growth": replace(CHAPTER, **fields)})


def with_item(name, **fields):
    return with_chapter(items={**CHAPTER.items, name: replace(CHAPTER.items[name], **fields)})


def told(before, after):
    return [
        (one.kind, str(one.place), one.before, one.after)
        for one in compare(before, after).differences
    ]


def test_a_number_says_from_to_and_by_how_much():
    after = with_chapter(
        numbers={"growth": "41.1%", "who": "Aa and Bb"}, values={"growth": 0.411, "silent": 3}
    )
    growth, silent = compare(SAMPLE, after).differences
    assert (growth.before, growth.after, growth.numbers) == ("36.1%", "41.1%", (0.361, 0.411))
    assert growth.by == 0.05
    assert math.isclose(growth.relative, 0.05 / 0.361)
    assert (silent.before, silent.after, silent.by, silent.relative) == ("4", "3", -1, -0.25)


def test_from_zero_and_to_infinity_have_no_ratio_and_no_distance():
    def of(value):
        return with_chapter(values={"growth": value, "silent": 4})

    (from_zero,) = compare(of(0.0), of(-2.5)).differences
    assert (from_zero.by, from_zero.relative) == (-2.5, None)
    (to_infinity,) = compare(of(1.0), of(math.inf)).differences
    assert (to_infinity.by, to_infinity.relative) == (None, None)
    assert not compare(of(math.nan), of(math.nan))
    assert len(compare(of(math.nan), of(1.0)).differences) == 1
    assert len(compare(of(True), of(1)).differences) == 1
    below = compare(of(-4.0), of(-2.0)).differences[0]
    assert (below.by, below.relative) == (2.0, 0.5)


@pytest.mark.parametrize(
    ("fields", "meaning"),
    [
        ({"printed": "2965"}, ((2963.5, 2964.5), (2964.5, 2965.5))),
        ({"printed": "29.64", "whole": ""}, ((2963.5, 2964.5), (29.635, 29.645))),
        ({"printed": "2960", "qualifier": "about"}, ((2963.5, 2964.5), (2955.0, 2965.0))),
        ({"qualifier": "over"}, ((2963.5, 2964.5), (2964.0, None))),
        ({"qualifier": "under"}, ((2963.5, 2964.5), (None, 2964.0))),
        ({"printed": "2965", "whole": "yes"}, ((2963.5, 2964.5), (2965.0, 2965.0))),
        ({"printed": "some"}, ((2963.5, 2964.5), None)),
    ],
)
def test_a_printed_number_says_what_its_digits_could_and_can_mean(fields, meaning):
    row = {**SAMPLE.facts["value-2013"], **fields}
    found = compare(SAMPLE, replace(SAMPLE, facts={"value-2013": row}))
    assert found.of("fact")[0].intervals == meaning


def test_digits_are_told_apart_as_printed():
    def of(printed):
        return replace(SAMPLE, facts={"x": {"printed": printed, "unit": "%"}})

    (one,) = compare(of("7750.59"), of("7750.60")).differences
    assert (one.numbers, one.by) == ((7750.59, 7750.6), 0.01)
    (again,) = compare(of("7.5"), of("7.50")).differences  # the same number, said more precisely
    assert (again.by, again.intervals) == (0, ((7.45, 7.55), (7.495, 7.505)))


def test_facts_claims_and_numbers_come_and_go():
    none = replace(SAMPLE, facts={}, checks={}, chapters={"growth": replace(CHAPTER, numbers={})})
    found = compare(SAMPLE, none)
    assert [(one.kind, one.change, one.before, one.after) for one in found.differences] == [
        ("fact", "vanished", "2964", None),
        ("verdict", "vanished", "reproduced", None),
        ("number", "changed", "36.1%", "0.361"),
        ("number", "vanished", "Aa and Bb", None),
    ]
    assert [one.change for one in compare(none, SAMPLE).of("fact", "verdict")] == ["appeared"] * 2


def test_a_verdict_that_flips_comes_with_its_strength_and_intervals():
    after = Check("contradicted", "bound", (1.5, 2.5), (3.0, 4.0), "t")
    found = compare(SAMPLE, replace(SAMPLE, checks={"sum": after}))
    assert [(one.kind, one.place.field, one.before, one.after) for one in found.differences] == [
        ("verdict", "verdict", "reproduced", "contradicted"),
        ("strength", "strength", "exact", "bound"),
        ("interval", "recomputed", (1.0, None), (3.0, 4.0)),
    ]


def test_sentences_appear_vanish_and_change():
    after = with_chapter(sentences={"rises": "", "falls": "It falls."})
    found = compare(SAMPLE, after).differences
    assert [(one.place.name, one.change) for one in found] == [
        ("rises", "vanished"),
        ("falls", "appeared"),
    ]
    (one,) = compare(
        SAMPLE, with_chapter(sentences={**CHAPTER.sentences, "rises": "Not so."})
    ).differences
    assert one.change == "changed"


def test_what_one_of_them_does_not_say_is_not_compared():
    assert not compare(SAMPLE, replace(SAMPLE, modules={}, contents={}))


def test_cells_of_data_tables_say_row_and_column():
    after = "id,printed,unit\nvalue-2013,2965,t\nvalue-2014,3,t\nvalue-2015,12.5,t\n"
    found = compare(SAMPLE, replace(SAMPLE, contents={"paper/amounts": after})).differences
    assert [(str(one.place), one.change, one.after, one.by) for one in found] == [
        ("paper/amounts, value-2013, printed", "changed", "2965", 1),
        ("paper/amounts, value-2014", "appeared", "value-2014, 3, t", None),
    ]
    assert {one.kind for one in found} == {"entry"}


def test_a_whole_chapter_figure_or_page_is_one_difference():
    assert told(SAMPLE, replace(SAMPLE, chapters={}, variants={}, pages={})) == [
        ("chapter", "growth", "growth", None),
        ("chapter", "growth, CNY", "growth, CNY", None),
        ("chapter", "intro", "intro", None),
    ]
    assert told(with_chapter(items={"bars": FIGURE}), SAMPLE) == [
        ("item", "growth.shares", None, "Shares.")
    ]


def test_both_pictures_of_a_figure_are_one_difference():
    (one,) = compare(SAMPLE, with_item("bars", svg="a2", png="b2")).differences
    assert (one.kind, one.place.field, one.before, one.after) == (
        "picture",
        "svg and png",
        "a1",
        "a2",
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            "year,value,name\n2013,10.5,Aa\n2014,12.5,Bb\n",
            [("cell", "2014", "value", "12.25", "12.5")],
        ),
        ("year,value,name\n2013,10.5,Aa\n", [("row", "2014", "", "2014, 12.25, Bb", None)]),
        (
            "year,value,name\n2012,9.0,Zz\n2013,10.5,Aa\n2014,12.25,Bb\n",
            [("row", "2012", "", None, "2012, 9.0, Zz")],
        ),
        (
            "year,value,name\n2013,10.5,Aa\n2015,12.25,Bb\n",
            [("cell", "2014 / 2015", "year", "2014", "2015")],
        ),
        (
            "year,name\n2013,Aa\n2014,Bb\n",
            [("column", "", "value", "value", None)],
        ),
        (
            "year,amount,name\n2013,10.5,Aa\n2014,12.25,Bb\n",
            [("column", "", "", "value", "amount")],
        ),
        (
            "name,year,value\nAa,2013,10.5\nBb,2014,12.25\n",
            [("column", "", "order", "year, value, name", "name, year, value")],
        ),
        (
            "year,value,name\n2014,12.25,Bb\n2013,10.5,Aa\n",
            [("row", "order", "", "2013; 2014", "2014; 2013")],
        ),
        (
            "year,value,name\n2014,12.25,Bb\n2013,11.5,Aa\n",
            [
                ("cell", "2013", "value", "10.5", "11.5"),
                ("row", "order", "", "2013; 2014", "2014; 2013"),
            ],
        ),
        ('year,value,name\n2013,"10.5",Aa\n2014,12.25,Bb\n', [("cell", "", "", FIGURE.data, None)]),
    ],
)
def test_data_are_compared_cell_by_cell(data, expected):
    found = compare(SAMPLE, with_item("bars", data=data)).differences
    got = [(one.kind, one.place.row, one.place.column, one.before, one.after) for one in found]
    if expected[0][4] is None and expected[0][0] == "cell":  # written otherwise, the same cells
        expected = [(*expected[0][:4], data)]
    assert got == expected


def test_rows_are_known_by_their_ids_wherever_they_stand():
    before = "share,id\n0.2,first\n0.2,second\n0.6,third\n"
    after = "share,id\n0.6,third\n0.3,second\n0.2,fourth\n"
    found = compare(with_item("bars", data=before), with_item("bars", data=after)).differences
    # Half of the cells of the row that went are those of the one that came: it was renamed.
    assert [(one.kind, one.place.row, one.before, one.after) for one in found] == [
        ("cell", "first / fourth", "first", "fourth"),
        ("cell", "second", "0.2", "0.3"),
        ("row", "order", "first; second; third", "third; second; fourth"),
    ]


def test_rows_that_nothing_tells_apart_are_compared_by_their_place():
    before, after = "x,y\n0.5,1.5\n0.5,1.5\n0.25,2\n", "x,y\n0.5,1.5\n0.5,1.75\n0.25,2\n"
    found = compare(with_item("bars", data=before), with_item("bars", data=after)).differences
    assert [(one.place.row, one.place.column, one.by) for one in found] == [("row 2", "y", 0.25)]
    fewer = "x,y\n0.5,1.5\n0.25,2\n"
    found = compare(with_item("bars", data=before), with_item("bars", data=fewer)).differences
    assert [(one.kind, one.place.row, one.before) for one in found] == [
        ("row", "row 2", "0.5, 1.5")
    ]


def test_what_float_arithmetic_explains_is_told_apart():
    within = 0.1 + 0.2, 0.3
    assert within[0] != within[1]

    def of(value, told="30.0%"):
        data = f"year,value\n2013,{value!r}\n"
        check = replace(SAMPLE.checks["sum"], recomputed=(0.0, value))
        made = with_chapter(
            numbers={"growth": told},
            values={"growth": value, "silent": value},
            items={"bars": replace(FIGURE, data=data)},
        )
        return replace(made, checks={"sum": check})

    exact = compare(of(within[0]), of(within[1]))
    assert exact.counts == {"interval": 1, "number": 2, "cell": 1}
    loose = compare(of(within[0]), of(within[1]), ARITHMETIC)
    assert not loose
    assert Counter(one.kind for one in loose.within) == exact.counts
    assert loose.identical == exact.identical
    # A digit that a reader sees is never explained away, nor is what is further off.
    assert compare(of(within[0]), of(within[1], "30.1%"), ARITHMETIC).counts == {"number": 1}
    assert compare(of(0.3), of(0.3001), ARITHMETIC).counts == exact.counts
    assert compare(of(0.3), of(0.3001), Tolerance(relative=1e-3)).counts == {}


def test_what_cancels_is_near_zero_within_float_arithmetic():
    def of(value):
        return with_chapter(values={"growth": value, "silent": 4})

    assert compare(of(0.0), of(0.1 + 0.2 - 0.3)).counts == {"number": 1}
    assert not compare(of(0.0), of(0.1 + 0.2 - 0.3), ARITHMETIC)


def test_a_comparison_can_be_written_as_json():
    found = compare(SAMPLE, with_item("bars", data="year,value\n2013,inf\n", caption="<b>"))
    plain = json.loads(json.dumps(found.plain()))
    assert plain["counts"] == found.counts
    assert {one["kind"] for one in plain["differences"]} <= {*KINDS}
    assert plain["differences"][0].keys() >= {
        "place",
        "before",
        "after",
        "by",
        "relative",
        "change",
    }


names = st.sampled_from(["a", "b", "c"])
words = st.sampled_from(["", "x", "y", "2013", "1.5", "Zz"])
maps = st.dictionaries(names, words, max_size=3)
reals = st.sampled_from([None, 0.0, 0.1, 0.3, 0.1 + 0.2, 2.0, -1.0, math.inf])
rows = st.lists(st.tuples(words, words, words), max_size=5)
csvs = rows.map(lambda rows: "\n".join(",".join(row) for row in [("k", "v", "w"), *rows]) + "\n")
items = st.builds(
    Item,
    kind=st.sampled_from(["figure", "table"]),
    caption=words,
    alternative=words,
    data=csvs,
    header=st.lists(words, max_size=3).map(tuple),
    rows=rows.map(tuple),
    svg=words,
    png=words,
    origin=words,
    doubtful=st.lists(words, max_size=2).map(tuple),
)
chapters = st.builds(
    Chapter,
    parameters=maps,
    code=maps,
    numbers=maps,
    values=st.dictionaries(names, reals, max_size=3),
    verdicts=maps,
    sentences=maps,
    items=st.dictionaries(names, items, max_size=2),
)
ends = st.none() | st.tuples(st.none() | reals, st.none() | reals)
checks = st.builds(Check, words, words, ends, ends, words)
results = st.builds(
    Results,
    language=st.sampled_from(["en", "zh"]),
    tables=maps,
    contents=st.fixed_dictionaries({"a": csvs}),
    facts=st.dictionaries(names, maps, max_size=2),
    checks=st.dictionaries(names, checks, max_size=2),
    marks=maps,
    chapters=st.dictionaries(names, chapters, max_size=2),
    variants=st.dictionaries(names, chapters, max_size=2),
    pages=st.dictionaries(names, maps, max_size=2),
    modules=maps.filter(bool),
)


@settings(max_examples=60)
@given(results)
def test_anything_compared_with_itself_differs_in_nothing(one):
    assert not compare(one, of_plain(one.plain()))


@settings(max_examples=60)
@given(results, results)
def test_nothing_is_missed_and_the_way_back_is_the_way_there(one, another):
    there, back = compare(one, another), compare(another, one)
    assert bool(there) == (one != another)
    assert sorted(map(repr, there.differences)) == sorted(
        repr(each.reversed) for each in back.differences
    )
    assert there.identical == back.identical


def test_column_that_gets_its_first_name_is_told_alike_from_either_side():
    one = with_item("bars", header=("",), rows=(("", "", ""),))
    another = with_item("bars", header=("x",), rows=(("x", "", ""),))
    there, back = compare(one, another), compare(another, one)
    assert there.differences
    assert sorted(map(repr, there.differences)) == sorted(
        repr(each.reversed) for each in back.differences
    )


def test_heading_without_a_text_is_not_missed():
    one = with_item("bars", header=("",), rows=(("", ""),))
    another = with_item("bars", header=(), rows=(("", ""),))
    assert [(each.before, each.after) for each in compare(one, another).differences] == [("1", "0")]


def test_cell_of_a_renamed_column_is_told_alike_from_either_side():
    one = with_item("bars", header=("k", "x"), rows=(("a", "5"),))
    another = with_item("bars", header=("k", "y"), rows=(("a", "6"),))
    assert ("worded", "5", "6") in {(kind, old, new) for kind, _, old, new in told(one, another)}
    there, back = compare(one, another), compare(another, one)
    assert sorted(map(repr, there.differences)) == sorted(
        repr(each.reversed) for each in back.differences
    )


@settings(max_examples=60)
@given(csvs, csvs)
def test_every_cell_of_two_tables_is_accounted_for(one, another):
    found = compare(with_item("bars", data=one), with_item("bars", data=another)).differences
    sizes = [len(text.splitlines()) - 1 for text in (one, another)]
    lost = sum(each.kind == "row" and each.after is None for each in found)
    came = sum(each.kind == "row" and each.before is None for each in found)
    assert sizes[0] - lost == sizes[1] - came
    assert bool(found) == (one != another)


def test_relative_change_is_exact_for_numbers_as_written():
    (one,) = compare(
        with_chapter(values={"growth": 0.1, "silent": 4}),
        with_chapter(values={"growth": 0.7, "silent": 4}),
    ).differences
    assert one.by == 0.6  # 0.7 - 0.1 is 0.6 but for the last bit of a float
    assert Fraction(one.relative).limit_denominator(1000) == 6
