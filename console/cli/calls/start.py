"""`calls start`: dial a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.calls.given import given_options, lines_of, read_pairs, read_settings, wrong_draft
from console.cli.confirming import confirm
from console.cli.exits import ExitCode, Stop, say
from console.cli.options import Options, account_options, output_options, write_options
from console.cli.output import Form, show_one

if TYPE_CHECKING:
    from console.actions.calls import PhoneCallDraft, Unsure
    from console.api.records.call import Call
    from console.opened import OpenAccount


@click.command("start")
@given_options
@click.option("--to", "to_number", metavar="NUMBER", required=True, help="Whom to call: +1415….")
@click.option(
    "--from",
    "from_number",
    metavar="NUMBER",
    help="One of the account's numbers; else the agent's own, if it has one.",
)
@click.option("--at", "when", metavar="WHEN", default="", help="Later: “in 10 m”, “14:30”, a date.")
@click.option("--wait", is_flag=True, help="Wait for the end; 1 unless it was a good one.")
@write_options
@account_options
@output_options
def start_command(
    options: Options,
    *,
    agent: str,
    pairs: tuple[str, ...],
    settings: tuple[str, ...],
    to_number: str,
    from_number: str | None,
    when: str,
    wait: bool,
    dry_run: bool,
    yes: bool,
    form: Form,
) -> None:
    """Call somebody: a real phone rings, and the call is billed.

    It is sent once. When the answer is lost, it is looked for a minute long
    whether the call was taken, and never sent again.

    \b
    Example:
      oneinbox-console calls start --agent "Sales EN" --to +14155550100 \\
          --var name=Ada --var order=ORD-1001 --wait
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account
    from console.cli.times import persons_zone

    variables, fields, zone = read_pairs(pairs, "--var"), read_settings(settings), persons_zone()

    async def work(account: OpenAccount) -> None:
        from console.actions.forms.drafting import DraftError, moment_words, phone_call
        from console.cli.names import named
        from console.cli.writing import require_writing
        from console.insight.phone import display

        require_writing(account, dry_run=dry_run)
        speaker = named(agent, (await account.session.agents.read()).values(), "agent")
        fields["agent_id"] = speaker.id
        fields["from_number"] = await _from_number(account, from_number, speaker.id)
        fields["to_number"], fields["when"] = to_number, when
        now = account.server_now()
        try:
            draft = phone_call(fields, variables, now=now, zone=zone)
        except DraftError as error:
            raise wrong_draft(error) from None
        later = moment_words(draft.scheduled_at, now, zone) if draft.scheduled_at else ""
        confirm(
            f"Call {display(draft.to_number)} {later}".rstrip() + "?",
            (
                f"agent    {speaker.name or speaker.id}",
                f"from     {display(draft.from_number)}",
                f"to       {display(draft.to_number)}",
                *lines_of(draft),
            ),
            yes=yes or dry_run,
        )
        call = await _dial(account, draft)
        say(f"{'Scheduled' if later else 'Dialling'} {display(draft.to_number)}: {call.id}")
        if wait:
            call = await _wait(account, call)
        _show(account, call, form)
        if wait and not _went_well(call):
            raise Stop(f"The call ended as {call.status}.")

    with_account(options, work, dry_run=dry_run)


async def _from_number(account: OpenAccount, given: str | None, agent_id: str) -> str:
    """The number to call from: what was given, else the agent's own, else the only one.

    Raises:
        Stop: it is not clear which.
    """
    from console.insight.phone import display, e164

    if given:
        return e164(given)
    numbers = [
        each for each in (await account.session.numbers.read()).values() if each.phone_number
    ]
    own = [
        each
        for each in numbers
        if agent_id in {each.agent_id, each.inbound_routing.get("agent_id")}
    ]
    found = own or numbers
    if len(found) == 1:
        return found[0].phone_number or ""
    if not found:
        raise Stop("The account has no number to call from.")
    steps = (display(each.phone_number or "") for each in found)
    whose = "The agent has" if own else "The account has"
    raise Stop(f"{whose} several numbers. Choose with --from:", *steps, code=ExitCode.USAGE)


async def _dial(account: OpenAccount, draft: PhoneCallDraft) -> Call:
    from console.actions.calls import Refused, Unsure
    from console.cli.writing import not_done

    answer = await account.calls.start(draft)
    if isinstance(answer, Refused):
        raise not_done("Not dialled", answer.error)
    return await _look_for(account, answer) if isinstance(answer, Unsure) else answer.call


async def _look_for(account: OpenAccount, unsure: Unsure) -> Call:
    from console.cli.calls.following import following, what_became

    say(f"{unsure.error.words} Looking whether the call was taken; it is not sent again.")
    async with following(account):
        call = await what_became(account, unsure.request_id)
    if call is None:
        words = "The answer was lost, and no such call was seen for a minute. It may come yet."
        raise Stop(words, "`calls list` shows it, should the platform have taken it.")
    return call


async def _wait(account: OpenAccount, call: Call) -> Call:
    from console.cli.calls.following import following, until_ended
    from console.cli.progress import Progress

    with Progress() as progress:
        progress.show("Waiting for the end of the call …")
        async with following(account):
            return await until_ended(account, call.id)


def _went_well(call: Call) -> bool:
    from console.api.vocabulary import normal

    return normal(call.status) == "completed"


def _show(account: OpenAccount, call: Call, form: Form) -> None:
    from console.cli.calls.record import pairs_of
    from console.cli.calls.rows import CallWords, raw
    from console.cli.times import persons_zone

    zone = persons_zone()
    show_one(pairs_of(call, CallWords(account, zone), zone), raw(call), form)
