"""Tables that are no plain file of a bounded size: each command says so, and none waits."""

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from checkouts import Checkout

from offshore.compendium.errors import UserError
from offshore.data import package, validation

Damage = Callable[[Path], object]
TABLE = "paper/shares.csv"


@pytest.fixture
def fresh(quick: Checkout) -> Checkout:
    return quick


def link_out(path: Path) -> None:
    outside = path.parents[2] / "elsewhere.csv"
    shutil.copy(path, outside)
    path.unlink()
    path.symlink_to(outside)


def replaced(by: Damage) -> Damage:
    def damage(path: Path) -> None:
        path.unlink()
        by(path)

    return damage


def listening(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as opened:
        # Its path may be no longer than a hundred bytes.
        before = Path.cwd()
        os.chdir(path.parent)
        opened.bind(path.name)
        os.chdir(before)


DAMAGES: dict[str, tuple[Damage, str]] = {
    "link out of data": (link_out, "is a link that leads out of data/"),
    "named pipe": (replaced(os.mkfifo), "is a named pipe, not a file"),
    "zeros without end": (
        replaced(lambda path: path.symlink_to("/dev/zero")),
        "is a device, not a file",
    ),
    "folder": (replaced(os.mkdir), "is a folder, not a file"),
    "socket": (replaced(listening), "is a socket, not a file"),
    "link to itself": (
        replaced(lambda path: path.symlink_to(path)),
        "cannot be read (Too many levels of symbolic links)",
    ),
    "17 MB": (
        lambda path: path.write_bytes(path.read_bytes().ljust(17_000_000, b"\n")),
        "is too large: 17,000,000 bytes in all",
    ),
    "a terabyte that is nowhere": (
        lambda path: os.truncate(path, 10**12),
        "is too large: 1,000,000,000,000 bytes in all",
    ),
}
COMMANDS = {
    "validate": ["validate"],
    "accept": ["validate", "--accept"],
    "build": ["build"],
    "run": ["run", "structure"],
    "run that does not read it": ["run", "problems", "-p", "heading=firms-lag"],
    "audit": ["audit"],
    "audit of another folder": ["audit", "--data", "data"],
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize("name", ["link out of data", "named pipe"])
def test_every_command_refuses_the_table(fresh: Checkout, name: str, command: list[str]) -> None:
    damage, said = DAMAGES[name]
    damage(fresh.root / "data" / TABLE)
    told = fresh.refuses(*command)
    assert f"data/{TABLE}" in told
    assert said in told
    assert fresh.runs() == set()


@pytest.mark.parametrize(("damage", "said"), DAMAGES.values(), ids=DAMAGES)
def test_table_is_refused_at_planning_and_when_checked(
    fresh: Checkout, damage: Damage, said: str
) -> None:
    damage(fresh.root / "data" / TABLE)
    for command in (["run", "structure"], ["validate"]):
        told = fresh.refuses(*command)
        assert f"data/{TABLE}" in told
        assert said in told


def test_folder_of_tables_that_is_a_link_out_of_data_is_refused(fresh: Checkout) -> None:
    folder = fresh.root / "data/paper"
    folder.rename(fresh.root / "elsewhere")
    folder.symlink_to("../elsewhere")
    assert "data/paper/amounts.csv: is a link that leads out of data/" in fresh.refuses("validate")


def test_link_within_data_and_a_linked_data_folder_are_taken(data: Path, tmp_path: Path) -> None:
    table = data / TABLE
    table.rename(table.with_suffix(".old"))
    table.symlink_to(table.with_suffix(".old").name)
    assert validation.faults(data) == []
    linked = tmp_path / "linked"
    linked.symlink_to(data)
    assert validation.faults(linked) == []


def test_bounds_are_the_ones_that_are_told(data: Path) -> None:
    table = data / TABLE
    content = table.read_bytes()
    table.write_bytes(content + b"\n" * (16_000_000 - len(content)))
    assert len(package.content("paper/shares", data)) == 16_000_000
    table.write_bytes(content + b"\n" * (16_000_001 - len(content)))
    with pytest.raises(UserError) as refusal:
        package.content("paper/shares", data)
    assert str(refusal.value) == (
        "data/paper/shares.csv is too large: 16,000,001 bytes in all.\nAllowed: at most 16 MB."
    )


DESCRIPTORS: dict[str, tuple[Damage, str]] = {
    "link out of data": (link_out, "is a link that leads out of data/"),
    "named pipe": (replaced(os.mkfifo), "is a named pipe, not a file"),
    "zeros without end": (
        replaced(lambda path: path.symlink_to("/dev/zero")),
        "is a device, not a file",
    ),
    "folder": (replaced(os.mkdir), "is a folder, not a file"),
    "17 MB": (lambda path: os.truncate(path, 17_000_000), "is too large: 17,000,000 bytes in all"),
    "100,000 brackets": (lambda path: path.write_text("[" * 100_000), "is nested too deep"),
    "UTF-16": (lambda path: path.write_text("{}", encoding="utf-16"), "is not JSON in UTF-8"),
    "5,000 digits": (lambda path: path.write_text("9" * 5000), "is not JSON in UTF-8"),
}


@pytest.mark.parametrize(("damage", "said"), DESCRIPTORS.values(), ids=DESCRIPTORS)
def test_descriptor_that_cannot_be_read_is_refused(
    fresh: Checkout, damage: Damage, said: str
) -> None:
    damage(fresh.root / "data" / package.DESCRIPTOR)
    for command in (["validate"], ["build"], ["audit"]):
        told = fresh.refuses(*command)
        assert "data/datapackage.json: " in told
        assert said in told


def test_named_pipe_that_nothing_describes_makes_nothing_wait(fresh: Checkout) -> None:
    os.mkfifo(fresh.root / "data/notes.txt")
    assert fresh.offshore("validate", seconds=60).returncode == 0
    os.mkfifo(fresh.root / "data/paper/more.csv")
    assert "data/paper/more.csv: is not described" in fresh.refuses("validate")


NOTEBOOKS: dict[str, tuple[Damage, str]] = {
    "named pipe": (os.mkfifo, "notebooks/extra.ipynb is a named pipe, not a file"),
    "zeros without end": (lambda path: path.symlink_to("/dev/zero"), "is a device, not a file"),
    "folder": (os.mkdir, "notebooks/extra.ipynb is a folder, not a file"),
    "link to nowhere": (
        lambda path: path.symlink_to("nowhere.ipynb"),
        "notebooks/extra.ipynb cannot be read (No such file or directory)",
    ),
    "link out of notebooks": (
        lambda path: path.symlink_to("../README.md"),
        "is a link that leads out of notebooks/",
    ),
    "17 MB": (lambda path: path.write_bytes(b" " * 17_000_000), "is too large: 17,000,000 bytes"),
    "UTF-16": (
        lambda path: path.write_text("{}", encoding="utf-16"),
        "notebooks/extra.ipynb, line 1, is not UTF-8 text",
    ),
    "picture": (lambda path: path.write_bytes(b"\x89PNG\0"), "is not UTF-8 text"),
    "100,000 brackets": (
        lambda path: path.write_text("[" * 100_000),
        "extra.ipynb: is nested too deep",
    ),
    "cells of another form": (
        lambda path: path.write_text('{"cells": [{"metadata": [], "source": ""}]}'),
        "extra.ipynb: ",
    ),
}


@pytest.mark.parametrize(("made", "said"), NOTEBOOKS.values(), ids=NOTEBOOKS)
def test_notebook_that_cannot_be_read_is_refused(fresh: Checkout, made: Damage, said: str) -> None:
    made(fresh.root / "notebooks/extra.ipynb")
    for command in (["build"], ["run", "extra"], ["parameters", "extra"]):
        assert said in fresh.refuses(*command)


def test_cell_of_100_000_digits_is_told_short(data: Path) -> None:
    table = data / TABLE
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("85.20", "8" * 100_000, 1), encoding="utf-8")
    (fault,) = [one for one in validation.faults(data) if one.kind == "content"]
    assert f"'{'8' * 59}… (100,002 characters) % is 8888" in str(fault)
    assert len(str(fault)) < 500


def test_only_the_first_hundred_faults_are_told(fresh: Checkout) -> None:
    table = fresh.root / "data" / TABLE
    row = table.read_text(encoding="utf-8").splitlines()[1]  # 500 times more, and another hash
    with table.open("a", encoding="utf-8") as opened:
        opened.write(f"{row}\n" * 500)
    done = fresh.offshore("validate")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 102
    assert "… and 401 more.\n501 faults in data/." in done.stderr
