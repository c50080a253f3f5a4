"""`agents show`: one agent with all its settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.completing import agents
from console.cli.options import Options, account_options, output_options
from console.cli.output import Form, show_one

if TYPE_CHECKING:
    from collections.abc import Iterator

    from console.api.records.agent import Agent
    from console.cli.setting_words import Names
    from console.opened import OpenAccount
    from console.session import Session


@click.command("show")
@click.argument("agent", shell_complete=agents)
@account_options
@output_options
def show_command(options: Options, *, agent: str, form: Form) -> None:
    """Show one agent with its settings.

    AGENT is a name or an id. The settings are called as `agents set` takes
    them.

    \b
    Examples:
      oneinbox-console agents show "Sales EN"
      oneinbox-console agents show agt_4f2a --json | jq .tts

    --json holds the agent as the platform gives it, which for a single agent
    is with its effective system prompt.
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account

    async def work(account: OpenAccount) -> None:
        from asyncio import gather

        from console.cli.names import named
        from console.cli.records import data_of
        from console.cli.setting_words import Names

        session = account.session
        directories = (session.agents, session.models, session.credentials, session.numbers)
        await gather(*(each.read() for each in directories))
        names = await Names.read(session)
        found = named(agent, session.agents.records.values(), "agent")
        record = await session.client.agents.get(found.id)
        show_one(_lines(record, session, names), data_of(record), form)

    with_account(options, work)


def _lines(agent: Agent, session: Session, names: Names) -> Iterator[tuple[str, str]]:
    from console.actions.forms.agent_form import unknown_fields
    from console.actions.forms.field_spec import FIELDS
    from console.actions.forms.record_form import value_at
    from console.actions.saving.reach import answering, fallback, named
    from console.cli.records import line
    from console.cli.setting_words import in_words, plain

    numbers = session.numbers.records.values()
    yield "id", agent.id
    for spec in FIELDS:
        yield spec.name, in_words(spec, value_at(agent.raw, spec.path), names)
    for name, value in unknown_fields(agent.raw).items():
        yield line(name), plain(value)
    yield "answers", "\n".join(named(each) for each in numbers if answering(each) == agent.id)
    yield "fallback of", "\n".join(named(each) for each in numbers if fallback(each) == agent.id)
    yield "created", line(agent.raw.get("created_at") or "")
    yield "changed", line(agent.raw.get("updated_at") or "")
