"""A deposit is of a commit: what git must know, and what is refused."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import committing
import pytest

from offshore.compendium.errors import UserError
from offshore.compendium.root import Compendium
from offshore.reviewers.deposit import checkout


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Compendium:
    """A folder with a few files, one of them a program, committed."""
    monkeypatch.delenv(checkout.EPOCH, raising=False)
    for name in ("data/价.csv", "notebooks/a.ipynb", "run.sh"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x\n", encoding="utf-8")
    (tmp_path / "run.sh").chmod(0o755)
    committing.commit(tmp_path)
    return Compendium(tmp_path)


def test_files_programs_commit_and_date_are_those_of_git(small: Compendium) -> None:
    found = checkout.read(small)
    assert found.files == ("data/价.csv", "notebooks/a.ipynb", "run.sh")
    assert found.programs == {"run.sh"}
    assert found.commit == committing.git(small.root, "rev-parse", "HEAD").strip()
    assert found.date == datetime(2026, 11, 1, 4, tzinfo=UTC)


def test_date_may_be_given(small: Compendium, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(checkout.EPOCH, "1514764800")  # as `date -ud 2018-01-01 +%s` prints it
    assert checkout.read(small).date == datetime(2018, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("given", ["soon", "-1", "1e9", "0", "٣", "9" * 30, "1514764800.5"])
def test_date_that_no_archive_can_have_is_refused(
    small: Compendium, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv(checkout.EPOCH, given)
    with pytest.raises(UserError, match="SOURCE_DATE_EPOCH is"):
        checkout.read(small)


def change(root: Path) -> None:
    (root / "data/价.csv").write_text("y\n", encoding="utf-8")


def stage(root: Path) -> None:
    change(root)
    committing.git(root, "add", "--all")


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "changed": (change, "Not committed:\n M data/价.csv\nA deposit is of a commit"),
    "staged": (stage, "Not committed:\nM  data/价.csv"),
    "deleted": (lambda root: (root / "run.sh").unlink(), "Not committed:\n D run.sh"),
    "new notebook": (
        lambda root: (root / "notebooks/b.ipynb").write_text("x"),
        "Not committed:\n?? notebooks/b.ipynb",
    ),
    "many": (
        lambda root: [(root / f"data/{number}.csv").write_text("x") for number in range(12)],
        "… and 2 more.",
    ),
}


@pytest.mark.parametrize(("harm", "message"), REFUSED.values(), ids=REFUSED)
def test_state_that_is_not_committed_is_refused(
    small: Compendium, harm: Callable[[Path], object], message: str
) -> None:
    harm(small.root)
    with pytest.raises(UserError) as refusal:
        checkout.read(small)
    assert message in str(refusal.value)


def test_new_file_that_no_build_reads_is_no_matter(small: Compendium) -> None:
    (small.root / "deposit.zip").write_text("x")
    assert "deposit.zip" not in checkout.read(small).files


def test_link_is_refused(small: Compendium) -> None:
    (small.root / "link").symlink_to("run.sh")
    committing.git(small.root, "add", "--all")
    committing.git(small.root, "commit", "--quiet", "--message", "A link")
    with pytest.raises(UserError, match="'link' is no plain file"):
        checkout.read(small)


def test_folder_without_git_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is no clone made by git"):
        checkout.read(Compendium(tmp_path))


def test_machine_without_git_is_refused(
    small: Compendium, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UserError, match="needs git, which is not installed"):
        checkout.read(small)


def test_repository_without_a_commit_is_refused(tmp_path: Path) -> None:
    committing.git(tmp_path, "init", "--quiet")
    with pytest.raises(UserError, match="git log failed"):
        checkout.read(Compendium(tmp_path))
