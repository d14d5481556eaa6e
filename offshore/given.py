"""Parameters as they are given on the command line and in files: whose they are, what they say.

A name is `growth.first_year`, or `first_year` where a command names one notebook. A file says
the same: `growth.first_year: 2014`, or `growth:` with `first_year: 2014` below it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from offshore import contract, plain_yaml
from offshore.errors import UserError, cut, shown, where

EXAMPLE = "growth.first_year"
Place = tuple[str, str]  # notebook and parameter


def for_notebook(notebook: str, options: Sequence[str], file: Path | None) -> dict[str, object]:
    """Return the parameters given for the one notebook that a command names.

    `options` are those of -p; they override the file's. Raises UserError for what is not
    NAME=VALUE, is given twice, or belongs to another notebook.
    """
    stem = contract.find(notebook).stem
    return {name: value for (_, name), value in _given(options, file, stem).items()}


def for_edition(options: Sequence[str], file: Path | None) -> dict[str, dict[str, object]]:
    """Return the parameters given for all notebooks, by notebook and name, as `for_notebook`."""
    found: dict[str, dict[str, object]] = {}
    for (notebook, name), value in _given(options, file, None).items():
        found.setdefault(notebook, {})[name] = value
    return found


def _given(options: Sequence[str], file: Path | None, notebook: str | None) -> dict[Place, object]:
    of_file = once(_of_file(file, notebook), notebook, where(file)) if file else {}
    of_options = once(map(split, options), notebook)
    return of_file | {at: _parsed(at, text) for at, text in of_options.items()}


def once(
    pairs: Iterable[tuple[str, Any]], notebook: str | None, label: str = "-p"
) -> dict[Place, Any]:
    """Return values by the places of their names; raises UserError for one given twice."""
    found: dict[Place, Any] = {}
    for name, value in pairs:
        if (at := place(name, notebook, label)) in found:
            raise UserError(f"{label}: {cut(name)} is given twice. Give it once.")
        found[at] = value
    return found


def place(name: str, notebook: str | None, label: str = "-p") -> Place:
    """Return whose parameter a name means, and which.

    `notebook` is the one that the command names, if it names one; `label` is where the name
    stands. Raises UserError for a name that does not say whose it is, or of another notebook.
    """
    first, dot, rest = name.partition(".")
    if not dot and notebook is not None:
        return notebook, name
    told = f"{label}: {cut(name)}"
    if not dot:
        raise UserError(f"{told}: whose parameter is it? Name the notebook, as {EXAMPLE}.")
    if first not in contract.names():
        raise UserError(f"{told}: {contract.no_such(first)}")
    if notebook not in (None, first):
        raise UserError(f"{told} belongs to another notebook than {notebook}.")
    return first, rest


def split(option: str) -> tuple[str, str]:
    """Return name and value of what follows -p; raises UserError where it is not NAME=VALUE."""
    name, equals, value = option.partition("=")
    if not (equals and name.strip()):
        example = f"-p {cut(name.strip()) or EXAMPLE}=2014"
        raise UserError(f"-p {shown(option)} is not NAME=VALUE. Write both in one, as {example}.")
    return name.strip(), value


def _parsed(at: Place, text: str) -> object:
    """Return the value that a text means, by the type that the notebook declares."""
    notebook, name = at
    declared = contract.read(notebook).parameters
    return declared[name].parse(text) if name in declared else text


def _of_file(file: Path, notebook: str | None) -> Iterator[tuple[str, object]]:
    """Yield the names and values of a file of parameters, nested ones with their notebook."""
    asked = plain_yaml.read(file)
    if not asked:
        raise UserError(f"{where(file)} names no parameter. Write `{EXAMPLE}: 2014`.")
    for name, value in asked.items():
        known, plain = name in contract.names(), "." not in name
        if isinstance(value, Mapping) and (known or (plain and notebook is None)):
            yield from ((f"{name}.{inner}", one) for inner, one in value.items())
        elif known and notebook is None:
            below = f"{name}: {{first_year: 2014}}"
            raise UserError(f"{where(file)}: {name} needs parameters below it, as `{below}`.")
        else:
            yield name, value
