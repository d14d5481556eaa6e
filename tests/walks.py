"""Walks through the miniature: hypothesis chooses the steps."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import checkouts
import miniature
import walking
from checkouts import Checkout
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from walking import BUILT, EDITED, MOMENTS, Clean, Ground, Walk
from warmed import Warmed, warmed

SEED = int(os.environ.get("WALK_SEED", "20"))  # others walk elsewhere
NUMBERS = st.integers(0, 999)  # of one among several, however many there are
FEW = st.integers(0, 7)
SIGNALS = st.sampled_from([signal.SIGINT, signal.SIGTERM, signal.SIGKILL])


def step(name: str, *arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return a step of `Walk` with its arguments."""
    return st.tuples(st.just(name), st.tuples(*arguments))


BUILD = step("build", st.just("en"), st.just("zh"))
BUILD_ONE = step("build", st.sampled_from(["en", "zh"]))
UNDO = step("undo", NUMBERS)
EDIT_DIGIT = step("edit_digit", NUMBERS, st.integers(0, 2))
CHANGE_PAGE = step("change_page", NUMBERS, FEW)
DELETE = step("delete", st.sampled_from(BUILT))
HURT = step(
    "hurt",
    st.sampled_from(["runs", "books"]),
    NUMBERS,
    st.sampled_from(["delete", "damage", "add"]),
)
INTERRUPT = step(
    "interrupt",
    st.sampled_from([EDITED, EDITED, "_build/books", "_build"]),
    SIGNALS,
    st.sampled_from(sorted(MOMENTS)),
    st.integers(2, 20),
)
# What stands here twice is done twice as often.
STEPS = st.one_of(
    *(BUILD, BUILD, BUILD, BUILD_ONE, BUILD_ONE, step("build_own", NUMBERS), INTERRUPT),
    *(EDIT_DIGIT, EDIT_DIGIT, step("accept"), UNDO, UNDO, step("start_over")),
    *(CHANGE_PAGE, CHANGE_PAGE),
    *(step("change_notebook", NUMBERS, st.booleans(), FEW),) * 2,
    step("change_translation", NUMBERS, FEW),
    step("add_file", NUMBERS, st.integers(0, 1)),
    step("remove_file", NUMBERS),
    *(DELETE, DELETE, HURT, HURT),
)


def of_miniature(folder: Path) -> Ground:
    """Return the miniature, with both editions built, and what there is to change in it."""
    checkout = miniature.make(folder)
    miniature.accept(checkout)
    return Ground(
        built(checkout),
        digits=[("paper/amounts", "value-2013"), ("paper/shares", "share-kpo")],
        pages=["book/index.md", "book/method.md", "book/facts.md"],
        notebooks=[("totals", "meaning", "times"), ("mix", "meaning", "sum")],
        translated=[("display", "Year"), ("method", "Method"), ("totals", "Year by year")],
        own=["totals.first_year=2014", "mix.digits=1"],
    )


def of_everything(folder: Path) -> Ground:
    """Return the checkout, with both editions built, and what there is to change in it."""
    return Ground(
        built(checkouts.copy(folder)),
        digits=[("paper/amounts", "value-2016"), ("paper/shares", "share-kpo")],
        pages=["book/index.md", "book/paper.md", "book/glossary.md", "book/multiverse.md"],
        notebooks=[
            ("growth", "limits", "china-shown"),
            ("structure", "limits", "china"),
            ("region", "limits", "outside-numbers"),
        ],
        translated=[("display", "Year"), ("growth", "Goals"), ("display", "USD")],
        own=["growth.first_year=2014", "structure.china_years=[2022]"],
    )


def built(checkout: Checkout) -> Path:
    """Build both editions and return the folder."""
    done = checkout.offshore("build")
    assert done.returncode == 0, done.stderr
    return checkout.root


class Steps(RuleBasedStateMachine):
    """What may be done next, as rules."""

    taken = 0  # steps of all walks
    ground: Ground
    builder: Warmed
    clean: Clean  # what each build is held against
    final: Clean  # what the last build of a walk is held against

    def __init__(self) -> None:
        """Begin a walk."""
        super().__init__()
        print("A walk begins.", flush=True)
        self.walk = Walk(self.ground, self.builder, self.clean)

    @initialize(built=st.booleans())
    def start(self, built: bool) -> None:
        if not built:
            self.walk.delete("_build")

    # One rule: of several, hypothesis leaves out some for the length of a walk.
    @rule(step=STEPS)
    def step(self, step: tuple[str, tuple[Any, ...]]) -> None:
        name, arguments = step
        getattr(self.walk, name)(*arguments)

    @invariant()
    def check(self) -> None:
        self.walk.check()

    def teardown(self) -> None:
        """End each walk with a build from the real command line."""
        type(self).taken += self.walk.steps
        self.walk.clean = self.final
        self.walk.build("en", "zh", cold=True)
        self.walk.check()


@contextmanager
def walkers(start: Ground, sharing: bool) -> Iterator[type[Steps]]:
    """Give machines that walk in one folder, and hold what they build against another.

    With `sharing`, what builds are held against is made of stored runs where there are any,
    and only the last of a walk of nothing, by the real command line.
    """
    places = [start.pristine.with_name(name) for name in ("walked", "clean", "nothing")]
    for place in places:
        walking.lay_out(start.pristine, place, built=False)
    with warmed(places[0]) as walker, warmed(places[1]) as cleaner:
        often = Clean(cleaner, sharing)

        class Machine(Steps):
            ground, builder, clean = start, walker, often
            final = Clean(Checkout(places[2])) if sharing else often

        yield Machine


def walk(start: Ground, walks: int, steps: int, sharing: bool = False) -> None:
    """Take walks of some steps each, chosen by the seed alone.

    One walk more goes before them: hypothesis begins with the simplest, a build again and again.
    """
    print(f"{walks} walks of {steps} steps, WALK_SEED={SEED}.", flush=True)
    options = settings(
        max_examples=walks + 1,
        stateful_step_count=steps + 1,  # the beginning counts as one
        phases=[Phase.generate],  # a walk is too long to be walked again and again for a shorter
        database=None,
        deadline=None,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    with walkers(start, sharing) as machine:
        run_state_machine_as_test(seed(SEED)(machine), settings=options)
        assert machine.taken >= (walks + 1) * steps
