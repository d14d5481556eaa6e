"""How the bibliography prints a work: what is verified, and no gaps for what is not."""

from pybtex.plugin import register_plugin
from pybtex.style.formatting.plain import Style as PlainStyle
from pybtex.style.formatting.unsrt import pages
from pybtex.style.sorting.author_year_title import SortingStyle
from pybtex.style.template import Node, field, join, optional, optional_field, sentence, tag, words

NAME = "verified"


class ByName(SortingStyle):
    """By authors, year and title; an organisation's name without its braces."""

    def person_key(self, person: object) -> str:
        """Return the key that a person or an organisation is sorted by."""
        return str(super().person_key(person)).replace("{", "")


class VerifiedStyle(PlainStyle):
    """Pybtex's plain style, but a volume or an issue is kept even if the pages are missing."""

    default_sorting_style = NAME

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


def register() -> None:
    """Register the style and its sorting with pybtex under their name."""
    register_plugin("pybtex.style.sorting", NAME, ByName)
    register_plugin("pybtex.style.formatting", NAME, VerifiedStyle)
