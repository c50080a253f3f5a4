"""How the steps of the set-up read: as rows, and one at a time in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from console.actions.setting_up import Stand, Step, StepState
from console.tui.widgets.live_table.columns import Cell, Column, Flexible, Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from console.tui.glyphs import Glyphs

_NUMBERS = {Step.CREDENTIAL: "1", Step.NUMBER: "2", Step.CALL: "3", Step.RESULTS: "4"}
"""As the platform's guide counts them; it takes the agent for granted."""

_TONES = {
    Stand.UNREAD: Tone.DIM,
    Stand.MISSING: Tone.DIM,
    Stand.NEEDLESS: Tone.DIM,
    Stand.UNDER_WAY: Tone.ACCENT,
    Stand.FAILED: Tone.WARN,
    Stand.DONE: Tone.GOOD,
}
_DOES = {
    Step.CREDENTIAL: "adds one",
    Step.AGENT: "creates one",
    Step.NUMBER: "registers one",
    Step.CALL: "calls somebody",
}
_ABOUT = {
    Step.CREDENTIAL: (
        "Phone calls go through your own account with a carrier: Twilio or Telnyx. The platform "
        "keeps its key and never shows it again. A number on a SIP trunk needs no credential."
    ),
    Step.AGENT: (
        "Speaks on the calls. A name is enough: the platform gives it a voice and a model with a "
        "general prompt, and all of it can be changed afterwards."
    ),
    Step.NUMBER: (
        "Where calls come from, and whom people reach who call it: a number of yours by its "
        "credential or SIP trunk. A number that you do not have yet can be searched and bought."
    ),
    Step.CALL: (
        "A real phone rings. Before that a question names the number, and nothing is dialled "
        "twice. Whoever calls your number reaches its agent without this step."
    ),
    Step.RESULTS: (
        "Transcript, outcome and summary: they are written when the call has ended, and come to "
        "stand here by themselves."
    ),
}


def columns(
    glyphs: Glyphs, trouble: Callable[[Step], str], *, read_only: bool
) -> tuple[Column[StepState], ...]:
    """The columns of the list of steps.

    Args:
        glyphs: the terminal's signs.
        trouble: why what a step needs to know could not be read; empty when nothing is wrong.
        read_only: whether nothing can be done but look.
    """
    signs = {
        Stand.UNREAD: glyphs.ellipsis,
        Stand.MISSING: glyphs.queued,
        Stand.NEEDLESS: glyphs.ended,
        Stand.UNDER_WAY: glyphs.talking,
        Stand.FAILED: glyphs.warning,
        Stand.DONE: glyphs.completed,
    }

    def step(state: StepState) -> tuple[Cell, Cell]:
        waits = state.step is Step.RESULTS and state.stand is Stand.UNDER_WAY
        sign = glyphs.waiting if waits else signs[state.stand]
        tone = Tone.DIM if state.stand in {Stand.UNREAD, Stand.NEEDLESS} else Tone.PLAIN
        return Cell(f"{sign} ", _TONES[state.stand]), Cell(state.step.value.capitalize(), tone)

    def there(state: StepState) -> Cell:
        if state.stand is Stand.UNREAD:
            words = trouble(state.step)
            return Cell(words, Tone.WARN) if words else Cell("asking" + glyphs.ellipsis, Tone.DIM)
        return Cell(state.words, Tone.DIM if state.stand is Stand.MISSING else Tone.PLAIN)

    def key(state: StepState) -> tuple[Cell, Cell] | Cell:
        does = _does(state, read_only=read_only)
        wanted = state.stand in {Stand.MISSING, Stand.FAILED}
        tone = Tone.ACCENT if wanted else Tone.DIM
        return (Cell("enter", tone), Cell(f" {does}", Tone.DIM)) if does else Cell()

    return (
        Column("number", "", lambda state: Cell(_NUMBERS.get(state.step, ""), Tone.DIM), 1),
        Column("step", "STEP", step, 12, importance=9),
        Column("there", "WHAT IS THERE", there, Flexible(20), importance=8, ticks=True),
        Column("key", "", key, 20, importance=7),
    )


def about(state: StepState, *, read_only: bool, buying: str) -> Content:
    """A step in sentences, with the keys that do it; `buying` is that of buying a number."""
    does = _does(state, read_only=read_only)
    parts: list[str | tuple[str, str]] = [(_ABOUT[state.step], "$muted")]
    if read_only and state.step is not Step.RESULTS:
        parts += ["\n\n", "This profile is read-only: nothing can be added from here."]
    elif does:
        parts += ["\n\n", ("enter", "bold $accent"), f" {does}"]
        if state.step is Step.NUMBER:
            parts += ["   ", (buying, "bold $accent"), " buys one"]
    return Content.assemble(*parts)


def number_of(step: Step) -> str:
    """A step by its number and name: "2 number"; the agent has only a name."""
    return f"{_NUMBERS.get(step, '')} {step.value}".strip()


def _does(state: StepState, *, read_only: bool) -> str:
    """What enter does at a step, as the rest of the sentence; empty when nothing."""
    if state.step is Step.RESULTS:
        return "" if state.stand in {Stand.MISSING, Stand.UNREAD} else "goes to them"
    return "" if read_only else _DOES[state.step]
