"""Two compendia in one process: each has its own data, notebooks, store and results."""

import json
from pathlib import Path

import checkouts
import pytest

from offshore.audit import report
from offshore.book import editions
from offshore.compendium.root import Compendium
from offshore.data.tables import read_table
from offshore.display.language import languages
from offshore.runs import executor, planning


@pytest.fixture
def both(tmp_path: Path) -> tuple[Compendium, Compendium]:
    """Two copies; in the second, Wenzhou carried out 3,064 in 2013 where the first has 2,964."""
    first, second = (checkouts.copy(tmp_path / name) for name in ("first", "second"))
    second.replace("data/paper/amounts.csv", ",2013,2964,", ",2013,3064,")
    second.replace("notebooks/growth.ipynb", "first_year: int = 2013", "first_year: int = 2014")
    words = "book/translations/zh_CN/LC_MESSAGES/display.po"
    second.replace(words, 'msgid "Year"\nmsgstr "年份"', 'msgid "Year"\nmsgstr "年度"')
    return Compendium(first.root), Compendium(second.root)


def test_each_has_its_own_tables_contracts_words_and_verdicts(
    both: tuple[Compendium, Compendium],
) -> None:
    amounts = [read_table("paper/amounts", one.data).set_index("id").value for one in both]
    assert [found["value-2013"] for found in amounts] == [2964, 3064]
    plans = [planning.plan(one, "growth", {}) for one in both]
    assert [run.recipe["parameters"]["first_year"] for run in plans] == [2013, 2014]
    assert [languages(one)["zh"].text("Year") for one in both] == ["年份", "年度"]
    assert [editions.check_data(one) for one in both] == [[], ["paper/amounts"]]
    assert len({str(report.table(report.of_folder(one.data)).to_csv()) for one in both}) == 2


def test_each_makes_its_own_results_and_stores_them_with_itself(
    both: tuple[Compendium, Compendium],
) -> None:
    made = {}
    for one in both:
        run = planning.plan(one, "growth", {"first_year": 2013, "last_year": 2014})
        executor.make([run], lambda _: None)
        assert run.stored and run.stored.is_relative_to(one.root)
        made[one] = json.loads(run.read(planning.HEADLINE))["values"]["chosen_compound"]
    # 4032.9 is printed for 2014: 4032.9 / 2964 = 1.360628 and 4032.9 / 3064 = 1.316221.
    assert list(made.values()) == pytest.approx([0.360628, 0.316221], abs=1e-6)
