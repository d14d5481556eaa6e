"""Random walks: which steps are taken, and through what.

Chosen by a seed and not by hypothesis' state machines: of walks so few and so long these repeated
half nearly unchanged, left whole kinds of steps out of others, and could shorten none.
"""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import checkouts
import miniature
import walking
from checkouts import Checkout
from walking import BUILT, EDITED, MOMENTS, Clean, Ground, Walk
from warmed import warmed

SEED = os.environ.get("WALK_SEED", "20")  # others walk elsewhere
Pick = Callable[[Random], Any]


def one_of(*several: Any) -> Pick:
    return lambda random: random.choice(several)


def number(random: Random) -> int:
    """Choose one among several, however many there will be."""
    return random.randrange(1000)


# How often a step is taken, what it is, and what it takes.
STEPS: list[tuple[int, str, tuple[Pick, ...]]] = [
    (3, "build", (one_of("en"), one_of("zh"))),
    (2, "build", (one_of("en", "zh"),)),
    (1, "build_own", (number,)),
    (1, "interrupt", (
        one_of(EDITED, EDITED, "_build/books", "_build"),
        one_of(signal.SIGINT, signal.SIGTERM, signal.SIGKILL),
        one_of(*MOMENTS),
        one_of(*range(2, 21)),
    )),
    (2, "edit_digit", (number, one_of(0, 1, 2))),
    (1, "accept", ()),
    (2, "undo", (number,)),
    (1, "start_over", ()),
    (2, "change_page", (number, number)),
    (2, "change_notebook", (number, one_of(False, True), number)),
    (1, "change_translation", (number, number)),
    (1, "add_file", (number, one_of(0, 1))),
    (1, "remove_file", (number,)),
    (2, "delete", (one_of(*BUILT),)),
    (2, "hurt", (one_of("runs", "books"), number, one_of("delete", "damage", "add"))),
]  # fmt: skip

MENDING = ("undo", "start_over")


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


def walk(start: Ground, walks: int, steps: int, sharing: bool = False) -> None:
    """Take walks of some steps each; a build from the real command line ends each of them.

    With `sharing`, what builds are held against is made of stored runs where there are any,
    and only the last of a walk of nothing, by the real command line.
    """
    print(f"{walks} walks of {steps} steps, WALK_SEED={SEED}.", flush=True)
    places = [start.pristine.with_name(name) for name in ("walked", "clean", "nothing")]
    for place in places:
        walking.lay_out(start.pristine, place, built=False)
    with warmed(places[0]) as builder, warmed(places[1]) as cleaner:
        often = Clean(cleaner, sharing)
        final = Clean(Checkout(places[2])) if sharing else often
        for number_of_walk in range(walks):
            print(f"Walk {number_of_walk}.", flush=True)
            one = Walk(start, builder, often)
            take(one, steps, Random(f"{SEED}, {number_of_walk}"))
            one.clean = final
            one.build("en", "zh", cold=True)
            one.check()


def take(one: Walk, steps: int, random: Random) -> None:
    """Take a walk's steps, chosen by `random`; what finds nothing to do is no step."""
    if random.random() < 0.5:
        one.delete("_build")
    while one.steps < steps:
        # What was refused is mended: else one fault would be all that a long walk sees.
        choices = [step for step in STEPS if step[1] in MENDING] if one.refused else STEPS
        ((_, name, picks),) = random.choices(choices, [weight for weight, _, _ in choices])
        getattr(one, name)(*(pick(random) for pick in picks))
        one.check()
