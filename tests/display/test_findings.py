"""What the audit found, in words: of the paper as it is, and of digits that were changed."""

import pandas as pd
import pytest
from checkouts import ROOT, here

from offshore.audit import quantities, report
from offshore.audit.quantities import Frames
from offshore.display.findings import verdicts
from offshore.display.language import languages


@pytest.fixture(scope="module")
def published() -> Frames:
    return quantities.load(ROOT / "data")


def table(frames: Frames) -> pd.DataFrame:
    units = frames["vocabulary/units"].set_index("unit")["en"]
    found = report.of_frames(frames)
    rows = verdicts.rows(found, units, languages(here())["en"])
    return rows.set_index(pd.Index([one.claim.id for one in found]))


def test_printed_numbers_stand_as_the_paper_has_them(published: Frames) -> None:
    rows = table(published)
    assert not rows.printed.str.contains("in the tables").any()
    assert rows.printed["growth-2016-from-amounts"] == "76.84%"
    # 20.65 - 13.37, each half a hundredth more or less: not "7 to 7".
    assert rows.recomputed["ningbo-above-six"] == "7.27 percentage points to 7.29 percentage points"


def test_a_changed_digit_stands_beside_what_the_claim_prints(published: Frames) -> None:
    shares = published["paper/shares"].copy()
    shares.loc[shares["id"] == "share-kpo", "printed"] = "50.0"
    frames = {**published, "paper/shares": shares}
    rows = table(frames)
    assert rows.printed["share-kpo-from-amounts"] == "85.20% (in the tables: 50.0)"
    assert rows.verdict["share-kpo-from-amounts"] == "≠ contradicted"
    words = languages(here())["en"]
    told = {one[0]: one for one in verdicts.passages(report.of_frames(frames), frames, words)}
    failed = told["KPO makes 50.0% of the executed value."]
    assert failed[3] == "No explanation is on record for these numbers."
