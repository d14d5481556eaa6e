"""The whole deposit: it rebuilds from itself without git, and roc-validator accepts it offline."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import checkouts
import committing
import pytest
import rocrate
from checkouts import PROGRAMS, ROOT, Checkout

from environment import pip_options, uv_variables

LOCK = ROOT / "tests/acceptance/roc-validator.lock"
ADDRESS = "https://w3id.org/ro/crate/1.1/context"
# Version 1.1 of the context is in no package. rocrate carries a later one, which has all terms of
# 1.1 that a deposit uses. Both name CC0 1.0 as their licence in their first lines, as the README of
# the specification does of all its contexts; the rest of it is under Apache 2.0. None is copied
# into this repository.
CONTEXT = Path(rocrate.__file__).parent / "data/ro-crate.jsonld"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a deposit of this checkout, unpacked elsewhere."""
    folder = tmp_path_factory.mktemp("deposit")
    checkout = checkouts.copy(folder / "clone")
    committing.commit(checkout.root)
    done = checkout.offshore("deposit", "--output", str(folder / "deposit.zip"))
    assert (done.returncode, done.stderr) == (0, "")
    with zipfile.ZipFile(folder / "deposit.zip") as made:
        made.extractall(folder / "unpacked")
    (found,) = (folder / "unpacked").iterdir()
    return found


def test_every_hash_is_right(unpacked: Path) -> None:
    command = ["sha256sum", "--check", "--quiet", "SHA256SUMS"]
    assert subprocess.run(command, cwd=unpacked, check=False).returncode == 0


def files(folder: Path) -> dict[str, bytes]:
    found = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_it_rebuilds_the_same_books_from_itself_without_git(
    unpacked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(PROGRAMS))
    checkout = Checkout(unpacked / "compendium")
    done = checkout.offshore("build")
    assert (done.returncode, done.stderr) == (0, "")
    for code in ("en", "zh"):
        again, given = files(checkout.html(code).resolve()), files(unpacked / "book" / code)
        assert {name for name in again if again[name] != given.get(name)} == set()
        assert set(again) == set(given)


def test_notebooks_are_those_that_a_reader_of_the_book_downloads(unpacked: Path) -> None:
    for code in ("en", "zh"):
        copies = sorted((unpacked / "notebooks" / code).glob("*.ipynb"))
        assert len(copies) == len(checkouts.notebooks())
        for copy in copies:
            (download,) = (unpacked / "book" / code).glob(f"_downloads/*/{copy.name}")
            assert copy.read_bytes() == download.read_bytes()


def test_workbooks_are_those_that_the_command_writes(unpacked: Path) -> None:
    checkout = Checkout(unpacked / "compendium")
    for code in ("en", "zh"):
        assert checkout.offshore("workbook", "--language", code).returncode == 0
        again = checkout.root / f"_build/workbook-{code}.xlsx"
        assert again.read_bytes() == (unpacked / f"workbook/{code}.xlsx").read_bytes()


@pytest.fixture(scope="module")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program of an environment of its own: roc-validator needs an older rich than ours."""
    folder = tmp_path_factory.mktemp("validator") / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    listed = [sys.executable, "-m", "pip", "config", "list"]
    options = subprocess.run(listed, capture_output=True, text=True, check=True).stdout
    command = [PROGRAMS / "uv", "pip", "install", "--quiet", "--require-hashes", "-r", LOCK]
    done = subprocess.run(
        [*command, "--python", folder / "bin/python"],
        env=uv_variables(pip_options(options)) | os.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / "bin/rocrate-validator"


def validated(
    program: Path, crate: Path, cache: Path, profile: str
) -> "subprocess.CompletedProcess[str]":
    """Return what the validator finds, offline, with the context put into its cache."""
    script = ROOT / "tests/acceptance/cached_context.py"
    subprocess.run(
        [program.with_name("python"), script, cache, ADDRESS, CONTEXT],
        check=True,
    )
    options = ["--offline", "--cache-path", cache, "--no-paging", "--verbose", "-l", "required"]
    return subprocess.run(
        [program, "--disable-color", "validate", crate, "-p", profile, *options],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("profile", ["ro-crate-1.1", "process-run-crate-0.5"])
def test_validator_accepts_it_offline(
    unpacked: Path, validator: Path, tmp_path: Path, profile: str
) -> None:
    done = validated(validator, unpacked, tmp_path / "cache", profile)
    assert done.returncode == 0, done.stdout


def test_validator_would_notice_a_run_without_its_notebook(
    unpacked: Path, validator: Path, tmp_path: Path
) -> None:
    text = (unpacked / "ro-crate-metadata.json").read_text(encoding="utf-8")
    assert '"instrument"' in text
    (tmp_path / "crate").mkdir()
    broken = text.replace('"instrument"', '"about"')
    (tmp_path / "crate/ro-crate-metadata.json").write_text(broken, encoding="utf-8")
    crate = tmp_path / "crate"
    done = validated(validator, crate, tmp_path / "cache", "process-run-crate-0.5")
    assert done.returncode == 1
    assert "instrument" in done.stdout
