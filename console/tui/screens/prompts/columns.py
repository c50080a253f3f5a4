"""The columns of the list of prompts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from console.tui.screens.prompts.view import (
    PromptsView,
    changed,
    name_of,
    size_of,
    size_words,
    users,
)
from console.tui.widgets.live_table.columns import Cell, Column, Flexible, Tone

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, tzinfo

    from console.api.records.model import Model
    from console.tui.glyphs import Glyphs

_MODEL_AND_PROVIDER = len("gpt-4.1-mini openai")


class PromptColumns:
    """Draws the cells of a model."""

    def __init__(
        self, view: PromptsView, glyphs: Glyphs, zone: tzinfo, now: Callable[[], datetime]
    ) -> None:
        self._view = view
        self._glyphs = glyphs
        self._zone = zone
        self._now = now

    def wide(self) -> tuple[Column[Model], ...]:
        """All columns; the least important leave first where they do not fit."""
        return (
            self._name(),
            self._model(),
            Column(
                "temp",
                "TEMP",
                lambda model: Cell(_number(model.temperature), Tone.DIM),
                4,
                align="right",
                sort=lambda model: model.temperature,
                importance=2,
            ),
            Column(
                "size",
                "SIZE",
                lambda model: Cell(size_words(size_of(model)), Tone.DIM),
                5,
                align="right",
                sort=size_of,
                importance=4,
            ),
            self._users(10),
            Column(
                "numbers",
                "NUMBERS",
                lambda model: _count(len(self._view.use(model).numbers)),
                7,
                align="right",
                sort=lambda model: len(self._view.use(model).numbers),
                importance=3,
                ticks=True,
            ),
            Column(
                "calls",
                "TODAY",
                self._today,
                6,
                align="right",
                sort=lambda model: self._view.figures(model).today,
                importance=6,
                ticks=True,
                flashes=False,
            ),
            self._live(),
            self._changed(),
        )

    def narrow(self) -> tuple[Column[Model], ...]:
        """What tells prompts apart, who is affected, and what is going on."""
        return (self._name(), self._model(), self._users(8), self._live(),
                self._changed())  # fmt: skip

    def _name(self) -> Column[Model]:
        return Column(
            "name",
            "NAME",
            lambda model: Cell(name_of(model)),
            Flexible(16, 4),
            sort=lambda model: name_of(model).casefold(),
            importance=10,
        )

    def _model(self) -> Column[Model]:
        return Column(
            "model",
            "MODEL",
            _run_by,
            Flexible(_MODEL_AND_PROVIDER, 3),
            sort=lambda model: (model.model or "").casefold() or None,
            importance=5,
        )

    def _users(self, least: int) -> Column[Model]:
        return Column(
            "agents",
            "USED BY",
            self._used_by,
            Flexible(least, 2),
            sort=lambda model: len(self._view.use(model).agents),
            importance=8,
            ticks=True,
        )

    def _live(self) -> Column[Model]:
        return Column(
            "live",
            "LIVE",
            lambda model: _count(self._view.use(model).live, Tone.GOOD),
            4,
            align="right",
            sort=lambda model: self._view.use(model).live,
            importance=6,
            ticks=True,
            flashes=False,
        )

    def _changed(self) -> Column[Model]:
        return Column(
            "changed",
            "CHANGED",
            self._changed_when,
            7,
            align="right",
            sort=lambda model: model.updated_at.timestamp() if model.updated_at else None,
            importance=7,
            ticks=True,
            flashes=False,
        )

    def _used_by(self, model: Model) -> Cell:
        use = self._view.use(model)
        return Cell(users(use), Tone.PLAIN if use.agents else Tone.DIM)

    def _changed_when(self, model: Model) -> Cell:
        """When the platform's record changed; or that there are changes which it does not have."""
        if self._view.draft(model):
            return Cell(f"{self._glyphs.draft} draft", Tone.ACCENT)
        return Cell(changed(model.updated_at, self._now(), self._zone), Tone.DIM)

    def _today(self, model: Model) -> Cell:
        words = self._view.today(model, self._now())
        return Cell(words, Tone.PLAIN if words[0] in "123456789" else Tone.DIM)


def model_words(model: Model) -> str:
    """Provider and language model."""
    return " ".join(filter(None, (model.provider, model.model))) or "–"


def _run_by(model: Model) -> tuple[Cell, ...]:
    """The language model; its provider where there is room for all of it."""
    name, provider = model.model or "–", f" {model.provider or ''}".rstrip()
    fits = cell_len(name + provider) <= _MODEL_AND_PROVIDER
    return Cell(name), Cell(provider if fits else "", Tone.DIM)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"


def _count(number: int, tone: Tone = Tone.PLAIN) -> Cell:
    """A count; none at all is quiet."""
    return Cell(f"{number:,}", tone) if number else Cell("–", Tone.DIM)
