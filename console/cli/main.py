"""`oneinbox-console`: opens the console, or runs one of its commands.

Commands are loaded by name, so that `--help` and each of them load only what they need.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn

import click

from console import __version__
from console.accounts.errors import AccountError
from console.cli.completing import VARIABLE, profiles
from console.cli.exits import ExitCode, Stop, say, say_steps
from console.cli.lazy import LazyGroup
from console.cli.options import Options

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMMANDS = {
    "calls": "console.cli.calls",
    "failures": "console.cli.failures",
    "stats": "console.cli.stats",
    "open": "console.cli.open",
    "login": "console.cli.login",
    "logout": "console.cli.logout",
    "status": "console.cli.status",
    "profiles": "console.cli.profiles",
    "agents": "console.cli.agents",
    "prompts": "console.cli.prompts",
    "numbers": "console.cli.numbers",
    "credentials": "console.cli.credentials",
    "config": "console.cli.config",
    "activity": "console.cli.activity",
    "doctor": "console.cli.doctor",
    "completion": "console.cli.completion",
    "sandbox": "console.cli.sandbox",
}


class Commands(LazyGroup):
    """The commands; each ends as `ExitCode` says."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: ARG002 - click's signature
        **extra: Any,
    ) -> NoReturn:
        """Run and leave the process with an exit code."""
        try:
            code = super().main(
                args, prog_name, complete_var or VARIABLE, standalone_mode=False, **extra
            )
        except click.Abort:
            code = ExitCode.INTERRUPTED
        except AccountError as error:
            code = _explain(Stop(error.words, *error.steps, code=ExitCode.USAGE))
        except Stop as stop:
            code = _explain(stop)
        except click.exceptions.Exit as end:
            code = end.exit_code
        except click.ClickException as error:
            error.show()
            code = error.exit_code
        raise SystemExit(int(code or ExitCode.OK))


@click.group(
    cls=Commands,
    commands_at=_COMMANDS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--profile",
    metavar="NAME",
    shell_complete=profiles,
    help="The account to use, by its name in the settings.",
)
@click.option("--base-url", metavar="URL", help="Another address of the API, for this run.")
@click.option("--demo", is_flag=True, help="Open on a simulated OneInbox on this machine.")
@click.option("--read-only", is_flag=True, help="Refuse everything that changes something.")
@click.option("--ascii", is_flag=True, help="Draw with the signs of ASCII, for this run.")
@click.version_option(__version__, message="oneinbox-console %(version)s")
@click.pass_context
def main(
    ctx: click.Context,
    *,
    profile: str | None,
    base_url: str | None,
    demo: bool,
    read_only: bool,
    ascii: bool,
) -> None:
    """The operations console for OneInbox voice agents.

    Without a command it opens: live calls, transcripts and prompts, in this terminal.

    The key comes from ONEINBOX_API_KEY_<PROFILE> or ONEINBOX_API_KEY, a key file, a key command,
    or from where `login` puts it: the system keyring, or a file that a passphrase opens. It is
    never an option: others could read it.
    """
    ctx.obj = Options(profile, base_url, read_only)
    if os.environ.get("NO_COLOR"):
        ctx.color = False
    if demo and (ctx.invoked_subcommand or profile or base_url):
        raise click.UsageError(
            "--demo brings its own account: it goes with no other and no command."
        )
    if ascii:
        os.environ["ONEINBOX_ASCII"] = "1"
    if ctx.invoked_subcommand is None:
        _open_console(profile, base_url, demo, read_only)


def _explain(stop: Stop) -> ExitCode:
    say(stop.words)
    say_steps(stop.steps)
    return stop.code


def _open_console(
    profile: str | None, base_url: str | None, demo: bool, read_only: bool
) -> NoReturn:
    from console.accounts.hardening import harden

    harden(os.environ)
    # After hardening: what Textual writes down is settled when it is imported.
    from console.demo import DemoError
    from console.tui.run import run_console

    try:
        code = run_console(profile, base_url, demo, read_only)
    except DemoError as error:
        raise Stop(str(error)) from None
    sys.stdout.flush()
    sys.stderr.flush()
    # All is written and closed. Python would take a quarter of a second more to take itself apart,
    # while the operator waits for the shell.
    os._exit(code)
