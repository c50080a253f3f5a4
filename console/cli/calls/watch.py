"""`calls watch`: a line for each change, as it lands."""

from __future__ import annotations

import sys
from datetime import UTC
from typing import TYPE_CHECKING

import click

from console.cli.calls.asked import Asked
from console.cli.filtering import filter_argument
from console.cli.options import Options, account_options, output_options
from console.cli.output import Form, write_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from console.api.records.call import Call
    from console.cli.calls.rows import CallWords
    from console.live.board import Row
    from console.opened import OpenAccount


@click.command("watch")
@filter_argument
@click.option("--until-ended", metavar="ID", help="Watch until this call has ended.")
@click.option(
    "--for",
    "seconds",
    metavar="SECONDS",
    type=click.FloatRange(min=0),
    help="Watch for so long.",
)
@account_options
@output_options
def watch_command(
    options: Options,
    *,
    wanted: tuple[str, ...],
    until_ended: str | None,
    seconds: float | None,
    form: Form,
) -> None:
    """Write a line whenever the state or the outcome of a call changes.

    It begins with the calls that are live, and ends by ctrl+c (exit code 130),
    or as the options say (0). When the platform does not answer, it says so on
    standard error and tries on.

    \b
    Examples:
      oneinbox-console calls watch status:failed or status:stuck
      oneinbox-console calls watch --until-ended call_9ca968cdb20252f8d958
      oneinbox-console calls watch agent:sales --jsonl --for 600

    --jsonl writes the moment, the state in a word, and the whole call.
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account
    from console.cli.times import persons_zone

    if form is Form.JSON:
        raise click.UsageError("A watch writes a line for each change: --jsonl.")
    zone = persons_zone()
    asked = Asked.read(wanted, history=False, zone=zone)

    async def work(account: OpenAccount) -> None:
        from console.cli.calls.following import News, following
        from console.cli.calls.one import read_call
        from console.cli.calls.rows import CallWords

        session = account.session
        ends_with = await read_call(account, until_ended) if until_ended else None
        await session.agents.read()
        await session.live.read()
        watching = _Watching(account, asked, CallWords(account, zone))
        until = session.clock.monotonic() + (float("inf") if seconds is None else seconds)
        if ends_with:
            session.live.watch(ends_with.id)
            session.live.put(ends_with)
        async with following(account):
            news = News(account)
            while True:
                for call in watching.changes():
                    _write(call, account, watching.words, zone, form)
                left = until - session.clock.monotonic()
                if left <= 0 or (ends_with and _has_ended(account, ends_with)):
                    return
                await news.wait(left)

    with_account(options, work)


class _Watching:
    """Knows what was written last of each call."""

    def __init__(self, account: OpenAccount, asked: Asked, words: CallWords) -> None:
        self.words = words
        self._account = account
        self._wanted = asked.filter(account.server_now())
        self._written: dict[str, tuple[str, str]] = {}
        self._shown: set[str] = set()
        self._begun = False

    def changes(self) -> Iterator[Call]:
        """The calls of which there is something new to write.

        One that passes the filter no longer is written once more. At the beginning what has
        ended is no news.
        """
        from console.live.board import Presence
        from console.tui.screens.calls.view import filter_fields

        view = self.words.view
        for call_id, row in dict(self._account.session.board.rows).items():
            now = (view.state(row).word, view.told(row.call).result)
            if row.presence is Presence.CHECKING or self._written.get(call_id) == now:
                continue
            self._written[call_id] = now
            passes = self._wanted.matches(filter_fields(row, view))
            if (passes or call_id in self._shown) and (self._begun or not row.ended):
                yield row.call
            if passes:
                self._shown.add(call_id)
            else:
                self._shown.discard(call_id)
        self._begun = True


def _has_ended(account: OpenAccount, call: Call) -> bool:
    from console.live.board import Presence, has_ended

    row: Row | None = account.session.board.rows.get(call.id)
    return has_ended(call) or (row is not None and (row.ended or row.presence is Presence.GONE))


def _write(call: Call, account: OpenAccount, words: CallWords, zone: tzinfo, form: Form) -> None:
    from console.cli.calls.rows import raw
    from console.insight.local_time import time_of_day

    now = account.server_now()
    if form is Form.LINES:
        at = now.astimezone(UTC).isoformat(timespec="milliseconds")
        write_line({"at": at, "state": words.state(call), "call": raw(call)})
        return
    state = click.style(f"{words.state(call):<11}", fg=words.colour(call))
    parts = (
        time_of_day(now.astimezone(zone), seconds=True),
        state,
        call.id,
        words.other_side(call),
        words.view.agent(call),
        words.view.told(call).result,
    )
    click.echo("  ".join(filter(None, parts)))
    sys.stdout.flush()
