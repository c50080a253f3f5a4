"""The app every screen of the console runs in: Textual's, with its terminal made safe."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, cast

from textual import on
from textual._compositor import CompositorUpdate
from textual._styles_cache import StylesCache
from textual.app import App
from textual.driver import Driver
from textual.filter import NoColor
from textual.widgets import Input
from textual.worker import Worker, WorkerState

from console.text import clean
from console.tui.terminal import clipboard
from console.tui.terminal.driver import SafeLinuxDriver
from console.tui.terminal.exit_guard import ExitGuard
from console.tui.terminal.job_control import shell_waits, stop_job
from console.tui.terminal.line_filter import ControlFilter
from console.tui.terminal.picture import Picture
from console.tui.terminal.quick_exit import DaemonExecutor
from console.tui.terminal.too_small import is_too_small, notice

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from rich.console import RenderableType
    from textual.events import DescendantFocus
    from textual.filter import LineFilter
    from textual.screen import Screen

    from console.tui.terminal.crash import CrashReports

_CONTROL_FILTER = ControlFilter()
_NO_COLOUR = NoColor()

# Textual tells of a worker's end only where it was started; the app is to know of each that failed.
Worker.StateChanged.bubble = True

# Textual forgot to make it a class method: its cache keeps all that a thousand closed widgets drew.
StylesCache.get_inner_outer = classmethod(StylesCache.get_inner_outer)  # pyright: ignore[reportAttributeAccessIssue]


class GuardedApp(App[None]):
    """An app that survives its terminal, shows no secrets when it fails, and leaves at once.

    To be run with `run_guarded`. Headless, in tests, it is Textual's app with the line filter and
    the crash reports.

    Args:
        crashes: where faults are reported.

    Attributes:
        production: the name of the profile, if what is done here is done to customers.
        export_folder: where a person wants exports; empty for the current folder.
    """

    def __init__(self, *, crashes: CrashReports) -> None:
        super().__init__()
        self.crashes = crashes
        self.production = ""
        self.export_folder = ""
        self.guard: ExitGuard | None = None
        self._picture = Picture()

    def get_driver_class(self) -> type[Driver]:
        """Choose the driver that survives its terminal."""
        return SafeLinuxDriver

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Let nothing be drawn that could steer the terminal, nor in colours nobody wants."""
        # Textual would turn colours into greys, which are colours too.
        filters = [_NO_COLOUR] if self.no_color else super().get_line_filters()
        return [*filters, _CONTROL_FILTER]

    def _display(
        self, screen: Screen[Any], renderable: RenderableType | CompositorUpdate | None
    ) -> None:
        """Send what the terminal does not show yet."""
        is_sent = self._running and not self._closed and not self._batch_count
        if is_sent and isinstance(renderable, CompositorUpdate) and not self.is_headless:
            update = notice(self.size) if is_too_small(self.size) else renderable
            renderable = self._picture.reduce(update, self.console)
        super()._display(screen, cast("RenderableType", renderable))  # pyright: ignore[reportUnknownMemberType]

    def on_resize(self) -> None:
        """What the terminal showed has been cut or moved, or is gone: it was suspended."""
        self._picture.forget()

    def exit(
        self,
        result: None = None,
        return_code: int = 0,
        message: RenderableType | None = None,
    ) -> None:
        """Leave; what has not ended by itself 2 s later is ended."""
        if self.guard is not None:
            self.guard.expect_exit(return_code)
        super().exit(result, return_code, message)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Let no cursor blink: that would write to the terminal twice a second, for nothing."""
        if isinstance(event.widget, Input):
            event.widget.cursor_blink = False

    @contextmanager
    def suspend(self) -> Generator[None]:
        """Leave the terminal to another program, while all but drawing goes on.

        When the app is left meanwhile the terminal is not drawn on again. Headless, nothing is
        suspended.
        """
        driver = self._driver
        if not isinstance(driver, SafeLinuxDriver):
            yield
            return
        driver.suspend_application_mode()
        try:
            with driver.no_automatic_restart(), self._keys_for_a_child():
                yield
        finally:
            if self._exit:
                driver.reset()  # the other program may not have done it
            else:
                driver.resume_application_mode()
                self._picture.forget()
                self.refresh(layout=True)

    def do_suspend(self, _: str = "") -> None:
        """Leave the terminal to the shell, until it lets the console go on."""
        if shell_waits():
            stop_job()
        else:
            self.notify("No shell waits here that could let the console go on.", markup=False)

    def do_look_again(self, _: str = "") -> None:
        """Ask again now; an app that asks nothing has nothing to do."""

    @on(Driver.SignalResume)
    def _go_on(self) -> None:
        """What is shown has aged while the shell had the terminal."""
        self.do_look_again()

    def _keys_for_a_child(self) -> AbstractContextManager[None]:
        return nullcontext() if self.guard is None else self.guard.leaving_keys_to_a_child()

    def exit_from_thread(self, return_code: int) -> None:
        """Leave, asked from another thread than the app's."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self.exit, None, return_code)

    def reset_terminal(self) -> None:
        """Give the terminal back at once, from any thread; nothing is drawn any more."""
        if isinstance(self._driver, SafeLinuxDriver):
            self._driver.reset()

    def fail_while_leaving(self, error: Exception) -> None:
        """Do what Textual has left undone when leaving itself has failed."""
        self._handle_exception(error)
        if self._driver is not None:
            self._driver.close()
        self._print_error_renderables()

    def copy_to_clipboard(self, text: str) -> None:
        """Copy by the way that works here, and tell what can be told about it."""
        self._clipboard = text
        self.run_worker(self._copy(text), group="clipboard", exit_on_error=False)

    async def _copy(self, text: str) -> None:
        copied = await clipboard.copy(text, environ=os.environ, write=self._write)
        self.notify(copied.words, severity="information" if copied.ok else "warning", markup=False)

    def _write(self, sequence: str) -> None:
        if self._driver is not None:
            self._driver.write(sequence)

    def survive(self, error: BaseException) -> None:
        """Report a fault of one thing that was wanted, and go on with all others."""
        self.notify(self.crashes.note(error), severity="error", markup=False)

    @on(Worker.StateChanged)
    def _survive_a_worker(self, event: Worker.StateChanged) -> None:
        """A worker that may fail without ending the app would do so without a word."""
        worker = cast("Worker[object]", event.worker)  # pyright: ignore[reportUnknownMemberType]
        if event.state is WorkerState.ERROR and not worker.exit_on_error:
            self.survive(worker.error or RuntimeError("A worker has failed."))

    def panic(self, *renderables: RenderableType) -> None:
        """Leave because of a fault; Textual would show here what the fault has to say."""
        del renderables
        self._fatal_error()

    def _fatal_error(self) -> None:
        """Report what nobody caught, and leave. Textual's own prints every local variable."""
        if self._exception is not None and not self._exit_renderables:
            self._exit_renderables.append(self.crashes.report(self._exception))
        if self.guard is not None:
            self.guard.expect_exit(1)
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        """Say the last words, which may quote what came from outside."""
        for words in self._exit_renderables:
            _say(self.crashes.redact(str(words)))
        self._exit_renderables.clear()


def run_guarded(
    app: GuardedApp, *, mouse: bool = True, cleanup: Callable[[], None] = lambda: None
) -> int:
    """Run the app on this terminal until it is left.

    Args:
        app: the app.
        mouse: whether clicks and the wheel are for the app, and not for the terminal.
        cleanup: ends what must not outlive this process (the demo's child); called only if the
            app could not leave by itself in time, on another thread, and given half a second.

    Returns:
        The exit code: the app's own, 1 after a fault, 128 + n after signal n, 129 after the
        terminal has gone.
    """
    app.crashes.install()
    app.guard = ExitGuard(app.exit_from_thread, restore=app.reset_terminal, cleanup=cleanup)
    try:
        with app.guard, asyncio.Runner() as runner:
            loop = runner.get_loop()
            loop.set_default_executor(DaemonExecutor())
            loop.set_exception_handler(app.crashes.on_loop_problem)
            runner.run(app.run_async(mouse=mouse))
    except Exception as error:
        app.fail_while_leaving(error)
    return app.return_code or 0


def _say(words: str) -> None:
    if sys.__stderr__ is not None:
        sys.__stderr__.write(clean(words, lines=True) + "\n")
        sys.__stderr__.flush()
