import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offshore.study.literature import (
    against_published,
    cited_as,
    gathered,
    holds,
    implied_contribution,
    matrix,
    select,
)
from offshore.study.printed import bounds, interval

CITATIONS = pd.DataFrame(
    {
        "theme": ["modes", "effects", "effects"],
        "region": ["world", "world", "China"],
        "work": ["", "", "Known2016"],
    }
)
LITERATURE = pd.DataFrame(
    {
        "key": ["Known2016", "Named1995", "Added2009"],
        "theme": ["effects", "modes", "effects"],
        "region": ["China", "world", "world"],
        "cited_by_paper": ["yes", "yes", "unknown"],
    }
)


def test_all_selects_everything_and_words_narrow() -> None:
    assert len(select(CITATIONS, theme="all", region="all")) == 3
    assert list(select(CITATIONS, theme="effects", region="all").region) == ["world", "China"]
    assert select(CITATIONS, theme="modes", region="China").empty


def test_a_work_behind_a_number_counts_once() -> None:
    works = gathered(CITATIONS, LITERATURE)
    # Three numbers, one work that is named without a number, one of ours; Known2016 is the third.
    assert works.origin.tolist() == ["paper", "paper", "paper", "paper", "ours"]


def test_matrix_counts_each_combination_in_the_order_given() -> None:
    table = matrix(gathered(CITATIONS, LITERATURE), ["modes", "effects"], ["world", "China"])
    assert table.to_numpy().tolist() == [
        ["modes", "world", "paper", 2],
        ["effects", "world", "ours", 1],
        ["effects", "world", "paper", 1],
        ["effects", "China", "paper", 1],
    ]


def test_matrix_refuses_an_unknown_theme() -> None:
    with pytest.raises(ValueError, match="No theme is called modes"):
        matrix(gathered(CITATIONS, LITERATURE), ["effects"], ["world", "China"])


@given(
    st.lists(
        st.tuples(
            st.sampled_from("ab"), st.sampled_from("xyz"), st.sampled_from(["paper", "ours"])
        ),
        min_size=1,
    )
)
def test_matrix_loses_no_work(rows: list[tuple[str, str, str]]) -> None:
    works = pd.DataFrame(rows, columns=["theme", "region", "origin"])
    assert matrix(works, ["a", "b"], ["x", "y", "z"]).works.sum() == len(rows)


@pytest.mark.parametrize(
    ("authors", "name"),
    [
        ("Blinder, Alan S.", "Blinder (2006)"),
        ("李洁; 张天顶", "李洁, 张天顶 (2006)"),
        ("A, B; C, D; E, F", "A, C, E (2006)"),
        ("A, B; C, D; E, F; G, H", "A et al. (2006)"),
        ("US Department of Commerce", "US Department of Commerce (2006)"),
    ],
)
def test_short_name_of_a_work(authors: str, name: str) -> None:
    assert cited_as(authors, 2006) == name


@pytest.mark.parametrize(
    ("printed", "qualifier", "published", "verdict"),
    [
        ("22.6", "exact", "22.6", True),  # the size of 2016
        ("19", "exact", "18.9", True),  # 18.9 rounds to 19
        ("19", "exact", "20.3", False),
        ("30", "over", "30.3", True),
        ("30", "over", "27.5", False),
        ("70", "nearly", "69.9", True),
        ("70", "nearly", "58.7", False),  # the competing estimate
        ("70", "nearly", "70.4", False),  # rounds to 70, and is above it
        ("30", "under", "27.5", True),
        ("30", "at_least", "29.4", False),
        ("19", "about", "18.9", True),
    ],
)
def test_published_number_against_a_printed_one(
    printed: str, qualifier: str, published: str, verdict: bool
) -> None:
    assert holds(printed, qualifier, published) is verdict


def test_unknown_qualifier_is_refused() -> None:
    with pytest.raises(ValueError, match="No qualifier 'roughly'"):
        holds("19", "roughly", "18.9")


@given(st.integers(1, 10_000).map(str))
def test_a_number_holds_against_itself_unless_it_is_a_strict_bound(digits: str) -> None:
    assert holds(digits, "exact", digits)
    assert holds(digits, "at_least", digits)


def test_each_fact_meets_every_figure_of_the_same_thing() -> None:
    fact = {"quantity": "share", "entity": "China", "period": "2016", "unit": "%"}
    facts = pd.DataFrame([fact | {"printed": "70", "qualifier": "nearly"}])
    published = pd.DataFrame(
        [
            fact | {"printed": "69.9", "publisher": "one"},
            fact | {"printed": "58.7", "publisher": "two"},
            fact | {"printed": "69.9", "publisher": "three", "period": "2017"},
        ]
    )
    table = against_published(facts, published)
    assert table[["publisher", "outside", "holds"]].to_numpy().tolist() == [
        ["one", "69.9", True],
        ["two", "58.7", False],
    ]


def test_contribution_from_weights() -> None:
    # A part of 20 in 100 grows by half to 30 while the whole grows to 120: 10 of 20 is half.
    assert implied_contribution(0.5, 30 / 120, 30 / 120 - 20 / 100) == pytest.approx(0.5)


def test_neither_published_contribution_follows_from_growth_and_shares() -> None:
    growth, share, change = (interval(text) / 100 for text in ("18.9", "30.3", "2.8"))
    low, high = bounds(implied_contribution(growth, share, change))
    # By hand, 0.189 * 0.275 / (1.189 * (1 - 0.028 / 0.303) - 1) = 0.051975 / 0.079125 = 0.6569
    assert 0.587 < low < 0.6569 < high < 0.699


@given(
    before=st.floats(1, 100),
    rest=st.floats(1, 100),
    more=st.floats(0.1, 50),
    others=st.floats(0, 50),
)
def test_contribution_is_change_over_change(
    before: float, rest: float, more: float, others: float
) -> None:
    after, whole = before + more, before + rest + more + others
    share = after / whole
    change = share - before / (before + rest)
    found = implied_contribution(more / before, share, change)
    assert found == pytest.approx(more / (more + others), rel=1e-6)


def test_a_whole_that_shrank_has_no_contributions() -> None:
    with pytest.raises(ValueError, match="The growth of the whole"):
        implied_contribution(0.01, 0.5, 0.1)
    with pytest.raises(ValueError, match="The share of the year before"):
        implied_contribution(0.5, 0.1, 0.1)
