"""What is known of a failed run, for readers: which cell, why, with what, and what was good before.

Every text that comes from a run, a notebook or the store is escaped or shown as code.
"""

from collections.abc import Iterator, Mapping, Sequence

from offshore.display.language import Language
from offshore.display.markdown import code, code_block, escape, heading, pipe_table
from offshore.runs.failed.failure import NO_CELL, UNKNOWN_CELL, Failure
from offshore.runs.failed.history import Good

LONGEST = 2000  # characters of an error that are shown; the notebook has all of it
SHORT = 12  # characters of a run's key
NAMED = 5  # names of what has changed since, of each kind
PARTS = {  # of a run's recipe, as a reader calls them
    "catalogue": "the translations",
    "environment": "Python or its packages",
    "fonts": "the fonts",
    "modules": "the code of this package",
    "notebook": "the notebook's code",
    "schemas": "what is asked of tables",
    "tables": "the tables",
    "words": "the words of figures and tables",
}


def told(failure: Failure, download: str, words: Language, headings: bool = True) -> str:
    """Return Markdown on a failure; without `headings`, for a part of a page.

    `download`: the path of its notebook among the sources of the book.
    """
    parts = {
        "Why it failed": [_cell(failure, words), code_block(_error(failure))],
        "Its parameters": [_parameters(failure, words)],
        "The last good result": list(_before(failure, words)),
        "The notebook as far as it got": [_notebook(failure, download, words)],
    }
    text = [(_title(title, words, headings), *part) for title, part in parts.items()]
    return "\n\n".join(one for part in text for one in part)


def _title(english: str, words: Language, headings: bool) -> str:
    title = words.text(english)
    return heading(2, title, english) if headings else f"**{escape(title)}**"


def _cell(failure: Failure, words: Language) -> str:
    cell = failure.outcome.cell
    if cell == NO_CELL:
        return escape(words.text("It failed outside its cells, and its result was not kept."))
    if cell == UNKNOWN_CELL:
        return escape(words.text("It is not known which cell failed."))
    return words.text("It failed in the cell {cell}, with this error:", cell=code(cell))


def _error(failure: Failure) -> str:
    """Return an error as plain text, cut if it is long."""
    text = failure.error
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _parameters(failure: Failure, words: Language) -> str:
    given = failure.run.recipe["parameters"]
    if not given:
        return escape(words.text("It has no parameters."))
    rows = [(code(name), code(repr(value))) for name, value in given.items()]
    return pipe_table([words.text(one) for one in ("Parameter", "Value")], rows, raw=True)


def _before(failure: Failure, words: Language) -> Iterator[str]:
    good = failure.before
    if good is None:
        yield escape(
            words.text(
                "None is known: this machine has stored no good run of this notebook with these "
                "parameters."
            )
        )
        return
    if good.key:
        yield _stored(good, words)
    else:
        yield words.text(RECORDED, folder=code("results/"))
    yield from _recorded("Named number", good.numbers, words)
    yield from _recorded("Named comparison", good.verdicts, words)


RECORDED = (
    "This machine has stored no good run of this notebook with these parameters. The published "
    "results, in {folder}, record these:"
)


def _stored(good: Good, words: Language) -> str:
    return words.text(
        "The newest good run with these parameters that this machine has stored is {key}. "
        "Changed since: {list}.",
        key=code(good.key[:SHORT]),
        list=words.text("; ").join(
            _part(part, names, words) for part, names in sorted(good.changed.items())
        ),
    )


def _part(part: str, names: Sequence[str], words: Language) -> str:
    known = escape(words.text(PARTS[part])) if part in PARTS else code(part)
    if not names:
        return known
    more = [words.text("{count} more", count=len(names) - NAMED)] if len(names) > NAMED else []
    listed = words.listed([*map(code, names[:NAMED]), *more])
    return words.text("{what} ({detail})", what=known, detail=listed)


def _recorded(kind: str, values: Mapping[str, str], words: Language) -> Iterator[str]:
    """Yield a table of what that run recorded of one kind, nothing if that is nothing."""
    rows = [(code(name), escape(str(value))) for name, value in values.items()]
    if rows:
        yield pipe_table([words.text(kind), words.text("Value")], rows, raw=True)


def _notebook(failure: Failure, download: str, words: Language) -> str:
    file = failure.file
    return words.text(
        "To read in any viewer: {file}. On the machine that made this preview it is {path}.",
        file=f"{{download}}`{file.name} <{download}>`",
        path=code(failure.run.compendium.relative(file)),
    )
