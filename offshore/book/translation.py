"""What a language changes in the book's sources: catalogues, contents, titles and prompts."""

from pathlib import Path
from typing import Any

import yaml
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from offshore.display.language import FRAME, SOURCE, Language

FOLDER = "locale"  # where Sphinx finds the compiled catalogues


def lay_out(source: Path, words: Language) -> None:
    """Put compiled catalogues beside the pages, and translate the table of contents."""
    if words.code == SOURCE:
        return
    for file in sorted((words.compendium.translations / words.locale).rglob("*.po")):
        target = (
            source / FOLDER / file.relative_to(words.compendium.translations).with_suffix(".mo")
        )
        target.parent.mkdir(parents=True, exist_ok=True)
        with file.open("rb") as catalogue, target.open("wb") as compiled:
            write_mo(compiled, read_po(catalogue, locale=words.locale))
    contents = source / "_toc.yml"
    listed = yaml.safe_load(contents.read_text(encoding="utf-8"))
    for part in listed["parts"]:
        part["caption"] = words.prose(part["caption"], FRAME)
    contents.write_text(yaml.safe_dump(listed, allow_unicode=True, sort_keys=False), "utf-8")


def settings(words: Language, own: str = "") -> dict[str, Any]:
    """Return Jupyter Book's settings in a language, with Sphinx's nested in them.

    `own` is the name of a custom edition, which then appears in the title on every page.
    """
    given: dict[str, Any] = yaml.safe_load(words.compendium.config.read_text(encoding="utf-8"))
    for name in ("title", "author"):
        given[name] = words.prose(given[name], FRAME)
    if own:
        given["title"] = words.text("{title} (edition {name})", title=given["title"], name=own)
    config = given["sphinx"]["config"]
    config["html_theme_options"]["search_bar_text"] = words.text("Search")
    config |= {
        "language": words.locale,
        "locale_dirs": [FOLDER],
        "gettext_auto_build": False,  # they are already compiled
        "nb_code_prompt_show": words.text("Show code"),
        "nb_code_prompt_hide": words.text("Hide code"),
        "togglebutton_hint": words.text("Show"),
        "togglebutton_hint_hide": words.text("Hide"),
        "offshore_names": joined_names(words),
    }
    return given


def joined_names(words: Language) -> dict[str, str]:
    """Return what stands between two authors and what for others, as the text names works."""
    two = words.text("{author} and {other}", author="\0", other="\0")
    return {"two": two.strip("\0"), "others": words.text("{author} et al.", author="")}
