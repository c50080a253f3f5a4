"""`credentials list`: the keys that the platform keeps, with what uses them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from console.cli.filtering import filter_argument, filter_of
from console.cli.options import Options, account_options, output_options
from console.cli.output import Column, Form, show_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from console.actions.uses import Uses
    from console.api.records.credential import Credential
    from console.insight.local_time import PersonsZone
    from console.opened import OpenAccount
    from console.tui.screens.credentials.view import CredentialsView


@click.command("list")
@filter_argument
@account_options
@output_options
def list_command(options: Options, *, wanted: tuple[str, ...], form: Form) -> None:
    """List credentials, with what uses each.

    \b
    Examples:
      oneinbox-console credentials list
      oneinbox-console credentials list used:unused
      oneinbox-console credentials list --json | jq '.[] | .name, .used_by'

    --json and --jsonl hold each credential as the platform gives it, its key
    masked, and used_by: kind, id and name of what uses it, and perhaps, which
    is true where the platform does not tell.
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account
    from console.cli.times import persons_zone
    from console.tui.screens.credentials.view import CREDENTIALS

    passes = filter_of(wanted, CREDENTIALS)
    zone = persons_zone()

    async def work(account: OpenAccount) -> None:
        from console.cli.credentials.reading import read_credentials
        from console.cli.exits import say
        from console.tui.screens.credentials.view import by_name

        view = await read_credentials(account)
        credentials = [
            each
            for each in sorted(account.session.credentials.records.values(), key=by_name)
            if passes.matches(view.fields(each))
        ]
        show_all(credentials, _columns(view, zone), form, as_data=lambda each: _data(each, view))
        if view.trouble:
            say(f"What voices and tools use is not known: {view.trouble}")

    with_account(options, work)


def _columns(view: CredentialsView, zone: PersonsZone) -> Sequence[Column[Credential]]:
    from console.insight.spans import moment_words
    from console.tui.screens.credentials.view import UNUSED, masked_key, name_of

    def used(credential: Credential) -> str:
        return UNUSED if view.is_unused(credential) else view.uses(credential).words

    def changed(credential: Credential) -> str:
        moment = credential.updated_at
        return moment_words(moment, view.now(), zone) if moment else ""

    return (
        Column("NAME", name_of),
        Column("PROVIDER", lambda each: each.provider or ""),
        Column("KEY", masked_key),
        Column("USED BY", used, colour=lambda each: "yellow" if view.is_unused(each) else None),
        Column("CHANGED", changed, spare=True),
        Column("ID", lambda each: each.id, spare=True),
    )


def _data(credential: Credential, view: CredentialsView) -> dict[str, Any]:
    from console.cli.records import data_of
    from console.tui.screens.credentials.view import masked_key

    data = data_of(credential)
    if "masked_key" in data:
        data["masked_key"] = masked_key(credential)
    return {**data, "used_by": list(_users(view.uses(credential)))}


def _users(uses: Uses) -> Iterable[dict[str, Any]]:
    kinds = {
        "number": uses.numbers,
        "agent": uses.agents,
        "model": uses.models,
        "voice": uses.voices,
        "tool": uses.tools,
    }
    for kind, users in kinds.items():
        for each in users:
            name = each.raw.get("phone_number" if kind == "number" else "name")
            yield {"kind": kind, "id": each.id, "name": name}
    for each in uses.perhaps:
        yield {
            "kind": "number", "id": each.id, "name": each.raw.get("phone_number"), "perhaps": True
        }  # fmt: skip
