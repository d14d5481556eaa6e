"""Explanations as trees for a terminal."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

LISTED = 12  # rows of a table that are told one by one
SHORT = 12  # characters of a hash
INDENT = "  "
Branch = tuple[str, list[Any]]  # a line, and the branches below it


def lines(branch: Branch, tree: bool) -> list[str]:
    """Return a branch and all below it, line by line; `tree`: with the lines of a tree."""
    return [branch[0], *_below(branch[1], tree, "")]


def _below(branches: list[Branch], tree: bool, before: str) -> Iterator[str]:
    for number, (head, inner) in enumerate(branches, start=1):
        last = number == len(branches)
        mark, rest = ("└─ " if last else "├─ ", "   " if last else "│  ") if tree else (INDENT,) * 2
        first, *others = head.split("\n")
        yield f"{before}{mark}{first}"
        yield from (f"{before}{rest}{'│  ' if inner and tree else ''}{line}" for line in others)
        yield from _below(inner, tree, before + rest)


def of_explained(told: Mapping[str, Any]) -> Branch:
    """Return what `explaining.explain` returned as a tree."""
    kinds = {
        "explanation": _of_recorded,
        "claim": _of_claim,
        "fact": _of_fact,
        "sentence": _of_sentence,
        "multiverse": _of_multiverse,
    }
    ((kind, make),) = ((kind, make) for kind, make in kinds.items() if kind in told)
    head, branches = make(told[kind])
    return f"{told['what']} {told['name']}{head}", branches


def _of_recorded(one: Mapping[str, Any]) -> Branch:
    shown: list[Branch] = [
        (cell, [(code, []) for code in steps]) for cell, steps in one["steps"].items()
    ]
    branches = [(f"cells of {one['notebook']}, the last one records it", shown)]
    if one["parameters"]:
        given: list[Branch] = [
            (f"{name} = {value!r}", []) for name, value in one["parameters"].items()
        ]
        branches.append(("parameters", given))
    tables = [_table(table) for table in one["tables"] if not _is_vocabulary(table)]
    words = [table["name"] for table in one["tables"] if _is_vocabulary(table)]
    if tables:
        branches.append(
            ("rows that these cells read; none is missing, not all need matter", tables)
        )
    if words:
        branches.append((f"words and units: {', '.join(words)}", []))
    if one["functions"]:
        made: list[Branch] = [
            (f"{each['name']}  {_hash(each['sha256'])}", []) for each in one["functions"]
        ]
        branches.append(("functions, with the hash of what their file does", made))
    return f": {one['value']}", [*branches, _run(one["run"])]


def _is_vocabulary(table: Mapping[str, Any]) -> bool:
    return bool(table["name"].startswith("vocabulary/"))


def _table(table: Mapping[str, Any]) -> Branch:
    rows, whole = table["rows"], len(table["rows"]) == table["of"]
    many = f"all {table['of']} rows" if whole else f"{len(rows)} of {table['of']} rows"
    head = f"{table['name']}, {many}  {_hash(table['sha256'])}"
    if len(rows) <= LISTED:
        return head, [(_row(row), []) for row in rows]
    return head, [(", ".join(row["id"] for row in rows), [])]


def _row(row: Mapping[str, Any]) -> str:
    digits = " ".join(filter(None, [row["printed"], row["unit"]])) if row["printed"] else ""
    where = row["place"] or row["source"]
    return ": ".join(filter(None, [row["id"], "  ".join(filter(None, [digits, where]))]))


def _run(run: Mapping[str, str]) -> Branch:
    parts = ("notebook", "words", "lock")
    told = [f"{part} {_hash(run[part])}" for part in parts if run.get(part)]
    return f"run {_hash(run['key'])}: {', '.join(told)}, Python {run['python']}", []


def _hash(digest: str) -> str:
    return digest[:SHORT]


def _of_claim(one: Mapping[str, Any]) -> Branch:
    row = one["row"]
    branches = [_said(row)]
    if one["target"]:
        recomputed = _ends(one["recomputed"], one["unit"])
        branches += [
            (f"stated {_ends(one['stated'], one['unit'])}", [(_given(one["target"]), [])]),
            (
                f"recomputed {recomputed} by {row['function']}  {_hash(one['sha256'])}",
                [(_given(each), []) for each in one["given"]]
                + [(f"counted: {each}", []) for each in one["counted"]],
            ),
        ]
    else:
        branches.append(("no check: nothing to recompute it from", []))
    if one["assumption"]:
        branches.append((f"on an assumption: {one['assumption']}", []))
    if one["needed"]:
        branches.append(("it would hold with", [(each, []) for each in one["needed"]]))
    if one["beside"]:
        branches.append((f"other claims on the same number: {', '.join(one['beside'])}", []))
    worth = f", {one['strength']}" if one["strength"] else ""
    return f": {one['verdict']}{worth}", branches


def _said(row: Mapping[str, str]) -> Branch:
    where = f"{row['section']}, sentence {row['sentence']}: " if row["section"] else ""
    printed = f" ({row['prints']})" if row["prints"] else ""
    return f"{where}{row['states_en']}{printed}", []


def _given(one: Mapping[str, Any]) -> str:
    row = one["row"]
    where = (row["place"] or row["source"]) if row else "written in the claim"
    qualifier = "" if one["qualifier"] == "exact" else f"{one['qualifier']} "
    name = f"{one['argument']}={row['id']}" if row else one["argument"]
    value = f"{qualifier}{one['printed']} {one['unit']}"
    return f"{name}: {value}, {_ends(one['interval'], '')}  {where}".rstrip()


def _ends(ends: tuple[float | None, float | None] | None, unit: str) -> str:
    if ends is None:
        return "nothing"
    low, high = ("…" if end is None else f"{end:.10g}" for end in ends)
    said = low if low == high else f"[{low}, {high}]"
    return f"{said} {unit}".rstrip()


def _of_fact(one: Mapping[str, Any]) -> Branch:
    row: list[Branch] = [(f"{name}: {value}", []) for name, value in one["row"].items() if value]
    where = one["place"] or one["source"]
    branches: list[Branch] = [(f"row of {one['table']}  {_hash(one['sha256'])}", row)]
    if where:
        branches.append((f"{'place' if one['place'] else 'source'}: {where}", []))
    if one["claims"]:
        using: list[Branch] = [
            (f"{each['claim']}: {each['verdict']}", []) for each in one["claims"]
        ]
        branches.append(("claims that it takes part in", using))
    mark = f"marked {one['mark']}" if one["mark"] else "no mark: it takes part in no claim"
    digits = " ".join(filter(None, (one["row"].get("printed"), one["row"].get("unit"))))
    return f": {digits}", [*branches, (mark, [])]


def _of_sentence(one: Mapping[str, Any]) -> Branch:
    cases: list[Branch] = [
        (f"{'holds' if case['holds'] else 'does not hold'}: {case['when'] or 'otherwise'}", [])
        for case in one["cases"]
    ]
    asks: list[Branch] = [(_asked(each), []) for each in one["asks"]]
    said = one["reads"] or "(nothing is said)"
    branches: list[Branch] = [("cases; the first that holds is said", cases), ("asked for", asks)]
    return f": {said}", [*branches, _facts(one["facts"])]


def _asked(each: Mapping[str, Any]) -> str:
    kind = "" if each["kind"] == "name" else f"{each['kind']} "
    return f"{kind}{each['name']}: {_short(each['is'])}"


def _short(value: object) -> str:
    return "nothing" if value in (None, "") else str(value)


def _of_multiverse(one: Mapping[str, Any]) -> Branch:
    runs: list[Branch] = [
        (f"{each['run']}  {_hash(each['key'])}: {', '.join(each['numbers'])}", [])
        for each in one["runs"]
    ]
    return "", [("runs, and their numbers that it shows", runs), _facts(one["facts"])]


def _facts(names: Iterable[str]) -> Branch:
    told = list(names)
    return "printed numbers behind it; none is missing", [(", ".join(told) or "none", [])]
