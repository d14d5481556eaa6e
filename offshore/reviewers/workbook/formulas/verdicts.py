"""Formulas that judge: whether two intervals meet, and what a check is worth."""

from collections.abc import Sequence
from dataclasses import dataclass

from offshore.audit.judgements import BOUND, CONTRADICTED, DISPUTED, EXACT, REPRODUCED
from offshore.reviewers.workbook.formulas.ends import Ends
from offshore.reviewers.workbook.formulas.readings import NONE

NO_RESULT = "no result"  # where numbers allow none, such as a share of nothing
SLACK = "(1+1E-9)"  # a width of one unit may come out a little wider


def name_of(kind: str, word: str) -> str:
    """Return the name of the cell that has a word, such as verdict_reproduced."""
    return f"{kind}_{word.replace(' ', '_')}"


@dataclass(frozen=True)
class Cells:
    """The addresses of the cells of one check."""

    stated_low: str
    stated_high: str
    low: str
    high: str
    meets: str
    size: str


@dataclass(frozen=True)
class Worth:
    """What the strength of a check hangs on.

    `settled`: the strength, if it hangs on no digits; else it is exact if the condition `exact_if`
    holds and the interval is as narrow as the last digits in the cells `finest`, in base units.
    """

    settled: str = ""
    exact_if: str = ""
    finest: Sequence[str] = ()
    factor: str = "1"


def recomputed_cells(found: Ends, factor: str, printed: str, none: str = NONE) -> dict[str, str]:
    """Return the formulas of the recomputed ends, in a unit, and of the size for comparison.

    `printed`: the cell of the number that they are held against; `none`: what is said where the
    numbers allow no result.
    """
    low, high = (_in_unit(end, factor) for end in (found.low, found.high))
    size = f"MAX({_in_unit(found.size, factor)},ABS({printed}))"
    condition = f"AND({','.join(found.needs)})" if found.needs else ""
    return {
        column: f'IFERROR({_if(condition, formula, none)},"{none}")'
        for column, formula in (("low", low), ("high", high), ("size", size))
    }


def _in_unit(formula: str, factor: str) -> str:
    return formula if factor == "1" else f"({formula})/{factor}"


def _if(condition: str, formula: str, none: str) -> str:
    return f'IF({condition},{formula},"{none}")' if condition else formula


def judged(
    cells: Cells,
    rivals: Sequence[str],
    worth: Worth,
    said_without: str = name_of("verdict", NO_RESULT),
) -> dict[str, str]:
    """Return the formulas of meeting, gap, verdict and strength.

    `rivals`: cells that tell whether another source agrees; `said_without`: the verdict where there
    is no result.
    """
    within = f"tolerance*{cells.size}"
    numbers = f"COUNT({cells.stated_low},{cells.stated_high},{cells.low},{cells.high},{cells.size})"
    unbounded = f"AND({cells.low}<=-finite,{cells.high}>=finite)"
    meeting = (
        f"AND({cells.low}<={cells.stated_high}+{within},{cells.stated_low}<={cells.high}+{within})"
    )
    failed = name_of("verdict", CONTRADICTED)
    if rivals:
        agrees = ",".join(f"{cell}=1" for cell in rivals)
        failed = f"IF(OR({agrees}),{name_of('verdict', DISPUTED)},{failed})"
    gap = f"MAX({cells.low}-{cells.stated_high},{cells.stated_low}-{cells.high})"
    return {
        "meets": f'IF({numbers}<5,"{NONE}",IF({unbounded},"{NONE}",IF({meeting},1,0)))',
        "gap": f'IF({cells.meets}=0,{gap},"")',
        "verdict": f"IF({cells.meets}=1,{name_of('verdict', REPRODUCED)},"
        f"IF({cells.meets}=0,{failed},{said_without}))",
        "strength": _strength(cells, worth),
    }


def _strength(cells: Cells, worth: Worth) -> str:
    said = name_of("strength", worth.settled)
    if not worth.settled:
        digit = _in_unit(f"MIN({','.join(worth.finest)})", worth.factor)
        narrow = f"{cells.high}-{cells.low}<={digit}*{SLACK}"
        exact, bound = name_of("strength", EXACT), name_of("strength", BOUND)
        said = f"IF(AND({worth.exact_if},{narrow}),{exact},{bound})"
    return f'IF(ISNUMBER({cells.meets}),{said},"")'
