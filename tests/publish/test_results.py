"""The map of results in README.md: whole, in order, and that of the current runs."""

import json

import pytest
from checkouts import Checkout

from offshore.errors import UserError
from offshore.publish import results
from offshore.show.items import ITEM


def executed(*items: dict[str, str]) -> str:
    """Return an executed notebook, titled "Trade | 2017", that shows items in cell "shown"."""
    outputs = [{"output_type": "display_data", "data": {ITEM: item}} for item in items]
    cells = [
        {"cell_type": "markdown", "id": "title", "source": ["# Trade | 2017\n", "\n", "Text."]},
        {"cell_type": "code", "id": "load", "source": "", "outputs": [{"name": "stdout"}]},
        {"cell_type": "code", "id": "shown", "source": "", "outputs": outputs},
    ]
    return json.dumps({"cells": cells})


FIGURE = {"id": "trade", "kind": "figure", "caption": "Trade, *all* of it."}
TABLE = {"id": "sums", "kind": "table", "caption": "Sums."}


def test_each_item_has_a_row_in_the_notebooks_order() -> None:
    found = list(results.rows("trade", executed(FIGURE, TABLE), ["paper/amounts", "paper/shares"]))
    assert [row[0] for row in found] == ["figure `trade`", "table `sums`"]
    assert {row[3] for row in found} == {"[trade](notebooks/trade.ipynb), `shown`"}
    assert {row[4] for row in found} == {"`paper/amounts`, `paper/shares`"}


def test_captions_and_titles_are_taken_literally() -> None:
    (row,) = results.rows("trade", executed(FIGURE), ["paper/amounts"])
    assert row[1] == r"Trade\, \*all\* of it\."
    assert row[2] == r"Trade \| 2017"


def test_notebook_without_items_has_no_rows() -> None:
    assert list(results.rows("trade", executed(), ["paper/amounts"])) == []


def test_map_is_put_between_its_marks_and_nothing_else_changes() -> None:
    text = f"before\n{results.BEGIN}\nold\n{results.END}\nafter\n"
    changed = results.with_map(text, "new")
    assert changed == f"before\n{results.BEGIN}\nnew\n{results.END}\nafter\n"
    assert results.with_map(changed, "new") == changed


@pytest.mark.parametrize(
    "text", ["", results.BEGIN, results.END, f"{results.END}\n{results.BEGIN}\n"]
)
def test_readme_without_its_marks_is_refused(text: str) -> None:
    with pytest.raises(UserError, match=r"Put these two lines where it belongs(.|\n)*results map"):
        results.with_map(text, "new")


def test_readme_has_the_map_of_the_current_runs(rebuildable: Checkout) -> None:
    file = rebuildable.root / "README.md"
    before = file.read_text(encoding="utf-8")
    done = rebuildable.offshore("readme")
    assert done.returncode == 0, done.stderr
    current = file.read_text(encoding="utf-8")
    assert before == current, "The map of results is stale: run `offshore readme`."
