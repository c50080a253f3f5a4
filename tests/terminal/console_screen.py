"""The console in a terminal of its own, with its time in the test's hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from tests.terminal.pty_program import PtyProgram
from tests.terminal.pty_screen import PtyScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

# F13 and on; see `programs/console_app.py`.
MARK, POLL, TICK, SECOND, REPAINT = (f"\x1b[{code}u".encode() for code in range(57376, 57381))


class ConsoleScreen(PtyScreen):
    """The console on a sandbox, its board filled.

    Args:
        url: the sandbox.
        folder: for whatever the console writes.
        environ: added to the environment.
        size: columns and lines.
        shell: whether a shell has started it, which is told when it stops.
    """

    def __init__(
        self,
        url: str,
        folder: Path,
        *,
        environ: Mapping[str, str] | None = None,
        size: tuple[int, int] = (120, 40),
        shell: bool = False,
    ) -> None:
        own = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_STATE_HOME": str(folder)}
        program = ["console_app.py", url, str(folder)]
        if shell:
            program = ["job_shell.py", *program]
        super().__init__(*program, environ={**own, **(environ or {})}, size=size)

    def __enter__(self) -> Self:
        PtyProgram.__enter__(self)
        self.wait_for(b"\x1b[?1049h")
        self.step(POLL + TICK)
        self.step(POLL + TICK)
        return self

    def step(self, keys: bytes, *, until: bytes = MARK) -> bytes:
        """Press keys, wait until all is handled and drawn, and return what that wrote."""
        return super().step(keys, until=until)

    def seconds_until(self, condition: Callable[[], object]) -> None:
        """Let the console's time pass, second by second, until a condition holds."""
        for _ in range(200):
            if condition():
                return
            self.step(SECOND)
        raise AssertionError("waited in vain; the screen shows\n" + "\n".join(self.lines()))

    def shows(self, text: str) -> bool:
        """Whether the text stands in a line of the screen."""
        return any(text in line for line in self.lines())
