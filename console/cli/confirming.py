"""Asking before something is done."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from console.cli.exits import ExitCode, Stop, say

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable


def confirm(question: str, lines: Iterable[str] = (), *, yes: bool) -> None:
    """Say what is about to happen and go on only if a person wants it.

    Args:
        question: like "Stop 3 calls?".
        lines: what it does, a line each.
        yes: they have said so already.

    Raises:
        Stop: there is nobody to ask, or they do not want it. Nothing was sent.
    """
    for line in lines:
        say(f"  {line}")
    if yes:
        return
    _require_somebody(question)
    if not ask(question, default=False):
        raise Stop("Nothing was done.")


def confirm_by_name(
    question: str, name: str, lines: Iterable[str] = (), *, yes: bool, id_: str = ""
) -> None:
    """Like `confirm`, where it cannot be taken back: the name has to be typed.

    Args:
        question: like "Delete “Sales EN”?".
        name: what has to be typed.
        lines: what it does, a line each.
        yes: they have said so already.
        id_: what may be typed instead, where a name is hard to type.

    Raises:
        Stop: there is nobody to ask, or something else was typed. Nothing was sent.
    """
    for line in lines:
        say(f"  {line}")
    if yes:
        return
    _require_somebody(question)
    or_id = ", or its id," if id_ else ""
    wanted = f"{question} Type {name}{or_id} to go on"
    with interruptible():
        typed = click.prompt(wanted, default="", show_default=False, err=True)
    if typed.strip() not in {name, id_ or name}:
        raise Stop(f"That is not {name}. Nothing was done.")


def ask(question: str, *, default: bool) -> bool:
    """What a person answers.

    Raises:
        click.Abort: they left.
    """
    with interruptible():
        return click.confirm(question, default=default, err=True)


@contextmanager
def interruptible() -> Generator[None]:
    """Let ctrl+c end a question, of which an event loop around it would only take note."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    except click.Abort:
        click.echo(err=True)  # what comes next begins a line of its own
        raise
    finally:
        signal.signal(signal.SIGINT, before)


def somebody_is_here() -> bool:
    """Whether a person can be asked."""
    return sys.stdin.isatty()


def _require_somebody(question: str) -> None:
    if not somebody_is_here():
        raise Stop(
            f"{question} There is nobody here to ask. Nothing was done.",
            "Say --yes if it is meant.",
            code=ExitCode.USAGE,
        )
