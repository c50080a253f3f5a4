"""The questions before numbers are changed: what is now and what will be, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from console.actions.forms.field_entry import in_words
from console.actions.forms.number_form import AGENT, FALLBACK
from console.actions.saving.reach import answering, counted, named
from console.text import clean
from console.tui.dialogs.confirm import Confirm
from console.tui.screens.numbers.view import shown
from console.tui.widgets.prose import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from console.actions.forms.field_spec import FieldSpec
    from console.actions.forms.number_form import NumberForm
    from console.api.records.number import PhoneNumber
    from console.tui.screens.numbers.view import NumbersView

_WIDTH = 68
"""Terminal cells of a line of a question."""
_LABEL = 11
_ARROW = "  →  "
_AIR = "  "
_AGENTS = frozenset({AGENT, FALLBACK})


def assign_question(numbers: Sequence[PhoneNumber], agent_id: str, view: NumbersView) -> Confirm:
    """Each number with who answers it now and who will; no agent for nobody."""
    name = view.agent_name(agent_id)
    one = len(numbers) == 1
    what = shown(numbers[0]) if one else counted(len(numbers), "number")
    doing = f"Give {what} to {name}" if agent_id else f"Take {what} from its agent"
    if not agent_id and not one:
        doing = f"Take {what} from their agents"
    calls = f"come to {name}" if agent_id else "are answered by nobody"
    return Confirm(
        f"{doing}?",
        yes="Give" if agent_id else "Take",
        named=list(_from_to(numbers, agent_id, view)),
        consequence=f"Inbound calls {calls} from then on; those that live go on.",
        danger=not agent_id,
    )


def _from_to(numbers: Sequence[PhoneNumber], agent_id: str, view: NumbersView) -> Iterator[Content]:
    """Number, who answers now, who will: in columns; where they are too wide, names are cut."""
    then = view.agent_name(agent_id)
    before = [answering(number) or "" for number in numbers]
    names = [view.agent_name(each) for each in before]
    first = max(cell_len(shown(number)) for number in numbers)
    room = _WIDTH - first - len(_AIR) - len(_ARROW)
    last = min(cell_len(then), room // 2)
    changing = [cell_len(name) for name, was in zip(names, before, strict=True) if was != agent_id]
    middle = min(max(changing, default=0), room - last)
    style = "bold" if agent_id else "bold $warning"
    for number, was, name in zip(numbers, before, names, strict=True):
        start = _fit(Content.styled(shown(number), "bold"), first) + _AIR
        if was == agent_id:
            yield Content.assemble(start, name, ("  already", "$muted"))
        else:
            will = _fit(Content.styled(then, style), room - middle).rstrip()
            yield Content.assemble(start, _fit(Content(name), middle), (_ARROW, "$muted"), will)


def _fit(words: Content, cells: int) -> Content:
    return words.truncate(cells, ellipsis=True, pad=True)


def save_question(form: NumberForm, view: NumbersView) -> Confirm:
    """What is now and what will be, field by field."""
    lines = [
        _change(
            spec.label,
            _words(spec, form.value_before(spec), view),
            _words(spec, form.entry(spec) or None, view),
        )
        for spec in form.changed
    ]
    routes = any(spec in _AGENTS for spec in form.changed)
    return Confirm(
        f"Save {named(form.number)}?",
        yes="Save",
        named=lines,
        consequence="Calls that begin from then on go by it; those that live go on."
        if routes
        else "",
    )


def _words(spec: FieldSpec, value: object, view: NumbersView) -> str:
    """A field's value, whole."""
    if spec in _AGENTS:
        return view.agent_name(value if isinstance(value, str) else None)
    return clean(value, lines=True) if isinstance(value, str) and value else in_words(spec, value)


def _change(label: str, before: str, after: str) -> Content:
    """A field on one line; where there is no room for that, each text on lines of its own."""
    start = (f"{label:<{_LABEL}}", "$muted")
    texts = (before, after)
    if sum(map(cell_len, texts)) + _LABEL + len(_ARROW) <= _WIDTH and "\n" not in before + after:
        return Content.assemble(start, before, (_ARROW, "$muted"), (after, "bold"))
    indent = f"\n{' ' * _LABEL}"
    was, will = (indent.join(wrap(text, _WIDTH - _LABEL)) for text in texts)
    arrow = f"\n{'→':>{_LABEL - 2}}{_AIR}"
    return Content.assemble(start, was, (arrow, "$muted"), (will, "bold"))
