"""What a program and the processes it has started use, as Linux counts it."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

_PROC = Path("/proc")


def processes_of(session: int) -> list[int]:
    """The live processes of a session (`setsid`)."""
    found: list[int] = []
    for folder in _PROC.iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                if int(fields[3]) == session:
                    found.append(int(folder.name))
    return found


def cpu_seconds(session: int) -> float:
    """Processor time of all threads that live, in seconds, to the nanosecond."""
    nanoseconds = 0
    for process in processes_of(session):
        with suppress(OSError):
            for thread in (_PROC / str(process) / "task").iterdir():
                with suppress(OSError):
                    nanoseconds += int((thread / "schedstat").read_text().split()[0])
    return nanoseconds / 1e9


def peak_mib(process: int) -> float:
    """The most memory that a process has ever held (VmHWM)."""
    return _status(process, "VmHWM") / 1024


def held_mib(process: int) -> float:
    """The memory that a process holds now (VmRSS)."""
    return _status(process, "VmRSS") / 1024


def _status(process: int, name: str) -> int:
    status = (_PROC / str(process) / "status").read_text()
    found = re.search(rf"^{name}:\s+(\d+)", status, re.MULTILINE)
    assert found is not None
    return int(found[1])
