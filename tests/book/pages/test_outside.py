"""The page of outside values: every one of them with its source, and what its checks came to."""

import re

import pytest
from checkouts import ROOT, here

from offshore.audit.quantities import OUTSIDE_CLAIMS, load
from offshore.book.differences import Differences
from offshore.book.pages import outside
from offshore.compendium.root import Compendium
from offshore.display.language import Language

EN, ZH = Language("en", "en", Compendium(ROOT)), Language("zh", "zh_CN", Compendium(ROOT))


def listed(words: Language) -> str:
    return outside.listed(Differences("", words))


def test_every_value_and_every_check_has_one_anchor() -> None:
    frames = load(here().data)
    values = [name for table in outside.tables(frames).values() for name in table["id"]]
    checks = [f"check-{name}" for name in frames[OUTSIDE_CLAIMS]["id"]]
    anchors = re.findall(r"\]\{#([^}]+)\}", listed(EN))
    assert sorted(anchors) == sorted([*values, *checks])


def line_of(text: str, name: str) -> str:
    (line,) = [line for line in text.splitlines() if f"{{#{name}}}" in line]
    return line


# 4885 times 100 million yuan is 488.5 billion.
@pytest.mark.parametrize(
    ("words", "cells"),
    [
        (EN, (r"CNY 488\.5 billion", r"CPPCC Daily Online", "not located by us", "high")),
        (ZH, ("4885亿元", "《商务部服贸司负责人谈2016年》", "未查得原始出处", "高")),
    ],
)
def test_value_says_who_published_it_and_where_it_is_found(
    words: Language, cells: tuple[str, ...]
) -> None:
    line = line_of(listed(words), "china-2016-cny")
    assert all(cell in line for cell in cells), line
    assert "(#check-total-2016-twice)" in line


def test_doi_and_work_of_a_value_lead_to_it() -> None:
    line = line_of(listed(EN), "digital-size-narrow-2018")
    assert "(https://doi.org/10.13253/j.cnki.ddjjgl.2021.10.009)" in line
    assert "{cite:t}`LiJieZhang2021`" in line
    assert "{cite:t}`CAICT2017`" in line_of(listed(EN), "digital-size-2016")
    assert "{cite" not in line_of(listed(EN), "digital-contribution-2016")


def test_check_states_its_assumption_and_what_may_explain_it() -> None:
    line = line_of(listed(ZH), "check-currencies-2016")
    assert "假定：两个总额指同一批合同" in line
    assert "※ 在该假定下不成立" in line
    assert "发布者可能采用其他汇率" in line
