"""Where results may be written: nowhere among the sources, and in a file whose name says what."""

from pathlib import Path

from offshore.compendium.errors import UserError, near
from offshore.compendium.root import PACKAGE, Compendium


def check_file(compendium: Compendium, file: Path | None, suffix: str = "") -> None:
    """Refuse a file that would take the place of a source, or that has no folder to go to.

    With `suffix`, one whose name ends otherwise as well: it may be somebody's own.
    """
    if file is None:
        return
    folder = file.resolve().parent
    _refuse_sources(compendium, file, folder)
    if suffix and file.suffix.lower() != suffix:
        named = near(file.with_name(f"{file.name}{suffix}"))
        raise UserError(f"The name of this file ends in {suffix}: call it {named}, for example.")
    if file.is_dir():
        raise UserError(f"{near(file)} is a folder. Name a file.")
    if not folder.is_dir() and not folder.is_relative_to(compendium.build.resolve()):
        raise UserError(f"There is no folder {near(folder)}. Make it first, or choose another.")


def check_folder(compendium: Compendium, folder: Path | None) -> None:
    """Refuse a folder of sources, or one within them."""
    if folder is not None:
        _refuse_sources(compendium, folder, folder.resolve())


def _refuse_sources(compendium: Compendium, asked: Path, folder: Path) -> None:
    own = (compendium.notebooks, compendium.data, compendium.book, compendium.recorded)
    if any(folder.is_relative_to(one.resolve()) for one in (*own, compendium.template, PACKAGE)):
        raise UserError(
            f"{near(asked)} would be among the sources, which only people change. Choose another "
            f"folder, for example {near(compendium.build / 'copies' / asked.name)}."
        )
