"""Sweeps from outside: checked first, made once, resumed, failures kept apart and retried."""

import json
import math
import re
import shutil

import pandas as pd
import pytest
from checkouts import GALLERY, Checkout, copy_of_sources
from warmed import Warmed, WarmedCheckout

MARKETS = "grid:\n  markets: {from: 46, to: 48}\n"


def write(checkout: Checkout, grid: str, name: str = "grid") -> None:
    (checkout.root / f"{name}.yml").write_text(grid, encoding="utf-8")


def table(checkout: Checkout, name: str) -> pd.DataFrame:
    return pd.read_csv(checkout.root / f"_build/sweeps/{name}/runs.csv")


@pytest.fixture(scope="module")
def swept(process: Warmed, tmp_path_factory: pytest.TempPathFactory) -> tuple[Checkout, str]:
    """A copy in which a sweep of three runs was made, and what it said."""
    copied = copy_of_sources(tmp_path_factory.mktemp("swept") / "compendium")
    checkout = WarmedCheckout(copied.root, process)
    write(checkout, MARKETS)
    done = checkout.offshore("sweep", "markets", "--grid", "grid.yml")
    assert done.returncode == 0, done.stderr
    return checkout, done.stdout


def test_table_has_a_row_a_run_with_what_is_computed_by_hand(swept: tuple[Checkout, str]) -> None:
    found = table(swept[0], "markets-grid")
    assert list(found["parameter.markets"]) == [46, 47, 48]
    assert set(found.status) == {"done"}
    assert (found.seconds > 0).all()
    # Of n markets 7 have more than a million dollars, so n - 7 have at most a million each.
    assert list(found["value.small_count"]) == [39, 40, 41]
    # Of 220.49 million.
    expected = [count * 1e6 / 220.49e6 for count in (39, 40, 41)]
    assert all(map(math.isclose, found["value.small_share"], expected))


def test_parquet_has_the_same_table(swept: tuple[Checkout, str]) -> None:
    parquet = pd.read_parquet(swept[0].root / "_build/sweeps/markets-grid/runs.parquet")
    found = table(swept[0], "markets-grid")
    assert list(parquet.columns) == list(found.columns)
    assert list(parquet.key) == list(found.key)


def test_page_links_to_runs_that_are_there(swept: tuple[Checkout, str]) -> None:
    folder = swept[0].root / "_build/sweeps/markets-grid"
    page = (folder / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'href="([^"]+\.ipynb)"', page)
    assert len(links) == 3
    assert all((folder / link).is_file() for link in links)
    assert "small_share" in page
    assert "<svg" in page


def test_progress_says_rate_and_what_is_left(swept: tuple[Checkout, str]) -> None:
    assert "3 runs: 0 stored, 3 to make." in swept[1]
    assert re.search(r"\[3/3\] \w+, .* done after [\d.]+ s; none left", swept[1])


def test_finished_sweep_makes_nothing(swept: tuple[Checkout, str]) -> None:
    checkout, _ = swept
    before = table(checkout, "markets-grid")
    again = checkout.offshore("sweep", "markets", "--grid", "grid.yml")
    assert "3 runs, 0 made now." in again.stdout
    pd.testing.assert_frame_equal(table(checkout, "markets-grid"), before)


def test_another_grid_makes_only_what_it_adds(swept: tuple[Checkout, str]) -> None:
    checkout, _ = swept
    write(checkout, "grid:\n  markets: [47, 49]\n", "wider")
    again = checkout.offshore("sweep", "markets", "--grid", "wider.yml")
    assert "2 runs: 1 stored, 1 to make." in again.stdout


REFUSED = {
    "values": (
        "grid:\n  markets: [50, 51, 9, 61]\n",
        ["bad.yml: markets = 9 is not allowed. Allowed: 46 to 60.", "markets = 61 is not allowed"],
    ),
    "a name": ("grid:\n  markets: 50\n  market: 1\n", ["bad.yml: market is not a parameter. Did"]),
}


@pytest.mark.parametrize(("grid", "said"), REFUSED.values(), ids=REFUSED)
def test_no_run_starts_before_every_set_is_allowed(
    swept: tuple[Checkout, str], grid: str, said: list[str]
) -> None:
    checkout, _ = swept
    runs = checkout.runs()
    write(checkout, grid, "bad")
    done = checkout.offshore("sweep", "markets", "--grid", "bad.yml")
    assert done.returncode == 1
    assert [words for words in said if words not in done.stderr] == []
    assert 'File "' not in done.stderr
    assert checkout.runs() == runs


def test_sets_whose_years_are_in_the_wrong_order_are_counted(
    swept: tuple[Checkout, str],
) -> None:
    checkout, _ = swept
    write(checkout, "grid:\n  first_year: [2014, 2016]\n  last_year: [2015, 2017]\n", "bad")
    done = checkout.offshore("sweep", "growth", "--grid", "bad.yml")
    assert done.returncode == 1
    assert "1 of 4 sets of bad.yml are not allowed; nothing was run." in done.stderr
    assert "Set 3: Notebook growth: last_year = 2015 must be above first_year" in done.stderr


def test_fixed_values_are_combined_with_every_set(swept: tuple[Checkout, str]) -> None:
    checkout, _ = swept
    write(checkout, "markets.markets: 47\n", "fixed")
    write(checkout, "grid:\n  language: [en]\n", "one")
    options = ("--grid", "one.yml", "--parameters", "fixed.yml")
    assert checkout.offshore("sweep", "markets", *options).returncode == 0
    assert list(table(checkout, "markets-one")["parameter.markets"]) == [47]
    told = checkout.offshore("sweep", "markets", *options, "-p", "markets=48")
    assert told.returncode == 0
    assert list(table(checkout, "markets-one")["parameter.markets"]) == [48]


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("markets=47", "markets is given here and in grid.yml. Give it once."),
        ("markets.markets=47", "markets is given here and in grid.yml."),
        ("growth.first_year=2014", "growth.first_year belongs to a notebook other than markets."),
        ("language=fr", 'language = \'fr\' is not allowed. Allowed: "en", "zh".'),
        ("market=47", "market is not a parameter. Did you mean 'markets'?"),
    ],
)
def test_fixed_value_that_does_not_fit_is_told(
    swept: tuple[Checkout, str], option: str, said: str
) -> None:
    done = swept[0].offshore("sweep", "markets", "--grid", "grid.yml", "-p", option)
    assert done.returncode == 1
    assert said in done.stderr


def picky(checkout: Checkout, year: int) -> None:
    """Add a notebook that fails for one year."""
    notebook = json.loads((GALLERY / "sound.ipynb").read_text(encoding="utf-8"))
    text = json.dumps(notebook).replace('"sound\\"', '"picky\\"').replace("sound", "picky")
    notebook = json.loads(text)
    last = notebook["cells"][-1]
    cell = {**last, "id": "refuses", "cell_type": "code", "outputs": [], "execution_count": None}
    notebook["cells"].append(cell | {"source": [f"assert year != {year}, 'not this year'"]})
    (checkout.root / "notebooks/picky.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def test_failure_is_recorded_and_tried_again_only_on_request(swept: tuple[Checkout, str]) -> None:
    checkout, _ = swept
    picky(checkout, 2015)
    write(checkout, "grid:\n  year: [2014, 2015, 2016]\n", "years")
    sweep = ("sweep", "picky", "--grid", "years.yml")
    first = checkout.offshore(*sweep)
    assert first.returncode == 1
    assert "1 of 3 runs failed; the others are kept." in first.stderr
    assert "cell refuses: AssertionError: not this year" in first.stderr
    found = table(checkout, "picky-years")
    assert list(found.status) == ["done", "failed", "done"]
    assert list(found.error.fillna("")) == ["", "AssertionError: not this year", ""]

    assert "3 runs: 2 stored, 0 to make." in checkout.offshore(*sweep).stdout
    assert "3 runs: 2 stored, 1 to make." in checkout.offshore(*sweep, "--retry").stdout


def test_line_that_a_kill_cut_short_does_no_harm(swept: tuple[Checkout, str]) -> None:
    checkout, _ = swept
    file = checkout.root / "_build/sweeps/markets-grid/attempts.jsonl"
    file.write_text(file.read_text() + '\n{"key": "ab', encoding="utf-8")
    again = checkout.offshore("sweep", "markets", "--grid", "grid.yml")
    assert again.returncode == 0
    assert "0 made now" in again.stdout


def test_with_numbers_only_the_numbers_are_the_same_and_nothing_is_drawn(
    swept: tuple[Checkout, str],
) -> None:
    checkout, _ = swept
    write(checkout, MARKETS, "alone")
    done = checkout.offshore("sweep", "markets", "--grid", "alone.yml", "--numbers-only")
    assert "3 runs: 0 stored, 3 to make." in done.stdout, done.stderr
    whole, alone = table(checkout, "markets-grid"), table(checkout, "markets-alone")
    differing = ["seconds", "key"]
    pd.testing.assert_frame_equal(alone.drop(columns=differing), whole.drop(columns=differing))
    assert not set(alone.key) & set(whole.key)
    for key in alone.key:
        folder = checkout.root / f"_build/runs/{key}"
        assert sum(file.stat().st_size for file in folder.iterdir()) < 30_000
        assert "<svg" not in (folder / "notebook.ipynb").read_text(encoding="utf-8")


def test_what_a_sweep_no_longer_needs_is_told_then_deleted(swept: tuple[Checkout, str]) -> None:
    checkout, _ = swept
    write(checkout, "grid:\n  markets: [51, 52]\n", "gone")
    checkout.offshore("sweep", "markets", "--grid", "gone.yml", "--numbers-only")
    before = checkout.runs()
    shutil.rmtree(checkout.root / "_build/sweeps/markets-gone")
    told = checkout.offshore("prune")
    assert "Not needed: 2 runs and 0 pictures, 0.0 MB." in told.stdout, told.stderr
    assert "offshore prune --delete" in told.stdout
    assert checkout.runs() == before
    assert "They are deleted." in checkout.offshore("prune", "--delete").stdout
    assert len(checkout.runs()) == len(before) - 2
