"""The page of the multiverse: the parts that it includes, and the files of its items."""

from pathlib import Path

from offshore.book.differences import Differences
from offshore.book.pages import chapters
from offshore.display.mime import ITEM
from offshore.results.multiverse import Multiverse
from offshore.results.specifications import PAGE


def write(source: Path, found: Multiverse, differing: Differences) -> None:
    """Write what the page includes, with the files of its items."""
    written = [item.bundle(differing.language)[ITEM] for item in found.items]
    for item in written:
        chapters.write_item(source / chapters.FOLDER, chapters.stem_of(PAGE, item, differing), item)
    text = "\n\n".join(chapters.item_text(PAGE, item, differing) for item in written)
    (source / "generated" / f"{PAGE}.md").write_text(text + "\n", encoding="utf-8")
