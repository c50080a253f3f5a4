"""`failures`: why calls fail, and what else is wrong with them, grouped by cause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from console.cli.exits import say
from console.cli.filtering import filter_argument
from console.cli.options import Options, account_options, output_options
from console.cli.output import Column, Form, show_all
from console.cli.spans import asked_since, since_option

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from console.cli.calls.asked import Asked
    from console.cli.calls.found import Found
    from console.insight.triage import Group, Triage
    from console.opened import OpenAccount


@click.command("failures")
@filter_argument
@since_option
@account_options
@output_options
def failures_command(options: Options, *, wanted: tuple[str, ...], since: str, form: Form) -> None:
    """Group calls by what was wrong with them.

    Failures come first, by their cause: whose fault it is, and what to do. The
    trend is against the time before, which is as long, where that is kept on
    this machine.

    \b
    Examples:
      oneinbox-console failures
      oneinbox-console failures --since 7d agent:sales --json

    --json holds for each group its calls by id, newest first, and how many of
    them each agent, number, carrier and country had.
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account
    from console.cli.times import persons_zone

    zone = persons_zone()
    asked = asked_since(since, wanted, zone)

    def before(moment: datetime) -> Asked:
        return asked_since(moment.isoformat(), wanted, zone)

    async def work(account: OpenAccount) -> None:
        from console.cli.calls.found import find

        await account.diagnoses.load_catalogue()
        if trouble := account.diagnoses.catalogue_trouble:
            say(trouble)
        async with find(account, asked) as found:
            triage = await _triage(account, asked, before, found)
        columns = _columns(triage.until, found.agents)
        show_all(triage.groups, columns, form, as_data=_data)
        rate = f" ({triage.failed / triage.calls:.1%})" if triage.calls else ""
        say(f"{triage.failed:,} of {triage.calls:,} calls failed{rate}. {found.reach}")

    with_account(options, work)


async def _triage(
    account: OpenAccount, asked: Asked, before: Callable[[datetime], Asked], found: Found
) -> Triage:
    """What was wrong in the span.

    Args:
        account: whose calls they are.
        asked: the calls of the span.
        before: the same, from an earlier moment on.
        found: them, and how far back calls are known: the time before may be among that.
    """
    from console.actions.export.calls import kept_source
    from console.insight.triage import triage
    from console.insight.troubles import diagnose

    numbers = (await account.session.numbers.read()).values()
    now, rules = account.server_now(), account.diagnoses.rules
    begin = asked.begin(now)
    span, source = now - begin, found.source
    if found.since <= begin - span:
        wider = before(begin - span).filter(now)
        source = await kept_source(found.kept, "", wider, found.agents)
    return triage(
        [diagnose(call, now, rules) async for page in source.pages() for call in page],
        now=now,
        span=span,
        carriers={
            each.phone_number: each.provider
            for each in numbers
            if each.phone_number and each.provider
        },
        known_since=found.since,
    )


def _columns(now: datetime, agents: Mapping[str, str]) -> Sequence[Column[Group]]:
    from console.insight.spans import ago

    def most(group: Group) -> str:
        """The agent that has the most of them."""
        return ", ".join(agents.get(agent) or agent for agent, _ in group.agents.most_common(1))

    def last(group: Group) -> str:
        return ago((now - group.last).total_seconds())

    return (
        Column("CALLS", lambda group: f"{group.count:,}", right=True),
        Column("SHARE", lambda group: f"{group.share:.1%}", right=True, spare=True),
        Column("TREND", lambda group: group.trend.words, spare=True),
        Column("KIND", lambda group: group.kind.value, colour=_colour),
        Column("REASON", lambda group: group.words),
        Column("LAST", last, right=True, spare=True),
        Column("FAULT", lambda group: group.row.fault.words if group.row else "", spare=True),
        Column("REDIAL", lambda group: group.row.advice if group.row else "", spare=True),
        Column("MOSTLY", most, spare=True),
        Column("NEXT STEP", lambda group: group.row.next if group.row else "", spare=True),
    )


def _colour(group: Group) -> str | None:
    from console.insight.troubles import TroubleKind

    return "red" if group.kind in {TroubleKind.FAILED, TroubleKind.STUCK} else "yellow"


def _data(group: Group) -> dict[str, Any]:
    row = group.row
    return {
        "kind": group.kind.value,
        "reason": group.words,
        "key": group.key,
        "count": group.count,
        "share": group.share,
        "before": group.trend.before,
        "first": group.first.isoformat(),
        "last": group.last.isoformat(),
        "fault": row.fault.value if row else None,
        "means": row.means if row else None,
        "next": row.next if row else None,
        "redial": row.redial.value if row else None,
        "agents": dict(group.agents),
        "numbers": dict(group.numbers),
        "carriers": dict(group.carriers),
        "countries": dict(group.countries),
        "seen_as": dict(group.seen_as),
        "calls": list(group.call_ids),
    }
