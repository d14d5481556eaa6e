"""What is recorded in results/ is what is made, anywhere; and one altered digit is found."""

import json
import subprocess
from pathlib import Path
from typing import Any

import checkouts
from checkouts import PROGRAMS, Checkout, environment


def verified(checkout: Checkout, *arguments: str, **variables: str) -> tuple[int, dict[str, Any]]:
    """Return the exit code and the report of a verification, with settings of the environment."""
    done = subprocess.run(
        [PROGRAMS / "offshore", "verify", *arguments],
        cwd=checkout.root,
        env=environment(checkout.root) | variables,
        capture_output=True,
        check=False,
    )
    report = checkout.root / "_build/verification/verification.json"
    assert report.is_file(), done.stderr.decode()
    found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return done.returncode, found


def test_record_is_what_papermills_own_engine_makes_in_another_place(tmp_path: Path) -> None:
    elsewhere = checkouts.copy(tmp_path / "another place 温州")
    settings = {"LC_ALL": "C", "TZ": "Asia/Shanghai", "LANG": "C", "PYTHONHASHSEED": "7"}
    # As on a processor without these vector instructions, with which numpy sorts otherwise.
    settings |= {"NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4", "OPENBLAS_CORETYPE": "Nehalem"}
    code, report = verified(elsewhere, "--engine", "default", **settings)
    assert report["differences"] == []
    assert (code, report["verdict"], report["engine"]) == (0, "identical", "default")
    assert report["counts"]["number"]["identical"] > 500


def test_altered_digit_is_found_with_what_follows_from_it_alone(fresh: Checkout) -> None:
    fresh.replace("data/paper/shares.csv", ",85.20,", ",85.21,")
    code, report = verified(fresh, "--language", "en")
    assert code == 1
    given = [one for one in report["differences"] if one["kind"] in ("entry", "fact", "code")]
    assert [(one["kind"], one["before"], one["after"]) for one in given] == [
        ("entry", "85.20", "85.21"),
        ("fact", "85.20", "85.21"),
    ]
    # Growth, firms and markets are of amounts and counts, which do not use the shares.
    chapters = {one["place"]["chapter"] for one in report["differences"]} - {""}
    assert "structure" in chapters
    assert chapters.isdisjoint({"growth", "markets", "firms", "literature"})
