"""`offshore affects`: one unit of the last digit, by running it; what moves, and nothing kept."""

import json
from pathlib import Path
from typing import Any

import miniature as compendia
import pytest
from checkouts import Checkout, here
from warmed import Warmed, WarmedCheckout

from offshore.compendium.errors import UserError
from offshore.data.tables import read_table
from offshore.reviewers.tracing import scratch


@pytest.mark.parametrize(
    ("printed", "up", "down"),
    [
        ("7750.59", "7750.60", "7750.58"),
        ("22049", "22050", "22048"),
        ("56", "57", "55"),
        ("9", "10", "8"),
        ("0.5", "0.6", "0.4"),
        ("0", "1", "-1"),
        ("100", "101", "99"),
        ("-0.1", "0.0", "-0.2"),
    ],
)
def test_last_digit_moves_by_one(printed: str, up: str, down: str) -> None:
    assert (scratch.moved(printed, 1), scratch.moved(printed, -1)) == (up, down)


def test_what_is_no_number_cannot_move() -> None:
    with pytest.raises(UserError, match="is not a printed number"):
        scratch.moved("about 5", 1)


def test_copy_has_one_other_number_and_the_sources_stay() -> None:
    compendium = here()
    before = {path: path.read_bytes() for path in sorted(compendium.data.rglob("*.csv"))}
    table = read_table("paper/amounts", compendium.data).set_index("id")
    with scratch.with_digits(compendium, "paper/amounts", "value-2015", "7750.60") as copy:
        changed = read_table("paper/amounts", copy.data).set_index("id")
        assert copy.root != compendium.root
        assert copy.build == compendium.build
    assert changed.printed["value-2015"] == "7750.60"
    others = [name for name in table.index if name != "value-2015"]
    assert (changed.loc[others, "printed"] == table.loc[others, "printed"]).all()
    assert {path: path.read_bytes() for path in before} == before
    assert not Path(copy.root).exists()


@pytest.fixture(scope="module")
def miniature(process: Warmed, tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """The miniature, whose chapter on totals has the ratio of the last to the first amount."""
    made = compendia.make(tmp_path_factory.mktemp("affected") / "miniature")
    return WarmedCheckout(made.root, process)


@pytest.fixture(scope="module")
def affected(miniature: Checkout) -> dict[str, Any]:
    """What the first amount affects."""
    done = miniature.offshore("affects", "value-2013", "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found | {"said while it ran": done.stderr}


def test_ratio_moves_as_by_hand(affected: dict[str, Any]) -> None:
    assert (affected["printed"], affected["unit"]) == ("2964", "10 thousand USD")
    for way, first in (("up", 2965), ("down", 2963)):
        moves = {one["name"]: one for one in affected[way]["moves"] if one["kind"] == "number"}
        assert affected[way]["printed"] == str(first)
        assert moves.keys() == {"totals.times"}
        relative = (22049 / first) / (22049 / 2964) - 1
        assert moves["totals.times"]["relative"] == pytest.approx(relative)


def test_says_meanwhile_what_it_tries(affected: dict[str, Any]) -> None:
    said = affected["said while it ran"].splitlines()
    tried = [line for line in said if " of 2" in line and "[" not in line]
    assert tried[-3:] == [
        "1 of 2 runs may depend on value-2013.",
        "1 of 2: 2965 in place of 2964.",
        "2 of 2: 2963 in place of 2964.",
    ]


def test_figure_moves_in_one_cell_of_its_data(affected: dict[str, Any]) -> None:
    (item,) = (one for one in affected["up"]["moves"] if one["kind"] == "item")
    # The figure's data has each year's printed amount; its alternative text lists them.
    assert (item["name"], item["cells"], item["words"]) == ("totals.years", 1, True)
    assert (item["before"], item["after"], item["by"]) == ("2964", "2965", 1)


def test_only_the_chapter_that_reads_it_ran_again(affected: dict[str, Any]) -> None:
    assert affected["ran"] == ["totals"]


def test_nothing_is_published_and_the_table_stays(
    affected: dict[str, Any], miniature: Checkout
) -> None:
    assert affected
    assert not (miniature.root / "_build/books").exists()
    assert ",2964," in (miniature.root / "data/paper/amounts.csv").read_text(encoding="utf-8")


def test_unknown_names_and_other_kinds_are_refused(miniature: Checkout) -> None:
    assert "Did you mean value-201" in miniature.refuses("affects", "value-2051")
    said = miniature.refuses("affects", "totals.times")
    assert "'totals.times' is a number, not a printed number." in said
    assert "`offshore explain totals.times`" in said
