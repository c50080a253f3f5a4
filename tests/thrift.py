"""What comes out the same in every test of a process is made once: half the work of a short one."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from console.api import setup, transport

if TYPE_CHECKING:
    import ssl

    from textual.css.types import CSSLocation

_parse = Stylesheet._parse_rules  # pyright: ignore[reportPrivateUsage]
_parsed: dict[tuple[object, ...], list[RuleSet]] = {}
_trust_the_system = cache(setup.trust)


def read_authorities_once() -> None:
    """Let all clients of this process share the system's authorities, unless others are named."""
    transport.trust = _trust


def parse_style_sheets_once() -> None:
    """Let every app of this process have the rules another has parsed in the same colours.

    They are only read: the screens of one app share them as well. They are also looked for in
    sets, some hundred thousand times a test, where their own hash is a function in Python.
    """
    Stylesheet._parse_rules = _parse_once  # pyright: ignore[reportPrivateUsage]
    RuleSet.__hash__ = object.__hash__


def _trust() -> tuple[str, ssl.SSLContext]:
    named = "SSL_CERT_FILE" in os.environ or "SSL_CERT_DIR" in os.environ
    return setup.trust() if named else _trust_the_system()


def _parse_once(  # noqa: PLR0917 - as Textual's own
    self: Stylesheet,
    css: str,
    read_from: CSSLocation,
    is_default_rules: bool = False,
    tie_breaker: int = 0,
    scope: str = "",
) -> list[RuleSet]:
    source = (css, read_from, is_default_rules, tie_breaker, scope)
    key = (source, *self._variables.items())  # pyright: ignore[reportPrivateUsage]
    if key not in _parsed:
        _parsed[key] = _parse(self, *source)
    return _parsed[key]
