"""Concepts, citations, definitions and works: what the introduction and section 1 hold."""

from pathlib import Path

import pytest

from offshore.data.tables import read_table
from offshore.data.validation import faults

# Typed from the paper: number, section and sentence of each citation; ranges told one by one.
PLACES = [
    (1, "1.1", 1),
    *((number, "1.1", 2) for number in range(2, 10)),
    *((number, "1.1", 4) for number in range(10, 14)),
    *((14, "1.2", 3), (15, "1.2", 3), (16, "1.2", 6), (17, "1.2", 10)),
    *((18, "3.1", 7), (19, "3.2", 6)),
]


def test_all_nineteen_citations_are_at_their_places(data: Path) -> None:
    table = read_table("paper/citations", data)
    assert list(table[["number", "section", "sentence"]].itertuples(index=False)) == PLACES


def test_no_more_is_said_of_a_citation_than_is_known(data: Path) -> None:
    table = read_table("paper/citations", data).set_index("number")
    only_number = table[table.known == "number only"]
    assert list(only_number.index) == [*range(1, 10), 14, 15, 18, 19]
    assert set(only_number.authors) == set(only_number.work) == {""}
    assert set(table.loc[10:13, "known"]) == {"author and topic"}
    assert table.authors.loc[10:13].tolist() == ["陈颖", "刘春朝; 任君庆", "顾玲妹", "鲁丹萍"]
    assert set(table.loc[10:13, "work"]) == {""}


@pytest.mark.parametrize(
    ("zh", "section", "sentence"),
    [
        ("离岸服务外包", "1.1", 1),
        ("信息技术外包", "1.1", 1),
        ("知识流程外包", "1.1", 1),
        ("服务外包第三阶段", "introduction", 3),
        ("数字经济", "1.2", 6),
        ("数字产业化", "2.2", 5),
        ("产业数字化", "2.2", 5),
        ("马太效应", "2.3", 7),
        ("执行额", "3.1", 2),
    ],
)
def test_concept_is_at_its_place(data: Path, zh: str, section: str, sentence: int) -> None:
    row = read_table("paper/concepts", data).set_index("zh").loc[zh]
    assert (row.section, row.sentence) == (section, sentence)


def test_no_word_names_two_concepts(data: Path) -> None:
    table = read_table("paper/concepts", data)
    words = [*table.en, *table.zh, *(word for word in table.abbreviation if word)]
    assert len(words) == len(set(words))


def test_definitions_of_the_paper_have_a_place_and_ours_have_none(data: Path) -> None:
    table = read_table("paper/definitions", data)
    assert table[table.origin == "paper"].year.tolist() == [
        1995,
        1998,
        1999,
        2000,
        2003,
        2016,
        2017,
    ]
    assert set(table[table.origin == "ours"].section) == {""}
    assert "" not in set(table[table.origin == "paper"].sentence)


def test_the_american_series_has_no_issue_of_2001(data: Path) -> None:
    table = read_table("paper/definitions", data)
    years = table[table.who_en == "US Department of Commerce"].year
    assert years.tolist() == [1998, 1999, 2000, 2002, 2003]


def test_works_that_citations_name_are_cited(data: Path) -> None:
    works = read_table("context/literature", data).set_index("key").cited_by_paper
    named = [key for key in read_table("paper/citations", data).work if key]
    assert named == ["G202016", "CAICT2017"]
    assert set(works[named]) == {"yes"}


def test_details_that_were_not_verified_are_left_out(data: Path) -> None:
    works = read_table("context/literature", data).set_index("key")
    pages = works.pages
    assert pages["Blinder2006"] == pages["AmitiWei2005"] == pages["FernandezStarkEtAl2011"] == ""
    assert works.volume["AmitiWei2005"] == works.container["LiHongzhouYang2013"] == ""
    assert works.doi["GereffiEtAl2005"] == works.container["ChenMiao2021"] == ""


@pytest.mark.parametrize(
    ("table", "old", "new", "words"),
    [
        ("paper/citations", "modes,", "mode,", "'mode' is not in vocabulary/themes"),
        ("paper/citations", ",G202016,", ",G202015,", "'G202015' is not in context/literature"),
        ("paper/citations", "\n3,", "\n2,", "appears more than once"),
        ("paper/citations", "number only", "a number", "one of full, work named"),
        ("context/literature", "10.1257/aer", "doi:10.1257/aer", "is not allowed here"),
        ("context/literature", "1978-1997", "1978", "of the form"),
        ("context/literature", ",yes\n", ",perhaps\n", "one of yes, no, unknown"),
        ("context/literature", ",Wenzhou,", ",Wenzhu,", "Did you mean 'Wenzhou'?"),
        ("paper/policies", "institution-g20,", "institution-g7,", "is not in paper/institutions"),
        ("paper/concepts", ",introduction,", ",preface,", "of the form"),
    ],
)
def test_a_broken_cell_is_refused(data: Path, table: str, old: str, new: str, words: str) -> None:
    file = data / f"{table}.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(words in str(fault) for fault in faults(data) if fault.kind == "content")
