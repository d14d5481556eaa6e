"""How the bibliography prints a work, and how the text names it.

What is verified is printed, without gaps for what is not; Chinese names are joined as in Chinese.
"""

import re
from dataclasses import dataclass
from dataclasses import field as made_by
from typing import Any, ClassVar

from pybtex.plugin import find_plugin, register_plugin
from pybtex.style.formatting.plain import Style as PlainStyle
from pybtex.style.formatting.unsrt import pages
from pybtex.style.sorting.author_year_title import SortingStyle
from pybtex.style.template import (
    Node,
    field,
    join,
    names,
    optional,
    optional_field,
    sentence,
    tag,
    words,
)
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinxcontrib.bibtex.plugin import register_plugin as register_referencing
from sphinxcontrib.bibtex.style.referencing import PersonStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle

NAME = "verified"
BACKENDS, PLAIN = "pybtex.backends", "plaintext"
HAN = re.compile(r"[\u3400-\u9fff]")
ENGLISH = {"two": " and ", "others": " et al."}  # how authors are joined in the text
CHINESE = {"sep": "、", "sep2": "、", "last_sep": "、"}


def _authors(children: Any, context: Any, role: str) -> Any:
    """Return the names of a work joined as in its own language."""
    del children
    persons = context["entry"].persons.get(role, [])
    chinese = any(HAN.search(str(person)) for person in persons)
    joined = CHINESE if chinese else {"sep": ", ", "sep2": " and ", "last_sep": ", and "}
    return names(role, **joined).format_data(context)


authors = Node("authors", _authors)


class ByName(SortingStyle):
    """By authors, year and title; an organisation's name without its braces."""

    def person_key(self, person: object) -> str:
        """Return the key that a person or an organisation is sorted by."""
        return str(super().person_key(person)).replace("{", "")


class VerifiedStyle(PlainStyle):
    """Pybtex's plain style, but a volume or an issue is kept even if the pages are missing."""

    default_sorting_style = NAME

    def format_names(self, role: str, as_sentence: bool = True) -> Node:
        """Return the names of a work, Chinese ones joined as in Chinese."""
        joined = authors(role)
        return sentence[joined] if as_sentence else joined

    def get_article_template(self, entry: object) -> Node:
        """Return authors, title, journal with what is known of volume and pages, and address."""
        issue = optional["(", field("number"), ")"]
        return join(sep=" ")[
            sentence[self.format_names("author")],
            self.format_title(entry, "title"),
            sentence[
                tag("em")[field("journal")],
                join[optional_field("volume"), issue, optional[":", pages]],
                field("year"),
            ],
            self.format_web_refs(entry),
        ]

    def get_misc_template(self, entry: object) -> Node:
        """Return authors, title, series or publisher, year and ISBN."""
        return join(sep=" ")[
            sentence[self.format_names("author")],
            self.format_title(entry, "title"),
            sentence[optional_field("howpublished"), field("year")],
            optional[sentence[words["ISBN", field("isbn")]]],
        ]


@dataclass
class NamedStyle(AuthorYearReferenceStyle):
    """Works in the text by authors and year, joined by words of the edition's language."""

    joined: ClassVar[dict[str, Any]] = {"sep2": ENGLISH["two"], "other": ENGLISH["others"]}
    person: PersonStyle = made_by(default_factory=lambda: PersonStyle(**NamedStyle.joined))


def register(_: Sphinx | None = None, config: Config | None = None) -> None:
    """Register the styles and the sorting under their name, with the words of an edition."""
    given = config.offshore_names if config else ENGLISH
    NamedStyle.joined = {"sep2": given["two"], "other": given["others"]}
    register_plugin("pybtex.style.sorting", NAME, ByName)
    register_plugin("pybtex.style.formatting", NAME, VerifiedStyle)
    # Each citation asks for it, and would search everything that is installed.
    register_plugin(BACKENDS, PLAIN, find_plugin(BACKENDS, PLAIN), force=True)
    register_referencing("sphinxcontrib.bibtex.style.referencing", NAME, NamedStyle, force=True)
