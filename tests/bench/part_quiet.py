"""What a console costs that only shows: bytes and processor, with nothing, little or much new."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.bench.measurement import Measurement, at_most
from tests.bench.part_keys import FILLED
from tests.bench.programs_measured import console
from tests.bench.sandbox_process import STILL, sandbox_process

_WATCHED = 20.0
_POLL = 8.0
"""Seconds in which 1,000 calls are read at least once more."""
_CHANGED = 20


def measure() -> list[Measurement]:
    """On a board of 1,000 calls of a world that stands still."""
    with (
        tempfile.TemporaryDirectory() as home,
        sandbox_process("--live", "1000", *STILL) as sandbox,
        console(sandbox.url, Path(home)).running() as terminal,
    ):
        terminal.shown(FILLED, 30)
        terminal.watch(20)  # what is read once in a while has been read
        ticked, ticking = terminal.watch(_WATCHED)
        with sandbox.api() as api:
            items = api.get("/calls", params={"limit": _CHANGED}).json()["items"]
        for call in items:
            sandbox.edit("calls", call["id"], cost_cents=42, to_number="+4930555000")
        changed, _ = terminal.watch(_POLL)
        terminal.show("/", "words  field")
        terminal.send("nobody-is-called-that\r")
        terminal.shown("No call fits")
        terminal.watch(5)
        nothing, resting = terminal.watch(_WATCHED)
    second = ticked / _WATCHED
    return [
        at_most("nothing in sight changes: bytes a minute", [nothing * 60 / _WATCHED], "B", 0),
        at_most("nothing in sight changes: processor", [resting / _WATCHED * 100], "%", 0.5),
        at_most("a second on 30 visible clocks", [second / 1000], "kB", 1.5),
        at_most("processor with them", [ticking / _WATCHED * 100], "%", 1),
        at_most(
            "a poll that changes 20 of 1,000, without the clocks",
            [max(0.0, changed - second * _POLL) / 1000], "kB", 4,
        ),
    ]  # fmt: skip
