"""Saved views: a filter and an order of calls under a digit, as the settings have them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from console.accounts.errors import AccountError
from console.text import clean

DIGITS = range(1, 10)
"""What a view can be saved under."""
_KEYS = ("name", "filter", "sort")


@dataclass(frozen=True, slots=True)
class View:
    """A way to look at calls.

    Attributes:
        digit: what it is called by, one of `DIGITS`.
        name: what a person calls it.
        filter: the filter as it is typed.
        sort: a column, and `desc` where it is turned round; empty for the list's own order.
    """

    digit: int
    name: str
    filter: str
    sort: str = ""


def views_of(value: Any) -> tuple[View, ...]:
    """The views of a profile, as its table in the settings has them.

    Raises:
        AccountError: it is no table of views.
    """
    if not isinstance(value, dict):
        raise AccountError("must be a table of views.")
    views = [_view(key, each) for key, each in cast("dict[str, Any]", value).items()]
    return tuple(sorted(views, key=lambda view: view.digit))


def as_table(view: View) -> dict[str, str]:
    """A view as it is written into the settings, without its digit."""
    return {key: text for key in _KEYS if (text := getattr(view, key))}


def _view(key: str, value: Any) -> View:
    shown = clean(key, limit=20)
    if key not in {str(digit) for digit in DIGITS}:
        raise AccountError(f"“{shown}” is no digit that a view can have: 1 to 9.")
    fields = cast("dict[str, Any]", value) if isinstance(value, dict) else {}
    if not fields or not all(
        name in _KEYS and isinstance(text, str) for name, text in fields.items()
    ):
        raise AccountError(f'{shown} must be like {{ name = "Failed", filter = "status:failed" }}.')
    texts = {name: clean(fields.get(name, "")) for name in _KEYS}
    return View(int(key), texts["name"] or f"View {key}", texts["filter"], texts["sort"])
