"""The script that filters tables: DataTables as a plain script, and only where it is needed."""

from importlib.resources import files

import pytest

from offshore.book.sphinx.filtering import classic


def test_default_export_becomes_a_name():
    assert classic("var x=1;export{y as Other,x as default};\n") == "var x=1;const DataTable=x;;\n"


def test_module_without_a_default_is_refused():
    with pytest.raises(ValueError, match="exports no default"):
        classic("export{x as y}")


def test_the_bundle_that_is_installed_can_be_made_plain():
    bundle = (files("itables") / "html" / "dt_bundle.js").read_text(encoding="utf-8")
    assert "export{" not in classic(bundle)
