"""`activity`: what was sent from this machine, and how it ended."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from console.cli.completing import profiles
from console.cli.exits import ExitCode, Stop, say
from console.cli.options import Options, output_options
from console.cli.output import Column, Form, show_all
from console.cli.times import persons_zone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from console.actions.sent import Sent

_COLOURS = {"sending": "yellow", "done": "green", "refused": "red", "unknown": "yellow"}


@click.command("activity", short_help="List what was sent from this machine.")
@click.option(
    "--profile", metavar="NAME", shell_complete=profiles, help="Only what went to this account."
)
@click.option(
    "--since", metavar="TIME", help="Only what was sent since: 2h, 14:30, yesterday, 2026-11-19."
)
@click.option("--unfinished", is_flag=True, help="Only what has no known end.")
@output_options
@click.pass_obj
def activity_command(
    options: Options, *, profile: str | None, since: str | None, unfinished: bool, form: Form
) -> None:
    """List what was sent from this machine that changes something, the newest first.

    It comes from the journal, which the console and the commands write before and after each
    attempt. It holds no key, no words of calls and no whole phone number. The API is not asked.
    """
    from console.accounts.paths import journal_file
    from console.insight.local_time import time_of_day

    zone = persons_zone()
    begin = _begin(since, zone)
    chosen = [
        sent
        for sent in _all_sent()
        if sent.first.profile == (profile or options.profile or sent.first.profile)
        and (begin is None or sent.first.at >= begin)
        and (not unfinished or sent.unfinished)
    ]

    def local(sent: Sent) -> str:
        at = sent.first.at.astimezone(zone)
        return f"{at:%Y-%m-%d} {time_of_day(at, seconds=True)}"

    columns: list[Column[Sent]] = [
        Column("AT", local),
        Column("PROFILE", lambda sent: sent.first.profile),
        Column("ACTION", lambda sent: sent.first.action.replace("_", " ")),
        Column("ENDED", lambda sent: sent.ended, colour=lambda sent: _COLOURS[sent.phase]),
        Column("WHAT", lambda sent: sent.what),
    ]
    show_all(chosen, columns, form, as_data=_data)
    if not chosen:
        say(f"Nothing of that kind is in {journal_file()}.")


def _all_sent() -> Iterator[Sent]:
    from console.accounts.paths import journal_file
    from console.actions.journal import Journal
    from console.actions.sent import attempts
    from console.clock import SystemClock

    yield from attempts(Journal(journal_file(), "", SystemClock()).entries()).values()


def _begin(since: str | None, zone: tzinfo) -> datetime | None:
    from console.insight.moments import MomentError, Now, span_of

    if since is None:
        return None
    try:
        return span_of(since, Now(datetime.now(UTC), zone))[0]
    except MomentError as error:
        raise Stop(f"{error}.", code=ExitCode.USAGE) from None


def _data(sent: Sent) -> dict[str, Any]:
    return {
        "attempt": sent.first.attempt,
        "at": sent.first.at.isoformat(),
        "profile": sent.first.profile,
        "action": sent.first.action,
        "phase": sent.phase.value,
        "what": sent.first.what,
        "ended": sent.lines[-1].at.isoformat() if len(sent.lines) > 1 else None,
        "end": sent.lines[-1].what if len(sent.lines) > 1 else None,
    }
