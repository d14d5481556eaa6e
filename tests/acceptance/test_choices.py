"""Every notebook runs alone with each value that its parameters allow."""

from collections.abc import Iterator

import choices
import pytest
from checkouts import here
from share import some

from offshore.notebook import contract

CASES = some([case for name in contract.names(here()) for case in choices.cases(name)])


@pytest.fixture(scope="module")
def made() -> Iterator[choices.Made]:
    with choices.running(CASES) as found:
        yield found


@pytest.mark.parametrize("case", CASES, ids=" ".join)
def test_runs_alone_with_each_allowed_value(made: choices.Made, case: tuple[str, str]) -> None:
    choices.check(case, made[case].result())
