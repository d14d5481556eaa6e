"""`offshore transcription`: which text it knows, what it notices, and what it refuses."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from audit.transcription.conftest import TEXT
from click.testing import CliRunner

from offshore.cli.commands import main

SAME = "It is the same text, and the tables hold what it prints."


@pytest.fixture
def compare(orchard: Path, tmp_path: Path) -> Callable[[str | bytes], tuple[int, str]]:
    """Run the command on a text; return its exit code and what it says."""

    def run(text: str | bytes) -> tuple[int, str]:
        file = tmp_path / "paper.txt"
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        report = ["--report", str(tmp_path / "found.json")]
        done = CliRunner().invoke(
            main, ["transcription", str(file), "--data", str(orchard), *report]
        )
        assert "Traceback" not in done.output
        assert done.exception is None or isinstance(done.exception, SystemExit)
        return done.exit_code, done.output

    return run


def edited(table: str, old: str, new: str, orchard: Path) -> None:
    file = orchard / f"{table}.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


WIDE = str.maketrans("0123456789.%,", "０１２３４５６７８９．％，")
HEADER = "果园学报 第3期\n"
COPIES = {
    "as it is": TEXT.encode(),
    "byte order mark": b"\xef\xbb\xbf" + TEXT.encode(),
    "GBK": TEXT.encode("gbk"),
    "UTF-16": TEXT.encode("utf-16"),
    "CRLF and trailing spaces": TEXT.replace("\n", " \r\n").encode(),
    "one line": TEXT.replace("\n", "").encode(),
    "a character a line": "\n".join(TEXT).encode(),
    "full-width digits": TEXT.translate(WIDE).encode(),
    "half-width signs": TEXT.replace("；", ";").replace("（", "(").replace("“", '"').encode(),
    "page breaks in a sentence": TEXT.replace("\n2017", f"\n{HEADER}· 45 ·\n2017").encode(),
    "page breaks between sentences": TEXT.replace("果农", f"\n{HEADER}果农").encode(),
    "caption elsewhere": TEXT.replace("图1 苹果\n", "").encode() + "图1 苹果".encode(),
}  # fmt: skip


@pytest.mark.parametrize("copy", COPIES.values(), ids=list(COPIES))
def test_a_copy_of_the_same_text_is_known_as_such(compare, copy):
    code, said = compare(copy)
    assert (code, said.splitlines()[-1]) == (0, SAME), said
    assert "1, sentence 3: 2017棵, for 2017年" in said


def test_the_counts_are_those_counted_by_hand(compare):
    said = compare(TEXT)[1]
    rows = dict(line.split("  ", 1) for line in said.splitlines() if "  " in line.strip())
    counted = {name: value.strip() for name, value in rows.items() if name}
    assert counted["sentences"] == "7 of 7 are the same"
    assert counted["facts"] == "3 of 3 stand there"
    assert counted["numbers of references"] == "2 of 2 stand there"
    # 2016, 1250.5, 20, 三, 十 and 李四's 四; 2019 is in a title, 2017棵 and 进一步 are words.
    assert counted["numbers of the text"] == "6 in the tables, 0 missing"
    assert counted["told apart"] == (
        "2 figures, 1 in titles, 2 parts of words, 2 references, 1 sections"
    )


CHANGES = {
    "one digit": ("1 250.5", "1 250.6",
        ["1, sentence 1: your text has 1250.6吨,, and the paper 1250.5吨,",
         "1, sentence 1: 1250.5 吨 (paper/facts harvest, column printed)",
         "1, sentence 1: …年收苹果1250.6吨,同比…"]),
    "one digit, full width": ("２０％", "２１％", ["your text has 21%(见, and the paper 20%(见"]),
    "digit dropped": ("1 250.5", "1 20.5", ["your text has 120.5吨,, and the paper 1250.5吨,"]),
    "digit doubled": ("2019", "20199", ["your text has 20199年), and the paper 2019年)"]),
    "numeral": ("三种", "四种",
        ["your text has 四种,, and the paper 三种,", "1, sentence 2: 三种 (paper/claims kinds"]),
    "word": ("更好", "更差", ["1, sentence 3: your text has 果农李四进一步指出,2017棵收成更差。"]),
    "sentence missing": ("本文考察果\n园。\n", "", ["Missing:\n  abstract, sentence 1"]),
    "sentence added": ("果农李四", "梨收99吨。果农李四", ["before 1, sentence 3: 梨收99吨。"]),
    "number added": ("指出，", "指出，收99吨，", ["1, sentence 3: …指出,收99吨,20…"]),
    "caption changed": ("图1 苹果", "图1 香蕉", ["Missing:\n  1, sentence 4"]),
    "heading changed": ("一、产量", "二、产量",
        ["1, heading: your text has 二、产, and the paper 一、产"]),
    "misprint mended": ("2017棵", "2017年", ["Misprints that your text does not have"]),
    "reference changed": ("[1-2]", "[1-3]",
        ["your text has [1-3], and the paper [1-2]", "1, sentence 2: …。[1-3]…"]),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "told"), CHANGES.values(), ids=list(CHANGES))
def test_what_differs_is_named_with_its_place(compare, old, new, told):
    assert old in TEXT
    code, said = compare(TEXT.replace(old, new, 1))
    assert code == 1 and "It is not the same text." in said
    assert [words for words in told if words not in said] == [], said


def test_sentences_that_changed_places_are_told(compare):
    second, third = (
        "果树三种，《果园计划（2019年）》称“十个果园”。[1-2]\n",
        TEXT[TEXT.index("果农") :],
    )
    code, said = compare(TEXT.replace(second, "").replace(third, third + second))
    assert code == 1 and "Out of order:\n  1, sentence 2\n" in said
    assert "Not where the tables say" not in said


TABLES = {
    "digit of a fact": ("paper/facts", "1 250.5", "1 250.4",
                        "1, sentence 1: 1250.4 吨 (paper/facts harvest, column printed)"),
    "digits too few": ("paper/facts", "1 250.5", "250.5", "1, sentence 1: 250.5 吨"),
    "last zero": ("paper/facts", "growth,20", "growth,20.0", "1, sentence 1: 20.0 %"),
    "unit": ("paper/facts", "1 250.5,tonnes", "1 250.5,%", "1, sentence 1: 1250.5 %"),
    "place": ("paper/facts", "orchards,,1,2", "orchards,,1,3", "1, sentence 3: 10 个果园"),
    "year": ("paper/facts", "growth,20,%,2016", "growth,20,%,2015",
             "2015 (paper/facts growth, column period)"),
    "name": ("paper/wordings", "李四", "张三", "张三 (paper/people farmer, column name)"),
    "no claim": ("paper/claims", "三种; ", "", "In no table:\n  1, sentence 2: …果树三种,《果…"),
    "no reference": ("paper/references", "\n2,1,2", "", "In no table:\n  1, sentence 2: …"),
    "word that is not there": ("paper/numerals", "进一步", "统一", "not in the text:\n  统一"),
}  # fmt: skip


@pytest.mark.parametrize(("table", "old", "new", "told"), TABLES.values(), ids=list(TABLES))
def test_a_table_that_is_wrong_is_told_for_the_same_text(compare, orchard, table, old, new, told):
    edited(table, old, new, orchard)
    code, said = compare(TEXT)
    assert code == 1 and told in said, said
    assert "It is the same text, and the tables do not agree with it." in said


def test_the_report_says_the_same_as_the_terminal(compare, tmp_path):
    compare(TEXT.replace("1 250.5", "1 250.6"))
    found = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    (changed,) = found["sentences"]["different"]
    assert (changed["place"], changed["wanted"]) == ("1, sentence 1", "1250.5吨,")
    assert [one["cell"] for one in found["statements"]["not_found"]] == [
        "paper/facts harvest, column printed"
    ]
    assert found["well"] is False


REFUSED = {
    "empty": (b"", "is empty"),
    "spaces": (b" \n\n", "is empty"),
    "binary": (bytes(range(256)), "is not text in UTF-8, UTF-16 or GBK"),
    "null bytes": (b"abc\0", "is not text"),
    "PDF": (b"%PDF-1.7 ...", "is a PDF, not plain text"),
    "word processor": (b"PK\x03\x04...", "not plain text"),
    "too large": (b"1" * 16_000_001, "is too large"),
    "another text": ("苹果很好吃。梨也好吃。".encode(), "none of the paper's 7 sentences"),
    "much more than the paper": (TEXT.encode() * 9, "or more than the paper"),
}


@pytest.mark.parametrize(("content", "told"), REFUSED.values(), ids=list(REFUSED))
def test_what_cannot_be_compared_is_refused_in_words(compare, content, told):
    code, said = compare(content)
    assert code == 1 and told in said, said
    assert said.startswith("Error: ") and len(said.splitlines()) == 2


def test_a_package_without_fingerprints_is_refused(tmp_path, example):
    (tmp_path / "paper.txt").write_text(TEXT, encoding="utf-8")
    done = CliRunner().invoke(
        main, ["transcription", str(tmp_path / "paper.txt"), "--data", str(example)]
    )
    assert done.exit_code == 1 and "no table paper/sentences.csv" in done.output
