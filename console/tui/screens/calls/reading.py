"""One call on a screen of its own, where there is no room for a pane beside the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from console.actions.action import Place, Situation
from console.actions.registry import actions_at
from console.tui.keys import bindings_of
from console.tui.screens.calls.acting import Acting
from console.tui.screens.calls.view import BoardView
from console.tui.widgets.footer_line import FooterLine
from console.tui.widgets.inspector.inspector import Inspector
from console.tui.widgets.line import Line
from console.tui.widgets.place_line import place, truth

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from console.live.board import Row
    from console.live.changes import Change
    from console.tui.opened import OpenAccount, Surroundings
