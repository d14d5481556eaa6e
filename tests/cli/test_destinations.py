"""No command writes over sources, or into a file whose name says that it is something else."""

from pathlib import Path

import miniature
import pytest
from click.testing import CliRunner

from offshore.cli.commands import main

SOURCE = "would be among the sources, which only people change"
GALLERY = {
    "page over a table": (["compare", "mine", "-o", "data/paper/amounts.csv"], SOURCE),
    "JSON over a table": (["compare", "mine", "--json", "data/paper/amounts.csv"], SOURCE),
    "page in the record": (["compare", "mine", "-o", "results/page.html"], SOURCE),
    "page over notes": (["compare", "mine", "-o", "notes.txt"], "ends in .html: call it notes"),
    "JSON over notes": (["compare", "mine", "--json", "notes.txt"], "call it notes.txt.json"),
    "page in no folder": (["compare", "mine", "-o", "no/page.html"], "There is no folder no."),
    "page over a folder": (["compare", "mine", "-o", "old.html"], "old.html is a folder."),
    "report in data": (["verify", "--output", "data"], SOURCE),
    "audit in data": (["audit", "--output", "data/paper"], SOURCE),
    "sweep in notebooks": (["sweep", "mix", "--grid", "g", "--output", "notebooks"], SOURCE),
    "workbook in data": (["workbook", "--output", "data/book.xlsx"], SOURCE),
    "workbook over notes": (["workbook", "--output", "notes.txt"], "ends in .xlsx: call it notes"),
    "form over notes": (["new", "--workbook", "new.txt"], "ends in .xlsx: call it new.txt.xlsx"),
    "package in data": (["new", "data/mine"], SOURCE),
    "transcription": (["transcription", "notes.txt", "--report", "data/paper/shares.csv"], SOURCE),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = miniature.make(tmp_path_factory.mktemp("destinations") / "compendium").root
    (made / "notes.txt").write_text("mine", encoding="utf-8")
    (made / "old.html").mkdir()
    return made


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", GALLERY)
def test_it_is_refused_and_everything_stays(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments, said = GALLERY[name]
    monkeypatch.chdir(folder)
    before = files(folder)
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 1, done.output
    assert said in done.output
    assert files(folder) == before
