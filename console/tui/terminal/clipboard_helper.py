"""A process of its own that puts what it reads on the clipboard of this machine's display.

It is apart because the tools behind pyperclip wait without limit, complain on the screen and
report success for what they did not do. Exit code 0 means that the text was read back.
"""

from __future__ import annotations

import sys

import pyperclip


def main() -> int:
    """Copy standard input and read it back."""
    text = sys.stdin.buffer.read().decode()
    try:
        pyperclip.copy(text)
        return 0 if pyperclip.paste() == text else 1
    except pyperclip.PyperclipException:
        return 1


if __name__ == "__main__":
    sys.exit(main())
