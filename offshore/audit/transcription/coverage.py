"""Which numbers of a text the tables hold, which are no numbers of its subject, which are missing.

Numbers of sections, lists, figures and references, and years in titles, are told apart.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from offshore.audit.transcription.finding import Span, citations, phrase
from offshore.audit.transcription.fingerprints import Place
from offshore.audit.transcription.numerals import Number, numbers

TITLES, WORDS, REFERENCES = "in titles", "parts of words", "references"
_TENS = "[一二三四五六七八九十]+"
APART = {
    "sections": re.compile(rf"^(?:{_TENS}、|\({_TENS}\)|\d+[.、](?!\d)|\(\d+\))"),
    "lists": re.compile(rf"(?:^|[:;,]){_TENS}是"),
    "figures": re.compile(r"[图表]\d+"),
    TITLES: re.compile(r"《[^》]*》"),
}


@dataclass
class Coverage:
    """How many numbers the tables hold, how many of each kind are apart, and the missing ones.

    `words` are those of the list of numerals that the text has.
    """

    held: int = 0
    apart: Counter[str] = field(default_factory=Counter)
    missing: list[tuple[Place, str]] = field(default_factory=list)
    words: set[str] = field(default_factory=set)


def coverage(
    texts: Mapping[Place, str],
    held: Iterable[tuple[Place, Span]],
    cited: Mapping[Place, set[int]],
    words: Iterable[str],
) -> Coverage:
    """Return what of the numbers in sentences is covered.

    `held` are the parts that a table holds, `cited` the references that the tables place, and
    `words` those in which a numeral counts nothing.
    """
    spans, found, listed = defaultdict(list), Coverage(), list(words)
    for place, span in held:
        spans[place].append(span)
    for place, sentence in texts.items():
        apart = _apart(sentence, listed, found)
        known = [span for span, ones in citations(sentence) if ones <= cited.get(place, set())]
        for number in numbers(sentence):
            if _within(number, spans[place]):
                found.held += 1
            elif _within(number, known):
                found.apart[REFERENCES] += 1
            elif kind := next((kind for kind, span in apart if _within(number, [span])), ""):
                found.apart[kind] += 1
            else:
                found.missing.append((place, _around(number, sentence)))
    return found


def _apart(sentence: str, words: Iterable[str], found: Coverage) -> list[tuple[str, Span]]:
    apart = [
        (kind, match.span())
        for kind, pattern in APART.items()
        for match in pattern.finditer(sentence)
    ]
    for word in words:
        if here := phrase(word, sentence):
            found.words.add(word)
            apart += [(WORDS, span) for span in here]
    return apart


def _within(number: Number, spans: Iterable[Span]) -> bool:
    return any(start <= number.start and number.end <= end for start, end in spans)


def _around(number: Number, sentence: str) -> str:
    """Return a number with the few characters around it."""
    return sentence[max(0, number.start - 4) : number.end + 4]
