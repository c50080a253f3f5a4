"""The signs say on their own what colours say besides."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from rich.cells import cell_len

from console.tui.glyphs import ASCII, UNICODE, Glyphs, needs_ascii

BOTH = pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
STATES = ("queued", "waiting", "talking", "late", "stuck", "failed", "completed", "ended",
          "unknown", "scheduled")  # fmt: skip


@BOTH
class TestEverySign:
    def test_is_one_cell_wide(self, glyphs: Glyphs) -> None:
        for name, sign in asdict(glyphs).items():
            assert all(cell_len(part) == 1 for part in sign), name

    def test_of_a_state_is_a_sign_of_its_own(self, glyphs: Glyphs) -> None:
        signs = [getattr(glyphs, name) for name in STATES]
        assert len(set(signs)) == len(signs)
        assert not {*signs, glyphs.mark} & set(glyphs.spark)

    def test_of_a_row_is_taken_for_no_other(self, glyphs: Glyphs) -> None:
        ways = {glyphs.arrow_in, glyphs.arrow_out, glyphs.web}
        assert len(ways) == 3
        assert not ways & {glyphs.cursor, glyphs.folded, glyphs.unfolded}

    def test_of_the_sparkline_grows(self, glyphs: Glyphs) -> None:
        assert sorted(glyphs.spark) == list(glyphs.spark)


def test_the_plain_signs_are_ascii() -> None:
    assert all(sign.isascii() for sign in asdict(ASCII).values())


@pytest.mark.parametrize(
    ("wanted", "terminal", "plain"),
    [
        ("auto", "xterm-256color", False),
        ("auto", "linux", True),
        ("unicode", "linux", False),
        ("ascii", "xterm-256color", True),
    ],
)
def test_a_terminal_of_few_signs_gets_the_plain_ones(
    wanted: str, terminal: str, plain: bool
) -> None:
    assert needs_ascii(wanted, {"TERM": terminal}) is plain
