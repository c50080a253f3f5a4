"""How well one colour can be read on another, as WCAG 2.2 reckons it."""

from __future__ import annotations

from textual.color import Color

_STEPS = 20


def contrast(one: Color, other: Color) -> float:
    """From 1, the same colour, to 21, black on white; text wants 4.5, and 7 to be easy."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: Color, background: Color, least: float) -> Color:
    """The colour, turned towards black or white as far as it takes to be read on a background."""
    far = max((Color(0, 0, 0), Color(255, 255, 255)), key=lambda each: contrast(each, background))
    steps = (colour.blend(far, step / _STEPS) for step in range(_STEPS))
    return next((each for each in steps if contrast(each, background) >= least), far)


def _luminance(colour: Color) -> float:
    red, green, blue = (_linear(part / 255) for part in colour.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
