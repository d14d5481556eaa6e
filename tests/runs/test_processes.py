"""Processes for runs: Ctrl-C while they are started is answered, not lost."""

import os
import signal

import pytest

from offshore.runs import processes


class AnsweredError(Exception):
    pass


def answer(*_: object) -> None:
    raise AnsweredError


def test_ctrl_c_while_processes_are_started_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "multiprocessing.forkserver.ensure_running", lambda: os.kill(os.getpid(), signal.SIGINT)
    )
    usual = signal.signal(signal.SIGINT, answer)
    try:
        with pytest.raises(AnsweredError):
            processes.warm_up()
    finally:
        signal.signal(signal.SIGINT, usual)


def where_sigint_goes() -> tuple[bool, bool]:
    blocked = signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, set())
    return blocked, signal.getsignal(signal.SIGINT) == signal.SIG_IGN


def test_a_worker_ignores_ctrl_c_and_leaves_it_to_what_it_starts() -> None:
    with processes.pool() as workers:
        assert workers.submit(where_sigint_goes).result() == (False, True)
