"""The only door for text from outside: what has passed `clean` is safe to draw.

Every string that comes from the network, a keyring, a file or the clipboard goes through
`clean` once, where it enters. Afterwards it holds no control character, no bidirectional
override and no invisible character, so it can neither steer the terminal nor pretend to be
another text. It may still hold square brackets: widgets must take it as `Text` or `Content`,
never as markup.
"""

from __future__ import annotations

import unicodedata

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_RETURN_SYMBOL = "\N{RETURN SYMBOL}"
_MARKS_PER_CHARACTER = 2

_BIDI_CONTROLS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_INVISIBLE = (
    0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810), 0x200B, 0x200C,
    *range(0x2060, 0x2065), *range(0x206A, 0x2070), 0x3164, 0xFEFF, 0xFFA0,
    *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080),
)  # fmt: skip

_COMMON: dict[int, str | int | None] = {
    **{code: 0x2400 + code for code in range(0x20)},
    0x7F: "\N{SYMBOL FOR DELETE}",
    **dict.fromkeys(range(0x80, 0xA0), _REPLACEMENT),
    **dict.fromkeys(range(0xD800, 0xE000), _REPLACEMENT),
    **dict.fromkeys(_BIDI_CONTROLS, _REPLACEMENT),
    **dict.fromkeys(_INVISIBLE, None),
}
_LINE_BREAKS = (0x0A, 0x85, 0x2028, 0x2029)
_ONE_LINE = _COMMON | {0x09: " ", 0x0D: None} | dict.fromkeys(_LINE_BREAKS, _RETURN_SYMBOL)
_MANY_LINES = _COMMON | {0x09: "    ", 0x0D: None} | dict.fromkeys(_LINE_BREAKS, "\n")


def clean(value: object, *, lines: bool = False, limit: int = 2000) -> str:
    """Make any value safe to draw.

    Control characters become their visible symbols, line breaks a return symbol (or stay, with
    `lines`), tabs become spaces, bidirectional controls and lone surrogates a replacement
    character; invisible characters are dropped and stacked accents capped.

    Args:
        value: what came from outside; anything but a string is shown as `str` shows it.
        lines: keep line breaks.
        limit: the longest result in characters; what is longer ends in an ellipsis.

    Returns:
        The text in Unicode's composed form (NFC).
    """
    text = value if isinstance(value, str) else str(value)
    shortened = text[:limit]
    if not (shortened.isascii() and shortened.isprintable()):
        shortened = shortened.translate(_MANY_LINES if lines else _ONE_LINE)
        if not shortened.isascii():
            shortened = _cap_marks(unicodedata.normalize("NFC", shortened))
    return shortened + "…" if len(text) > limit else shortened


def printable(text: str) -> str:
    """JSON that is safe to draw: what is not printable is escaped, and line breaks stay."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() or each == "\n" else _escaped(each) for each in text)


def _cap_marks(text: str) -> str:
    """Drop combining marks beyond the second on one character: they climb out of their line."""
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MARKS_PER_CHARACTER:
            kept.append(character)
    return "".join(kept)


def _escaped(character: str) -> str:
    # Not by the json module, which leaves DEL and C1 as they are.
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{high:02x}{low:02x}" for high, low in zip(*[iter(units)] * 2, strict=True))
