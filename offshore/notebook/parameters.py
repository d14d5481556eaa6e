"""Parameters of a notebook: what its parameters cell declares, and whether values obey it.

The cell is the only declaration. A line reads
`first_year: int = 2013  # First year shown. Allowed: 2013 to 2016.`
and "Allowed:" is followed by a range (`2013 to 2016`) or a list of values (`"USD", "CNY"`), and
optionally by `above first_year`.
"""

import ast
import io
import json
import re
import tokenize
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from offshore.compendium.errors import UserError, cut, did_you_mean, shown
from offshore.compendium.scalars import is_endless, scalar

LANGUAGE = "language"  # the parameter that follows the edition's language
TYPES = {"int": int, "float": float, "str": str, "bool": bool}
KIND = re.compile(r"({0})|list\[({0})\]".format("|".join(TYPES)))
RULE = re.compile(r"\s*Allowed: (?P<rule>.+?)\.?$")
RANGE = re.compile(r"^(?P<low>-?[\d.]+) to (?P<high>-?[\d.]+)$")
ABOVE = re.compile(r",? ?above (?P<name>\w+)$")
FAULTS = 10  # that are listed one by one


@dataclass(frozen=True)
class Parameter:
    """One line of a parameters cell: name, kind of value, default, meaning and allowed values.

    `low` and `high` are inclusive bounds, `choices` the allowed values, `above` the
    name of a parameter that this one must exceed; for a list each applies to each item.
    """

    name: str
    kind: str
    default: Any
    help: str
    allowed: str
    low: float | None = None
    high: float | None = None
    choices: tuple[Any, ...] = ()
    above: str | None = None

    @property
    def item_type(self) -> type:
        """The builtin type of the value, or of each item of a list."""
        return TYPES[self.kind.removeprefix("list[").rstrip("]")]

    @property
    def is_list(self) -> bool:
        """Whether the parameter takes several values."""
        return self.kind.startswith("list[")

    def fault(self, value: object) -> str | None:
        """Return what is wrong with a value, or None."""
        items = value if self.is_list else [value]
        if not isinstance(items, list) or not items:
            return f"must be a list of {self.item_type.__name__} with at least one item"
        for item in items:
            if self.item_type in (int, float) and is_endless(item):
                return "is not allowed"
            if not _is_of_type(item, self.item_type):
                return f"must be of type {self.kind}, not {type(item).__name__}"
            if not self._within(item):
                return "is not allowed"
        return None

    def complaint(self, value: object) -> str | None:
        """Return a full sentence about a value's fault, or None if it has none."""
        return self.told(value, fault) if (fault := self.fault(value)) else None

    def told(self, value: object, fault: str) -> str:
        """Return a value's fault as a sentence that says what is allowed."""
        return f"{self.name} = {shown(value)} {fault}. Allowed: {self.allowed}."

    def _within(self, item: Any) -> bool:
        if self.choices:
            return item in self.choices
        return self.low is None or self.high is None or self.low <= item <= self.high

    def parse(self, text: str) -> object:
        """Convert text from the command line to a value; text that cannot be converted stays text.

        The items of a list are separated by commas and may be enclosed in brackets.
        """
        if not self.is_list:
            return self._parse_item(text)
        inner = text.strip()
        if inner.startswith("[") and inner.endswith("]"):
            inner = inner[1:-1]
        return [self._parse_item(item.strip()) for item in inner.split(",")] if inner else []

    def _parse_item(self, text: str) -> object:
        return text if self.item_type is str else scalar(text.strip())


def _is_of_type(item: object, kind: type) -> bool:
    if isinstance(item, bool):
        return kind is bool
    return isinstance(item, (int, float) if kind is float else kind)


def with_defaults(
    source: str, values: Mapping[str, Any], rules: Mapping[str, str] | None = None
) -> str:
    """Return a parameters cell with other defaults, and other rules where some are given.

    `rules`: what follows "Allowed:", by name. Meanings and all other rules stay.
    """
    lines = source.encode().splitlines(keepends=True)  # the parser counts bytes
    for node in ast.parse(source).body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            start, end, row = node.value.col_offset, node.value.end_col_offset, node.lineno - 1
            name = node.target.id
            if name in values and node.end_lineno == node.lineno:
                said, rest = written(values[name]).encode(), lines[row][end:]
                rest = _ruled(rest, rules[name]) if rules and name in rules else rest
                lines[row] = lines[row][:start] + said + rest
    return b"".join(lines).decode()


def _ruled(rest: bytes, rule: str) -> bytes:
    """Return what follows a default with another rule in its comment."""
    head, mark, _ = rest.partition(b"Allowed: ")
    return head + mark + rule.encode() + b"." + (b"\n" if rest.endswith(b"\n") else b"")


def written(value: Any) -> str:
    """Return a value as Python text, with the quotation marks that the notebooks have."""
    if isinstance(value, list):
        return f"[{', '.join(map(written, value))}]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def read_cell(source: str) -> dict[str, Parameter]:
    """Return the parameters that a parameters cell declares, by name and in order.

    Raises ValueError for a line that is not `name: type = value  # meaning. Allowed: …`.
    """
    comments = {
        token.start[0]: token.string.lstrip("# ")
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT
    }
    found = [_read_line(line, comments) for line in ast.parse(source).body]
    declared = {parameter.name: parameter for parameter in found}
    for parameter in found:
        if parameter.above not in {None, *declared}:
            raise ValueError(
                f"{parameter.name} is above {parameter.above}, which is not a parameter"
            )
    return declared


def _read_line(line: ast.stmt, comments: Mapping[int, str]) -> Parameter:
    comment = comments.get(line.lineno, "")
    rule = RULE.search(comment)
    if not (isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and line.value):
        raise ValueError(f"{ast.unparse(line)!r} is not of the form `name: type = value`")
    if not rule:
        raise ValueError(f"{line.target.id} lacks a comment that ends in `Allowed: …`")
    kind = ast.unparse(line.annotation)
    if not KIND.fullmatch(kind):
        raise ValueError(f"{line.target.id} is of type {kind}, not {', '.join(TYPES)} or list[…]")
    return Parameter(
        name=line.target.id,
        kind=kind,
        default=ast.literal_eval(line.value),
        help=comment[: rule.start()].strip(),
        **_read_rule(rule["rule"]),
    )


def _read_rule(rule: str) -> dict[str, Any]:
    above = ABOVE.search(rule)
    values = rule[: above.start()] if above else rule
    found: dict[str, Any] = {"allowed": rule, "above": above["name"] if above else None}
    if between := RANGE.match(values):
        return found | {"low": float(between["low"]), "high": float(between["high"])}
    return found | {"choices": tuple(ast.literal_eval(f"[{values}]"))}


def resolve(
    declared: Mapping[str, Parameter], given: Mapping[str, object], where: str
) -> dict[str, Any]:
    """Return the value of every declared parameter, given or default.

    Raises UserError that lists all faults: an unknown name, a wrong type, a value that is not
    allowed. `where` is the notebook's name, for the message.
    """
    faults = unknown(given, declared)
    values = {name: given.get(name, parameter.default) for name, parameter in declared.items()}
    wrong = {name: parameter.fault(values[name]) for name, parameter in declared.items()}
    for name, parameter in declared.items():
        # A value of the wrong type cannot be compared.
        comparable = not wrong.get(parameter.above or "")
        if fault := wrong[name] or (comparable and _order_fault(parameter, values)):
            faults.append(parameter.told(values[name], fault))
    if faults:
        raise UserError("\n".join(f"Notebook {where}: {fault}" for fault in faults))
    return values


def check_each(declared: Mapping[str, Parameter], given: Mapping[str, object]) -> None:
    """Raise UserError for given names and values that are wrong in themselves."""
    complaints = (declared[name].complaint(given[name]) for name in declared if name in given)
    if faults := [*unknown(given, declared), *filter(None, complaints)]:
        raise UserError("\n".join(faults))


def _order_fault(parameter: Parameter, values: Mapping[str, Any]) -> str | None:
    if parameter.above is None or values[parameter.name] > values[parameter.above]:
        return None
    return f"must be above {parameter.above} = {shown(values[parameter.above])}"


def unknown(given: Iterable[str], declared: Mapping[str, Parameter]) -> list[str]:
    """Return messages about names that are not parameters, the first few one by one."""
    names = [name for name in given if name not in declared]
    more = [f"{len(names) - FAULTS:,} more are not parameters."] if len(names) > FAULTS else []
    return [*(_unknown(name, declared) for name in names[:FAULTS]), *more]


def _unknown(name: str, declared: Mapping[str, Parameter]) -> str:
    hint = did_you_mean(name, declared)
    return f"{cut(name)} is not a parameter.{hint} Its parameters: {', '.join(declared)}."
