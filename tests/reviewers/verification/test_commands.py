"""`offshore record` and `offshore verify`, from outside, in the miniature."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import miniature
import pytest
from checkouts import Checkout
from warmed import Warmed, WarmedCheckout

AMOUNTS = "data/paper/amounts.csv"
TOTALS = "notebooks/totals.ipynb"


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory, process: Warmed) -> Checkout:
    """The miniature, accepted and recorded; tests only look at it."""
    made = miniature.make(tmp_path_factory.mktemp("recorded") / "compendium")
    checkout = WarmedCheckout(made.root, process)
    miniature.accept(checkout)
    done = checkout.offshore("record")
    assert (done.returncode, done.stderr) == (0, "")
    assert "This is the first record." in done.stdout
    return checkout


@pytest.fixture
def small(recorded: Checkout, process: Warmed, tmp_path: Path) -> Iterator[Checkout]:
    """A copy of it with its stored runs, to change and verify."""
    folder = tmp_path / "small 温州"
    shutil.copytree(recorded.root, folder, symlinks=True)
    yield WarmedCheckout(folder, process)


def verified(checkout: Checkout, code: int, *arguments: str) -> tuple[dict[str, Any], str]:
    """Return the report of a verification as JSON, and what it said."""
    done = checkout.offshore("verify", *arguments)
    assert done.returncode == code, done
    assert "Traceback" not in done.stderr
    folder = checkout.root / "_build/verification"
    report: dict[str, Any] = json.loads((folder / "verification.json").read_text(encoding="utf-8"))
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"<script|https?://|src=|@import", page)
    assert str(checkout.root) not in page
    return report, done.stdout + done.stderr


def places(report: dict[str, Any]) -> list[tuple[str, ...]]:
    """Return kind, language, chapter or table, row and column, before and after, of each."""
    return [
        (
            one["kind"],
            one["language"],
            ".".join(filter(None, [one["place"]["chapter"], one["place"]["name"]])),
            ", ".join(filter(None, [one["place"]["row"], one["place"]["column"]])),
            one["before"],
            one["after"],
        )
        for one in report["differences"]
    ]


def test_what_was_recorded_is_identical_whatever_is_stored(small: Checkout) -> None:
    forge(small)
    stored = small.made()
    report, said = verified(small, 0)
    assert report["verdict"] == "identical"
    assert report["differences"] == []
    assert report["languages"] == ["en", "zh"]
    assert {run["run"] for run in report["runs"]} == {"mix", "totals, en", "totals, zh"}
    # One figure and one table in each language, each with a caption.
    assert report["counts"]["caption"] == {"identical": 4, "explained": 0, "differs": 0}
    assert report["counts"]["fact"]["identical"] == 8
    assert report["environment"]["unlike_lock"] == []
    assert re.search(r"\d+ parts identical; 0 differ\.", said)
    assert small.made() == stored


def forge(checkout: Checkout) -> None:
    """Have each stored run say something else, under a seal that fits it."""
    from offshore.compendium.hashes import of_file

    for file in (checkout.root / "_build/runs").glob("*/headline.json"):
        file.write_text(file.read_text(encoding="utf-8").replace("7.44", "7.45"), encoding="utf-8")
        sealed = json.loads((file.parent / "seal.json").read_text(encoding="utf-8"))
        sealed["headline.json"] = of_file(file)
        (file.parent / "seal.json").write_text(json.dumps(sealed), encoding="utf-8")


def test_altered_digit_is_found_with_what_moved_and_nothing_else(small: Checkout) -> None:
    small.replace(AMOUNTS, "7750.59", "7750.95")
    report, said = verified(small, 1)
    hashed, *found = places(report)
    assert hashed[:4] == ("table", "", "paper/amounts", "")
    pictures = {one[:3] for one in found if one[0] == "picture"}
    assert pictures == {("picture", code, "totals.years") for code in ("en", "zh")}
    # 2015 is neither the first year nor the last, so how many times they are stays.
    assert [one for one in found if one[0] not in ("picture", "alternative")] == [
        ("entry", "", "paper/amounts", "value-2015, printed", "7750.59", "7750.95"),
        ("fact", "", "value-2015", "", "7750.59", "7750.95"),
        ("cell", "en", "totals.years", "2015, printed", "7750.59", "7750.95"),
        ("cell", "zh", "totals.years", "2015, printed", "7750.59", "7750.95"),
    ]
    before, after = next(one[4:] for one in found if one[:2] == ("alternative", "en"))
    assert before == "2013: 2964, 2014: 4032.9, 2015: 7750.59, 2016: 12932, 2017: 22049"
    assert after == before.replace("7750.59", "7750.95")
    assert "entry paper/amounts, value-2015, printed: 7750.59 → 7750.95" in said
    assert "data tables: 1; cells of data tables: 1; printed numbers: 1\n" in said


def test_colour_of_a_figure_is_told_as_its_picture_alone(small: Checkout) -> None:
    small.replace(
        TOTALS,
        "axes.bar(totals.period, totals.value)",
        "axes.bar(totals.period, totals.value, color='red')",
    )
    report, said = verified(small, 1, "--language", "en")
    assert [one[:3] for one in places(report)] == [
        ("code", "", "totals.drawn"),
        ("picture", "en", "totals.years"),
    ]
    assert report["counts"]["cell"]["differs"] == 0
    assert "Drawn otherwise, from identical data: pictures: 1\n" in said
    page = (small.root / "_build/verification/index.html").read_text(encoding="utf-8")
    assert "<h2>Drawn otherwise, from identical data</h2>" in page


def test_notebook_that_fails_is_reported_and_the_others_are_compared(small: Checkout) -> None:
    small.replace(TOTALS, "run.numbers(times=", '1 / 0\\n",\n    "run.numbers(times=')
    small.replace("data/paper/shares.csv", ",85.20,", ",85.21,")
    for name in ("totals-0123456789ab", "mine"):
        file = small.root / f"_build/verification/failed/{name}.ipynb"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("{}", encoding="utf-8")
    report, said = verified(small, 1)
    assert {run["run"]: run["cell"] for run in report["runs"] if run["error"]} == {
        "totals, en": "times",
        "totals, zh": "times",
    }
    assert "Notebook totals, en, cell times: ZeroDivisionError: division by zero" in said
    kept = small.root / "_build/verification/failed"
    assert len(list(kept.glob("totals-*.ipynb"))) == 2
    assert not (kept / "totals-0123456789ab.ipynb").exists()
    assert (kept / "mine.ipynb").exists()
    found = places(report)
    assert ("fact", "", "share-kpo", "", "85.20", "85.21") in found
    assert ("cell", "en", "mix.shares", "KPO, printed", "85.20", "85.21") in found
    # Of what failed its code alone is compared, once for all languages.
    failed = [one for one in found if one[2].partition(".")[0] == "totals"]
    assert [one[:3] for one in failed] == [("code", "", "totals.times")]


def test_table_at_fault_is_told_with_its_row_and_compared_alone(small: Checkout) -> None:
    small.replace(AMOUNTS, "7750.59", "77x0.59")
    report, said = verified(small, 1)
    assert report["runs"] == []
    assert [one[0] for one in places(report)] == ["table", "entry"]
    assert "value-2015, printed: 7750.59 → 77x0.59" in said
    assert "row 4" in report["refused"]
    assert "Nothing was run." in said


def test_record_tells_what_changed_and_nothing_where_nothing_did(small: Checkout) -> None:
    files = {path: path.read_bytes() for path in (small.root / "results").rglob("*.json")}
    again = small.offshore("record")
    assert "The record is as it was." in again.stdout
    assert {path: path.read_bytes() for path in files} == files
    hostile = "KPO <script>alert(1)</script>"
    small.replace("notebooks/words/mix.yaml", "caption: KPO, ITO, BPO", f"caption: {hostile}")
    report, _ = verified(small, 1, "--language", "en", "--output", "_build/verification")
    assert places(report) == [("caption", "en", "mix.shares", "", "KPO, ITO, BPO", hostile)]
    changed = small.offshore("record")
    assert "Differs from the last record: captions: 2." in changed.stdout
    assert f"caption mix.shares (en): KPO, ITO, BPO → {hostile}" in changed.stdout


def test_record_is_of_accepted_tables_and_of_runs_that_succeed(small: Checkout) -> None:
    files = {path: path.read_bytes() for path in (small.root / "results").rglob("*.json")}
    small.replace(AMOUNTS, "7750.59", "7750.95")
    said = small.refuses("record")
    assert "Not the accepted tables: paper/amounts. Nothing was recorded" in said
    small.replace(AMOUNTS, "7750.95", "7750.59")
    small.replace(TOTALS, "run.numbers(times=", '1 / 0\\n",\n    "run.numbers(times=')
    failed = small.offshore("record")
    assert failed.returncode == 1
    assert "Notebook totals, cell times: ZeroDivisionError" in failed.stderr
    assert {path: path.read_bytes() for path in files} == files


def test_record_over_a_damaged_one_says_so(small: Checkout) -> None:
    (small.root / "results/data.json").write_text("{", encoding="utf-8")
    assert "results/data.json is not what a record holds" in small.refuses("verify")
    done = small.offshore("record")
    assert (done.returncode, done.stderr) == (0, "")
    assert "The last record could not be read" in done.stdout


def test_nothing_is_verified_without_a_record(small: Checkout) -> None:
    shutil.rmtree(small.root / "results")
    assert "There is no record in results/." in small.refuses("verify")
    assert "fr" in small.refuses("verify", "--language", "fr")


def test_file_that_is_gone_from_the_record_is_named_with_what_restores_it(small: Checkout) -> None:
    (small.root / "results/en/totals.json").unlink()
    report, said = verified(small, 1, "--language", "en")
    assert [one[:3] for one in places(report)] == [("chapter", "en", "totals")]
    assert "Nothing is recorded of totals. `git checkout results` restores a file" in said


def test_folder_that_cannot_be_written_is_refused_before_anything_runs(small: Checkout) -> None:
    (small.root / "taken").write_text("mine", encoding="utf-8")
    said = small.refuses("verify", "--output", "taken/report")
    assert "'taken" in said
    assert "name a folder with --output" in said
    assert (small.root / "taken").read_text(encoding="utf-8") == "mine"


def test_building_records_nothing(small: Checkout) -> None:
    shutil.rmtree(small.root / "results")
    done = small.offshore("run", "mix")
    assert done.returncode == 0
    assert not (small.root / "results").exists()
