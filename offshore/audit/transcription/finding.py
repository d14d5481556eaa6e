"""Find in a sentence what a table says it prints."""

import re
from collections.abc import Mapping

from offshore.audit.transcription.fingerprints import Place
from offshore.audit.transcription.numerals import ARABIC, SCALES, Number, numbers
from offshore.audit.transcription.places import CITATION, NUMBER, PERIOD, YEAR, Statement

Span = tuple[int, int]
CITED = re.compile(r"\[(\d+(?:[-,]\d+)*)\]")
_MORE = "(?:多|余|几)?"  # "over 40 firms": 40多家


def spans(statement: Statement, texts: Mapping[Place, str]) -> list[tuple[Place, Span]]:
    """Return where in a text a statement stands, nothing if it does not.

    The year of a fact may stand in any sentence of its section, everything else in its own.
    """
    section, _ = statement.place
    places = [statement.place]
    if statement.kind == PERIOD:
        places = [place for place in texts if place[0] == section]
    return [
        (place, span) for place in places for span in _in_sentence(statement, texts.get(place, ""))
    ]


def _in_sentence(statement: Statement, sentence: str) -> list[Span]:
    if statement.kind == NUMBER:
        return _number(statement, sentence)
    if statement.kind == CITATION:
        wanted = int(statement.printed)
        return [span for span, cited in citations(sentence) if wanted in cited]
    return phrase(statement.printed, sentence, whole=statement.kind in (YEAR, PERIOD))


def phrase(text: str, sentence: str, whole: bool = False) -> list[Span]:
    """Return where a phrase stands; digits at its ends are never part of a longer number."""
    before = r"(?<![\d.])" if whole or text[:1].isdigit() else ""
    after = r"(?![\d]|\.\d)" if whole or text[-1:].isdigit() else ""
    found = re.finditer(f"{before}{re.escape(text)}{after}", sentence)
    return [match.span() for match in found] if text else []


def citations(sentence: str) -> list[tuple[Span, set[int]]]:
    """Return the references in a sentence: where each stands, and its numbers."""
    return [(match.span(), _expanded(match[1])) for match in CITED.finditer(sentence)]


def _expanded(text: str) -> set[int]:
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        # No list of references is longer; a wrong digit must not fill the memory.
        found |= set(range(int(first), min(int(last or first), int(first) + 1000) + 1))
    return found


def _number(statement: Statement, sentence: str) -> list[Span]:
    found = []
    for one in numbers(sentence):
        rest = sentence[one.end :]
        if unit := _unit(statement, one, rest):
            found.append((one.start, one.end + len(unit)))
    return found


def _unit(statement: Statement, one: Number, rest: str) -> str:
    """Return what follows a number up to the end of its unit, "" if it is another number."""
    unit = statement.unit.replace(" ", "")
    counted = statement.factor == 1  # 7个 for 7个国家和地区
    if one.text == statement.printed:
        wanted = unit[:1] if counted else unit
    elif one.value is None or re.fullmatch(ARABIC, one.text):
        return ""
    elif one.value == float(statement.printed):
        wanted = unit[:1] if counted else unit
    elif one.value == float(statement.printed) * statement.factor:
        wanted = re.sub(f"^(?:{SCALES})", "", unit)  # 百万美元 for 100 万美元
    else:
        return ""
    match = re.match(f"{_MORE}{re.escape(wanted)}", rest)
    return match[0] if match else ""
