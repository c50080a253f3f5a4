"""How keys are called: by people, who write `/` and `esc`, and by Textual."""

from __future__ import annotations

import re
import unicodedata

_WORDS = {"esc": "escape", "del": "delete", "return": "enter", "pgup": "pageup", "pgdn": "pagedown"}
_SIGNS = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Where Textual's name of a sign is not Unicode's."""

_NAMED = {
    "escape", "enter", "tab", "space", "backspace", "delete", "insert", "home", "end",
    "pageup", "pagedown", "up", "down", "left", "right", *(f"f{number}" for number in range(1, 25)),
}  # fmt: skip
_TYPED_OTHERWISE = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+left_square_bracket": "esc"}
"""What terminals send for keys that they do not know to tell apart."""

_MODIFIED = re.compile(r"((?:(?:ctrl|alt|shift)\+)*)(.+)")


class KeyNameError(Exception):
    """What was written names no key; the message says why, without the key."""


def key_named(written: str) -> str:
    """Textual's name of a key as a person writes it: `/`, `Ctrl+K`, `shift+s`, `pgdn`.

    Raises:
        KeyNameError: there is no such key, or no terminal can tell it from another one.
    """
    text = written.strip() or written
    if len(text) == 1:
        return _sign(text)
    parts = _MODIFIED.fullmatch(text.lower() if "+" in text[:-1] else text)
    modifiers = set(parts[1].split("+")) - {""} if parts else set[str]()
    base = _base(parts[2] if parts else text)
    if "shift" in modifiers and len(base) == 1:
        modifiers.remove("shift")
        base = base.upper()
    key = "+".join((*sorted(modifiers), base))
    if key in _TYPED_OTHERWISE:
        raise KeyNameError(f"is the same as {_TYPED_OTHERWISE[key]} to a terminal")
    return key


def shown(key: str) -> str:
    """A key as the footer and the help write it."""
    modifiers, plus, base = key.rpartition("+")
    return modifiers + plus + {"escape": "esc"}.get(base, _SHOWN.get(base, base))


def character_of(key: str) -> str | None:
    """What a key types, or `None`."""
    if key == "space":
        return " "
    return shown(key) if len(shown(key)) == 1 else None


def _base(word: str) -> str:
    if len(word) == 1:
        return _sign(word)
    name = _WORDS.get(word.lower(), word.lower())
    if name in _NAMED or name in _SHOWN:
        return name
    raise KeyNameError("is not the name of a key, such as x, /, f5, ctrl+k or pgdn")


def _sign(character: str) -> str:
    if character.isalnum():
        return character
    if not character.isprintable():
        raise KeyNameError("is not the name of a key, such as x, /, f5, ctrl+k or pgdn")
    name = unicodedata.name(character).lower().replace("-", "_").replace(" ", "_")
    return _SIGNS.get(name, name)


_SHOWN = {_sign(character): character for character in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"}
