"""What a check of the transcription found, for a terminal and as JSON."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from offshore.audit.transcription.check import Checked, Misprint
from offshore.audit.transcription.fingerprints import Place, fingerprint, told
from offshore.audit.transcription.places import KINDS, Statement
from offshore.compendium.errors import cut

SHOWN = 20  # lines of each kind of finding
COLUMN = 24


def lines(found: Checked) -> list[str]:
    """Return the report: counts first, then what is wrong, place by place."""
    groups = [_sentences(found), _statements(found), _numbers(found), _misprints(found)]
    return [*_counts(found), *(line for group in groups for line in group)]


def verdict(found: Checked) -> str:
    """Return the last line: whether the text and the tables agree."""
    if found.is_well:
        return "It is the same text, and the tables hold what it prints."
    if found.alignment.is_same:
        return "It is the same text, and the tables do not agree with it."
    return "It is not the same text."


def write(found: Checked, file: Path) -> None:
    """Write what was found as JSON, without any text of the paper but for what is wrong."""
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content(found), ensure_ascii=False, indent=1)
    file.write_text(text + "\n", encoding="utf-8", newline="\n")


def content(found: Checked) -> dict[str, Any]:
    """Return what was found, as plain values."""
    alignment = found.alignment
    return {
        "well": found.is_well,
        "sentences": {
            "all": found.sentences,
            "different": [_changed(found, place) for place in alignment.different],
            "missing": list(map(told, alignment.missing)),
            "moved": list(map(told, alignment.moved)),
            "added": [{"before": _before(place), "text": text} for place, text in alignment.added],
            "left_out": alignment.left_out,
        },
        "statements": {
            "all": len(found.statements),
            "not_found": [
                {"place": told(one.place), "cell": one.source, "printed": one.printed}
                for one in found.not_found
            ],
        },
        "numbers": {
            "held": found.numbers.held,
            "apart": dict(sorted(found.numbers.apart.items())),
            "missing": [
                {"place": told(place), "around": around} for place, around in found.numbers.missing
            ],
            "unused_words": found.unused,
        },
        "misprints": [
            {"place": told(one.place), "printed": one.printed, "stands": one.stands}
            for one in found.misprints
        ],
    }


def _changed(found: Checked, place: Place) -> dict[str, Any]:
    text, slip = found.alignment.texts[place], found.slips.get(place)
    told_apart = {"given": slip.given, "wanted": slip.wanted} if slip else {}
    mark = {"length": len(text), "hash": fingerprint(text)}
    return {"place": told(place), "text": text, **mark, **told_apart}


def _counts(found: Checked) -> list[str]:
    alignment, numbers = found.alignment, found.numbers
    lost = [*alignment.different, *alignment.missing, *alignment.moved]
    apart = ", ".join(f"{number} {kind}" for kind, number in sorted(numbers.apart.items()))
    stand = sum(one.stands for one in found.misprints)
    rows = [
        ("sentences", f"{found.sentences - len(set(lost))} of {found.sentences} are the same"),
        *(_kind(found, kind, name) for kind, name in KINDS.items()),
        ("numbers of the text", f"{numbers.held} in the tables, {len(numbers.missing)} missing"),
        ("told apart", apart or "none"),
        ("misprints recorded", f"{stand} of {len(found.misprints)} stand there"),
    ]
    return [f"{name:<{COLUMN}}{value}" for name, value in rows if value]


def _kind(found: Checked, kind: str, name: str) -> tuple[str, str]:
    every = [one for one in found.statements if one.kind == kind]
    wrong = sum(one.kind == kind for one in found.not_found)
    return name, f"{len(every) - wrong} of {len(every)} stand there" if every else ""


def _sentences(found: Checked) -> list[str]:
    alignment = found.alignment
    return [
        *_group("Different", [_reads(found, place) for place in alignment.different]),
        *_group("Missing", list(map(told, alignment.missing))),
        *_group("Out of order", list(map(told, alignment.moved))),
        *_group(
            "Not of the paper",
            [f"{_before(place)}: {cut(text)}" for place, text in alignment.added],
        ),
        *_group("Left out, as lines of pages", list(map(cut, alignment.left_out))),
    ]


def _reads(found: Checked, place: Place) -> str:
    slip = found.slips.get(place)
    what = (
        f"{slip.given}, and the paper {slip.wanted}" if slip else cut(found.alignment.texts[place])
    )
    return f"{told(place)}: your text has {what}"


def _before(place: Place | None) -> str:
    return "after the last sentence" if place is None else f"before {told(place)}"


def _statements(found: Checked) -> list[str]:
    return _group("Not where the tables say", list(map(_statement, found.not_found)))


def _statement(one: Statement) -> str:
    unit = f" {one.unit}" if one.unit else ""
    return f"{told(one.place)}: {cut(one.printed)}{unit} ({one.source})"


def _numbers(found: Checked) -> list[str]:
    return [
        *_group(
            "In no table",
            [f"{told(place)}: …{around}…" for place, around in found.numbers.missing],
        ),
        *_group("Listed in paper/numerals, and not in the text", found.unused),
    ]


def _misprints(found: Checked) -> list[str]:
    stand = [one for one in found.misprints if one.stands]
    gone = [one for one in found.misprints if not one.stands]
    return [
        *_group("Misprints, as recorded", list(map(_misprint, stand))),
        *_group("Misprints that your text does not have", list(map(_misprint, gone))),
    ]


def _misprint(one: Misprint) -> str:
    return f"{told(one.place)}: {one.printed}, for {one.meant}"


def _group(title: str, entries: Sequence[str]) -> list[str]:
    more = [f"  … and {len(entries) - SHOWN:,} more"] if len(entries) > SHOWN else []
    return ["", f"{title}:", *(f"  {one}" for one in entries[:SHOWN]), *more] if entries else []
