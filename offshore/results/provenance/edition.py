"""What a whole edition says, each thing by its page and name, and the rows behind each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from offshore.display.words import Words
from offshore.results.known import Known
from offshore.results.provenance import asked, claims
from offshore.results.provenance.asked import Asked
from offshore.results.provenance.explanations import ITEM, NUMBER, OfRun
from offshore.results.provenance.rows import Tables
from offshore.results.specifications import PAGE
from offshore.runs.planning import Run
from offshore.study.headlines import HEADLINES

SENTENCE, CLAIM, FACT = "sentence", "claim", "fact"
LEAST, MOST = "_least", "_most"  # how the numbers of a headline end on the page of the multiverse
SPREAD = ("readings", "spread")  # the figure and the table there


@dataclass(frozen=True)
class Thing:
    """Something that an edition says: its kind, its page ("" for claims and facts), its name."""

    kind: str
    page: str
    name: str

    def __str__(self) -> str:
        """Return its name as people write it."""
        return f"{self.page}.{self.name}" if self.page else self.name


class OfEdition:
    """What an edition's runs say, and the numbers of the data behind each thing.

    `chapters` need not have been made, as long as nothing is asked that only a run knows.
    """

    def __init__(
        self, chapters: Sequence[Run], variants: Sequence[Run], known: Known, tables: Tables
    ) -> None:
        self.known, self.tables = known, tables
        self.chapters = {run.contract.name: OfRun(run, tables) for run in chapters}
        self.variants = [OfRun(run, tables) for run in variants]
        self._words: dict[str, Words] = {}
        self._facts: dict[Thing, set[str]] = {}
        self._recorded: dict[str, list[tuple[str, str]]] = {}

    def recorded(self, page: str) -> list[Thing]:
        """Return what the run of a notebook recorded; it has to be made."""
        return [Thing(kind, page, name) for kind, name in self.chapters[page].names()]

    def expected(self, page: str) -> list[Thing]:
        """Return what a notebook will record, as far as its cells name it."""
        return [Thing(kind, page, name) for kind, name in self.chapters[page].expected()]

    @property
    def sentenced(self) -> list[str]:
        """The pages that have conditional sentences, chapters first."""
        return [*self.chapters, *self.tables.words.compendium.worded_pages]

    def sentences(self, page: str) -> list[Thing]:
        """Return the conditional sentences of a page."""
        return [Thing(SENTENCE, page, name) for name in self.words(page).sentences]

    def words(self, page: str) -> Words:
        """Return the words of a page."""
        return self._words.setdefault(page, Words(page, self.tables.words))

    def of_multiverse(self) -> list[Thing]:
        """Return what the page of the multiverse says, none without its runs."""
        if not self.variants:
            return []
        named = [f"{one.id}{end}" for one in HEADLINES for end in (LEAST, MOST)]
        numbers = [Thing(NUMBER, PAGE, name) for name in (*named, "runs")]
        return [*numbers, *(Thing(ITEM, PAGE, name) for name in SPREAD)]

    def asked_by(self, page: str, name: str) -> list[Asked]:
        """Return what a sentence asks for."""
        return asked.by_cases(self.words(page).content["sentences"][name], page)

    def facts_behind(self, one: Thing) -> set[str]:
        """Return the ids of the numbers that a thing rests on; none of them is missing."""
        if one not in self._facts:
            self._facts[one] = self._found_behind(one)
        return self._facts[one]

    def _found_behind(self, one: Thing) -> set[str]:
        if one.kind == FACT:
            return {one.name}
        if one.kind == CLAIM:
            return set(self._of_claims.get(one.name, ()))
        if one.kind == SENTENCE:
            asks = self.asked_by(one.page, one.name)
            return set().union(*(self._facts_asked(each) for each in asks))
        if one.page == PAGE:
            return self._of_variants(one)
        return self._of_run(self.chapters[one.page], one)

    def _of_run(self, run: OfRun, one: Thing) -> set[str]:
        rows = run.rows(one.kind, one.name)
        known = self.tables.facts
        return {name for each in rows for name in each.ids if known.get(name) == each.table}

    def numbers_of_variants(self, one: Thing) -> dict[str, list[str]]:
        """Return the numbers that something on the page of the multiverse shows, by notebook."""
        found: dict[str, list[str]] = {}
        for headline in HEADLINES:
            if one.name in (f"{headline.id}{LEAST}", f"{headline.id}{MOST}", *SPREAD):
                found.setdefault(headline.notebook, []).extend(headline.values)
        return found

    def _of_variants(self, one: Thing) -> set[str]:
        """Return what is behind it; each number may be missing where a reading is impossible."""
        names = self.numbers_of_variants(one)
        found: set[str] = set()
        for run in self.variants:
            page = run.run.contract.name
            there = {name for kind, name in run.expected() if kind == NUMBER}
            for name in there & {*names.get(page, [])}:
                found |= self._of_run(run, Thing(NUMBER, page, name))
        return found

    def _facts_asked(self, one: Asked) -> set[str]:
        if one.kind == asked.FACT:
            return self._marked(one.name)
        if one.kind == asked.CLAIM:
            return set(self._of_claims.get(one.name, ()))
        page, _, name = one.name.partition(".")
        things = (
            self.of_multiverse()
            if page == PAGE
            else [Thing(kind, page, given) for kind, given in self._named(page) if given == name]
        )
        return set().union(*(self.facts_behind(each) for each in things if each.name == name))

    def _named(self, page: str) -> list[tuple[str, str]]:
        if page not in self.chapters:
            return []
        if page not in self._recorded:
            run = self.chapters[page]
            names = run.names() if run.made else run.expected()
            self._recorded[page] = [(kind, name) for kind, name in names if kind != ITEM]
        return self._recorded[page]

    def _marked(self, fact: str) -> set[str]:
        """Return what can move how a fact is shown: itself, and what its mark rests on."""
        using = [names for names in self._of_claims.values() if fact in names]
        return {fact}.union(*using)

    @cached_property
    def _of_claims(self) -> Mapping[str, set[str]]:
        """The numbers that can move the verdict on each claim, by its id."""
        return dict(self._claims())

    def _claims(self) -> Iterator[tuple[str, set[str]]]:
        for verdicts in self.known.verdicts:
            for one in verdicts:
                yield one.claim.id, claims.numbers(one, verdicts)

    def behind(self) -> dict[str, list[Thing]]:
        """Return, for each number of the data by its id, what may move with it.

        Claims, then what is recorded, then sentences, page by page.
        """
        found: dict[str, list[Thing]] = {name: [] for name in self.tables.facts}
        for one in self.things():
            for name in self.facts_behind(one):
                found.setdefault(name, []).append(one)
        return found

    def things(self) -> Iterator[Thing]:
        """Yield everything that an edition says, whose runs have been made."""
        yield from (Thing(CLAIM, "", name) for name in self._of_claims)
        for page in self.chapters:
            yield from self.recorded(page)
        yield from self.of_multiverse()
        for page in self.sentenced:
            yield from self.sentences(page)
