"""Finds what looks like a key or a password of somebody's in the project's files."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHAPES = {
    "a OneInbox key": r"\boi_[sp]k_[A-Za-z0-9]{16,}",
    "a private key": r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s+[A-Za-z0-9+/]{16,}",
    "a key of a model's provider": r"\bsk-(?:[a-z]+-)*[A-Za-z0-9_-]{24,}",
    "a key of a voice's provider": r"\bsk_[0-9a-f]{32,}",
    "a Twilio key": r"\bSK[0-9a-f]{32}\b",
    "a Telnyx key": r"\bKEY[0-9A-F]{28,}",
    "an AWS key": r"\bAKIA[0-9A-Z]{16}\b",
    "a GitHub token": r"\bgh[oprsu]_[A-Za-z0-9]{36,}",
    "a token of somebody": r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}",
    "a password in an address": r"\b[a-z]+://[^\s/:@{}$]+:[^\s/@{}$]{6,}@[a-z0-9.-]+",
}
_MADE_UP = re.compile(r"sentinel|sandbox|hunter|\.invalid|\.example|example\.", re.IGNORECASE)
"""What our own keys have in them, which open nothing."""


def keys_in(text: str) -> list[tuple[int, str]]:
    """What looks like a key and is none of ours: its line, and what it looks like."""
    return [
        (text.count("\n", 0, found.start()) + 1, name)
        for name, shape in SHAPES.items()
        for found in re.finditer(shape, text)
        if not _MADE_UP.search(found[0])
    ]


def texts_of(root: Path) -> Iterator[tuple[str, str]]:
    """The files that belong to the project, and what is in them."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others",
               "--exclude-standard"]  # fmt: skip
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (file := root / name).is_file():
            yield name, file.read_text("utf-8", errors="replace")
