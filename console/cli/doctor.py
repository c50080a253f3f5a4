"""`doctor`: what the console stands on, whether it is in order, and what to do where it is not."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import stat
import sys
from dataclasses import asdict, replace
from textwrap import wrap
from typing import TYPE_CHECKING, NoReturn

import click

from console.cli.completing import profiles
from console.cli.exits import ExitCode, say
from console.cli.options import Options, output_options
from console.cli.output import Form, write_line

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from console.doctor.case import Case, Shown
    from console.doctor.finding import Finding

_COLOURS = {"ok": "green", "note": "yellow", "wrong": "red"}
_INDENT = 18
_NARROWEST = 20


@click.command("doctor", short_help="Say what is not in order, and what to do.")
@click.option("--profile", metavar="NAME", shell_complete=profiles, help="The account to look at.")
@output_options
@click.pass_obj
def doctor_command(options: Options, *, profile: str | None, form: Form) -> NoReturn:
    """Look at everything the console stands on, and say what to do where it is not in order.

    First this machine: versions, terminal, settings, key, files. Then the way to the API, with
    one request. Nothing is changed. No key is shown, and your home and your name are a “~”, so
    that the result can be sent to others.

    Ends with 0 when nothing is wrong, 3 when only the network is, 4 when only the key is, and
    else with 1.
    """
    from console.accounts.hardening import harden

    harden(os.environ)
    case = _case(replace(options, profile=profile or options.profile))
    # Not asyncio.run, which would wait at its end for a name server that does not answer.
    findings = asyncio.new_event_loop().run_until_complete(_tell(case, form))
    if form is Form.JSON:
        _write_document(case, findings)
    _sum_up(findings)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(_exit_code(findings))


def _case(options: Options) -> Case:
    from console.accounts.key_sources import EnvironmentKeys
    from console.clock import SystemClock
    from console.doctor.case import Case

    environment = EnvironmentKeys.take(os.environ)
    return Case(
        os.environ,
        environment,
        SystemClock(),
        shown=_shown(),
        profile_name=options.profile,
        base_url=options.base_url,
    )


def _shown() -> Shown | None:
    """The terminal that somebody sits at, wherever the findings go."""
    from console.doctor.case import Shown
    from console.tui.glyphs import UNICODE

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    size = os.get_terminal_size(sys.stderr.fileno())
    signs = UNICODE.queued + UNICODE.talking + UNICODE.stuck + UNICODE.completed + UNICODE.rule
    # A pager at the other end of a pipe would read what the terminal answers.
    piped = stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode)
    return Shown(size.columns, size.lines, "" if piped else signs)


async def _tell(case: Case, form: Form) -> list[Finding]:
    """Look, and write each finding as it comes, but for a document."""
    findings: list[Finding] = []
    async for finding in _findings(case):
        findings.append(finding)
        if form is Form.TABLE:
            _write(finding)
        elif form is Form.LINES:
            write_line(asdict(finding))
    return findings


async def _findings(case: Case) -> AsyncIterator[Finding]:
    from console.doctor.examining import LOCAL, REMOTE, examine
    from console.doctor.hiding import Hiding

    hide = Hiding.of_this_person()
    async for finding in examine(case, LOCAL, hide):
        yield finding
    if case.found_account:
        say(f"Asking {case.found_account.profile.host} …")
    async for finding in examine(case, REMOTE, hide):
        yield finding


def _write(finding: Finding) -> None:
    """Write a finding: how it is, what it is, and below the words what to do."""
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    width = max(columns - _INDENT - 1, _NARROWEST) if columns else sys.maxsize
    state = click.style(f"{finding.state:<6}", fg=_COLOURS[finding.state])
    first, *others = _wrapped(finding.words, width) or [""]
    _echo(f"{state}{finding.name:<{_INDENT - 6}}{first}")
    for line in others:
        _echo(" " * _INDENT + line)
    if finding.remedy:
        for number, line in enumerate(_wrapped(finding.remedy, width - 2)):
            _echo(" " * _INDENT + ("  " if number else "- ") + line)
    sys.stdout.flush()


def _wrapped(text: str, width: int) -> list[str]:
    return wrap(text, width, break_on_hyphens=False)


def _echo(line: str) -> None:
    chosen = click.get_current_context().color
    click.echo(line, color=False if os.environ.get("NO_COLOR") else chosen)


def _write_document(case: Case, findings: Sequence[Finding]) -> None:
    from console import __version__

    document = {
        "version": __version__,
        "at": case.clock.now().isoformat(timespec="seconds"),
        "findings": [asdict(finding) for finding in findings],
    }
    click.echo(json.dumps(document, indent=2, ensure_ascii=False))


def _sum_up(findings: Sequence[Finding]) -> None:
    from console.doctor.finding import State

    wrong = [finding.name for finding in findings if finding.state is State.WRONG]
    say(f"Wrong: {', '.join(wrong)}." if wrong else "Nothing is wrong.")


def _exit_code(findings: Sequence[Finding]) -> ExitCode:
    from console.doctor.finding import Realm, State

    realms = {finding.realm for finding in findings if finding.state is State.WRONG}
    if not realms:
        return ExitCode.OK
    if realms == {Realm.NETWORK}:
        return ExitCode.CONNECTION
    return ExitCode.KEY if realms == {Realm.KEY} else ExitCode.FAILED
