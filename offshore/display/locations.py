"""The place in the paper that something comes from, in words."""

from typing import Any

from offshore.display.language import Language

PLACED = ("section", "sentence")  # the columns that say where in the paper a row comes from
PREFACE = "introduction"  # the value of the column section for text before section 1


def place(row: Any, words: Language) -> str:
    """Return the section and sentence that a row of a table of the paper comes from, if given."""
    if not row.section:
        return ""
    if row.section == PREFACE:
        return words.text("introduction, sentence {sentence}", sentence=row.sentence)
    if row.sentence in ("", "nan"):
        return str(row.section)
    if row.sentence == 0:
        return words.text("{section}, heading", section=row.section)
    return words.text("{section}, sentence {sentence}", section=row.section, sentence=row.sentence)
