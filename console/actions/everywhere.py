"""What can be done wherever one is."""

from __future__ import annotations

from console.actions.action import Action, Place

EVERYWHERE: tuple[Action, ...] = (
    Action(
        "look_again",
        "Refresh now",
        "",
        "Asks the platform again at once, at most once a second.",
        (Place.EVERYWHERE,),
        "Console",
        keys=("ctrl+r",),
        words=("refresh",),
        in_footer=False,
    ),
    Action(
        "show_journal",
        "Activity",
        "activity",
        "Shows what this console has sent, newest first.",
        (Place.EVERYWHERE,),
        "Console",
        keys=("a",),
        words=("activity", "journal"),
        in_footer=False,
    ),
    Action(
        "command_line",
        "Command line",
        "command",
        "Takes any action by its word; tab completes.",
        (Place.EVERYWHERE,),
        "Console",
        keys=("colon",),
    ),
    Action(
        "show_help",
        "Help",
        "help",
        "Lists every key that works here, and why one does not.",
        (Place.EVERYWHERE,),
        "Console",
        keys=("question_mark", "f1"),
        words=("help",),
    ),
    Action(
        "leave",
        "Quit",
        "quit",
        "Leaves the console at once; calls go on.",
        (Place.EVERYWHERE,),
        "Console",
        keys=("q", "ctrl+q"),
        words=("quit", "q"),
        in_footer=False,
    ),
)
