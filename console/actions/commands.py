"""The `:` command line: from what is typed to an action and its argument, with completion."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from console.actions.action import Action

if TYPE_CHECKING:
    from collections.abc import Sequence


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
    """The whole command line, if taken; of an argument's, what stands after the word."""
    note: str
    keys: tuple[str, ...] = ()
    """The keys that do the same."""
    unfinished: bool = False
    """Whether something follows without a space, as a field's value does."""


Suggest = Callable[[Action, str], Iterable[Completion]]
"""How an action's argument could go on."""


def nothing_to_suggest(_: Action, __: str) -> tuple[Completion, ...]:
    """For actions whose arguments nobody knows."""
    return ()


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


def complete(
    text: str, actions: Sequence[Action], suggest: Suggest = nothing_to_suggest
) -> tuple[Completion, ...]:
    """The ways to go on from what is typed so far, best first.

    They are the commands whose words, or titles, fit, one for each action; after a word, what
    `suggest` has for its argument.
    """
    word, space, argument = text.lstrip().partition(" ")
    if space:
        action = next((action for action in actions if word in action.words), None)
        suggestions = suggest(action, argument.lstrip()) if action else ()
        return tuple(replace(each, text=f"{word} {each.text}") for each in suggestions)
    starting: list[Completion] = []
    within: list[Completion] = []
    for action in actions:
        fitting = [name for name in action.words if name.startswith(word)]
        if fitting:
            starting.append(Completion(fitting[0], _note(action), action.keys))
        elif action.words and word.lower() in action.title.lower():
            within.append(Completion(action.words[0], _note(action), action.keys))
    return (*starting, *within)


def _note(action: Action) -> str:
    return f"{action.argument}  {action.title}" if action.argument else action.title
