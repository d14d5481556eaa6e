"""Links counted between groups, and policies in order of time."""

import pandas as pd

from offshore.study import argument, literature

LINKS = pd.DataFrame(
    [
        ("small-a", "group-a", "part_of"),
        ("smaller-a", "small-a", "part_of"),
        ("small-b", "group-b", "part_of"),
        ("group-a", "root", "part_of"),
        ("smaller-a", "small-b", "answers"),
        ("small-a", "group-b", "answers"),
        ("stray", "group-b", "answers"),
    ],
    columns=["source", "target", "kind"],
)


def test_a_link_between_parts_counts_between_their_groups():
    found = argument.rolled_up(LINKS[LINKS.kind == "answers"], LINKS, ["group-a", "group-b"])
    # Two links lead from parts of group a to group b; the stray one joins no two groups.
    assert found.to_dict("records") == [{"source": "group-a", "target": "group-b", "count": 2}]


def test_no_links_give_no_counts():
    assert argument.rolled_up(LINKS.iloc[:0], LINKS, ["group-a"]).empty


def test_policies_stand_in_order_and_a_period_is_no_date():
    policies = pd.DataFrame(
        {"id": ["a", "b", "c"], "year": ["2020", "", ""], "period": ["", "2018-2020", ""]}
    )
    assert literature.dated(policies).to_dict("records") == [
        {"id": "b", "year": "", "period": "2018-2020", "first": 2018, "last": 2020},
        {"id": "a", "year": "2020", "period": "", "first": 2020, "last": 2020},
    ]
