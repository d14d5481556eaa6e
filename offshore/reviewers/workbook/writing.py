"""Writing the workbook of a data package: all sheets, and a file that is always the same bytes."""

import io
import tempfile
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from offshore.audit import report
from offshore.audit.marks import marks
from offshore.audit.quantities import Frames, load
from offshore.audit.verdicts import Verdict
from offshore.book.jupyter_book import FIXED_DATE
from offshore.compendium.errors import UserError, where
from offshore.compendium.system import require_extra
from offshore.data import package
from offshore.display import facts
from offshore.display.language import Language
from offshore.reviewers.workbook.language import words_of

SUFFIX = ".xlsx"
DIGITS_AS_TEXT = (
    b'<ignoredErrors><ignoredError sqref="A1:Z100000" numberStoredAsText="1"/></ignoredErrors>'
)
ABOUT_ITSELF = ("docProps/core.xml", "docProps/app.xml")
ENTRY_DATE, MOST_OF_PART = (1980, 1, 1, 0, 0, 0), 100_000  # bytes
OF_CLAIMS = (
    "Each row is a statement with one way to check it. Recomputed intervals, verdicts and "
    "strengths are formulas: click on one to read it."
)
OF_CHECKS = (
    "What outside values should say together; this says nothing of the text that is checked."
)


def write(data: Path, language: Language, file: Path) -> Path:
    """Write the workbook of a data package in a language, and return its file.

    Raises UserError if the package cannot be audited, if the file was changed since it was written
    or is another one, and for a name that does not end in .xlsx.
    """
    require_extra("offshore workbook", "review")
    if file.suffix.lower() != SUFFIX:
        raise UserError(f"{where(file)}: the name of a workbook ends in {SUFFIX}, so name it so.")
    content = of_package(data, language)
    if file.exists() and not _is_as_written(file, content):
        raise UserError(
            f"{where(file)} is there already and was changed since, or is another file.\n"
            "It was left as it is. Move it, or name another with --output."
        )
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".workbook-") as folder:
        made = Path(folder) / file.name
        made.write_bytes(content)
        made.replace(file)
    return file


def of_package(data: Path, language: Language) -> bytes:
    """Return the workbook of a data package, an xlsx; raises UserError as the audit does."""
    verdicts, outside = report.of_folder(data, bare=True), report.of_outside(data)
    title = package.descriptor(data).get("title", "")
    return of_verdicts(verdicts, outside, load(data), language, str(title))


def of_verdicts(
    verdicts: list[Verdict], outside: list[Verdict], frames: Frames, language: Language, title: str
) -> bytes:
    """Return the workbook of the claims of a package and of its checks of outside values."""
    # openpyxl takes a while to import, and the command line should not wait for it.
    from offshore.reviewers.workbook import about, claims, figures, numbers, own_city, steps
    from offshore.reviewers.workbook.draft import CHECKS, CLAIMS, Draft

    words = words_of(language)
    draft = Draft(words)
    found = marks(outside) | marks(verdicts)
    where_numbers_are = numbers.write(draft, frames, [*verdicts, *outside], found)
    units = dict(facts.vocabularies(frames, words).get("unit", {}))
    steps_and_lists = steps.Steps(draft), steps.Lists(draft)
    ranges = {}
    for name, judged, told in ((CLAIMS, verdicts, OF_CLAIMS), (CHECKS, outside, OF_CHECKS)):
        if judged:
            sheet = claims.Sheet(name, where_numbers_are, *steps_and_lists, units)
            claims.write(sheet, judged, told)
            ranges[name] = claims.ranges(sheet)
            if name == CLAIMS:
                figures.write(sheet, [one.claim for one in judged], frames)
    about.write(draft, title, ranges)
    own_city.write(draft)
    draft.arrange()
    return _bytes(draft.workbook)


def _bytes(workbook: Any) -> bytes:
    """Return the file of a workbook without clock times, so that it is always the same."""
    from openpyxl.writer.excel import ExcelWriter

    day = datetime.fromtimestamp(int(FIXED_DATE), UTC).replace(tzinfo=None)
    about = workbook.properties
    about.creator, about.created, about.modified = "offshore", day, day
    workbook.calculation.fullCalcOnLoad = True
    written, fixed = io.BytesIO(), io.BytesIO()
    ExcelWriter(workbook, zipfile.ZipFile(written, "w")).save()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, ENTRY_DATE)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            part = source.read(name)
            part = _without_warnings(part) if name.startswith("xl/worksheets/sheet") else part
            target.writestr(entry, part, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def _without_warnings(sheet: bytes) -> bytes:
    """Return a sheet in which Excel does not warn of printed digits that are kept as text.

    openpyxl cannot say so. In a sheet's XML, it comes before the drawings.
    """
    mark = b"<drawing " if b"<drawing " in sheet else b"</worksheet>"
    before, _, after = sheet.rpartition(mark)
    return before + DIGITS_AS_TEXT + mark + after


def _is_as_written(file: Path, content: bytes) -> bool:
    """Tell whether a file is a workbook of ours that no program has saved since.

    Each that saves one writes its own name or the date of the last change into it.
    """
    new = zipfile.ZipFile(io.BytesIO(content))
    try:
        with zipfile.ZipFile(file) as old:
            return all(
                old.getinfo(part).file_size < MOST_OF_PART and old.read(part) == new.read(part)
                for part in ABOUT_ITSELF
            )
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError, RuntimeError):
        return False
