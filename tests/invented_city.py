"""A data package of an invented city in memory: every function of the audit, at random numbers."""

import random
from collections.abc import Sequence
from typing import Any

import pandas as pd

from offshore.audit.functions import ANY, MANY, REGISTRY, WORD, Function
from offshore.audit.quantities import CLAIMS, UNITS, Frames
from offshore.numerals.qualifiers import QUALIFIERS

UNIT = pd.DataFrame(
    [
        ("million", "money", "EUR", 1e6, "million euros", "百万欧元"),
        ("euros", "money", "EUR", 1.0, "euros", "欧元"),
        ("marks", "money", "DEM", 1.0, "marks", "马克"),
        ("DEM per EUR", "rate", "DEM per EUR", 1.0, "marks per euro", "马克/欧元"),
        ("%", "ratio", "1", 0.01, "per cent", "%"),
        ("firms", "count", "firms", 1.0, "firms", "家"),
        ("year", "count", "year", 1.0, "year", "年"),
        ("rank", "count", "rank", 1.0, "rank", "位"),
    ],
    columns=["unit", "kind", "base", "factor", "en", "zh"],
)
# For each function, the units of its arguments that are not amounts, and that of its result.
OF = {"members": "firms", "larger_members": "firms", "years": "year", "rate": "DEM per EUR"}
SHARES = ("known_share", "other_share", "growth")
GIVES = {"1": "%", "a": "euros", "b": "marks", "rank": "rank", ANY: "firms"}


class City:
    """Facts and claims, drawn by a seeded generator; the claims need no column but these."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.facts: list[tuple[str, str, str, str]] = []
        self.claims: list[dict[str, str]] = []

    def frames(self, rounds: int) -> Frames:
        """Return the tables, with so many claims of each function."""
        for _ in range(rounds):
            for function in REGISTRY.values():
                self._claim(function)
        facts = pd.DataFrame(self.facts, columns=["id", "printed", "unit", "qualifier"])
        return {"paper/facts": facts, CLAIMS: pd.DataFrame(self.claims), UNITS: UNIT}

    def _claim(self, function: Function) -> None:
        arguments = [
            f"{name}={self._value(name, unit)}"
            for name, unit in function.takes.items()
            for _ in range(self.random.randint(2, 4) if unit.endswith(MANY) else 1)
        ]
        unit = GIVES[function.gives]
        target = self._fact(unit) if self.random.random() < 0.7 else self._limit(unit)
        texts = {"states_en": "=1+1", "states_zh": "（虚构）", "recorded": "reproduced"}
        self.claims.append(
            {
                "id": f"{function.name}-{len(self.claims)}",
                "function": function.name,
                "arguments": "; ".join(arguments),
                "holds": target,
                "assumption_en": "",
                "assumption_zh": "",
                "check": "internal",
                "reason_en": "",
                "reason_zh": "",
                **texts,
            }
        )

    def _value(self, name: str, unit: str) -> str:
        if unit.startswith(WORD):
            return self.random.choice(["million", "euros", "marks"])
        return self._fact("%" if name in SHARES else OF.get(name, self._money()))

    def _money(self) -> str:
        return self.random.choice(["million", "euros"])

    def _digits(self, unit: str) -> str:
        whole = unit in ("firms", "year", "rank")
        value = self.random.randint(0 if unit == "firms" else 1, 12 if whole else 400)
        decimals = 0 if whole else self.random.randint(0, 3)
        sign = "-" if not whole and self.random.random() < 0.1 else ""
        scale = self.random.choice(["", "0", "00"]) if not whole else ""
        tail = "".join(str(self.random.randint(0, 9)) for _ in range(decimals))
        return f"{sign}{value}{scale}{'.' if tail else ''}{tail}"

    def _fact(self, unit: str) -> str:
        name = f"fact-{len(self.facts)}"
        word = "exact" if self.random.random() < 0.7 else self.random.choice(QUALIFIERS)
        self.facts.append((name, self._digits(unit), unit, word))
        return name

    def _limit(self, unit: str) -> str:
        return f"{self.random.choice(QUALIFIERS)} {self._digits(unit)} {unit}"


def changed(frames: Frames, digits: Sequence[tuple[str, str, str]]) -> Frames:
    """Return tables with other digits, and other words around them if given, for some numbers."""
    tables: dict[str, Any] = {name: table.copy() for name, table in frames.items()}
    for name, printed, qualifier in digits:
        for table in tables.values():
            if {"id", "printed"} <= set(table.columns):
                table.loc[table["id"] == name, "printed"] = printed
                if qualifier and "qualifier" in table.columns:
                    table.loc[table["id"] == name, "qualifier"] = qualifier
    return tables
