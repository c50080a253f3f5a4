"""A whole phone number at a glance, for the pane beside the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.actions.forms.drafting import moment_words
from console.actions.saving.reach import answering, fallback
from console.api.fields import maybe, read_line
from console.insight.phone import country_of
from console.tui.screens.numbers.view import carrier, is_active, shown, trunk_address
from console.tui.widgets.inspector.fields import section
from console.tui.widgets.live_table.columns import Cell, Tone
from console.tui.widgets.prose import wrap
from console.tui.widgets.reader import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, tzinfo

    from console.api.records.number import PhoneNumber
    from console.tui.glyphs import Glyphs
    from console.tui.screens.numbers.view import NumbersView
    from console.tui.widgets.reader import Line

_COLUMN = 14
"""Terminal cells of the names of fields."""
_NOTHING = "Put the cursor on a number to see it whole here."


def glance_page(
    number: PhoneNumber,
    view: NumbersView,
    width: int,
    *,
    glyphs: Glyphs,
    now: datetime,
    zone: tzinfo,
) -> list[Paragraph]:
    """The number laid out for a width."""
    return [
        Paragraph("number", (*_heading(number, glyphs, width), ())),
        *_warnings(number, view, glyphs, width),
        *section("INBOUND CALLS", _routing(number, view), width, _COLUMN),
        *facts_page(number, view, width, glyphs=glyphs, now=now, zone=zone),
    ]


def facts_page(
    number: PhoneNumber,
    view: NumbersView,
    width: int,
    *,
    glyphs: Glyphs,
    now: datetime,
    zone: tzinfo,
) -> list[Paragraph]:
    """What cannot be edited of the number: its day, its carrier, its record."""
    return [
        *section("LAST 24 HOURS", _day(number, view, glyphs), width, _COLUMN),
        *section("CARRIER", _carried(number, view, glyphs), width, _COLUMN),
        *section("RECORD", _record(number, now, zone), width, _COLUMN),
    ]


def nothing_page(width: int) -> list[Paragraph]:
    """What is shown without a number."""
    return [Paragraph("nothing", tuple((Cell(text, Tone.DIM),) for text in wrap(_NOTHING, width)))]


def _heading(number: PhoneNumber, glyphs: Glyphs, width: int) -> Iterator[Line]:
    yield (Cell(shown(number), Tone.STRONG),)
    about = filter(None, (number.friendly_name, country_of(number.phone_number or "")))
    yield from ((Cell(line, Tone.DIM),) for line in wrap(f" {glyphs.dot} ".join(about), width))


def _warnings(
    number: PhoneNumber, view: NumbersView, glyphs: Glyphs, width: int
) -> Iterator[Paragraph]:
    """What is wrong with it, above everything else."""
    agent_id, fallback_id = answering(number), fallback(number)
    sentences: list[str] = []
    if agent_id is None:
        sentences.append("No agent: nobody answers its inbound calls. t gives it one.")
    elif view.is_lost(agent_id):
        sentences.append("Its agent is not there any more: nobody answers. t gives it another.")
    if not is_active(number):
        sentences.append(f"The platform says that it is {number.status}.")
    if view.is_lost(fallback_id):
        sentences.append("Its fallback is not there any more. enter chooses another.")
    lines = [
        (Cell(f"{glyphs.warning} " if first else "  ", Tone.WARN), Cell(line, Tone.WARN))
        for sentence in sentences
        for first, line in _first_of(wrap(sentence, width - 2))
    ]
    if lines:
        yield Paragraph("warnings", (*lines, ()))


def _first_of(lines: list[str]) -> Iterator[tuple[bool, str]]:
    return ((at == 0, line) for at, line in enumerate(lines))


def _routing(number: PhoneNumber, view: NumbersView) -> list[tuple[str, str]]:
    agent_id, own = answering(number), number.agent_id
    voicemail = maybe(read_line, number.inbound_routing.get("voicemail_message"))
    fields = [
        ("answered by", view.agent_name(agent_id)),
        ("fallback", view.agent_name(fallback(number))),
        ("voicemail", voicemail or "no message"),
    ]
    if own and own != agent_id:
        fields.append(("assigned to", f"{view.agent_name(own)}, but its routing says otherwise"))
    return fields


def _day(number: PhoneNumber, view: NumbersView, glyphs: Glyphs) -> list[tuple[str, str]]:
    figures = view.figures(number)
    today = f", {figures.today:,} today" if figures.today else ""
    rate = f", {figures.rate:.1%}" if figures.failed and figures.rate is not None else ""
    last = view.last_call(number)
    return [
        ("calls", f"{figures.calls:,}{today}"),
        ("failed", f"{figures.failed:,} of {figures.ended:,} ended{rate}"),
        ("last call", last or glyphs.ellipsis),
    ]


def _carried(number: PhoneNumber, view: NumbersView, glyphs: Glyphs) -> list[tuple[str, str]]:
    credential = view.credential(number)
    fields = [
        ("carrier", carrier(number) or glyphs.ended),
        ("status", number.status or glyphs.ended),
        ("credential", (credential and credential.name) or ""),
        ("trunk address", trunk_address(number) or ""),
        ("inbound trunk", number.inbound_trunk_id or ""),
        ("outbound trunk", number.outbound_trunk_id or ""),
        ("dispatch rule", number.dispatch_rule_id or ""),
    ]
    return [field for field in fields if field[1]]


def _record(number: PhoneNumber, now: datetime, zone: tzinfo) -> list[tuple[str, str]]:
    fields = [("id", number.id)]
    if number.created_at:
        fields.append(("registered", moment_words(number.created_at, now, zone)))
    if number.updated_at and number.updated_at != number.created_at:
        fields.append(("changed", moment_words(number.updated_at, now, zone)))
    return fields
