"""The sentences that hang on numbers or verdicts, as a whole edition says them."""

import json
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any

from offshore.compendium.errors import UserError
from offshore.display import citations, facts
from offshore.display.conditional import sentences
from offshore.display.conditional.claims import Claims
from offshore.display.conditional.partial import NotAvailableError, Partial
from offshore.display.language import Language
from offshore.display.words import Words
from offshore.notebook import prose
from offshore.results.specifications import PAGE
from offshore.runs.planning import HEADLINE, Run


class Said:
    """What the sentences of an edition can ask for, and what they say then.

    `chapters`: the runs of its notebooks; `of_multiverse`: the named numbers of the page on the
    multiverse, empty without one. `lacking`, as `Partial` has it: what failed runs would have
    given. A sentence that hangs on that is left out with a note.
    """

    def __init__(
        self,
        chapters: Sequence[Run],
        of_multiverse: Mapping[str, str],
        claims: Claims,
        words: Language,
        lacking: Collection[str] = (),
    ) -> None:
        self._lacking = lacking
        self.words, self._claims = words, claims
        self._read: dict[str, Words] = {}
        recorded = {run.contract.name: json.loads(run.read(HEADLINE)) for run in chapters}
        self._of_multiverse = {PAGE: of_multiverse} if of_multiverse else {}
        self._numbers = {page: one["numbers"] for page, one in recorded.items()}
        self._chapters = {
            run.contract.name: sentences.known(
                run.recipe["parameters"], recorded[run.contract.name], claims
            )
            for run in chapters
        }

    @cached_property
    def _of_all(self) -> Mapping[str, Any]:
        """What a hand-written page can ask for."""
        own = {
            page: sentences.of_numbers(numbers, self._claims)
            for page, numbers in self._of_multiverse.items()
        }
        return Partial(sentences.of_all(self._chapters | own, self._claims), self._lacking)

    @property
    def pages(self) -> list[str]:
        """The chapters, and the hand-written pages that have a file of words."""
        failed = (name for name in sorted(self._lacking) if "." not in name)
        return list(dict.fromkeys([*self._chapters, *failed, *self.words.compendium.worded_pages]))

    def known(self, page: str) -> Mapping[str, Any]:
        """Return what the sentences of a chapter or a page can ask for, by name."""
        return self._chapters.get(page) or self._of_all

    def with_roles(self, page: str) -> dict[str, str]:
        """Return the sentences of a chapter or a page by name, with roles; "" where none holds.

        Names of numbers have their chapter in front. Raises UserError as `Words.sentence` does.
        """
        return {name: self._sentence(page, name) for name in self._of(page).sentences}

    def plain(self, page: str, partial: bool = False) -> dict[str, str]:
        """Return the same as they read, without links and emphasis.

        `partial`: leave out those that ask for what is not there, rather than raise UserError.
        """
        found = {}
        for name in self._of(page).sentences:
            with suppress(*[UserError] * partial):
                found[name] = prose.spoken(self._sentence(page, name), self._filled)
        return found

    def _sentence(self, page: str, name: str) -> str:
        if page in self._lacking:
            return left_out(page, self.words)
        try:
            return prose.of_page(self._of(page).sentence(name, self.known(page)), page)
        except NotAvailableError as fault:
            return left_out(fault.page, self.words)

    def _of(self, page: str) -> Words:
        """Return the words of a page; its file is read once."""
        return self._read.setdefault(page, Words(page, self.words))

    @cached_property
    def _filled(self) -> dict[str, dict[str, str]]:
        """What the roles in sentences stand for."""
        numbers = (self._numbers | self._of_multiverse).items()
        return {
            "number": {
                f"{page}.{name}": said for page, one in numbers for name, said in one.items()
            },
            "printed": facts.all_worded(self.words),
            "cite": citations.cited(self.words),
            "cite:t": citations.named(self.words),
        }


def left_out(page: str, words: Language) -> str:
    """Return the note in place of a sentence that hangs on results of a page that are missing."""
    text = "[A sentence is left out here, because results of {page} are not available.]"
    return words.text(text, page=f"{{doc}}`/{page}`")
