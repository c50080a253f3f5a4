"""`prompts set`: a prompt from a file, and its settings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from console.cli.completing import prompts
from console.cli.exits import ExitCode, Stop
from console.cli.options import Options, account_options, write_options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from console.actions.forms.prompt_form import PromptForm
    from console.opened import OpenAccount

_SETTING = re.compile(r"[a-z_]+=")


@click.command("set")
@click.argument("model", shell_complete=prompts)
@click.argument("given", metavar="[FILE|-] [SETTING=VALUE...]", nargs=-1, required=True)
@click.option("--note", metavar="TEXT", default="", help="Why, for the history.")
@account_options
@write_options
def set_command(
    options: Options, *, model: str, given: tuple[str, ...], note: str, dry_run: bool, yes: bool
) -> None:
    """Save a prompt from a file.

    With - it is read from standard input. The difference is shown before
    anything is sent. If somebody else changes the same meanwhile, nothing is.

    \b
    Examples:
      oneinbox-console prompts set "Sales EN brain" sales.md --note "new prices"
      oneinbox-console prompts set "Sales EN brain" - --yes < sales.md
      oneinbox-console prompts set "Sales EN brain" temperature=0.3 model=gpt-4.1

    The settings are those of `prompts show`. A line break at the end of the
    text, which editors add, is left out where the prompt has none.
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account

    settings = [each for each in given if _SETTING.match(each)]
    files = [each for each in given if each not in settings]
    if len(files) > 1:
        raise Stop("One prompt has one text: name one file.", code=ExitCode.USAGE)

    async def work(account: OpenAccount) -> None:
        from console.actions.forms.prompt_form import PromptForm
        from console.actions.saving.plan import Kind
        from console.cli.prompts.found import read_prompt
        from console.cli.saving import Edited, read_reach, save
        from console.cli.setting_words import Names
        from console.cli.settings_given import enter_all
        from console.cli.writing import require_writing

        require_writing(account, dry_run=dry_run)
        await read_reach(account)
        opened = await read_prompt(account, model)
        form = PromptForm(opened.raw)
        _enter_text(form, files)
        enter_all(form, settings, Names({}).id_of)
        edited = Edited(Kind.MODEL, opened.raw, form.fields(), note)
        await save(account, edited, yes=yes or dry_run)

    with_account(options, work, dry_run=dry_run)


def _enter_text(form: PromptForm, files: Iterable[str]) -> None:
    from console.actions.forms.prompt_form import PROMPT
    from console.actions.outside_editor import without_added_ending
    from console.cli.settings_given import read_text

    for file in files:
        form.enter(PROMPT, without_added_ending(read_text(file), form.text))
