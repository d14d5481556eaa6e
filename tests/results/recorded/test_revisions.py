"""What was recorded at other revisions: read from git, and refused in plain words without it."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from offshore.compendium.errors import UserError
from offshore.compendium.root import Compendium
from offshore.results.model import Results
from offshore.results.recorded import record, revisions

FIRST = Results("en", tables={"paper/amounts": "00"}, pages={"index": {"grew": "It grew."}})
SECOND = replace(FIRST, pages={"index": {"grew": "It shrank."}})


def git(root: Path, *arguments: str) -> None:
    own = ["-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", root, *own, *arguments], check=True, capture_output=True)


def commit(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--message", "a change")


@pytest.fixture
def kept(tmp_path: Path) -> Compendium:
    """A compendium, in a folder of a repository: without a record, then with two in turn."""
    compendium = Compendium(tmp_path / "within")
    compendium.root.mkdir()
    git(tmp_path, "init", "--initial-branch", "main")
    compendium.lock.write_text("", encoding="utf-8")
    for editions in ([], [FIRST], [SECOND]):
        if editions:
            record.write(compendium, editions)
        commit(tmp_path)
    return compendium


def test_each_revision_has_its_own_record(kept: Compendium) -> None:
    assert record.read_at(kept, "HEAD") == {"en": SECOND}
    assert record.read_at(kept, "main~1") == {"en": FIRST}
    record.write(kept, [FIRST])  # what is not committed is no revision
    assert record.read_at(kept, "HEAD") == {"en": SECOND}


def test_state_is_the_commit_and_what_differs_from_it(kept: Compendium) -> None:
    commit_id, changed = revisions.state(kept.root)
    assert len(commit_id) == 40
    assert changed == []
    kept.lock.write_text("other", encoding="utf-8")
    assert revisions.state(kept.root) == (commit_id, ["within/requirements.lock"])


@pytest.mark.parametrize(
    "revision", ["nowhere", "", "HEAD~99", "--output=x", "-h", "HEAD:results", "a b", "ä"]
)
def test_unknown_revision_is_refused(kept: Compendium, revision: str) -> None:
    refused(kept, revision, "Git knows no revision", "HEAD~1")


def test_null_byte_is_refused(kept: Compendium) -> None:
    refused(kept, "a\0b", "is not the name of a revision")


def test_revision_without_a_record_is_told(kept: Compendium) -> None:
    refused(kept, "HEAD~2", "Nothing was recorded at 'HEAD~2'", "git log results")


def test_record_that_was_damaged_then_is_refused_by_its_revision(kept: Compendium) -> None:
    (kept.recorded / "code.json").write_text("[]", encoding="utf-8")
    commit(kept.root)
    refused(kept, "HEAD", "results at HEAD/code.json is not what a record holds")


def test_copy_without_git_is_told(tmp_path: Path) -> None:
    refused(Compendium(tmp_path), "HEAD", "is not in a git repository", "Use a clone")
    assert revisions.state(tmp_path) == ("", [])


def test_copy_in_a_repository_of_something_else_has_no_commit(kept: Compendium) -> None:
    other = kept.root / "deposit"
    other.mkdir()
    (other / "requirements.lock").write_text("", encoding="utf-8")
    assert revisions.state(other) == ("", [])


def test_machine_without_git_is_told(kept: Compendium, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    refused(kept, "HEAD", "There is no git here")
    assert revisions.state(kept.root) == ("", [])


def test_record_without_end_is_refused(kept: Compendium, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revisions, "MOST", 100)
    refused(kept, "HEAD", "exceeds")


def refused(compendium: Compendium, revision: str, *messages: str) -> None:
    with pytest.raises(UserError) as refusal:
        record.read_at(compendium, revision)
    assert all(message in str(refusal.value) for message in messages), str(refusal.value)
