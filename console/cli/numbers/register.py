"""`numbers register`: a number of one's own, by a carrier's credential or a SIP trunk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.completing import agents
from console.cli.exits import ExitCode, Stop
from console.cli.options import Options, account_options, output_options, write_options
from console.cli.secrets_asked import SecretCommand, stdin_option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from console.actions.numbers import Registration, SipTrunk
    from console.api.records.credential import Credential
    from console.cli.output import Form
    from console.opened import OpenAccount


@click.command("register", cls=SecretCommand)
@click.argument("number")
@click.option("--credential", metavar="CREDENTIAL", help="The carrier's key, by name or id.")
@click.option("--trunk", metavar="HOST[:PORT]", help="A SIP trunk of your own instead.")
@click.option(
    "--carrier", type=click.Choice(("twilio", "telnyx")), help="Whose number it is, with --trunk."
)
@click.option("--user", metavar="NAME", default="", help="Logs in at the trunk.")
@stdin_option
@click.option("--agent", metavar="AGENT", shell_complete=agents, help="Who answers it.")
@click.option("--name", metavar="TEXT", default="", help="What people call it.")
@account_options
@output_options
@write_options
def register_command(
    options: Options,
    *,
    number: str,
    credential: str | None,
    trunk: str | None,
    carrier: str | None,
    user: str,
    from_pipe: bool,
    agent: str | None,
    name: str,
    form: Form,
    dry_run: bool,
    yes: bool,
) -> None:
    """Make a number known that is yours already.

    Its calls come through a carrier whose key the platform has, or a SIP trunk.
    The password of a trunk's user is asked for without echo, or read from
    standard input with --stdin; it is never an option.

    \b
    Examples:
      oneinbox-console numbers register +4930901820 --credential "Telnyx EU"
      oneinbox-console numbers register +4930901820 --carrier telnyx \\
          --trunk sip.example.com:5060 --user acme --agent "Sales DE"
    """  # noqa: D301 - click wants the backspace itself
    from console.cli.opened import with_account

    wanted = _checked(number, credential, trunk, carrier)
    if (from_pipe or user) and not trunk:
        raise Stop("Only a trunk has a user and a password.", code=ExitCode.USAGE)
    way = _trunk(trunk, user, from_pipe=from_pipe) if trunk else None

    async def work(account: OpenAccount) -> None:
        from asyncio import gather

        from console.actions.numbers import Registration
        from console.cli.confirming import confirm
        from console.cli.names import named
        from console.cli.numbers.found import agent_id_of
        from console.cli.numbers.got import show_got
        from console.cli.writing import require_writing, written

        require_writing(account, dry_run=dry_run)
        session = account.session
        known, credentials = await gather(session.agents.read(), session.credentials.read())
        key = named(credential, credentials.values(), "credential") if credential else None
        registration = Registration(
            phone_number=wanted,
            provider=_carrier_of(key) if key else carrier or "",
            way=way or (key.id if key else ""),
            agent_id=agent_id_of(agent, known.values()) if agent else None,
            friendly_name=name.strip() or None,
        )
        who = known[registration.agent_id].name if registration.agent_id else "nobody"
        lines = _about(registration, key, who or registration.agent_id or "")
        confirm(f"Register {wanted}?", lines, yes=yes or dry_run)
        result = await account.numbers.register(registration)
        show_got(written(result, "Not registered"), form)

    with_account(options, work, dry_run=dry_run)


def _checked(number: str, credential: str | None, trunk: str | None, carrier: str | None) -> str:
    """The number as the API takes it, if what was typed goes together.

    Raises:
        Stop: it does not.
    """
    from console.insight.phone import e164, problem_with
    from console.insight.sip import problem_with_trunk

    wanted = e164(number)
    problem = ""
    if wrong := problem_with(wanted):
        problem = f"{number}: {wrong}."
    elif (credential is None) == (trunk is None):
        problem = "Which way do its calls come? Say --credential or --trunk."
    elif trunk is not None and carrier is None:
        problem = "Whose number is it? Say --carrier twilio or --carrier telnyx."
    elif trunk is None and carrier is not None:
        problem = "--carrier goes with --trunk: a credential has its carrier."
    elif trunk is not None and (wrong := problem_with_trunk(trunk)):
        problem = f"--trunk: {wrong}."
    if problem:
        raise Stop(problem, code=ExitCode.USAGE)
    return wanted


def _trunk(address: str, user: str, *, from_pipe: bool) -> SipTrunk:
    from pydantic import SecretStr

    from console.actions.numbers import SipTrunk
    from console.cli.asking import ask_secret

    password = ""
    if user or from_pipe:
        password = ask_secret(f"Password of {user or 'the trunk'}: ", from_pipe=from_pipe)
    typed = password.removesuffix("\n")
    return SipTrunk(address.strip(), user.strip(), SecretStr(typed) if typed else None)


def _carrier_of(credential: Credential) -> str:
    from console.insight.provider_keys import CARRIERS

    provider = (credential.provider or "").lower()
    if provider not in CARRIERS:
        raise Stop(
            f"“{credential.name}” is of {provider or 'no provider'}, which carries no calls.",
            code=ExitCode.USAGE,
        )
    return provider


def _about(registration: Registration, key: Credential | None, who: str) -> Iterator[str]:
    way = registration.way
    if key or isinstance(way, str):
        yield f"carrier: {registration.provider}, by “{key.name if key else way}”"
    else:
        password = "with a password" if way.password else "without a password"
        parts = filter(None, (way.address, way.username, password))
        yield f"carrier: {registration.provider}, by the SIP trunk {', '.join(parts)}"
    yield f"agent: {who}"
    yield "Its calls come through this account from then on."
