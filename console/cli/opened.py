"""An opened account for a command: the same that the screens work with."""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import click

from console.cli.exits import ExitCode, Stop, say, stop_for

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from pydantic import SecretStr

    from console.accounts.account import Account
    from console.accounts.key_sources import EnvironmentKeys
    from console.accounts.keys import KeyFound, KeyMissing
    from console.api.exchange import Request
    from console.cli.options import Options
    from console.opened import OpenAccount

T = TypeVar("T")

_TRIES = 3


def with_account(
    options: Options, work: Callable[[OpenAccount], Awaitable[T]], *, dry_run: bool = False
) -> T:
    """Open the account, do something with it, and close it again.

    Its feeds do not run: what is needed is read by `work`, for one, with `Directory.read`.

    Args:
        options: which account.
        work: what to do.
        dry_run: send no write; print each as curl on standard output instead.

    Raises:
        Stop: there is no key, or a request, the archive or the journal failed.
        AccountError: the settings cannot be used.
    """
    from console.accounts.hardening import harden
    from console.accounts.key_sources import EnvironmentKeys

    harden(os.environ)
    environment = EnvironmentKeys.take(os.environ)
    account = account_of(options, environment)
    key = find_key(account, environment)
    return asyncio.run(_work(account, environment, key, work, dry_run))


def account_of(options: Options, environment: EnvironmentKeys) -> Account:
    """The account that is meant.

    Raises:
        AccountError: the settings cannot be used, or have no such profile.
    """
    from console.accounts.account import choose_account
    from console.accounts.paths import settings_file
    from console.accounts.settings import load_settings

    return choose_account(
        load_settings(settings_file()),
        os.environ,
        environment,
        profile_name=options.profile,
        base_url=options.base_url,
        read_only=options.read_only,
    )


def find_key(account: Account, environment: EnvironmentKeys) -> SecretStr:
    """The account's key; a person is asked for its passphrase if it has one.

    Raises:
        Stop: there is none.
    """
    from console.accounts.keys import KeyMissing

    key = look_for_key(account, environment)
    if isinstance(key, KeyMissing):
        raise no_key(key)
    if key.notice:
        say(f"Note: {key.notice}")
    return key.key


def look_for_key(account: Account, environment: EnvironmentKeys) -> KeyFound | KeyMissing:
    """Look for the key; for one that needs a passphrase, ask for that as often as people err."""
    from console.accounts.errors import KeyTrouble
    from console.accounts.keys import KeyMissing, find_key
    from console.cli.asking import ask_passphrase

    def find(passphrase: SecretStr | None = None) -> KeyFound | KeyMissing:
        finding = find_key(account.profile, account.named, environment, passphrase=passphrase)
        return asyncio.run(finding)

    key = find()
    if isinstance(key, KeyMissing) and key.reason is KeyTrouble.LOCKED and sys.stdin.isatty():
        for _ in range(_TRIES):
            key = find(ask_passphrase(account.profile.name))
            if not isinstance(key, KeyMissing) or key.reason is not KeyTrouble.NOT_OPENED:
                break
            say(key.words)
    return key


def no_key(key: KeyMissing) -> Stop:
    """The end of a command that has no key."""
    from console.accounts.errors import KeyTrouble

    if key.reason is KeyTrouble.LOCKED:
        step = "Ask again on a terminal, which can take the passphrase."
        return Stop(key.words, step, code=ExitCode.KEY)
    return Stop(key.words, *key.steps, code=ExitCode.KEY)


@dataclass(slots=True)
class _Rehearsal:
    """Takes down what would be sent."""

    base_url: str
    lines: list[str] = field(default_factory=list[str])

    def __call__(self, request: Request) -> None:
        from console.actions.export.curl import as_curl

        self.lines.append(as_curl(self.base_url, request))


async def _work(
    account: Account,
    environment: EnvironmentKeys,
    key: SecretStr,
    work: Callable[[OpenAccount], Awaitable[T]],
    dry_run: bool,
) -> T:
    from console.actions.journal import JournalError
    from console.api.errors import ApiError
    from console.archive.errors import ArchiveError
    from console.clock import SystemClock
    from console.opening import Opening

    elsewhere = account.address_from is not None
    opening = Opening(
        account.profile,
        account.named,
        environment,
        SystemClock(),
        elsewhere=elsewhere,
        preferences=account.preferences,
    )
    rehearsal = _Rehearsal(account.profile.base_url) if dry_run else None
    opened = opening.open(key, rehearse=rehearsal)
    try:
        return await work(opened)
    except ApiError as error:
        if rehearsal and rehearsal.lines:
            raise click.exceptions.Exit from None
        raise stop_for(error) from None
    except JournalError as error:
        raise Stop(f"{error} Nothing was sent.") from None
    except ArchiveError as error:
        raise Stop(str(error)) from None
    except Stop:
        if rehearsal and rehearsal.lines:
            raise click.exceptions.Exit from None
        raise
    finally:
        for line in rehearsal.lines if rehearsal else ():
            click.echo(line)
        await opened.session.close()
        await opened.archive.close()
