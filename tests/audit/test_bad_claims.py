"""A gallery of bad claims: each is refused with a message that names its row."""

from dataclasses import dataclass

import pytest

from offshore.audit import report
from offshore.compendium.errors import UserError

PLACE = "data/paper/claims.csv, row 2, column"


@dataclass(frozen=True)
class Case:
    """The example with one piece of text replaced, and what the message must say."""

    name: str
    old: str
    new: str
    words: tuple[str, ...]


GALLERY = [
    Case("unknown function", ",growth,before", ",grwoth,before",
         (f"{PLACE} function: 'grwoth' is not a known function", "Did you mean 'growth'?")),
    Case("missing fact among arguments", "before=apples-1901", "before=aples-1901",
         (f"{PLACE} arguments: 'aples-1901' is not a known number", "Did you mean 'apples-1901'?")),
    Case("missing fact among those printed", ",20.0,growth-apples,", ",20.0,growth-aples,",
         (f"{PLACE} facts: 'growth-aples' is not a known number", "Did you mean 'growth-apples'?")),
    Case("unknown number in a statement", "by 20 per cent", "by {growth-aples}",
         (f"{PLACE} states_en: 'growth-aples' is not a known", "Did you mean 'growth-apples'?")),
    Case("unknown scale in a statement", "by 20 per cent", "to {apples-1902 dozen}",
         (f"{PLACE} states_en: 'apples-1902 dozen' is not a known", "million or billion")),
    Case("unit mismatch of arguments", "after=apples-1902", "after=trees",
         (f"{PLACE} arguments", "after is in trees and must be in kg")),
    Case("unit mismatch of the result", "growth-apples,,,", "apples-1902,,,",
         (f"{PLACE} holds: 'apples-1902' is in kg, and growth gives 1 here",)),
    Case("not a number", "growth-apples,,,", "twenty %,,,",
         (f"{PLACE} holds: 'twenty %' is not a number", "such as 100 %")),
    Case("unknown unit", "growth-apples,,,", "20 percent,,,",
         (f"{PLACE} holds: 'percent' is not a known unit", "kg, tonnes")),
    Case("unknown argument", "before=apples-1901", "befor=apples-1901",
         (f"{PLACE} arguments: 'befor=apples-1901' is not a known argument of growth",
          "Allowed: before, after.")),
    Case("argument left out", "before=apples-1901; ", "",
         (f"{PLACE} arguments", "gives before 0 times", "Needed: before=… once.")),
    Case("argument twice", "before=apples-1901", "before=apples-1901; before=apples-1902",
         (f"{PLACE} arguments", "gives before 2 times")),
    Case("external called internal", "before=apples-1901", "before=almanac-apples-1901",
         (f"{PLACE} check: 'internal' does not match these arguments, which are external",)),
    Case("contradiction without a reason", ",,,,,reproduced,", ",,,,,contradicted,",
         (f"{PLACE} reason_en: '' is missing", "needed where a contradiction or a dispute is")),
    Case("assumption in one language", "growth-apples,,,", "growth-apples,Assumed.,,",
         (f"{PLACE} assumption_zh: '' is missing", "in both languages or in neither")),
    Case("a thing counted that no table lists", "growth,before=apples-1901; after=apples-1902",
         "counted,item=apples-1901; item=aples-1902",
         (f"{PLACE} arguments: 'aples-1902' is not a known row", "Did you mean 'apples-1902'?")),
    Case("function without a check", ",internal,growth,", ",none,growth,",
         (f"{PLACE} function: 'growth' is given without a check",)),
    Case("id twice", "right-sum,", "right-growth,",
         ("row 3, column id: 'right-growth' appears more than once",)),
    Case("no Chinese", "（虚构）", "", (f"{PLACE} states_zh: '' is not allowed here", "not empty")),
    Case("unknown verdict", ",reproduced,", ",proven,",
         (f"{PLACE} recorded: 'proven'", "reproduced, contradicted, disputed, unverifiable")),
]  # fmt: skip


@pytest.mark.parametrize("case", GALLERY, ids=lambda case: case.name)
def test_a_bad_claim_is_refused_at_its_row(case, edit):
    folder = edit("paper/claims", case.old, case.new)
    with pytest.raises(UserError) as refusal:
        report.of_folder(folder)
    for words in case.words:
        assert words in str(refusal.value)


@pytest.mark.parametrize("printed", ["120.0", "20.01", "2.0", "twenty"])
def test_a_fact_that_no_claim_prints_is_named_but_may_be_used(edit, printed):
    from offshore.audit.rules import RULES
    from offshore.data.validation import faults

    folder = edit("paper/claims", ",20.0,growth-apples", f",{printed},growth-apples")
    (fault,) = [one for one in faults(folder, RULES) if one.kind == "transcription"]
    said = f"data/paper/claims.csv, row 2, column prints: '{printed}' does not print '20.0'"
    assert str(fault).startswith(f"{said}, and no other claim that lists growth-apples does.")
    assert len(report.of_folder(folder)) == 11


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("paper/harvests", ",trees,exact", ",shrubs,exact", "row 9, column unit: 'shrubs' is not"),
        ("paper/harvests", "trees,exact", "trees,some", "row 9, column qualifier: 'some' is not"),
        ("paper/harvests", "12,trees", ",trees", "row 9, column printed: '' is not a printed"),
        ("paper/harvests", "trees-again", "trees", "row 10, column id: 'trees' appears more than"),
    ],
)
def test_a_number_that_no_claim_can_be_judged_with_is_refused_at_its_row(
    edit, table, old, new, said
):
    with pytest.raises(UserError, match=f"data/{table}.csv, {said}"):
        report.of_folder(edit(table, old, new))


def test_a_package_without_claims_is_told_what_it_lacks(example):
    import json

    file = example / "datapackage.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    content["resources"] = [one for one in content["resources"] if one["name"] != "paper-claims"]
    file.write_text(json.dumps(content), encoding="utf-8")
    (example / "paper/claims.csv").unlink()
    with pytest.raises(UserError, match="No table 'paper/claims'"):
        report.of_folder(example)


def test_published_claims_have_no_faults(published):
    from offshore.audit import claims

    found, faults = claims.parse(published)
    assert faults == []
    assert len(found) == len(published["paper/claims"])
