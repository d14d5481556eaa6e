"""The glossary, made from the table of concepts."""

from pathlib import Path
from typing import Any

from offshore.show.language import Language, languages
from offshore.show.markdown import escape
from offshore.show.passages import place
from offshore.tables.read import read

FILE = "glossary.md"


def write(folder: Path, words: Language) -> None:
    """Write the glossary into the folder of generated parts."""
    (folder / FILE).write_text(entries(words) + "\n", encoding="utf-8")


def entries(words: Language) -> str:
    """Return the glossary in an edition's language; each term stands in every language."""
    concepts = read("paper/concepts")
    listed = "\n\n".join(_entry(concept, words) for _, concept in concepts.iterrows())
    return f"```{{glossary}}\n{listed}\n```"


def definitions(words: Language) -> dict[str, str]:
    """Return each term's definition in an edition's language, by the term in every language."""
    return {
        term: concept[f"definition_{words.code}"]
        for _, concept in read("paper/concepts").iterrows()
        for term in _terms(concept, words)
    }


def _entry(concept: Any, words: Language) -> str:
    covers = concept[f"covers_{words.code}"]
    parts = [concept[f"definition_{words.code}"]]
    parts += [words.text("The paper counts under it: {kinds}.", kinds=covers)] if covers else []
    parts += [words.text("Place in the paper: {place}.", place=place(concept, words))]
    return "\n".join([*_terms(concept, words), "  " + escape(" ".join(parts))])


def _terms(concept: Any, words: Language) -> list[str]:
    codes = sorted(languages(), key=lambda code: code != words.code)
    names = [concept[codes[0]], concept.abbreviation, *(concept[code] for code in codes[1:])]
    return [name for name in names if name]
