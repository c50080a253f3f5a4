"""The question before a call is started: it lists what is sent, and warns of what stands out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from textual.content import Content

from console.insight.phone import display
from console.text import clean
from console.tui.dialogs.confirm import Confirm

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from console.actions.calls import PhoneCallDraft, WebCallDraft

_LONGEST_VALUE = 200
_BEGINNING = 18


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked before a call is started."""

    question: str
    yes: str
    named: tuple[Content, ...]
    consequence: str

    def dialog(self) -> Confirm:
        """The dialog that asks it."""
        return Confirm(self.question, yes=self.yes, named=self.named, consequence=self.consequence)


def phone_question(
    draft: PhoneCallDraft,
    agent: str,
    when: str,
    *,
    empty: Sequence[str] = (),
    busy: str = "",
    trial: str = "",
) -> Question:
    """Ask before dialling.

    Args:
        draft: what is sent.
        agent: the agent's name.
        when: the moment of a scheduled call in words; empty for now.
        empty: the variables that were left empty.
        busy: what that number is doing right now, as far as it is on the line.
        trial: what unsaved text it is made with; empty without any.
    """
    number = display(draft.to_number)
    lines = [_line("agent", agent), _line("from", display(draft.from_number)), _line("to", number)]
    if when:
        lines.append(_line("when", when))
    return Question(
        question=f"Call {number} {when}?" if when else f"Dial {number}?",
        yes="Schedule" if when else f"Dial {number}",
        named=(*_warnings(empty, busy), *lines, *_with(trial), *_given(draft)),
        consequence=_consequence("A real phone rings and the call is billed.", trial),
    )


def web_question(
    draft: WebCallDraft, agent: str, *, empty: Sequence[str] = (), trial: str = ""
) -> Question:
    """Ask before opening a web call; the arguments are those of `phone_question`."""
    return Question(
        question=f"Start a web call with {agent}?",
        yes="Start",
        named=(*_warnings(empty), _line("agent", agent), *_with(trial), *_given(draft)),
        consequence=_consequence("It is billed while it is open.", trial),
    )


def _warnings(empty: Sequence[str], busy: str = "") -> Iterator[Content]:
    if busy:
        yield Content.assemble(("▲ ", "$warning"), f"On the line right now: {busy}")
    if empty:
        are = "1 variable is" if len(empty) == 1 else f"{len(empty)} variables are"
        yield Content.assemble(("▲ ", "$warning"), f"{are} empty: {', '.join(empty)}")


def _consequence(words: str, trial: str) -> str:
    return f"{words} Nothing is saved." if trial else words


def _with(trial: str) -> Iterator[Content]:
    if trial:
        yield Content.assemble((f"{'with':<11}", "$muted"), (trial, "bold"))


def _given(draft: PhoneCallDraft | WebCallDraft) -> Iterator[Content]:
    for label, values in (
        ("variables", draft.variables),
        ("overrides", _flat(draft.overrides)),
        ("metadata", draft.metadata),
    ):
        for index, (name, value) in enumerate(values.items()):
            yield _line(label if index == 0 else "", f"{clean(name)}={_short(value)}")


def _flat(overrides: Mapping[str, Any]) -> dict[str, Any]:
    """Overrides by their paths: "llm.model"."""
    flat: dict[str, Any] = {}
    for name, value in overrides.items():
        if isinstance(value, dict):
            inner = cast("dict[str, Any]", value)
            flat |= {f"{name}.{key}": each for key, each in inner.items()}
        else:
            flat[name] = value
    return flat


def _short(value: object) -> str:
    """A value as it is; of a long text its beginning and its length."""
    if isinstance(value, str) and len(value) > _LONGEST_VALUE:
        return f"{clean(value, limit=_BEGINNING)} ({len(value):,} characters)"
    return clean(value, limit=_LONGEST_VALUE)


def _line(label: str, value: str) -> Content:
    return Content.assemble((f"{label:<11}", "$muted"), value)
