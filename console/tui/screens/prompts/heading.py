"""The line above a prompt that is edited: whom it reaches, and how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from console.actions.saving.reach import reach_of_model
from console.insight.local_time import time_of_day
from console.tui.screens.prompts.columns import model_words
from console.tui.screens.prompts.view import name_of

if TYPE_CHECKING:
    from datetime import datetime

    from console.api.records.model import Model
    from console.session import Session
    from console.tui.glyphs import Glyphs
    from console.tui.screens.prompts.desk import Desk
    from console.tui.surroundings import Surroundings


def facts_of(
    model: Model | None, desk: Desk, session: Session, glyphs: Glyphs
) -> tuple[Content, Content]:
    """A model's name; and what runs it and whom it reaches. Looks through all calls there are."""
    if model is None:
        words = "There is no such prompt any more." if desk.gone else "Reading the prompt…"
        return Content.styled(f" {words}", "bold"), Content.styled("  esc goes back", "$muted")
    reach = reach_of_model(session, model.id)
    used = f"used by {reach.words}" if reach.agents else "used by nobody"
    facts = f" {glyphs.dot} ".join((model_words(model), used))
    return Content.styled(f" {name_of(model)} ", "bold"), Content.styled(f" {facts}", "$muted")


def standing_of(desk: Desk, saved_at: datetime | None, surroundings: Surroundings) -> Content:
    """Whether all is saved, and whether the server has something else meanwhile."""
    glyphs = surroundings.glyphs
    if desk.gone:
        kept = "; the draft is kept" if desk.form is not None and not desk.trouble else ""
        return Content.styled(f"{glyphs.warning} deleted on the server{kept} ", "$error")
    if desk.trouble:
        return Content.styled(f"{glyphs.warning} unsaved, and not kept on disk ", "$error")
    parts: list[Content] = []
    if desk.unsaved:
        parts.append(Content.styled(f"{glyphs.draft} unsaved", "bold $accent"))
    if desk.changed_there:
        words = f"server changed{_at(desk.changed_there_at, surroundings)}: saving compares"
        parts.append(Content.styled(words, "$warning"))
    if not parts:
        saved = f"saved{_at(saved_at, surroundings)}" if saved_at else "as the server has it"
        parts.append(Content.styled(saved, "$muted"))
    return Content(f" {glyphs.dot} ").join(parts) + Content(" ")


def _at(moment: datetime | None, surroundings: Surroundings) -> str:
    """A moment of today as a time, else as a day: " 14:05"; nothing for none."""
    if moment is None:
        return ""
    local = moment.astimezone(surroundings.zone)
    today = surroundings.clock.now().astimezone(surroundings.zone).date()
    day = "" if local.date() == today else f" {local:%d %b}"
    return f"{day} {time_of_day(local)}"
