"""Which signals make the app leave, whatever the moment at which they are looked at."""

from __future__ import annotations

import os
import signal
from threading import Event

from console.tui.terminal.exit_guard import ExitGuard


def test_keys_meant_for_a_child_are_not_taken_up_when_it_has_ended() -> None:
    codes: list[int] = []
    left = Event()

    def leave(code: int) -> None:
        codes.append(code)
        left.set()

    with ExitGuard(leave, restore=lambda: None, cleanup=lambda: None) as guard:
        for _ in range(100):
            with guard.leaving_keys_to_a_child():
                os.kill(os.getpid(), signal.SIGINT)
                os.kill(os.getpid(), signal.SIGQUIT)
        os.kill(os.getpid(), signal.SIGHUP)
        assert left.wait(30)
    assert codes == [128 + signal.SIGHUP]


def test_keys_are_the_consoles_again_when_the_child_has_ended() -> None:
    codes: list[int] = []
    left = Event()

    def leave(code: int) -> None:
        codes.append(code)
        left.set()

    with ExitGuard(leave, restore=lambda: None, cleanup=lambda: None) as guard:
        with guard.leaving_keys_to_a_child():
            pass
        os.kill(os.getpid(), signal.SIGINT)
        assert left.wait(30)
    assert codes == [128 + signal.SIGINT]
