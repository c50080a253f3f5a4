"""`prompts show`: one prompt with its settings."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from console.cli.completing import prompts
from console.cli.options import Options, account_options, output_options
from console.cli.output import Form, show_one

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from console.api.records.model import Model
    from console.opened import OpenAccount


@click.command("show")
@click.argument("model", shell_complete=prompts)
@click.option("--text", "text_alone", is_flag=True, help="Write the prompt alone, exactly.")
@account_options
@output_options
def show_command(options: Options, *, model: str, text_alone: bool, form: Form) -> None:
    """Show one prompt with its settings.

    MODEL is a name or an id.

    \b
    Examples:
      oneinbox-console prompts show "Sales EN brain"
      oneinbox-console prompts show "Sales EN brain" --text > sales.md
      oneinbox-console prompts show "Sales EN brain" --json | jq .temperature
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account

    async def work(account: OpenAccount) -> None:
        from console.cli.prompts.found import read_prompt, text_of
        from console.cli.records import data_of

        found = await read_prompt(account, model)
        if text_alone:
            _write_exactly(text_of(found))
        else:
            pairs = () if form is not Form.TABLE else await _lines(account, found)
            show_one(pairs, data_of(found), form)

    with_account(options, work)


def _write_exactly(text: str) -> None:
    """Write a text as it is; on a terminal, which it could steer, cleaned."""
    from console.cli.records import words

    if sys.stdout.isatty():
        click.echo(words(text))
    else:
        click.echo(text.encode(errors="surrogatepass"), nl=False)


async def _lines(account: OpenAccount, model: Model) -> list[tuple[str, str]]:
    from asyncio import gather

    session, client = account.session, account.session.client
    tools, knowledge, _ = await gather(
        client.tools.list(), client.knowledge_bases.list(), session.agents.read()
    )
    names = {each.id: each.name or "" for each in (*tools, *knowledge)}
    return list(_pairs(account, model, names))


def _pairs(
    account: OpenAccount, model: Model, names: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    from console.actions.forms.given import agents_with
    from console.actions.forms.prompt_form import PROMPT, PromptForm
    from console.actions.forms.record_form import value_at
    from console.cli.records import line
    from console.cli.setting_words import in_words

    def named(record_id: str) -> str:
        return f"{names[record_id]}  ({record_id})" if names.get(record_id) else record_id

    yield "id", model.id
    yield "provider", model.provider or ""
    for spec in PromptForm.specs:
        words = in_words(spec, value_at(model.raw, spec.path))
        if spec.kind == "list":
            words = "\n".join(map(named, words.split("\n")))
        if spec is not PROMPT:
            yield spec.name, words
    yield "custom_websocket_url", model.custom_websocket_url or ""
    agents = agents_with(account.session, model.id)
    yield "used by", "\n".join(f"{agent.name or ''}  ({agent.id})" for agent in agents)
    yield "changed", line(model.raw.get("updated_at") or "")
    yield PROMPT.name, in_words(PROMPT, value_at(model.raw, PROMPT.path))
