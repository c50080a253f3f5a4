"""`prompts check`: what is wrong with prompts, or may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from console.cli.completing import prompts
from console.cli.exits import ExitCode, say
from console.cli.options import Options, account_options, output_options
from console.cli.output import Column, Form, show_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from console.api.records.model import Model
    from console.insight.prompt_checks import Finding
    from console.opened import OpenAccount

_COLOURS = {"error": "red", "warning": "yellow", "note": None}


@dataclass(frozen=True, slots=True)
class Found:
    """Something to look at in one prompt."""

    prompt: str
    id: str
    finding: Finding

    @property
    def level(self) -> str:
        """How bad it is: "error"."""
        return self.finding.level.name.lower()

    @property
    def place(self) -> str:
        """Where it is: line and column, and whose first message it stands in."""
        finding = self.finding
        at = f"{finding.line}:{finding.column}" if finding.line else ""
        return f"{at} {finding.agent}".strip()


@click.command("check")
@click.argument("model", required=False, shell_complete=prompts)
@click.argument("text", metavar="[-]", required=False)
@account_options
@output_options
def check_command(options: Options, *, model: str | None, text: str | None, form: Form) -> None:
    """Look for mistakes in prompts.

    Such as variables that nobody gives and braces that are not closed. All
    prompts are checked with the first messages of their agents, or the one of
    MODEL; with - a text from standard input, as if it were that of MODEL.
    Without a MODEL it is not known which variables there are: then only how
    they are written is checked.

    \b
    Examples:
      oneinbox-console prompts check
      oneinbox-console prompts check "Sales EN brain" - < sales.md
      oneinbox-console prompts check - < draft.md

    Ends with 1 if there is a warning or an error, with 0 if there are notes
    alone. --json holds prompt, id, level, line, column, agent and words.
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account
    from console.cli.settings_given import read_text

    if text not in {None, "-"}:
        raise click.UsageError("Behind the MODEL only - can stand.")
    given = read_text("-") if "-" in {model, text} else None
    if model == "-" and given is not None:
        _show(_check_alone(given), form)
        return

    async def work(account: OpenAccount) -> None:
        from asyncio import gather

        from console.cli.names import named

        session = account.session
        await gather(session.models.read(), session.agents.read(), session.live.read())
        models = session.models.records.values()
        chosen = models if model is None else (named(model, models, "prompt"),)
        _show([found for each in chosen for found in _check(account, each, given)], form)

    with_account(options, work)


def _check(account: OpenAccount, model: Model, text: str | None) -> Iterator[Found]:
    """Check the prompt of a model, or the text that is to become it."""
    from console.actions.forms.given import agents_with, given_of
    from console.cli.prompts.found import text_of
    from console.insight.prompt_checks import check_prompt

    session, before = account.session, text_of(model)
    greetings = {
        agent.name or agent.id: str(agent.raw.get("first_message") or "")
        for agent in agents_with(session, model.id)
    }
    for finding in check_prompt(
        before if text is None else text,
        first_messages=greetings,
        given=given_of(session, model.id),
        before=before,
    ):
        yield Found(model.name or model.id, model.id, finding)


def _check_alone(text: str) -> list[Found]:
    """Check how a text is written; its variables are taken as given."""
    from console.insight.prompt import variables_in
    from console.insight.prompt_checks import check_prompt

    given = dict.fromkeys(variables_in(text), "the text itself")
    findings = check_prompt(text, first_messages={}, given=given, before=text)
    return [Found("-", "", finding) for finding in findings]


def _show(found: list[Found], form: Form) -> None:
    """Write the findings.

    Raises:
        Exit: some are worse than notes.
    """
    columns = (
        Column[Found]("PROMPT", lambda each: each.prompt),
        Column[Found]("PLACE", lambda each: each.place),
        Column[Found]("LEVEL", lambda each: each.level, colour=lambda each: _COLOURS[each.level]),
        Column[Found]("FINDING", lambda each: each.finding.words),
    )
    show_all(found, columns, form, as_data=_data)
    if not found:
        say("Nothing to mend.")
    if any(each.level != "note" for each in found):
        raise click.exceptions.Exit(ExitCode.FAILED)


def _data(found: Found) -> dict[str, Any]:
    finding = found.finding
    return {
        "prompt": found.prompt,
        "id": found.id,
        "level": found.level,
        "line": finding.line,
        "column": finding.column,
        "agent": finding.agent,
        "words": finding.words,
    }
