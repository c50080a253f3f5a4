"""How the agents fare: what each ended call adds to the figures, kept at hand for a span."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.actions.looking_back.span_of_calls import SpanOfCalls
from console.insight.courses import Course, course_of
from console.insight.figures import USUAL, Compared, Sample, performances, sample_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, timedelta

    from console.api.records.call import Call
    from console.archive.calls import Calls
    from console.clock import Clock
    from console.live.listeners import Listeners

ALL = ""
"""Stands for the agent where all of them are added up."""


@dataclass(frozen=True, slots=True)
class Fare:
    """How an agent fares, or all of them.

    Attributes:
        compared: the figures of the span beside what is usual.
        course: how the span went.
        call_ids: the calls of the span.
    """

    compared: Compared
    course: Course
    call_ids: tuple[str, ...] = ()


class Performing:
    """Adds up a span of calls beside the seven days before it.

    Attributes:
        calls: the samples, and how far back they were read.
    """

    def __init__(self, calls: Calls, on_kept: Listeners[frozenset[str]], clock: Clock) -> None:
        """Prepare; nothing is read before `run`. The arguments are those of `SpanOfCalls`."""

        def sample(call: Call) -> Sample | None:
            return sample_of(call, clock.now())

        self.calls: SpanOfCalls[Sample] = SpanOfCalls(calls, on_kept, clock, sample)

    def reach(self, span: timedelta) -> None:
        """Have the calls of a span and of the seven days before it."""
        self.calls.reach(span + USUAL)

    async def run(self) -> None:
        """Read, then follow what is kept, until cancelled."""
        await self.calls.run()

    async def add_up(self, *, now: datetime, span: timedelta) -> dict[str, Fare]:
        """How each agent fares by its id, and `ALL`; a busy week takes a second in a thread.

        Args:
            now: the end of the span.
            span: how long it is.
        """
        return await asyncio.to_thread(_add_up, dict(self.calls.made), now, span)


def _add_up(made: Mapping[str, Sample], now: datetime, span: timedelta) -> dict[str, Fare]:
    figures = performances(made.values(), now=now, span=span)
    theirs: defaultdict[str, list[Sample]] = defaultdict(list)
    ids: defaultdict[str, list[str]] = defaultdict(list)
    for call_id, sample in made.items():
        if sample.at > now - span:
            ids[ALL].append(call_id)
            if sample.agent_id:
                ids[sample.agent_id].append(call_id)
                theirs[sample.agent_id].append(sample)
    theirs[ALL] = list(made.values())
    compared: Mapping[str, Compared] = {ALL: figures.overall, **figures.agents}
    return {
        agent: Fare(each, course_of(theirs[agent], now=now, span=span), tuple(ids[agent]))
        for agent, each in compared.items()
    }
