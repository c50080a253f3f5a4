"""`prompts list`: the models that pass a filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.filtering import filter_argument, filter_of
from console.cli.options import Options, account_options, output_options
from console.cli.output import Column, Form, show_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.api.records.model import Model
    from console.insight.local_time import PersonsZone
    from console.opened import OpenAccount
    from console.tui.screens.prompts.view import PromptsView

_OF_CALLS = frozenset({"calls", "live"})


@click.command("list")
@filter_argument
@account_options
@output_options
def list_command(options: Options, *, wanted: tuple[str, ...], form: Form) -> None:
    """List prompts, with who uses each.

    \b
    Examples:
      oneinbox-console prompts list
      oneinbox-console prompts list 'size>8000' agents=0
      oneinbox-console prompts list text:refund --json | jq -r '.[].id'

    --json and --jsonl hold each model as the platform gives it.
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account
    from console.cli.records import data_of
    from console.cli.times import persons_zone
    from console.tui.screens.prompts.view import PROMPTS

    passes = filter_of(wanted, PROMPTS, unread=_OF_CALLS)
    zone = persons_zone()

    async def work(account: OpenAccount) -> None:
        from console.tui.screens.prompts.view import name_of

        view = await _read(account)
        models = [
            model
            for model in sorted(
                account.session.models.records.values(), key=lambda each: name_of(each).casefold()
            )
            if passes.matches(view.fields(model))
        ]
        show_all(models, _columns(view, zone, account), form, as_data=data_of)

    with_account(options, work)


async def _read(account: OpenAccount) -> PromptsView:
    from asyncio import gather

    from console.tui.screens.prompts.view import PromptsView

    session = account.session
    await gather(session.models.read(), session.agents.read(), session.numbers.read())
    view = PromptsView(session)
    view.drafts = await account.archive.drafts.all()
    view.look()
    return view


def _columns(view: PromptsView, zone: PersonsZone, account: OpenAccount) -> Sequence[Column[Model]]:
    from console.insight.spans import moment_words
    from console.tui.screens.prompts.view import name_of, size_of

    now = account.server_now()

    def changed(model: Model) -> str:
        return moment_words(model.updated_at, now, zone) if model.updated_at else ""

    def temperature(model: Model) -> str:
        return "" if model.temperature is None else f"{model.temperature:g}"

    return (
        Column("NAME", name_of),
        Column(
            "MODEL", lambda model: " ".join(filter(None, (model.provider, model.model))), spare=True
        ),
        Column("TEMP", temperature, right=True, spare=True),
        Column("CHARS", lambda model: f"{size_of(model):,}", right=True, spare=True),
        Column("USED BY", lambda model: ", ".join(map(name_of, view.use(model).agents))),
        Column("CHANGED", changed, spare=True),
        Column("ID", lambda model: model.id, spare=True),
    )
