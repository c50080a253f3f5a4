"""What a profile's table in `settings.toml` may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from console.accounts.errors import AccountError
from console.accounts.profiles import (
    COLOURS,
    KEY_STORES,
    SLOW_MS,
    SLOWNESS,
    Profile,
    check_base_url,
    check_colour,
)
from console.accounts.rules import (
    FLAG,
    SWITCH,
    Rule,
    Setting,
    checked_text,
    one_of,
    text,
    texts,
    within,
)
from console.accounts.views import views_of

if TYPE_CHECKING:
    from collections.abc import Mapping


def _key_file(value: str) -> str:
    if not value.startswith(("/", "~", "$CREDENTIALS_DIRECTORY/")):
        raise AccountError("must be a whole path: from /, ~ or $CREDENTIALS_DIRECTORY/.")
    return value


def _fingerprint(value: Any) -> str:
    if len(checked_text(value)) > 4:
        raise AccountError("holds more than the last four characters of a key.")
    return value


def _setting(name: str, rule: Rule, about: str, **more: Any) -> Setting:
    return Setting(name, getattr(_BLANK, name), about, rule, "Profile", **more)


_BLANK = Profile("")

PROFILE_SETTINGS: Mapping[str, Setting] = {
    each.name: each
    for each in (
        _setting(
            "base_url",
            text(check_base_url, "an address such as https://api.oneinbox.ai"),
            "The address of the API.",
            variable="ONEINBOX_BASE_URL",
            with_next_start=True,
        ),
        _setting(
            "colour",
            Rule(f"one of {', '.join(COLOURS)}", text(check_colour, "").check, COLOURS),
            "The colour by which the account is told from others.",
        ),
        _setting(
            "read_only",
            FLAG,
            "Whether everything that changes something is refused.",
            with_next_start=True,
        ),
        _setting(
            "production",
            FLAG,
            "Whether to warn that customers are called; else a name such as acme-prod tells.",
        ),
        _setting(
            "key_file",
            text(_key_file, "a whole path, from /, ~ or $CREDENTIALS_DIRECTORY/"),
            "A file that holds the key.",
            with_next_start=True,
        ),
        _setting(
            "key_command",
            texts('["pass", "show", "oneinbox"]'),
            "A program and its arguments; the first line that it writes is the key.",
            with_next_start=True,
        ),
        _setting(
            "key_store",
            one_of(*KEY_STORES),
            "Where `login` keeps the key: in the system keyring, or in a file with a passphrase.",
            with_next_start=True,
        ),
        _setting(
            "fingerprint",
            Rule("up to four characters", _fingerprint),
            "The last four characters of the key; written by `login`.",
            with_next_start=True,
        ),
        _setting(
            "archive",
            SWITCH,
            "Whether calls are kept on this machine's disk.",
            with_next_start=True,
        ),
        _setting(
            "archive_days",
            within(1, 3_650),
            "For how many days calls are kept.",
            with_next_start=True,
        ),
        _setting(
            "archive_size_mb",
            within(10, 1_000_000),
            "In how many megabytes; when they are full the earliest calls leave.",
            with_next_start=True,
        ),
        _setting(
            "slowness",
            one_of(*SLOWNESS),
            "By what a call is slow: what people feel, or what systems in service are held to.",
            with_next_start=True,
        ),
        _setting(
            "slow_felt_ms",
            within(*SLOW_MS),
            "From how many milliseconds on people feel a call to be slow.",
            with_next_start=True,
        ),
        _setting(
            "slow_field_ms",
            within(*SLOW_MS),
            "The same as systems in service are held to.",
            with_next_start=True,
        ),
        _setting(
            "views",
            Rule('a table such as { 1 = { name = "Failed", filter = "status:failed" } }', views_of),
            "The saved views of calls, by their digits.",
        ),
    )
}
"""The settings of a table `[profiles.NAME]`, by their names."""
