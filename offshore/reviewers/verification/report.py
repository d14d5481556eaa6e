"""The report of a verification: as JSON, and as one page that stands alone."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from offshore.compendium import templates
from offshore.compendium.errors import UserError, of_system
from offshore.compendium.root import PACKAGE
from offshore.results.difference import KINDS
from offshore.reviewers.verification.fresh import Fresh
from offshore.reviewers.verification.judgement import DIFFERS, EXPLAINED, IDENTICAL, Judgement
from offshore.reviewers.verification.listing import Found

TEMPLATE = PACKAGE / "reviewers/verification/report.html"
JSON, PAGE = "verification.json", "index.html"
VERDICTS = {
    IDENTICAL: "Identical: a fresh execution says what was published, in every part.",
    EXPLAINED: "Nothing differs but what is explained below.",
    DIFFERS: "A fresh execution differs from what was published.",
}


@dataclass(frozen=True)
class Report:
    """What a verification found, how it was executed and in what environment; seconds in all."""

    judgement: Judgement
    fresh: Fresh
    engine: str
    environment: Mapping[str, Any]
    seconds: float

    def plain(self) -> dict[str, Any]:
        """Return the report as values that JSON represents."""
        return {
            "verdict": self.judgement.verdict,
            "engine": self.engine,
            "languages": list(self.fresh.results),
            "seconds": round(self.seconds, 1),
            "environment": dict(self.environment),
            "counts": self.counts,
            "differences": list(self._differences()),
            "refused": self.fresh.refused,
            "runs": [
                {
                    "run": one.run.label,
                    "notebook": one.run.contract.name,
                    "seconds": round(one.seconds, 2),
                    "cell": one.cell,
                    "error": one.error,
                }
                for one in self.fresh.executed
            ],
        }

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """How much is identical, explained and different, of each kind."""
        found = self.judgement
        explained = [one for some in found.explained.values() for one in some]
        sides = {EXPLAINED: explained, DIFFERS: found.differs}
        counts = {
            kind: {IDENTICAL: found.identical.get(kind, 0)}
            | {side: _of_kind(kind, some) for side, some in sides.items()}
            for kind in KINDS
        }
        return {kind: each for kind, each in counts.items() if any(each.values())}

    def _differences(self) -> Iterator[dict[str, Any]]:
        for one in self.judgement.differs:
            yield _plain(one, DIFFERS, "")
        for why, some in self.judgement.explained.items():
            yield from (_plain(one, EXPLAINED, why) for one in some)


def _of_kind(kind: str, found: Sequence[Found]) -> int:
    return sum(one.difference.kind == kind for one in found)


def _plain(one: Found, side: str, why: str) -> dict[str, Any]:
    where = {"class": side, "why": why, "language": one.language}
    return where | one.difference.plain()


def check_folder(folder: Path) -> None:
    """Make the folder of a report, and refuse one that cannot be written to: minutes are spared."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as fault:
        raise UserError(f"{of_system(fault)}\nOr name a folder with --output.") from None


def write(made: Report, folder: Path) -> Path:
    """Write the report into a folder, as JSON and as a page, and return the page."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(made.plain(), ensure_ascii=False, indent=1)
    (folder / JSON).write_text(text + "\n", encoding="utf-8")
    page = folder / PAGE
    page.write_text(_page(made), encoding="utf-8")
    return page


def _page(made: Report) -> str:
    found = made.judgement
    return templates.render(
        TEMPLATE,
        report=made.plain(),
        said=VERDICTS[found.verdict],
        kinds=KINDS,
        given=[one for one in found.others if one.is_given],
        moved=[one for one in found.others if not one.is_given],
        drawn=found.drawn,
        explained=found.explained,
        failures=made.fresh.failures,
    )
