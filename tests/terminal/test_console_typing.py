"""What is typed faster than the screen follows arrives where it was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sandbox_server import Sandbox, running_sandbox
from tests.terminal.console_screen import ConsoleScreen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox(history=40, live=3) as sandbox:
        yield sandbox


@pytest.fixture
def console(sandbox: Sandbox, tmp_path: Path) -> Iterator[ConsoleScreen]:
    with ConsoleScreen(sandbox.url, tmp_path) as console:
        yield console


def place(console: ConsoleScreen) -> str:
    """The list that the title line says is in front."""
    names = ("Calls", "Agents", "Prompts", "Numbers", "Credentials")
    line = console.looks()[0]
    bold = "".join(cell.data if cell.bold else " " for cell in line)
    return next(name for name in names if name in bold)


class TestWhatIsTypedInOneGo:
    def test_reaches_the_command_line_that_its_first_key_opens(
        self, console: ConsoleScreen
    ) -> None:
        console.send(b":agents\r")
        console.wait_until(lambda: place(console) == "Agents")

    def test_reaches_the_list_that_the_command_line_has_led_to(
        self, console: ConsoleScreen
    ) -> None:
        console.step(b":agents\r/sales\r")
        console.wait_until(lambda: place(console) == "Agents" and console.shows("/ sales"))

    def test_reaches_the_filter(self, console: ConsoleScreen) -> None:
        console.step(b"/was\r")
        assert console.shows("/ was")
        assert place(console) == "Calls"

    def test_reaches_the_menu_of_places(self, console: ConsoleScreen) -> None:
        console.send(b"gp")
        console.wait_until(lambda: place(console) == "Prompts")

    def test_is_no_order_to_the_list_below(self, console: ConsoleScreen, sandbox: Sandbox) -> None:
        console.step(b":sxy")
        assert console.shows(":sxy")
        assert not console.shows("Start a phone call")
        assert sandbox.requests("POST") == []


class TestWhatIsPasted:
    def test_reaches_the_command_line_that_was_opened_just_before(
        self, console: ConsoleScreen
    ) -> None:
        console.send(b":\x1b[200~agents\x1b[201~\r")
        console.wait_until(lambda: place(console) == "Agents")
