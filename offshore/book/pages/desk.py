"""The reviewer's desk: the verification that was kept, and what the audit found, on one page."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from offshore.audit.judgements import CONTRADICTED, DISPUTED, UNVERIFIABLE, VERDICTS
from offshore.audit.marks import marks
from offshore.audit.verdicts import Verdict, counts
from offshore.display.findings.marks import SIGNS, legend
from offshore.display.findings.verdicts import signed, statement, worth
from offshore.display.language import Language
from offshore.display.locations import place
from offshore.display.markdown import code, escape, heading, pipe_table
from offshore.results.difference import KINDS
from offshore.results.recorded import verification

PAGE = "desk"
IDENTICAL, EXPLAINED, DIFFERS = SIDES = ("identical", "explained", "differs")
ENGINES = {"warm": "the engine of this edition", "default": "papermill's own engine"}
VERDICT = {
    IDENTICAL: "Everything was identical.",
    EXPLAINED: "Nothing differed but what float arithmetic, or another packing of the same "
    "pictures, explains.",
    DIFFERS: "Something differed from what was published.",
}
NONE_KEPT = (
    "No verification of these results has been kept. `make verify` makes one; "
    "`offshore verify --keep` keeps it for this page."
)
SHORT = 12  # characters of a hash


def write(folder: Path, verdicts: Sequence[Verdict], words: Language) -> None:
    """Write the report into the folder of generated parts."""
    kept = verification.kept(words.compendium)
    sections = [
        *_section("Rerun: the last verification", "\n\n".join(_rerun(kept, words)), words),
        *_section("What agrees, and what its check is worth", _counted(verdicts, words), words),
        *_section("What is contradicted or disputed", _failed(verdicts, words), words),
        *_section("What nobody can check", _unverifiable(verdicts, words), words),
        *_section("Each number of the paper", _marked(verdicts, words), words),
    ]
    (folder / f"{PAGE}.md").write_text("\n\n".join(sections) + "\n", encoding="utf-8")


def _section(title: str, text: str, words: Language) -> tuple[str, str]:
    return heading(2, words.text(title), title), text


def _rerun(kept: Mapping[str, Any] | None, words: Language) -> Iterator[str]:
    """Yield what was rerun, where, and what came of it."""
    if kept is None:
        yield words.text(NONE_KEPT)
        return
    yield escape(
        words.text(
            "{runs} runs of the editions {languages} were executed afresh with {engine}, in "
            "{seconds} seconds, and compared with what is recorded.",
            runs=kept["runs"],
            languages=words.listed(map(str, kept["languages"])),
            engine=words.text(ENGINES.get(kept["engine"], str(kept["engine"]))),
            seconds=f"{kept['seconds']:.0f}",
        )
    )
    yield escape(words.text(VERDICT[kept["verdict"]]))
    columns = [words.text(column) for column in ("Compared", *SIDES)]
    rows = [
        (words.text(KINDS[kind]), *(str(each[side]) for side in SIDES))
        for kind, each in kept["counts"].items()
        if kind in KINDS
    ]
    yield pipe_table(columns, rows)
    yield _environment(kept["environment"], words)


def _environment(found: Mapping[str, Any], words: Language) -> str:
    unlike = [str(one) for one in found["unlike_lock"]]
    rows = [
        ("Python", f"{found['implementation']} {found['python']}"),
        (words.text("System"), f"{found['system']}, {found['machine']}"),
        (words.text("Lock file, SHA-256 begins"), str(found["lock"])[:SHORT]),
        (
            words.text("Packages unlike the lock file"),
            words.listed(unlike) if unlike else words.text("none"),
        ),
    ]
    return pipe_table([words.text("Environment"), ""], rows)


def _counted(verdicts: Sequence[Verdict], words: Language) -> str:
    found = counts(verdicts)
    rows = [(f"{SIGNS[one]} {words.text(one)}", str(found[one])) for one in VERDICTS]
    columns = [words.text("Verdict"), words.text("Statements of the paper")]
    strengths = Counter(worth(one, words) for one in verdicts if not one.failed)
    worths = [(name, str(count)) for name, count in sorted(strengths.items()) if name]
    by_strength = pipe_table(
        [words.text("Strength of the check"), words.text("Statements that agree")], worths
    )
    return pipe_table(columns, rows) + "\n\n" + by_strength


def _failed(verdicts: Sequence[Verdict], words: Language) -> str:
    found = [one for one in verdicts if one.verdict in (CONTRADICTED, DISPUTED)]
    rows = (
        (_place(one, words), escape(statement(one, words)), escape(signed(one, words)), _id(one))
        for one in found
    )
    columns = ("Place", "Statement", "Verdict", "Claim")
    return _table(columns, rows, words) if found else words.text("Nothing.")


def _unverifiable(verdicts: Sequence[Verdict], words: Language) -> str:
    found = [one for one in verdicts if one.verdict == UNVERIFIABLE]
    rows = (
        (
            _place(one, words),
            escape(str(one.claim.row["prints"])),
            escape(str(one.claim.row[f"why_not_{words.code}"])),
            _id(one),
        )
        for one in found
    )
    columns = ("Place", "Printed", "Why", "Claim")
    return _table(columns, rows, words) if found else words.text("Nothing.")


def _marked(verdicts: Sequence[Verdict], words: Language) -> str:
    found = Counter(one.name for one in marks(verdicts).values())
    rows = [
        (f"{one['sign']} {words.text(one['mark'])}", one["meaning"], str(found[one["mark"]]))
        for one in legend(words)
    ]
    columns = ("Mark", "What it means", "Numbers of the paper")
    return pipe_table([words.text(column) for column in columns], rows)


def _place(one: Verdict, words: Language) -> str:
    return escape(place(SimpleNamespace(**one.claim.row), words))


def _id(one: Verdict) -> str:
    return code(one.claim.id)


def _table(columns: Sequence[str], rows: Iterator[tuple[str, ...]], words: Language) -> str:
    return pipe_table([words.text(column) for column in columns], rows, raw=True)
