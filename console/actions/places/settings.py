"""What can be done with settings."""

from __future__ import annotations

from console.actions.action import LISTS, Action, Place

ON_SETTINGS: tuple[Action, ...] = (
    Action(
        "change_setting",
        "Change the setting",
        "change",
        "Changes what is under the cursor; you see it while you choose, and esc takes it back.",
        (Place.SETTINGS,),
        "Settings",
        keys=("enter",),
        words=("change",),
    ),
    Action(
        "reset_setting",
        "Back to the default",
        "default",
        "Takes the setting's line out of the file, so that the default holds.",
        (Place.SETTINGS,),
        "Settings",
        keys=("d", "delete"),
        words=("default",),
    ),
    Action(
        "choose_columns",
        "Choose columns",
        "columns",
        "Shows, hides and orders the list's columns while you look at it; kept in the settings.",
        LISTS,
        "List",
        keys=("C",),
        words=("columns",),
        in_footer=False,
    ),
    Action(
        "show_settings",
        "Settings",
        "settings",
        "Lists every setting with its value, and who set it.",
        (Place.EVERYWHERE,),
        "Console",
        keys=("comma",),
        words=("settings",),
        in_footer=False,
    ),
)
