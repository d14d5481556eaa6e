"""Which digits of a number leave the verdict on a claim as it is: solved, not sampled.

A stretch of candidates is decided at once where the verdict provably cannot change inside it, else
halved, down to single candidates, which are judged. It cannot change where

- the function has a result for the hull of the stretch, so that it has one all along. Each end of
  its interval then only rises or only falls in each place where the number stands
  (`functions.apart` takes care of a function that uses one place twice), so that the results at the
  ends of the stretch enclose those between;
- or it has no result at either end for one and the same reason. Each reason, such as a whole that
  may be zero, holds on one stretch.

A number that is compared with itself, as a share of itself would be, defeats such enclosures. After
many halvings the rest of a claim is therefore settled by a sample. No sensible claim gets there.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import product
from math import isqrt

from mpmath import iv

from offshore.audit.claims import Claim
from offshore.audit.functions import apart, call
from offshore.audit.quantities import Quantity
from offshore.audit.severity.grids import Grid, is_number, with_print
from offshore.audit.verdicts import judge
from offshore.compendium.errors import UserError
from offshore.numerals.printed import Interval, bounds

Run = tuple[int, int]  # candidates from the first to the last, both included
NO_RESULT = "no result"  # what the audit refuses by name
PATIENCE = 1000  # halvings for one claim and number, before samples settle the rest
SAMPLE = 16


def verdict_of(claim: Claim) -> str:
    """Return the verdict on a claim, or that its numbers allow no result."""
    try:
        return judge(claim).verdict
    except UserError:
        return NO_RESULT


def unchanged(claims: Sequence[Claim], name: str, grid: Grid, last: int) -> list[Run]:
    """Return the candidates for a number at which no claim's verdict differs from the one now."""
    runs = [(0, last)]
    for claim in claims:
        watch = _Watch(claim, name, grid)
        runs = _joined(run for block in runs for run in watch.unchanged(*block))
    return runs


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Return runs in their order, those that touch as one."""
    found: list[Run] = []
    for first, last in runs:
        if found and found[-1][1] + 1 == first:
            first = found.pop()[0]
        found.append((first, last))
    return found


class _Watch:
    """One claim, watched while one number in it takes other digits."""

    def __init__(self, claim: Claim, name: str, grid: Grid) -> None:
        self.claim, self.name, self.grid, self.now = claim, name, grid, verdict_of(claim)
        assert claim.function and claim.arguments is not None and claim.target
        self.function, self.arguments = apart(claim.function, claim.arguments)
        self.places = [
            one
            for values in self.arguments.values()
            for one in values
            if isinstance(one, Quantity) and is_number(one, name)
        ]
        self.target = claim.target
        self.at = cache(self._at)
        self.halvings = 0

    def unchanged(self, first: int, last: int, sound: bool = False) -> Iterator[Run]:
        """Yield the stretches between two candidates on which the verdict is the one now.

        `sound`: it is known that the claim has a result throughout.
        """
        sound = sound or self._is_sound(first, last)
        if first == last or self._settled(first, last, sound):
            if self._verdict(first) == self.now:
                yield first, last
            return
        self.halvings += 1
        middle = _between(first, last)
        yield from self.unchanged(first, middle, sound)
        yield from self.unchanged(middle + 1, last, sound)

    def _verdict(self, candidate: int) -> str:
        # A candidate of another grid speaks for the next one; it is left out at the end.
        fitting = candidate if self.grid.has(candidate) else candidate + 1
        return verdict_of(with_print(self.claim, self.name, self.grid.text(fitting)))

    def _is_sound(self, first: int, last: int) -> bool:
        """Tell whether the claim has a result for the hull of all candidates between two."""
        ends = [[self.grid.meaning(one, place) for one in (first, last)] for place in self.places]
        hulls = [iv.mpf([min(a.a, b.a), max(a.b, b.b)]) for a, b in ends]
        return not isinstance(self._computed(hulls), str)

    def _settled(self, first: int, last: int, sound: bool) -> bool:
        """Tell whether the verdict is the same from one candidate to another."""
        if self.halvings > PATIENCE:
            steps = range(SAMPLE + 1)
            sample = {first + (last - first) * step // SAMPLE for step in steps}
            return len({self._verdict(one) for one in sample}) == 1
        if not sound:
            ends = [self.at((one,) * len(self.places)) for one in (first, last)]
            return isinstance(ends[0], str) and ends[0] == ends[1]
        corners = [self.at(one) for one in product((first, last), repeat=len(self.places))]
        # A hull may touch, with one end, the zero that a corner would divide by.
        if any(isinstance(one, str) for one in corners):
            return False
        lows, highs = zip(*corners, strict=True)
        bottoms, tops = zip(*(self._stated(one) for one in (first, last)), strict=True)
        away = min(lows) > max(tops) or max(highs) < min(bottoms)
        return bool(away or (max(lows) <= min(tops) and min(highs) >= max(bottoms)))

    def _stated(self, candidate: int) -> tuple[float, float]:
        """Return the ends of what the result is compared with."""
        here = is_number(self.target, self.name)
        return bounds(self.grid.meaning(candidate, self.target) if here else self.target.interval)

    def _at(self, candidates: tuple[int, ...]) -> tuple[float, float] | str:
        """Return the ends of the result, given a candidate for each place of the number."""
        pairs = zip(candidates, self.places, strict=True)
        return self._computed([self.grid.meaning(*pair) for pair in pairs])

    def _computed(self, instead: Sequence[Interval]) -> tuple[float, float] | str:
        """Return the ends of the result with these in the number's places, or why there is none."""
        left = iter(instead)
        given = {
            key: [next(left) if is_number(one, self.name) else _read(one) for one in values]
            for key, values in self.arguments.items()
        }
        try:
            return bounds(call(self.function, given))
        except ValueError as fault:
            return str(fault).partition(", got")[0]


def _read(one: Quantity | str) -> Interval | str:
    return one.interval if isinstance(one, Quantity) else one


def _between(first: int, last: int) -> int:
    """Return where to halve a stretch: by ratio while it is wide, so that far ends cost little."""
    wide = last > 4 * (first + 1)
    return isqrt(max(first, 1) * last) if wide else (first + last) // 2
