"""Keys are written as people write them, and are Textual's."""

from __future__ import annotations

import string

import pytest
from textual.keys import _character_to_key  # pyright: ignore[reportPrivateUsage]

from console.actions.keys.names import KeyNameError, character_of, key_named, shown

SIGNS = [sign for sign in string.printable[:95] if sign != " "]


class TestAKey:
    @pytest.mark.parametrize("sign", SIGNS)
    def test_that_types_a_sign_is_called_as_textual_does_and_shown_as_the_sign(
        self, sign: str
    ) -> None:
        key = key_named(sign)
        assert key == _character_to_key(sign)
        assert shown(key) == sign
        assert character_of(key) == sign

    @pytest.mark.parametrize(
        ("written", "key"),
        [
            ("esc", "escape"),
            ("PgDn", "pagedown"),
            ("F5", "f5"),
            (" ", "space"),
            ("Ctrl+K", "ctrl+k"),
            ("ctrl+/", "ctrl+slash"),
            ("ctrl++", "ctrl+plus"),
            ("shift+s", "S"),
            ("shift+ctrl+left", "ctrl+shift+left"),
            ("slash", "slash"),
        ],
    )
    def test_is_understood_in_other_spellings(self, written: str, key: str) -> None:
        assert key_named(written) == key

    @pytest.mark.parametrize("written", ["", "dd", "ctrl+", "hyper+x", "\x1b", "ctrl+i", "ctrl+["])
    def test_that_no_terminal_sends_is_refused(self, written: str) -> None:
        with pytest.raises(KeyNameError):
            key_named(written)

    def test_with_ctrl_types_nothing(self) -> None:
        assert character_of("ctrl+slash") is None
        assert shown("ctrl+slash") == "ctrl+/"
