"""What a save changes and whom it touches, as its dialog tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from console.actions.forms.labels import label
from console.actions.saving.text_history import TEXTS
from console.api.fields import members
from console.insight.difference import changed_fields
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from console.actions.saving.plan import Kind, SavePlan
    from console.actions.saving.reach import Reach

_LONGEST_NAME = 40
_FEW = 3


def name_of(raw: Mapping[str, Any]) -> str:
    """What people call a record."""
    return clean(raw.get("name") or raw["id"], limit=_LONGEST_NAME)


def names_of(raws: Sequence[Mapping[str, Any]]) -> str:
    """Records by name, in quotation marks; of many the first and how many others."""
    first, *others = (f"“{name_of(raw)}”" for raw in raws)
    return listed([first, *others]) if len(others) < _FEW else f"{first} and {len(others)} others"


def listed(words: Sequence[str]) -> str:
    """One or more things as people list them: "a, b and c"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def sentence(words: str) -> str:
    """Words from elsewhere, with a full stop, so that a sentence can follow them."""
    return words if words.endswith((".", "!", "?")) else f"{words}."


def reach_words(plans: Sequence[SavePlan]) -> str:
    """Whom it touches: "3 agents, 5 numbers; 12 live calls keep the old text"."""
    reaches = [plan.reach for plan in plans]
    agents = _distinct(reaches, "agents")
    numbers = _distinct(reaches, "numbers")
    calls = _distinct(reaches, "live_calls")
    touched = [
        _count(count, word) for count, word in ((agents, "agent"), (numbers, "number")) if count
    ]
    words = ", ".join(touched) or "no agent uses it"
    if calls:
        texts = any(field in TEXTS[plan.kind] for plan in plans for field in plan.changed)
        keep = "keeps" if calls == 1 else "keep"
        words += f"; {_count(calls, 'live call')} {keep} the old {'text' if texts else 'settings'}"
    if all(reach.complete for reach in reaches):
        return words
    return (
        f"{words}; not everything is read yet"
        if touched or calls
        else "not known yet whom it touches"
    )


def _distinct(reaches: Sequence[Reach], what: str) -> int:
    return len({each.id for reach in reaches for each in getattr(reach, what)})


def _count(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def changed_meanwhile(kind: Kind, opened: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """The fields that somebody else has changed, in words; not the platform's own stamps."""
    return [
        words
        for field in changed_fields(opened, now)
        if not field.endswith("_at") and not field.startswith("effective_")
        for words in _changed_in(kind, field, opened.get(field), now.get(field))
    ]


def _changed_in(kind: Kind, field: str, before: Any, after: Any) -> list[str]:
    """A field, or of an object those of its keys that were changed."""
    if not members(before) or not members(after):
        return [label(kind, field)]
    return [label(kind, field, key) for key in changed_fields(members(before), members(after))]


def emptied(plans: Sequence[SavePlan]) -> list[str]:
    """The texts that the save would leave empty, in words."""
    return [
        label(plan.kind, field)
        for plan in plans
        for field, new in plan.changed.items()
        if field in TEXTS[plan.kind] and plan.now.get(field) and not (new or "").strip()
    ]
