"""Text from outside that was never cleaned still cannot steer the terminal."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.terminal.pty_program import PtyProgram

if TYPE_CHECKING:
    from pathlib import Path

CTRL_Q = b"\x11"
# Each as it would do its harm; the word in the middle shows that it was drawn.
HOSTILE = {
    "puts a command on the clipboard": "\x1b]52;c;Y3VybCBldmlsfHNo\x1b\\drawn",
    "renames the window": "\x1b]0;evil\x1b\\drawn",
    "hides a link": "\x1b]8;;https://example.com\x1b\\drawn\x1b]8;;\x1b\\",
    "clears the screen": "\x1b[2J\x1b[3Jdrawn",
    "asks the terminal to type": "\x1b[6n\x1b[cdrawn",
    "uses the eight-bit forms": "\x9d0;evil\x9cdrawn\x9b2J",
    "reads backwards": "\u202edrawn\u2066",
    "is half an emoji": "\ud83ddrawn",
    "is full of controls": "\x00\x01\x02\x0e\x0f\x1a\x7f\x85drawn\u2028",
}
# What Textual itself sends: modes, colours, moves of the cursor, keyboard protocol, pointer shape.
OWN_SEQUENCES = re.compile(
    r"\x1b\[\?[\d;]+(?:h|l|\$p)|\x1b\[[\d;]*[mH]|\x1b\[(?:>\d+|<)u|\x1b\]22;[a-z-]+\x07"
)
HARMFUL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


class TestHostileText:
    @pytest.mark.parametrize("name", HOSTILE)
    def test_is_drawn_without_its_controls(self, tmp_path: Path, name: str) -> None:
        arguments = (str(tmp_path), json.dumps(HOSTILE[name]))
        with PtyProgram("hostile_text.py", *arguments, size=(100, 60)) as program:
            program.wait_until(lambda: program.output.count(b"drawn") > 13)
            program.send(CTRL_Q)
            assert program.wait_for_exit() == 0
            written = program.output.decode()
        last_words = written.rpartition("\x1b[?1049l")[2]
        assert "drawn" in last_words
        rest = OWN_SEQUENCES.sub("", written).replace("\r\n", "\n")
        assert set(HARMFUL.findall(rest)) == set()
