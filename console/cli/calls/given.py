"""What a person gives to a call on the command line: its agent, its variables, its overrides."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from console.cli.exits import ExitCode, Stop
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from console.actions.calls import PhoneCallDraft, WebCallDraft
    from console.actions.forms.drafting import DraftError

Command = Callable[..., Any]


def given_options(command: Command) -> Command:
    """Let a call be given an agent and what it shall know; gets `agent`, `pairs`, `settings`."""
    agent = click.option(
        "--agent", metavar="NAME", required=True, help="The agent that speaks, by name or id."
    )
    variables = click.option(
        "--var", "pairs", metavar="NAME=VALUE", multiple=True, help="A variable; can be repeated."
    )
    settings = click.option(
        "--set",
        "settings",
        metavar="FIELD=VALUE",
        multiple=True,
        help="Another setting for this call alone, such as llm.model; can be repeated.",
    )
    return agent(variables(settings(command)))


def read_pairs(given: Iterable[str], option: str) -> dict[str, str]:
    """Read NAME=VALUE, any number of times.

    Raises:
        Stop: one is not like that.
    """
    pairs: dict[str, str] = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not equals or not name:
            raise Stop(f"{option} takes NAME=VALUE, not “{clean(each)}”.", code=ExitCode.USAGE)
        pairs[name] = value
    return pairs


def read_settings(given: Iterable[str]) -> dict[str, str]:
    """Read FIELD=VALUE of the fields that a call may have for itself.

    Raises:
        Stop: there is no such field.
    """
    from console.actions.forms.drafting import OVERRIDES

    settings = read_pairs(given, "--set")
    fields = [name for name, _ in OVERRIDES]
    if wrong := next((name for name in settings if name not in fields), None):
        words = f"A call cannot set {clean(wrong)}. It can set {', '.join(fields)}."
        raise Stop(words, code=ExitCode.USAGE)
    return settings


def wrong_draft(error: DraftError) -> Stop:
    """The end of a command that was given what cannot be sent."""
    return Stop(" ".join(error.problems.values()), code=ExitCode.USAGE)


def lines_of(draft: PhoneCallDraft | WebCallDraft) -> Iterator[str]:
    """What is given to the call, a line each."""
    given: tuple[tuple[str, Mapping[str, Any]], ...] = (
        ("variable", draft.variables),
        ("setting", draft.overrides),
    )
    for label, values in given:
        for name, value in values.items():
            yield f"{label:<9}{clean(name)}={clean(value, limit=200)}"
