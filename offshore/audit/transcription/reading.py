"""Read the text of a paper, in whichever encoding a reader has saved it."""

import codecs
from pathlib import Path

from offshore.compendium import bounded_files
from offshore.compendium.errors import UserError, where

MOST = bounded_files.MB
ENCODINGS = ("utf-8", "gb18030")  # the second includes GBK and GB 2312
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
PROGRAMS = {b"%PDF": "a PDF", b"PK\x03\x04": "a word processor's file or an archive"}
PROGRAMS |= {b"\xd0\xcf\x11\xe0": "a word processor's file", b"{\\rtf": "a word processor's file"}
ADVICE = "Save the paper as plain text, in UTF-8 or GBK, and name that file."


def read(file: Path) -> str:
    """Return the text of a plain text file of at most 1 MB, in UTF-8, UTF-16 or GBK.

    Raises UserError for a file that cannot be read, is empty or is no text.
    """
    content = bounded_files.read_bytes(file, MOST)
    for start, program in PROGRAMS.items():
        if content.startswith(start):
            raise UserError(f"{where(file)} is {program}, not plain text.\n{ADVICE}")
    text = _decoded(content)
    if text is None or _is_binary(text):
        raise UserError(f"{where(file)} is not text in UTF-8, UTF-16 or GBK.\n{ADVICE}")
    if not text.strip():
        raise UserError(f"{where(file)} is empty.\n{ADVICE}")
    return text


def _decoded(content: bytes) -> str | None:
    marked = [name for mark, name in MARKS.items() if content.startswith(mark)]
    for encoding in marked or ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _is_binary(text: str) -> bool:
    """Tell whether a text has control characters other than those of lines, tabs and pages."""
    return any(ord(one) < 32 and one not in "\t\n\r\f\v" for one in text)
