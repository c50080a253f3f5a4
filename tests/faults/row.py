"""What the fault matrix tells of each fault."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One fault.

    Attributes:
        fault: what breaks.
        expected: what the console does and says.
        tests: where it is seen: file, class and the beginning of the test's name. With `[3` at
            the end: those of its cases that begin so.
        note: where the console does it otherwise, and why.
    """

    fault: str
    expected: str
    tests: tuple[str, ...]
    note: str = ""
