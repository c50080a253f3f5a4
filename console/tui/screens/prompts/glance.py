"""A prompt at a glance, beside the list: who uses it, how it is set, and how it begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.actions.forms.drafting import moment_words
from console.archive.versions import Source
from console.insight.local_time import time_of_day
from console.insight.phone import display
from console.insight.prompt_checks import measure
from console.text import clean
from console.tui.screens.prompts.columns import model_words
from console.tui.screens.prompts.view import name_of, size_of, size_words
from console.tui.widgets.live_table.columns import Cell, Tone
from console.tui.widgets.prose import flow, wrap
from console.tui.widgets.reader import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime, tzinfo

    from console.api.records.model import Model
    from console.archive.drafts import Draft
    from console.archive.versions import Version
    from console.insight.day import Figures
    from console.tui.glyphs import Glyphs
    from console.tui.screens.prompts.view import Use
    from console.tui.widgets.reader import Line

_SHOWN = 4_000
"""Characters of the prompt that are laid out; who wants more opens it."""
_SOURCES = {Source.SEEN: "seen", Source.SAVED: "saved", Source.RESTORED: "restored"}


@dataclass(frozen=True, slots=True)
class Glance:
    """What is known of a prompt when the cursor rests on it."""

    model: Model
    use: Use
    figures: Figures
    draft: Draft | None
    versions: Sequence[Version] | None
    """The history, the latest first; `None` while it has not been read."""


def glance_page(
    glance: Glance, width: int, *, glyphs: Glyphs, now: datetime, zone: tzinfo
) -> list[Paragraph]:
    """Lay it out for a width."""
    model = glance.model
    joint = Cell(f" {glyphs.dot} ", Tone.DIM)
    return [
        Paragraph("name", ((Cell(name_of(model), Tone.STRONG),),)),
        Paragraph("settings", (*flow(_settings(model), joint, width), ())),
        *_about_draft(glance, glyphs, now, zone),
        Paragraph("used by", (_title("USED BY", _used_by(glance.use)),)),
        *_agents(glance, width),
        Paragraph("today", tuple(_last_day(glance, joint, width))),
        Paragraph("history", (*_history(glance, joint, width, zone), ())),
        *_beginning(model, width),
    ]


def _settings(model: Model) -> Iterator[tuple[Cell, ...]]:
    yield (Cell(model_words(model)),)
    if model.temperature is not None:
        yield (Cell(f"temperature {model.temperature:g}", Tone.DIM),)
    if model.max_tokens is not None:
        yield (Cell(f"at most {model.max_tokens:,} tokens", Tone.DIM),)
    if model.tool_ids:
        yield (Cell(_counted(len(model.tool_ids), "tool"), Tone.DIM),)
    if model.knowledge_base_ids:
        yield (Cell(_counted(len(model.knowledge_base_ids), "knowledge base"), Tone.DIM),)


def _about_draft(
    glance: Glance, glyphs: Glyphs, now: datetime, zone: tzinfo
) -> Iterator[Paragraph]:
    if glance.draft is not None:
        when = moment_words(glance.draft.at, now, zone)
        words = f"{glyphs.draft} Unsaved changes of {when} are kept."
        yield Paragraph("draft", ((Cell(words, Tone.ACCENT),), ()))


def _used_by(use: Use) -> str:
    if not use.agents:
        return "no agent"
    return ", ".join((_counted(len(use.agents), "agent"), _counted(len(use.numbers), "number")))


def _agents(glance: Glance, width: int) -> Iterator[Paragraph]:
    """The agents by name, and the numbers that reach them."""
    for agent in glance.use.agents:
        yield Paragraph(agent.id, ((Cell("  "), Cell(name_of(agent))),))
    comma = Cell(", ", Tone.DIM)
    numbers = ((Cell(display(each.phone_number or each.id), Tone.DIM),) for each in
               glance.use.numbers)  # fmt: skip
    lines = tuple((Cell("  "), *line) for line in flow(numbers, comma, width - 2))
    yield Paragraph("numbers", (*lines, ()))


def _last_day(glance: Glance, joint: Cell, width: int) -> list[Line]:
    figures = glance.figures
    parts: list[Line] = [_title("24 HOURS", _counted(figures.calls, "call"))]
    if figures.rate is not None:
        tone = Tone.WARN if figures.failed else Tone.DIM
        parts.append((Cell(f"{figures.failed} failed ({figures.rate:.0%})", tone),))
    if glance.use.live:
        parts.append((Cell(f"{glance.use.live} live now", Tone.GOOD),))
    return flow(parts, joint, width)


def _history(glance: Glance, joint: Cell, width: int, zone: tzinfo) -> list[Line]:
    versions = glance.versions
    if not versions:
        return [_title("VERSIONS", "…" if versions is None else "none kept yet")]
    latest = versions[0]
    at = latest.at.astimezone(zone)
    when = f"{at:%d %b} {time_of_day(at)}"
    parts: list[Line] = [
        _title("VERSIONS", f"{len(versions):,} kept"),
        (Cell(f"latest {_SOURCES[latest.source]} {when}", Tone.DIM),),
    ]
    if latest.by:
        parts.append((Cell(f"by {clean(latest.by)}", Tone.DIM),))
    if latest.note:
        parts.append((Cell(clean(latest.note), Tone.DIM),))
    return flow(parts, joint, width)


def _beginning(model: Model, width: int) -> Iterator[Paragraph]:
    prompt = model.system_prompt or ""
    if not prompt.strip():
        yield Paragraph("prompt", (_title("PROMPT", "empty: the model is told nothing"),))
        return
    words = measure(prompt).words
    length = f"{words:,} words, {size_words(size_of(model))} characters"
    yield Paragraph("prompt", (_title("PROMPT", length), ()))
    for number, line in enumerate(prompt[:_SHOWN].split("\n"), start=1):
        yield Paragraph(f"line {number}", tuple((Cell(part),) for part in wrap(line, width)))
    if len(prompt) > _SHOWN:
        rest = f"{size_words(len(prompt) - _SHOWN)} characters more: enter opens it all."
        yield Paragraph("rest", ((), (Cell(rest, Tone.DIM),)))


def _title(title: str, words: str) -> Line:
    return (Cell(f"{title}  ", Tone.DIM), Cell(words))


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"
