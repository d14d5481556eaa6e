"""The anchors of the page of provenance, for whoever links to it."""


def of_number(page: str, name: str) -> str:
    """Return the anchor of a chapter's number."""
    return f"{page}.{name}"


def of_item(page: str, name: str) -> str:
    """Return the anchor of a chapter's figure or table, which has this name in the book."""
    return f"{page}-{name}"


def of_fact(name: str) -> str:
    """Return the anchor of what may move with a printed number."""
    return f"moves-{name}"
