"""Textual's driver for Linux and macOS, made to survive what terminals really do.

Textual 8.2.8 ends at one byte that is not UTF-8 (with exit code 0), burns a processor when its
terminal is gone, and takes up to 200 ms to stop listening. `SafeLinuxDriver` overrides these
places only; each can go when Textual has it.
"""

from __future__ import annotations

import contextlib
import os
import re
import selectors
import signal
import termios
from threading import Event
from typing import TYPE_CHECKING, Any, TextIO, cast

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.keys import Keys

from console.tui.terminal.input_bytes import InputDecoder
from console.tui.terminal.terminal_output import TerminalOutput

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import App

_READ_BYTES = 4096
# Some embedded terminals send it when their window has no size yet.
_MOUSE_WITHOUT_NUMBERS = re.compile(r"\x1b\[<(?=.*NaN)[\d;.Na-]+[mM]")
_TICK_SECONDS = 0.1  # how often the parser may decide that an Escape was a key of its own


class _WakingEvent(Event):
    """An event a selector can wait for: the reader stops when told, not when it next looks."""

    def __init__(self) -> None:
        super().__init__()
        self._reader, self._writer = os.pipe()

    def fileno(self) -> int:
        return self._reader

    def set(self) -> None:
        super().set()
        os.write(self._writer, b"\0")

    def clear(self) -> None:
        os.read(self._reader, 1)
        super().clear()


class _Parser(XTermParser):
    """Ignores reports it cannot read: Textual's parser would die of them, or type them."""

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        if _MOUSE_WITHOUT_NUMBERS.fullmatch(sequence):
            return [events.Key(Keys.Ignore, None)]
        try:
            return list(super()._sequence_to_key_events(sequence, alt=alt))
        except (ValueError, OverflowError):
            return [events.Key(Keys.Ignore, None)]


class SafeLinuxDriver(LinuxDriver):
    """Reads any bytes, treats a vanished terminal as a hangup, and stops at once."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)  # pyright: ignore[reportUnknownMemberType]
        self._output = TerminalOutput()
        self._file = cast("TextIO", self._output)
        self.exit_event = _WakingEvent()
        self._is_suspended = False

    def suspend_application_mode(self) -> None:
        """Give the terminal to another program; what is written meanwhile is dropped."""
        super().suspend_application_mode()
        self._is_suspended = True

    def resume_application_mode(self) -> None:
        """Take the terminal back, in the modes it had at first: the other program may have died."""
        with contextlib.suppress(termios.error):
            if self.attrs_before is not None:
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
        self._is_suspended = False
        super().resume_application_mode()

    def write(self, data: str) -> None:
        """Write to the terminal, if it is ours."""
        if not self._is_suspended:
            super().write(data)

    def run_input_thread(self) -> None:
        """Read keys and mouse until told to stop or the terminal is gone."""
        parser = _Parser(self._debug)
        decoder = InputDecoder()
        # Not the default one: on macOS it cannot wait for terminals.
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self.exit_event, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                for key, _ in selector.select(_TICK_SECONDS):
                    if key.fd != self.fileno:
                        continue
                    data = self._read()
                    if not data:
                        # What a hangup means: the exit guard leaves; without it the system ends us.
                        os.kill(os.getpid(), signal.SIGHUP)
                        return
                    # An empty text would tell the parser that its input has ended.
                    if text := decoder.decode(data):
                        for message in parser.feed(text):
                            self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)

    def reset(self) -> None:
        """Give the terminal back without the event loop, and write nothing more."""
        self._output.reset(self.attrs_before)

    def stop_application_mode(self) -> None:
        """Give the terminal back, the mouse's pixel mode included, which Textual leaves on."""
        if self._mouse_pixels:
            self.write("\x1b[?1016l")
        super().stop_application_mode()

    def _get_terminal_size(self) -> tuple[int, int]:
        """Ask the terminal that is drawn on.

        Textual asks standard output, which may be a file, and believes COLUMNS and LINES, which
        do not change when the size does.
        """
        try:
            columns, lines = os.get_terminal_size(self._output.fileno())
        except OSError:
            return super()._get_terminal_size()
        return columns or 80, lines or 24

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:
            self._app.call_later(_fail, error)

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, _READ_BYTES)
        except OSError:
            return b""


def _fail(error: Exception) -> None:
    """Let the app meet the fault of another thread as if it were its own."""
    raise error
