"""The options that several commands share."""

from pathlib import Path
from typing import Any

import click

from offshore.compendium.root import Compendium
from offshore.compendium.system import require_extra, require_forks
from offshore.runs.limits import USUAL

FILE = click.Path(path_type=Path)  # checked where it is read
FOLDER = click.Path(file_okay=False, resolve_path=True, path_type=Path)  # as above


def _name_and_value(
    _context: click.Context, _option: click.Parameter, options: tuple[str, ...]
) -> tuple[str, ...]:
    """Refuse `-p NAME VALUE` before VALUE is taken for an unexpected argument."""
    from offshore.notebook import given

    for option in options:
        given.split(option)
    return options


PARAMETER = click.option(
    "-p",
    "options",
    multiple=True,
    callback=_name_and_value,
    metavar="NAME=VALUE",
    help="Set a parameter. Can be repeated. Overrides --parameters.",
)
PARAMETERS = click.option("--parameters", type=FILE, help="A YAML file of parameters.")
RESULTS = click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for the results.",
)
SCHEDULER = click.option(
    "--scheduler", metavar="ADDRESS", help="Run on a Dask cluster, for example tcp://host:8786."
)
NUMBERS_ONLY = click.option(
    "--numbers-only", is_flag=True, help="Numbers and verdicts only: no figures, no tables."
)

LIMITS = (
    click.option(
        "--cell-seconds",
        type=click.IntRange(1, 7 * 24 * 3600),
        default=USUAL.cell_seconds,
        show_default=True,
        help="Time limit for each cell, in seconds.",
    ),
    click.option(
        "--memory",
        type=click.IntRange(512, 1 << 20),
        metavar="MIB",
        default=USUAL.memory,
        show_default=True,
        help="Memory limit for each process of a run, in MiB. Linux only.",
    ),
    click.option(
        "--output-size",
        type=click.IntRange(1, 1024),
        metavar="MIB",
        default=USUAL.output_size,
        show_default=True,
        help="Limit on the output of a run, in MiB.",
    ),
)


def limited(command: Any) -> Any:
    """Add the options that limit what a run may use."""
    for option in reversed(LIMITS):
        command = option(command)
    return command


def for_books(command: str) -> Compendium:
    """Return the compendium for a command that makes books; UserError if that cannot be done here.

    It takes a checkout, a system that forks processes, and the packages that bind.
    """
    here = Compendium.here()
    here.require_checkout(command)
    require_forks(command)
    require_extra(command, "book")
    return here


def means_of(compendium: Compendium, scheduler: str | None, **limits: int) -> Any:
    """Return how runs are made: on this machine or on a cluster, within limits."""
    from offshore.runs import executor
    from offshore.runs.limits import Limits

    if scheduler is None:
        return executor.Means(executor.pool, Limits(**limits))
    require_extra("--scheduler", "cluster")
    from offshore.runs import cluster

    return executor.Means(lambda: cluster.Cluster(compendium, scheduler), Limits(**limits))
