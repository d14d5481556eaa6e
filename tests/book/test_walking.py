"""Nodes are walked as docutils walks them, also while the tree changes."""

from collections.abc import Callable
from typing import Any

import pytest
from docutils import nodes
from hypothesis import given, settings
from hypothesis import strategies as st

from offshore.book.sphinx import walking

KINDS = (nodes.section, nodes.paragraph, nodes.emphasis)
SHAPES = st.recursive(
    st.text("ab"), lambda below: st.tuples(st.sampled_from(KINDS), st.lists(below))
)


def tree(shape: Any) -> Any:
    if isinstance(shape, str):
        return nodes.Text(shape)
    made = shape[0]()
    made.extend(map(tree, shape[1]))
    return made


def by_docutils(node: Any, condition: Any) -> list[int]:
    """Return the same by the recursion that docutils' documentation describes."""
    own = [id(node)] if condition(node) else []
    return own + [one for child in node.children for one in by_docutils(child, condition)]


CONDITIONS: dict[str, tuple[Any, Callable[[Any], bool]]] = {
    "everything": (None, lambda _: True),
    "a class": (nodes.paragraph, lambda one: isinstance(one, nodes.paragraph)),
    "a condition": (lambda one: "a" in one.astext(), lambda one: "a" in one.astext()),
}


@pytest.fixture(autouse=True)
def walked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes.Node, "findall", nodes.Node.findall)
    walking.use()


@pytest.mark.parametrize("case", CONDITIONS)
@settings(max_examples=50, deadline=None)
@given(shape=SHAPES)
def test_every_node_is_found_in_order(case: str, shape: Any) -> None:
    condition, holds = CONDITIONS[case]
    top = tree(shape)
    assert [id(one) for one in top.findall(condition)] == by_docutils(top, holds)


@pytest.mark.parametrize("condition", [None, nodes.Element, lambda _: True])
def test_what_is_ahead_may_change(condition: Any) -> None:
    """A node that is replaced by two when it is reached: the second is walked, and into it."""
    inner = nodes.emphasis("", "", nodes.paragraph())
    top = nodes.section("", nodes.paragraph(), nodes.section())
    found = []
    for one in top.findall(condition):
        found.append(type(one).__name__)
        if one is top[0]:
            top.insert(1, inner)
    assert found == ["section", "paragraph", "emphasis", "paragraph", "section"]


def test_children_that_come_when_their_parent_is_reached_are_walked() -> None:
    top = nodes.section("", nodes.paragraph())
    found = []
    for one in top.findall():
        found.append(type(one).__name__)
        if isinstance(one, nodes.paragraph):
            one += nodes.emphasis()
    assert found == ["section", "paragraph", "emphasis"]


def test_what_is_asked_otherwise_is_left_to_docutils() -> None:
    top = nodes.section("", nodes.paragraph(), nodes.emphasis())
    assert list(top.findall(include_self=False)) == [top[0], top[1]]
    assert list(top[0].findall(siblings=True)) == [top[0], top[1]]
    assert list(top.findall(nodes.section, descend=False)) == [top]
