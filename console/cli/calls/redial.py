"""`calls redial`: call numbers again, one after the other."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import AsyncExitStack, suppress
from typing import TYPE_CHECKING

import click

from console.cli.calls.asked import Asked
from console.cli.completing import calls
from console.cli.confirming import confirm, confirm_by_name
from console.cli.exits import ExitCode, Stop, say
from console.cli.options import Options, account_options, output_options, write_options
from console.cli.output import Column, Form, show_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.actions.redial.prospects import Prospects
    from console.actions.redial.run import Pace, Run, Target
    from console.api.records.call import Call
    from console.archive.calls import Calls
    from console.cli.calls.rows import CallWords
    from console.insight.redial import RedialPlan
    from console.opened import OpenAccount

_TYPED_FROM = 11
"""From so many calls on their number is typed, as on the screen."""


@click.command("redial")
@click.argument("call_ids", metavar="[ID]...", nargs=-1, shell_complete=calls)
@click.option("--filter", "wanted", metavar="FILTER", help="All calls that pass this filter.")
@click.option("--mended", is_flag=True, help="What had to be mended first is.")
@click.option("--per-minute", metavar="N", default="6", help="Calls per minute.  [default: 6]")
@click.option("--at-once", metavar="N", default="2", help="Calls live at once.  [default: 2]")
@click.option("--wait", is_flag=True, help="Wait until all of them have ended.")
@write_options
@account_options
@output_options
def redial_command(
    options: Options,
    *,
    call_ids: tuple[str, ...],
    wanted: str | None,
    mended: bool,
    per_minute: str,
    at_once: str,
    wait: bool,
    dry_run: bool,
    yes: bool,
    form: Form,
) -> None:
    """Call again whom earlier calls did not reach.

    Of several calls to one number the newest decides. Left out is who was
    reached since, whom calling again cannot reach, and what has to be mended
    first. Each is sent once. Three alike failures in a row, a key or credit
    that does not do, end it; what is live goes on.

    \b
    Examples:
      oneinbox-console calls redial call_9ca968cdb20252f8d958
      oneinbox-console calls redial --filter 'since:2h reason:busy' --dry-run
      oneinbox-console calls redial --filter 'on:today status:failed' --mended

    Ends with 1 when any that was to be called was not, and says how it stands
    with each. --yes spares the question.
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account
    from console.cli.times import persons_zone

    if bool(call_ids) == (wanted is not None):
        raise click.UsageError("Name calls by their ids, or with --filter.")
    zone = persons_zone()
    asked = Asked.read((wanted or "",), history=False, zone=zone)
    pace = _pace(per_minute, at_once)

    async def work(account: OpenAccount) -> None:
        from console.cli.calls.rows import CallWords
        from console.cli.writing import require_writing

        require_writing(account, dry_run=dry_run)
        prospects = await _prospects(account, call_ids, asked)
        plan = prospects.plan(account.server_now(), mended=mended)
        words = CallWords(account, zone)
        _tell_left_out(plan)
        if not plan.to_dial:
            raise Stop("None of these calls can be redialled." if prospects.calls else "No call.")
        if dry_run:
            await _rehearse(account, plan)
            return
        await _ask(account, plan, pace, words, yes=yes)
        run = account.redialling.begin(plan, pace, prospects.catalogue)
        try:
            await _follow(account, run, wait=wait)
        except asyncio.CancelledError:
            account.redialling.abort()
            with suppress(Stop):
                _show(run, words, form)
            raise
        _show(run, words, form)

    with_account(options, work, dry_run=dry_run)


def _pace(per_minute: str, at_once: str) -> Pace:
    from console.actions.redial.run import Pace

    try:
        return Pace.read(per_minute, at_once)
    except ValueError as error:
        raise Stop(f"It has to be {error}.", code=ExitCode.USAGE) from None


async def _prospects(account: OpenAccount, call_ids: Sequence[str], asked: Asked) -> Prospects:
    """The calls, and what was with their numbers since."""
    from console.actions.redial.prospects import look_into
    from console.cli.calls.found import find
    from console.cli.calls.one import read_calls

    await account.diagnoses.load_catalogue()
    async with AsyncExitStack() as stack:
        if call_ids:
            calls = await read_calls(account, call_ids)
        else:
            found = await stack.enter_async_context(find(account, asked))
            calls = [call async for call in found.first(None)]
        kept = await _since(account, calls, asked, stack)
        return await look_into(
            calls,
            board=[row.call for row in account.session.board.rows.values()],
            archive=kept,
            catalogue=account.diagnoses.rules.catalogue,
        )


async def _since(
    account: OpenAccount, calls: Sequence[Call], asked: Asked, stack: AsyncExitStack
) -> Calls:
    """Where all calls are that came after the first of these."""
    from console.cli.calls.found import find
    from console.insight.call_fields import moment_of

    moments = [moment for call in calls if (moment := moment_of(call))]
    if not moments:
        return account.archive.calls
    since = Asked(f"since:{min(moments).isoformat()}", asked.zone, looks_back=True)
    return (await stack.enter_async_context(find(account, since))).kept


def _tell_left_out(plan: RedialPlan) -> None:
    for why, count in Counter(each.why for each in plan.left_out).most_common():
        say(f"{count} left out: {why}")


async def _rehearse(account: OpenAccount, plan: RedialPlan) -> None:
    """Order each call, of which none is sent."""
    from dataclasses import replace

    from console.actions.calls import redial_draft

    for again in plan.to_dial:
        await account.calls.start(replace(redial_draft(again.call), to_number=again.to))


async def _ask(
    account: OpenAccount, plan: RedialPlan, pace: Pace, words: CallWords, *, yes: bool
) -> None:
    from console.insight.phone import display
    from console.insight.spans import ago
    from console.session import USAGE

    now, count = account.server_now(), len(plan.to_dial)
    lines = [
        f"{each.call.id}  {display(each.to)}  {words.view.agent(each.call)}"
        + (f"  in {ago((each.not_before - now).total_seconds())}" if each.not_before else "")
        for each in plan.to_dial
    ]
    usage = (await account.session.usage.read()).get(USAGE)
    left = usage.calls_remaining_today if usage else None
    if left is not None and left < count:
        lines.append(f"Only {left:,.0f} calls are left today.")
    what = "1 call" if count == 1 else f"{count} calls"
    question = f"Redial {what}, {pace.per_minute} per minute and {pace.at_once} at once?"
    if count >= _TYPED_FROM:
        confirm_by_name(question, str(count), lines, yes=yes)
    else:
        confirm(question, lines, yes=yes)


async def _follow(account: OpenAccount, run: Run, *, wait: bool) -> None:
    """Wait while calls are placed; a run that is paused is over: nobody is here to resume it."""
    from console.actions.redial.run import Progress as How
    from console.actions.redial.run import Stage
    from console.cli.calls.following import News, following
    from console.cli.progress import Progress

    redialling = account.redialling
    with Progress() as progress:
        async with following(account, redialling.follow):
            news = News(account)
            while redialling.going or redialling.looking or (wait and run.counts[Stage.LIVE]):
                if run.progress is How.PAUSED:
                    progress.clear()
                    say(f"Ended: {run.why}")
                    redialling.abort()
                    continue
                counts = (f"{count} {stage}" for stage, count in run.counts.items())
                progress.show(f"{run.placed} of {run.wanted} dialled: {', '.join(counts)}")
                await news.wait()


def _show(run: Run, words: CallWords, form: Form) -> None:
    """Write how it stands with each.

    Raises:
        Stop: not all were called.
    """
    from console.actions.redial.run import Stage

    columns: Sequence[Column[Target]] = (
        Column("CALL", lambda each: each.call.id),
        Column("STANDS", lambda each: each.stage.value),
        Column("NEW CALL", lambda each: each.call_id),
        Column("OTHER SIDE", lambda each: words.other_side(each.call), spare=True),
        Column("WORDS", lambda each: each.words),
    )
    tried = [each for each in run.targets.values() if each.stage is not Stage.LEFT_OUT]
    show_all(
        tried,
        columns,
        form,
        as_data=lambda each: {
            "call": each.call.id,
            "to": each.to,
            "stands": each.stage.value,
            "new_call": each.call_id or None,
            "words": each.words,
        },
    )
    called = sum(bool(each.call_id) for each in tried)
    if called < run.wanted:
        raise Stop(f"{run.wanted - called} of {run.wanted} were not called, or nobody knows.")
