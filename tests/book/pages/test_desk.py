"""The reviewer's desk: the verification that was kept, and the audit, with nothing typed."""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from checkouts import ROOT, here

from offshore.audit import report
from offshore.book.pages import desk
from offshore.compendium.errors import UserError
from offshore.compendium.root import Compendium
from offshore.display.language import Language
from offshore.results.recorded import verification

REPORT: dict[str, Any] = {
    "verdict": "explained",
    "engine": "default",
    "languages": ["en", "zh"],
    "runs": 33,
    "seconds": 61.4,
    "environment": {
        "implementation": "cpython",
        "python": "3.11.7",
        "system": "Linux",
        "machine": "x86_64",
        "lock": "ab" * 32,
        "unlike_lock": ["pandas 3.0.1, not 3.0.0"],
    },
    "counts": {
        "number": {"identical": 410, "explained": 2, "differs": 0},
        "caption": {"identical": 90, "explained": 0, "differs": 0},
    },
}


@pytest.fixture
def compendium(tmp_path: Path) -> Compendium:
    """One with the published data and a record of one file."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(ROOT / "book", tmp_path / "book")
    shutil.copyfile(ROOT / "_config.yml", tmp_path / "_config.yml")
    (tmp_path / "results").mkdir()
    (tmp_path / "results/data.json").write_text("{}", encoding="utf-8")
    return Compendium(tmp_path)


def page(compendium: Compendium, folder: Path, locale: str = "") -> str:
    words = Language("zh" if locale else "en", locale or "en", compendium)
    desk.write(folder, report.of_folder(compendium.data), words)
    return (folder / "desk.md").read_text(encoding="utf-8")


def test_kept_verification_is_told_with_where_it_was_made(
    compendium: Compendium, tmp_path: Path
) -> None:
    verification.keep(compendium, REPORT)
    said = page(compendium, tmp_path)
    assert r"33 runs of the editions en\, zh were executed afresh with papermill\'s own" in said
    assert "in 61 seconds" in said
    assert "Nothing differed but what float arithmetic" in said
    assert "| numbers | 410 | 2 | 0 |" in said
    assert r"pandas 3\.0\.1\, not 3\.0\.0" in said
    assert "| abababababab |" in said.replace("SHA\\-256", "")
    assert "| 数字 | 410 | 2 | 0 |" in page(compendium, tmp_path, "zh_CN")


def test_verification_of_another_record_is_not_told(compendium: Compendium, tmp_path: Path) -> None:
    verification.keep(compendium, REPORT)
    (compendium.recorded / "data.json").write_text('{"form": 1}', encoding="utf-8")
    said = page(compendium, tmp_path)
    assert "No verification of these results has been kept." in said
    assert "33 runs" not in said


@pytest.mark.parametrize("text", ["", "[]", "3", '{"verdict": "identical"}', "[" * 5000, "\0"])
def test_what_no_verification_left_is_refused(compendium: Compendium, text: str) -> None:
    verification.file(compendium).write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=r"results/verification\.json"):
        verification.kept(compendium)


def test_every_verdict_of_the_audit_is_counted_or_listed(tmp_path: Path) -> None:
    said = page(here(), tmp_path)
    recorded = json.loads((ROOT / "results/data.json").read_text(encoding="utf-8"))["checks"]
    paper = set(report_ids())
    for name, check in recorded.items():
        if name in paper and check["verdict"] != "reproduced":
            assert f"`{name}`" in said, name
    counted = [line for line in said.splitlines() if line.startswith("| ✓ reproduced | ")]
    reproduced = sum(
        one["verdict"] == "reproduced" for name, one in recorded.items() if name in paper
    )
    assert counted[0] == f"| ✓ reproduced | {reproduced} |"


def report_ids() -> list[str]:
    with (ROOT / "data/paper/claims.csv").open(encoding="utf-8", newline="") as file:
        return [row["id"] for row in csv.DictReader(file)]
