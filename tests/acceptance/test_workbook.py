"""The workbook recalculated by LibreOffice against the audit, number for number."""

import io
import os
import random
from functools import cache
from pathlib import Path
from typing import Any

import office
import openpyxl
import pytest
from checkouts import ROOT, here
from invented_city import City, changed
from share import share

from offshore.audit import claims, report
from offshore.audit.quantities import CLAIMS as CLAIMS_TABLE
from offshore.audit.quantities import OUTSIDE_CLAIMS, Frames, Quantity, load, quantities
from offshore.audit.verdicts import Verdict
from offshore.display.language import chosen
from offshore.numerals.qualifiers import QUALIFIERS
from offshore.reviewers.workbook import own_city, writing
from offshore.reviewers.workbook.draft import CHECKS, CLAIMS, OWN
from offshore.reviewers.workbook.own_city_rows import LEVELS, OF_PARTS, OF_SHARES, RATES

EN, ZH = chosen(here(), "en"), chosen(here(), "zh")
EXAMPLE = ROOT / "tests/audit/example"
SEED = int(os.environ.get("WALK_SEED", "20"))
# Workbooks with changed digits, and invented cities, by seed.
CHANGES, CITIES = range(SEED, SEED + share(10)), range(SEED, SEED + share(5))
BAD = {
    "value-2014": "abc",
    "value-2016": "1,5",
    "growth-2015": "5%",
    "value-over-2m": "1e3",
    "firms-2015": "=2+2",
    "share-kpo": "1.2.3",
    "value-ningbo": "--1",
    "digital-economy-2016": "",
    "markets": "9" * 16,
}
# Numbers of the paper, and by hand: 4032.9 / 2964 - 1 is 36.06 %, 22049 / 12932 - 1 is 70.50 %;
# 18785 + 2774 + 490 = 22049, of which they are 85.20, 12.58 and 2.22 %.
FILLED = {
    **dict(zip(LEVELS, ("2964", "4032.9", "7750.59", "12932", "22049"), strict=False)),
    **dict(zip(RATES, ("36.1", "92.18", "76.84", "73.31"), strict=False)),
    **dict(zip(OF_PARTS, ("18 785", "2774", "490"), strict=False)),
    **dict(zip(OF_SHARES, ("85.20", "12.58", "2.23"), strict=False)),
    "total": "22049",
    "firms": "66",
    "large-firms": "41",
    "large-amount": "20247",
    "limit": "200",
    "large-share": "91.83",
}
SAID = {
    **dict(zip(RATES, ("reproduced", "reproduced", "contradicted", "contradicted"), strict=False)),
    **dict(zip(OF_SHARES, ("reproduced", "reproduced", "contradicted"), strict=False)),
    **dict.fromkeys(("total", "large-share", "among-all", "large-average"), "reproduced"),
    **dict.fromkeys(("others-average", "whole"), "reproduced"),
}


def of_frames(frames: Frames) -> tuple[list[Verdict], list[str], list[Verdict]]:
    """Return verdicts, claims without a result, and verdicts on outside values."""
    verdicts, without = office.refused(claims.parse(frames)[0])
    outside = report.of_frames(frames, OUTSIDE_CLAIMS) if OUTSIDE_CLAIMS in frames else []
    return verdicts, without, outside


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def with_other_digits(frames: Frames, seed: int) -> list[tuple[str, str, str]]:
    """Return some numbers with a digit changed, some with other words around them, too."""
    draw = random.Random(seed)
    found = []
    tables = (set(one["id"]) for one in frames.values() if {"id", "printed"} <= set(one.columns))
    named = set().union(*tables)
    known: list[Quantity] = [one for one in quantities(frames).values() if one.id in named]
    for one in draw.sample(known, 25):
        places = [place for place, sign in enumerate(one.printed) if sign.isdigit()]
        place = draw.choice(places)
        digits = f"{one.printed[:place]}{draw.randint(0, 9)}{one.printed[place + 1 :]}"
        word = draw.choice(QUALIFIERS) if draw.random() < 0.2 and not one.outside else ""
        found.append((one.id, digits, word))
    return found


class Bench:
    """Workbooks to be recalculated in one start of LibreOffice, and what each must say."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.files, self.found = folder, dict[str, Path](), dict[str, Any]()

    def add(self, name: str, workbook: Any) -> None:
        self.files[name] = self.folder / f"{name}.xlsx"
        workbook.save(self.files[name])

    def run(self) -> None:
        (self.folder / "out").mkdir()
        done = office.recalculated([*self.files.values()], self.folder / "out")
        self.found = dict(zip(self.files, done, strict=True))


@pytest.fixture(scope="module")
def published() -> Frames:
    return load(ROOT / "data")


@pytest.fixture(scope="module")
def bench(published: Frames, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    office.program()
    made = Bench(tmp_path_factory.mktemp("workbooks"))
    for words in (EN, ZH):
        made.add(words.code, opened(writing.of_package(ROOT / "data", words)))
    made.add("example", opened(writing.of_package(EXAMPLE, ZH)))
    for seed in CITIES:
        made.add(f"city-{seed}", opened(of_city(seed)[0]))
    for seed in CHANGES:
        one = openpyxl.load_workbook(made.files["en"])
        for name, digits, word in with_other_digits(published, seed):
            office.change(one, name, digits, EN, word)
        made.add(f"changed-{seed}", one)
    one = openpyxl.load_workbook(made.files["en"])
    for name, digits in BAD.items():
        office.change(one, name, digits, EN)
    made.add("bad", one)
    made.add("own", filled(openpyxl.load_workbook(made.files["en"])))
    made.run()
    return made


@cache
def of_city(seed: int) -> tuple[bytes, list[Verdict]]:
    frames = City(seed).frames(12)
    found, wrong = claims.parse(frames)
    assert not wrong, wrong
    verdicts, _ = office.refused(found)
    kept = {one.claim.id for one in verdicts}
    table = frames[CLAIMS_TABLE]
    sound = dict(frames) | {CLAIMS_TABLE: table[table["id"].isin(kept)]}
    return writing.of_verdicts(verdicts, [], sound, EN, ""), verdicts


def filled(workbook: Any) -> Any:
    sheet, rows = workbook[OWN], own_city.rows()
    for name, digits in FILLED.items():
        sheet[own_city.COLUMNS.at(rows[name])("printed")].value = digits
    return workbook


@pytest.mark.parametrize("words", [EN, ZH], ids=["en", "zh"])
def test_the_published_claims_come_out_as_in_the_audit(
    bench: Bench, published: Frames, words: Any
) -> None:
    verdicts, without, outside = of_frames(published)
    assert not without
    assert office.differences(bench.found[words.code], CLAIMS, verdicts, words) == []
    assert office.differences(bench.found[words.code], CHECKS, outside, words) == []


def test_another_package_comes_out_as_in_the_audit(bench: Bench) -> None:
    verdicts = report.of_folder(EXAMPLE)
    assert {one.verdict for one in verdicts} == {"reproduced", "contradicted", "unverifiable"}
    assert office.differences(bench.found["example"], CLAIMS, verdicts, ZH) == []


@pytest.mark.parametrize("seed", CITIES)
def test_every_function_comes_out_as_in_the_audit_at_random_numbers(
    bench: Bench, seed: int
) -> None:
    verdicts = of_city(seed)[1]
    assert len(verdicts) > 100
    assert office.differences(bench.found[f"city-{seed}"], CLAIMS, verdicts, EN) == []


@pytest.mark.parametrize("seed", CHANGES)
def test_changed_digits_do_what_they_do_in_the_audit(
    bench: Bench, published: Frames, seed: int
) -> None:
    verdicts, without, outside = of_frames(changed(published, with_other_digits(published, seed)))
    recorded = {one.claim.id for one in verdicts if not one.as_recorded}
    assert recorded, "nothing flipped: the test could not fail"
    workbook = bench.found[f"changed-{seed}"]
    found = office.rows(workbook, CLAIMS, EN)
    wrong = office.differences(workbook, CLAIMS, verdicts, EN)
    assert sorted(wrong) == sorted(f"{name}: no such claim" for name in without)
    assert {name for name, said in found.items() if said["verdict"] == "no result"} == {*without}
    assert {name for name, said in found.items() if said["same"] == "≠"} >= recorded
    assert office.differences(workbook, CHECKS, outside, EN) == []


def test_what_is_no_number_gives_no_result_and_changes_nothing_else(
    bench: Bench, published: Frames
) -> None:
    found, before = (office.rows(bench.found[name], CLAIMS, EN) for name in ("bad", "en"))
    used = {
        one.id: {*(number.id for number in one.inputs), one.target.id if one.target else ""}
        for one in claims.parse(published)[0]
    }
    hang = {name for name, numbers in used.items() if numbers & {*BAD}}
    assert all(any(fact in numbers for numbers in used.values()) for fact in BAD)
    for name, said in found.items():
        assert said["verdict"] == ("no result" if name in hang else before[name]["verdict"]), name


def test_no_cell_of_any_workbook_is_an_error(bench: Bench) -> None:
    wrong = [
        f"{name}: {sheet.title}!{cell.coordinate} {cell.value}"
        for name, workbook in bench.found.items()
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "e" or str(cell.value).startswith(("#", "Err:"))
    ]
    assert wrong == []


def own(workbook: Any, title: str) -> dict[str, dict[str, Any]]:
    sheet = workbook[title]
    return {
        name: {
            column: sheet[own_city.COLUMNS.at(row)(column)].value
            for column in own_city.COLUMNS.titles
        }
        for name, row in own_city.rows().items()
    }


def test_the_sheet_for_a_city_of_ones_own_says_nothing_while_it_is_empty(bench: Bench) -> None:
    for said in own(bench.found["en"], OWN).values():
        for column in ("found_low", "found_high", "gap", "verdict", "strength"):
            assert said[column] in (None, ""), said


def test_the_sheet_for_a_city_of_ones_own_checks_what_is_filled_in(bench: Bench) -> None:
    found = own(bench.found["own"], OWN)
    assert {name: said["verdict"] for name, said in found.items() if said["verdict"]} == SAID
    # (4032.85 / 2964.5 - 1) and (4032.95 / 2963.5 - 1), in per cent
    growth = found["growth-2"]
    assert growth["found_low"] == pytest.approx(100 * (4032.85 / 2964.5 - 1), rel=1e-12)
    assert growth["found_high"] == pytest.approx(100 * (4032.95 / 2963.5 - 1), rel=1e-12)
    assert growth["strength"] == "exact"
    # The mean of 36.06, 92.18, 66.85 and 70.50 is 66.40; (22049 / 2964)^(1/4) - 1 is 65.15 %.
    assert found["mean-growth"]["found_low"] == pytest.approx(66.40, abs=0.02)
    assert found["compound-growth"]["found_high"] == pytest.approx(65.15, abs=0.02)
