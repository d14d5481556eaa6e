"""Pages made from the data: each printed number in words, with its digits and its place."""

import re

import pytest
from checkouts import ROOT, here

from offshore.book.differences import Differences
from offshore.book.pages import reference
from offshore.compendium.root import Compendium
from offshore.data import package
from offshore.data.tables import read_table
from offshore.display.language import Language

EN, ZH = Language("en", "en", Compendium(ROOT)), Language("zh", "zh_CN", Compendium(ROOT))
PUBLISHED = Differences("", EN)


# By hand: 2964 times 10 000 dollars is 29.64 million; in Chinese 万 is 10 000 itself.
@pytest.mark.parametrize(
    ("fact", "english", "chinese"),
    [
        ("value-2013", "USD 29.64 million", "2964万美元"),
        ("value-2015", "USD 77.5059 million", "7750.59万美元"),
        ("value-2017-cny", "CNY 1.489 billion", "14.89亿元"),
        ("value-hangzhou", "USD 6.465 billion", "64.65亿美元"),
        ("share-kpo", "85.20%", "85.20%"),
        ("growth-ito", "2,893.3%", "2,893.3%"),
        ("growth-2013", "56%", "56%"),
        ("growth-average", "at least 50%", None),
        ("markets", "over 45", None),
        ("firms-2015", "29", "29"),
    ],
)
def test_fact_is_worded_with_all_of_its_digits(
    fact: str, english: str, chinese: str | None
) -> None:
    assert reference.worded_facts(EN)[fact]["worded"] == english
    if chinese:
        assert reference.worded_facts(ZH)[fact]["worded"] == chinese


def test_source_of_a_fact_is_its_place_and_its_printed_digits() -> None:
    source = reference.worded_facts(EN)["value-kpo"]["source"]
    assert source == "The paper, section 3.2, sentence 1: 18 785 万美元"


def test_every_fact_is_worded_in_every_language() -> None:
    tables = [
        read_table(name, here().data)
        for name in package.names(here().data)
        if name.startswith("paper/")
    ]
    ids = {fact for table in tables if "printed" in table for fact in table["id"]}
    assert set(reference.worded_facts(EN)) == set(reference.worded_facts(ZH)) == ids


def test_every_fact_has_one_anchor_on_the_page_of_facts() -> None:
    anchors = re.findall(r"\{#([^}]+)\}", reference.fact_tables(PUBLISHED))
    assert sorted(anchors) == sorted(reference.worded_facts(EN))


def test_codebook_tells_every_column_of_every_table_with_terms_and_source() -> None:
    codebook = reference.codebook(PUBLISHED)
    for name in package.names(here().data):
        described = package.resource(name, here().data)
        section = codebook.partition(f"`data/{name}.csv`")[2].partition("\n## ")[0]
        rows = {line.split(" | ")[0].removeprefix("| ") for line in section.splitlines()}
        columns = {column.replace("_", r"\_") for column in package.columns(described)}
        assert columns <= rows, name
        assert "Terms: " in section
        assert "Source: " in section
