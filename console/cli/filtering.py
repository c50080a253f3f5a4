"""Lists of records, filtered as in the console."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from console.cli.exits import ExitCode, Stop

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from console.insight.filter_language import Language
    from console.insight.filters import Filter
    from console.insight.moments import Now

Command = Callable[..., Any]


def filter_argument(command: Command) -> Command:
    """Let a command be told a filter, in as many words as it has; it gets `wanted`."""
    return click.argument("wanted", metavar="[FILTER]...", nargs=-1)(command)


def filter_of(
    words: Iterable[str],
    language: Language,
    *,
    unread: Collection[str] = (),
    now: Now | None = None,
) -> Filter:
    """Understand a filter.

    Args:
        words: what was typed.
        language: what can be asked of the records on a screen.
        unread: the fields of it that a command knows nothing of, as it follows no calls.
        now: what `since:2h` counts from, where time can be asked about.

    Raises:
        Stop: it cannot be understood.
    """
    from console.insight.filters import FilterError, parse

    fields = {name: about for name, about in language.fields.items() if name not in unread}
    text = " ".join(words)
    try:
        return parse(text, replace(language, fields=fields), now)
    except FilterError as error:
        place = " " * error.position + "^"
        said = f"The filter cannot be understood: {error.words}\n  {text}\n  {place}"
        raise Stop(said, code=ExitCode.USAGE) from None
