"""What stands between this machine and the API: certificates, proxies, names."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from console.api.errors import ApiError
from console.api.setup import trust
from console.doctor.finding import Finding, Realm, note, ok, wrong

if TYPE_CHECKING:
    from console.doctor.case import Case

_PROXIES = ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")
_OF_OTHERS = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def authorities(case: Case) -> Finding:
    """Whose certificates are trusted, and by what that is set."""
    if case.account.profile.base_url.startswith("http://"):
        return ok("tls", "not used: the API is on this machine", Realm.NETWORK)
    try:
        trusted, _ = trust()
    except ApiError as error:
        return wrong("tls", error.words, realm=Realm.NETWORK)
    named = [f"{each}={case.environ[each]}" for each in trusted.split(" and ") if each.isupper()]
    words = f"certificates are checked against {', '.join(named) or trusted}"
    passed_over = next((each for each in _OF_OTHERS if case.environ.get(each)), None)
    if passed_over and not case.environ.get("SSL_CERT_FILE"):
        return note(
            "tls",
            f"{words}; {passed_over} is not read",
            f'If it is meant for the console too: export SSL_CERT_FILE="${passed_over}"',
            Realm.NETWORK,
        )
    return ok("tls", words, Realm.NETWORK)


def proxy(case: Case) -> Finding:
    """The proxy that requests go through, without its password."""
    variable = _proxy_of(case)
    if variable is None:
        return ok("proxy", "none", Realm.NETWORK)
    words = f"{_without_password(case.environ[variable])} ({variable})"
    exceptions = case.environ.get("no_proxy") or case.environ.get("NO_PROXY")
    return ok("proxy", words + (f", but not for {exceptions}" if exceptions else ""), Realm.NETWORK)


def host(case: Case) -> Finding:
    """Whether the API's host has an address."""
    parts = urlsplit(case.account.profile.base_url)
    name = parts.hostname or ""
    try:
        found = socket.getaddrinfo(name, parts.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or "it cannot be looked up"
        if _proxy_of(case):
            return ok("host", f"{name} has no address here; the proxy looks it up", Realm.NETWORK)
        words = f"{name} has no address ({why})"
        return wrong("host", words, "See whether this machine is online: its DNS.", Realm.NETWORK)
    addresses = ", ".join(dict.fromkeys(str(each[4][0]) for each in found))
    return ok("host", f"{name} is {addresses}", Realm.NETWORK)


def _proxy_of(case: Case) -> str | None:
    """The variable that names a proxy; a server on this machine is reached without."""
    if urlsplit(case.account.profile.base_url).hostname in _LOOPBACK:
        return None
    return next((each for each in _PROXIES if case.environ.get(each)), None)


def _without_password(proxy: str) -> str:
    """A proxy's host and port."""
    scheme, separator, rest = proxy.rpartition("://")
    return scheme + separator + rest.rpartition("@")[2].partition("/")[0]
