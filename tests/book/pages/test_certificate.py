"""The certificate of an edition leads to what its changes come to, where a page says that."""

from pathlib import Path

import pytest
from checkouts import here

from offshore.book.differences import Differences
from offshore.book.handover import COMPARISON
from offshore.book.pages import certificate
from offshore.display.language import languages


@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize("compared", [True, False])
def test_it_leads_to_the_comparison_of_an_edition_of_ones_own(
    code: str, compared: bool, tmp_path: Path
) -> None:
    differing = Differences("mine", languages(here())[code], (), ())
    certificate.write(tmp_path, [], [], differing, compared=compared)
    text = "\n" + (tmp_path / certificate.FILE).read_text(encoding="utf-8")
    changed = text.split("\n## ")[1]  # the first section, after the anchor above its heading
    assert (f'<a href="{COMPARISON}.html">' in changed) is compared
    assert text.count(f"{COMPARISON}.html") == int(compared)
