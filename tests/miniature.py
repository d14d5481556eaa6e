"""A compendium in miniature, of three pages and two notebooks: one that is built in seconds."""

import csv
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import yaml
from checkouts import ROOT, Checkout

OWN = Path(__file__).with_name("miniature")
SHARED = (
    "requirements.lock",
    "book/facts.md",
    "book/_static",
    "book/_templates",
    *(f"book/translations/zh_CN/LC_MESSAGES/{name}.po" for name in ("book", "display")),
    *(f"book/translations/zh_CN/LC_MESSAGES/{name}.po" for name in ("facts", "sphinx", "tables")),
)
FACTS = {
    "paper/amounts": ("value-2013", "value-2014", "value-2015", "value-2016", "value-2017"),
    "paper/shares": ("share-kpo", "share-ito", "share-bpo"),
}
VOCABULARIES = ("quantities", "entities", "segments", "units")


def make(folder: Path) -> Checkout:
    """Return a miniature in a new folder, made of the checkout's own parts, nothing built."""
    shutil.copytree(OWN, folder)
    for name in SHARED:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, target)
    (folder / "_config.yml").write_text(yaml.safe_dump(settings(), allow_unicode=True))
    # Its package is the checkout's: that it may be another is for other tests.
    (folder / "offshore").symlink_to(ROOT / "offshore")
    lay_out_data(folder / "data")
    return Checkout(folder)


def settings() -> dict[str, Any]:
    """Return the checkout's settings of Jupyter Book without its bibliography."""
    given: dict[str, Any] = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    given["sphinx"]["extra_extensions"].remove("sphinxcontrib.bibtex")
    config = given["sphinx"]["config"]
    kept = {name: value for name, value in config.items() if not name.startswith("bibtex")}
    given["sphinx"]["config"] = kept
    return given


def lay_out_data(folder: Path) -> None:
    """Write the few tables, with the few facts and the words for them."""
    described = json.loads((ROOT / "data/datapackage.json").read_text(encoding="utf-8"))
    kept = [*FACTS, *(f"vocabulary/{name}" for name in VOCABULARIES)]
    resources = {one["path"].removesuffix(".csv"): one for one in described["resources"]}
    described["resources"] = [resources[name] for name in kept]
    for name in kept:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        lay_out_table(name, folder)
    text = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8")


def lay_out_table(name: str, folder: Path) -> None:
    with (ROOT / f"data/{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    wanted = FACTS.get(name)
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([header, *(row for row in rows if not wanted or row[0] in wanted)])


def accept(checkout: Checkout) -> None:
    done = checkout.offshore("validate", "--accept")
    assert done.returncode == 0, done.stderr


if __name__ == "__main__":  # to look at one: python tests/miniature.py FOLDER
    accept(make(Path(sys.argv[1])))
