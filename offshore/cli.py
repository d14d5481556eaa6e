"""The command line `offshore`; each command is a few lines over the module that does the work."""

import os
import time
from pathlib import Path
from typing import Any

import click

from offshore.errors import UserError, of_system
from offshore.publish.limits import USUAL

FILE = click.Path(path_type=Path)  # what it leads to is told where it is read
FOLDER = click.Path(exists=True, file_okay=False, resolve_path=True, path_type=Path)


def _name_and_value(
    _context: click.Context, _option: click.Parameter, options: tuple[str, ...]
) -> tuple[str, ...]:
    """Refuse `-p NAME VALUE` before its VALUE is taken for an argument too many."""
    from offshore import given

    for option in options:
        given.split(option)
    return options


PARAMETER = click.option(
    "-p",
    "options",
    multiple=True,
    callback=_name_and_value,
    metavar="NAME=VALUE",
    help="A parameter; may be given again. Overrides --parameters.",
)
PARAMETERS = click.option("--parameters", type=FILE, help="A YAML file of parameters.")
SCHEDULER = click.option(
    "--scheduler", metavar="ADDRESS", help="Run on a Dask cluster, for example tcp://host:8786."
)

LIMITS = (
    click.option(
        "--cell-seconds",
        type=click.IntRange(1, 7 * 24 * 3600),
        default=USUAL.cell_seconds,
        show_default=True,
        help="The longest that a cell may take.",
    ),
    click.option(
        "--memory",
        type=click.IntRange(512, 1 << 20),
        metavar="MIB",
        default=USUAL.memory,
        show_default=True,
        help="The most memory for a process of a run, where the system can limit it (Linux).",
    ),
    click.option(
        "--output-size",
        type=click.IntRange(1, 1024),
        metavar="MIB",
        default=USUAL.output_size,
        show_default=True,
        help="The most that a run may put out.",
    ),
)


def limited(command: Any) -> Any:
    """Give a command the options that limit what a run may take."""
    for option in reversed(LIMITS):
        command = option(command)
    return command


class Commands(click.Group):
    """A group whose commands tell a mistake or a refusal in plain words, and exit with 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what a user can act on becomes a message without a traceback."""
        try:
            return super().invoke(ctx)
        except UserError as fault:
            raise click.ClickException(str(fault)) from None
        except OSError as fault:
            raise click.ClickException(of_system(fault)) from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="offshore")
def main() -> None:
    """Rerun, check and bind the study of Wenzhou's offshore service outsourcing.

    Works from any folder inside the checkout. Everything made lies in _build/.
    """


@main.command()
@click.option("--edition", help="A name for an edition of your own: its folder in _build/.")
@click.option("--language", help="The edition's language. Default: all, or en for your own.")
@PARAMETER
@PARAMETERS
@SCHEDULER
@limited
def build(
    edition: str | None,
    language: str | None,
    options: tuple[str, ...],
    parameters: Path | None,
    scheduler: str | None,
    **limits: int,
) -> None:
    """Run what is not yet run, bind the book and say where to open it.

    \b
    offshore build
    offshore build --language zh
    offshore build --edition from-2014 -p growth.first_year=2014
    offshore build --edition mine --parameters mine.yml
    with, in mine.yml:
      growth.first_year: 2014
      outlook: {horizon: 8}

    Parameters need an --edition of your own.
    """
    from offshore import given
    from offshore.publish import editions
    from offshore.show.language import SOURCE, languages

    began = time.monotonic()
    published = list(languages())
    changed = bool(options or parameters)
    if (edition or "").lower() in published or (changed and edition is None):
        raise UserError(
            f"Editions {', '.join(published)} are published and keep languages and defaults.\n"
            "Name yours, for example --edition mine."
        )
    means = _means(scheduler, **limits)
    if edition is not None:
        code = SOURCE if language is None else language
        changes = given.for_edition(options, parameters)
        made = editions.build(edition, code, changes, click.echo, means)
    else:
        codes = published if language is None else [language]
        made = editions.publish(codes, click.echo, means)
    click.echo(f"{made.summary} {time.monotonic() - began:.1f} s.\nOpen {_near(made.front)}")


@main.command()
@click.argument("notebook")
@PARAMETER
@PARAMETERS
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A copy.")
@limited
def run(
    notebook: str,
    options: tuple[str, ...],
    parameters: Path | None,
    output: Path | None,
    **limits: int,
) -> None:
    """Run one notebook and say where the result is.

    \b
    offshore run growth
    offshore run growth -p first_year=2014 -p currency=CNY -o from-2014.ipynb
    offshore run growth --parameters mine.yml
    with, in mine.yml:
      first_year: 2014
      currency: CNY
    """
    from offshore import given
    from offshore.publish import editions

    values = given.for_notebook(notebook, options, parameters)
    made = editions.run_one(notebook, values, output, click.echo, _means(None, **limits))
    click.echo(f"Open {_near(made)}")


def _means(scheduler: str | None, **limits: int) -> Any:
    """Return how runs are made: on this machine's cores or on a cluster, within limits."""
    from offshore.publish import making
    from offshore.publish.limits import Limits

    if scheduler is None:
        return making.Means(making.pool, Limits(**limits))
    from offshore.publish import cluster

    return making.Means(lambda: cluster.Cluster(scheduler), Limits(**limits))


def _near(path: Path) -> str:
    """Return a path as it is written from the working folder."""
    return os.path.relpath(path)


@main.command()
@click.argument("notebook")
@click.option("--grid", required=True, type=FILE, help="A YAML file: lists, ranges, a CSV.")
@PARAMETER
@PARAMETERS
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Where files go.")
@click.option("--retry", is_flag=True, help="Try again what failed before.")
@SCHEDULER
@limited
def sweep(
    notebook: str,
    grid: Path,
    options: tuple[str, ...],
    parameters: Path | None,
    output: Path | None,
    retry: bool,
    scheduler: str | None,
    **limits: int,
) -> None:
    """Run one notebook with many sets of parameters.

    \b
    offshore sweep growth --grid grid.yml
    offshore sweep growth --grid grid.yml -p growth_basis=recomputed
    with, in grid.yml:
      grid:
        first_year: {from: 2013, to: 2016}
        currency: [USD, CNY]
      sets: cases.csv

    Every set is checked before the first run, and has the parameters that -p and
    --parameters give. What is stored is not run again, so an interrupted sweep resumes
    where it stopped. Writes runs.csv, runs.parquet and
    index.html, to _build/sweeps unless told otherwise.
    """
    from offshore import given
    from offshore.sweep import sweep as sweeps

    fixed = given.for_notebook(notebook, options, parameters)
    planned = sweeps.plan(notebook, grid, fixed)
    folder = output or sweeps.folder_of(notebook, grid)
    made = sweeps.sweep(planned, folder, click.echo, _means(scheduler, **limits), retry)
    click.echo(f"{made.total} runs, {made.made} made now.\nOpen {_near(made.page)}")
    if made.failures:
        advice = "Look at them in _build/failed, then try these again with --retry."
        head = f"{len(made.failures)} of {made.total} runs failed; the others are kept."
        raise UserError("\n".join([head, *made.failures[: sweeps.SHOWN], advice]))


@main.command()
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="0 takes any free one.",
)
def serve(port: int) -> None:
    """Serve the book on this machine alone; rebuild and reload when a source changes."""
    from offshore.publish.serving import serve as serve_book

    raise SystemExit(serve_book(port, click.echo))


@main.command()
@click.option("--accept", is_flag=True, help="Record the hashes of tables you have reviewed.")
def validate(accept: bool) -> None:
    """Check every table of data/ against data/datapackage.json.

    Checks schema, types, units, keys, hashes and ranges; names file, row, column and
    value of each fault and what is allowed.
    """
    from offshore import places
    from offshore.audit import report
    from offshore.tables import validate as checks
    from offshore.tables.fault import told

    if accept:
        checks.accept(places.data())
    if faults := checks.faults(places.data()) or report.faults(places.data()):
        raise UserError("\n".join([*told(faults), f"{len(faults)} faults in data/."]))
    click.echo("data/ is as data/datapackage.json says.")


@main.command()
@click.option("--data", type=FOLDER, help="Another data package; the checkout's own otherwise.")
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Where files go.")
def audit(data: Path | None, output: Path | None) -> None:
    """Recompute every claim of the paper and say which hold.

    Writes audit.csv and audit.json, to _build/audit unless told otherwise. Fails where a
    verdict differs from the one on record, whichever way it changed.
    """
    from offshore import places
    from offshore.audit import report
    from offshore.audit.verdicts import counts

    verdicts = report.of_folder(data or places.data())
    folder = output or places.build() / "audit"
    report.write(verdicts, folder)
    click.echo("\n".join(report.lines(verdicts)))
    summary = ", ".join(f"{number} {name}" for name, number in counts(verdicts).items())
    click.echo(f"{len(verdicts)} claims: {summary}. Files in {folder}.")
    if changed := report.differences(verdicts):
        advice = "Look at each; then record it in paper/claims.csv, or take the change back."
        raise UserError("\n".join(["Verdicts differ from the record:", *changed, advice]))


@main.command()
@click.argument("notebook", required=False)
def parameters(notebook: str | None) -> None:
    """List the parameters of a notebook, or of all: type, default, meaning, allowed values."""
    from offshore import contract

    for name in [notebook] if notebook else contract.names():
        promised = contract.read(name)
        click.echo(f"{promised.name}")
        for item in promised.parameters.values():
            click.echo(f"  {item.name}: {item.kind} = {item.default!r}")
            click.echo(f"      {item.help} Allowed: {item.allowed}.")


@main.command()
def translations() -> None:
    """Bring the translation catalogues up to the English source; say what is missing."""
    from offshore.publish import extraction

    click.echo("\n".join(extraction.report(extraction.update())))


@main.command()
@click.option("--screenshot", is_flag=True, help="Take the picture of the book anew, too.")
def readme(screenshot: bool) -> None:
    """Write the map of results in README.md from the published edition's runs.

    The picture is of the built book and needs an installed Chromium.
    """
    from offshore.publish import editions, results

    file = results.readme()
    table = results.current(click.echo)
    file.write_text(results.with_map(file.read_text(encoding="utf-8"), table), encoding="utf-8")
    click.echo(f"{file.name} has the current map of results.")
    if screenshot:
        from offshore.publish.screenshot import take

        made = editions.publish(["en"], click.echo)
        click.echo(f"Took {take(made.front.parent).name}.")
