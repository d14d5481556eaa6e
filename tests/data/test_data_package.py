"""The package as it is published: sound, described, and accepted anew after a change."""

import json
from pathlib import Path

import pytest

from offshore.compendium.errors import UserError
from offshore.data import package
from offshore.data.validation import accept, faults


def change_a_number(data: Path) -> None:
    file = data / "paper/amounts.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("12932", "12923"), encoding="utf-8")


def test_the_published_tables_are_sound(data: Path) -> None:
    assert faults(data) == []


def test_tables_are_listed_by_path(data: Path) -> None:
    listed = package.names(data)
    on_disk = {str(file.relative_to(data))[:-4] for file in data.rglob("*.csv")}
    assert listed[0] == "paper/amounts"
    assert set(listed) == on_disk


def test_unknown_table_suggests_the_nearest(data: Path) -> None:
    with pytest.raises(UserError, match="Did you mean 'paper/growth_rates'"):
        package.path("paper/growth", data)


@pytest.mark.parametrize("level", ["package", "resource"])
def test_descriptor_says_what_a_reuser_asks(data: Path, level: str) -> None:
    descriptor = package.descriptor(data)
    described = [descriptor] if level == "package" else descriptor["resources"]
    wanted = {"name", "title", "description", "licenses", "sources"}
    assert all(wanted <= {key for key, value in one.items() if value} for one in described)


def test_every_column_is_described(data: Path) -> None:
    for resource in package.descriptor(data)["resources"]:
        for field in resource["schema"]["fields"]:
            assert {"name", "type", "title", "description", "constraints"} <= field.keys()


def test_every_word_of_the_vocabulary_has_both_languages(data: Path) -> None:
    for name in package.names(data):
        if name.startswith("vocabulary/"):
            assert {"en", "zh"} <= set(package.columns(package.resource(name, data)))


def test_changed_table_is_told_apart_from_a_broken_one(data: Path) -> None:
    change_a_number(data)
    (fault,) = faults(data)
    assert fault.kind == "hash"
    assert str(fault).startswith("data/paper/amounts.csv: 'sha256:")
    assert "review it and record it with `offshore validate --accept`" in str(fault)
    assert fault.value == package.actual_hash("paper/amounts", data)
    assert package.declared_hash("paper/amounts", data) in fault.message


def test_accepting_a_change_records_its_hash_and_nothing_else(data: Path) -> None:
    before = (data / package.DESCRIPTOR).read_text(encoding="utf-8")
    old = package.declared_hash("paper/amounts", data)
    change_a_number(data)
    assert accept(data) == ["paper/amounts"]
    after = (data / package.DESCRIPTOR).read_text(encoding="utf-8")
    assert after == before.replace(old, package.actual_hash("paper/amounts", data))
    assert faults(data) == []


def test_accepting_no_change_leaves_the_descriptor_alone(data: Path) -> None:
    before = (data / package.DESCRIPTOR).read_bytes()
    assert accept(data) == []
    assert (data / package.DESCRIPTOR).read_bytes() == before


def test_a_broken_table_is_not_accepted(data: Path) -> None:
    change_a_number(data)
    file = data / "paper/amounts.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("exact", "roughly"), encoding="utf-8")
    before = (data / package.DESCRIPTOR).read_bytes()
    with pytest.raises(UserError, match=r"Nothing was recorded(.|\n)*'roughly' is not allowed"):
        accept(data)
    assert (data / package.DESCRIPTOR).read_bytes() == before


def test_table_without_a_recorded_hash_can_be_accepted(data: Path) -> None:
    descriptor = package.descriptor(data)
    del descriptor["resources"][0]["hash"]
    (data / package.DESCRIPTOR).write_text(json.dumps(descriptor), encoding="utf-8")
    (fault,) = faults(data)
    assert fault.message.endswith("records none")
    assert accept(data) == ["paper/amounts"]
    assert faults(data) == []
