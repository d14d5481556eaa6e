"""The built book with a gallery of broken notebooks added to it, and what the build then said."""

import shutil

import pytest
from checkouts import GALLERY, Checkout, Failure


@pytest.fixture(scope="package")
def failed(built: Checkout, tmp_path_factory: pytest.TempPathFactory) -> Failure:
    checkout = built.copied(tmp_path_factory.mktemp("failed") / "compendium")
    good_book = checkout.html().resolve()
    for notebook in GALLERY.glob("*.ipynb"):
        shutil.copy(notebook, checkout.root / "notebooks")
    return Failure(checkout, checkout.offshore("build", "--language", "en"), good_book)
