"""What commands ask a person on a terminal: keys without echo, and names to be typed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.at_sandbox import SENTINEL
from tests.terminal.pty_program import PtyProgram

if TYPE_CHECKING:
    from tests.cli.at_sandbox import CommandLine


def on_a_terminal(line: CommandLine, *arguments: str) -> PtyProgram:
    return PtyProgram("oneinbox_console.py", *arguments, environ=line.environ)


class TestAKey:
    def test_is_taken_without_being_shown(self, line: CommandLine) -> None:
        with on_a_terminal(line, "credentials", "add", "openai", "By hand") as terminal:
            terminal.wait_for(b"Key of openai: ")
            terminal.send(f"{SENTINEL}\n".encode())
            assert terminal.wait_for_exit() == 0
            assert SENTINEL.encode() not in terminal.output
        assert line.of("credentials", name="By hand")["masked_key"].endswith(SENTINEL[-4:])


class TestWhatCostsMoney:
    def test_is_bought_when_the_number_was_typed_again(self, line: CommandLine) -> None:
        offer = line.rows("numbers", "search", "--area", "415")[0]["phone_number"]
        before = line.writes()
        for typed, code in (("\x03", 130), ("yes\n", 1), (f"{offer}\n", 0)):
            assert line.writes() == before
            with on_a_terminal(line, "numbers", "buy", offer) as terminal:
                terminal.wait_for(f"Type {offer} to go on".encode())
                terminal.send(typed.encode())
                assert terminal.wait_for_exit() == code
        assert line.writes() == [
            *before,
            ("POST", "phone-numbers/purchase", {"phone_number": offer}),
        ]
