"""How the arguments of a screen's actions could go on, for the command line."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from console.actions.suggestions import VALUES, of_a_filter, one_of
from console.insight.filter_language import HISTORY
from console.tui.screens.calls.viewing import Viewing
from console.tui.screens.list_screen import ListScreen
from console.tui.themed_app import ThemedApp
from console.tui.widgets.inspector.tabs import Pane

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from console.actions.action import Action
    from console.actions.commands import Completion, Suggest
    from console.tui.action_screen import ActionScreen


def suggestions_of(screen: ActionScreen) -> Suggest:
    """What a screen knows of its actions' arguments."""
    return partial(_suggest, screen)


def _suggest(screen: ActionScreen, action: Action, typed: str) -> Iterable[Completion]:
    match action.name:
        case "filter" if isinstance(screen, ListScreen):
            return of_a_filter(typed, screen.LANGUAGE, screen.values())
        case "show_calls" | "show_history":
            return of_a_filter(typed, HISTORY, VALUES)
        case _:
            return one_of(typed, _choices(screen, action))


def _choices(screen: ActionScreen, action: Action) -> Mapping[str, str]:
    """What there is to choose from, by its name with a note."""
    match action.name:
        case "sort" if isinstance(screen, ListScreen):
            return {column.key: column.title.capitalize() for _, column in screen.sortable()}
        case "apply_view" if isinstance(screen, Viewing):
            return {str(view.digit): view.name for view in screen.account.views.all}
        case "next_pane":
            return {pane.value.lower(): "" for pane in Pane}
        case "choose_theme" if isinstance(screen.app, ThemedApp):
            return dict.fromkeys(screen.app.theme_names, "")
        case _:
            return {}
