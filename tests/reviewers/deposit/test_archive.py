"""The bytes of an archive depend on nothing but names, contents, permissions and one date."""

import hashlib
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from offshore.reviewers.deposit import archive

DATE = datetime(2026, 11, 1, 4, 0, 7, tzinfo=UTC)
FILES = {"d/b.txt": b"two", "d/a.txt": b"one", "d/价.txt": "三".encode()}


def written(target: Path, files: dict[str, archive.Content], programs: set[str]) -> bytes:
    archive.write(target, files, programs, DATE)
    return target.read_bytes()


def test_same_files_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = written(tmp_path / "a.zip", FILES, {"d/b.txt"})
    one = tmp_path / "one"
    one.write_bytes(b"one")
    one.chmod(0o600)
    os.utime(one, (0, 0))
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    other: dict[str, archive.Content] = {**dict(reversed(FILES.items())), "d/a.txt": one}
    assert written(tmp_path / "b.zip", other, {"d/b.txt"}) == first
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "b.zip", "one"]


def test_names_date_and_permissions_are_as_they_should_be(tmp_path: Path) -> None:
    written(tmp_path / "a.zip", FILES, {"d/b.txt"})
    with zipfile.ZipFile(tmp_path / "a.zip") as made:
        assert made.namelist() == ["d/a.txt", "d/b.txt", "d/价.txt"]
        assert made.read("d/价.txt").decode() == "三"
        modes = {one.filename: one.external_attr >> 16 for one in made.infolist()}
        assert {one.date_time for one in made.infolist()} == {(2026, 11, 1, 4, 0, 6)}
    assert modes == {"d/a.txt": 0o100644, "d/b.txt": 0o100755, "d/价.txt": 0o100644}


def test_archive_that_cannot_be_finished_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "a.zip"
    target.write_bytes(b"the last one")
    with pytest.raises(FileNotFoundError):
        archive.write(target, {"x": b"x", "y": tmp_path / "gone"}, (), DATE)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"the last one"]


def test_sums_are_what_sha256sum_prints() -> None:
    one, two = (hashlib.sha256(text).hexdigest() for text in (b"one", b"two"))
    assert archive.sums({"b": b"two", "a": b"one"}).decode() == f"{one}  a\n{two}  b\n"
