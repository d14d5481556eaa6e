"""Values of pure functions that outlive a command: found again, never believed when damaged."""

import json
from pathlib import Path

import pytest

from offshore.compendium.hashes import of_json
from offshore.compendium.remembered import MOST, Remembered


def test_values_are_there_for_the_next_command(tmp_path: Path) -> None:
    file = tmp_path / "new" / "values.json"
    first = Remembered(file)
    assert first.get("a") is None
    first.put("a", [1, ["b"]])
    assert first.get("a") == [1, ["b"]]
    first.save()
    assert Remembered(file).get("a") == [1, ["b"]]


def test_two_commands_keep_each_others_values(tmp_path: Path) -> None:
    one, other = Remembered(tmp_path / "v.json"), Remembered(tmp_path / "v.json")
    one.put("a", 1)
    one.save()
    other.put("b", 2)
    other.save()
    assert [Remembered(tmp_path / "v.json").get(name) for name in "ab"] == [1, 2]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        '["x", {"a": 1}]',  # another value than the one that was sealed
        json.dumps([of_json([1]), [1]]),  # sealed, but no values by keys
        "[" * 100_000,
    ],
)
def test_a_damaged_file_counts_as_none_and_is_replaced(tmp_path: Path, content: str) -> None:
    file = tmp_path / "v.json"
    file.write_text(content, encoding="utf-8")
    found = Remembered(file)
    assert found.get("a") is None
    found.put("a", 2)
    found.save()
    assert Remembered(file).get("a") == 2


def test_one_changed_digit_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "v.json"
    made = Remembered(file)
    made.put("a", "1234")
    made.save()
    file.write_text(file.read_text(encoding="utf-8").replace("1234", "1235"), encoding="utf-8")
    assert Remembered(file).get("a") is None


def test_the_oldest_go_first(tmp_path: Path) -> None:
    made = Remembered(tmp_path / "v.json")
    for number in range(MOST + 1):
        made.put(str(number), number)
    made.save()
    assert made.get("0") is None and made.get(str(MOST)) == MOST


def test_where_nothing_can_be_written_nothing_is_lost_but_time(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where a folder should be", encoding="utf-8")
    made = Remembered(tmp_path / "taken" / "v.json")
    made.put("a", 1)
    made.save()
    assert made.get("a") == 1
