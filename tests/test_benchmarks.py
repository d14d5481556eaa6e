"""What `make bench` runs many times runs at all."""

import shutil

from checkouts import ROOT, Checkout


def test_small_notebook_runs_with_its_words(fresh: Checkout) -> None:
    shutil.copy(ROOT / "benchmarks/small.ipynb", fresh.root / "notebooks")
    shutil.copy(ROOT / "benchmarks/small.yaml", fresh.root / "notebooks/words")
    done = fresh.offshore("run", "small", "-o", "copy.ipynb")
    assert (done.returncode, done.stderr) == (0, "")
    text = (fresh.root / "copy.ipynb").read_text(encoding="utf-8")
    assert "compound: 65.1%" in text  # (22049 / 2964) ** (1 / 4) - 1
    assert "last: USD 220.5 million" in text
