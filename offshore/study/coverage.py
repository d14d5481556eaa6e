"""Links of the argument counted between groups: a part counts for the group it belongs to."""

from collections.abc import Collection, Mapping

import pandas as pd

from offshore.study.argument import WHOLE


def rolled_up(
    links: pd.DataFrame, all_links: pd.DataFrame, groups: Collection[str]
) -> pd.DataFrame:
    """Return the number of links between groups: columns source, target and count.

    `links`: source and target of the links to count; `all_links`: holds the links part_of, at
    most one for each part; `groups`: the nodes to count for. A node counts for the nearest
    whole of it that is a group, or for itself; links that do not join two groups are left out.
    """
    whole = all_links[all_links["kind"] == WHOLE]
    parents = dict(zip(whole["source"], whole["target"], strict=True))
    pairs = links[["source", "target"]].map(lambda node: _group(node, parents, groups))
    inside = pairs[pairs.isin(list(groups)).all(axis=1)]
    return inside.value_counts(sort=False).rename("count").reset_index()


def _group(node: str, parents: Mapping[str, str], groups: Collection[str]) -> str:
    above = node
    while above not in groups and above in parents:
        above = parents[above]
    return above if above in groups else node


def dated(policies: pd.DataFrame) -> pd.DataFrame:
    """Return the policies of which a year is known, oldest first, with a column `when`.

    `policies`: year (text, "" where unknown) and period ("2018-2020" or ""); a period counts
    from its first year.
    """
    when = policies["year"].where(policies["year"] != "", policies["period"].str[:4])
    known = policies.assign(when=when)[when != ""]
    return known.astype({"when": int}).sort_values("when", kind="stable")
