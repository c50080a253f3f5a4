"""Python, and the packages the console is built on, against what it asks for."""

from __future__ import annotations

import platform
import re
import sys
from importlib.metadata import PackageNotFoundError, requires, version
from typing import TYPE_CHECKING

from console import __version__
from console.doctor.finding import Finding, note, ok, wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from console.doctor.case import Case

_PACKAGE = "oneinbox-console"
_OLDEST = (3, 11)
_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)\s*([^;]*)")
_CLAUSE = re.compile(r"(==|>=|<=|!=|<|>)\s*([0-9][0-9.]*)")
_HOLDS: dict[str, Callable[[tuple[int, ...], tuple[int, ...]], bool]] = {
    "==": lambda have, want: have == want,
    "!=": lambda have, want: have != want,
    ">=": lambda have, want: have >= want,
    "<=": lambda have, want: have <= want,
    ">": lambda have, want: have > want,
    "<": lambda have, want: have < want,
}


def console_version(_: Case) -> Finding:
    """The console's own version."""
    return ok("console", f"{__version__} in {sys.prefix}")


def python(_: Case) -> Finding:
    """Python's version, and the system it runs on."""
    words = f"{platform.python_version()} on {platform.system()} {platform.release()}"
    if sys.version_info < _OLDEST:
        return wrong("python", words, "Install the console with Python 3.11 or newer.")
    return ok("python", words)


def packages(_: Case) -> Finding:
    """The packages that are installed, against those that the console asks for."""
    try:
        asked = requires(_PACKAGE) or []
    except PackageNotFoundError:
        return note("packages", "not known: the console runs from a folder, not from a package")
    return compared(asked, version)


def compared(asked: Iterable[str], version_of: Callable[[str], str]) -> Finding:
    """What is asked for, `httpx<0.29,>=0.28.1`, against the versions that are there.

    Args:
        asked: the requirements; those of extras are passed over.
        version_of: the version of a package by its name.
    """
    there: list[str] = []
    amiss: list[str] = []
    for requirement in asked:
        found = _REQUIREMENT.match(requirement)
        if found is None or "extra ==" in requirement:
            continue
        name, pins = found[1], found[2].strip()
        try:
            have = version_of(name)
        except PackageNotFoundError:
            amiss.append(f"{name} is missing")
            continue
        there.append(f"{name} {have}")
        if not _within(have, pins):
            amiss.append(f"{name} is {have}, asked for is {pins}")
    if amiss:
        remedy = "Install the console anew: pipx reinstall oneinbox-console"
        return wrong("packages", "; ".join(amiss), remedy)
    return ok("packages", ", ".join(there))


def _within(have: str, pins: str) -> bool:
    return all(
        _HOLDS[sign](*_of_one_length(_numbers(have), _numbers(want)))
        for sign, want in _CLAUSE.findall(pins)
    )


def _numbers(text: str) -> tuple[int, ...]:
    """The numbers of a release: of `2.0.0rc1` the first three."""
    found = re.match(r"\d+(?:\.\d+)*", text)
    return tuple(int(part) for part in found[0].split(".")) if found else ()


def _of_one_length(
    one: tuple[int, ...], other: tuple[int, ...]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    length = max(len(one), len(other))
    return one + (0,) * (length - len(one)), other + (0,) * (length - len(other))
