"""The inspection of a bound book before it is sealed: whole, themed, loading from no other host.

Only the built folder is inspected, as a browser would find it.
"""

import os
import platform
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from offshore.book.handover import COMPARISON
from offshore.compendium.hashes import of_file, of_json
from offshore.compendium.remembered import Remembered
from offshore.compendium.root import source_of

THEME = ("_static/styles/sphinx-book-theme.css", "_static/offshore.css")  # on every page
GENERATED = ("genindex", "search")  # the theme's own pages, which have no text to read
STATIC = "_static"  # holds templates of the theme, which are not pages
LOADED = {
    *("script", "img", "source", "iframe", "embed", "object", "video", "audio", "track"),
    *("input", "use", "image", "form", "base", "meta"),
}
NAVIGATED = ("canonical", "alternate", "index", "search", "next", "prev", "license", "author")
ADDRESSES = ("href", "src", "poster", "data", "action", "xlink:href")
WITH_ADDRESSES = {*ADDRESSES, "srcset", "style", "http-equiv"}
IN_STYLES = re.compile(r"""url\(\s*["']?([^"')]*)["']?\s*\)|@import\s+["']([^"']+)["']""")
TOP, WORDS = "top", ":~:"  # how browsers mark the top of a page, and text on it
MOVED = re.compile(r"\s*[\d.]+\s*[;,]\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
COMMENTS = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True)
class Address:
    """One address in a page or a stylesheet; `loads` if a browser fetches it by itself."""

    text: str
    loads: bool


@dataclass
class Seen:
    """What one page has: addresses, anchors to link to, stylesheets, its heading and its text."""

    addresses: list[Address] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    styles: list[str] = field(default_factory=list)
    heading: str = ""
    words: str = ""

    def plain(self) -> list[Any]:
        """Return it as values that JSON represents: each address once, the text cut."""
        listed = [[one.text, one.loads] for one in dict.fromkeys(self.addresses)]
        return [listed, sorted(self.anchors), self.styles, self.heading[:1], self.words[:1]]

    @classmethod
    def of_plain(cls, given: list[Any]) -> "Seen":
        """Return what such values describe."""
        listed, anchors, styles, heading, words = given
        return cls([Address(*one) for one in listed], set(anchors), styles, heading, words)


class PageReader(HTMLParser):
    """Reads one page into `seen`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = Seen()
        self._within: list[str] = []

    def updatepos(self, _: int, end: int) -> int:
        """Return the end of what was read; nobody asks in which line that is."""
        return end

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Record an element's addresses and anchors, and note where the article begins."""
        given = {name: value or "" for name, value in attrs}
        if "id" in given or "name" in given:
            self.seen.anchors |= {given[name] for name in ("id", "name") if name in given}
        if not given.keys().isdisjoint(WITH_ADDRESSES):
            self.seen.addresses += _addresses(tag, given)
        if tag == "link" and given.get("rel") == "stylesheet":
            self.seen.styles.append(urlsplit(given.get("href", "")).path)
        if tag in ("article", "h1", "style", "script"):
            self._within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note where the article, its heading, a style or a script ends."""
        if tag in self._within:
            self._within.remove(tag)

    def handle_data(self, data: str) -> None:
        """Record the addresses in a style, and the text of the heading and of the article."""
        if "style" in self._within:
            self.seen.addresses += [Address(text, True) for text in _in_style(data)]
        elif "script" in self._within or "article" not in self._within:
            return
        elif "h1" in self._within:
            self.seen.heading += data.strip()
        else:
            self.seen.words += data.strip()


def _addresses(tag: str, given: Mapping[str, str]) -> Iterator[Address]:
    loads = tag in LOADED or (tag == "link" and given.get("rel") not in NAVIGATED)
    yield from (Address(given[name].strip(), loads) for name in ADDRESSES if name in given)
    listed = [part.split()[0] for part in given.get("srcset", "").split(",") if part.strip()]
    styled = _in_style(given.get("style", ""))
    moved = MOVED.findall(given.get("content", "")) if "http-equiv" in given else []
    yield from (Address(text.strip(), True) for text in [*listed, *styled, *moved])


def _in_style(text: str) -> list[str]:
    found = IN_STYLES.finditer(COMMENTS.sub("", text))
    return [address for one in found if (address := one[1] or one[2])]


def pages_of(book: Path) -> set[str]:
    """Return the names of a bound book's pages, without their ending, but not what is beside it."""
    return _documents(book) - {COMPARISON}


def _documents(book: Path) -> set[str]:
    found = (page.relative_to(book) for page in book.rglob("*.html"))
    return {page.with_suffix("").as_posix() for page in found if page.parts[0] != STATIC}


def faults(
    book: Path,
    contents: Collection[str],
    editions: Collection[str] = (),
    remembered: Remembered | None = None,
) -> list[str]:
    """Return what is wrong with a bound book, nothing for a whole one.

    `contents` are the pages that its table of contents lists. `editions` are the folders of the
    editions that will be published beside it; it may link to their pages of the same names.
    `remembered` has what was seen in pages of the same bytes, and is added to.
    """
    pages = {name: _seen(book / f"{name}.html", remembered) for name in sorted(_documents(book))}
    if remembered:
        remembered.save()
    wanted = {*contents, *GENERATED}
    beside = {f"{edition}/{name}.html" for edition in editions for name in wanted}
    target = _Targets(book.absolute(), pages, beside)
    wrong = [f"{name}.html is missing" for name in sorted(wanted - set(pages))]
    other = set(pages) - wanted - {COMPARISON}
    wrong += [f"{name}.html is not in the contents" for name in sorted(other)]
    for name, seen in pages.items():
        alone = name == COMPARISON  # it stands alone, so it has its own style
        own = [] if alone else _page_faults(seen, name in contents)
        found = [*own, *target.unreachable(name, seen.addresses)]
        wrong += [f"{name}.html {what}" for what in found]
    for sheet in sorted(book.rglob("*.css")):
        place = sheet.relative_to(book).as_posix()
        named = [Address(text, True) for text in _in_style(_text(sheet))]
        wrong += [f"{place} {what}" for what in target.unreachable(place, named)]
    return wrong


def _seen(page: Path, remembered: Remembered | None) -> Seen:
    if remembered is None:
        return _read(page)
    key = of_json([_reader(), of_file(page)])
    if (found := remembered.get(key)) is None:
        seen = _read(page)
        remembered.put(key, seen.plain())
        return seen
    return Seen.of_plain(found)


@cache
def _reader() -> str:
    return of_json([of_file(source_of(__name__)), platform.python_version()])


def _read(page: Path) -> Seen:
    reader = PageReader()
    reader.feed(_text(page))
    return reader.seen


def _text(file: Path) -> str:
    """Return a file's text; bytes that are not UTF-8 hide no address."""
    return file.read_text(encoding="utf-8", errors="replace")


def _page_faults(seen: Seen, written: bool) -> Iterator[str]:
    loaded = [style for style in THEME if any(one.endswith(style) for one in seen.styles)]
    if lost := sorted(set(THEME) - set(loaded)):
        yield f"is without its theme: it does not load {', '.join(lost)}"
    if written and not (seen.heading and seen.words):
        yield "is empty"


@dataclass(frozen=True)
class _Targets:
    """The targets that addresses may have: the book's files and anchors, and pages beside it."""

    book: Path
    pages: Mapping[str, Seen]
    beside: Collection[str]

    def unreachable(self, place: str, addresses: Iterable[Address]) -> Iterator[str]:
        """Yield the faults of the addresses of a page or stylesheet, each once."""
        for address in dict.fromkeys(addresses):
            try:
                parts = urlsplit(address.text)
            except ValueError:
                yield f"leads to {address.text}, which is not an address"
                continue
            if parts.scheme in ("http", "https", "ws", "wss") or parts.netloc:
                if address.loads:
                    yield f"asks another host: {address.text}"
            elif not parts.scheme and not self._arrives(place, parts.path, parts.fragment):
                yield f"leads to {address.text}, which is not there"

    def _arrives(self, place: str, path: str, fragment: str) -> bool:
        # Dots are resolved as in a browser, not as in a file system, which follows links.
        start = self.book / (f"{place}.html" if place in self.pages else place)
        file = Path(os.path.normpath(start.parent / unquote(path))) if path else start
        if not file.is_relative_to(self.book):
            return os.path.relpath(file, self.book.parent) in self.beside
        if not _has_bytes(file):
            return False
        page = self.pages.get(file.relative_to(self.book).with_suffix("").as_posix())
        anchor = unquote(fragment.partition(WORDS)[0])
        return not anchor or anchor.lower() == TOP or page is None or anchor in page.anchors


def _has_bytes(file: Path) -> bool:
    try:
        return not file.is_symlink() and file.is_file() and file.stat().st_size > 0
    except OSError:  # such as a name that is too long for a file
        return False
