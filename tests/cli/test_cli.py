"""The command line: it helps, works from any folder of the checkout, and fails in plain words."""

import json
import subprocess

import pytest
from checkouts import PROGRAMS, Checkout, environment, here
from click.testing import CliRunner

from offshore.cli.commands import main
from offshore.notebook import contract

COMMANDS = sorted(main.commands)


def invoke(*arguments: str) -> str:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_commands_that_are_promised_are_there() -> None:
    assert {"build", "run", "serve", "validate", "parameters"} <= set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_every_command_helps_and_explains_each_option(command: str, flag: str) -> None:
    shown = invoke(command, flag)
    assert shown.startswith("Usage: ")
    for parameter in main.commands[command].params:
        if parameter.param_type_name == "option":
            assert parameter.help, parameter.name
    assert main.commands[command].help


def test_help_lists_every_command() -> None:
    shown = invoke("--help")
    assert all(command in shown for command in COMMANDS)


def test_version_is_told() -> None:
    assert "0.1.0" in invoke("--version")


@pytest.mark.parametrize("name", contract.names(here()))
def test_parameters_are_listed_with_type_default_meaning_and_rule(name: str) -> None:
    shown = invoke("parameters", name)
    for item in contract.read_contract(here(), name).parameters.values():
        assert f"{item.name}: {item.kind} = {item.default!r}" in shown
        assert f"{item.help} Allowed: {item.allowed}." in shown


def test_parameters_of_all_notebooks_are_listed_where_none_is_named() -> None:
    shown = invoke("parameters").splitlines()
    assert [line for line in shown if not line.startswith(" ")] == contract.names(here())


def test_unknown_notebook_is_told_without_a_traceback() -> None:
    result = CliRunner().invoke(main, ["parameters", "grwth"])
    assert result.exit_code == 1
    assert result.output.startswith("Error: There is no notebook 'grwth'. Did you mean 'growth'?")


@pytest.mark.parametrize("folder", [".", "data/paper", "notebooks", "offshore/study"])
def test_command_works_from_any_folder_of_the_checkout(built: Checkout, folder: str) -> None:
    done = built.offshore("build", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "0 made now; book unchanged." in done.stdout


def test_run_makes_one_notebook_and_the_copy_asked_for(quick: Checkout) -> None:
    command = ["run", "structure", "-p", "china_years=2016,2022", "-o", "../mine.ipynb"]
    done = quick.offshore(*command, cwd="data")
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("Open ../mine.ipynb\n")
    text = (quick.root / "mine.ipynb").read_text(encoding="utf-8")
    injected = next(
        cell for cell in json.loads(text)["cells"] if cell["id"] == "injected-parameters"
    )
    assert "china_years = [2016, 2022]\n" in injected["source"]


def test_run_that_is_stored_is_shown_at_once(built: Checkout) -> None:
    done = built.offshore("run", "growth")
    assert done.stdout.startswith("Open _build/copies/growth-")
    shown = built.root / done.stdout.removeprefix("Open ").strip()
    assert json.loads(shown.read_text(encoding="utf-8"))["cells"]


def test_sound_data_are_said_to_be_sound(quick: Checkout) -> None:
    done = quick.offshore("validate", cwd="book")
    assert (done.returncode, done.stdout) == (0, "data/ is as data/datapackage.json says.\n")


def test_changed_table_is_a_fault_until_it_is_accepted(quick: Checkout) -> None:
    quick.replace("data/context/outsourcing.csv", ",46.9,", ",46.8,")
    changed = quick.offshore("validate")
    assert changed.returncode == 1
    assert "data/context/outsourcing.csv" in changed.stderr
    assert "offshore validate --accept" in changed.stderr
    assert quick.offshore("validate", "--accept").returncode == 0
    assert quick.offshore("validate").returncode == 0


def test_output_that_nobody_reads_to_its_end_is_no_error(fresh: Checkout) -> None:
    done = subprocess.run(
        f'"{PROGRAMS}/offshore" parameters | true',
        shell=True,
        cwd=fresh.root,
        env=environment(fresh.root),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "place", ["notebooks/growth.ipynb", "data/paper/amounts.csv", "book/a.ipynb"]
)
def test_copy_never_takes_the_place_of_a_source(built: Checkout, place: str) -> None:
    file = built.root / place
    before = file.read_bytes() if file.exists() else b""
    assert f"{place} would be among the sources" in built.refuses("run", "growth", "-o", place)
    assert (file.read_bytes() if file.exists() else b"") == before


def test_copy_into_a_folder_that_is_not_there_is_refused_before_anything_runs(
    built: Checkout,
) -> None:
    said = built.refuses("run", "growth", "-p", "first_year=2015", "-o", "missing/copy.ipynb")
    assert "There is no folder missing. Make it first, or choose another." in said


def test_what_a_file_cannot_hold_stops_no_command(built: Checkout) -> None:
    done = subprocess.run(
        [PROGRAMS / "offshore", "audit"],
        cwd=built.root,
        env=environment(built.root) | {"PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "claims: " in done.stdout.decode("utf-8")
