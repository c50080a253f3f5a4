"""Somebody at the keys of a console, and everything that goes wrong meanwhile; by a seed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from random import Random

_ESCAPE, _ENTER, _CTRL_P, _CTRL_R = "\x1b[27u", "\r", "\x10", "\x12"

BACK = (_ESCAPE, "D", "y", _ESCAPE)
"""Leaves whatever is in front; what was typed there is discarded when that is asked."""

HOME = (*BACK, _CTRL_R, *":calls", _ENTER)
"""From anywhere to the board, which asks anew, also after its key was rejected."""

_COMMANDS = (
    *("calls", "history", "triage", "figures", "agents", "prompts", "numbers", "credentials"),
    *("setup", "history failed", "calls !status:failed", "journal"),
)
_GESTURES = (
    *((*f":{command}", _ENTER) for command in _COMMANDS),
    *(tuple(keys) for keys in ("j", "jj", "k", "G", " ", "i", "[", "]", "]]", "f", "e", "\t", "?")),
    *((*keys, _ENTER) for keys in ("", "j", "o", "/anna")),
    *((_CTRL_P,), (_CTRL_R,), (_CTRL_R,)),
    *((*HOME, *keys) for keys in ("ry", "jry")),
)
"""What is pressed one after the other; none of it leaves, or asks for a file. The last redial."""

_FAULTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("latency", {"ms": 3_000}),
    ("latency", {"ms": 12_000}),
    ("status", {"status": 500}),
    ("status", {"status": 503, "retry_after": "3"}),
    ("status", {"status": 429, "retry_after": "7"}),
    ("status", {"status": 403, "path": "/v1/agents*"}),
    ("status", {"status": 401}),
    ("drop", {}),
    ("lost", {"method": "POST"}),
    ("truncate", {}),
    ("html", {}),
    ("malformed", {}),
    ("empty", {}),
    ("no_items", {}),
    ("hostile", {"method": "GET"}),
)
"""The sandbox's: see `console.sandbox.faults.fault`."""


def gesture(rng: Random) -> tuple[str, ...]:
    """A few keys, from wherever the last ones have led."""
    return (*(BACK if rng.random() < 0.6 else ()), *rng.choice(_GESTURES))


def fault(rng: Random) -> tuple[str, dict[str, Any]]:
    """What goes wrong next: its kind and settings."""
    kind, settings = rng.choice(_FAULTS)
    return kind, {"seconds": rng.uniform(1, 20), **settings}
