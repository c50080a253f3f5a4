"""A profile: one OneInbox account by name, with its address and where its key lives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from console.accounts.errors import AccountError
from console.text import clean

if TYPE_CHECKING:
    from console.accounts.views import View

DEFAULT_BASE_URL = "https://api.oneinbox.ai"
DEFAULT_NAME = "default"
"""The profile of those who never named one."""
ENVIRONMENT_NAME = "environment"
"""The profile, never saved, of a key in ONEINBOX_API_KEY."""
DEMO_NAME = "demo"
"""The profile, never saved, of the simulated OneInbox."""
KEYRING = "keyring"
ENCRYPTED_FILE = "encrypted-file"
KEY_STORES = (KEYRING, ENCRYPTED_FILE)
"""Where `login` puts a key: with the operating system, or in a file that a passphrase opens."""
SLOWNESS = ("felt", "field")
"""What slowness is judged by: what people feel, or what systems in service are held to."""
SLOW_MS = (100, 60_000)
"""From how many milliseconds on a call can be said to be slow, the least and the most."""
COLOURS = ("teal", "blue", "violet", "pink", "orange", "yellow", "green", "red")

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
_PRODUCTION = {"prod", "production", "live"}
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Keeping:
    """How calls are kept.

    Attributes:
        on_disk: whether they outlast the console.
        days: how long.
        most_bytes: how much room they may take.
    """

    on_disk: bool
    days: int
    most_bytes: int


@dataclass(frozen=True, slots=True)
class Profile:
    """One account. Holds what leads to its key, never the key."""

    name: str
    base_url: str = DEFAULT_BASE_URL
    colour: str = COLOURS[0]
    read_only: bool = False
    production: bool | None = None
    """Whether what is done here is done to customers; None where the name tells."""
    key_file: str | None = None
    """A file that holds the key; `~` and `$CREDENTIALS_DIRECTORY` at its start are understood."""
    key_command: tuple[str, ...] = ()
    """A program and its arguments, run without a shell, whose first line is the key."""
    fingerprint: str | None = None
    """The last four characters of the key that was last signed in with."""
    key_store: str = KEYRING
    """Where the console itself keeps the key, one of `KEY_STORES`."""
    archive: str = "on"
    """Whether calls are kept on disk, `on` or `off`. Off keeps them while the console is open, and
    deletes those that are on disk; what is unsaved of prompts and agents, and their versions, are
    kept on disk all the same."""
    archive_days: int = 30
    """For how many days calls are kept."""
    archive_size_mb: int = 2000
    """In how many megabytes, of 1,000,000 bytes; when they are full the earliest calls leave."""
    slowness: str = SLOWNESS[0]
    """By what a call is slow, one of `SLOWNESS`."""
    slow_felt_ms: int | None = None
    """From how many milliseconds on people feel a call to be slow; None for the console's limit."""
    slow_field_ms: int | None = None
    """The same as systems in service are held to."""
    views: tuple[View, ...] = ()
    """The views of calls that are saved, by their digits."""

    @property
    def host(self) -> str:
        """The address as people say it, without its scheme."""
        return host_of(self.base_url)

    @property
    def is_production(self) -> bool:
        """Whether to warn of what is done here: it is said, or the name does, as `acme-prod`."""
        if self.production is not None:
            return self.production
        return not _PRODUCTION.isdisjoint(self.name.split("-"))

    @property
    def keeping(self) -> Keeping:
        """How the account's calls are kept."""
        return Keeping(self.archive == "on", self.archive_days, self.archive_size_mb * 1_000_000)

    @property
    def key_variable(self) -> str:
        """The environment variable that can hold this profile's key."""
        return "ONEINBOX_API_KEY_" + self.name.upper().replace("-", "_")


def check_name(name: str) -> str:
    """The name of a profile, which is also part of an environment variable's.

    Raises:
        AccountError: it cannot be one.
    """
    if name == ENVIRONMENT_NAME:
        raise AccountError(f"The name {name} is taken by the key in ONEINBOX_API_KEY.")
    if name == DEMO_NAME:
        raise AccountError(f"The name {name} is taken by the simulated OneInbox.")
    if not _NAME.fullmatch(name):
        raise AccountError(
            f"“{clean(name, limit=60)}” cannot be a profile's name: "
            "up to 32 of the letters a to z, digits and hyphens."
        )
    return name


def check_colour(colour: str) -> str:
    """One of `COLOURS`.

    Raises:
        AccountError: it is none of them.
    """
    if colour not in COLOURS:
        raise AccountError(
            f"“{clean(colour, limit=60)}” is not a colour the console has: {', '.join(COLOURS)}."
            + nearest(colour, COLOURS)
        )
    return colour


def check_base_url(text: str) -> str:
    """An address of the API, without the slash or the `/v1` that people put at its end.

    Plain http is for this machine only: anywhere else the key would travel in clear.

    Raises:
        AccountError: it is not an address the key may be sent to.
    """
    shown = f"“{clean(text.strip(), limit=200)}”"
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = parts = None
    if parts is None or not host or parts.scheme not in {"https", "http"} or port == 0:
        raise AccountError(f"{shown} is not an address such as {DEFAULT_BASE_URL}.")
    if parts.username or parts.password:
        # Not shown: it holds somebody's password.
        raise AccountError("The address holds a user name or password; leave them out.")
    if parts.query or parts.fragment or not text.strip().isascii() or " " in text.strip():
        raise AccountError(f"{shown} is more than an address: leave out ?, # and blanks.")
    if parts.scheme == "http" and host not in _LOOPBACK:
        raise AccountError(
            f"{shown} would send the key in clear over the network.",
            "Use https://; http:// is for this machine only.",
        )
    path = parts.path.rstrip("/").removesuffix("/v1").rstrip("/")
    return f"{parts.scheme}://{parts.netloc.lower()}{path}"


def host_of(base_url: str) -> str:
    """Host, port and path of an address."""
    return base_url.partition("://")[2]


def nearest(word: str, known: tuple[str, ...] | list[str]) -> str:
    """` Did you mean “…”?` with the known word that is most like it, or nothing."""
    matches = get_close_matches(word, known, n=1, cutoff=0.5)
    return f" Did you mean “{matches[0]}”?" if matches else ""
