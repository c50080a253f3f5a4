"""The transcript: speakers beside what they said, tools folded into a line, slow answers marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from console.insight.conversation import Said, Used, conversation_of, speaker
from console.insight.endings import ending_words, never_answered
from console.insight.highlights import places
from console.insight.latency import slowest
from console.insight.spans import ago, took
from console.insight.state import Artefacts, Kind, artefacts_of, ended_at, state_of
from console.tui.widgets.live_table.columns import Cell, Tone
from console.tui.widgets.live_table.drawing import fit
from console.tui.widgets.prose import wrap
from console.tui.widgets.reader import Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from console.api.records.call import Call
    from console.insight.filters import Filter
    from console.tui.glyphs import Glyphs
    from console.tui.widgets.reader import Line

_WIDEST_LABEL = 10
_WIDEST_LABEL_IN_ROOM = 16
_LABEL_BESIDE_FROM = 40
_ROOM_FROM = 60
_TIMES_FROM = 56
_TIME_ROOM = 10


def absence(call: Call, now: datetime, *, doubtful: bool = False) -> str | None:
    """Why there is no transcript and what becomes of it; None when it is here.

    Args:
        call: the call.
        now: the current moment.
        doubtful: whether the platform does not show the call any more, or not yet.
    """
    artefacts = artefacts_of(call, now)
    if artefacts is Artefacts.HERE:
        return None
    if doubtful:
        return "There is no transcript as long as the platform does not show the call."
    if artefacts is Artefacts.NONE:
        return _never_connected(call)
    if artefacts is Artefacts.NONE_YET and state_of(call, now).kind is Kind.SCHEDULED:
        return "The call has not begun. Its transcript comes when it has ended."
    ended = ended_at(call)
    since = f"{ago((now - ended).total_seconds())} ago" if ended else "some time ago"
    return _ABSENCES[artefacts].format(since=since, id=call.id)


_ABSENCES = {
    Artefacts.NONE_YET: (
        "The transcript comes when the call has ended; about 3 s later it stands here."
    ),
    Artefacts.PENDING: (
        "The transcript is pending: the platform is writing it. The console looks again by "
        "itself, and it will stand here."
    ),
    Artefacts.LATE: (
        "The transcript is late: the call ended {since}, and it should have come after 3 s. The "
        "console looks again each minute until 30 min have passed."
    ),
    Artefacts.MISSING: (
        "The transcript is missing: the call ended {since} and none has come. Refresh to look "
        "once more; if it stays away, ask the platform about call {id}. The recording, if there "
        "is one, stands under Details."
    ),
}


def _never_connected(call: Call) -> str:
    """Nobody's fault in a sentence; of what went wrong what the platform says itself."""
    if unanswered := never_answered(call):
        return f"{unanswered}, so there is no transcript."
    reason = ending_words(call) or "the platform does not say why"
    words = f"The call was not connected ({reason}), so there is no transcript."
    own = call.analysis.summary or call.ai_summary
    return f"{own}\n\n{words}" if own else words


def transcript_page(
    call: Call,
    absent: str | None,
    unfolded: Callable[[str], bool],
    glyphs: Glyphs,
    width: int,
) -> list[Paragraph]:
    """The transcript laid out, one paragraph for each thing said and each tool used.

    Args:
        call: the call.
        absent: what `absence` says instead.
        unfolded: whether the tool in the paragraph of this key is shown whole.
        glyphs: the signs to draw with.
        width: in terminal cells.
    """
    if absent:
        return [Paragraph("absent", _plain(absent, width, Tone.DIM))]
    items = conversation_of(call)
    if not items:
        text = call.transcript or ""
        return [
            Paragraph(f"text {number}", _plain(part, width, Tone.PLAIN))
            for number, part in enumerate(text.split("\n"))
        ]
    worst = slowest(item.turn for item in items if isinstance(item, Said) and item.turn)
    layout = _Layout(call, items, glyphs, width)
    paragraphs: list[Paragraph] = []
    for item in items:
        key = f"message {item.index}"
        if isinstance(item, Used):
            lines = layout.used(item, whole=unfolded(key))
        else:
            lines = layout.said(item, worst=item.turn is not None and item.turn is worst)
        paragraphs.append(Paragraph(key, lines))
    return paragraphs


def tools_with(call: Call, wanted: Filter) -> frozenset[str]:
    """The paragraphs of those tools in whose use there is something that a filter looks for."""
    uses = [item for item in conversation_of(call) if isinstance(item, Used)]
    texts = {
        f"message {use.index}": "\n".join(
            (*(f"{name}: {text}" for name, text in use.arguments), use.result or "")
        )
        for use in uses
    }
    return frozenset(key for key, text in texts.items() if places(text, wanted))


class _Layout:
    """The columns of one transcript: label, text, time."""

    def __init__(
        self, call: Call, items: tuple[Said | Used, ...], glyphs: Glyphs, width: int
    ) -> None:
        roles = {item.role for item in items if isinstance(item, Said)}
        self._labels = {role: speaker(role, call).upper() for role in roles}
        self._glyphs = glyphs
        widest = max((cell_len(label) for label in self._labels.values()), default=0)
        self._beside = width >= _LABEL_BESIDE_FROM
        most = _WIDEST_LABEL_IN_ROOM if width >= _ROOM_FROM else _WIDEST_LABEL
        self._indent = min(widest, most) + 2 if self._beside else 2
        timed = any(isinstance(item, Said) and item.turn for item in items)
        self._time_room = _TIME_ROOM if timed and width >= _TIMES_FROM else 0
        self._room = max(8, width - self._indent - self._time_room)

    def said(self, item: Said, *, worst: bool) -> tuple[Line, ...]:
        tone = Tone.ACCENT if item.role == "agent" else Tone.STRONG
        label = Cell(self._labels[item.role], tone)
        text = [Cell(line) for line in wrap(item.text, self._room)]
        time = self._time(item, worst=worst)
        if not self._beside:
            head: Line = (label, *([Cell("  "), *time] if time else ()))
            return (head, *((Cell("  "), line) for line in text), ())
        first = (*self._column(label), *fit(text[0], self._room, right=False), *time)
        rest = ((Cell(" " * self._indent), line) for line in text[1:])
        return (first, *rest, ())

    def used(self, item: Used, *, whole: bool) -> tuple[Line, ...]:
        fold = self._glyphs.unfolded if whole else self._glyphs.folded
        arguments = ", ".join(f"{name}={text}" if name else text for name, text in item.arguments)
        head = [
            Cell(f"{self._glyphs.tool} ", Tone.DIM),
            Cell(item.name),
            Cell("" if whole else f"({arguments})", Tone.DIM),
        ]
        end = (*self._end(item), Cell(f" {fold}", Tone.DIM))
        room = self._room - sum(cell_len(cell.text) for cell in end)
        shown = _cut(head, room, self._glyphs.ellipsis)
        first: Line = (Cell(" " * self._indent), *shown, *end)
        return (first, *(self._inside(item) if whole else ()), ())

    def _inside(self, item: Used) -> list[Line]:
        tone = Tone.ALARM if item.failed else Tone.PLAIN
        parts = [(f"{name}: {text}" if name else text, Tone.DIM) for name, text in item.arguments]
        parts += [(item.result, tone)] if item.result else []
        indent = Cell(" " * (self._indent + 2))
        return [
            (indent, Cell(line, tone))
            for text, tone in parts
            for line in wrap(text, self._room - 2)
        ]

    def _end(self, item: Used) -> tuple[Cell, ...]:
        if item.result is None:
            return (Cell(f" {self._glyphs.unknown} no result", Tone.WARN),)
        if item.failed:
            return (Cell(f" {self._glyphs.failed} error", Tone.ALARM),)
        return (Cell(f" {self._glyphs.completed}", Tone.GOOD),)

    def _column(self, label: Cell) -> tuple[Cell, ...]:
        cut = fit(label, self._indent - 2, right=False, ellipsis=self._glyphs.ellipsis)
        return (*cut, Cell("  "))

    def _time(self, item: Said, *, worst: bool) -> tuple[Cell, ...]:
        if item.turn is None:
            return ()
        mark = f"{self._glyphs.warning} " if worst else "  "
        text = mark + took(item.turn.total_ms)
        tone = Tone.WARN if worst else Tone.DIM
        return tuple(fit(Cell(text, tone), self._time_room, right=True)) if self._time_room else ()


def _cut(cells: list[Cell], room: int, ellipsis: str) -> list[Cell]:
    """The cells, shortened to the room when they are longer."""
    taken = sum(cell_len(cell.text) for cell in cells)
    return fit(tuple(cells), room, right=False, ellipsis=ellipsis) if taken > room else cells


def _plain(text: str, width: int, tone: Tone) -> tuple[Line, ...]:
    return tuple((Cell(line, tone),) for line in wrap(text, width))
