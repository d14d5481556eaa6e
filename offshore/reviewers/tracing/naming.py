"""What a reviewer names: a number, a figure, a sentence, a verdict, a claim or a printed number."""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from offshore.compendium.errors import UserError, shown
from offshore.compendium.progress import Say
from offshore.notebook import contract
from offshore.results.provenance.edition import CLAIM, FACT, SENTENCE, OfEdition, Thing
from offshore.results.provenance.explanations import ITEM, NUMBER, VERDICT
from offshore.results.specifications import PAGE
from offshore.runs import executor
from offshore.runs.executor import HERE, Means

KINDS = (NUMBER, ITEM, VERDICT, SENTENCE, CLAIM, FACT)
SUGGESTED = 4  # names, for one that is not known
FORM = (
    "Write a notebook's number, figure, table, comparison or sentence as growth.compound, "
    "a claim or a printed number by its id."
)


@dataclass(frozen=True)
class Names:
    """The names of an edition; runs are made as far as a name cannot be known without."""

    edition: OfEdition
    say: Say
    means: Means = HERE

    def find(self, text: str, kinds: tuple[str, ...] = KINDS) -> Thing:
        """Return what a name stands for, of the kinds that are allowed.

        Raises UserError for a name that stands for nothing, with the nearest ones, or for several.
        """
        asked, colon, name = text.partition(":")
        wanted = (asked,) if colon and asked in kinds else kinds
        name = name if colon and asked in kinds else text
        found = [one for one in self._candidates(name) if one.kind in wanted]
        if len(found) > 1:
            raise UserError(_ambiguous(name, found))
        if not found:
            raise UserError(self._unknown(name, wanted))
        return found[0]

    def _candidates(self, name: str) -> list[Thing]:
        """Return everything of a name; what lacks its page is looked for on every page."""
        page, dot, rest = name.partition(".")
        if not dot:
            known = [one for one in self._of_data() if one.name == name]
            return known or [one for one in self._expected() if one.name == name]
        return [one for one in self._of_page(page) if one.name == rest]

    def _of_data(self) -> Iterator[Thing]:
        for verdicts in self.edition.known.verdicts:
            yield from (Thing(CLAIM, "", one.claim.id) for one in verdicts)
        yield from (Thing(FACT, "", name) for name in self.edition.tables.facts)

    def _of_page(self, page: str) -> Iterator[Thing]:
        """Yield what is on a page; its run is made if it is missing."""
        if page in self.edition.chapters:
            self.made([page])
            yield from self.edition.recorded(page)
        elif page == PAGE:
            yield from self.edition.of_multiverse()
        if page in self.edition.sentenced:
            yield from self.edition.sentences(page)

    def made(self, pages: Iterable[str]) -> None:
        """Make the runs of some chapters that are missing."""
        runs = [self.edition.chapters[page].run for page in pages]
        executor.make(runs, self.say, self.means)

    def _expected(self) -> Iterator[Thing]:
        """Yield everything on pages that can be named without a run."""
        for page in self.edition.chapters:
            yield from self.edition.expected(page)
        yield from self.edition.of_multiverse()
        for page in self.edition.sentenced:
            yield from self.edition.sentences(page)

    def _unknown(self, name: str, kinds: tuple[str, ...]) -> str:
        page, dot, _ = name.partition(".")
        if dot and not {page} & {*self.edition.chapters, *self.edition.sentenced, PAGE}:
            return contract.no_such(self.edition.tables.words.compendium, page)
        if other := [one for one in self._candidates(name) if one.kind not in kinds]:
            return (
                f"{shown(name)} is a {_told(other[0].kind)}, "
                f"not a {_listed([*map(_told, kinds)])}. "
                f"`offshore explain {other[0]}` says what it came from."
            )
        every = [str(one) for one in (*self._of_data(), *self._expected()) if one.kind in kinds]
        near = difflib.get_close_matches(name, dict.fromkeys(every), n=SUGGESTED, cutoff=0.5)
        hint = f" Did you mean {_listed(near)}?" if near else ""
        return f"Nothing is called {shown(name)}.{hint}\n{FORM}"


def _ambiguous(name: str, found: list[Thing]) -> str:
    kinds = _listed([f"{one.kind}:{one}" for one in found])
    return f"{shown(name)} names several things. Write {kinds}."


def _told(kind: str) -> str:
    return {ITEM: "figure or table", FACT: "printed number"}.get(kind, kind)


def _listed(names: list[str]) -> str:
    return " or ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
