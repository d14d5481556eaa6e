"""The miniature in JupyterLab: its text has its cells' numbers, which follow the parameters."""

from collections.abc import Iterator

import miniature
import pytest
import reading
from checkouts import Checkout
from laboratory import Laboratory
from opened import Notebook

from offshore.compendium.root import Compendium
from offshore.display.language import languages
from offshore.reviewers.lab import folder as notebooks_in


@pytest.fixture(scope="module")
def checkout(lab: Laboratory) -> Checkout:
    return miniature.make(lab.folder / "miniature")


@pytest.fixture(scope="module")
def mix(lab: Laboratory, checkout: Checkout) -> Iterator[Notebook]:
    """A notebook with a table, in which all cells were run."""
    with lab.opened(checkout.root / "notebooks/mix.ipynb") as notebook:
        notebook.run_all()
        yield notebook


def test_text_has_the_numbers_of_the_paper_and_of_the_cells(mix: Notebook) -> None:
    assert mix.faults == []
    assert reading.raw(mix.texts) == []
    # KPO 85.20%, ITO 12.58% and BPO 2.22%, as the paper prints them.
    assert "as 85.20% and the others say." in mix.texts["title"]
    assert "The three add up to 100.00%." in mix.texts["meaning"]


def test_table_has_its_caption_and_its_data_below(mix: Notebook) -> None:
    shown = mix.cell("shown")
    assert shown.locator("th").all_inner_texts() == ["Line of business", "Printed"]
    assert shown.get_by_text("KPO, ITO, BPO", exact=True).is_visible()
    data = shown.locator("details", has_text="Data")
    assert not data.locator("pre").is_visible()
    data.locator("summary").click()
    assert data.locator("pre").inner_text().split() == DATA


DATA = ["segment,printed", "KPO,85.20", "ITO,12.58", "BPO,2.22"]
# 22049 / 2964, and from 2015 on 22049 / 7750.59.
TIMES = {2013: "7.44", 2015: "2.84"}


def test_numbers_follow_a_parameter_in_another_language(
    lab: Laboratory, checkout: Checkout
) -> None:
    chinese = languages(Compendium(checkout.root))["zh"]
    translated = notebooks_in(Compendium(checkout.root), chinese) / "totals.ipynb"
    with lab.opened(translated) as notebook:
        notebook.run_all()
        assert f"最后一年是第一年的{TIMES[2013]}倍。" in notebook.texts["meaning"]
        notebook.set_parameter("first_year", 2015)
        notebook.run_all()
        assert f"最后一年是第一年的{TIMES[2015]}倍。" in notebook.texts["meaning"]
        assert (notebook.faults, reading.raw(notebook.texts)) == ([], [])


@pytest.fixture(scope="module")
def copied(lab: Laboratory, checkout: Checkout) -> Iterator[Notebook]:
    """An executed copy, sent to somebody who only opens it."""
    file = lab.folder / "totals-from-2015.ipynb"
    given = ("run", "totals", "-p", "first_year=2015", "-o", str(file))
    done = checkout.offshore(*given)
    assert done.returncode == 0, done.stderr
    with lab.opened(file) as notebook:
        assert not notebook.is_trusted
        yield notebook


def test_copy_has_its_numbers_without_being_run(copied: Notebook) -> None:
    assert f"The last year is {TIMES[2015]} times the first." in copied.texts["meaning"]
    assert (copied.faults, reading.raw(copied.texts)) == ([], [])


def test_copy_has_its_figure_with_caption_words_and_data(copied: Notebook) -> None:
    drawn = copied.cell("drawn")
    assert drawn.locator("img").evaluate("image => image.naturalWidth") > 0
    assert drawn.locator("p").first.inner_text() == "Year"
    said = [one.text_content() for one in drawn.locator("details").all()]
    assert "2015: 7750.59, 2016: 12932, 2017: 22049" in said[0]
    assert "2016,12932" in said[1]


@pytest.mark.usefixtures("mix", "copied")
def test_asks_no_other_host(lab: Laboratory) -> None:
    assert lab.outside == []
