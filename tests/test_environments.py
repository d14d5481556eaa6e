"""Machines and settings other than ours: each works, or says what it lacks."""

import resource
import subprocess
import tempfile
from pathlib import Path

import checkouts
import miniature
import pytest
from checkouts import PROGRAMS, Checkout, environment


def offshore(
    checkout: Checkout, *arguments: str, shell: str = "", **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run `offshore` in an environment of its own; `shell` goes before it, in a shell."""
    program = f'{shell}; exec "$0" "$@"' if shell else 'exec "$0" "$@"'
    return subprocess.run(
        ["bash", "-c", program, PROGRAMS / "offshore", *arguments],
        cwd=checkout.root,
        env=environment(checkout.root) | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def told(done: subprocess.CompletedProcess[str]) -> str:
    """Return what a command that failed said of it, which is a message and no traceback."""
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert "Error: " in done.stderr
    return done.stderr


@pytest.fixture
def small(tmp_path: Path) -> Checkout:
    return miniature.make(tmp_path / "small")


@pytest.fixture
def chinese(tmp_path: Path) -> Checkout:
    return checkouts.copy(tmp_path / "新 空格" / "温州")


def test_plain_locale_in_a_folder_with_chinese_characters(chinese: Checkout) -> None:
    done = offshore(chinese, "run", "markets", LC_ALL="C")
    assert done.returncode == 0, done.stderr


def test_warnings_as_errors_meet_none_of_ours(fresh: Checkout) -> None:
    done = offshore(fresh, "run", "markets", PYTHONWARNINGS="error")
    assert (done.returncode, done.stderr) == (0, "")


def test_too_few_open_files_are_told_before_anything_runs(small: Checkout) -> None:
    done = offshore(small, "run", "mix", shell="ulimit -n 40")
    assert "Only 40 files may be open at once here" in told(done)
    assert "ulimit -n 1024" in done.stderr
    assert "done after" not in done.stdout


def test_few_open_files_are_raised_where_that_is_allowed(small: Checkout) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert hard == resource.RLIM_INFINITY or hard >= 128
    done = offshore(small, "run", "mix", shell="ulimit -S -n 40")
    assert done.returncode == 0, done.stderr


def test_file_where_the_builds_folder_belongs(quick: Checkout) -> None:
    (quick.root / "_build").write_text("mine")
    said = told(quick.offshore("build"))
    assert "_build" in said
    assert "A file stands where a folder belongs. Move it out of the way" in said
    assert (quick.root / "_build").read_text() == "mine"


def test_copy_that_cannot_be_written(quick: Checkout, tmp_path: Path) -> None:
    done = quick.offshore("run", "markets", "-o", str(tmp_path / "nowhere/out.ipynb"))
    assert "There is no folder" in (said := told(done)) and "nowhere. Make it first" in said


MOUNT = "mount -t tmpfs -o size={size} tmpfs {folder}"
NAMESPACE = ["unshare", "--mount", "--map-root-user", "bash", "-c"]


def mounted(script: str, checkout: Checkout, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a script with mounts of its own; skipped where the system allows none."""
    if subprocess.run([*NAMESPACE, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody mount: full and read-only disks are not tried")
    return subprocess.run(
        [*NAMESPACE, script, PROGRAMS / "offshore"],
        cwd=checkout.root,
        env=environment(checkout.root) | variables,
        capture_output=True,
        text=True,
        check=False,
    )


# The first is full as runs are stored, the second as the book is bound.
@pytest.mark.parametrize("size", ["40k", "2m"])
def test_full_disk(small: Checkout, size: str) -> None:
    (small.root / "_build").mkdir()
    mount = MOUNT.format(size=size, folder="_build")
    done = mounted(f'{mount} && "$0" build --language en', small)
    said = told(done)
    assert ("Binding" in done.stdout) == (size == "2m")
    assert "No space left on device" in said
    assert "Free some space and run the same command again" in said


def test_full_folder_for_temporary_files(fresh: Checkout) -> None:
    with tempfile.TemporaryDirectory() as folder:
        mount = MOUNT.format(size="80k", folder=folder)
        said = told(mounted(f'{mount} && "$0" run growth', fresh, TMPDIR=folder))
    assert "No space left on device" in said
    assert "memory" not in said


def test_folder_for_temporary_files_with_a_long_path(small: Checkout, tmp_path: Path) -> None:
    folder = tmp_path / ("long" * 25)
    folder.mkdir()
    said = told(offshore(small, "run", "totals", TMPDIR=str(folder)))
    assert "Set TMPDIR to one with a shorter path" in said


def test_folder_that_cannot_be_written_to(small: Checkout) -> None:
    script = 'mount --bind . . && mount -o remount,ro,bind . && cd "$PWD" && "$0" build'
    said = told(mounted(script, small))
    assert "Read-only file system" in said
    assert "_build" in said
