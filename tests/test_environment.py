"""The locks pin what pyproject.toml asks for and fit each other; environment.yml gives the same."""

import copy
import re
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from offshore.compendium.system import EXTRAS

ROOT = Path(__file__).parents[1]
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)


def locked(lock: str = "requirements.lock") -> dict[str, set[str]]:
    """Return the versions that a lock pins for each package; markers can give it several."""
    found: dict[str, set[str]] = {}
    for name, version in PIN.findall((ROOT / lock).read_text(encoding="utf-8")):
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


def asked(extra: str = "") -> list[Requirement]:
    """Return what pyproject.toml asks for always, or for an extra."""
    found = project()["optional-dependencies"][extra] if extra else project()["dependencies"]
    return [Requirement(line) for line in found]


@pytest.mark.parametrize(
    ("extra", "lock"),
    [
        *((extra, "requirements.lock") for extra in ("", "build", *EXTRAS)),
        ("dev", "requirements-dev.lock"),
    ],
)
def test_lock_pins_what_the_project_asks_for(extra: str, lock: str) -> None:
    versions = {wish.name: locked(lock).get(canonicalize_name(wish.name)) for wish in asked(extra)}
    assert all(versions.values())
    assert all(wish.specifier.contains(one) for wish in asked(extra) for one in versions[wish.name])


def test_each_extra_is_named_by_what_it_brings() -> None:
    extras = project()["optional-dependencies"]
    assert extras.keys() == EXTRAS.keys() | {"build", "dev"}  # which no command asks for
    assert {name: len(modules) for name, modules in EXTRAS.items()} == {
        name: len(asked(name)) for name in EXTRAS
    }


def test_lock_of_readers_has_no_tool_of_developers() -> None:
    tools = {"hypothesis", "ipywidgets", "mypy", "playwright", "pre-commit", "pytest", "ruff"}
    assert tools <= {wish.name for wish in asked("dev")}
    assert not tools & locked().keys()


def test_locks_fit_each_other() -> None:
    """The second adds to the first; what packages ask of each other, the two together give."""
    first, second = locked(), locked("requirements-dev.lock")
    assert not first.keys() & second.keys()
    both = first | second
    wanting = [
        f"{name} needs {need}"
        for name in both
        for need in needs(name)
        if not any(
            need.specifier.contains(one) for one in both.get(canonicalize_name(need.name), ())
        )
    ]
    assert wanting == []


def needs(name: str) -> list[Requirement]:
    """Return what an installed package asks for here, leaving out its extras."""
    try:
        lines = metadata.requires(name) or []
    except metadata.PackageNotFoundError:  # it is for other systems
        return []
    found = [Requirement(line) for line in lines]
    return [need for need in found if not need.marker or need.marker.evaluate({"extra": ""})]


def test_uv_is_pinned_for_common_machines() -> None:
    assert list(locked("requirements-uv.lock")) == ["uv"]
    hashes = re.findall("--hash=", (ROOT / "requirements-uv.lock").read_text(encoding="utf-8"))
    assert len(hashes) > 10  # a wheel for each system and processor


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
