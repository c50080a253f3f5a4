"""The `:` command line: from what is typed to an action and its argument, with completion."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.actions.action import Action


class CommandError(Exception):
    """What was typed is not a command; the message says what may have been meant."""


@dataclass(frozen=True, slots=True)
class Command:
    """An action and what was typed after its word."""

    action: Action
    argument: str


@dataclass(frozen=True, slots=True)
class Completion:
    """A way to go on from what is typed."""

    text: str
    """The whole command line, if taken."""
    note: str


def parse(text: str, actions: Sequence[Action]) -> Command:
    """Read a command line.

    A word may be shortened as long as only one action's words begin with it.

    Raises:
        CommandError: no action has that word, or several have.
    """
    word, _, argument = text.strip().partition(" ")
    if not word:
        raise CommandError("Type a command; tab completes it.")
    by_word = {name: action for action in actions for name in action.words}
    if action := by_word.get(word):
        return Command(action, argument.strip())
    meant = {action.name: action for name, action in by_word.items() if name.startswith(word)}
    if len(meant) == 1:
        return Command(next(iter(meant.values())), argument.strip())
    if meant:
        words = ", ".join(sorted(name for name in by_word if name.startswith(word)))
        raise CommandError(f"“{word}” may be {words}.")
    near = get_close_matches(word, by_word, n=1)
    raise CommandError(
        f"There is no command “{word}”." + (f" Did you mean “{near[0]}”?" if near else "")
    )


def complete(text: str, actions: Sequence[Action]) -> tuple[Completion, ...]:
    """The commands whose words, or titles, fit what is typed so far; best first."""
    word, space, _ = text.lstrip().partition(" ")
    if space:
        return ()
    starting = [
        Completion(name, _note(action))
        for action in actions
        for name in action.words
        if name.startswith(word)
    ]
    taken = {completion.text for completion in starting}
    within = [
        Completion(action.words[0], _note(action))
        for action in actions
        if action.words
        and word.lower() in action.title.lower()
        and not taken.intersection(action.words)
    ]
    return tuple(starting + within)


def _note(action: Action) -> str:
    return f"{action.argument}  {action.title}" if action.argument else action.title
