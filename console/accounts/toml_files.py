"""Reading a TOML file that a person may have written by hand, and saying where it is wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from console.accounts.errors import AccountError

if TYPE_CHECKING:
    from pathlib import Path


def read_text(path: Path) -> str:
    """The file's text; a missing file is an empty one.

    Raises:
        AccountError: it cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise AccountError(f"{path} is not UTF-8 text.") from error
    except OSError as error:
        raise AccountError(f"{path} cannot be read: {error.strerror}.") from error


def line_of(text: str, keys: tuple[str, ...]) -> int | None:
    """The line on which a key or a table's heading stands; None if it is written otherwise."""
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if heading := re.match(r"\s*\[\s*([^\[\]]+?)\s*\]", line):
            table = place = heading[1].replace('"', "").replace(" ", "")
        elif entry := re.match(r"\s*\"?([\w-]+)\"?\s*=", line):
            place = f"{table}.{entry[1]}" if table else entry[1]
        else:
            continue
        if place == ".".join(keys):
            return number
    return None
