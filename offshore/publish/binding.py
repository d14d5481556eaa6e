"""Binding the book with Jupyter Book: made aside, put in place when it is whole."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from offshore import places
from offshore.errors import UserError
from offshore.publish import keys, store
from offshore.publish.runs import Run
from offshore.show.language import Language

KIND = "books"
FIXED_DATE = "1514764800"  # the end of the study's last year; the book carries no clock time


@dataclass(frozen=True)
class Edition:
    """One whole book: its name, its language and the runs of its chapters."""

    name: str
    language: Language
    runs: Sequence[Run]

    @property
    def key(self) -> str:
        """The hash of everything that can change the bound book."""
        inputs = [*files(places.book()), *files(places.data()), places.config()]
        return keys.of_json(
            {
                "language": self.language.locale,
                "runs": [run.key for run in self.runs],
                "files": {str(f.relative_to(places.root())): keys.of_file(f) for f in inputs},
                "modules": keys.modules(
                    ["offshore.publish.binding", "offshore.publish.sphinx_ext"]
                ),
                "lock": keys.of_file(places.lock()),
            }
        )

    @property
    def link(self) -> Path:
        """Where a reader opens the book; it leads to the last good one."""
        return places.build() / self.name / "html"


def bind(edition: Edition) -> bool:
    """Put an edition's book in place; return whether it had to be made.

    Raises UserError with the first warnings where a page is at fault; the book that was
    in place before then stays.
    """
    key = edition.key
    found = store.find(KIND, key)
    made = found or store.put(KIND, key, lambda folder: _make(edition, folder))
    os.utime(made)
    store.point(edition.link, made / "html")
    current = {link.resolve().parent for link in places.build().glob("*/html")}
    store.keep_newest(KIND, 4, current)
    return found is None


def _make(edition: Edition, folder: Path) -> None:
    # What assembling needs takes longer to import than planning takes to find nothing to do.
    from offshore.publish.assembly import assemble

    source = folder / "source"
    assemble(edition.runs, edition.language, source)
    _jupyter_book(source, folder / "out", edition)
    (folder / "out" / "_build" / "html").rename(folder / "html")
    for leftover in (source, folder / "out"):
        shutil.rmtree(leftover)


def _jupyter_book(source: Path, out: Path, edition: Edition) -> None:
    """Run Jupyter Book; a warning is an error."""
    config = source / "_config.yml"
    config.write_text(_configuration(edition.language), encoding="utf-8")
    program = Path(sys.executable).with_name("jupyter-book")
    command = [str(program), "build", str(source), "-W", "-n"]
    command += ["--keep-going", "--path-output", str(out), "--config", str(config)]
    environment = os.environ | {"SOURCE_DATE_EPOCH": FIXED_DATE, "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise UserError(_complaint(done.stdout + done.stderr, source))


def _configuration(language: Language) -> str:
    settings = yaml.safe_load(places.config().read_text(encoding="utf-8"))
    settings["sphinx"]["config"]["language"] = language.locale
    return yaml.safe_dump(settings, allow_unicode=True, sort_keys=False)


def _complaint(printed: str, source: Path) -> str:
    """Return Jupyter Book's warnings and errors, or the end of what it printed."""
    lines = printed.replace(f"{source}/", "").splitlines()
    told = [line for line in lines if "WARNING" in line or "ERROR" in line] or lines[-15:]
    return "\n".join(["Jupyter Book could not bind the book:", *told[:20]])


def files(folder: Path) -> list[Path]:
    """Return the files below a folder, sorted, hidden ones left out."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if not path.name.startswith("."))
