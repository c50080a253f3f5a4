"""The address of a SIP trunk, and what is wrong with one being typed."""

from __future__ import annotations

import re
from ipaddress import ip_address

_SCHEME = re.compile(r"sips?:(?!//)", re.IGNORECASE)
_PARTS = re.compile(r"(?P<host>\[[^\]]*\]|[^:\[\]]*)(?P<colon>:?)(?P<port>.*)", re.DOTALL)
_LABEL = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)")
_LAST_PORT = 65535


def problem_with_trunk(text: str) -> str | None:
    """What keeps an address, perhaps half typed, from being that of a trunk; None when nothing.

    It is a host, perhaps with a port after it and `sip:` before it. Whether somebody answers
    there is not asked.
    """
    address = text.strip()
    if any(each.isspace() for each in address):
        return "no spaces in an address"
    if "://" in address:
        return "only host and port, such as sip.example.com:5060"
    rest = _SCHEME.sub("", address, count=1)
    if "@" in rest:
        return "without the user, which has a field of its own"
    parts = _PARTS.fullmatch(rest)
    if parts is None or (":" in parts["port"] and not parts["host"].startswith("[")):
        return "an IPv6 address stands in brackets: [2001:db8::1]:5060"
    return _problem_with_host(parts["host"]) or (
        _problem_with_port(parts["port"]) if parts["colon"] or parts["port"] else None
    )


def _problem_with_host(host: str) -> str | None:
    if not host:
        return "the host comes next"
    if host.startswith("["):
        return None if _is_ip(host[1:-1], version=6) else f"{host} is no IPv6 address"
    labels = host.split(".")
    if not labels[-1]:
        return "the host goes on after the dot"
    if not all(map(_LABEL.fullmatch, labels)):
        return "a host has letters, digits, dots and hyphens alone"
    if labels[-1].isdigit() and not _is_ip(host, version=4):
        return "an IP address has four numbers up to 255"
    return None


def _problem_with_port(port: str) -> str | None:
    if not port:
        return "the port comes after the colon"
    if port.isascii() and port.isdigit() and 1 <= int(port[:6]) <= _LAST_PORT:
        return None
    return f"a port is a number from 1 to {_LAST_PORT}"


def _is_ip(text: str, *, version: int) -> bool:
    try:
        return ip_address(text).version == version
    except ValueError:
        return False
