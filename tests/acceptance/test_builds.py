"""Whole books: made from nothing, after a change, and after builds that were killed."""

from pathlib import Path

import checkouts
from checkouts import Checkout, ran
from killing import MOMENTS, kill_when


def test_changed_book_is_the_one_made_from_nothing(rebuildable: Checkout, fresh: Checkout) -> None:
    for checkout in (rebuildable, fresh):
        checkout.replace("data/paper/shares.csv", ",85.20,", ",85.21,")
        checkout.replace("data/argument/companies.csv", "Wenzhou Xinde Data", "Wenzhou New Data")
        built = checkout.offshore("build", "--language", "en")
        assert built.returncode == 0, built.stderr
    folders = [checkout.html().resolve() for checkout in (rebuildable, fresh)]
    assert folders[0].parent.name == folders[1].parent.name
    files = [{path.relative_to(top): path for path in top.rglob("*")} for top in folders]
    assert set(files[0]) == set(files[1])
    unlike = [
        str(name)
        for name, path in files[0].items()
        if path.is_file() and path.read_bytes() != files[1][name].read_bytes()
    ]
    assert unlike == []


def test_clean_build_in_another_folder_gives_the_same_bytes(
    built: Checkout, tmp_path: Path
) -> None:
    other = checkouts.copy(tmp_path / "another place 温州")
    assert other.offshore("build").returncode == 0
    assert other.made() == built.made()


def test_build_killed_at_several_moments_ends_in_the_same_bytes(
    built: Checkout, fresh: Checkout
) -> None:
    for moment, arrived in MOMENTS.items():
        kill_when(fresh, arrived)
        assert not fresh.html().exists(), moment
        assert all(built.made()[path] == file for path, file in fresh.made().items()), moment
    again = fresh.offshore("build")
    assert again.returncode == 0, again.stderr
    assert fresh.made() == built.made()


def test_page_at_fault_leaves_the_last_good_book(rebuildable: Checkout) -> None:
    book = rebuildable.html().resolve()
    rebuildable.replace("book/paper.md", "# The paper", "# The paper {number}`growth.nothing`")
    failed = rebuildable.offshore("build")
    assert failed.returncode == 1
    assert "no run gives the number growth.nothing" in failed.stderr
    assert "paper.md" in failed.stderr
    assert rebuildable.html().resolve() == book


def test_changed_digit_reruns_exactly_the_notebooks_that_read_it(
    rebuildable: Checkout,
) -> None:
    published = rebuildable.html().resolve()
    rebuildable.replace("data/paper/shares.csv", ",85.20,", ",85.21,")
    changed = rebuildable.offshore("build", "--language", "en")
    assert changed.returncode == 0, changed.stderr
    # Of the two chapters only structure reads the shares.
    assert ran(changed.stdout) & {"growth", "structure"} == {"structure"}
    assert "book bound." in changed.stdout
    assert "Note: paper/shares differs from its recorded hash." in changed.stdout
    assert "85.21%" in (rebuildable.html() / "structure.html").read_text(encoding="utf-8")

    rebuildable.replace("data/paper/shares.csv", ",85.21,", ",85.20,")
    back = rebuildable.offshore("build", "--language", "en")
    assert ran(back.stdout) == set()
    assert "0 made now; book unchanged." in back.stdout
    assert "Note:" not in back.stdout
    assert rebuildable.html().resolve() == published


def test_a_reviewers_edition_stands_beside_the_published_one(rebuildable: Checkout) -> None:
    published = rebuildable.html().resolve()
    command = ["build", "--edition", "mine", "-p", "growth.first_year=2015"]
    mine = rebuildable.offshore(*command)
    assert mine.returncode == 0, mine.stderr
    assert ran(mine.stdout) == {"growth"}
    assert rebuildable.html().resolve() == published
    page = (rebuildable.html("mine") / "growth.html").read_text(encoding="utf-8")
    assert "2015–2017" in page
    assert "Open _build/mine/html/index.html" in mine.stdout
