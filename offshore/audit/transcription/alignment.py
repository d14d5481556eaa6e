"""Find the sentences of a paper in a text, by their fingerprints alone."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from offshore.audit.transcription.fingerprints import CAPTION, Place, Sentence, fingerprint
from offshore.audit.transcription.normal_form import SENTENCE_ENDS, Text, ends

HEADING = "heading"
Index = dict[tuple[int, str], list[int]]  # length and hash of a sentence: where it stands


@dataclass
class Alignment:
    """What a text has of a paper's sentences.

    `texts` has the text, in normal form, of each sentence that is there, the same or not;
    `added` the place before which something stands that the paper does not have, and that;
    `left_out` lines of their own that belong to no sentence, such as the header of a page.
    """

    texts: dict[Place, str] = field(default_factory=dict)
    different: list[Place] = field(default_factory=list)
    missing: list[Place] = field(default_factory=list)
    moved: list[Place] = field(default_factory=list)
    added: list[tuple[Place | None, str]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    @property
    def is_same(self) -> bool:
        """Whether the text has every sentence, unchanged and in order, and no other."""
        return not (self.different or self.missing or self.moved or self.added)


def align(text: Text, sentences: Sequence[Sentence]) -> Alignment:
    """Return what a text has of sentences, which are given in the order of the paper.

    Captions of figures are taken out wherever they stand, since they float between lines.
    """
    found = Alignment()
    for one in sentences:
        if one.kind == CAPTION:
            text = _take_out(text, one, found)
    _Walk(text, [one for one in sentences if one.kind != CAPTION], found).run()
    return found


def _take_out(text: Text, caption: Sentence, found: Alignment) -> Text:
    for start in range(len(text.stream) - caption.length + 1):
        part = text.stream[start : start + caption.length]
        if caption.is_text(part):
            found.texts[caption.place] = part
            return text.without(start, start + caption.length)
    found.missing.append(caption.place)
    return text


class _Walk:
    """One pass through a text, from one sentence to the next that is the same."""

    def __init__(self, text: Text, sentences: Sequence[Sentence], found: Alignment) -> None:
        self.text, self.sentences, self.found = text, sentences, found
        self.index: Index | None = None

    def run(self) -> None:
        """Fill in what was found."""
        at, position = 0, 0
        while at < len(self.sentences):
            one = self.sentences[at]
            part = self.text.stream[position : position + one.length]
            if one.is_text(part):
                self.found.texts[one.place] = part
                at, position = at + 1, position + one.length
                continue
            after, start = self._next(at, position)
            self._settle(at, after, position, start)
            at, position = after, start
        self._settle(at, at, position, len(self.text.stream))
        self._recognise_moved()

    def _next(self, at: int, position: int) -> tuple[int, int]:
        """Return the next sentence that the text has unchanged, and its offset; else the ends."""
        if self.index is None:
            self.index = _index(self.text, self.sentences)
        matches = [
            (start, number)
            for number, one in enumerate(self.sentences[at:], start=at)
            for start in self.index[one.length, one.hash]
            if start >= position
        ]
        start, number = min(matches, default=(len(self.text.stream), len(self.sentences)))
        return number, start

    def _settle(self, at: int, after: int, start: int, end: int) -> None:
        """Say what became of sentences that are not, unchanged, where they should be."""
        for one in self.sentences[at:after]:
            last = one is self.sentences[after - 1]
            stop = end if last else min(end, self._end(one, start))
            self._compare(one, start, stop)
            start = stop
        if start < end:
            self._surplus(at, start, end)

    def _end(self, one: Sentence, start: int) -> int:
        if one.kind == HEADING:
            return start + one.length
        return next((end for end in ends(self.text.stream) if end > start), len(self.text.stream))

    def _compare(self, one: Sentence, start: int, end: int) -> None:
        part = self.text.stream[start:end]
        if not part:
            self.found.missing.append(one.place)
        elif cut := self._page_break(one, start, end):
            self.found.left_out.append(part[cut[0] : cut[1]])
            self.found.texts[one.place] = part[: cut[0]] + part[cut[1] :]
        else:
            self.found.texts[one.place] = part
            self.found.different.append(one.place)

    def _page_break(self, one: Sentence, start: int, end: int) -> tuple[int, int] | None:
        """Return what to cut out, if the text is the sentence with whole lines put into it."""
        part, surplus = self.text.stream[start:end], end - start - one.length
        lines = {line - start for line in self.text.line_starts if start <= line <= end}
        for first in sorted(lines) if surplus > 0 else ():
            last = first + surplus
            if last in lines and one.is_text(part[:first] + part[last:]):
                return first, last
        return None

    def _surplus(self, at: int, start: int, end: int) -> None:
        part, lines = self.text.stream[start:end], self.text.line_starts
        is_sentence = any(sign in part for sign in SENTENCE_ENDS)
        if start in lines and end in lines and not is_sentence:
            self.found.left_out.append(part)
        else:
            place = self.sentences[at].place if at < len(self.sentences) else None
            self.found.added.append((place, part))

    def _recognise_moved(self) -> None:
        """Tell sentences that stand elsewhere in the text from missing ones."""
        found, index = self.found, self.index or {}
        moved = {one.place: one for one in self.sentences if index.get((one.length, one.hash))}
        found.moved = [place for place in found.missing if place in moved]
        for place in found.moved:
            one = moved[place]
            start = index[one.length, one.hash][0]
            found.texts[place] = self.text.stream[start : start + one.length]
        found.missing = [place for place in found.missing if place not in moved]
        known = [moved[place] for place in found.moved]
        found.added = [
            (place, part)
            for place, part in found.added
            if not any(one.is_text(part) for one in known)
        ]


def _index(text: Text, sentences: Sequence[Sentence]) -> Index:
    """Return where the sentences stand in a text, among parts that begin or end at a break."""
    wanted = defaultdict(set)
    for one in sentences:
        wanted[one.length].add(one.hash)
    found: Index = defaultdict(list)
    for length, hashes in wanted.items():
        for start in _starts(text, length):
            mark = fingerprint(text.stream[start : start + length])
            if mark in hashes:
                found[length, mark].append(start)
    return found


def _starts(text: Text, length: int) -> Iterator[int]:
    breaks = {0, *ends(text.stream), *text.line_starts}
    last = len(text.stream) - length
    return (one for one in {*breaks, *(end - length for end in breaks)} if 0 <= one <= last)
