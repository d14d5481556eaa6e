"""`offshore audit`: table, files, and an exit code that notices a change either way."""

import csv
import json

import pytest
from click.testing import CliRunner

from offshore.cli.commands import main


def audit(folder, output):
    return CliRunner().invoke(main, ["audit", "--data", str(folder), "--output", str(output)])


def test_the_invented_example_comes_out_as_it_was_made(example, tmp_path):
    done = audit(example, tmp_path / "out")
    assert done.exit_code == 0, done.output
    content = json.loads((tmp_path / "out/audit.json").read_text(encoding="utf-8"))
    for claim in content["claims"]:
        kind = claim["id"].split("-")[0]
        expected = {"right": "reproduced", "wrong": "contradicted", "level": "unverifiable"}[kind]
        assert claim["verdict"] == expected, claim["id"]
    assert content["counts"] == {
        "reproduced": 7,
        "contradicted": 3,
        "disputed": 0,
        "unverifiable": 1,
    }
    assert content["differences"] == []


def test_the_table_names_each_claim_with_its_numbers_and_verdict(example, tmp_path):
    lines = audit(example, tmp_path).output.splitlines()
    (line,) = [line for line in lines if line.startswith("wrong-growth")]
    assert "1:1" in line and "25.0" in line
    # 1.45 to 1.55 tonnes leave 8 points, and the rate is printed to a tenth of one.
    assert line.split()[-3:] == ["contradicted", "internal", "bound"]
    assert "right-assumed: reproduced on an assumption. Mostly means more than half." in lines
    # 1495 / 1250.5 - 1 and 1549.9… / 1249.5 - 1, by hand: 1.45 and 1.55 tonnes.
    assert f"{100 * (1450 / 1250.5 - 1):.7g} to {100 * (1550 / 1249.5 - 1):.7g} %" in line
    assert lines[-1].startswith(
        "11 claims: 7 reproduced, 3 contradicted, 0 disputed, 1 unverifiable."
    )


def test_the_csv_has_what_the_json_has(example, tmp_path):
    audit(example, tmp_path)
    with (tmp_path / "audit.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    claims = json.loads((tmp_path / "audit.json").read_text(encoding="utf-8"))["claims"]
    assert [(row["id"], row["verdict"]) for row in rows] == [
        (claim["id"], claim["verdict"]) for claim in claims
    ]
    (wrong,) = [row for row in rows if row["id"] == "wrong-count"]
    assert wrong["needed"] == "trees-again from 12 to 12 trees; trees from 13 to 13 trees"


@pytest.mark.parametrize(
    ("table", "old", "new", "told"),
    [
        ("paper/harvests", "growth-apples,20.0", "growth-apples,30.0",
         "right-growth: recorded reproduced, now contradicted."),
        ("paper/harvests", "growth-apples-again,25.0", "growth-apples-again,21.0",
         "wrong-growth: recorded contradicted, now reproduced."),
        ("context/almanac", "1249.7", "1259.7",
         "right-outside: recorded reproduced, now contradicted."),
    ],
)  # fmt: skip
def test_a_verdict_that_is_not_the_recorded_one_fails_whichever_way(
    edit, tmp_path, table, old, new, told
):
    done = audit(edit(table, old, new), tmp_path / "out")
    assert done.exit_code == 1
    assert told in done.output
    assert told in json.loads((tmp_path / "out/audit.json").read_text())["differences"]


def test_the_published_record_is_what_the_audit_finds(tmp_path):
    done = CliRunner().invoke(main, ["audit", "--output", str(tmp_path)])
    assert done.exit_code == 0, done.output


def test_the_audit_knows_nothing_of_this_paper():
    from pathlib import Path

    import offshore.audit

    for file in Path(offshore.audit.__file__).parent.glob("*.py"):
        words = file.read_text(encoding="utf-8").lower()
        told = words.replace("knows nothing of any one paper", "")
        assert not any(name in told for name in ("wenzhou", "zhejiang", "hangzhou", "outsourcing"))


def test_severity_is_written_beside_the_audit(example, tmp_path):
    audit(example, tmp_path)
    with (tmp_path / "severity.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    content = json.loads((tmp_path / "severity.json").read_text(encoding="utf-8"))
    assert [row["id"] for row in content] == list(rows)
    # The other count, 13, contradicts it: 13 would agree, and so would be noticed; there are
    # fewer than 13 trees, so more would be noticed as well.
    assert rows["trees"]["blind"] == "0 to 12" and rows["trees"]["why"] == "already contradicted"
    assert rows["almanac-apples-1901"]["why"] == "nothing to check with"
    assert rows["almanac-apples-1901"]["why_with_outside"] == "within rounding"
