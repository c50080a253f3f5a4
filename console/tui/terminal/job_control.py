"""Leaving the terminal to the shell for a while, as Ctrl+Z does elsewhere."""

from __future__ import annotations

import os
import signal


def shell_waits() -> bool:
    """Whether a shell could let this process go on: it gives each of its jobs a group of its own.

    What a terminal was opened for, as by `tmux new-window`, would stand still for good.
    """
    return os.getpgrp() != os.getsid(0)


def stop_job() -> None:
    """Stop all that the shell has started with this process, as the key itself would have done."""
    os.killpg(os.getpgrp(), signal.SIGTSTP)
