"""`agents list`: the agents that pass a filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.filtering import filter_argument, filter_of
from console.cli.options import Options, account_options, output_options
from console.cli.output import Column, Form, show_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.api.records.agent import Agent
    from console.opened import OpenAccount
    from console.tui.screens.agents.facts import AgentFacts

_OF_CALLS = frozenset({"live", "calls", "rate", "slow"})


@click.command("list")
@filter_argument
@account_options
@output_options
def list_command(options: Options, *, wanted: tuple[str, ...], form: Form) -> None:
    """List agents by name.

    \b
    Examples:
      oneinbox-console agents list
      oneinbox-console agents list language:en 'model:"sales brain"'
      oneinbox-console agents list --json | jq -r '.[].id'

    --json and --jsonl hold each agent as the platform gives it.
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account
    from console.cli.records import data_of
    from console.tui.screens.agents.filtering import AGENTS

    passes = filter_of(wanted, AGENTS, unread=_OF_CALLS)

    async def work(account: OpenAccount) -> None:
        from console.tui.screens.agents.columns import by_name
        from console.tui.screens.agents.filtering import filter_fields

        facts = await _read(account)
        agents = [
            agent
            for agent in sorted(account.session.agents.records.values(), key=by_name)
            if passes.matches(filter_fields(agent, facts))
        ]
        show_all(agents, _columns(facts), form, as_data=data_of)

    with_account(options, work)


async def _read(account: OpenAccount) -> AgentFacts:
    from asyncio import gather

    from console.tui.screens.agents.facts import AgentFacts

    session = account.session
    voices, *_ = await gather(
        session.client.voices.list(),
        session.agents.read(),
        session.models.read(),
        session.numbers.read(),
    )
    facts = AgentFacts(session)
    facts.voices = {each.provider_voice_id or each.id: each.name or "" for each in voices}
    facts.drafts = await account.archive.drafts.all()
    return facts


def _columns(facts: AgentFacts) -> Sequence[Column[Agent]]:
    from console.tui.screens.agents.columns import language_of, model_words, name_of

    def numbers(agent: Agent) -> str:
        return ", ".join(each.phone_number or each.id for each in facts.answered(agent))

    return (
        Column("NAME", name_of),
        Column("MODEL", lambda agent: model_words(agent, facts.model(agent))),
        Column("NUMBERS", numbers, spare=True),
        Column("VOICE", facts.voice, spare=True),
        Column("LANG", language_of, spare=True),
        Column("ID", lambda agent: agent.id, spare=True),
    )
