"""Comparing editions with each other and with what is recorded, in the miniature."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import miniature
import pytest
from bs4 import BeautifulSoup
from checkouts import ROOT, Checkout
from warmed import Warmed, WarmedCheckout, warmed

FIRST, SECOND, LAST = 2964, 4032.9, 22049  # printed for 2013, 2014 and 2017


def git(checkout: Checkout, *arguments: str) -> None:
    named = ("-c", "user.name=A", "-c", "user.email=a@b.c")
    subprocess.run(["git", *named, *arguments], cwd=checkout.root, check=True, capture_output=True)


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warmed]:
    """A process that works in a miniature, whose English edition is built and recorded in git."""
    checkout = miniature.make(tmp_path_factory.mktemp("compared") / "compendium")
    with warmed(checkout.root) as one:
        miniature.accept(WarmedCheckout(checkout.root, one))
        for command in (["build"], ["record"]):
            done = one.offshore(*command)
            assert done.returncode == 0, done.stderr
        (checkout.root / ".gitignore").write_text("_build/\noffshore\n")
        git(checkout, "init", "-q")
        git(checkout, "add", ".")
        git(checkout, "commit", "-qm", "first")
        yield one


@pytest.fixture(scope="module")
def desk(process: Warmed) -> Checkout:
    """The same with an edition of one's own, from 2014; tests only look at it."""
    done = process.offshore("build", "--edition", "mine", "-p", "totals.first_year=2014")
    assert done.returncode == 0, done.stderr
    return WarmedCheckout(process.root, process)


@pytest.fixture
def changed(desk: Checkout) -> Iterator[Checkout]:
    """The same to be changed; all but what is built is put back."""
    yield desk
    git(desk, "checkout", "-q", ".")


def compared(desk: Checkout, *arguments: str) -> dict[str, Any]:
    """Return what a comparison wrote as JSON, with what it said and its page."""
    file = desk.root / "_build/compared.json"
    done = desk.offshore("compare", *arguments, "--json", str(file))
    assert (done.returncode, done.stderr) == (0, ""), done
    page = desk.root / re.search(r"^Open (.*)$", done.stdout, re.MULTILINE)[1]
    found = json.loads(file.read_text(encoding="utf-8"))
    return found | {"said": done.stdout, "page": page.read_text(encoding="utf-8")}


def listed(found: dict[str, Any]) -> list[tuple[Any, ...]]:
    places = [one["place"] for one in found["differences"]]
    return [
        (one["kind"], at["chapter"], at["name"], at["row"], one["before"], one["after"])
        for one, at in zip(found["differences"], places, strict=True)
        if one["kind"] not in ("picture", "label")
    ]


def test_a_parameter_moves_one_number_one_row_and_the_picture_of_them(desk: Checkout) -> None:
    found = compared(desk, "mine")
    times = [LAST / FIRST, LAST / SECOND]  # 7.44 and 5.47
    assert [one for one in listed(found) if one[0] != "alternative"] == [
        ("parameter", "totals", "first_year", "", 2013, 2014),
        ("number", "totals", "times", "", "7.44", "5.47"),
        ("row", "totals", "years", "2013", "2013, 2964", None),
    ]
    (number,) = [one for one in found["differences"] if one["kind"] == "number"]
    assert number["by"] == pytest.approx(times[1] - times[0], abs=1e-9)  # -1.97
    assert number["relative"] == pytest.approx(times[1] / times[0] - 1, abs=1e-9)  # -26.5%
    assert found["counts"]["picture"] == 1
    # Everything else was looked at and is the same, down to the second notebook.
    assert found["identical"]["fact"] == 8
    assert found["identical"]["number"] == 1
    assert found["identical"]["code"] == 8


def test_the_terminal_tells_it_in_a_few_lines(desk: Checkout) -> None:
    said = compared(desk, "mine")["said"]
    assert said.startswith(
        "the published results → the edition “mine”\nDiffers: parameters 1, numbers 1"
    )
    for words in (
        "totals.times 7.44 5.47 -1.97",
        "totals.years",
        "-26.5%",
        "Identical: parameters 2",
    ):
        assert words in re.sub(" +", " ", said)
    assert len(said.splitlines()) < 40


def test_the_page_stands_alone_and_lays_one_picture_over_the_other(desk: Checkout) -> None:
    page = BeautifulSoup(compared(desk, "mine")["page"], "html.parser")
    assert page.html["lang"] == "en"
    assert [one.text for one in page.select("#numbers td")][:4] == [
        "totals.times",
        "7.44",
        "5.47",
        "-1.97165",
    ]
    assert page.select_one("#counts").text.startswith("parameters 1numbers 1")
    assert [one["href"][:14] for one in page.select("#items defs image")] == ["data:image/svg"] * 2
    uses = [one["href"] for one in page.select("#items use")]
    ids = {f"#{one['id']}" for one in page.select("#items image")}
    assert len(uses) == 4 and set(uses) == ids
    assert page.select_one("#items rect") is not None
    loaded = [one.get("href", one.get("src")) for one in page.select("[href], [src]")]
    assert [one for one in loaded if not one.startswith(("#", "data:"))] == []


def test_the_same_compared_is_silence_that_says_what_was_compared(desk: Checkout) -> None:
    found = compared(desk, "en")
    assert (found["differences"], found["counts"]) == ([], {})
    assert "Nothing differs.\nIdentical: parameters 3, " in found["said"]
    assert "Nothing differs." in found["page"]
    assert compared(desk, "mine", "mine")["counts"] == {}


def test_two_editions_either_way(desk: Checkout) -> None:
    there, back = compared(desk, "en", "mine"), compared(desk, "mine", "en")
    assert [(one["after"], one["before"]) for one in back["differences"]] == [
        (one["before"], one["after"]) for one in there["differences"]
    ]
    assert listed(there) == listed(compared(desk, "mine"))  # the record is what en says


def test_a_fact_moves_what_shows_it_and_says_what_its_digits_can_mean(changed: Checkout) -> None:
    changed.replace("data/paper/amounts.csv", "4032.9", "4132.9")
    assert changed.offshore("build", "--edition", "fact", "--language", "zh").returncode == 0
    found = compared(changed, "fact")
    assert [one for one in listed(found) if one[0] in ("fact", "entry", "cell", "number")] == [
        ("entry", "", "paper/amounts", "value-2014", "4032.9", "4132.9"),
        ("fact", "", "value-2014", "", "4032.9", "4132.9"),
        ("cell", "totals", "years", "2014", "4032.9", "4132.9"),
    ]
    (fact,) = [one for one in found["differences"] if one["kind"] == "fact"]
    assert fact["intervals"] == [[4032.85, 4032.95], [4132.85, 4132.95]]
    assert fact["by"] == 100
    assert found["counts"]["table"] == 1
    assert '<html lang="zh-CN">' in found["page"]
    assert "4,132.85至4,132.95" in found["page"]


def test_code_and_functions_say_what_they_moved(changed: Checkout) -> None:
    changed.replace("notebooks/totals.ipynb", "value.iloc[0])", "value.iloc[1])")
    assert changed.offshore("build", "--edition", "code").returncode == 0
    found = compared(changed, "code")
    assert [one[:3] for one in listed(found)] == [
        ("number", "totals", "times"),
        ("code", "totals", "times"),
    ]
    page = BeautifulSoup(found["page"], "html.parser")
    gone, new = page.select_one("#code del").text, page.select_one("#code ins").text
    assert gone == "- run.numbers(times=totals.value.iloc[-1] / totals.value.iloc[0])"
    assert new == "+ run.numbers(times=totals.value.iloc[-1] / totals.value.iloc[1])"


def test_records_of_two_revisions_are_compared_without_anything_built(
    desk: Checkout, tmp_path: Path
) -> None:
    clone = tmp_path / "clone"
    git(desk, "clone", "-q", str(desk.root), str(clone))
    (clone / "offshore").symlink_to(ROOT / "offshore")
    checkout = Checkout(clone)
    file = clone / "results/en/totals.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    content["numbers"]["times"] = "7.50"
    file.write_text(json.dumps(content), encoding="utf-8")
    git(checkout, "commit", "-qam", "second")
    two = checkout.offshore("compare", "--at", "HEAD~1", "--at", "HEAD")
    assert (
        "the published results at HEAD~1 → the published results at HEAD\nDiffers: numbers 1."
        in two.stdout
    )
    one = checkout.offshore("compare", "--at", "HEAD~1")
    assert one.stdout.splitlines()[1] == "Differs: numbers 1."
    assert checkout.offshore("compare", "--at", "HEAD").stdout.splitlines()[1] == "Nothing differs."
    assert sorted(path.name for path in (clone / "_build").iterdir()) == ["comparisons"]


def test_the_banner_of_an_own_edition_leads_to_its_comparison(desk: Checkout) -> None:
    html = desk.html("mine")
    for page in ("index", "totals", "genindex"):
        read = BeautifulSoup((html / f"{page}.html").read_text(encoding="utf-8"), "html.parser")
        assert read.select_one("aside.edition a[href='comparison.html']").text
    beside = (html / "comparison.html").read_text(encoding="utf-8")
    page = BeautifulSoup(beside, "html.parser")
    assert [one.text for one in page.select("#numbers td")][:3] == ["totals.times", "7.44", "5.47"]
    assert page.select_one("#numbers td a")["href"] == "totals.html"
    assert len(page.select("#items image")) == 2  # the published run was planned for its picture
    assert not (desk.html("en") / "comparison.html").exists()


WRONG = {
    "no edition of that name": (["mein"], "no edition 'mein' in _build. Did you mean 'mine'?"),
    "a path": (["../mine"], "There is no edition '../mine'"),
    "a name that is no text": (["mi\0ne"], "There is no edition"),
    "the folder of the published editions": (["book"], "There is no edition 'book'"),
    "nothing": ([], "Nothing to compare. Compare an edition with the published results"),
    "three editions": (["mine", "en", "mine"], "More than two to compare."),
    "two editions and a revision": (["mine", "en", "--at", "HEAD"], "More than two to compare."),
    "three revisions": (["--at", "HEAD", "--at", "HEAD", "--at", "HEAD"], "More than two"),
    "no revision": (["--at", "nothing"], "Git knows no revision 'nothing'"),
    "an option as a revision": (["--at", "--output=x"], "Git knows no revision '--output=x'"),
    "two languages": (["zh", "mine"], "These are in two languages, zh and en"),
    "another language than the edition": (["mine", "--language", "zh"], "two languages, en and zh"),
    "a language that is not recorded": (
        ["--at", "HEAD", "--language", "fr"],
        "Recorded are en, zh.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "told"), WRONG.values(), ids=WRONG.keys())
def test_what_cannot_be_compared_is_refused_in_plain_words(
    desk: Checkout, arguments: list[str], told: str
) -> None:
    done = desk.offshore("compare", *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert told in done.stderr


def test_an_edition_that_an_older_version_bound_or_that_was_changed_is_refused(
    changed: Checkout,
) -> None:
    link = changed.root / "_build/older/html"
    link.parent.mkdir()
    entry = changed.html("mine").resolve().parent
    other = entry.with_name("0" * 64)
    shutil.copytree(entry, other)
    link.symlink_to(other / "html")
    (other / "results.json").unlink()
    done = changed.offshore("compare", "older")
    assert done.returncode == 1
    assert "The edition older is not whole, or an older version of this package" in done.stderr
    seal = json.loads((other / "seal.json").read_text())
    (other / "seal.json").write_text(
        json.dumps({k: v for k, v in seal.items() if k != "results.json"})
    )
    assert (
        "an older version of this package bound it" in changed.offshore("compare", "older").stderr
    )
    shutil.rmtree(link.parent)


def test_without_a_record_there_is_no_link_and_the_message_says_so(
    changed: Checkout, tmp_path: Path
) -> None:
    record = changed.root / "results"
    record.rename(tmp_path / "results")
    done = changed.offshore("compare", "mine")
    assert (done.returncode, "There is no record in results/" in done.stderr) == (1, True)
    assert changed.offshore("build", "--edition", "bare").returncode == 0
    assert not (changed.html("bare") / "comparison.html").exists()
    assert "comparison.html" not in (changed.html("bare") / "index.html").read_text("utf-8")
    (tmp_path / "results").rename(record)
