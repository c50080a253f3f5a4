"""Whatever bytes a terminal sends, the program lives and the keys after them arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.tui.terminal.input_bytes import InputDecoder
from tests.terminal.pty_program import PtyProgram

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Bytes, and what the program should take them for.
TROUBLE = {
    "bytes that are never UTF-8": (b"\xff\xfe", "\ufffd\ufffd"),
    "half a character": (b"\xe9", "\ufffd"),
    "an X10 mouse report beyond column 95": (b"\x1b[M \x81\x30", ""),
    "an X10 mouse report that looks like UTF-8": (b"\x1b[M \xc3\xa9", ""),
    "a mouse report without numbers": (b"\x1b[<35;NaN;NaNM", ""),
    "a key report that cannot be read": (b"\x1b[65:97u", ""),
    "a key report of no character": (b"\x1b[99999999999u", ""),
}

PIECES = st.sampled_from(
    [b"a", b"M", b"[", b"\x1b", b"\xc3\xa9", b"\xff", b"\x1b[M \x81\x30", b"\xf0\x9f\x98\x80"]
)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[PtyProgram]:
    with PtyProgram("small_app.py", str(tmp_path)) as program:
        program.wait_for(b"ready")
        yield program


class TestBytesThatAreNoInput:
    @pytest.mark.parametrize("trouble", TROUBLE)
    def test_are_survived(self, program: PtyProgram, trouble: str) -> None:
        data, shown = TROUBLE[trouble]
        program.send(data + b"abc")
        program.wait_to_see(f"typed {shown}abc")

    def test_a_large_paste_is_survived(self, program: PtyProgram) -> None:
        program.send(b"\x1b[200~")
        for _ in range(256):
            program.send(b"x" * 4096)
        program.send(b"\x1b[201~abc")
        program.wait_to_see("typed abc")


class TestTheDecoder:
    def test_passes_text_and_keys_unchanged(self) -> None:
        keys = "a é 😀 \x1b[A \x1b[<35;10;12M \x1b[200~[M paste\x1b[201~ \x1b"
        assert InputDecoder().decode(keys.encode()) == keys

    def test_passes_a_lone_escape_at_once(self) -> None:
        assert InputDecoder().decode(b"\x1b") == "\x1b"

    @given(st.lists(PIECES))
    def test_does_not_care_where_reads_end(self, pieces: list[bytes]) -> None:
        data = b"".join(pieces)
        whole = InputDecoder().decode(data + b".")
        decoder = InputDecoder()
        parts = [decoder.decode(data[index : index + 1]) for index in range(len(data))]
        assert "".join(parts) + decoder.decode(b".") == whole

    def test_blanks_what_cannot_be_read_of_a_legacy_mouse_report(self) -> None:
        assert InputDecoder().decode(b"a\x1b[M \x81\x30b") == "a\x1b[M   b"

    @given(st.lists(st.binary()))
    def test_takes_any_bytes(self, reads: list[bytes]) -> None:
        decoder = InputDecoder()
        text = "".join(decoder.decode(data) for data in reads)
        text.encode()
