"""The key of another provider: asked for, checked by its looks, never shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.cli.asking import ask_secret
from console.cli.confirming import confirm
from console.cli.exits import ExitCode, Stop

if TYPE_CHECKING:
    from pydantic import SecretStr


def ask_provider_key(provider: str, *, from_pipe: bool, yes: bool) -> SecretStr:
    """Ask for a key, or read it from standard input.

    Args:
        provider: whose key it is.
        from_pipe: read standard input instead of asking.
        yes: send it even if it looks unusual.

    Raises:
        Stop: nobody to ask, or it can be no key, or it looks unusual and is not meant.
        click.Abort: the person left.
    """
    from pydantic import SecretStr

    from console.insight.provider_keys import doubt_about_key, problem_with_key

    key = ask_secret(f"Key of {provider}: ", from_pipe=from_pipe).strip()
    if problem := problem_with_key(key):
        raise Stop(f"{problem} Nothing was sent.", code=ExitCode.USAGE)
    if doubt := doubt_about_key(provider, key):
        confirm("Send it all the same?", [doubt], yes=yes)
    return SecretStr(key)
