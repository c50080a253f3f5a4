"""Keep the process's memory and environment from telling the key to others."""

from __future__ import annotations

import ctypes
import resource
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import MutableMapping

_PR_SET_DUMPABLE = 4
# With any of these Textual writes down every key pressed, in a password field too.
_TEXTUAL_LOGS = ("TEXTUAL", "TEXTUAL_DEBUG", "TEXTUAL_LOG")


def erase(variable: str) -> None:
    """Overwrite an environment variable's value in memory, where `/proc/PID/environ` shows it.

    Taking it out of the environment leaves that as it is. To be called before.
    """
    getenv = ctypes.CDLL(None).getenv
    getenv.restype = ctypes.c_void_p
    if value := getenv(variable.encode()):
        ctypes.memset(value, 0, len(ctypes.string_at(value)))


def harden(environ: MutableMapping[str, str]) -> None:
    """Allow no core dump, and on Linux no look into this process by others of the same user.

    To be called before a key is read.
    """
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    for variable in _TEXTUAL_LOGS:
        environ.pop(variable, None)
