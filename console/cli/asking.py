"""Getting a key or a passphrase from a person, or a key from a pipe, and showing it to nobody."""

from __future__ import annotations

import getpass
import sys
import warnings

import click
from pydantic import SecretStr

from console.accounts.encrypted_key import check_passphrase
from console.accounts.errors import KeyTrouble, KeyUnavailableError
from console.accounts.key_sources import check_key
from console.cli.confirming import interruptible
from console.cli.exits import ExitCode, Stop, say

_MOST_CHARACTERS = 4096


def ask_key(host: str, *, from_pipe: bool) -> SecretStr:
    """Ask for a key without echo, or read it from standard input.

    Args:
        host: whose key, for the prompt.
        from_pipe: read standard input instead of asking.

    Raises:
        Stop: nobody to ask, or what came is not a secret key.
        click.Abort: the person left.
    """
    text = ask_secret(f"Secret key for {host}: ", from_pipe=from_pipe)
    try:
        key = check_key(text)
        _refuse_publishable(key)
    except KeyUnavailableError as error:
        raise Stop(f"{error.words} Nothing was stored.", *error.steps, code=ExitCode.KEY) from None
    return key


def ask_secret(prompt: str, *, from_pipe: bool) -> str:
    """Ask for a secret without echo, or read it from standard input.

    Args:
        prompt: what is asked for.
        from_pipe: read standard input instead of asking.

    Raises:
        Stop: there is nobody to ask, or nothing is piped in.
        click.Abort: the person left.
    """
    if from_pipe == sys.stdin.isatty():
        raise Stop(
            "--stdin reads what is piped in; leave it out to be asked."
            if from_pipe
            else "There is no terminal to ask on. Pipe it in, with --stdin.",
            code=ExitCode.USAGE,
        )
    if not from_pipe:
        return _ask(prompt)
    with interruptible():
        return sys.stdin.read(_MOST_CHARACTERS)


def require_terminal(what: str) -> None:
    """See to it that there is somebody to ask.

    Args:
        what: what is to be asked for, as the beginning of a sentence.

    Raises:
        Stop: there is no terminal.
    """
    if not sys.stdin.isatty():
        words = f"{what} is asked for on a terminal alone, never taken from a pipe."
        raise Stop(words, code=ExitCode.KEY)


def ask_passphrase(profile: str) -> SecretStr:
    """Ask for the passphrase of a profile's key.

    Raises:
        Stop: there is no terminal.
        click.Abort: the person left.
    """
    require_terminal(f"The passphrase of {profile}")
    return SecretStr(_ask(f"Passphrase for the key of {profile}: "))


def ask_new_passphrase(profile: str) -> SecretStr:
    """Ask for a new passphrase, until it was typed alike twice.

    Raises:
        Stop: there is no terminal.
        click.Abort: the person left.
    """
    require_terminal(f"The passphrase of {profile}")
    while True:
        first = _ask(f"New passphrase for the key of {profile}: ")
        try:
            return check_passphrase(first, _ask("The same again: ") if first else "")
        except KeyUnavailableError as error:
            say(error.words)


def _ask(prompt: str) -> str:
    with warnings.catch_warnings():
        # Where echo cannot be turned off, getpass would only warn, and then show the key.
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            with interruptible():
                return getpass.getpass(prompt)
        except getpass.GetPassWarning:
            words = "This terminal cannot hide what is typed. Pipe the key in, with --stdin."
            raise Stop(words, code=ExitCode.USAGE) from None
        except (EOFError, KeyboardInterrupt):
            click.echo(err=True)
            raise click.Abort from None


def _refuse_publishable(key: SecretStr) -> None:
    if key.get_secret_value().startswith("oi_pk_"):
        raise KeyUnavailableError(
            KeyTrouble.MALFORMED,
            "This is a publishable key, which may only start web calls.",
            "The console needs a secret key, which begins with oi_sk_.",
        )
