"""`stats`: what calls add up to, over all and by agent or number."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import click

from console.cli.exits import say
from console.cli.filtering import filter_argument
from console.cli.options import Options, account_options, output_options
from console.cli.output import Column, Form, show_all
from console.cli.spans import asked_since, since_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.api.records.call import Call
    from console.cli.calls.found import Found
    from console.insight.figures import Performance, Sample
    from console.opened import OpenAccount

_ALL = "all"


@dataclass(frozen=True, slots=True)
class _Figures:
    """What some calls add up to; `key` is the agent's id, or the number."""

    key: str
    name: str
    sums: Performance


@click.command("stats")
@filter_argument
@since_option
@click.option(
    "--by",
    type=click.Choice(("agent", "number")),
    default="agent",
    help="Whose figures, beside those of all.  [default: agent]",
)
@account_options
@output_options
def stats_command(
    options: Options, *, wanted: tuple[str, ...], since: str, by: str, form: Form
) -> None:
    """Add calls up: answered and failed, how long and how slow.

    Ended calls count. Answered is of those that were dialled. P50 and P95 are
    of all turns of all calls; of fewer than 20 turns there is no P95.

    \b
    Examples:
      oneinbox-console stats --since today
      oneinbox-console stats --since 7d --by number status:failed --json

    --json has times in seconds and milliseconds, costs in cents, rates of 1.
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account
    from console.cli.times import persons_zone

    asked = asked_since(since, wanted, persons_zone())

    async def work(account: OpenAccount) -> None:
        from console.cli.calls.found import find

        async with find(account, asked) as found:
            rows = await _add_up(account, found, by)
        show_all(rows, _columns(by), form, as_data=_data)
        say(found.reach)

    with_account(options, work)


async def _add_up(account: OpenAccount, found: Found, by: str) -> Sequence[_Figures]:
    """The figures of all, then of each, those with the most calls first."""
    from console.insight.figures import performance_of, sample_of
    from console.insight.phone import display, our_side

    now = account.server_now()
    everything: list[Sample] = []
    each: defaultdict[str, list[Sample]] = defaultdict(list)

    def key_of(call: Call) -> str:
        return (call.agent_id if by == "agent" else our_side(call)) or ""

    async for page in found.source.pages():
        for call in page:
            if sample := sample_of(call, now):
                everything.append(sample)
                each[key_of(call)].append(sample)
    each.pop("", None)
    rows = [
        _Figures(
            key,
            found.agents.get(key) or key if by == "agent" else display(key),
            performance_of(samples),
        )
        for key, samples in sorted(each.items(), key=lambda pair: -len(pair[1]))
    ]
    return [_Figures(_ALL, f"all {by}s", performance_of(everything)), *rows]


def _columns(by: str) -> Sequence[Column[_Figures]]:
    from console.insight.spans import clock, took

    def rate(value: float | None) -> str:
        return "" if value is None else f"{value:.1%}"

    def ms(value: float | None) -> str:
        return "" if value is None else took(value)

    def length(seconds: float | None) -> str:
        return "" if seconds is None else clock(round(seconds))

    def cost(cents: float | None) -> str:
        return "" if cents is None else f"{cents / 100:,.2f}"

    return (
        Column(by.upper(), lambda row: row.name),
        Column("CALLS", lambda row: f"{row.sums.calls:,}", right=True),
        Column("ANSWERED", lambda row: rate(row.sums.answer_rate), right=True),
        Column("FAILED", lambda row: rate(row.sums.failure_rate), right=True),
        Column("LENGTH", lambda row: length(row.sums.mean_seconds), right=True, spare=True),
        Column("MEDIAN", lambda row: length(row.sums.median_seconds), right=True, spare=True),
        Column("P50", lambda row: ms(row.sums.turn.p50), right=True),
        Column("P95", lambda row: ms(row.sums.turn.p95), right=True),
        Column("TURNS", lambda row: f"{row.sums.turn.n:,}", right=True, spare=True),
        Column("COST", lambda row: cost(row.sums.cost_cents), right=True, spare=True),
    )


def _data(row: _Figures) -> dict[str, Any]:
    rates = {"answer_rate": row.sums.answer_rate, "failure_rate": row.sums.failure_rate}
    return {"key": row.key, "name": row.name, **asdict(row.sums), **rates}
