"""A call's times: how it was connected, its stages in figures, and each turn as a bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.api.vocabulary import is_terminal
from console.insight.latency import FEWEST_FOR_P95, percentile, slowest, stage_group, turns_of
from console.insight.spans import took
from console.tui.glyphs import ASCII
from console.tui.widgets.live_table.columns import Cell, Tone
from console.tui.widgets.prose import flow, wrap
from console.tui.widgets.reader import Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.api.records.call import Call
    from console.api.records.latency import Latency, Stage
    from console.insight.latency import Turn
    from console.tui.glyphs import Glyphs
    from console.tui.widgets.reader import Line

_CONNECT = {
    "setup_ms": "setup",
    "dispatch_to_answer_ms": "dispatch to answer",
    "answer_to_active_ms": "answer to active",
    "active_to_greeting_ms": "active to greeting",
}
_STAGES = {"eou_delay": "eou", "stt": "stt", "llm_ttft": "llm", "tts_ttfb": "tts"}
_SHADES = {"eou": "░", "kb": "═", "llm": "█", "tool": "▓", "tts": "▒"}
_LETTERS = {"eou": "e", "kb": "k", "llm": "l", "tool": "o", "tts": "t"}
_TONES = {
    "eou": Tone.DIM,
    "kb": Tone.DIM,
    "llm": Tone.ACCENT,
    "tool": Tone.PLAIN,
    "tts": Tone.ACCENT,
}
_NO_TURNS = "No turns were measured in this call."
_NUMBER_ROOM = 4
_TIME_ROOM = 8
_NAME_ROOM = 19
_NUMBERS_BESIDE_FROM = 100
_FIGURES = ("avg", "p50", "min", "max", "n")


def latency_page(call: Call, glyphs: Glyphs, width: int) -> list[Paragraph]:
    """The times laid out."""
    latency = call.latency
    turns = turns_of(latency)
    parts = [
        ("summary", _summary(latency, turns, glyphs, width)),
        ("connect", _connect(latency, glyphs, width)),
        ("stages", _stages(latency, width)),
        ("turns", _heading_of_turns(turns, glyphs)),
    ]
    page = [Paragraph(key, (*lines, ())) for key, lines in parts if lines]
    page += _turns(turns, glyphs, width)
    if not any(lines for key, lines in parts if key != "connect"):
        over = is_terminal(call.status)
        words = _NO_TURNS if over else "No times of turns yet: they come with turns."
        page.append(Paragraph("none", tuple((Cell(t, Tone.DIM),) for t in wrap(words, width))))
    return page


def _summary(
    latency: Latency, turns: Sequence[Turn], glyphs: Glyphs, width: int
) -> tuple[Line, ...]:
    sentences: list[list[str]] = []
    totals = [turn.total_ms for turn in turns]
    worst = slowest(turns)
    if worst:
        count = f"{len(turns)} turn{'s' if len(turns) > 1 else ''}"
        figures = [f"{count}, sum of stages: p50 {took(percentile(totals, 50) or 0)}"]
        if len(turns) >= FEWEST_FOR_P95:
            figures.append(f"p95 {took(percentile(totals, 95) or 0)}")
        sentences.append([*figures, f"slowest {took(worst.total_ms)} (turn {worst.number})"])
    felt = latency.perceived
    figures = [
        f"{name} {took(ms)}"
        for name, ms in (("p50", felt.p50_ms), ("avg", felt.avg_ms))
        if ms is not None
    ]
    if figures:
        over = f" over {felt.turns} turns" if felt.turns else ""
        sentences.append([f"felt by the caller: {figures[0]}", *figures[1:]])
        sentences[-1][-1] += over
    joint = Cell(f" {glyphs.dot} ")
    return tuple(
        line
        for figures in sentences
        for line in flow([(Cell(figure),) for figure in figures], joint, width)
    )


def _connect(latency: Latency, glyphs: Glyphs, width: int) -> tuple[Line, ...]:
    """Connecting as a waterfall: each step begins where the one before it ended."""
    order = [*_CONNECT, *(name for name in latency.connect if name not in _CONNECT)]
    steps = [(name, latency.connect[name]) for name in order if latency.connect.get(name, -1) >= 0]
    whole = sum(ms for _, ms in steps)
    if not whole:
        return ()
    bar_room = max(0, width - _NAME_ROOM - _TIME_ROOM - 2)
    lines: list[Line] = [
        (Cell("CONNECTING", Tone.DIM), Cell(f"  {took(whole)} together", Tone.DIM))
    ]
    before = 0.0
    for name, ms in steps:
        start, end = (round(at / whole * bar_room) for at in (before, before + ms))
        bar = " " * start + glyphs.bar_full * max(1, end - start)
        label = _CONNECT.get(name, name)[: _NAME_ROOM - 1]
        lines.append(
            (
                Cell(label.ljust(_NAME_ROOM), Tone.DIM),
                Cell(took(ms).rjust(_TIME_ROOM) + "  "),
                Cell(bar[:bar_room], Tone.ACCENT),
            )
        )
        before += ms
    return tuple(lines)


def _stages(latency: Latency, width: int) -> tuple[Line, ...]:
    if not latency.stages:
        return ()
    order = [*_STAGES, *(name for name in latency.stages if name not in _STAGES)]
    titles = "".join(title.rjust(_TIME_ROOM) for title in _FIGURES)
    name_room = 6
    lines: list[Line] = [(Cell("STAGE".ljust(name_room) + titles, Tone.DIM),)]
    for name in order:
        stage = latency.stages.get(name)
        if stage:
            label = _STAGES.get(name, name)[: name_room - 1].ljust(name_room)
            provider = f"  {stage.provider}" if stage.provider else ""
            spare = width - name_room - _TIME_ROOM * len(_FIGURES)
            lines.append(
                (Cell(label), Cell(_figures(stage)), Cell(provider[: max(0, spare)], Tone.DIM))
            )
    return tuple(lines)


def _figures(stage: Stage) -> str:
    times = (stage.avg_ms, stage.p50_ms, stage.min_ms, stage.max_ms)
    texts = ["" if ms is None else took(ms) for ms in times]
    texts.append("" if stage.samples is None else str(stage.samples))
    return "".join(text.rjust(_TIME_ROOM) for text in texts)


def _heading_of_turns(turns: Sequence[Turn], glyphs: Glyphs) -> tuple[Line, ...]:
    if not turns:
        return ()
    groups = [g for g in _SHADES if any(stage_group(n) == g for t in turns for n, _ in t.stages)]
    line = [Cell("TURNS  ", Tone.DIM)]
    for group in groups:
        line += [Cell(_ink(group, glyphs) * 2, _TONES[group]), Cell(f" {group}  ", Tone.DIM)]
    return (tuple(line),)


def _turns(turns: Sequence[Turn], glyphs: Glyphs, width: int) -> list[Paragraph]:
    """Each turn: number, sum, bar on one scale, and the stages' milliseconds."""
    worst = slowest(turns)
    if worst is None or not worst.total_ms:
        return []
    beside = width >= _NUMBERS_BESIDE_FROM
    left = _NUMBER_ROOM + _TIME_ROOM + 4
    bar_room = max(4, (width - left) * 2 // 5 if beside else width - left)
    joint = Cell(f" {glyphs.dot} ", Tone.DIM)
    page: list[Paragraph] = []
    for turn in turns:
        numbers = [
            (Cell(f"{name.removeprefix('tool:')} {ms:.0f}", Tone.DIM),) for name, ms in turn.stages
        ]
        is_worst = turn is worst
        head = [
            Cell(f"{turn.number:>{_NUMBER_ROOM - 1}} ", Tone.DIM),
            Cell(took(turn.total_ms).rjust(_TIME_ROOM), Tone.WARN if is_worst else Tone.PLAIN),
            Cell(f" {glyphs.warning if is_worst else ' '} ", Tone.WARN),
        ]
        bar = _bar(turn, worst.total_ms, bar_room, glyphs)
        if beside:
            used = sum(len(cell.text) for cell in bar)
            first, *more = flow(numbers, joint, width - left - bar_room)
            indent = Cell(" " * (left + bar_room))
            lines = [(*head, *bar, Cell(" " * (bar_room - used + 1)), *first)]
        else:
            more = flow(numbers, joint, width - left + 1)
            indent = Cell(" " * (left - 1))
            lines = [(*head, *bar)]
        lines += [(indent, *line) for line in more]
        page.append(Paragraph(f"turn {turn.number}", tuple(lines)))
    return page


def _bar(turn: Turn, longest_ms: float, room: int, glyphs: Glyphs) -> list[Cell]:
    """The stages one after the other; cumulated before rounding, so that bars compare."""
    cells: list[Cell] = []
    before, drawn = 0.0, 0
    for name, ms in turn.stages:
        before += ms
        end = round(before / longest_ms * room)
        group = stage_group(name)
        cells.append(Cell(_ink(group, glyphs) * (end - drawn), _TONES[group]))
        drawn = end
    return cells


def _ink(group: str, glyphs: Glyphs) -> str:
    """Stages differ by their shade before they differ by colour; by letter in plain ASCII."""
    return (_LETTERS if glyphs is ASCII else _SHADES)[group]
