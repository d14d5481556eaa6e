"""What a deposit holds, in the miniature: sources, results, book, README, crate."""

import csv
import io
import json
import re
import shutil
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import committing
import miniature
import pytest
from checkouts import ROOT, Checkout
from walking import manifest
from warmed import Warmed, WarmedCheckout

TOP = "offshore-deposit-0.1.0"
ADDED = ("CITATION.cff", "LICENSE", "TERMS.md", "pyproject.toml")


@dataclass(frozen=True)
class Made:
    checkout: Checkout
    commit: str
    file: Path

    @cached_property
    def files(self) -> dict[str, bytes]:
        with zipfile.ZipFile(self.file) as opened:
            found = {name: opened.read(name) for name in opened.namelist()}
        assert all(name.startswith(f"{TOP}/") for name in found)
        return {name.removeprefix(f"{TOP}/"): content for name, content in found.items()}

    @cached_property
    def graph(self) -> dict[str, dict[str, Any]]:
        told = json.loads(self.files["ro-crate-metadata.json"])
        assert told["@context"] == "https://w3id.org/ro/crate/1.1/context"
        return {one["@id"]: one for one in told["@graph"]}


@pytest.fixture(scope="module")
def made(process: Warmed, tmp_path_factory: pytest.TempPathFactory) -> Made:
    small = miniature.make(tmp_path_factory.mktemp("deposited") / "compendium")
    checkout = WarmedCheckout(small.root, process)
    miniature.accept(checkout)
    for name in ADDED:
        shutil.copyfile(ROOT / name, checkout.root / name)
    commit = committing.commit(checkout.root, "offshore")  # which is a link there
    done = checkout.offshore("deposit")
    assert (done.returncode, done.stderr) == (0, "")
    file = checkout.root / f"_build/deposit/{TOP}.zip"
    assert f"of commit {commit[:12]}.\n_build/deposit/{TOP}.zip" in done.stdout
    return Made(checkout, commit, file)


def test_same_commit_gives_the_same_bytes(made: Made, tmp_path: Path) -> None:
    again = tmp_path / "again.zip"
    done = made.checkout.offshore("deposit", "--output", str(again))
    assert (done.returncode, done.stderr) == (0, "")
    assert again.read_bytes() == made.file.read_bytes()


def test_it_holds_what_git_has_and_both_books(made: Made) -> None:
    listed = committing.git(made.checkout.root, "ls-files").split()
    sources = {name for name in made.files if name.startswith("compendium/")}
    assert sources == {f"compendium/{name}" for name in listed}
    for name in listed:
        assert made.files[f"compendium/{name}"] == (made.checkout.root / name).read_bytes()
    for code in ("en", "zh"):
        book = {n for n in made.files if n.startswith(f"book/{code}/")}
        assert book == {f"book/{code}/{name}" for name in manifest(made.checkout.html(code)) or ()}
    assert b'href="en/index.html"' in made.files["book/index.html"]


def test_executed_notebooks_read_with_their_numbers_in_both_languages(made: Made) -> None:
    for code, said in (("en", "The last year is 7.44 times"), ("zh", "7.44")):
        cells = json.loads(made.files[f"notebooks/{code}/totals.ipynb"])["cells"]
        assert said in "".join("".join(cell["source"]) for cell in cells)
        assert any(cell.get("outputs") for cell in cells)


def test_outputs_have_every_figure_table_and_number(made: Made) -> None:
    names = {name for name in made.files if name.startswith("outputs/en/")}
    endings = ("totals-years.csv", "totals-years.png", "totals-years.svg", "mix-shares.csv")
    assert names == {f"outputs/en/{name}" for name in (*endings, "numbers.csv")}
    rows = csv.reader(io.StringIO(made.files["outputs/en/numbers.csv"].decode()))
    assert list(rows) == [
        ["notebook", "number", "value", "cell"],
        ["mix", "sum", "100.00%", "sum"],
        ["totals", "times", "7.44", "times"],
    ]


def test_sums_cover_every_other_file(made: Made) -> None:
    import hashlib

    lines = made.files["SHA256SUMS"].decode().splitlines()
    told = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    wanted = {name: content for name, content in made.files.items() if name != "SHA256SUMS"}
    assert told == {name: hashlib.sha256(one).hexdigest() for name, one in wanted.items()}


def test_nothing_says_where_or_when_it_was_made(made: Made) -> None:
    place = str(made.checkout.root).encode()
    assert [name for name, content in made.files.items() if place in content] == []
    assert "uuid" not in json.dumps(made.graph)
    assert made.graph["./"]["datePublished"] == "2026-11-01T04:00:00+00:00"


def test_crate_says_which_run_made_what_from_what(made: Made) -> None:
    runs = [one for name, one in made.graph.items() if name.startswith("#run-")]
    assert sorted(one["name"] for one in runs) == [
        "Run of the notebook mix",
        "Run of the notebook totals, en",
        "Run of the notebook totals, zh",
    ]
    (chinese,) = [one for one in runs if one["name"].endswith("zh")]
    assert chinese["instrument"]["@id"] == "compendium/notebooks/totals.ipynb"
    key = chinese["@id"].removeprefix("#run-")
    results = [one["@id"] for one in chinese["result"]]
    assert results == ["notebooks/zh/totals.ipynb", f"provenance/runs/{key}.json"]
    objects = [made.graph[one["@id"]] for one in chinese["object"]]
    given = {one["name"]: one["value"] for one in objects if one["@type"] == "PropertyValue"}
    assert given == {"first_year": 2013, "language": "zh"}
    assert "compendium/data/paper/amounts.csv" in {one["@id"] for one in objects}
    record = json.loads(made.files[f"provenance/runs/{key}.json"])
    assert record["key"].startswith(key)
    assert record["recorded"]["numbers"] == {"times": "7.44"}


def test_everything_that_the_crate_names_is_there(made: Made) -> None:
    kinds = {name: one["@type"] for name, one in made.graph.items() if ":" not in name}
    named = [name for name, kind in kinds.items() if "File" in kind or kind == "Dataset"]
    folders = {f"{parent}/" for name in made.files for parent in map(str, Path(name).parents)}
    assert [name for name in named if name not in {*made.files, *folders, "./"}] == []
    references = set(re.findall(r'\{"@id": "([^"]+)"\}', json.dumps(list(made.graph.values()))))
    assert references - {"https://w3id.org/ro/crate/1.1"} <= set(made.graph)


def test_readme_lists_what_the_data_the_notebooks_and_the_runs_say(made: Made) -> None:
    said = made.files["README.md"].decode()
    for heading in (
        "## Data Availability and Provenance Statements",
        "### Statement about Rights",
        "### Details on each Data Source",
        "## Computational requirements",
        "## Description of programs/code",
        "## Instructions to Replicators",
        "## List of tables and programs",
    ):
        assert f"\n{heading}\n" in said
    assert made.commit in said
    assert "| `compendium/data/paper/shares.csv` | Shares printed in the paper | yes |" in said
    assert "| Year | `compendium/notebooks/totals.ipynb` | `drawn` | `outputs/en/tot" in said
    assert "`compendium/` | " in said
    assert f"| {len(committing.git(made.checkout.root, 'ls-files').split())} |" in said
    assert "lists them: 2 in each language" in said
    assert "title, authors, journal and year are unknown" in said


def test_zenodo_is_told_what_the_citation_says(made: Made) -> None:
    told = json.loads(made.files[".zenodo.json"])
    assert told["creators"] == [{"name": "The compendium's maintainers"}]
    assert (told["version"], told["license"], told["publication_date"]) == (
        "0.1.0",
        "mit",
        "2026-11-01",
    )
    assert made.files["CITATION.cff"] == (ROOT / "CITATION.cff").read_bytes()


REFUSED = {
    "other ending": ("x.tar.gz", "A deposit is a ZIP archive; call it x.tar.zip."),
    "among the sources": ("data/x.zip", "would be among the sources"),
    "no folder": ("nowhere/x.zip", "There is no folder nowhere."),
}


@pytest.mark.parametrize(("output", "message"), REFUSED.values(), ids=REFUSED)
def test_file_in_the_wrong_place_is_refused(made: Made, output: str, message: str) -> None:
    assert message in made.checkout.refuses("deposit", "--output", output)


def test_table_that_is_not_the_accepted_one_is_refused(made: Made, tmp_path: Path) -> None:
    checkout = made.checkout.copied(tmp_path / "changed")
    checkout.replace("data/paper/shares.csv", ",85.20,", ",85.21,")
    assert "Not committed:\n M data/paper/shares.csv" in checkout.refuses("deposit")
    committing.git(checkout.root, "commit", "--all", "--quiet", "--message", "A digit")
    assert "paper/shares differ from their recorded hashes" in checkout.refuses("deposit")
