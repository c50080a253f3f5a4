"""Records of the API as programs get them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from console.api.records.base import Reading

_HIDDEN = "••••"
_SECRETS = frozenset({"api_key", "auth_password", "password", "secret"})
_ALL = 10_000_000
"""More characters than any record has: nothing is cut."""


def data_of(record: Reading) -> dict[str, Any]:
    """The record as it came; of a secret, should the server show one, only that it is there."""
    return _without_secrets(record.raw)


def words(value: object) -> str:
    """Prose of the API, whole, cleaned, with its line breaks."""
    return clean(value, lines=True, limit=_ALL)


def line(value: object) -> str:
    """A text of the API, whole, cleaned, on one line."""
    return clean(value, limit=_ALL)


def _without_secrets(held: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _HIDDEN if name in _SECRETS and value else _without(value)
        for name, value in held.items()
    }


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return _without_secrets(cast("dict[str, Any]", value))
    if isinstance(value, list):
        return [_without(each) for each in cast("list[Any]", value)]
    return value
