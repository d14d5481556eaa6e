"""The argument as it is published: complete, and where the paper has it."""

from pathlib import Path

import pandas as pd
import pytest

from offshore.data.tables import read_table

# Counted in the paper: the ends of sentences, 。 and ；, of each section that argues.
SENTENCES = {
    "2": 4, "2.1": 4, "2.2": 6, "2.3": 9,
    "4.1": 5, "4.2": 6, "4.3": 5,
    "5": 1, "5.1.1": 1, "5.1.2": 3, "5.2.1": 2, "5.2.2": 3, "5.3.1": 3, "5.3.2": 8,
}  # fmt: skip


def nodes(data: Path) -> pd.DataFrame:
    return read_table("argument/nodes", data).set_index("id")


@pytest.mark.parametrize("section", SENTENCES)
def test_every_sentence_of_the_argument_has_a_row(data: Path, section: str) -> None:
    tables = [read_table(f"argument/{name}", data) for name in ("nodes", "links")]
    rows = pd.concat([table[["section", "sentence"]] for table in tables])
    found = set(rows.loc[rows["section"] == section, "sentence"]) - {0}
    assert found == set(range(1, SENTENCES[section] + 1))


def test_paragraphs_have_the_sentences_that_were_counted(data: Path) -> None:
    paragraphs = read_table("argument/paragraphs", data)
    last = paragraphs.groupby("section")["last"].max()
    argued = last[last.index.str.match("[245]") & (last > 0)]
    assert argued.to_dict() == SENTENCES


def test_paragraphs_follow_each_other_without_a_gap(data: Path) -> None:
    for _, own in read_table("argument/paragraphs", data).groupby("section"):
        assert own["first"].iloc[0] in (0, 1)
        assert own["first"].tolist()[1:] == [last + 1 for last in own["last"].tolist()[:-1]]


def test_section_2_has_three_effects_and_one_matthew_effect(data: Path) -> None:
    kinds = nodes(data)["kind"]
    assert kinds[kinds == "effect"].index.tolist() == ["innovation", "penetration", "integration"]
    assert kinds["matthew"] == "risk"


@pytest.mark.parametrize(
    ("whole", "number"), [("new-problems", 3), ("advice", 3), ("strategy-government", 2),
                          ("strategy-firms", 2), ("strategy-environment", 2)],
)  # fmt: skip
def test_problems_and_measures_are_grouped_as_in_the_paper(
    data: Path, whole: str, number: int
) -> None:
    links = read_table("argument/links", data)
    assert len(links[(links["kind"] == "part_of") & (links["target"] == whole)]) == number


def test_every_measure_is_part_of_the_advice(data: Path) -> None:
    links = read_table("argument/links", data)
    wholes = links[links["kind"] == "part_of"].set_index("source")["target"]
    measures = nodes(data).query("kind == 'measure'").index
    assert set(measures) - set(wholes.index) == {"advice"}


def test_every_piece_of_evidence_supports_or_qualifies_something(data: Path) -> None:
    links = read_table("argument/links", data)
    used = links.loc[links["kind"].isin(["supported_by", "qualified_by"]), "target"]
    assert set(nodes(data).query("kind == 'evidence'").index) == set(used)


def test_every_number_of_section_4_is_evidence_for_something(data: Path) -> None:
    facts = read_table("paper/counts", data)
    printed = facts.loc[facts["section"].str.startswith("4"), "id"]
    # In 4.2 the bound on big-data firms and four numbers of large firms, in 4.3 three of parks.
    assert len(printed) == 8
    assert set(printed) <= set(" ".join(read_table("argument/links", data)["facts"]).split())


def test_a_number_without_a_date_has_an_empty_period(data: Path) -> None:
    facts = read_table("paper/counts", data).set_index("id")
    undated = ["big-data-firms", "platforms-high-tech-zone", "park-firms", "park-staff"]
    assert facts.index[facts["period"] == ""].tolist() == undated
    assert facts.loc[undated, "qualifier"].tolist() == ["under", "exact", "over", "over"]


def test_a_link_that_is_not_ours_names_no_place_outside_sections_2_to_5(data: Path) -> None:
    links = read_table("argument/links", data)
    stated = links[links["stated"] == "yes"]
    assert set(stated["section"].str[0]) == {"2", "4", "5"}


def test_platforms_are_certain_only_where_the_text_names_them(data: Path) -> None:
    platforms = read_table("argument/platforms", data).groupby("park")["certain"].value_counts()
    assert platforms.to_dict() == {
        ("Wenzhou High-tech Zone", "no"): 1,
        ("Zhejiang Industry and Trade Park", "yes"): 5,
        ("Zhejiang Industry and Trade Park", "no"): 1,
    }


def test_only_two_policies_have_a_year_or_a_period(data: Path) -> None:
    policies = read_table("argument/policies", data).set_index("id")
    dated = policies["year"] + policies["period"]
    assert dated[dated != ""].to_dict() == {
        "policy-joint-conference": "2016",
        "policy-standardisation": "2018-2020",
    }


def test_companies_are_those_of_section_4_2(data: Path) -> None:
    roles = read_table("argument/companies", data)["role"].value_counts()
    assert roles.to_dict() == {
        "big data start-up": 4,
        "national top ten": 3,
        "largest in Wenzhou": 1,
        "Internet of Things supplier": 1,
    }
