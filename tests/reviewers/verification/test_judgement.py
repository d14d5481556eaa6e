"""What differs from the record: explained by arithmetic or drawing, or a difference."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from offshore.results.model import Chapter, Check, Item, Results
from offshore.results.specifications import PAGE
from offshore.reviewers.verification.fresh import Executed, Fresh
from offshore.reviewers.verification.judgement import (
    DIFFERS,
    ENCODING,
    EXPLAINED,
    FLOATS,
    IDENTICAL,
    Judgement,
    judge,
)
from offshore.runs.planning import Run

FIGURE = Item(
    "figure", "Amounts.", "Bars.", "year,amount\n2013,0.3\n2014,0.6\n", svg="aa", labels=("2013",)
)
CHAPTER = Chapter(
    {"first": 2013},
    code={"load": "start()"},
    numbers={"growth": "65.1%"},
    values={"growth": 0.651},
    verdicts={"growth_2014": "reproduced"},
    items={"years": FIGURE},
)
RESULTS = Results(
    "en",
    contents={"paper/amounts": "id,value\nvalue-2013,2964\n"},
    facts={"value-2013": {"printed": "2964"}},
    checks={"sum": Check("reproduced", "exact", (1.0, 2.0), (1.0, 1.5))},
    chapters={"growth": CHAPTER},
)
BOTH = {"en": RESULTS, "zh": replace(RESULTS, language="zh")}


def with_item(one: Results, **changes: Any) -> Results:
    years = replace(one.chapters["growth"].items["years"], **changes)
    return with_chapter(one, items={"years": years})


def with_chapter(one: Results, **changes: Any) -> Results:
    return replace(one, chapters={"growth": replace(one.chapters["growth"], **changes)})


def judged(change: Callable[[Results], Results]) -> Judgement:
    return judge(BOTH, Fresh({code: change(one) for code, one in BOTH.items()}))


def lines(found: Judgement) -> list[str]:
    explained = [f"{why}: {one}" for why, some in found.explained.items() for one in some]
    return [*map(str, found.differs), *explained]


def test_the_same_is_identical_and_counted() -> None:
    found = judged(lambda one: one)
    assert found.verdict == IDENTICAL
    assert lines(found) == []
    # What all languages share is counted once: a fact, a check; a chapter's parts in each.
    assert (found.identical["fact"], found.identical["interval"]) == (1, 1)
    assert (found.identical["picture"], found.identical["number"]) == (2, 2)
    assert found.identical["code"] == 1


def test_last_digits_of_floats_are_explained_by_arithmetic() -> None:
    # 0.1 + 0.2 is 0.30000000000000004, 0.3 is not.
    data = "year,amount\n2013,0.30000000000000004\n2014,0.6\n"
    found = judged(lambda one: with_item(one, data=data))
    assert found.verdict == EXPLAINED
    cell = "cell growth.years, 2013, amount"
    assert lines(found) == [
        f"{FLOATS}: {cell} ({code}): 0.3 → 0.30000000000000004" for code in ("en", "zh")
    ]


def test_twelfth_digit_of_a_recorded_value_is_explained_and_the_eighth_is_not() -> None:
    explained = judged(lambda one: with_chapter(one, values={"growth": 0.651000000001}))
    assert explained.verdict == EXPLAINED
    other = judged(lambda one: with_chapter(one, values={"growth": 0.65100001}))
    assert other.verdict == DIFFERS


def test_what_is_worded_is_never_explained() -> None:
    changed = {"numbers": {"growth": "65.2%"}, "values": {"growth": 0.651000000001}}
    found = judged(lambda one: with_chapter(one, **changed))
    assert found.verdict == DIFFERS
    assert lines(found) == [f"number growth.growth ({c}): 65.1% → 65.2%" for c in ("en", "zh")]


@pytest.mark.parametrize(
    ("part", "value"),
    [("caption", "Other."), ("alternative", "Other."), ("labels", ("2014",)), ("origin", "paper")],
)
def test_text_of_a_figure_is_a_difference(part: str, value: object) -> None:
    found = judged(lambda one: with_item(one, **{part: value}))
    assert found.verdict == DIFFERS
    assert len(found.differs) == 2


def test_other_drawing_of_the_same_data_is_a_difference_told_apart() -> None:
    found = judged(lambda one: with_item(one, svg="ab", png="cd"))
    assert (found.verdict, found.others) == (DIFFERS, [])
    assert [*map(str, found.drawn)] == [
        f"picture growth.years ({code}): aa → ab" for code in ("en", "zh")
    ]


def test_png_of_the_same_drawing_packed_otherwise_is_explained() -> None:
    found = judged(lambda one: with_item(one, png="cd"))
    assert found.verdict == EXPLAINED
    assert lines(found) == [
        f"{ENCODING}: picture growth.years ({code}): nothing → cd" for code in ("en", "zh")
    ]


def test_lines_that_floats_move_are_explained_with_them() -> None:
    data = "year,amount\n2013,0.30000000000000004\n2014,0.6\n"
    found = judged(lambda one: with_item(one, data=data, svg="ab"))
    assert (found.verdict, len(found.explained[FLOATS])) == (EXPLAINED, 4)


def test_drawing_is_no_explanation_where_the_data_differ() -> None:
    data = "year,amount\n2013,0.4\n2014,0.6\n"
    found = judged(lambda one: with_item(one, svg="ab", data=data))
    kinds = [one.difference.kind for one in found.differs]
    assert (found.verdict, kinds) == (DIFFERS, ["cell", "cell", "picture", "picture"])


def test_what_the_languages_share_is_told_once() -> None:
    def change(one: Results) -> Results:
        facts = {"value-2013": {"printed": "2965"}}
        return with_chapter(replace(one, facts=facts), code={"load": "stop()"})

    found = judged(change)
    assert lines(found) == [
        "fact value-2013: 2964 → 2965",
        "code growth.load: start() → stop()",
    ]
    assert [one.is_given for one in found.differs] == [True, True]


def test_edition_that_was_never_recorded_is_a_difference() -> None:
    found = judge({"en": RESULTS}, Fresh(BOTH))
    assert found.verdict == DIFFERS
    assert "language language (zh)" not in lines(found)
    assert {one.difference.kind for one in found.differs} >= {"language", "chapter"}


def test_edition_that_is_gone_is_a_difference() -> None:
    found = judge(BOTH, Fresh({"en": RESULTS}))
    assert {one.difference.kind for one in found.differs} == {"language", "chapter"}


def test_tables_at_fault_are_compared_by_themselves() -> None:
    contents = {"paper/amounts": "id,value\nvalue-2013,29x4\n"}
    fresh = {code: Results(code, contents=contents) for code in BOTH}
    found = judge(BOTH, Fresh(fresh, refused="data/paper/amounts.csv, row 2: …"))
    assert found.verdict == DIFFERS
    assert lines(found) == ["entry paper/amounts, value-2013, value: 2964 → 29x4"]


def failed(notebook: str, label: str) -> Executed:
    run = SimpleNamespace(contract=SimpleNamespace(name=notebook), label=label)
    return Executed(cast(Run, run), 1.0, "load", "ValueError: no")


VARIED = replace(
    RESULTS,
    chapters={"growth": CHAPTER, "firms": CHAPTER, PAGE: Chapter({}, numbers={"least": "1%"})},
    variants={
        "growth, CNY": Chapter({}, values={"a": 1}),
        "firms, 3": Chapter({}, values={"a": 1}),
    },
    pages={"index": {"of-growth": "It grew.", "of-least": "At least 1%."}},
)


def test_run_of_the_multiverse_that_fails_takes_what_hangs_on_it_along() -> None:
    made = replace(
        VARIED,
        chapters={"growth": CHAPTER, "firms": replace(CHAPTER, numbers={"growth": "65.2%"})},
        variants={"firms, 3": VARIED.variants["firms, 3"]},
        pages={"index": {"of-growth": "It grew."}, PAGE: {}},
    )
    found = judge({"en": VARIED}, Fresh({"en": made}, [failed("growth", "growth, CNY")]))
    assert found.verdict == DIFFERS
    assert lines(found) == ["number firms.growth (en): 65.1% → 65.2%"]


def test_of_a_chapter_that_fails_parameters_and_code_are_compared() -> None:
    bare = Chapter({"first": 2013}, code={"load": "stop()"})
    made = replace(VARIED, chapters={**VARIED.chapters, "growth": bare}, pages={"index": {}})
    found = judge({"en": VARIED}, Fresh({"en": made}, [failed("growth", "growth, en")]))
    assert lines(found) == ["code growth.load: start() → stop()"]


def test_run_that_fails_is_no_agreement() -> None:
    bare = Chapter({"first": 2013}, code=CHAPTER.code)
    made = replace(VARIED, chapters={**VARIED.chapters, "growth": bare})
    found = judge({"en": VARIED}, Fresh({"en": made}, [failed("growth", "growth, en")]))
    assert (lines(found), found.verdict) == ([], DIFFERS)


def test_long_texts_are_told_where_they_part() -> None:
    words = "a" * 100
    found = judged(lambda one: with_item(one, caption=f"Amounts. {words}"))
    assert (
        lines(found)[0]
        == f"caption growth.years (en): Amounts. → Amounts. {'a' * 51}… (109 characters)"
    )
