"""An invented paper of a few sentences, and a data package that holds what it prints."""

import hashlib
import json
from pathlib import Path

import pytest

# Each sentence as a page might print it, and in normal form, written by hand.
PAPER = [
    ("abstract", 0, "heading", "摘 要", "摘要"),
    ("abstract", 1, "sentence", "本文考察果园。", "本文考察果园。"),
    ("1", 0, "heading", "一、产量", "一、产量"),
    ("1", 1, "sentence", "2016年收苹果 1 250.5吨，同比增长２０％（见图1）；",
     "2016年收苹果1250.5吨,同比增长20%(见图1);"),
    ("1", 2, "sentence", "果树三种，《果园计划（2019年）》称“十个果园”。[1-2]",
     '果树三种,《果园计划(2019年)》称"十个果园"。[1-2]'),
    ("1", 3, "sentence", "果农李四进一步指出，2017棵收成更好。",
     "果农李四进一步指出,2017棵收成更好。"),
    ("1", 4, "caption", "图1 苹果", "图1苹果"),
]  # fmt: skip

TEXT = """ 摘 要

本文考察果
园。

一、产量

2016年收苹果 1 250.5吨，同比增

图1 苹果

长２０％（见图1）；果树三种，《果园计划（2019年）》称“十个果园”。[1-2]
果农李四进一步指出，
2017棵收成更好。
"""

TABLES = {
    "paper/facts": (
        {"id": "", "printed": "number", "unit": "", "period": "period"},
        ["harvest,1 250.5,tonnes,2016,1,1", "growth,20,%,2016,1,1", "orchards,10,orchards,,1,2"],
    ),
    "paper/claims": ({"id": "", "prints": "phrases"}, ["kinds,三种; 十个,1,2"]),
    "paper/people": ({"id": "", "name": "name"}, ["farmer,一位果农,1,3"]),
    "paper/references": ({"number": "citation"}, ["1,1,2", "2,1,2"]),
    "paper/misprints": (
        {"id": "", "prints": "", "meant": ""},
        ["year,2017棵,2017年,1,3"],
    ),
    "paper/numerals": ({"word": "", "kind": ""}, ["进一步,part of a word", "2017棵,misprint"]),
    "paper/wordings": (
        {"table": "", "row": "", "column": "", "prints": ""},
        ["paper/people,farmer,name,李四"],
    ),
    "vocabulary/units": (
        {"unit": "", "zh": "", "factor": ""},
        ["tonnes,吨,1000", "%,%,0.01", "orchards,个果园,1"],
    ),
}  # fmt: skip
PLACED = ("facts", "claims", "people", "references", "misprints")


@pytest.fixture
def orchard(tmp_path: Path) -> Path:
    """The invented data package."""
    folder = tmp_path / "data"
    rows = [
        f"{section},{number},{kind},{len(text)},{hashlib.sha256(text.encode()).hexdigest()[:16]}"
        for section, number, kind, _, text in PAPER
    ]
    columns = dict.fromkeys(("section", "sentence", "kind", "length", "hash"), "")
    resources = [_table(folder, "paper/sentences", columns, rows)]
    for name, (fields, lines) in TABLES.items():
        places = {"section": "", "sentence": ""} if name.partition("/")[2] in PLACED else {}
        resources.append(_table(folder, name, fields | places, lines))
    descriptor = {"name": "orchard", "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder


def _table(folder: Path, name: str, columns: dict[str, str], rows: list[str]) -> dict:
    file = folder / f"{name}.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join([",".join(columns), *rows, ""]), encoding="utf-8")
    whole = ("sentence", "length")
    fields = [
        {"name": column, "type": "integer" if column in whole else "string"}
        | ({"transcribed": kind} if kind else {})
        for column, kind in columns.items()
    ]
    resource = {"name": name.replace("/", "-"), "path": f"{name}.csv"}
    return resource | {"schema": {"fields": fields, "missingValues": [""]}}
