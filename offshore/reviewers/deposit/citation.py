"""Who made the compendium and what it is called, from CITATION.cff, for those who archive it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import yaml

from offshore.compendium.errors import UserError
from offshore.compendium.root import Compendium

FILE = "CITATION.cff"
ZENODO = ".zenodo.json"
PAPER = (
    "The study that this compendium reruns is not included. Its title, authors, journal and year "
    "are unknown to us, so that no reference to it can be given."
)
TERMS = (
    "Code is under the MIT licence; prose, figures, tables of data and what is made from them are "
    "under CC BY 4.0. TERMS.md says which terms apply to what."
)


@dataclass(frozen=True)
class Citation:
    """What CITATION.cff says; `licence` is an identifier of SPDX."""

    title: str
    version: str
    authors: Sequence[str]
    licence: str
    abstract: str
    keywords: Sequence[str]

    @property
    def folder(self) -> str:
        """The name of the deposit and of the folder that it is unpacked to."""
        return f"offshore-deposit-{self.version}"


def read(compendium: Compendium) -> Citation:
    """Return what CITATION.cff says; UserError if it lacks something."""
    try:
        text = (compendium.root / FILE).read_text(encoding="utf-8")
        given = yaml.safe_load(text)
        return Citation(
            title=given["title"],
            version=str(given["version"]),
            authors=[_name(one) for one in given["authors"]],
            licence=given["license"],
            abstract=" ".join(given["abstract"].split()),
            keywords=list(given["keywords"]),
        )
    except FileNotFoundError:
        raise UserError(f"There is no {FILE}; a deposit takes title and authors from it.") from None
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as fault:
        raise UserError(f"{FILE} cannot be used for a deposit: {fault!r}.") from None


def _name(author: Any) -> str:
    """Return a person's name, family name first, or the name of a group."""
    if "name" in author:
        return str(author["name"])
    return ", ".join(str(author[part]) for part in ("family-names", "given-names"))


def zenodo(given: Citation, date: datetime) -> bytes:
    """Return the file from which Zenodo fills in its form."""
    told = {
        "title": given.title,
        "upload_type": "software",
        "description": given.abstract,
        "creators": [{"name": name} for name in given.authors],
        "version": given.version,
        "publication_date": date.date().isoformat(),
        "access_right": "open",
        "license": given.licence.lower(),
        "keywords": list(given.keywords),
        "language": "eng",
        "notes": f"{TERMS} {PAPER}",
    }
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()
