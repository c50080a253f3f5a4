"""Why a call failed, on top of what else there is to read of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.tui.widgets.inspector.fields import section

if TYPE_CHECKING:
    from console.insight.reasons import Reason
    from console.tui.widgets.reader import Page, Paragraph

_UNKNOWN = "The catalogue of failures does not know this reason; the triage tells how to add it."


def failure_words(failure: Reason) -> str:
    """The reason in a few words, with the code by which it was recognised."""
    return f"{failure.words} ({failure.code})" if failure.code else failure.words


def with_failure(failure: Reason | None, page: Page) -> Page:
    """A page below what made the call fail."""
    if failure is None:
        return page

    def whole(width: int) -> list[Paragraph]:
        fields = _fields(failure)
        return [*section("WHY IT FAILED", fields, width), *page(width)]

    return whole


def _fields(failure: Reason) -> list[tuple[str, str]]:
    row = failure.row
    found = f", found in {failure.place}" if failure.place else ""
    reason = ("reason", f"{failure_words(failure)}{found}")
    if row is None:
        return [reason, ("means", _UNKNOWN)]
    return [
        reason,
        ("means", row.means),
        ("do next", row.next),
        ("again", row.advice),
        ("fault", row.fault.words),
    ]
