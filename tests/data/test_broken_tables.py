"""A gallery of broken tables: each is refused, at its place, with what is allowed."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from data.conftest import reduced
from hypothesis import given, settings
from hypothesis import strategies as st

from offshore.compendium.errors import UserError
from offshore.data import package
from offshore.data.validation import faults

DATA = Path(__file__).parents[2] / "data"
FIRST = "value-2013,offshore_executed_value,Wenzhou,all,2013,2964,10 thousand USD,exact,3.1,2"
HEADER = "id,quantity,entity,segment,period,printed,unit,qualifier,section,sentence"


@dataclass(frozen=True)
class Case:
    """A sound table with one piece of text replaced, and what the only message must say."""

    name: str
    old: str
    new: str
    row: int
    column: str
    words: tuple[str, ...]
    table: str = "paper/amounts"
    beside: tuple[str, ...] = ()  # tables that it is checked with, besides those it refers to


def first(name: str, old: str, new: str, column: str, *words: str) -> Case:
    """Return a case that breaks the first row of the amounts."""
    return Case(name, FIRST, FIRST.replace(old, new, 1), 2, column, words)


def header(name: str, old: str, new: str, column: str, *words: str) -> Case:
    """Return a case that breaks the header of the amounts."""
    return Case(name, HEADER, HEADER.replace(old, new, 1), 1, column, words)


GALLERY = [
    first("unknown unit", "10 thousand USD", "10 thousand USB", "unit",
          "'10 thousand USB' is not in vocabulary/units", "Did you mean '10 thousand USD'?"),
    first("unknown quantity", "offshore_executed", "onshore_executed", "quantity",
          "'onshore_executed_value' is not in vocabulary/quantities", "offshore_executed_value"),
    first("unknown entity", "Wenzhou", "Wenzou", "entity",
          "'Wenzou' is not in vocabulary/entities", "Did you mean 'Wenzhou'?"),
    first("unknown segment", ",all,", ",All firms,", "segment",
          "'All firms' is not in vocabulary/segments", "KPO, ITO, BPO"),
    first("comma in a printed number", "2964", '"2,964"', "printed",
          "'2,964' is not allowed here", "of the form ^[0-9]+", "digits as the paper prints"),
    first("exponent in a printed number", "2964", "2.964e3", "printed",
          "'2.964e3' is not allowed here", "of the form ^[0-9]+"),
    first("empty printed number", "2964", "", "printed", "'' is not allowed here", "not empty"),
    first("empty id", "value-2013", "", "id", "'' is not allowed here", "not empty"),
    first("capital in an id", "value-2013", "Value-2013", "id",
          "'Value-2013' is not allowed here", "of the form ^[a-z0-9]+"),
    first("unknown qualifier", "exact", "roughly", "qualifier",
          "'roughly' is not allowed here", "one of exact, over, at_least, under, about, nearly"),
    first("period of two digits", ",2013,", ",13,", "period",
          "'13' is not allowed here", "A year (2017) or a span of years"),
    first("unknown section", "3.1", "third", "section",
          "'third' is not allowed here", "of the form ^[1-5]"),
    first("sentence in words", ",3.1,2", ",3.1,two", "sentence", "'two' is not a number", "digits"),
    first("sentence in parts", ",3.1,2", ",3.1,2.5", "sentence",
          "'2.5' is not allowed here", "a whole number"),
    first("sentence zero", ",3.1,2", ",3.1,0", "sentence", "'0' is not allowed here", "at least 1"),
    first("firms for money", "10 thousand USD", "firms", "unit",
          "'firms' is a unit of count, which does not fit offshore_executed_value", "kind money"),
    first("amount of nothing", "2964", "0", "printed",
          "'0' 10 thousand USD is 0 USD, outside", "from 1 to 10000000000000 USD"),
    Case("id twice in a table", "value-2014,", "value-2013,", 3, "id",
         ("'value-2013' appears more than once", "position 2", "each value once")),
    Case("id of another table", "share-over-2m,", "value-over-2m,", 2, "id",
         ("'value-over-2m' appears in two tables", "data/paper/amounts.csv has this one"),
         "paper/shares", ("paper/amounts",)),
    Case("share above the whole", "91.83", "191.83", 2, "printed",
         ("'191.83' % is 1.9183, outside what segment_share can be", "from 0 to 1"),
         "paper/shares"),
    Case("half a continent too many", "5,continents", "8,continents", 6, "printed",
         ("'8' continents is 8 continents", "from 1 to 7"), "paper/counts"),
    Case("fall below nothing", ",65.0,", ",-165.0,", 5, "value",
         ("'-165.0' % is -1.650, outside", "from -1 to 100"), "context/outsourcing"),
    Case("not a number", ",46.9,", ",NaN,", 2, "value",
         ("'NaN' is not a number", "digits, at most one decimal point"), "context/outsourcing"),
    Case("month for a year", "china-2008-usd,offshore_executed_value,China,all,2008,",
         "china-2008-usd,offshore_executed_value,China,all,2008-M13..M14,", 2, "period",
         ("'2008-M13..M14' is not allowed here", "a half year (2017-H1)"), "context/outsourcing"),
    Case("date in another order", "2012-02-16", "16.02.2012", 4, "published",
         ("'16.02.2012' is not allowed here", "Date of publication (2016-01-20)"),
         "context/outsourcing"),
    Case("currency as basis", "%,USD", "%,EUR", 5, "basis",
         ("'EUR' is not allowed here", "one of USD, CNY"), "context/outsourcing"),
    Case("no publisher", "US Federal Reserve,", ",", 2, "publisher_en",
         ("'' is not allowed here", "not empty"), "context/exchange_rates"),
    Case("nothing on where it is found", ",not located,", ",,", 2, "address",
         ("'' is not allowed here", "not empty"), "context/exchange_rates"),
    Case("vague address", ",not located,", ",the internet,", 2, "address",
         ("'the internet' is not allowed here", "“not located”: we know no address"),
         "context/exchange_rates"),
    Case("work that is not listed", "CAICT2017", "CAICT2018", 5, "work",
         ("'CAICT2018' is not in context/literature", "Did you mean 'CAICT2017'?"),
         "context/digital_economy"),
    Case("low confidence", ",high,", ",low,", 2, "confidence",
         ("'low' is not allowed here", "one of high, medium"), "context/exchange_rates"),
    Case("dollars for yuan", ",6.9477,", ",0.1439,", 2, "value",
         ("'0.1439' CNY per USD is 0.1439 CNY per USD, outside", "from 1 to 20"),
         "context/exchange_rates"),
    Case("factor of nothing", "USD,10000,", "USD,0,", 2, "factor",
         ("'0' is not allowed here", "a number, at least 0.01"), "vocabulary/units"),
    Case("unknown kind of unit", ",money,", ",cash,", 2, "kind",
         ("'cash' is not allowed here", "one of money, ratio, count, rate"), "vocabulary/units"),
    Case("term without Chinese", "Wenzhou,温州", "Wenzhou,", 4, "zh",
         ("'' is not allowed here", "not empty"), "vocabulary/entities"),
    header("missing column", ",unit", ",", "unit", "the column is missing", "section, sentence"),
    header("column twice", "entity", "quantity", "quantity",
           "the column appears more than once", "each once"),
    header("unknown column", "sentence", "phrase", "phrase",
           "the column is not in the schema", "section, sentence, in this order"),
    header("columns in another order", "id,quantity", "quantity,id", "quantity",
           "the column is out of order", "id, quantity, entity"),
]  # fmt: skip


def break_table(data: Path, case: Case) -> None:
    reduced(data, {case.table, *case.beside})
    file = data / f"{case.table}.csv"
    text = file.read_text(encoding="utf-8")
    assert case.old in text
    file.write_text(text.replace(case.old, case.new, 1), encoding="utf-8")


def content_faults(data: Path) -> list[str]:
    return [str(fault) for fault in faults(data) if fault.kind in ("content", "empty")]


@pytest.mark.parametrize("case", GALLERY, ids=lambda case: case.name.replace(" ", "-"))
def test_broken_table_is_refused_at_its_place(data: Path, case: Case) -> None:
    break_table(data, case)
    place = f"data/{case.table}.csv, row {case.row}, column {case.column}: "
    message = next(text for text in content_faults(data) if text.startswith(place))
    assert [word for word in case.words if word not in message] == []


@pytest.mark.parametrize(
    "case",
    [case for case in GALLERY if case.row > 1],
    ids=lambda case: case.name.replace(" ", "-"),
)
def test_one_broken_cell_gives_one_message(data: Path, case: Case) -> None:
    break_table(data, case)
    assert len(content_faults(data)) == 1


FORMS = {
    "empty": (b"", ["data/paper/shares.csv: is empty", "a header row"]),
    "white": (b"\n \n", ["data/paper/shares.csv: is empty"]),
    "header only": (HEADER.encode() + b"\n", ["has a header and no rows"]),
    "not UTF-8": (HEADER.encode() + "\n温州\n".encode("gb18030"), [", row 2: is not UTF-8 text"]),
    "UTF-16": (HEADER.encode("utf-16"), [", row 1: is not UTF-8 text"]),
    "byte order mark": (b"\xef\xbb\xbf" + HEADER.encode(), ["byte order mark", "UTF-8 with BOM"]),
    "open quote": (HEADER.encode() + b'\n"a,b\n', ["cannot be read as CSV", "close the quote"]),
    "short row": (HEADER.encode() + b"\na,b\n", ["row 2: has 2 cells", "10 cells"]),
    "long row": (f"{HEADER}\n{FIRST},\n".encode(), ["row 2: has 11 cells", "10 cells"]),
    "blank row": (f"{HEADER}\n{FIRST}\n\n{FIRST}\n".encode(), ["row 3: is blank", "Delete"]),
    "row of commas": (f"{HEADER}\n,,,,,,,,,\n".encode(), ["row 2: is blank"]),
    "semicolons": (f"{HEADER}\n{FIRST}\n".replace(",", ";").encode(), ["column id: the column is"]),
}


@pytest.mark.parametrize("form", FORMS)
def test_broken_form_is_refused(data: Path, form: str) -> None:
    content, words = FORMS[form]
    reduced(data, {"paper/shares"})
    (data / "paper/shares.csv").write_bytes(content)
    told = "\n".join(content_faults(data))
    assert [word for word in words if word not in told] == []


def test_missing_table_is_told_once(data: Path) -> None:
    (data / "paper/shares.csv").unlink()
    told = [str(fault) for fault in faults(data)]
    assert len(told) == 1
    assert told[0].startswith("data/paper/shares.csv: cannot be read (No such file")
    assert "Put the file back" in told[0]


def test_table_that_nothing_describes_is_refused(data: Path) -> None:
    shutil.copy(data / "paper/shares.csv", data / "paper/more.csv")
    told = content_faults(data)
    assert told == [
        "data/paper/more.csv: is not described in datapackage.json. "
        "Describe it there, or remove it from the folder."
    ]


def test_several_faults_are_all_told(data: Path) -> None:
    file = data / "paper/counts.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("exact", "roughly"), encoding="utf-8")
    rows = [fault.row for fault in faults(data) if fault.column == "qualifier"]
    assert rows == [2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 15]


DESCRIPTORS = {
    "not JSON": (b'{"resources": [', "is not JSON"),
    "not UTF-8": ('{"title": "温州"}'.encode("gb18030"), "is not JSON in UTF-8"),
    "a list": (b"[]", "has no list of resources"),
    "no resources": (b'{"name": "x"}', "has no list of resources"),
    "no path": (b'{"resources": [{"name": "x"}]}', "resource 1 needs a name, a path"),
    "path outside": (
        b'{"resources": [{"name": "x", "path": "../x.csv", "schema": {"fields": []}}]}',
        "a path inside the folder",
    ),
    "no columns": (
        b'{"resources": [{"name": "x", "path": "x.csv", "schema": {"fields": {}}}]}',
        "a schema of fields with name and type",
    ),
}


@pytest.mark.parametrize("form", DESCRIPTORS)
def test_broken_descriptor_is_refused(data: Path, form: str) -> None:
    content, words = DESCRIPTORS[form]
    (data / package.DESCRIPTOR).write_bytes(content)
    with pytest.raises(UserError, match=words):
        faults(data)


def test_missing_descriptor_is_refused(data: Path) -> None:
    (data / package.DESCRIPTOR).unlink()
    with pytest.raises(UserError, match=r"data/datapackage\.json: cannot be read"):
        faults(data)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"type": "integer"', '"type": "numeral"'),
        ('"resource": "vocabulary-units"', '"resource": "vocabulary-unit"'),
        ('"primaryKey": "id"', '"primaryKey": "key"'),
        ('"name": "paper-shares"', '"name": "paper-amounts"'),
        ('"fields": "unit",', '"fields": "units",'),
        ('"fields": "unit"\n', '"fields": "units"\n'),
        ('"pattern": "^[a-z0-9]+(', '"pattern": "^[a-z0-9]+(('),
    ],
)
def test_descriptor_that_contradicts_itself_is_refused(data: Path, old: str, new: str) -> None:
    file = data / package.DESCRIPTOR
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UserError, match=r"data/datapackage\.json"):
        faults(data)


@pytest.fixture(scope="module")
def shared_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("package") / "data"))
    reduced(folder, {"paper/amounts"})
    return folder


@settings(max_examples=40, deadline=None)
@given(
    cell=st.integers(0, 9),
    text=st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
)
def test_any_cell_can_hold_anything_without_a_crash(
    shared_data: Path, cell: int, text: str
) -> None:
    cells = FIRST.split(",")
    cells[cell] = text
    sound = (DATA / "paper/amounts.csv").read_text(encoding="utf-8")
    (shared_data / "paper/amounts.csv").write_bytes(
        sound.replace(FIRST, ",".join(cells), 1).encode("utf-8")
    )
    found = faults(shared_data)
    assert bool(found) == (text != FIRST.split(",")[cell])
