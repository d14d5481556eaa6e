"""Parameters given on the command line and in files: the notebook they belong to, and values.

A name is `growth.first_year`, or `first_year` where a command names one notebook. A file has the
same form: `growth.first_year: 2014`, or `growth:` with `first_year: 2014` below it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from offshore.compendium import plain_yaml
from offshore.compendium.errors import UserError, cut, shown, where
from offshore.compendium.root import Compendium
from offshore.notebook import contract

EXAMPLE = "growth.first_year"
Place = tuple[str, str]  # notebook and parameter


def for_notebook(
    compendium: Compendium, notebook: str, options: Sequence[str], file: Path | None
) -> dict[str, object]:
    """Return the parameters given for the one notebook that a command names.

    `options` are those of -p; they override the file's. Raises UserError for an option that is not
    NAME=VALUE, and for a parameter that is given twice or belongs to another notebook.
    """
    stem = contract.find(compendium, notebook).stem
    return {name: value for (_, name), value in _given(compendium, options, file, stem).items()}


def for_edition(
    compendium: Compendium, options: Sequence[str], file: Path | None
) -> dict[str, dict[str, object]]:
    """Return the parameters given for all notebooks, by notebook and name, as `for_notebook`."""
    found: dict[str, dict[str, object]] = {}
    for (notebook, name), value in _given(compendium, options, file, None).items():
        found.setdefault(notebook, {})[name] = value
    return found


def _given(
    compendium: Compendium, options: Sequence[str], file: Path | None, notebook: str | None
) -> dict[Place, object]:
    of_file = (
        once(compendium, _of_file(compendium, file, notebook), notebook, where(file))
        if file
        else {}
    )
    of_options = once(compendium, map(split, options), notebook)
    return of_file | {at: _parsed(compendium, at, text) for at, text in of_options.items()}


def once(
    compendium: Compendium,
    pairs: Iterable[tuple[str, Any]],
    notebook: str | None,
    label: str = "-p",
) -> dict[Place, Any]:
    """Return values by notebook and parameter; raises UserError for one given twice."""
    found: dict[Place, Any] = {}
    for name, value in pairs:
        if (at := place(compendium, name, notebook, label)) in found:
            raise UserError(f"{label}: {cut(name)} is given twice. Give it once.")
        found[at] = value
    return found


def place(compendium: Compendium, name: str, notebook: str | None, label: str = "-p") -> Place:
    """Return the notebook and the parameter that a name refers to.

    `notebook` is the one that the command names, if any; `label` says where the name was given.
    Raises UserError for a name that lacks its notebook, or belongs to another one.
    """
    first, dot, rest = name.partition(".")
    if not dot and notebook is not None:
        return notebook, name
    told = f"{label}: {cut(name)}"
    if not dot:
        raise UserError(f"{told}: whose parameter is it? Name the notebook, as {EXAMPLE}.")
    if first not in contract.names(compendium):
        raise UserError(f"{told}: {contract.no_such(compendium, first)}")
    if notebook not in (None, first):
        raise UserError(f"{told} belongs to a notebook other than {notebook}.")
    return first, rest


def split(option: str) -> tuple[str, str]:
    """Return the name and value of a -p option; raises UserError if it is not NAME=VALUE."""
    name, equals, value = option.partition("=")
    if not (equals and name.strip()):
        example = f"-p {cut(name.strip()) or EXAMPLE}=2014"
        raise UserError(f"-p {shown(option)} is not NAME=VALUE. Write both in one, as {example}.")
    return name.strip(), value


def _parsed(compendium: Compendium, at: Place, text: str) -> object:
    """Return the value that a text denotes, according to the type that the notebook declares."""
    notebook, name = at
    declared = contract.read_contract(compendium, notebook).parameters
    return declared[name].parse(text) if name in declared else text


def _of_file(
    compendium: Compendium, file: Path, notebook: str | None
) -> Iterator[tuple[str, object]]:
    """Yield names and values from a parameter file; nested names get their notebook's name."""
    asked = plain_yaml.load(file)
    if not asked:
        raise UserError(f"{where(file)} names no parameter. Write `{EXAMPLE}: 2014`.")
    for name, value in asked.items():
        known, plain = name in contract.names(compendium), "." not in name
        if isinstance(value, Mapping) and (known or (plain and notebook is None)):
            yield from ((f"{name}.{inner}", one) for inner, one in value.items())
        elif known and notebook is None:
            below = f"{name}: {{first_year: 2014}}"
            raise UserError(f"{where(file)}: {name} needs parameters below it, as `{below}`.")
        else:
            yield name, value
