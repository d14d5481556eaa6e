"""The text of notebooks: as it is stored, as the book takes it, and as plain Markdown.

Stored, a number is an expression that JupyterLab evaluates: ``{eval}`run["compound"]` ``,
``{eval}`run.printed["value-2013"]` ``; a work is ``{eval}`run.cited["AmitiWei2005"]` ``, in
brackets, or ``{eval}`run.work["AmitiWei2005"]` ``, as part of the sentence. The book and the
translators have short roles instead: ``{number}`compound` ``, ``{printed}`…` ``, ``{cite}`…` ``,
``{cite:t}`…` ``. A sentence whose wording hangs on numbers or verdicts is
``{eval}`run.says["rates"]` `` and ``{says}`rates` ``, and has short roles itself. Links lead to
files in the one, to pages in the other.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Set

from offshore.compendium.errors import UserError, cut, did_you_mean
from offshore.display.markdown import ROLE

EXPRESSIONS = {
    "number": "run",
    "printed": "run.printed",
    "cite": "run.cited",
    "cite:t": "run.work",
    "says": "run.says",
}
ROLES = {expression: role for role, expression in EXPRESSIONS.items()}
EVALUATED = re.compile(r"\{eval\}`(run(?:\.printed|\.cited|\.work|\.says)?)\[\"([^\"`]+)\"\]`")
SAYS = re.compile(r"\{says\}`([^`]+)`( ?)")
NUMBER = re.compile(r"\{number\}`([^`.]+)`")
TERM = re.compile(r"\{term\}`([^`<]+?)(?: <[^`]*>)?`")
LINK = re.compile(r"\[([^\]]*)\]\(([\w-]+)(#[\w-]+)?\)")
FILE = re.compile(r"\]\((?:\.\./book/([\w-]+)\.md|([\w-]+)\.ipynb)(#[\w-]+)?\)")
PAGE = re.compile(r"\]\(([\w-]+)(#[\w-]+)?\)")
# What is skipped, and what is left then: formulas, code, and what is allowed come first.
UNKNOWN = re.compile(
    rf"""
    {EVALUATED.pattern} | {TERM.pattern.replace(" ", "[ ]")}
    | (?s:\$\$.*?\$\$) | \$[^$\n]+\$ | (?s:```(?!\{{).*?```)
    | (?P<unknown> \{{[\w:+.-]+\}}`[^`]*` | :{{4,}}\{{[\w-]+\}} | :::\{{(?!admonition\}})[\w-]+\}}
                 | `{{3,}}\{{[\w-]+\}} )
    | `[^`]*`
    """,
    re.VERBOSE,
)
ALLOWED = (
    '{eval}`run["…"]`, run.printed, run.cited, run.work and run.says with a name in double quotes; '
    "{term}`…`; :::{admonition}, but none within another"
)
SPECIAL = re.compile(r"([\\`*_<>$])")
ADMONITION = re.compile(r":::\{admonition\} (.+)")
# What stands before a line's text: a heading's, a list's or an admonition's mark.
MARKED = re.compile(r"(#+ |\s*(?:[-*]|\d+\.) |:::\{admonition\} )?(.*)")
Filled = Mapping[str, Mapping[str, str]]  # by role, what each name is


def to_roles(text: str) -> str:
    """Return a stored text as the book and the translators have it."""
    text = EVALUATED.sub(lambda found: f"{{{ROLES[found[1]]}}}`{found[2]}`", text)
    return FILE.sub(lambda found: f"]({found[1] or found[2]}{found[3] or ''})", text)


def to_expressions(text: str, notebooks: Set[str]) -> str:
    """Return a text of the book as it is stored; `notebooks` are the pages that are notebooks."""
    text = ROLE.sub(lambda found: f'{{eval}}`{EXPRESSIONS[found[1]]}["{found[2]}"]`', text)

    def file(found: re.Match[str]) -> str:
        name = found[1]
        path = f"{name}.ipynb" if name in notebooks else f"../book/{name}.md"
        return f"]({path}{found[2] or ''})"

    return PAGE.sub(file, text)


def expressions(text: str) -> list[tuple[str, str]]:
    """Return the role and the name of each number and work in a stored text, in order."""
    return [(ROLES[expression], name) for expression, name in EVALUATED.findall(text)]


def faults(text: str) -> Iterator[str]:
    """Yield what a stored text has that the book, translators and copies do not know."""
    for found in UNKNOWN.finditer(text):
        if said := found["unknown"]:
            yield f"{cut(said)} is not known here. Allowed: {ALLOWED}"


def translated(text: str, translate: Callable[[str], str]) -> str:
    """Return a text with roles in another language, line by line; formulas have no words."""
    parts = text.split("$$")
    for index in range(0, len(parts), 2):  # the others stand between dollars
        lines = parts[index].split("\n")
        parts[index] = "\n".join(_line(line, translate) for line in lines)
    return "$$".join(parts)


def _line(line: str, translate: Callable[[str], str]) -> str:
    found = MARKED.fullmatch(line)
    assert found  # it matches every line
    mark, words = found[1] or "", found[2]
    return mark + translate(words) if words and words[0] != ":" else line


def plain(text: str, filled: Filled, notebooks: Set[str]) -> str:
    """Return a text with roles as Markdown for any viewer: numbers written out, no directive."""
    text = "\n".join(_with_sentences(text.split("\n"), filled.get("says", {})))
    text = TERM.sub(r"\1", linked(text, notebooks))
    text = PAGE.sub(lambda found: f"]({found[1]}.ipynb{found[2] or ''})", text)
    text = ROLE.sub(lambda found: _escaped(told(found[1], filled[found[1]], found[2])), text)
    return "\n".join(_without_admonitions(text.split("\n")))


def _with_sentences(lines: list[str], known: Mapping[str, str]) -> Iterator[str]:
    """Yield lines with what their sentences say, but no item of a list in which nothing is said."""

    def said(found: re.Match[str]) -> str:
        text = told("says", known, found[1])
        return text + found[2] if text else ""

    for line in lines:
        made = SAYS.sub(said, line)
        if made == line or not re.fullmatch(r"\s*(?:[-*]|\d+\.)\s*", made):
            yield made.rstrip() if made != line else line


def spoken(text: str, filled: Filled) -> str:
    """Return a sentence with roles as plain text, without links and emphasis."""
    text = TERM.sub(r"\1", LINK.sub(r"\1", text)).replace("*", "")
    return ROLE.sub(lambda found: told(found[1], filled[found[1]], found[2]), text)


def of_page(text: str, page: str) -> str:
    """Return a chapter's sentence as other pages can say it: its numbers are the chapter's."""
    return NUMBER.sub(lambda found: f"{{number}}`{page}.{found[1]}`", text)


def told(role: str, known: Mapping[str, str], names: str) -> str:
    """Return what a name stands for; a role can name several works, with commas between.

    Raises UserError for a name that stands for nothing.
    """
    for name in names.split(","):
        if name not in known:
            what = EXPRESSIONS[role]
            raise UserError(
                f"The text asks for {what}[{name!r}], which is not there."
                f"{did_you_mean(name, known)}"
            )
    said = "; ".join(known[name] for name in names.split(","))
    return f"[{said}]" if role == "cite" else said


def _escaped(text: str) -> str:
    """Return text with what Markdown would take for more than a character escaped."""
    return SPECIAL.sub(r"\\\1", text)


def linked(text: str, notebooks: Set[str]) -> str:
    """Return a text of the book without links to pages that are no notebooks; their words stay."""
    return LINK.sub(lambda found: found[0] if found[2] in notebooks else found[1], text)


def _without_admonitions(lines: list[str]) -> Iterator[str]:
    """Yield lines, with each admonition as a quotation under its title."""
    inside = False
    for line in lines:
        if opening := ADMONITION.fullmatch(line):
            inside = True
            yield f"> **{opening[1]}**"
        elif inside and line == ":::":
            inside = False
        elif inside and line.startswith(":class:"):
            continue
        else:
            yield f"> {line}".rstrip() if inside else line
