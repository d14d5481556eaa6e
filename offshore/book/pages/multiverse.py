"""The page of the multiverse: the parts that it includes, and the files of its items."""

from collections.abc import Sequence
from pathlib import Path

from offshore.book.differences import Differences
from offshore.book.pages import chapters
from offshore.book.pages.missing import readings
from offshore.display.mime import ITEM
from offshore.results.multiverse import Multiverse
from offshore.results.specifications import PAGE
from offshore.runs.failed.failure import Failure


def write(
    source: Path, found: Multiverse, differing: Differences, failures: Sequence[Failure] = ()
) -> None:
    """Write what the page includes, with the files of its items.

    `failures` are those among its runs.
    """
    words = differing.language
    written = [item.bundle(words)[ITEM] for item in found.items]
    for item in written:
        name = chapters.stem_of(PAGE, item, differing)
        chapters.write_item(source / chapters.FOLDER, name, item, words.compendium)
    told = readings.told(failures, words)
    texts = [chapters.item_text(PAGE, item, differing) for item in written]
    text = "\n\n".join([told, *texts] if told else texts)
    (source / "generated" / f"{PAGE}.md").write_text(text + "\n", encoding="utf-8")
