"""Trees of nodes walked in one loop, where docutils enters a generator for each node.

Dozens of transforms walk each page from end to end; those with a condition take a third as long so.
"""

from collections.abc import Iterator
from typing import Any

from docutils.nodes import Node

usual = Node.findall


def walk(top: Any) -> Iterator[Any]:
    """Yield a node and all below it in the order of the document, as they are when it gets there.

    The lists of children are read while their nodes are yielded, as docutils does: whoever walks a
    tree may change what is still ahead.
    """
    yield top
    waiting = [iter(top.children)]
    while waiting:
        for child in waiting[-1]:
            yield child
            if child.children:
                waiting.append(iter(child.children))
                break
        else:
            waiting.pop()


def findall(self: Node, condition: Any = None, *given: Any, **named: Any) -> Iterator[Any]:
    """Return what docutils' method of this name does."""
    if isinstance(condition, type) or given or named:
        found: Iterator[Any] = usual(self, condition, *given, **named)
        return found
    return walk(self) if condition is None else (one for one in walk(self) if condition(one))


def use() -> None:
    """Have docutils walk so."""
    Node.findall = findall
