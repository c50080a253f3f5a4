"""The five steps of the tour: where each points, and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.actions.keys.key_map import KeyMap


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    Attributes:
        target: what it points at on the board, by its selector.
        above: whether it stands above that.
        title: what it is about.
        words: a sentence or two.
    """

    target: str
    above: bool
    title: str
    words: str


def steps(keys: KeyMap) -> tuple[Step, ...]:
    """The steps, with the keys of the person."""
    read, stop, mark = (keys.key_of(name) for name in ("read_call", "stop_calls", "toggle_mark"))
    look, go, help_ = (keys.key_of(name) for name in ("filter", "go", "show_help"))
    command = keys.key_of("command_line")
    down, up = keys.key_of_move("move_down"), keys.key_of_move("move_up")
    return (
        Step(
            "#place",
            False,
            "Where you are",
            "The account, the place, and at the right how old what you see is. When the network "
            "goes, rows stay and this line says so.",
        ),
        Step(
            "#figures",
            False,
            "What goes on",
            "Calls that talk, wait, are stuck and have failed, then how many come a minute and "
            "how fast agents answer.",
        ),
        Step(
            "#calls",
            False,
            "The calls",
            f"The worst on top. {down} {up} move, {read} reads a call, {mark} marks several, "
            f"{stop} stops them. What dials, costs or deletes asks first and names it.",
        ),
        Step(
            "#status",
            True,
            "Finding and going",
            f"{look} narrows the list as you type: status:failed, words, dur>60. {go} goes to "
            f"history, agents, prompts, numbers; esc comes back.",
        ),
        Step(
            "#footer",
            True,
            "Keys",
            f"Those that work now stand below. {command} takes any action by its word, {help_} "
            f"explains what is under the cursor. :tour shows this again.",
        ),
    )
