"""`agents set`: settings of an agent, shown, asked about and saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.completing import agents
from console.cli.options import Options, account_options, write_options

if TYPE_CHECKING:
    from console.opened import OpenAccount


@click.command("set")
@click.argument("agent", shell_complete=agents)
@click.argument("settings", metavar="SETTING=VALUE...", nargs=-1, required=True)
@click.option("--note", metavar="TEXT", default="", help="Why, for the history of its texts.")
@account_options
@write_options
def set_command(
    options: Options,
    *,
    agent: str,
    settings: tuple[str, ...],
    note: str,
    dry_run: bool,
    yes: bool,
) -> None:
    """Change settings of an agent.

    Their names are those of `agents show`. What is entered is checked, and the
    difference shown before anything is sent. If somebody else changes the same
    meanwhile, nothing is.

    \b
    Examples:
      oneinbox-console agents set "Sales EN" tts.speed=1.1 enable_recording=yes
      oneinbox-console agents set agt_4f2a llm_id="Sales brain" voicemail_message=
      oneinbox-console agents set "Sales EN" first_message=@hello.txt
      oneinbox-console agents set "Sales EN" dynamic_variables.company=Acme
      oneinbox-console agents set "Sales EN" 'end_call_phrases=["bye","ciao"]'

    Nothing behind the = empties a setting that may be empty. A longer text is
    taken from a file with @FILE, or with @- from standard input.
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account

    async def work(account: OpenAccount) -> None:
        from console.actions.forms.agent_form import AgentForm
        from console.actions.saving.plan import Kind
        from console.cli.names import named
        from console.cli.saving import Edited, read_reach, save
        from console.cli.setting_words import Names
        from console.cli.settings_given import enter_all
        from console.cli.writing import require_writing

        require_writing(account, dry_run=dry_run)
        await read_reach(account)
        names = await Names.read(account.session)
        found = named(agent, account.session.agents.records.values(), "agent")
        opened = await account.editing.reread(Kind.AGENT, found.id)
        form = AgentForm(opened.raw)
        enter_all(form, settings, names.id_of)
        edited = Edited(Kind.AGENT, opened.raw, form.fields(), note)
        await save(account, edited, yes=yes or dry_run, names=names.by_id)

    with_account(options, work, dry_run=dry_run)
