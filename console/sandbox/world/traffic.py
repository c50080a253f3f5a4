"""Calls that happen by themselves: those of the past, new arrivals, and those held live."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

from console.sandbox.world.chance import chance
from console.sandbox.world.fates import STUCK_TALKING, STUCK_WAITING
from console.sandbox.world.plans import Plan, plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from console.sandbox.options import Options
    from console.sandbox.world.demand import Demand
    from console.sandbox.world.fates import Fate
    from console.sandbox.world.talks import Repertoire

_HISTORY_SECONDS = 3 * 86_400.0
_RECENT_SECONDS = 600.0
_QUIET_SECONDS = 2 * 3600.0
_HELD_SINCE_SECONDS = 120.0


class Traffic:
    """Plans the calls nobody asked for over the API. What it makes follows from the seed."""

    def __init__(
        self, options: Options, demand: Demand, repertoire: Repertoire, start: float, run: str
    ) -> None:
        """Name by `run` what comes after the start; the past follows from the seed alone."""
        self._options = options
        self._demand = demand
        self._repertoire = repertoire
        self._start = start
        self._run = run
        self._gaps = chance(options.seed, "gaps")
        self._arrived = 0
        self._next_arrival = self._after(start)
        self._held = list[tuple[float, int, int]]()

    def before_start(self) -> list[Plan]:
        """The calls there are when the world begins, oldest first."""
        stuck = list(self._stuck())
        past = [self._past(number) for number in range(self._options.history - len(stuck))]
        held = [self._hold(slot, 0, self._start) for slot in range(self._options.live)]
        return _by_age([*stuck, *past, *held])

    def until(self, now: float) -> list[Plan]:
        """The calls that came since it was last asked, oldest first."""
        return _by_age([*self._arrivals(now), *self._follow_held(now)])

    def _past(self, number: int) -> Plan | None:
        rate = self._options.calls_per_minute
        name = f"{self._options.seed}/past/{number}"
        rng = chance(name, "age")
        if number < rate * _RECENT_SECONDS / 60:
            age = rng.uniform(0, _RECENT_SECONDS)
        else:
            youngest = _RECENT_SECONDS if rate else _QUIET_SECONDS
            age = youngest + (_HISTORY_SECONDS - youngest) * rng.random() ** 2.5
        return self._plan(name, self._start - age)

    def _stuck(self) -> Iterator[Plan | None]:
        """One call that never gets through and one that never ends, where there is traffic."""
        if self._options.history < 2 or not self._options.calls_per_minute:
            return
        too_long = self._demand.longest_call + 280.0
        for state, age, fate in (
            ("waiting", 750.0, STUCK_WAITING),
            ("talking", too_long, STUCK_TALKING),
        ):
            name = f"{self._options.seed}/stuck/{state}"
            yield self._plan(name, self._start - age, fate=fate)

    def _arrivals(self, now: float) -> Iterator[Plan | None]:
        while self._next_arrival <= now:
            yield self._plan(f"{self._run}/arrival/{self._arrived}", self._next_arrival)
            self._arrived += 1
            self._next_arrival = self._after(self._next_arrival)

    def _after(self, moment: float) -> float:
        rate = self._options.calls_per_minute
        return moment + self._gaps.expovariate(rate / 60) if rate else float("inf")

    def _hold(self, slot: int, generation: int, begins: float) -> Plan | None:
        """The next call of a slot that is always taken; the first is well under way."""
        name = f"{self._run if generation else self._options.seed}/held/{slot}/{generation}"
        under_way = 0.0 if generation else chance(name).uniform(0, _HELD_SINCE_SECONDS)
        call = self._plan(name, begins - under_way, held=True)
        if call:
            heapq.heappush(self._held, (call.ends_at, slot, generation))
        return call

    def _follow_held(self, now: float) -> Iterator[Plan | None]:
        while self._held and self._held[0][0] <= now:
            ended, slot, generation = heapq.heappop(self._held)
            yield self._hold(slot, generation + 1, ended)

    def _plan(
        self, name: str, created_at: float, *, fate: Fate | None = None, held: bool = False
    ) -> Plan | None:
        order = self._demand.draw(chance(name, "order"), created_at, held=held)
        return plan(name, order, self._repertoire, self._start, fate=fate) if order else None


def _by_age(plans: Iterable[Plan | None]) -> list[Plan]:
    return sorted(
        (each for each in plans if each), key=lambda each: (each.order.created_at, each.id)
    )
