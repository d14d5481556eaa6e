"""The store: an entry is whole or not there at all, whatever happens while it is made."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from checkouts import Checkout, environment, here

from offshore.runs import store

pytestmark = pytest.mark.usefixtures("inside")
KIND, KEY = "runs", "0" * 64


def fill(folder: Path, text: str = "whole") -> None:
    (folder / "one.txt").write_text(text)
    (folder / "below").mkdir()
    (folder / "below/two.txt").write_text(text)


def put(text: str = "whole") -> Path:
    return store.put(here().build, KIND, KEY, lambda folder: fill(folder, text))


def left_aside() -> list[Path]:
    return list((here().build / "aside").iterdir())


def test_nothing_is_found_before_it_is_put() -> None:
    assert store.find(here().build, KIND, KEY) is None


def test_what_was_put_is_found_as_it_was_filled() -> None:
    folder = put()
    assert store.find(here().build, KIND, KEY) == folder
    assert (folder / "below/two.txt").read_text() == "whole"
    assert left_aside() == []


def test_entry_can_be_read_by_others() -> None:
    assert put().stat().st_mode & 0o777 == 0o755


def test_fill_that_raises_leaves_nothing() -> None:
    def fail(folder: Path) -> None:
        fill(folder)
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        store.put(here().build, KIND, KEY, fail)
    assert store.find(here().build, KIND, KEY) is None
    assert left_aside() == []


def test_fill_that_raises_keeps_the_entry_that_stood_there() -> None:
    folder = put()
    with pytest.raises(ZeroDivisionError):
        store.put(here().build, KIND, KEY, lambda _: print(1 / 0))
    assert store.find(here().build, KIND, KEY) == folder


DAMAGES = {
    "a file changed": lambda folder: (folder / "one.txt").write_text("else"),
    "a file emptied": lambda folder: (folder / "below/two.txt").write_text(""),
    "a file gone": lambda folder: (folder / "one.txt").unlink(),
    "no seal": lambda folder: (folder / store.SEAL).unlink(),
    "an empty seal": lambda folder: (folder / store.SEAL).write_text(""),
    "half a seal": lambda folder: (folder / store.SEAL).write_text('{"one.txt": "'),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damaged_entry_is_not_found_and_can_be_put_again(damage) -> None:
    damage(put())
    assert store.find(here().build, KIND, KEY) is None
    assert store.find(here().build, KIND, KEY) is None
    assert store.find(here().build, KIND, put("again").name) is not None


KILLED = """
import time
from offshore.runs import store
from offshore.compendium.root import Compendium

def fill(folder):
    (folder / "one.txt").write_text("half")
    print("filling", flush=True)
    time.sleep(60)

store.put(Compendium.here().build, "runs", "0" * 64, fill)
"""


def killed_while_filling(checkout: Checkout) -> None:
    settings = environment(checkout.root)
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED],
        cwd=checkout.root,
        env=settings,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout and process.stdout.readline() == "filling\n"
    process.kill()
    process.wait()
    process.stdout.close()


def test_process_killed_while_filling_leaves_nothing_found(inside: Checkout) -> None:
    killed_while_filling(inside)
    assert store.find(here().build, KIND, KEY) is None
    assert len(left_aside()) == 1


def test_leftovers_of_a_killed_process_are_swept(inside: Checkout) -> None:
    killed_while_filling(inside)
    store.sweep_aside(here().build)
    assert left_aside() == []


def test_work_of_a_living_process_is_not_swept() -> None:
    def fill_while_another_build_sweeps(folder: Path) -> None:
        fill(folder)
        store.sweep_aside(here().build)

    store.put(here().build, KIND, KEY, fill_while_another_build_sweeps)
    assert store.find(here().build, KIND, KEY) is not None


def test_what_is_not_the_stores_is_no_hindrance_to_sweeping() -> None:
    store.sweep_aside(here().build)
    (here().build / "aside/.DS_Store").write_text("")
    store.sweep_aside(here().build)


def test_link_leads_to_the_newest_target_and_is_never_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    link, first, second = (here().build / name for name in ("en/html", "first", "second"))
    first.mkdir(parents=True)
    second.mkdir()
    store.point(link, first)
    assert link.resolve() == first.resolve()
    # Whatever of the link is taken away or put in place, in any way but by one rename, fails.
    for function in ("unlink", "remove", "rmdir"):
        monkeypatch.setattr(os, function, refuse(getattr(os, function), link))
    store.point(link, second)
    assert link.resolve() == second.resolve()
    assert [path.name for path in link.parent.iterdir()] == ["html"]


def refuse(function, link: Path):
    def checked(path, *arguments, **options):
        assert Path(path) != link, f"{function.__name__} would take the link away"
        return function(path, *arguments, **options)

    return checked


def test_link_takes_the_place_of_a_folder_and_of_a_link_to_nowhere() -> None:
    link, target = here().build / "en/html", here().build / "target"
    link.mkdir(parents=True)
    target.mkdir()
    store.point(link, here().build / "nowhere")
    store.point(link, target)
    assert link.resolve() == target.resolve()


def test_link_survives_a_move_of_the_whole_checkout(inside: Checkout, tmp_path: Path) -> None:
    store.point(here().build / "en/html", put())
    inside.root.rename(tmp_path / "moved")
    assert (tmp_path / "moved/_build/en/html/one.txt").read_text() == "whole"


def test_only_the_newest_entries_and_those_needed_are_kept() -> None:
    made = [store.put(here().build, "books", str(number), fill) for number in range(5)]
    for age, folder in enumerate(reversed(made)):
        os.utime(folder, (1_000_000 - age, 1_000_000 - age))
    store.keep_newest(here().build, "books", 2, {made[0]})
    assert sorted(path.name for path in (here().build / "books").iterdir()) == ["0", "3", "4"]


def linked(folder: Path) -> None:
    (folder / "one.txt").rename(folder.parent / "elsewhere.txt")
    (folder / "one.txt").symlink_to(folder.parent / "elsewhere.txt")


def linked_below(folder: Path) -> None:
    (folder / "below").rename(folder.parent / "elsewhere")
    (folder / "below").symlink_to(folder.parent / "elsewhere")


def of_a_folder(folder: Path) -> None:
    shutil.rmtree(folder / "below")
    (folder / "below").write_text("whole")


def of_a_file(folder: Path) -> None:
    (folder / "one.txt").unlink()
    (folder / "one.txt").mkdir()


def only_a_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("whole")


def only_a_link(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))
    (folder.with_name("elsewhere") / "one.txt").write_text("else")
    folder.symlink_to(folder.with_name("elsewhere"))


def a_seal_of_a_list(folder: Path) -> None:
    (folder / store.SEAL).write_text('["one.txt", "below/two.txt"]')


TURNED = {
    "a file added": lambda folder: (folder / "three.txt").write_text("added"),
    "a hidden file added": lambda folder: (folder / ".three").write_text("added"),
    "a file added below": lambda folder: (folder / "below/three.txt").write_text("added"),
    "a link added": lambda folder: (folder / "three").symlink_to(folder / "one.txt"),
    "a link to nowhere added": lambda folder: (folder / "three").symlink_to("nowhere"),
    "a link to a folder added": lambda folder: (folder / "three").symlink_to(folder / "below"),
    "a file turned into a link": linked,
    "a folder turned into a link": linked_below,
    "a folder turned into a file": of_a_folder,
    "a file turned into a folder": of_a_file,
    "an entry that is a file": only_a_file,
    "an entry that is a link to a changed one": only_a_link,
    "an entry that is a link": lambda folder: folder.symlink_to(
        folder.rename(folder.with_name("elsewhere"))
    ),
    "an entry that is a link to nowhere": lambda folder: (
        shutil.rmtree(folder),
        folder.symlink_to("nowhere"),
    ),
    "a seal that is a list": a_seal_of_a_list,
    "a seal that is a folder": lambda folder: (
        (folder / store.SEAL).unlink(),
        (folder / store.SEAL).mkdir(),
    ),
    "a seal that names what is outside": lambda folder: (folder / store.SEAL).write_text(
        '{"../outside.txt": "0"}'
    ),
}


@pytest.mark.parametrize("turn", TURNED.values(), ids=TURNED)
def test_entry_that_is_another_than_was_stored_is_not_found_and_gives_way(turn) -> None:
    turn(put())
    assert store.find(here().build, KIND, KEY) is None
    assert store.find(here().build, KIND, put("again").name) is not None
    assert (store.entry(here().build, KIND, KEY) / "below/two.txt").read_text() == "again"
    assert not store.entry(here().build, KIND, KEY).is_symlink()
    assert left_aside() == []


def test_file_that_cannot_be_read_makes_an_entry_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = put()

    def unreadable(path: Path) -> str:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(store, "of_file", unreadable)
    assert store.find(here().build, KIND, folder.name) is None


def test_what_is_not_the_stores_is_no_hindrance_to_keeping_the_newest() -> None:
    made = [store.put(here().build, "books", str(number), fill) for number in range(2)]
    (made[0].parent / ".DS_Store").write_text("")
    (made[0].parent / "linked").symlink_to(made[0])
    for path in made[0].parent.iterdir():
        os.utime(path, (1_000_000, 1_000_000))
    os.utime(made[1], (2_000_000, 2_000_000))
    store.keep_newest(here().build, "books", 1, set())
    assert {path.name for path in made[1].parent.iterdir()} == {".DS_Store", "linked", "1"}


PUT_AT_ONCE = """
import sys
from pathlib import Path
from offshore.runs import store
from offshore.compendium.root import Compendium

def fill(folder):
    (folder / "one.txt").write_text("whole")
    (folder / "two.txt").write_text("whole")
    Path(sys.argv[1]).touch()  # filled
    while len(list(Path(sys.argv[1]).parent.glob("filled-*"))) < 2:
        pass

for number in range(20):
    store.put(Compendium.here().build, "runs", "0" * 64, fill)
    assert store.find(Compendium.here().build, "runs", "0" * 64) is not None, number
"""


def test_two_builds_that_put_the_same_at_once_both_find_it(
    inside: Checkout, tmp_path: Path
) -> None:
    here().build.mkdir()
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", PUT_AT_ONCE, str(tmp_path / f"filled-{number}")],
            cwd=inside.root,
            env=environment(inside.root),
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(2)
    ]
    told = [process.communicate(timeout=60)[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], told
    assert store.find(here().build, KIND, KEY) is not None
    assert left_aside() == []
