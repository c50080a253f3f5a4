"""What a closed widget drew is let go of."""

from __future__ import annotations

import gc
import weakref

from textual._styles_cache import StylesCache
from textual.color import Color

from console.tui.terminal import guarded_app


def test_the_lines_of_a_closed_widget_are_not_kept() -> None:
    assert guarded_app.GuardedApp
    drawn = StylesCache()
    kept = weakref.ref(drawn)
    inner, outer = drawn.get_inner_outer(Color(1, 2, 3), Color(4, 5, 6))
    assert (inner.background, outer.background) == (Color(4, 5, 6), Color(1, 2, 3))

    del drawn
    gc.collect()

    assert kept() is None
