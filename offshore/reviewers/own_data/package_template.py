"""A new data package: the template, or what somebody has filled into a workbook."""

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from offshore.audit.rules import RULES
from offshore.book.own import normal_form
from offshore.compendium.errors import UserError, near
from offshore.compendium.root import Compendium
from offshore.data import package, validation
from offshore.data.faults import told
from offshore.display.language import SOURCE, Language
from offshore.reviewers.own_data.filled import Filled

GUIDE = "README.md"


def tables(here: Compendium) -> Path:
    """Return the folder of the template's data package: a city of invented figures."""
    return Compendium(here.template).data


def write(here: Compendium, target: Path, words: Language) -> None:
    """Write the template, with its guide in a language, to a new folder.

    Raises UserError, and writes nothing, if something is there already.
    """
    _make(target, lambda folder: _copy(here, folder, words))


def write_filled(here: Compendium, target: Path, filled: Filled, words: Language) -> None:
    """Write the data package that a workbook holds, with the guide, to a new folder.

    Raises UserError that lists the faults of its tables, with the rows of the sheets; writes
    nothing then, or if something is there already.
    """

    def fill(folder: Path) -> None:
        named = folder / filled.file
        named.mkdir()
        _fill(here, named, filled)
        if faults := [one for one in validation.faults(named, RULES) if one.kind == "content"]:
            head = "Nothing was written; rows are those of the sheets. Fix this first:"
            raise UserError("\n".join([head, *told(faults)]))
        for part in named.iterdir():
            part.rename(folder / part.name)
        named.rmdir()
        _guide(here, folder, words)

    _make(target, fill)


def _make(target: Path, fill: Callable[[Path], None]) -> None:
    """Fill a folder beside the target, and put it in its place when it is complete."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UserError(f"{near(target)} is there already, and stays as it is. Name a new folder.")
    if not target.absolute().parent.is_dir():
        raise UserError(f"There is no folder {near(target.absolute().parent)}. Make it first.")
    with tempfile.TemporaryDirectory(dir=target.absolute().parent, prefix=".new-") as aside:
        made = Path(aside) / "package"
        made.mkdir()
        fill(made)
        if target.is_dir():
            target.rmdir()
        made.rename(target)


def _copy(here: Compendium, folder: Path, words: Language) -> None:
    shutil.copytree(tables(here), folder, dirs_exist_ok=True)
    _guide(here, folder, words)


def _guide(here: Compendium, folder: Path, words: Language) -> None:
    guides = here.template / "guides"
    own = guides / f"{words.code}.md"
    source = own if own.exists() else guides / f"{SOURCE}.md"
    shutil.copyfile(source, folder / GUIDE)


def _fill(here: Compendium, folder: Path, filled: Filled) -> None:
    for name, text in filled.tables.items():
        file = folder / f"{name}.csv"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    described = _descriptor(package.descriptor(tables(here)), filled)
    for resource in described["resources"]:
        content = (folder / resource["path"]).read_bytes()
        resource["hash"] = package.hash_of(content)
    text = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
    (folder / package.DESCRIPTOR).write_text(text, encoding="utf-8")


def _descriptor(template: Mapping[str, Any], filled: Filled) -> dict[str, Any]:
    """Return the descriptor of a filled-in workbook: its own texts, the template's schemas."""
    kept = [one for one in template["resources"] if one["path"][:-4] in filled.tables]
    names = {one["name"] for one in kept}
    dropped = ("description", "description_zh", "licenses", "sources")  # of the invented city
    resources = [
        {key: value for key, value in one.items() if key not in dropped}
        | {"schema": normal_form.schema_within(one["schema"], names)}
        for one in kept
    ]
    return {"profile": template["profile"], **filled.about, "resources": resources}
