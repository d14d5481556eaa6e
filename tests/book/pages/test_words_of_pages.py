"""Sentences of pages that hang on numbers or verdicts: what they name, and which are said."""

import csv
import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
from checkouts import ROOT, here

from offshore.display import word_files
from offshore.display.conditional import conditions, sentences
from offshore.display.language import languages
from offshore.display.words import Words
from offshore.notebook import contract

PAGES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("book/*.md"))}
SAYS = re.compile(r"\{says\}`([^`]+)`")
NUMBER = re.compile(r"\{number\}`([^`]+)`")
CLAIM = re.compile(r"claims\[[\"']([^\"']+)")
OF_PAGE = "multiverse."  # whose numbers come from the page itself


def cases(page: str) -> dict[str, list[dict[str, str]]]:
    return dict(word_files.read(here(), page).get("sentences", {}))


WORDED = [*here().worded_pages, *contract.names(here())]


@pytest.mark.parametrize("page", PAGES)
def test_page_says_only_sentences_that_there_are(page: str) -> None:
    for name in SAYS.findall(PAGES[page]):
        of, _, own = name.rpartition(".")
        assert own in cases(of or page), name
    said = [name for name in SAYS.findall(PAGES[page]) if "." not in name]
    assert sorted(said) == sorted(cases(page))


@pytest.mark.parametrize("page", WORDED)
def test_conditions_ask_only_for_claims_that_there_are(page: str) -> None:
    asked = {
        claim
        for one in cases(page).values()
        for case in one
        for claim in CLAIM.findall(case.get("when", ""))
    }
    assert asked <= claims()


def claims() -> set[str]:
    with (here().data / "paper/claims.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("page", here().worded_pages)
def test_page_names_only_numbers_and_parameters_of_chapters(page: str) -> None:
    texts = [case["says"] for one in cases(page).values() for case in one]
    named = set(NUMBER.findall("\n".join([PAGES[page], *texts])))
    for case in [case for one in cases(page).values() for case in one if "when" in case]:
        named |= asked_for(case["when"])
    assert [one for one in named if not one.startswith(OF_PAGE) and one not in known()] == []


def asked_for(condition: str) -> set[str]:
    """Return the chapters' numbers and parameters that a condition names."""
    assert conditions.names(condition, "") == set()  # each has its chapter in front
    said = re.findall(r"said\[[\"']([^\"']+)", condition)
    return {*re.findall(r"\b[a-z]+\.[a-z]\w*", re.sub(r"\[[^]]*\]", "", condition)), *said}


def known() -> set[str]:
    """Return what chapters have for pages: parameters, and what their code records by name."""
    found = set()
    for name in contract.names(here()):
        promised = contract.read_contract(here(), name)
        found |= {f"{name}.{parameter}" for parameter in promised.parameters}
        calls = re.findall(r"run\.(?:numbers|verdicts)\((.*?)\n?\)\n", code(name), re.DOTALL)
        found |= {f"{name}.{one}" for call in calls for one in re.findall(r"(\w+)=", call)}
    return found


def code(notebook: str) -> str:
    cells = json.loads(contract.read_contract(here(), notebook).code)["cells"]
    return "\n".join(f"{contract.source(cell)}\n" for cell in cells)


AS_PUBLISHED = {
    "growth.compound": 0.651,
    "firms.year": 2017,
    "firms.value_ratio": 2.84,  # 22049 / 7750.59
    "firms.margin_more": 0.79,
    "region.ratio_hangzhou": 29.3,
    "region.ratio_ningbo": 8.7,
    "structure.ito_before": 926_740.0,
    "structure.ito_change": 26_813_260.0,
    "structure.ito_share_before": 0.0072,
    "structure.change": 91_170_000.0,
    "structure.bpo_share_needed": 0.141,  # 99.28% of the year before less 85.20%
    "markets.large_least": 0.823,
    "outlook.china_pace": 0.116,
    "problems.heading": "all",
    "countermeasures.stated_only": False,
}
SAID = {
    "region.sum_of_shares": "103.3%",
    "firms.gini_low": "0.43",
    "firms.gini_high": "0.52",
    "markets.belt_least": "0.0%",
    "markets.belt_most": "100.0%",
}
FAILING = dict.fromkeys(
    ["growth-2016-from-amounts", "growth-2017-from-amounts", "shares-of-province"], "contradicted"
)


def told(page: str, verdicts: Mapping[str, str], **numbers: Any) -> dict[str, str]:
    """Return each sentence of a page, as far as it is said, with numbers of chapters changed."""
    changed = {name.replace("__", "."): value for name, value in numbers.items()}
    known = (
        AS_PUBLISHED
        | {
            sentences.SAID: SAID,
            sentences.CLAIMS: dict.fromkeys(claims(), "reproduced") | dict(verdicts),
        }
        | changed
    )
    words = Words(page, languages(here())["en"])
    found = {name: words.sentence(name, known) for name in words.sentences}
    return {name: text for name, text in found.items() if text}


def test_summary_of_what_is_printed_says_what_holds_and_what_does_not() -> None:
    said = told("summary", FAILING)
    held = {"average", "kpo", "shares", "margins", "unequal", "behind"}
    doubted = {"rates_doubted", "province_doubted"}
    assert set(said) == held | doubted | {
        "chain", "large_markets", "belt_and_road", "evidence", "answers", "china",
    }  # fmt: skip
    assert "For 2016 and 2017 the paper prints" in said["rates_doubted"]
    assert "their joint share has fallen" in said["chain"]  # ITO's rose from 0.72% to 12.58%


def test_summary_has_no_doubts_where_nothing_fails() -> None:
    said = told("summary", {})
    assert "None of the statements of this page." in said["nothing_doubted"]
    assert {"rates", "province"} < set(said)
    assert [name for name in said if name.endswith("_doubted")] == ["nothing_doubted"]


@pytest.mark.parametrize(
    ("verdicts", "numbers", "name", "fragment"),
    [
        ({}, {"growth__compound": -0.1}, "average_doubted", "it did not grow"),
        ({}, {"growth__compound": 0.0}, "average_doubted", "it did not grow"),
        ({"average-growth-printed": "contradicted"}, {}, "average_doubted", "depends on how"),
        ({"growth-2017-from-amounts": "contradicted"}, {}, "rates_doubted", "For 2017 the paper"),
        ({"growth-2014-from-amounts": "contradicted"}, {}, "rate_2014_doubted", "Growth in 2014"),
        ({"kpo-dominates": "contradicted"}, {}, "kpo_doubted", "which is not more than all other"),
        ({"share-ito-from-amounts": "contradicted"}, {}, "shares_doubted", "Not all of the shares"),
        # More firms by more than the amount, and fewer: the margins are above 1 and below 0.
        ({}, {"firms__margin_more": 1.2}, "margins", "the average firm became smaller"),
        ({}, {"firms__margin_more": 0.4}, "margins", "the size of the average firm makes up"),
        ({}, {"firms__margin_more": -0.1}, "margins", "the number of firms did not"),
        ({}, {"region__ratio_ningbo": 0.9}, "behind_doubted", "Wenzhou was not behind both"),
        ({"ito-fits-2016": "contradicted"}, {}, "chain", "does not fit into that year's total"),
        ({}, {"structure__ito_change": -900_000.0}, "chain", "their joint share has risen"),
        ({}, {"markets__large_least": -0.2}, "large_markets", "do not bound what the large ones"),
        ({}, {"problems__heading": "firms-lag"}, "evidence", "under the heading"),
        ({}, {"countermeasures__stated_only": True}, "answers", "that the paper states"),
        ({}, {"outlook__china_pace": -0.02}, "china", "changed by"),
    ],
)
def test_summary_says_otherwise_where_numbers_are_others(
    verdicts: Mapping[str, str], numbers: Mapping[str, Any], name: str, fragment: str
) -> None:
    said = told("summary", verdicts, **numbers)
    assert fragment in said[name]
    assert name.removesuffix("_doubted") not in said or not name.endswith("_doubted")


@pytest.mark.parametrize(
    ("verdicts", "compound", "fragments"),
    [
        (FAILING, 0.65, ("grew from", "The paper's growth rates of 2016 and 2017 do not follow")),
        ({}, -0.2, ("fell from", "growth rates from 2014 to 2017 follow")),
        ({"growth-2015-from-amounts": "contradicted"}, 0, ("was {printed}", "Not all of the")),
    ],
)
def test_first_page_says_otherwise_where_numbers_are_others(
    verdicts: Mapping[str, str], compound: float, fragments: tuple[str, str]
) -> None:
    said = told("index", verdicts, growth__compound=compound)
    assert fragments[0] in said["grew"]
    assert fragments[1] in said["rates"]


def test_paper_says_in_which_sections_its_numbers_stand() -> None:
    tables = [file.read_text(encoding="utf-8") for file in (here().data / "paper").glob("*.csv")]
    rows = [row for text in tables for row in csv.DictReader(text.splitlines()) if "printed" in row]
    assert sorted({row["section"][0] for row in rows}) == ["1", "3", "4"]
    assert "stand in sections 1, 3 and 4." in PAGES["paper"]
