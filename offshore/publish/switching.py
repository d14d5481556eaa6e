"""From one language to another: links between editions, and the page in front of them."""

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from offshore.show.language import Language

if TYPE_CHECKING:  # planning, which also looks here, would wait for the import
    from sphinx.application import Sphinx

FRONT = "index.html"
SCRIPT = "languages.js"


def described(language: Language) -> dict[str, str]:
    """Return what a link to an edition says of its language; `tag` is as BCP 47 has it."""
    tag = language.locale.replace("_", "-")
    return {"code": language.code, "tag": tag, "name": language.own_name}


def add_to_page(app: "Sphinx", page: str, _: str, context: dict[str, Any], __: Any) -> None:
    """Hand each page's address in every language to its head and to the switch."""
    editions = [
        one | {"address": f"{context['content_root']}../{one['code']}/{page}.html"}
        for one in app.offshore_inputs["editions"]
    ]
    context["languages"] = [one for one in editions if one["tag"] != context["language"]]
    links = [
        f'<link rel="alternate" hreflang="{one["tag"]}" href="{escape(one["address"])}">'
        for one in editions
    ]
    context["metatags"] = "\n".join([context.get("metatags", ""), *links])


def front_page(titles: dict[Language, str]) -> str:
    """Return the page before the editions, given each one's title.

    It leads on to the language chosen last, else to the browser's; without script it shows
    a link to each.
    """
    listed = [described(one) | {"title": titles[one]} for one in titles]
    links = "\n".join(LINK.format(**{k: escape(v) for k, v in one.items()}) for one in listed)
    heads = "\n".join(HEAD.format(**one) for one in listed)
    codes = " ".join(one["code"] for one in listed)
    return PAGE.format(
        links=links,
        heads=heads,
        codes=codes,
        first=listed[0]["code"],
        title=escape(" · ".join(titles.values())),
    )


HEAD = '<link rel="alternate" hreflang="{tag}" href="{code}/index.html">'
LINK = '<li lang="{tag}"><a href="{code}/index.html" hreflang="{tag}">{name}</a>: {title}</li>'
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
{heads}
<link rel="stylesheet" href="{first}/_static/offshore.css">
<script>
const codes = "{codes}".split(" ");
let chosen = null;
try {{ chosen = localStorage.getItem("language"); }} catch {{}}
const wanted = [chosen, ...navigator.languages.map((tag) => tag.split("-")[0])];
const code = wanted.find((one) => codes.includes(one)) ?? codes[0];
location.replace(`${{code}}/index.html${{location.hash}}`);
</script>
</head>
<body class="front">
<ul>
{links}
</ul>
</body>
</html>
"""


def write_front(folder: Path, titles: dict[Language, str]) -> Path:
    """Write the front page, in one step, and return its file."""
    fresh = folder / f".{FRONT}"
    fresh.write_text(front_page(titles), encoding="utf-8")
    return fresh.replace(folder / FRONT)
