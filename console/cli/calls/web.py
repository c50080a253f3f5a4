"""`calls web`: open a call for a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.calls.given import given_options, lines_of, read_pairs, read_settings, wrong_draft
from console.cli.confirming import confirm
from console.cli.exits import Stop, say
from console.cli.options import Options, account_options, output_options, write_options
from console.cli.output import Form, show_one

if TYPE_CHECKING:
    from console.api.records.call import WebCall
    from console.opened import OpenAccount


@click.command("web")
@given_options
@write_options
@account_options
@output_options
def web_command(
    options: Options,
    *,
    agent: str,
    pairs: tuple[str, ...],
    settings: tuple[str, ...],
    dry_run: bool,
    yes: bool,
    form: Form,
) -> None:
    """Open a web call, and print what a browser needs to join it.

    The token is a secret: whoever holds it can join. It is for one participant
    and lasts a short time.

    \b
    Example:
      oneinbox-console calls web --agent "Website demo" --json
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account

    variables, fields = read_pairs(pairs, "--var"), read_settings(settings)

    async def work(account: OpenAccount) -> None:
        from console.actions.calls import Refused, Unsure
        from console.actions.forms.drafting import DraftError, web_call
        from console.cli.names import named
        from console.cli.writing import not_done, require_writing

        require_writing(account, dry_run=dry_run)
        speaker = named(agent, (await account.session.agents.read()).values(), "agent")
        fields["agent_id"] = speaker.id
        try:
            draft = web_call(fields, variables)
        except DraftError as error:
            raise wrong_draft(error) from None
        name = speaker.name or speaker.id
        lines = (f"agent    {name}", *lines_of(draft))
        confirm(f"Start a web call with {name}?", lines, yes=yes or dry_run)
        answer = await account.calls.start_web(draft)
        if isinstance(answer, Refused):
            raise not_done("Not started", answer.error)
        if isinstance(answer, Unsure):
            words = f"{answer.error.words} Whether the call was opened is not known."
            raise Stop(words, "`calls list type:web` shows it, should it be open.")
        _show(answer.call, form)

    with_account(options, work, dry_run=dry_run)


def _show(call: WebCall, form: Form) -> None:
    token = call.participant_token
    pairs = (
        ("call", call.id),
        ("room", call.room_name or ""),
        ("server", call.server_url or ""),
        ("token", token.get_secret_value() if token else ""),
    )
    show_one(pairs, dict(call.raw), form)
    if token is None:
        say("No token came with the answer.")
