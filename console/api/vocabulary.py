"""The API's words for a call's state.

They are an open set and not always spelled alike, so they are compared in a normal form and
shown as they came (the API notes, Calls).
"""

from __future__ import annotations

LIVE_DOCUMENTED = ("queued", "initiated", "in_progress")
"""The documented statuses of a call that has not ended, as they are asked for."""

TERMINAL = frozenset({"completed", "failed", "no_answer", "busy", "canceled"})
"""Every status, in its normal form, after which a call never changes its state."""

_TALKING = "in_progress"
_SPELLINGS = {"cancelled": "canceled"}
_SEPARATORS = str.maketrans("- ", "__")


def normal(word: str | None) -> str:
    """Lower case, with underscores, one spelling: `"No-Answer"` becomes `"no_answer"`.

    For statuses, outcomes, end reasons and providers. Nothing becomes the empty string.
    """
    plain = (word or "").strip().lower().translate(_SEPARATORS)
    return _SPELLINGS.get(plain, plain)


def is_terminal(status: str | None) -> bool:
    """Whether a call with this status has ended. Unknown words and none count as live."""
    return normal(status) in TERMINAL


def is_talking(status: str | None) -> bool:
    """Whether the call is connected."""
    return normal(status) == _TALKING


def is_waiting(status: str | None) -> bool:
    """Whether the call is live and not yet answered."""
    return not is_terminal(status) and not is_talking(status)
