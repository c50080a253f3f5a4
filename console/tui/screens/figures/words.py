"""How figures read: rates, lengths, latencies and costs, with what is notable about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.insight.shifts import FEWEST
from console.insight.slowness import FELT, FIELD, Measure, Thresholds
from console.insight.spans import clock
from console.tui.widgets.live_table.columns import Cell, Tone

if TYPE_CHECKING:
    from console.insight.figures import Performance
    from console.insight.shifts import Shift
    from console.tui.glyphs import Glyphs

_BAD_RATE = 0.05


def count(number: float) -> Cell:
    """How many."""
    return Cell(f"{number:,.0f}", Tone.PLAIN if number else Tone.DIM)


def percent(rate: float | None) -> Cell:
    """A rate, with a decimal where it is small."""
    if rate is None:
        return Cell()
    return Cell(f"{rate:.1%}" if 0 < rate < 0.1 else f"{rate:.0%}", Tone.PLAIN)


def failures(figures: Performance) -> Cell:
    """The failure rate; one of few calls warns at most."""
    rate = figures.failure_rate
    if rate is None or rate <= _BAD_RATE:
        return percent(rate)
    return Cell(percent(rate).text, Tone.ALARM if figures.calls >= FEWEST else Tone.WARN)


def length(seconds: float | None) -> Cell:
    """How long calls are, to the nearest second."""
    return Cell() if seconds is None else Cell(clock(round(seconds)))


@dataclass(frozen=True, slots=True)
class Limits:
    """From when on latencies are slow or bad.

    Attributes:
        p50: by which a median is judged: by what people feel, unless a person has set another.
        p95: by which a 95th percentile is: by what systems in service are held to, likewise.
    """

    p50: Thresholds = FELT
    p95: Thresholds = FIELD

    @classmethod
    def by(cls, chosen: Thresholds) -> Limits:
        """With what a person has chosen in the place of what it measures."""
        return cls(p50=chosen) if chosen.measure is Measure.MEDIAN else cls(p95=chosen)


def latency(ms: float | None, thresholds: Thresholds, glyphs: Glyphs) -> Cell:
    """A latency of turns, with a sign where it is slow or bad."""
    if ms is None:
        return Cell()
    signs = {"bad": f"{glyphs.warning} ", "slow": f"{glyphs.late} ", "": ""}
    return Cell(f"{signs[verdict(ms, thresholds)]}{ms / 1000:.1f}s", tone(ms, thresholds))


def verdict(ms: float | None, thresholds: Thresholds) -> str:
    """What a latency is in a word: `slow`, `bad`; empty when it is neither."""
    if ms is None or ms < thresholds.watch_ms:
        return ""
    return "bad" if ms >= thresholds.bad_ms else "slow"


def tone(ms: float | None, thresholds: Thresholds) -> Tone:
    """The colour of a latency."""
    tones = {"bad": Tone.ALARM, "slow": Tone.WARN, "": Tone.PLAIN}
    return tones[verdict(ms, thresholds)]


def cost(cents: float | None) -> Cell:
    """What many calls cost, in whole units of the currency, which the platform does not name."""
    return Cell() if cents is None else Cell(f"{cents / 100:,.2f}")


def cost_of_one(cents: float | None) -> Cell:
    """What a call costs."""
    return Cell() if cents is None else Cell(f"{cents:.1f}¢")


def shifted(shift: Shift | None, glyphs: Glyphs) -> Cell:
    """By how much a figure is other than usual: an arrow and a number."""
    if shift is None:
        return Cell()
    arrow = glyphs.up if shift.up else glyphs.down
    tones = {True: Tone.WARN, False: Tone.GOOD, None: Tone.DIM}
    return Cell(f"{arrow}{shift.words}", tones[shift.worse])
