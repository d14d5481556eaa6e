"""Books of other cities' data, made on the command line from folders elsewhere."""

import html
import json
import re
from contextlib import closing
from pathlib import Path
from typing import Any

import checkouts
import pytest
from checkouts import ROOT, Checkout
from own_packages import HOSTILE, UNITS, lay_out
from warmed import Warmed, WarmedCheckout

PAGES = ("index", "audit", "severity", "results", "certificate", "facts", "outside", "data")
STUDY = re.compile("wenzhou|温州|zhejiang|浙江|hangzhou|杭州", re.IGNORECASE)


@pytest.fixture(scope="module")
def checkout(process: Warmed, tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    made = checkouts.copy_of_sources(tmp_path_factory.mktemp("own") / "compendium")
    published = made.root / "_build/book/en"
    published.mkdir(parents=True)
    (published / "index.html").write_text("the published book", encoding="utf-8")
    return WarmedCheckout(made.root, process)


@pytest.fixture(scope="module")
def gaps(checkout: Checkout, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of a package with gaps, without claims, whose every text is hostile."""
    facts = (
        ["id", "quantity", "entity", "period", "printed", "unit", "qualifier"],
        [
            ["a", "q <i>x</i> | y", HOSTILE, "2019 `x` <b>", "12.50", "million EUR", "exact"],
            ["b", "q", "e" * 3000, "", "-3", "kg", "over"],
        ],
    )
    outside = (
        ["id", "value", "unit", "address", "note_en"],
        [["o", "12.5", "million EUR", "javascript:alert(1)", HOSTILE]],
    )
    claims = (["id", "states_en", "function", "arguments", "holds"], [])
    folder = lay_out(
        tmp_path_factory.mktemp("data") / "恶意 of mine",
        {
            "vocabulary/units": UNITS,
            "paper/facts": facts,
            "paper/claims": claims,
            "context/o": outside,
            "paper/words": (["word"], [[HOSTILE]]),
        },
        title=f"T {HOSTILE}",
        description=HOSTILE,
    )
    return build(checkout, folder, "gaps")


@pytest.fixture(scope="module")
def invented(checkout: Checkout) -> Path:
    """The Chinese book of the invented city."""
    return build(checkout, ROOT / "template/data", "invented-city", "--language", "zh")


def build(checkout: Checkout, folder: Path, edition: str, *more: str) -> Path:
    done = checkout.offshore("build", "--data", str(folder), "--edition", edition, *more)
    assert done.returncode == 0, done.stderr
    assert "Open " in done.stdout
    return checkout.html(edition)


def text(book: Path, page: str) -> str:
    """Return what a reader sees of a page's article, on one line."""
    whole = (book / f"{page}.html").read_text(encoding="utf-8")
    article = whole.partition("<article")[2].partition("</article>")[0]
    plain = html.unescape(re.sub("<[^>]*>", " ", article))
    return " ".join(plain.split())


def test_no_page_speaks_of_the_published_study(gaps: Path, invented: Path) -> None:
    for book in (gaps, invented):
        assert {file.stem for file in book.glob("*.html")} >= {*PAGES}
        for file in book.rglob("*"):
            if file.suffix in (".html", ".ipynb", ".csv", ".js") and "_static" not in file.parts:
                assert not STUDY.search(file.read_text(encoding="utf-8")), file


def test_published_book_is_not_touched(checkout: Checkout, gaps: Path, invented: Path) -> None:
    assert gaps.exists()
    assert invented.exists()
    found = checkout.root / "_build/book/en/index.html"
    assert found.read_text(encoding="utf-8") == "the published book"
    assert sorted(one.name for one in (checkout.root / "_build/book").iterdir()) == ["en"]


def test_every_page_says_whose_data_it_shows(gaps: Path, invented: Path) -> None:
    for page in PAGES:
        said = (gaps / f"{page}.html").read_text(encoding="utf-8")
        assert "This book is made from data of the user&#39;s own" in said, page
        assert "invented" not in said.partition("<article")[0], page
        said = (invented / f"{page}.html").read_text(encoding="utf-8")
        assert "本书根据使用者自己的数据生成" in said, page
        assert "其数据全部为虚构" in said, page


def test_what_is_lacking_is_said_in_its_place(gaps: Path) -> None:
    first = text(gaps, "index")
    for said in (
        "No data for claims, which the audit recomputes.",
        "No data for names of quantities.",
        "The table paper/claims has no rows.",
        "No chapter “growth”: no data by year for offshore_executed_value",
    ):
        assert said in first
    audit = text(gaps, "audit")
    assert "The data package holds no claims, so nothing could be checked." in audit
    for caption in ("Claims by verdict and section", "The contradicted and disputed claims"):
        assert f"No data for: {caption}" in audit
    assert "No data for: Blind ranges" in text(gaps, "severity")
    # Both numbers stand there all the same, and any value of them would pass.
    assert text(gaps, "severity").count("any value") >= 2
    assert "EUR 12.5 million" in text(gaps, "facts")


def test_hostile_text_is_shown_as_text(gaps: Path) -> None:
    for file in gaps.glob("*.html"):
        said = file.read_text(encoding="utf-8")
        assert "<script>alert" not in said, file
        assert not re.search(r"""href=["']javascript:""", said), file
        assert "http://e.vil" not in re.findall(r'href="([^"]*)"', said), file
    assert "<script>alert(1)</script> **b** `c` {number}`x` [l](http://e.vil)" in text(
        gaps, "facts"
    )


def test_contradictions_planted_in_the_invented_city_are_found(invented: Path) -> None:
    audit = text(invented, "audit")
    for said in (
        "2022年执行额下降8.0%。",
        "知识流程外包占25.0%。",
        "另一来源给出相同的2021年数值。",
    ):
        assert f"{said} ≠ 相矛盾" in audit
    assert "可复现7项，相矛盾3项，有争议0项" in audit.replace(" ", "")
    facts = (invented / "facts.html").read_text(encoding="utf-8")
    for claim in ("growth-2022-from-amounts", "share-kpo-of-value", "value-2021-elsewhere"):
        assert f"audit.html#claim-{claim}" in facts
    assert "虚构市" in text(invented, "facts")


def test_growth_of_the_invented_city_is_told_with_its_contradiction(invented: Path) -> None:
    said = text(invented, "growth").replace(" ", "")
    assert "原文2020和2021年的增速可以由原文的数值推出，2022年的则不能。" in said
    assert "2022年为-10.03%至-9.97%，而原文写作-8.0%" in said
    assert "关于虚构市" in said
    first = (invented / "index.html").read_text(encoding="utf-8")
    assert 'href="growth.html"' in first


def test_certificate_names_the_package_and_the_command(invented: Path, checkout: Checkout) -> None:
    said = text(invented, "certificate")
    assert "offshore build --data FOLDER --edition invented-city --language zh" in said
    assert str(checkout.root) not in said
    runs = [json.loads(one.read_text()) for one in checkout.root.glob("_build/runs/*/run.json")]
    tables = {name for run in runs for name in run["tables"]}
    assert {"paper/facts", "paper/amounts"} <= tables


def test_same_package_again_makes_nothing(checkout: Checkout, invented: Path) -> None:
    before = checkout.made()
    assert build(checkout, ROOT / "template/data", "invented-city", "--language", "zh") == invented
    assert checkout.made() == before


def test_parameters_can_be_changed_and_unknown_ones_are_refused(checkout: Checkout) -> None:
    folder = str(ROOT / "template/data")
    said = checkout.refuses("build", "--data", folder, "-p", "growth.first_year=2014")
    assert "first_year = 2014 is not allowed. Allowed: 2019 to 2021." in said
    said = checkout.refuses("build", "--data", folder, "-p", "region.reading=both")
    assert "There is no notebook 'region'" in said


def test_folder_that_is_not_there_is_refused_in_one_line(checkout: Checkout) -> None:
    said = checkout.refuses("build", "--data", "no such folder")
    assert "no such folder" in said


@pytest.mark.parametrize("book", ["invented", "gaps"])
def test_every_page_fits_a_phone(book: str, request: pytest.FixtureRequest, browser: Any) -> None:
    folder = request.getfixturevalue(book)
    with closing(browser.new_page(viewport={"width": 390, "height": 800})) as page:
        for file in sorted(folder.glob("*.html")):
            page.goto(file.as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, file.name
