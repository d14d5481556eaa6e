"""The page in front of the editions, which sends readers to their language."""

from pathlib import Path

from offshore.compendium import templates
from offshore.compendium.root import PACKAGE
from offshore.display.language import Language

FILE = "index.html"
TEMPLATE = PACKAGE / "book/front_page.html"


def described(language: Language) -> dict[str, str]:
    """Return what a link to an edition needs of its language; `tag` follows BCP 47."""
    tag = language.locale.replace("_", "-")
    return {"code": language.code, "tag": tag, "name": language.own_name}


def front_page(titles: dict[Language, str]) -> str:
    """Return the page in front of the editions, given the title of each.

    It redirects to the language chosen last, else to the browser's; without scripts it shows a link
    to each edition.
    """
    listed = [described(one) | {"title": titles[one]} for one in titles]
    return templates.render(TEMPLATE, editions=listed)


def write(folder: Path, titles: dict[Language, str]) -> Path:
    """Write the front page, in one step, and return its file."""
    fresh = folder / f".{FILE}"
    fresh.write_text(front_page(titles), encoding="utf-8")
    return fresh.replace(folder / FILE)
