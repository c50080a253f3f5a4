"""What stands on a terminal that is too small to show anything else."""

from __future__ import annotations

from textwrap import wrap

from rich.segment import Segment
from textual._compositor import LayoutUpdate
from textual.geometry import Size
from textual.strip import Strip

from console.terminal import SMALLEST

NEEDED = Size(*SMALLEST)


def is_too_small(size: Size) -> bool:
    """Whether there is no room for a screen."""
    return size.width < NEEDED.width or size.height < NEEDED.height


def notice(size: Size) -> LayoutUpdate:
    """Say so, instead of the whole screen; keys work as before, the one to leave among them."""
    words = (
        f"Too small: {NEEDED.width}x{NEEDED.height} is needed, this is {size.width}x{size.height}."
    )
    lines = wrap(words, max(size.width, 1))
    lines += [""] * (size.height - len(lines))
    strips = [Strip([Segment(line)]).adjust_cell_length(size.width) for line in lines]
    return LayoutUpdate([[strip] for strip in strips[: size.height]], size.region)
