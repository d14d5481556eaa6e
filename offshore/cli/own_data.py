"""Commands for whoever has data of their own: a package to start from."""

from pathlib import Path

import click

from offshore.cli.group import main
from offshore.cli.options import FILE
from offshore.compendium import destinations
from offshore.compendium.errors import UserError, near
from offshore.compendium.root import Compendium
from offshore.compendium.system import require_extra


@main.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--workbook", type=FILE, help="Write an empty form, as a workbook, to this file.")
@click.option("--from", "filled", type=FILE, help="A filled-in form to make the package from.")
@click.option("--language", default="en", help="The language of its guide. Default: en.")
def new(folder: Path | None, workbook: Path | None, filled: Path | None, language: str) -> None:
    """Write a data package of your own to start from, with a guide, to a new folder.

    \b
    offshore new my-city
    offshore new --workbook form.xlsx
    offshore new my-city --from form.xlsx

    The package is that of an invented city: change its tables into yours. Whoever prefers a
    spreadsheet fills in the form. Nothing is overwritten. `offshore build --data FOLDER` makes
    a book of it.
    """
    from offshore.display.language import chosen
    from offshore.reviewers.own_data import filled as workbooks
    from offshore.reviewers.own_data import form, package_template

    if not folder and not workbook:
        raise UserError("Name a folder for the package, or --workbook FILE.xlsx for an empty form.")
    if filled and not folder:
        raise UserError("--from needs the folder that the package goes to: offshore new FOLDER …")
    here = Compendium.here()
    destinations.check_file(here, workbook, ".xlsx")
    destinations.check_folder(here, folder)
    words, template = chosen(here, language), package_template.tables(here)
    if workbook or filled:
        require_extra("offshore new with a workbook", "review")
    if workbook:
        form.write(workbook, template)
        click.echo(f"Fill in {near(workbook)}; its first sheet says how.")
    if folder and filled:
        package_template.write_filled(here, folder, workbooks.read(filled, template), words)
    elif folder:
        package_template.write(here, folder, words)
    if folder:
        click.echo(f"Read {near(folder / package_template.GUIDE)}.")
