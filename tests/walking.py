"""What people do to a compendium, step by step, each built book held against one from nothing.

A *ground* says what there is to change. A *walk* changes a copy of it, breaks what was built
and builds again; `Clean` makes the same sources from nothing, in another folder.
"""

import csv
import hashlib
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeVar

from checkouts import Checkout, environment
from killing import binds
from waiting import wait_until
from warmed import Warmed

from offshore.book import contents, inspection

PUBLISHED = ("en", "zh")
KEPT = ("offshore",)  # stays where a folder is laid out anew: warm processes import it
BUILT = (
    *("_build", "_build/books", "_build/book", "_build/book/en", "_build/runs", "_build/checked"),
    *("_build/inspected", "_build/failed", "_build/aside", "_build/mine"),
)
ADDED = (
    *("data/notes.txt", "data/paper/.hidden", "book/_static/more.txt", "book/_static/.hidden"),
    *("book/unlisted.md", "notebooks/notes.txt", "data/paper/more.csv"),  # the last is a fault
)
SENTENCES = (
    *("", "\n\nOne more sentence.\n", "\n\nAs printed: {printed}`value-2016`.\n"),
    *("\n\n## A heading\n\nAnd a sentence.\n", "\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"),
    "\n\n[Back](index)\n",
    # Nothing but inspection finds the first; the second is a warning of Sphinx.
    *('\n\n<a href="nowhere.html">Nowhere</a>\n', "\n\n{number}`nothing.at_all`\n"),
)
CODE = (
    *("", "\n# A remark.", "\nrun.numbers(one_more=run.number(3))", "\nprint(1)", "\nprint(2)"),
    *("\nrun.numbers(one_more=run.number(4))", "\n"),
    "\n1 / 0",  # fails
)
CHINESE = ("", "。", "（一）")
EDITED = "a change of a page"
TOKEN = "WALK"  # in the environment of every process of a build that is to be interrupted
PROGRAM = "from offshore.cli.program import main; main()"
PATIENCE = 60.0  # seconds; far more than any of it takes

T = TypeVar("T")
Manifest = Mapping[str, str]


@dataclass(frozen=True)
class Ground:
    """A compendium as it is before a walk, and what there is to change in it.

    `notebooks`: name, a cell of prose, a cell of code. `translated`: catalogue and a message
    of it. `own`: editions of one's own, by their changes.
    """

    pristine: Path
    digits: Sequence[tuple[str, str]]
    pages: Sequence[str]
    notebooks: Sequence[tuple[str, str, str]]
    translated: Sequence[tuple[str, str]]
    own: Sequence[str]


@dataclass(frozen=True)
class Edition:
    """An edition: its name, and the command that makes it and no other."""

    name: str
    command: tuple[str, ...]
    beside: tuple[str, ...] = ()


EDITIONS = {code: Edition(code, ("build", "--language", code), PUBLISHED) for code in PUBLISHED}


def own(change: str) -> Edition:
    return Edition("mine", ("build", "--edition", "mine", "-p", change))


def lay_out(source: Path, target: Path, built: bool) -> None:
    """Make a folder's sources those of another, and with `built` what was built of them."""
    kept = KEPT if built else (*KEPT, "_build")
    target.mkdir(exist_ok=True)
    for path in target.iterdir():
        if path.name not in kept:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in source.iterdir():
        there = target / path.name
        if path.is_symlink():
            there.exists() or there.symlink_to(path.readlink())
        elif path.is_file():
            shutil.copy2(path, there)
        elif path.name not in kept or (path.name in KEPT and not there.exists()):
            shutil.copytree(path, there, symlinks=True)


def state(root: Path) -> str:
    """Return the hash of all sources of a compendium."""
    parts = (path for path in root.iterdir() if path.name not in ("_build", *KEPT))
    files = sorted(file for part in parts for file in [part, *part.rglob("*")] if file.is_file())
    told = [(str(file.relative_to(root)), digest(file)) for file in files]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def manifest(link: Path) -> Manifest | None:
    """Return the hash of every file of a book by its path, None where the link leads nowhere."""
    book = link.resolve()
    if not link.is_symlink() or not book.is_dir():
        return None
    files = (path for path in book.rglob("*") if path.is_symlink() or not path.is_dir())
    return {path.relative_to(book).as_posix(): digest(path) for path in files}


def unlike(found: Manifest | None, wanted: Manifest) -> list[str]:
    """Return the files in which two books differ, each with how."""
    found = found or {}
    names = [name for name in sorted({*found, *wanted}) if found.get(name) != wanted.get(name)]
    here, there = ("nothing", "a file")
    return [
        f"{name}: {there if name in found else here}, not {there if name in wanted else here}"
        for name in names
    ]


class Clean:
    """Books made from nothing of the same sources, each state once.

    With `sharing`, runs that an earlier of these books was made of are taken from its store.
    """

    def __init__(self, builder: Warmed | Checkout, sharing: bool = False) -> None:
        self._builder, self._sharing = builder, sharing
        self._known: dict[tuple[str, Edition], Manifest | None] = {}
        self.complaint = ""  # of the last that was refused

    def books(self, root: Path, editions: Sequence[Edition]) -> dict[Edition, Manifest | None]:
        """Return what the sources of a folder give; None for an edition that is refused."""
        here = state(root)
        lacking = [one for one in editions if (here, one) not in self._known]
        # Together in half of the time; but where that is refused, each must say for itself.
        if len(lacking) > 1 and self._made(root, ("build",)):
            self._known |= {(here, one): self._found(one) for one in lacking}
            lacking = []
        for one in lacking:
            good = self._made(root, one.command)
            self._known[here, one] = self._found(one) if good else None
        return {one: self._known[here, one] for one in editions}

    def _made(self, root: Path, command: Sequence[str]) -> bool:
        here = self._builder.root
        lay_out(root, here, built=False)
        for path in (here / "_build").glob("*"):
            if not (self._sharing and path.name == "runs"):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        done = self._builder.offshore(*command)
        self.complaint = done.stderr or self.complaint
        return not told_as_a_fault(done.returncode, done.stderr)

    def _found(self, edition: Edition) -> Manifest | None:
        return manifest(Checkout(self._builder.root).html(edition.name))


def told_as_a_fault(code: int, complained: str) -> bool:
    """Tell a build that was refused; it must say why, and a good one has nothing to say."""
    assert "Traceback" not in complained, complained
    assert code in (0, 1), (code, complained)
    assert complained.startswith("Error: ") if code else not complained, complained
    return bool(code)


@dataclass
class Walk:
    """One walk through a copy of the ground; every method but `check` is a step."""

    ground: Ground
    builder: Warmed
    clean: Clean
    steps: int = 0
    refused: bool = False  # the last build, and nothing was mended since
    before: list[tuple[Path, bytes | None]] = field(default_factory=list)  # files as they were
    good: dict[str, Manifest] = field(default_factory=dict)  # what is published, and was whole
    beside: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with the ground as it is."""
        lay_out(self.ground.pristine, self.root, built=True)
        for name in PUBLISHED:
            if found := manifest(self.link(name)):
                self.good[name], self.beside[name] = found, PUBLISHED

    @property
    def root(self) -> Path:
        """The folder of the walk."""
        return self.builder.root

    def link(self, name: str) -> Path:
        """Return the link that readers open."""
        return Checkout(self.root).html(name)

    def told(self, step: str) -> None:
        """Count a step and say it, for whoever reads how a walk went wrong."""
        self.steps += 1
        print(f"  {self.steps}: {step}", flush=True)

    # What people do to sources.

    def write(self, file: str, content: bytes | None) -> None:
        """Write or delete a file, keeping what it was."""
        path = self.root / file
        self.before.append((path, path.read_bytes() if path.is_file() else None))
        _put(path, content)

    def edit(self, file: str, change: Callable[[str], str]) -> None:
        """Change the text of a file; one that was removed is left alone."""
        path = self.root / file
        if path.is_file():
            self.write(file, change(path.read_text(encoding="utf-8")).encode())

    def edit_digit(self, which: int, digit: int) -> None:
        """Make another digit of the last one of a number of the paper."""
        table, fact = _of(self.ground.digits, which)
        self.told(f"the last digit of {fact} becomes {digit}")
        self.edit(f"data/{table}.csv", lambda text: with_digit(text, fact, digit))

    def accept(self) -> None:
        """Record the hashes of the tables."""
        described = self.root / "data/datapackage.json"
        was = described.read_bytes()
        done = self.builder.offshore("validate", "--accept")
        self.told(f"offshore validate --accept: {done.returncode}")
        told_as_a_fault(done.returncode, done.stderr)
        if described.read_bytes() != was:
            self.before.append((described, was))

    def undo(self, which: int) -> None:
        """Take one file back to what it was before one of the steps."""
        self.refused = False
        if not self.before:
            return
        path, content = _of(self.before, which)
        self.told(f"{path.relative_to(self.root)} as it was")
        self.before.append((path, path.read_bytes() if path.is_file() else None))
        _put(path, content)

    def start_over(self) -> None:
        """Take all sources back to what they were before the walk."""
        self.refused = False
        self.told("all sources as they were")
        lay_out(self.ground.pristine, self.root, built=False)
        self.before.clear()

    def change_page(self, which: int, variant: int) -> None:
        """Add a sentence to a page: a good one, or one that is at fault."""
        page = _of(self.ground.pages, which)
        sentence = _of(SENTENCES, variant)
        self.told(f"{page} ends in {sentence.strip()!r}")
        text = (self.ground.pristine / page).read_text(encoding="utf-8")
        self.edit(page, lambda _: text + sentence)

    def change_notebook(self, which: int, in_code: bool, variant: int) -> None:
        """Add a sentence to a notebook, or a line of code."""
        name, prose, code = _of(self.ground.notebooks, which)
        cell = code if in_code else prose
        added = _of(CODE, variant) if in_code else _of(SENTENCES, variant).rstrip()
        self.told(f"cell {cell} of {name} ends in {added.strip()!r}")
        file = f"notebooks/{name}.ipynb"
        text = (self.ground.pristine / file).read_text(encoding="utf-8")
        self.edit(file, lambda now: with_cell(now, text, cell, added))

    def change_translation(self, which: int, variant: int) -> None:
        """Change the Chinese of one message."""
        catalogue, message = _of(self.ground.translated, which)
        added = _of(CHINESE, variant)
        self.told(f"the Chinese of {message!r} in {catalogue} ends in {added!r}")
        file = f"book/translations/zh_CN/LC_MESSAGES/{catalogue}.po"
        text = (self.ground.pristine / file).read_text(encoding="utf-8")
        self.edit(file, lambda now: with_translation(now, text, message, added))

    def add_file(self, which: int, number: int) -> None:
        """Put a file where nobody asked for one."""
        file = _of(ADDED, which)
        self.told(f"add {file}, which says {number}")
        self.write(file, f"{number}\n".encode())

    def remove_file(self, which: int) -> None:
        """Take such a file away."""
        there = [file for file in ADDED if (self.root / file).exists()]
        if there:
            file = _of(there, which)
            self.told(f"remove {file}")
            self.write(file, None)

    # What people do to what was built.

    def delete(self, part: str) -> None:
        """Delete what was built, or a part of it."""
        path = self.root / part
        if not path.exists() and not path.is_symlink():
            return
        self.told(f"rm -rf {part}")
        path.unlink() if path.is_symlink() else shutil.rmtree(path)
        self.forget_what_was_hurt()

    def hurt(self, kind: str, which: int, how: str) -> None:
        """Damage, delete or add one file of a stored run or book."""
        there = sorted(path for path in (self.root / "_build" / kind).rglob("*") if path.is_file())
        if not there:
            return
        path = _of(there, which)
        self.told(f"{how} in {kind}: {path.relative_to(self.root / '_build' / kind)}")
        if how == "delete":
            path.unlink()
        elif how == "add":
            path.with_name("added.txt").write_text("added")
        else:
            content = path.read_bytes() or b"?"
            path.write_bytes(bytes([content[0] ^ 1]) + content[1:])
        self.forget_what_was_hurt()

    def forget_what_was_hurt(self) -> None:
        """Expect no more of a published book that a step has damaged or taken away."""
        self.good = {
            name: found for name, found in self.good.items() if manifest(self.link(name)) == found
        }

    # What people do to have it built.

    def build(self, *codes: str, cold: bool = False) -> None:
        """Build the published editions in some languages."""
        command = ("build", *(("--language", *codes) if len(codes) == 1 else ()))
        self.make(command, [EDITIONS[code] for code in codes], cold)

    def build_own(self, which: int) -> None:
        """Build a custom edition."""
        edition = own(_of(self.ground.own, which))
        self.make(edition.command, [edition])

    def make(self, command: Sequence[str], editions: Sequence[Edition], cold: bool = False) -> None:
        """Run a command, and hold the editions that it makes against those from nothing."""
        began = time.monotonic()
        done = (Checkout(self.root) if cold else self.builder).offshore(*command)
        said = (done.stdout.strip() or done.stderr.strip()).splitlines()
        self.told(f"offshore {' '.join(command)}: {time.monotonic() - began:.1f} s. {said[-2:]}")
        self.judge(done.returncode, done.stderr, editions)

    def judge(self, code: int, complained: str, editions: Sequence[Edition]) -> None:
        """Hold what a build came to against builds from nothing."""
        self.refused = refused = told_as_a_fault(code, complained)
        wanted = self.clean.books(self.root, editions)
        told = f"This build: {complained!r}. The last from nothing: {self.clean.complaint!r}."
        assert refused == (None in wanted.values()), told
        for edition, book in wanted.items():
            if not refused and book is not None:
                found = manifest(self.link(edition.name))
                assert unlike(found, book) == [], f"{edition.name} is not the one from nothing"
                self.good[edition.name], self.beside[edition.name] = book, edition.beside
        if not refused:
            left = [path.name for path in (self.root / "_build/aside").iterdir()]
            assert left == [], f"left aside: {left}"

    def interrupt(self, work: str, number: int, moment: str, tenths: int) -> None:
        """Start a build of both languages that has something to do, and stop it after a while."""
        if work == EDITED:
            self.edit("book/method.md", lambda text: f"{text}\nSentence {tenths}.\n")
        else:
            shutil.rmtree(self.root / work, ignore_errors=True)
            self.forget_what_was_hurt()
        self._stop(number, moment, tenths / 10, work)

    def _stop(self, number: int, moment: str, seconds: float, work: str) -> None:
        before = {name: manifest(self.link(name)) for name in PUBLISHED}
        token = uuid.uuid4().hex
        process = started(self.root, token)
        wait_until(lambda: MOMENTS[moment](self.root) or process.poll() is not None, moment)
        time.sleep(seconds)
        process.send_signal(number)
        code = process.wait(timeout=PATIENCE)
        said = Checkout(self.root).said
        name = signal.Signals(number).name
        self.told(f"after {work}, {name} {seconds} s after {moment}: {code}")
        wait_until(lambda: with_token(token) == [], "the end of every process of the build")
        assert "Traceback" not in said, said
        if code in (0, 1):
            return self.judge(
                code, said[said.find("Error: ") :] if code else "", [*EDITIONS.values()]
            )
        assert code in (-signal.SIGKILL, 128 + number), (code, said)
        return self._look_at_what_an_interrupted_build_left(before)

    def _look_at_what_an_interrupted_build_left(
        self, before: Mapping[str, Manifest | None]
    ) -> None:
        """Take what it has put in place already for what is published; else the old is to stay."""
        for name, edition in EDITIONS.items():
            found = manifest(self.link(name))
            if found != before[name]:
                wanted = self.clean.books(self.root, [edition])[edition]
                assert wanted is not None
                assert unlike(found, wanted) == [], f"{name} was put in place, and is another"
                self.good[name], self.beside[name] = wanted, PUBLISHED

    def check(self) -> None:
        """Check that what was published and whole is there as it was, and still whole."""
        listed = tuple(contents.pages(self.root / "book/_toc.yml"))
        for name, book in self.good.items():
            assert unlike(manifest(self.link(name)), book) == [], f"{name} was lost or changed"
            folder = self.link(name).resolve()
            assert faults(json.dumps(book), folder, listed, self.beside[name]) == []


@cache
def faults(_: str, folder: Path, listed: tuple[str, ...], beside: tuple[str, ...]) -> list[str]:
    """Return what inspection finds in a book; the same bytes are looked at once."""
    return inspection.faults(folder, listed, beside)


def _put(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _of(several: Sequence[T], which: int) -> T:
    return several[which % len(several)]


def with_digit(table: str, fact: str, digit: int) -> str:
    """Return a table in which the printed number of a fact ends in another digit."""
    header, *rows = csv.reader(io.StringIO(table, newline=""))
    column = header.index("printed")
    for row in rows:
        if row[0] == fact:
            row[column] = row[column][:-1] + str(digit)
    made = io.StringIO(newline="")
    csv.writer(made, lineterminator="\n").writerows([header, *rows])
    return made.getvalue()


def with_cell(now: str, pristine: str, cell: str, added: str) -> str:
    """Return a notebook one cell of which is the pristine one and something more."""
    notebook = json.loads(now)
    sources = {one["id"]: "".join(one["source"]) for one in json.loads(pristine)["cells"]}
    for one in notebook["cells"]:
        if one["id"] == cell:
            one["source"] = (sources[cell] + added).splitlines(keepends=True)
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def with_translation(now: str, pristine: str, message: str, added: str) -> str:
    """Return a catalogue in which a message's Chinese is the pristine one and something more."""
    entry = re.compile(rf'msgid "{re.escape(message)}"\nmsgstr "(.*)"\n')
    found = entry.search(pristine)
    assert found, message
    replaced = f'msgid "{message}"\nmsgstr "{found[1]}{added}"\n'
    return entry.sub(lambda _: replaced, now)


def started(root: Path, token: str) -> "subprocess.Popen[bytes]":
    """Return `offshore build` running; what it says is in `Checkout.said`."""
    with Checkout(root).log.open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-c", PROGRAM, "build"],
            cwd=root,
            env=environment(root) | {"PYTHONUNBUFFERED": "1", TOKEN: token},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def with_token(token: str) -> list[str]:
    """Return the processes of a build."""
    found, setting = [], os.fsencode(f"{TOKEN}={token}\0")
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if setting in (process / "environ").read_bytes():
                found.append(process.name)
        except OSError:
            continue
    return found


MOMENTS: dict[str, Callable[[Path], bool]] = {
    "the start": lambda _: True,
    "the first run": lambda root: "Running " in Checkout(root).said,
    "the beginning of binding": lambda root: binds(Checkout(root)),
    "the beginning of writing": lambda root: any(
        (root / "_build/aside").glob("*/entry/out/_build/html")
    ),
}
