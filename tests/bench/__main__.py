"""All that is promised about speed, measured on this machine: `make bench`.

`make bench ONLY="start keys"` runs some of the parts. The table is printed and written to
`build/bench.md`.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from tests.bench.programs_measured import versions
from tests.bench.table import as_markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.measurement import Measurement

PARTS = ("start", "keys", "quiet", "memory", "loop", "polling", "archive")
RESULTS = Path("build/bench.md")


def main(only: Sequence[str]) -> None:
    """Run the parts, print each table as it comes, and write them all."""
    if unknown := set(only) - set(PARTS):
        sys.exit(f"No such part: {', '.join(sorted(unknown))}. There are: {', '.join(PARTS)}.")
    begun = monotonic()
    written: list[str] = [f"# {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {versions()}, {_machine()}"]
    for part in only or PARTS:
        rows: list[Measurement] = import_module(f"tests.bench.part_{part}").measure()
        written.append(f"## {part}\n\n{as_markdown(rows)}")
        sys.stdout.write(f"\n{written[-1]}\n")
        sys.stdout.flush()
    written.append(f"{(monotonic() - begun) / 60:.0f} minutes, load {os.getloadavg()[0]:.1f}")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text("\n\n".join(written) + "\n", encoding="utf-8")
    sys.stdout.write(f"\nWritten to {RESULTS}\n")


def _machine() -> str:
    return f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} before"


if __name__ == "__main__":
    main(sys.argv[1:])
