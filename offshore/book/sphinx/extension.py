"""The book's own Sphinx extension: numbers, terms, dark figures, formulas, no other hosts."""

import json
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.nodes import Element, Node, system_message
from latex2mathml.converter import convert
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from offshore.book.handover import AUDIT_PAGE, FACTS_PAGE, INPUTS, PROVENANCE
from offshore.book.sphinx import (
    badges,
    banner,
    filtering,
    frame,
    language_switch,
    language_tags,
    reference_style,
    searching,
    typeface,
    walking,
)
from offshore.display.conditional.partial import lacks
from offshore.display.markdown import ANCHOR
from offshore.results.provenance.anchors import of_number

logger = logging.getLogger(__name__)
LIGHT, DARK = ".light.svg", ".dark.svg"
KEPT_TOGETHER = 30  # letters of a number that is not broken; what is longer is a list of them
OUTSIDE = ("http://", "https://", "//")


class NumberRole(SphinxRole):
    """{number}`cagr` in a notebook, {number}`growth.cagr` elsewhere: a number from a run."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the number as the run worded it; an unknown name is a warning, hence an error."""
        key = self.text if "." in self.text else f"{self.env.docname}.{self.text}"
        inputs = self.env.app.offshore_inputs
        value = inputs["numbers"].get(key)
        if value is None and lacks(key, inputs["lacking"]):
            return [nodes.inline("", inputs["not_available"], classes=["not-available"])], []
        if value is None:
            logger.warning("no run gives the number %s", key, location=self.get_location())
            value = "?"
        kind = "number" if len(value) <= KEPT_TOGETHER else "numbers"
        return [nodes.inline("", "", self._linked(key, value), classes=[kind])], []

    def _linked(self, key: str, value: str) -> Node:
        """Return a number as a link to what it came from, where the book says that."""
        page, _, name = key.partition(".")
        if page not in self.env.app.offshore_inputs["explained"]:
            return nodes.Text(value)
        there = self.env.app.builder.get_relative_uri(self.env.docname, PROVENANCE)
        address = f"{there}#{of_number(page, name)}"
        return nodes.reference("", value, internal=True, refuri=address, classes=["from"])


class PrintedRole(SphinxRole):
    """{printed}`value-2013`: a number as the paper prints it, linked to its place, with a badge."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the worded number as a link to its row on the page of facts."""
        fact = self.env.app.offshore_inputs["facts"].get(self.text)
        if fact is None:
            logger.warning("no fact is called %s", self.text, location=self.get_location())
            return [nodes.inline("", "?")], []
        page = self.env.app.builder.get_relative_uri(self.env.docname, FACTS_PAGE)
        link = nodes.reference(
            "", fact["worded"], internal=True, refuri=f"{page}#{self.text}", classes=["printed"]
        )
        link["reftitle"] = fact["source"]
        return [nodes.inline("", "", link, *self._badge(), classes=["printed-number"])], []

    def _badge(self) -> list[Node]:
        badge = self.env.app.offshore_inputs["badges"].get(self.text)
        page = self.env.app.builder.get_relative_uri(self.env.docname, AUDIT_PAGE)
        return [badges.link(badge, page)] if badge else []


class TracedRole(SphinxRole):
    """{traced}`What it came from <growth-executed-value>`: a link to an anchor of that page."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the link; the page is HTML, so Sphinx does not know its anchors."""
        text, _, anchor = self.text.rpartition(" <")
        there = self.env.app.builder.get_relative_uri(self.env.docname, PROVENANCE)
        address = f"{there}#{anchor.removesuffix('>')}"
        return [nodes.reference("", text, internal=True, refuri=address)], []


class SaysRole(SphinxRole):
    """{says}`rates` in a chapter, {says}`growth.rates` elsewhere: a sentence, if it holds."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the sentence as it is said in this book; an unknown name is a warning."""
        key = self.text if "." in self.text else f"{self.env.docname}.{self.text}"
        text = self.env.app.offshore_inputs["sentences"].get(key)
        if text is None:
            logger.warning(
                "no file of words has the sentence %s", key, location=self.get_location()
            )
            return [nodes.inline("", "?")], []
        said, messages = self.inliner.parse(text, self.lineno, self.inliner, self.inliner.parent)
        return [nodes.inline("", "", *said, classes=["said"])] if said else [], messages


class DarkFigures(SphinxTransform):
    """Put a dark picture beside each light one; the theme shows one of the two."""

    default_priority = 200

    def apply(self, **_: Any) -> None:
        """Copy every picture named *.light.svg as its *.dark.svg."""
        for picture in list(self.document.findall(nodes.image)):
            if picture["uri"].endswith(LIGHT):
                dark = picture.copy()
                dark["uri"] = picture["uri"].removesuffix(LIGHT) + DARK
                picture["classes"] = [*picture["classes"], "only-light"]
                dark["classes"] = [*dark["classes"], "only-dark"]
                picture.parent.insert(picture.parent.index(picture) + 1, dark)


class AnchorsOfHeadings(SphinxTransform):
    """Give a generated heading the anchor that its class names; its text may be Chinese."""

    default_priority = 200

    def apply(self, **_: Any) -> None:
        """Replace the anchor of each section that has such a class."""
        for section in self.document.findall(nodes.section):
            for name in [name for name in section["classes"] if name.startswith(ANCHOR)]:
                section["classes"].remove(name)
                section["ids"] = [name.removeprefix(ANCHOR)]


class NothingSaid(SphinxTransform):
    """Take out paragraphs and items of lists whose only sentence does not hold."""

    default_priority = 30  # after translation, which reads the paragraphs again

    def apply(self, **_: Any) -> None:
        """Remove what is empty, from the inside to the outside."""
        for kind in (nodes.paragraph, nodes.list_item, nodes.bullet_list, nodes.enumerated_list):
            for node in list(self.document.findall(kind)):
                if not node.astext().strip() and not any(node.findall(nodes.image)):
                    node.parent.remove(node)


class FormulasAsTheyAre(SphinxTransform):
    """Keep formulas out of the translation catalogues: they are the same in every language."""

    default_priority = 10  # before extraction and translation

    def apply(self, **_: Any) -> None:
        """Mark every formula as not translatable."""
        for formula in self.document.findall(nodes.math_block):
            formula["translatable"] = False


def visit_formula(translator: Any, node: Element) -> None:
    """Write an inline formula as MathML."""
    translator.body.append(convert(node.astext()))
    raise nodes.SkipNode


def visit_display_formula(translator: Any, node: Element) -> None:
    """Write a display formula as MathML that scrolls if it is too wide."""
    translator.body.append(f'<div class="formula">{convert(node.astext(), display="block")}</div>')
    raise nodes.SkipNode


def keep_inside(_: Sphinx, page: str, template: str, context: dict[str, Any], __: Any) -> None:
    """Remove every script and style sheet of another host from a page."""
    del page, template
    for kind in ("script_files", "css_files"):
        context[kind] = [file for file in context.get(kind, []) if not _is_unwanted(file)]


def _is_unwanted(file: Any) -> bool:
    name = str(getattr(file, "filename", None) or "")
    body = getattr(file, "attributes", {}).get("body", "")
    return name.startswith(OUTSIDE) or "thebe" in name or "https://" in body


def drop_thebe(_: Sphinx, doctree: nodes.document, __: str) -> None:
    """Remove the settings of thebe, which runs cells on somebody else's host."""
    for raw in list(doctree.findall(nodes.raw)):
        if "x-thebe-config" in raw.astext():
            raw.parent.remove(raw)


def explain_terms(app: Sphinx, doctree: nodes.document, _: str) -> None:
    """Show a term's definition on hovering over any link to the glossary."""
    objects = app.env.get_domain("std").data["objects"]
    explained = {
        anchor: app.offshore_inputs["terms"][term]
        for (kind, term), (_, anchor) in objects.items()
        if kind == "term" and term in app.offshore_inputs["terms"]
    }
    for link in doctree.findall(nodes.reference):
        anchor = link.get("refid") or link.get("refuri", "").rpartition("#")[2]
        if anchor in explained:
            link["reftitle"] = explained[anchor]
            link["classes"] = [*link["classes"], "term"]


def read_inputs(app: Sphinx) -> None:
    """Read what binding hands over."""
    text = (Path(app.srcdir) / INPUTS).read_text(encoding="utf-8")
    app.offshore_inputs = json.loads(text)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register everything with Sphinx."""
    walking.use()
    app.add_config_value("offshore_names", reference_style.ENGLISH, "env")
    app.connect("config-inited", reference_style.register, priority=100)
    searching.register()
    app.connect("builder-inited", read_inputs)
    app.connect("builder-inited", filtering.write, priority=900)
    app.connect("html-page-context", filtering.add_to_page)
    app.connect("html-page-context", keep_inside, priority=900)
    app.connect("builder-inited", banner.prepare)
    app.connect("html-page-context", banner.add_to_page)
    app.connect("html-page-context", language_switch.add_to_page)
    app.connect("build-finished", searching.let_numbers_be_found)
    app.connect("build-finished", frame.translate)
    app.connect("build-finished", typeface.write)
    app.connect("doctree-resolved", drop_thebe, priority=900)
    app.connect("doctree-resolved", explain_terms, priority=900)
    app.connect("doctree-resolved", badges.add_legend, priority=900)
    app.connect("doctree-resolved", language_tags.mark, priority=950)
    app.add_role("number", NumberRole())
    app.add_role("printed", PrintedRole())
    app.add_role("says", SaysRole())
    app.add_role("traced", TracedRole())
    app.add_transform(DarkFigures)
    app.add_transform(AnchorsOfHeadings)
    app.add_transform(FormulasAsTheyAre)
    app.add_transform(NothingSaid)
    app.add_html_math_renderer(
        "mathml",
        inline_renderers=(visit_formula, None),
        block_renderers=(visit_display_formula, None),
    )
    app.add_css_file("offshore.css")
    app.add_js_file(language_switch.SCRIPT, loading_method="defer")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
