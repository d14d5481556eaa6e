"""The argument as a map: what it counts, and how much of it the paper states."""

import re

from checkouts import ROOT

from offshore.book.pages import argument_map
from offshore.compendium.root import Compendium
from offshore.display.language import Language


def test_map_says_how_many_of_its_links_the_paper_states(tmp_path):
    argument_map.write(tmp_path, Language("en", "en", Compendium(ROOT)))
    text = (tmp_path / argument_map.FILE).read_text(encoding="utf-8")
    counted = sum(map(int, re.findall(r"^  - ← .* \(([0-9]+)\)$", text, re.M)))
    assert f"Of the {counted} links counted here the paper states " in text
