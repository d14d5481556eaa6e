"""The page of benchmarks, from what `make bench` wrote: nothing on it is typed by hand."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from offshore.display.language import Language
from offshore.display.markdown import escape, heading, pipe_table

FILE = "benchmarks.md"
MEASURED = "benchmarks.json"
BASES = {
    "runs": "papermill, API in a loop",
    "books": "jupyter-book build, executing, one language after the other",
}
MEGABYTE = 1e6


def write(folder: Path, words: Language) -> None:
    """Write the tables into the folder of generated parts."""
    found = json.loads((words.compendium.book / MEASURED).read_text(encoding="utf-8"))
    sections = [_setting(found, words)]
    for name, ways in found["runs"].items():
        title = words.text("Runs of {notebook}", notebook=name)
        sections += [heading(2, title, f"Runs of {name}"), _table(ways, BASES["runs"], words)]
    if found["books"]:  # none while the first books are measured
        title = "All notebooks in both languages, bound"
        sections += [heading(2, words.text(title), title)]
        sections += [_table(found["books"], BASES["books"], words)]
    (folder / FILE).write_text("\n\n".join(sections) + "\n", encoding="utf-8")


def _setting(found: Mapping[str, Any], words: Language) -> str:
    machine = found["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in found["versions"].items())
    return words.text(
        "Measured on {date}: {cores} cores ({processor}), {memory} GB, {system}, Python {python}. "
        "Versions: {versions}.",
        date=found["date"],
        cores=machine["cores"],
        processor=escape(machine["processor"]),
        memory=words.number(machine["memory"] / 1e9),
        system=escape(machine["system"]),
        python=escape(machine["python"]),
        versions=escape(versions),
    )


def _table(ways: Mapping[str, Any], base: str, words: Language) -> str:
    columns = ("Way", "Seconds, median", "Times as fast", "Peak memory, MB", "All times, seconds")
    header = [words.text(column) for column in columns]
    return pipe_table(header, list(_rows(ways, ways[base]["seconds"], words)), raw=True)


def _rows(ways: Mapping[str, Any], base: float, words: Language) -> Iterator[tuple[str, ...]]:
    for way, measured in ways.items():
        yield (
            escape(words.text(way)),
            words.number(measured["seconds"], 2),
            words.number(base / measured["seconds"], 1),
            words.number(measured["memory"] / MEGABYTE),
            ", ".join(words.number(seconds, 1) for seconds in measured["times"]),
        )
