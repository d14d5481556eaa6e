"""environment.yml gives what pyproject.toml allows and requirements.lock pins."""

import copy
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)


def locked() -> dict[str, set[str]]:
    """Return the versions that the lock pins for each package; markers can give it several."""
    found: dict[str, set[str]] = {}
    for name, version in PIN.findall((ROOT / "requirements.lock").read_text(encoding="utf-8")):
        found.setdefault(canonicalize_name(name), set()).add(version)
    return found


def published() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def faults(environment: dict[str, Any]) -> list[str]:
    """Return where an environment strays from pyproject.toml and the lock."""
    dependencies = environment["dependencies"]
    sections = [entry["pip"] for entry in dependencies if isinstance(entry, dict)]
    found = [] if sections == [["-r requirements.lock"]] else ["pip section"]
    conda = dict(entry.partition("=")[::2] for entry in dependencies if isinstance(entry, str))
    if not SpecifierSet(project()["requires-python"]).contains(conda.pop("python", "0")):
        found.append("python")
    return found + [
        name
        for name, version in conda.items()
        if version.lstrip("=") not in locked().get(canonicalize_name(name), {version.lstrip("=")})
    ]


def changed(change: str) -> dict[str, Any]:
    environment = copy.deepcopy(published())
    dependencies = environment["dependencies"]
    if change.startswith("pip "):
        dependencies[-1]["pip"].append(change.removeprefix("pip "))
    else:
        name = change.partition("=")[0]
        kept = [entry for entry in dependencies if not str(entry).startswith(name + "=")]
        environment["dependencies"] = [change, *kept]
    return environment


def test_environment_is_what_the_lock_and_the_project_say() -> None:
    assert faults(published()) == []


def test_lock_pins_what_the_project_asks_for() -> None:
    asked = [*project()["dependencies"], *project()["optional-dependencies"]["dev"]]
    wanted = [Requirement(line) for line in asked]
    versions = {wish.name: locked().get(canonicalize_name(wish.name), set()) for wish in wanted}
    assert all(versions.values())
    assert all(wish.specifier.contains(one) for wish in wanted for one in versions[wish.name])


def test_environment_can_install_the_checkout() -> None:
    assert {"pip", "git", "make"} <= set(map(str, published()["dependencies"]))
    assert {"hatchling", "editables"} <= locked().keys()  # postBuild builds with nothing else


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("python=3.10", "python"),
        ("seaborn=0.12.0", "seaborn"),
        ("seaborn", "seaborn"),
        ("PyYAML=5.4", "PyYAML"),
        ("pip seaborn", "pip section"),
    ],
)
def test_an_environment_that_strays_is_told(change: str, fault: str) -> None:
    assert faults(changed(change)) == [fault]


def test_a_conda_package_may_have_the_locked_version() -> None:
    (version,) = locked()["seaborn"]
    assert faults(changed(f"seaborn={version}")) == []
