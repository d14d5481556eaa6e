"""Works as a sentence names them: by their first authors and the year."""

import csv
import re
import shutil
from pathlib import Path

import miniature
import pytest
from checkouts import ROOT, here

from offshore.compendium.root import Compendium
from offshore.display import citations
from offshore.display.language import Language, languages


# The works are in data/context/literature.csv; how they are named, by hand.
@pytest.mark.parametrize(
    ("key", "english", "chinese"),
    [
        ("Blinder2006", "Blinder (2006)", "Blinder（2006）"),
        ("AmitiWei2005", "Amiti and Wei (2005)", "Amiti和Wei（2005）"),
        ("BhagwatiEtAl2004", "Bhagwati et al. (2004)", "Bhagwati等（2004）"),
        # An organisation and a Chinese name have no comma between family and given name.
        ("Commerce2003", "US Department of Commerce (2003)", "US Department of Commerce（2003）"),
        ("TangJieying2018", "唐杰英 (2018)", "唐杰英（2018）"),
        ("LiHongzhouYang2013", "李宏舟 and 杨敏 (2013)", "李宏舟和杨敏（2013）"),
    ],
)
def test_work_is_named_by_one_two_or_the_first_of_more_authors(
    key: str, english: str, chinese: str
) -> None:
    assert citations.named(languages(here())["en"])[key] == english
    assert citations.named(languages(here())["zh"])[key] == chinese


@pytest.mark.parametrize("code", ["en", "zh"])
def test_every_work_has_a_name_with_its_year(code: str) -> None:
    with (ROOT / "data/context/literature.csv").open(encoding="utf-8", newline="") as table:
        years = {row["key"]: row["year"] for row in csv.DictReader(table)}
    named = citations.named(languages(here())[code])
    assert list(named) == list(years)
    for key, text in named.items():
        assert re.fullmatch(rf"\S.*( \(|（){years[key]}[)）]", text), text
        assert not re.search(r"[{};,]", text), text


def test_key_that_looks_like_a_number_is_text(tmp_path: Path) -> None:
    root = tmp_path / "copy"
    shutil.copytree(ROOT / "data", root / "data")
    table = root / "data/context/literature.csv"
    table.write_text(table.read_text("utf-8").replace("Blinder2006,", "2006,", 1), "utf-8")
    assert citations.named(Language("en", "en", Compendium(root)))["2006"] == "Blinder (2006)"


def test_compendium_without_a_bibliography_names_no_work(tmp_path: Path) -> None:
    small = miniature.make(tmp_path / "small")
    assert citations.named(Language("en", "en", Compendium(small.root))) == {}
