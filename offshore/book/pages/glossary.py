"""The glossary, made from the table of concepts."""

from pathlib import Path
from typing import Any

from offshore.data.tables import read_table
from offshore.display.language import Language, languages
from offshore.display.locations import place
from offshore.display.markdown import escape

FILE = "glossary.md"


def write(folder: Path, words: Language) -> None:
    """Write the glossary into the folder of generated parts."""
    (folder / FILE).write_text(entries(words) + "\n", encoding="utf-8")


def entries(words: Language) -> str:
    """Return the glossary in an edition's language; each entry has its term in every language."""
    concepts = read_table("paper/concepts", words.compendium.data)
    listed = "\n\n".join(_entry(concept, words) for _, concept in concepts.iterrows())
    return f"```{{glossary}}\n{listed}\n```"


def definitions(words: Language) -> dict[str, str]:
    """Return each term's definition in an edition's language, by the term in every language."""
    return {
        term: concept[f"definition_{words.code}"]
        for _, concept in read_table("paper/concepts", words.compendium.data).iterrows()
        for term in _terms(concept, words)
    }


def _entry(concept: Any, words: Language) -> str:
    covers = concept[f"covers_{words.code}"]
    parts = [concept[f"definition_{words.code}"]]
    parts += [words.text("The paper counts under it: {kinds}.", kinds=covers)] if covers else []
    parts += [words.text("Place in the paper: {place}.", place=place(concept, words))]
    return "\n".join([*_terms(concept, words), "  " + escape(" ".join(parts))])


def _terms(concept: Any, words: Language) -> list[str]:
    codes = sorted(languages(words.compendium), key=lambda code: code != words.code)
    names = [concept[codes[0]], concept.abbreviation, *(concept[code] for code in codes[1:])]
    return [name for name in names if name]
