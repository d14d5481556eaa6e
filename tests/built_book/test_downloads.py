"""Notebooks that readers download: to be read with their numbers in any viewer, or to be run."""

from pathlib import Path
from typing import Any

import pytest
import reading
from checkouts import Checkout, here

from offshore.compendium.root import Compendium
from offshore.notebook import contract

NAMES = contract.names(here())
each = pytest.mark.parametrize("name", NAMES)


def downloaded(built: Checkout, code: str, file: str) -> dict[str, Any]:
    (found,) = (built.html(code) / "_downloads").glob(f"*/{file}.ipynb")
    return reading.read(found)


def stored(name: str) -> dict[str, Any]:
    return reading.read(Path(here().notebooks / f"{name}.ipynb"))


@each
def test_copy_to_read_is_plain_markdown_with_its_numbers(
    built: Checkout, code: str, name: str
) -> None:
    made = downloaded(built, code, name)
    reading.check(stored(name), made, reading.plain_texts(made), Compendium(built.root), code)


@each
def test_copy_to_read_has_every_figure_as_a_picture_with_a_caption(
    built: Checkout, code: str, name: str
) -> None:
    captions = reading.captions(downloaded(built, code, name))
    assert len(captions) >= reading.drawn(stored(name))
    assert all(captions)


@each
def test_copy_to_run_has_expressions_and_no_output(built: Checkout, code: str, name: str) -> None:
    made = downloaded(built, code, f"{name}-to-run")
    assert reading.named(made) == reading.named(stored(name))
    assert not any(cell.get("outputs") for cell in made["cells"])
    assert f'language: str = "{code}"' in reading.sources(made, "code")["parameters"]
