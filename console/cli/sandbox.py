"""`oneinbox-console sandbox`: OneInbox on this machine."""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from console.sandbox.faults.fault import Fault


def _moment(_: click.Context, __: click.Parameter, value: str | None) -> datetime | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter("not an ISO 8601 time, e.g. 2026-06-01T10:00:00Z") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _faults(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[Fault, ...]:
    from console.sandbox.faults.fault import parse

    try:
        return tuple(map(parse, values))
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command("sandbox")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8765,
    show_default=True,
    help="Where to listen on the loopback interface; 0 takes a free port.",
)
@click.option("--seed", type=int, default=7, show_default=True, help="Which world.")
@click.option(
    "--speed",
    type=click.FloatRange(0),
    default=1.0,
    show_default=True,
    help="Simulated seconds per second.",
)
@click.option(
    "--frozen-at",
    metavar="TIME",
    callback=_moment,
    help="Hold the clock at this ISO 8601 time; it moves only when told.",
)
@click.option(
    "--calls-per-minute",
    type=click.FloatRange(0, 100_000),
    default=20.0,
    show_default=True,
    help="New calls by themselves.",
)
@click.option(
    "--live",
    type=click.IntRange(0, 100_000),
    default=0,
    show_default=True,
    help="Hold this many calls live; those of --calls-per-minute and the past come on top.",
)
@click.option(
    "--history",
    type=click.IntRange(0, 100_000),
    default=600,
    show_default=True,
    help="How many past calls there are.",
)
@click.option("--empty", is_flag=True, help="A new account: no agents, no numbers, no calls.")
@click.option(
    "--fault",
    "faults",
    metavar="SPEC",
    multiple=True,
    callback=_faults,
    help="Let something go wrong; can be given several times. See above.",
)
@click.option(
    "--until-stdin-closes",
    is_flag=True,
    hidden=True,
    help="End when standard input does: with the process that holds it.",
)
def sandbox_command(
    *,
    port: int,
    seed: int,
    speed: float,
    frozen_at: datetime | None,
    calls_per_minute: float,
    live: int,
    history: int,
    empty: bool,
    faults: tuple[Fault, ...],
    until_stdin_closes: bool,
) -> None:
    """Run a simulated OneInbox on this machine.

    It has an account in which calls happen. Its URL is the first line printed. The keys are
    oi_sk_sandbox, and oi_pk_sandbox for web calls from http://localhost. URL/openapi.json
    describes every endpoint, those that move the clock and make faults among them.

    \b
    A fault is KIND[:setting=value,...], e.g. 429:retry_after=5,times=3.
    Kinds:
      latency    the answer waits for ms
      429, 503…  the answer is that status, with retry_after and text if given
      status     the answer is the setting status, 500 if left out
      drop       hangs up, nothing was done
      lost       does what was asked, and hangs up without an answer
      truncate   hangs up in the middle of the answer
      html, malformed, empty
                 the answer has such a body
      no_items   lists come back empty
      hostile    texts are replaced by hostile ones, or by text, in all fields
                 or in fields (fields=name+summary)
    Settings of all: path (a glob), method, skip and times (requests),
    seconds.
    """  # noqa: D301 - click wants the backspace itself
    from console.sandbox.options import Options
    from console.sandbox.server import build_server, listen, url_of

    try:
        listener = listen(port)
    except OSError as error:
        raise click.ClickException(f"Port {port} is taken: {error.strerror}.") from error
    server = build_server(
        Options(
            seed=seed,
            speed=0.0 if frozen_at else speed,
            start=frozen_at,
            calls_per_minute=calls_per_minute,
            live=live,
            history=history,
            empty=empty,
            faults=faults,
            address=url_of(listener),
        )
    )
    if until_stdin_closes:

        def watch() -> None:
            while os.read(0, 1024):
                pass
            server.should_exit = True

        threading.Thread(target=watch, daemon=True).start()
    click.echo(url_of(listener))
    server.run(sockets=[listener])
