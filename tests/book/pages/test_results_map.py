"""The map of results: every figure and table of the built book, once, with what makes it."""

import json

import pytest
from bs4 import BeautifulSoup
from checkouts import ROOT, Checkout

from offshore.runs.keys import NUMBERS_ONLY

NOTEBOOKS = {path.stem: path for path in (ROOT / "notebooks").glob("*.ipynb")}


@pytest.fixture(scope="module", params=["en", "zh"])
def page(request: pytest.FixtureRequest, built: Checkout) -> BeautifulSoup:
    text = (built.html(request.param) / "results.html").read_text(encoding="utf-8")
    return BeautifulSoup(text, "html.parser")


def listed(page: BeautifulSoup) -> dict[str, list[list[str]]]:
    """Return the rows of each notebook's table, by the chapter that the link above it leads to."""
    found = {}
    for table in page.select("article table"):
        link = table.find_previous("a", class_="reference internal")
        rows = [[cell.get_text() for cell in row.select("td")] for row in table.select("tbody tr")]
        found[link["href"].removesuffix(".html")] = rows
    return found


def test_every_notebook_that_shows_something_has_its_items_and_no_other(
    page: BeautifulSoup, built: Checkout
) -> None:
    shown = {name: items_of(built, name) for name in NOTEBOOKS}
    found = {
        name: [(item.split()[-1], cell) for item, _, cell in rows]
        for name, rows in listed(page).items()
    }
    assert found == {name: items for name, items in shown.items() if items}


def items_of(built: Checkout, name: str) -> list[tuple[str, str]]:
    """Return id and cell of each item that the published run of a notebook shows."""
    for run in (built.root / "_build/runs").iterdir():
        recipe = json.loads((run / "run.json").read_text(encoding="utf-8"))
        unseen = recipe.get(NUMBERS_ONLY) or recipe["parameters"].get("language") == "zh"
        if list(recipe["notebook"]) != [name] or unseen:
            continue
        cells = json.loads((run / "notebook.ipynb").read_text(encoding="utf-8"))["cells"]
        return [
            (output["data"][kind]["id"], cell["id"])
            for cell in cells
            for output in cell.get("outputs", [])
            for kind in output.get("data", {})
            if kind.endswith("offshore.item+json")
        ]
    raise AssertionError(f"no run of {name}")


def test_the_tables_that_a_notebook_reads_are_those_that_it_declares(page: BeautifulSoup) -> None:
    for name, path in NOTEBOOKS.items():
        code = "".join(
            "".join(cell["source"])
            for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
            if cell["cell_type"] == "code"
        )
        said = page.find("code", string=f"{name}.ipynb")
        if said is None:
            assert name not in listed(page)
            continue
        tables = [one.get_text() for one in said.parent.find_all("code")][1:]
        assert tables and all(f'"{table}"' in code for table in tables)
