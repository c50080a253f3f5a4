"""`prompts edit`: a prompt in the person's own editor."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from console.cli.completing import prompts
from console.cli.confirming import somebody_is_here
from console.cli.exits import ExitCode, Stop, say, say_steps, stop_for
from console.cli.options import Options, account_options, write_options

if TYPE_CHECKING:
    from collections.abc import Generator

    from console.opened import OpenAccount

_KEPT = (
    "What you wrote is kept as a draft: `prompts edit` goes on with it, and so does the console."
)


@click.command("edit")
@click.argument("model", shell_complete=prompts)
@click.option("--note", metavar="TEXT", default="", help="Why, for the history.")
@account_options
@write_options
def edit_command(options: Options, *, model: str, note: str, dry_run: bool, yes: bool) -> None:
    """Edit a prompt in your editor, and save it.

    That is the one in the settings, $VISUAL, $EDITOR, vi or nano. The
    difference is shown before anything is sent. If somebody else changes the
    prompt meanwhile, nothing is. What is not saved is kept as a draft, with
    which the next `prompts edit` and the console go on.

    \b
    Examples:
      oneinbox-console prompts edit "Sales EN brain" --note "new prices"
      EDITOR="sed -i s/Acme/Apex/" oneinbox-console prompts edit llm_07c1 --yes
    """  # noqa: D301 - click wants the backspace itself
    from console.accounts.paths import settings_file
    from console.accounts.settings import load_settings
    from console.cli.opened import with_account

    preferred = load_settings(settings_file()).preferences.editor
    _require_editor(preferred)

    async def work(account: OpenAccount) -> None:
        from console.actions.saving.plan import Kind
        from console.api.errors import ApiError
        from console.cli.prompts.drafting import begin, keep
        from console.cli.prompts.found import FIELD, read_prompt
        from console.cli.saving import Edited, read_reach, save
        from console.cli.writing import require_writing

        require_writing(account, dry_run=dry_run)
        await read_reach(account)
        begun = await begin(account, await read_prompt(account, model), yes=yes)
        text = await _edited(begun.text, preferred)
        if text == begun.before:
            say("Nothing was changed in the editor.")
            return
        kept = () if dry_run else (_KEPT,)
        if kept:
            await keep(account, begun, text)
        try:
            edited = Edited(Kind.MODEL, begun.base, {FIELD: text}, note)
            await save(account, edited, yes=yes or dry_run)
        except click.Abort:
            say_steps(kept)
            raise
        except Stop as stop:
            raise Stop(stop.words, *stop.steps, *kept, code=stop.code) from None
        except ApiError as error:
            stop = stop_for(error)
            raise Stop(stop.words, *kept, code=stop.code) from None

    with_account(options, work, dry_run=dry_run)


def _require_editor(preferred: str) -> None:
    named = preferred or os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not (named or somebody_is_here()):
        raise Stop(
            "There is no terminal to edit on.",
            "prompts set takes a text from a file or from standard input.",
            code=ExitCode.USAGE,
        )


async def _edited(text: str, preferred: str) -> str:
    from console.actions.outside_editor import Failed, edit

    edited = await edit(_away, text, preferred=preferred)
    if isinstance(edited, Failed):
        raise Stop(edited.words)
    return edited


@contextmanager
def _away() -> Generator[None]:
    """Let ctrl+c be the editor's alone: the terminal sends it to both."""

    def pass_by(_: int, __: object) -> None:
        pass

    before = signal.signal(signal.SIGINT, pass_by)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
