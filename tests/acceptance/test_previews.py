"""A preview of the whole compendium in which chapters and readings of the multiverse failed."""

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from checkouts import Checkout
from walking import manifest

CHAPTERS = ("growth", "audit")


@pytest.fixture(scope="module")
def preview(built: Checkout, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Chinese preview, for which growth and the audit end in an error."""
    checkout = built.copied(tmp_path_factory.mktemp("preview") / "compendium")
    for name in CHAPTERS:
        path = checkout.root / f"notebooks/{name}.ipynb"
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cell = [one for one in notebook["cells"] if one["cell_type"] == "code"][3]
        cell["source"] = ["".join(cell["source"]), "\n1 / 0"]
        path.write_text(json.dumps(notebook), encoding="utf-8")
    before = manifest(checkout.html("zh"))
    done = checkout.offshore("build", "--language", "zh", "--keep-going")
    assert done.returncode == 1
    assert "6 of 6 runs failed." in done.stderr  # two chapters, four readings of growth
    assert manifest(checkout.html("zh")) == before
    return checkout.root / "_build/preview/zh"


def said(preview: Path, name: str) -> str:
    text = (preview / f"{name}.html").read_text(encoding="utf-8")
    article = BeautifulSoup(text, "html.parser").article
    assert article is not None
    return article.get_text(" ", strip=True)


@pytest.mark.parametrize("name", CHAPTERS)
def test_failed_chapter_says_why(preview: Path, name: str) -> None:
    assert "ZeroDivisionError: division by zero" in said(preview, name)


def test_banner_counts_the_chapters_and_the_multiverse(preview: Path) -> None:
    text = (preview / "firms.html").read_text(encoding="utf-8")
    assert "这是预览，有3个部分运行失败：audit；growth；multiverse。" in text


@pytest.mark.parametrize("name", ["index", "summary", "multiverse", "results", "certificate"])
def test_other_pages_say_what_is_not_available(preview: Path, name: str) -> None:
    assert "暂缺" in said(preview, name)


def test_multiverse_shows_the_readings_that_ran(preview: Path) -> None:
    shown = said(preview, "multiverse")
    assert "因有解读运行失败，以下各项暂缺：年均复合增长率。" in shown
    assert "2017年温州占全省的比重 2.4%" in shown
    assert "年均复合增长率 6" not in shown


def test_summary_leaves_out_what_hangs_on_growth(preview: Path) -> None:
    shown = said(preview, "summary")
    assert "此处略去一句，因 执行额的增长 的结果暂缺" in shown
    assert "平均增速" not in shown
