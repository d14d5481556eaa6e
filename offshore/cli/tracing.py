"""Commands for reviewers who trace a result: back to the data, and from the data onwards."""

import json
import sys
from functools import partial
from pathlib import Path
from typing import Any

import click

from offshore.cli.group import main
from offshore.cli.options import PARAMETER, PARAMETERS
from offshore.compendium import progress
from offshore.compendium.progress import Say
from offshore.compendium.root import Compendium

JSON = click.option("--json", "as_json", is_flag=True, help="Write JSON to standard output.")


@main.command()
@click.argument("what")
@PARAMETER
@PARAMETERS
@JSON
def explain(what: str, options: tuple[str, ...], parameters: Path | None, as_json: bool) -> None:
    """Tell what a number, figure, table, sentence, verdict or printed number came from.

    \b
    offshore explain growth.mean_printed
    offshore explain growth.executed-value -p growth.currency=CNY
    offshore explain claim:growth-2016-from-amounts
    offshore explain fact:value-2015

    Names the cells that it depends on, the parameters, the rows of tables with their place in
    the paper or their source, the functions, and the hashes of all of them. No row that can
    move it is missing; some may be listed that do not. Makes the run that it takes.
    """
    from offshore.notebook import given
    from offshore.reviewers.tracing import explaining, trees

    here = Compendium.here()
    changes = given.for_edition(here, options, parameters)
    told = explaining.explain(here, what, changes, _say(as_json))
    _write(told, as_json, trees.lines(trees.of_explained(told), _draws_lines()))


def _say(as_json: bool) -> Say:
    """Return how progress is told: beside JSON, not within it."""
    return partial(click.echo, err=True) if as_json else progress.here()


def _write(told: dict[str, Any], as_json: bool, lines: list[str]) -> None:
    text = json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False)
    click.echo(text if as_json else "\n".join(lines))


def _draws_lines() -> bool:
    """Tell whether the terminal's encoding has the lines of a tree."""
    try:
        "└├│─".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


@main.command()
@click.argument("fact")
@JSON
def affects(fact: str, as_json: bool) -> None:
    """Tell what would move with a printed number, one unit of its last digit up and down.

    \b
    offshore affects value-2015
    offshore affects growth-2016 --json

    The number is changed in a copy of data/, the claims are judged and the notebooks that may
    depend on it are run again, and the results are compared: verdicts, marks, numbers,
    sentences, figures and tables. Nothing is published. A number of data/paper/amounts.csv
    takes most chapters, and a minute or two.
    """
    from offshore.reviewers.tracing import affecting, movement

    here = Compendium.here()
    found = affecting.affects(here, fact, _say(as_json))
    _write(found.plain(), as_json, movement.lines(found))
