"""A section that fails does not take the others with it: previews, in the miniature."""

import json
import shutil
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from bs4 import BeautifulSoup, Tag
from checkouts import Checkout
from walking import manifest

HOSTILE = (
    "<script>alert(1)</script> ``` [x](evil) {{ x }}\n````\n:::{admonition} **b** $a$ \x1b[31m"
)
SHOWN = HOSTILE.replace("\x1b", r"\x1b")
WORDS = """
sentences:
  adds_up:
    - when: mix.sum == 1
      says: They add up.
    - says: They do not add up.
  grew:
    - when: totals.times > 1 or mix.sum > 1
      says: It grew.
"""
BROKEN = "run.numbers(sum=lines.value.sum() / 100)"


def page(book: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((book / f"{name}.html").read_text(encoding="utf-8"), "html.parser")


def text(element: Tag | None) -> str:
    assert element is not None
    return " ".join(element.get_text(" ", strip=True).split())


def break_cell(checkout: Checkout, notebook: str, source: str, wanted: str) -> None:
    """Put a statement into a notebook in the place of another."""
    path = checkout.root / f"notebooks/{notebook}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))
    (cell,) = [one for one in cells["cells"] if source in "".join(one["source"])]
    cell["source"] = "".join(cell["source"]).replace(source, wanted)
    path.write_text(json.dumps(cells), encoding="utf-8")


def preview(checkout: Checkout, name: str) -> Path:
    return checkout.root / "_build/preview" / name


def kept(checkout: Checkout, notebook: str) -> list[Path]:
    return sorted((checkout.root / "_build/failed").glob(f"{notebook}-*.ipynb"))


Failed = tuple[Checkout, "CompletedProcess[str]"]


@pytest.fixture(scope="module")
def failed(good: Checkout, tmp_path_factory: pytest.TempPathFactory) -> Failed:
    """A copy in which the mix fails, with an error that wants to be more than text."""
    checkout = good.copied(tmp_path_factory.mktemp("failed") / "compendium")
    (checkout.root / "book/words").mkdir()
    (checkout.root / "book/words/method.yaml").write_text(WORDS, encoding="utf-8")
    told = "\n\nThey add up to {number}`mix.sum`. {says}`adds_up`\n\n{says}`grew`\n\n## What"
    checkout.replace("book/method.md", "\n\n## What", told)
    break_cell(checkout, "mix", BROKEN, f"raise ValueError({HOSTILE!r})")
    return checkout, checkout.offshore("build", "--keep-going")


def test_build_fails_and_says_what_failed_and_where_the_preview_is(failed: Failed) -> None:
    checkout, done = failed
    assert done.returncode == 1
    assert "1 of 1 runs failed.\nNotebook mix, cell sum: ValueError: <script>" in done.stderr
    assert "\x1b" not in done.stderr
    (file,) = kept(checkout, "mix")
    for said in (f"_build/failed/{file.name}", "_build/preview/en/index.html", "preview/zh/"):
        assert said in done.stderr


def test_what_was_published_stays(failed: Failed, good: Checkout) -> None:
    checkout, _ = failed
    for code in ("en", "zh"):
        assert manifest(checkout.html(code)) == manifest(good.html(code))
    front = "_build/book/index.html"
    assert (checkout.root / front).read_bytes() == (good.root / front).read_bytes()


def test_failed_page_says_what_why_with_what_and_what_was_good(failed: Failed) -> None:
    checkout, _ = failed
    shown = page(preview(checkout, "en"), "mix")
    assert text(shown.h1).startswith("The mix")
    error = shown.select_one("#why-it-failed pre")
    assert error is not None
    assert error.get_text().rstrip("\n") == f"ValueError: {SHOWN}"
    assert text(shown.select_one("#why-it-failed code")) == "sum"
    assert "digits 2" in text(shown.select_one("#its-parameters"))
    before = text(shown.select_one("#the-last-good-result"))
    assert "Changed since: the notebook’s code ( mix ). " in before
    assert "sum 100.00%" in before  # 85.20 + 9.00 + 5.80 in the paper's table of shares


def test_failed_page_offers_the_notebook_as_far_as_it_got(failed: Failed) -> None:
    checkout, _ = failed
    book = preview(checkout, "en")
    link = page(book, "mix").select_one("#the-notebook-as-far-as-it-got a.download")
    (file,) = kept(checkout, "mix")
    assert link is not None
    assert (book / str(link["href"])).read_bytes() == file.read_bytes()
    cells = {one["id"]: one for one in json.loads(file.read_text(encoding="utf-8"))["cells"]}
    assert cells["shown"]["outputs"]
    assert cells["sum"]["outputs"][0]["output_type"] == "error"


@pytest.mark.parametrize(
    ("code", "missing", "note"),
    [
        ("en", "not available", "[A sentence is left out here, because results of The mix are"),
        ("zh", "暂缺", "［此处略去一句，因 构成 的结果暂缺。］"),
    ],
)
def test_its_numbers_are_not_available_elsewhere(
    failed: Failed, code: str, missing: str, note: str
) -> None:
    checkout, _ = failed
    shown = page(preview(checkout, code), "method")
    assert [text(one) for one in shown.select(".not-available")] == [missing]
    said = text(shown.article)
    assert note in said
    assert "add up." not in said  # neither wording, for want of the number
    assert "It grew." in said  # 22049 / 2964 is above 1, whatever the mix is
    assert '<span class="number">7.44</span>' in str(page(preview(checkout, code), "index"))


@pytest.mark.parametrize(
    ("code", "banner"),
    [
        ("en", "This is a preview with 1 failed section: mix. It is not published."),
        ("zh", "这是预览，有1个部分运行失败：mix。预览不会发布。"),
    ],
)
def test_every_page_of_a_preview_says_that_it_is_one(
    failed: Failed, code: str, banner: str
) -> None:
    book = preview(failed[0], code)
    names = sorted(path.stem for path in book.glob("*.html"))
    assert names == ["facts", "genindex", "index", "method", "mix", "search", "totals"]
    for name in names:
        shown = page(book, name)
        assert text(shown.select_one(".bd-header-announcement")).startswith(banner), name
        assert shown.select('meta[name="robots"][content="noindex"]'), name


def test_good_build_afterwards_publishes_and_takes_the_preview_away(
    failed: Failed, tmp_path: Path
) -> None:
    checkout = failed[0].copied(tmp_path / "again")
    break_cell(checkout, "mix", f"raise ValueError({HOSTILE!r})", BROKEN)
    done = checkout.offshore("build", "--language", "en")
    assert done.returncode == 0, done.stderr
    assert "They add up." in text(page(checkout.html(), "method").article)
    assert not preview(checkout, "en").is_symlink()
    assert preview(checkout, "zh").is_symlink()  # its sources have not been built since


def test_failure_without_the_option_leaves_no_preview(small: Checkout) -> None:
    break_cell(small, "mix", BROKEN, "1 / 0")
    shutil.rmtree(small.root / "_build/preview", ignore_errors=True)
    done = small.offshore("build", "--language", "en")
    assert done.returncode == 1
    assert done.stderr.startswith("Error: 1 of 1 runs failed.\nNotebook mix, cell sum: ZeroDiv")
    assert "review" not in done.stderr
    assert not (small.root / "_build/preview").exists()


def test_only_the_edition_that_failed_is_previewed(small: Checkout, good: Checkout) -> None:
    break_cell(small, "totals", "run.numbers(", 'assert language == "en", "no"\nrun.numbers(')
    done = small.offshore("build", "--keep-going")
    assert done.returncode == 1
    assert "Nothing of en failed; --language en publishes it." in done.stderr
    assert not preview(small, "en").is_symlink()
    assert manifest(small.html()) == manifest(good.html())
    shown = page(preview(small, "zh"), "index")
    assert [text(one) for one in shown.select(".not-available")] == ["暂缺"]
    failed_page = page(preview(small, "zh"), "totals")
    assert "AssertionError: no" in text(failed_page.select_one("#why-it-failed"))
    assert "times 7.44" in text(failed_page.select_one("#the-last-good-result"))


def test_own_edition_in_which_everything_fails_is_previewed(small: Checkout) -> None:
    break_cell(small, "mix", BROKEN, "1 / 0")
    break_cell(small, "totals", "run.numbers(", "assert totals.value.iloc[0] > 2900\nrun.numbers(")
    small.replace("data/paper/amounts.csv", ",2013,2964,", ",2013,2864,")
    shutil.rmtree(small.root / "_build/runs")
    done = small.offshore("build", "--edition", "mine", "-p", "mix.digits=3", "--keep-going")
    assert done.returncode == 1, done.stdout
    assert "2 of 2 runs failed." in done.stderr
    assert not small.html("mine").exists()
    book = preview(small, "mine")
    banner = text(page(book, "facts").select_one(".bd-header-announcement"))
    assert banner.startswith("This is a preview with 2 failed sections: mix; totals. It is not")
    assert "This is “mine”, a custom edition" in banner
    for name in ("mix", "totals"):
        assert "None is known" in text(page(book, name).select_one("#the-last-good-result"))
    why = text(page(book, "totals").select_one("#why-it-failed"))
    assert why.startswith("Why it failed # It failed in the cell times , with this error: Assert")
    assert "digits 3" in text(page(book, "mix").select_one("#its-parameters"))
