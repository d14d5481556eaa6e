import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offshore.study.argument import (
    STANDINGS,
    at_best,
    chain,
    coverage,
    evidence,
    levels,
    matrix,
    measures_by_actor,
    parts,
    reachable,
    standing,
    tally,
    tally_once,
    unanswered,
)

# A made-up argument, small enough to follow by hand.
NODES = pd.DataFrame(
    [
        ("spread", "effect"),
        ("tools", "mechanism"),
        ("skills", "mechanism"),
        ("chain", "channel"),
        ("income", "outcome"),
        ("divide", "risk"),
        ("trouble", "problem"),
        ("no-staff", "problem"),
        ("no-tools", "problem"),
        ("survey", "evidence"),
        ("boom", "evidence"),
        ("advice", "measure"),
        ("school", "measure"),
        ("parade", "measure"),
        ("city", "actor"),
        ("college", "actor"),
    ],
    columns=["id", "kind"],
)
LINKS = pd.DataFrame(
    [
        ("spread", "tools", "leads_to", "yes", ""),
        ("tools", "skills", "leads_to", "inferred", ""),
        ("tools", "chain", "leads_to", "yes", ""),
        ("chain", "income", "leads_to", "yes", ""),
        ("skills", "divide", "raises", "yes", ""),
        ("no-staff", "trouble", "part_of", "yes", ""),
        ("no-tools", "trouble", "part_of", "yes", ""),
        ("school", "advice", "part_of", "yes", ""),
        ("parade", "advice", "part_of", "yes", ""),
        ("no-staff", "survey", "supported_by", "yes", ""),
        ("income", "boom", "supported_by", "inferred", "value share"),
        ("income", "survey", "supported_by", "inferred", "share"),
        ("divide", "boom", "qualified_by", "yes", "value"),
        ("advice", "trouble", "answers", "yes", ""),
        ("school", "no-staff", "answers", "inferred", ""),
        ("school", "skills", "uses", "yes", ""),
        ("parade", "spread", "uses", "yes", ""),
        ("advice", "city", "carried_by", "yes", ""),
        ("school", "college", "carried_by", "yes", ""),
    ],
    columns=["source", "target", "kind", "stated", "facts"],
)
ORDER = ["effect", "mechanism", "channel", "outcome", "risk"]


def graph(pairs: list[tuple[int, int]], size: int = 8) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return numbered mechanisms and links between them."""
    nodes = pd.DataFrame({"id": [str(number) for number in range(size)], "kind": "mechanism"})
    links = pd.DataFrame(
        [(str(one), str(other), "leads_to", "yes", "") for one, other in pairs],
        columns=list(LINKS.columns),
    )
    return nodes, links


numbers = st.integers(0, 7)
pairs = st.lists(st.tuples(numbers, numbers), max_size=20)
forward = pairs.map(lambda found: [(a, b) for a, b in found if a < b])


def test_an_effect_reaches_what_follows_from_it_and_nothing_else():
    nodes, links = reachable(NODES, LINKS, "spread")
    assert nodes["id"].tolist() == ["spread", "tools", "skills", "chain", "income", "divide"]
    assert len(links) == 5
    assert set(links["kind"]) == {"leads_to", "raises"}


def test_only_the_kinds_of_link_asked_for_are_followed():
    nodes, links = reachable(NODES, LINKS, "tools", kinds=["raises"])
    assert nodes["id"].tolist() == ["tools"]
    assert links.empty


def test_unknown_nodes_are_refused():
    with pytest.raises(ValueError, match="No such node of the argument: spreed"):
        reachable(NODES, LINKS, "spreed")
    with pytest.raises(ValueError, match="No such node of the argument: spreed"):
        parts(NODES, LINKS, "spreed")
    with pytest.raises(ValueError, match="No such node of the argument: income, boom"):
        evidence(NODES[~NODES["id"].isin(["income", "boom"])], LINKS)


@given(pairs)
def test_what_is_reached_is_closed_and_what_is_reached_from_it_is_part_of_it(found):
    nodes, links = graph(found)
    reached, within = reachable(nodes, links, "0")
    assert set(within["target"]) <= set(reached["id"])
    for node in reached["id"]:
        assert set(reachable(nodes, links, node)[0]["id"]) <= set(reached["id"])


def test_levels_go_by_kind_and_within_a_kind_by_the_longest_path():
    found = levels(NODES, LINKS, ORDER)
    assert found.to_dict() == {
        "spread": 0, "tools": 1, "skills": 2, "chain": 3, "income": 4, "divide": 5,
    }  # fmt: skip


def test_a_kind_without_nodes_takes_no_level():
    assert levels(NODES, LINKS, ["effect", "premise", "channel"]).to_dict() == {
        "spread": 0,
        "chain": 1,
    }
    assert levels(NODES.head(0), LINKS, ORDER).empty


@given(forward)
def test_every_link_goes_down_and_no_level_is_lower_than_needed(found):
    nodes, links = graph(found)
    level = levels(nodes, links, ["mechanism"])
    above = links.assign(level=links["source"].map(level)).groupby("target")["level"].max()
    for node, own in level.items():
        assert own == (above[node] + 1 if node in above else 0)


def test_a_circle_has_no_levels():
    with pytest.raises(ValueError, match="form a cycle, which has no levels: "):
        levels(*graph([(0, 1), (1, 2), (2, 0)]), ["mechanism"])


def test_standing_tells_numbers_from_names_and_from_argument_alone():
    found = standing(NODES, LINKS)
    assert found.loc["income"].tolist() == [
        "outcome", ("boom", "survey"), (), ("value", "share"), "fact", False,
    ]  # fmt: skip
    assert found.loc["no-staff"].tolist() == ["problem", ("survey",), (), (), "named", True]
    assert found.loc["divide"].tolist() == ["risk", (), ("boom",), (), "argued", False]
    assert {"survey", "city"}.isdisjoint(found.index)


def test_a_step_rests_on_the_support_of_what_it_leads_to():
    found = evidence(NODES, LINKS).set_index(["source", "target"])
    assert found["standing"].to_dict() == {
        ("spread", "tools"): "argued",
        ("tools", "skills"): "argued",
        ("tools", "chain"): "argued",
        ("chain", "income"): "fact",
        ("skills", "divide"): "argued",
    }
    assert found.loc[("chain", "income"), "facts"] == ("value", "share")


def test_without_our_links_the_paper_is_left():
    stated = LINKS[LINKS["stated"] == "yes"]
    assert standing(NODES, stated)["standing"]["income"] == "argued"
    assert unanswered(coverage(NODES, stated), "problem") == ["no-staff", "no-tools"]


def test_coverage_tells_own_counterparts_from_those_of_parts_and_wholes():
    found = coverage(NODES, LINKS)
    assert found.loc["trouble"].tolist() == ["problem", 1, 1, 0]
    assert found.loc["no-staff"].tolist() == ["problem", 1, 0, 1]
    assert found.loc["no-tools"].tolist() == ["problem", 0, 0, 1]
    assert found.loc["parade"].tolist() == ["measure", 0, 0, 1]
    assert found.loc["advice"].tolist() == ["measure", 1, 1, 0]


def test_an_answer_to_the_whole_leaves_the_part_unanswered():
    found = coverage(NODES, LINKS)
    assert unanswered(found, "problem") == ["no-tools"]
    assert unanswered(found, "measure") == ["parade"]
    assert unanswered(found, "risk") == ["divide"]


def test_a_measure_has_the_actors_of_its_whole_and_its_own():
    found = measures_by_actor(NODES, LINKS)
    assert found.index.tolist() == ["advice", "school", "parade"]
    assert found.columns.tolist() == ["city", "college"]
    assert found.to_numpy().tolist() == [[True, False], [True, True], [True, False]]


def test_no_links_make_an_empty_matrix():
    assert measures_by_actor(NODES, LINKS.head(0)).shape == (0, 0)


def test_parts_stand_under_their_whole():
    assert parts(NODES, LINKS, "trouble").to_numpy().tolist() == [
        ["trouble", "", 0],
        ["no-staff", "trouble", 1],
        ["no-tools", "trouble", 1],
    ]


def test_parts_of_a_part_come_before_the_next_part():
    nodes, links = graph([(1, 0), (2, 0), (3, 1)])
    tree = parts(nodes, links.assign(kind="part_of"), "0")
    assert tree["id"].tolist() == ["0", "1", "3", "2"]
    assert tree["depth"].tolist() == [0, 1, 2, 1]


def test_an_effect_is_followed_forward_and_a_risk_back_to_what_raises_it():
    assert chain(NODES, LINKS, "spread")["id"].tolist() == [
        "spread", "tools", "skills", "chain", "income",
    ]  # fmt: skip
    assert chain(NODES, LINKS, "divide")["id"].tolist() == ["skills", "divide"]
    with pytest.raises(ValueError, match="No such node of the argument: devide"):
        chain(NODES, LINKS, "devide")


def test_a_tally_counts_the_steps_that_lie_within_a_part():
    found = tally(
        evidence(NODES, LINKS),
        {"all": NODES["id"], "end": ["chain", "income", "divide"], "none": []},
    )
    assert found.to_dict("index") == {
        "all": {"fact": 1, "named": 0, "argued": 4},
        "end": {"fact": 1, "named": 0, "argued": 0},
        "none": {"fact": 0, "named": 0, "argued": 0},
    }
    assert list(found.columns) == list(STANDINGS)


def test_a_step_within_two_parts_counts_once():
    rests = evidence(NODES, LINKS)
    parts_of_it = {"start": ["spread", "tools", "chain"], "end": ["tools", "chain", "income"]}
    # spread-tools is in the first, chain-income in the second, tools-chain in both.
    assert tally(rests, parts_of_it).to_numpy().sum() == 4
    assert tally_once(rests, parts_of_it).to_dict() == {"fact": 1, "named": 0, "argued": 2}


def test_a_whole_rests_on_what_its_parts_rest_on():
    own, rolled = standing(NODES, LINKS)["standing"], at_best(NODES, LINKS)
    assert (own["trouble"], rolled["trouble"]) == ("argued", "named")
    assert own.drop("trouble").equals(rolled.drop("trouble"))


def test_a_matrix_counts_the_links_of_parts_under_their_groups_in_the_order_given():
    answers = LINKS[LINKS["kind"] == "answers"]
    found = matrix(answers, LINKS, ["parade", "advice"], ["trouble", "divide"])
    assert found.index.tolist() == ["parade", "advice"]
    assert found.columns.tolist() == ["trouble", "divide"]
    assert found.to_numpy().tolist() == [[0, 0], [2, 0]]
    none = matrix(answers.head(0), LINKS, ["advice"], ["trouble"])
    assert none.to_numpy().tolist() == [[0]]
