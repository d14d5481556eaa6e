"""A copy of the data package that a test may break."""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def reduced(data: Path, tables: Iterable[str]) -> None:
    """Reduce a package to some tables, such as "paper/amounts", and those they refer to."""
    file = data / "datapackage.json"
    package = json.loads(file.read_text(encoding="utf-8"))
    described = {resource["name"]: resource for resource in package["resources"]}
    kept = _with_references({name.replace("/", "-") for name in tables}, described)
    for name in described.keys() - kept:
        (data / described[name]["path"]).unlink()
    package["resources"] = [one for one in package["resources"] if one["name"] in kept]
    file.write_text(json.dumps(package), encoding="utf-8")


def _with_references(names: set[str], described: dict[str, dict]) -> set[str]:
    keys = [key for name in names for key in described[name]["schema"].get("foreignKeys", [])]
    # A reference to "" is one to the table itself.
    found = names | {key["reference"]["resource"] for key in keys} - {""}
    return names if found == names else _with_references(found, described)
