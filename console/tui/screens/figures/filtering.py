"""What the filter can ask of an agent's figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.insight.filter_language import Language

if TYPE_CHECKING:
    from console.tui.screens.figures.rows import FareRow

FIGURES = Language(
    fields={
        "agent": "the agent's name or id",
        "calls": "ended calls: calls>100",
        "answered": "answered of dialled, in percent: answered<60",
        "failed": "failed of ended, in percent: failed>5",
        "length": "the average length in seconds: length>120",
        "p50": "the median of turns in milliseconds: p50>800",
        "p95": "their 95th percentile: p95>5000",
        "cost": "the cost in cents: cost>500",
    },
    numeric=frozenset({"calls", "answered", "failed", "length", "p50", "p95", "cost"}),
    aliases={"name": "agent", "id": "agent", "rate": "failed", "slow": "p95"},
)
"""Figures."""


def filter_fields(row: FareRow) -> dict[str, str]:
    """A row's text by the names that the language has for its fields."""
    now = row.now
    return {
        "agent": f"{row.name} {row.id}",
        "calls": str(now.calls),
        "answered": _number(now.answer_rate, 100),
        "failed": _number(now.failure_rate, 100),
        "length": _number(now.mean_seconds),
        "p50": _number(now.turn.p50),
        "p95": _number(now.turn.p95),
        "cost": _number(now.cost_cents),
    }


def _number(value: float | None, by: float = 1) -> str:
    return "" if value is None else f"{value * by:g}"
