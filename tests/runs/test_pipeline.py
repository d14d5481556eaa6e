"""The whole pipeline in copies of the checkout: what runs again, what stays, what is refused."""

import re
import signal
from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import miniature
import psutil
import pytest
from checkouts import Checkout, ran, working_in
from killing import MOMENTS, binds, kill_when
from waiting import wait_until
from warmed import Warmed, WarmedCheckout


def test_second_build_runs_nothing_and_binds_nothing(built: WarmedCheckout) -> None:
    before, book = built.made(), built.html().resolve()
    again = built.alone.offshore("build")
    assert again.returncode == 0
    assert ran(again.stdout) == set()
    assert "0 made now; book unchanged." in again.stdout
    assert (built.made(), built.html().resolve()) == (before, book)


def test_changed_digit_reruns_exactly_the_notebooks_that_read_it(
    process: Warmed, tmp_path: Path
) -> None:
    small = WarmedCheckout(miniature.make(tmp_path / "small").root, process)
    assert ran(small.offshore("build", "--language", "en").stdout) == {"totals", "mix"}
    published = small.html().resolve()
    small.replace("data/paper/shares.csv", ",85.20,", ",85.21,")
    changed = small.offshore("build", "--language", "en")
    assert changed.returncode == 0, changed.stderr
    assert ran(changed.stdout) == {"mix"}
    assert "book bound." in changed.stdout
    assert "85.21%" in (small.html() / "index.html").read_text(encoding="utf-8")

    small.replace("data/paper/shares.csv", ",85.21,", ",85.20,")
    back = small.offshore("build", "--language", "en")
    assert ran(back.stdout) == set()
    assert "0 made now; book unchanged." in back.stdout
    assert small.html().resolve() == published


def test_killed_binding_leaves_the_last_good_book(good: Checkout, tmp_path: Path) -> None:
    small = good.copied(tmp_path / "small")
    book, before = small.html().resolve(), small.made()
    small.replace("book/method.md", "# Method", "# Method itself")
    kill_when(small, binds)
    assert small.html().resolve() == book
    assert small.made() == before

    # Jupyter Book, which the killed build had started, writes aside until it is done.
    wait_until(lambda: working_in(small) == [], "the end of every process of the build")
    small.replace("book/method.md", "# Method itself", "# Method")
    assert small.offshore("build").returncode == 0
    assert list((small.root / "_build/aside").iterdir()) == []
    assert small.made() == before


def test_killed_build_leaves_no_process_behind(fresh: Checkout) -> None:
    kill_when(fresh, MOMENTS["as runs begin"])
    wait_until(lambda: working_in(fresh) == [], "the end of every process of the build")


REFUSED = {
    "unknown notebook": (["run", "grwth"], "There is no notebook 'grwth'. Did you mean 'growth'?"),
    "unknown parameter": (
        ["run", "growth", "-p", "frist_year=2014"],
        "frist_year is not a parameter. Did you mean 'first_year'?",
    ),
    "wrong type": (
        ["run", "growth", "-p", "first_year=soon"],
        "first_year = 'soon' must be of type int, not str. Allowed: 2013 to 2016.",
    ),
    "out of range": (
        ["run", "growth", "-p", "first_year=1999"],
        "first_year = 1999 is not allowed. Allowed: 2013 to 2016.",
    ),
    "years in the wrong order": (
        ["run", "growth", "-p", "first_year=2016", "-p", "last_year=2015"],
        "last_year = 2015 must be above first_year = 2016",
    ),
    "change of a notebook that is not there": (
        ["build", "--edition", "mine", "-p", "grwth.currency=CNY"],
        "There is no notebook 'grwth'. Did you mean 'growth'?",
    ),
    "change of the published edition": (
        ["build", "-p", "growth.currency=CNY"],
        "Editions en, zh are published and keep languages and defaults.",
    ),
    "unknown language": (["build", "--edition", "fr", "--language", "fr"], "No language 'fr'."),
}


@pytest.mark.parametrize(("command", "message"), REFUSED.values(), ids=REFUSED)
def test_wrong_command_is_refused_before_anything_runs(
    quick: Checkout, command: list[str], message: str
) -> None:
    refuses(quick, command, message)


BROKEN = {
    "missing": (lambda path: path.unlink(), "data/paper/shares.csv cannot be read"),
    "not a number": (
        lambda path: path.write_text(path.read_text().replace("85.20", "85,20")),
        "data/paper/shares.csv, row 4",
    ),
    "out of range": (
        lambda path: path.write_text(path.read_text().replace(",85.20,", ",850.20,")),
        "data/paper/shares.csv, row 4, column printed: '850.20'",
    ),
}


@pytest.mark.parametrize("command", [["build"], ["run", "structure"]], ids=" ".join)
@pytest.mark.parametrize(("damage", "message"), BROKEN.values(), ids=BROKEN)
def test_broken_table_is_refused_before_anything_runs(
    quick: Checkout, command: list[str], damage: Callable[[Path], object], message: str
) -> None:
    damage(quick.root / "data/paper/shares.csv")
    refuses(quick, command, message)


def refuses(checkout: Checkout, command: list[str], message: str) -> None:
    done = checkout.offshore(*command)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: ")
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert checkout.runs() == set()


def test_book_is_served_and_bound_again_when_a_page_changes(tmp_path: Path) -> None:
    small = miniature.make(tmp_path / "small")
    process = small.started("serve", "--port", "0")
    try:
        wait_until(lambda: address(small) is not None, "the server's address")
        front = f"{address(small)}/book/index.html"
        wait_until(lambda: "<html" in fetch(front), "the front page")
        small.replace("book/method.md", "# Method", "# Method served")
        page = f"{address(small)}/book/en/method.html"
        wait_until(lambda: "Method served" in fetch(page), "the changed page")
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 130
    finally:
        process.kill()
        process.wait()
    assert len(ran(small.said)) > 0


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_server_that_is_stopped_ends_its_first_build_with_all_it_started(
    fresh: Checkout, number: int, code: int
) -> None:
    process = fresh.started("serve", "--port", "0")
    try:
        wait_until(lambda: "Running " in fresh.said, "the first run")
        wait_until(lambda: len(family(process.pid)) > 4, "workers and kernels")
        started = family(process.pid)
        process.send_signal(number)
        assert process.wait(timeout=20) == code
    finally:
        process.kill()
        process.wait()
    assert fresh.said.splitlines()[-1] == "Stopped serving."
    assert "Traceback" not in fresh.said
    assert [one for one in started if running(one)] == []


def family(process: int) -> list[psutil.Process]:
    return psutil.Process(process).children(recursive=True)


def running(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def address(checkout: Checkout) -> str | None:
    found = re.search(r"Serving on (http://127\.0\.0\.1:[1-9]\d*)", checkout.said)
    return found and found[1]


def fetch(page: str) -> str:
    """Return a page, or nothing where the server does not answer yet."""
    try:
        with urlopen(page) as answer:
            return str(answer.read().decode())
    except URLError:
        return ""
