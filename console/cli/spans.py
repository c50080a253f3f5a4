"""A span of time up to now, of which calls are looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from console.cli.calls.asked import Asked

Command = Callable[..., Any]


def since_option(command: Command) -> Command:
    """Let a command be told when its span begins; it gets `since`."""
    return click.option(
        "--since",
        metavar="TIME",
        default="24h",
        help="Calls ordered since then: 2h, 7d, today, 2026-11-19.  [default: 24h]",
    )(command)


def asked_since(since: str, wanted: Iterable[str], zone: tzinfo) -> Asked:
    """The calls of a span that pass a filter.

    Raises:
        Stop: the filter or the time cannot be understood.
    """
    from console.cli.calls.asked import Asked
    from console.insight.filter_terms import term_of, with_term

    Asked.read(wanted, history=True, zone=zone)  # a mistake is shown as it was typed
    text = with_term(" ".join(wanted), term_of("since", since))
    return Asked.read((text,), history=True, zone=zone)
