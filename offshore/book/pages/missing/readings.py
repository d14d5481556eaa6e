"""What the multiverse says of readings whose runs failed, and of headline numbers without them."""

from collections.abc import Collection, Iterator, Sequence

from offshore.book.pages.chapters import RUNS
from offshore.book.pages.missing import notice
from offshore.display.language import Language
from offshore.display.markdown import escape
from offshore.runs.failed.failure import Failure
from offshore.study.headlines import HEADLINES, Headline


def lacking(failures: Sequence[Failure]) -> list[Headline]:
    """Return the headline numbers that cannot be given: of notebooks any of whose readings failed.

    The least and the most of the other readings might not be those of all.
    """
    failed = {one.run.contract.name for one in failures}
    return [headline for headline in HEADLINES if headline.notebook in failed]


def names(page: str, headlines: Collection[Headline]) -> set[str]:
    """Return the names, as pages ask for them, of numbers that headline numbers would give."""
    ends = {f"{page}.{one.id}_{end}" for one in headlines for end in ("least", "most")}
    return ends | ({f"{page}.runs"} if ends else set())


def told(failures: Sequence[Failure], words: Language) -> str:
    """Return Markdown on the readings that failed, "" where none did."""
    return "\n\n".join(_parts(failures, words)) if failures else ""


def _parts(failures: Sequence[Failure], words: Language) -> Iterator[str]:
    titles = [words.text(one.title) for one in lacking(failures)]
    said = words.text(
        "Not available, because runs of their readings failed: {list}.", list=words.listed(titles)
    )
    yield f":::{{admonition}} {escape(words.text(HEAD))}\n:class: error\n{escape(said)}\n:::"
    for failure in failures:
        label = escape(words.text("The reading {run}", run=failure.run.label))
        text = notice.told(failure, f"{RUNS}/{failure.file.name}", words, headings=False)
        yield f":::{{admonition}} {label}\n:class: dropdown\n\n{text}\n:::"


HEAD = "Readings are missing here: their runs failed."
