"""A small guarded app that the tests run in a terminal of their own; keys make trouble."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from console.tui.terminal.preflight import prepare_environment, refusal

prepare_environment(os.environ)

# Textual reads the environment when it is imported.
from textual.widgets import Label  # noqa: E402

from console.clock import SystemClock  # noqa: E402
from console.tui.terminal.crash import CrashReports, Redactor  # noqa: E402
from console.tui.terminal.driver import SafeLinuxDriver  # noqa: E402
from console.tui.terminal.guarded_app import GuardedApp, run_guarded  # noqa: E402

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Key
    from textual.message import Message
    from textual.strip import Strip


class SmallApp(GuardedApp):
    """Shows what is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("Q", "quit", "leave"),
        ("B", "block", "block the event loop"),
        ("F", "flood", "write without end"),
        ("T", "hang_thread", "hang a thread of the executor"),
        ("U", "hang_unmount", "leave, and hang while leaving"),
        ("1", "fail", "fault in a handler"),
        ("2", "fail_later", "fault in a timer"),
        ("3", "fail_in_worker", "fault in a worker"),
        ("4", "fail_in_thread", "fault in a thread worker"),
        ("5", "fail_unseen", "fault in a task that nobody awaits"),
        ("6", "fail_drawing", "fault while drawing"),
        ("7", "fail_reading", "fault in the thread that reads keys"),
        ("8", "fail_drawn", "fault that would draw itself"),
        ("9", "fail_alone", "fault in a worker that may fail"),
        ("M", "say", "leave with last words"),
    ]

    def __init__(self, state: Path) -> None:
        redactor = Redactor()
        redactor.hide(os.environ.get("SENTINEL", ""))
        super().__init__(crashes=CrashReports(state, SystemClock(), redactor))
        self.state = state
        self.typed = ""
        self.hang = False

    def compose(self) -> ComposeResult:
        yield Label("ready")

    def on_key(self, event: Key) -> None:
        self.typed += event.character or ""
        self.query_one(Label).update(f"typed {self.typed}")

    async def on_unmount(self) -> None:
        (self.state / "unmounted").touch()
        if self.hang:
            await asyncio.Event().wait()

    def action_block(self) -> None:
        (self.state / "blocked").touch()
        time.sleep(600)

    def action_flood(self) -> None:
        self.set_interval(0.001, lambda: self.query_one(Label).update(f"{time.time()} " * 100))
        threading.Thread(target=self._watch_for_stall, daemon=True).start()

    def _watch_for_stall(self) -> None:
        driver = self._driver
        assert isinstance(driver, SafeLinuxDriver)
        assert driver._writer_thread is not None
        while not driver._writer_thread._queue.full():
            time.sleep(0.01)
        (self.state / "stalled").touch()

    def action_hang_thread(self) -> None:
        def hang() -> None:
            (self.state / "hanging").touch()
            time.sleep(600)

        asyncio.get_running_loop().run_in_executor(None, hang)

    def action_hang_unmount(self) -> None:
        self.hang = True
        self.exit()

    def action_fail(self) -> None:
        fail()

    def action_fail_later(self) -> None:
        self.set_timer(0.01, fail)

    def action_fail_in_worker(self) -> None:
        async def work() -> None:
            fail()

        self.run_worker(work())

    def action_fail_in_thread(self) -> None:
        self.run_worker(fail, thread=True)

    def action_fail_reading(self) -> None:
        def fail_at(message: Message) -> None:
            del message
            fail()

        assert self._driver is not None
        self._driver.process_message = fail_at
        (self.state / "deaf").touch()

    def action_fail_drawn(self) -> None:
        raise DrawnError(f"failed with {os.environ['SENTINEL']}")

    def action_fail_alone(self) -> None:
        async def work() -> None:
            fail()

        self.query_one(Label).run_worker(work(), exit_on_error=False)

    def action_say(self) -> None:
        self.exit(return_code=3, message=f"\x1b]0;title\x07 left with {os.environ['SENTINEL']}")

    def action_fail_drawing(self) -> None:
        self.mount(Failing())

    def action_fail_unseen(self) -> None:
        async def work() -> None:
            fail()

        task = asyncio.create_task(work())
        task.add_done_callback(lambda _: self.call_later(self.notify, "ended unseen"))


class DrawnError(RuntimeError):
    """Tells by drawing what is wrong, as Textual's own errors do."""

    def __rich__(self) -> str:
        return str(self)


class Failing(Label):
    """Cannot be drawn."""

    def render_line(self, y: int) -> Strip:
        del y
        fail()
        raise AssertionError


def fail() -> None:
    """Fail with a key in a local variable and in the message."""
    key = os.environ["SENTINEL"]
    headers = {"Authorization": f"Bearer {key}"}
    raise RuntimeError(f"failed with {key} and {headers} and \x1b]0;title\x07")


def main() -> int:
    """Run in the terminal this program was started in; the argument is the state folder."""
    if words := refusal(os.environ, sys.stdin, sys.stderr):
        sys.stderr.write(words + "\n")
        return 2
    state = Path(sys.argv[1])
    return run_guarded(SmallApp(state), cleanup=(state / "cleaned up").touch)


if __name__ == "__main__":
    sys.exit(main())
