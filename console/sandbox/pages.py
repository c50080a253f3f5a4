"""Lists in pages: by offset, and by cursor."""

import base64
import binascii
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Annotated, Any

from fastapi import Query

from console.sandbox.answers import invalid

Limit = Annotated[int, Query(ge=1, le=100)]
LongLimit = Annotated[int, Query(ge=1, le=200)]
Offset = Annotated[int, Query(ge=0, le=2**31)]
Cursor = Annotated[str | None, Query(description="`next_cursor` of the page before.")]


def offset_page(items: Sequence[Any], limit: int, offset: int) -> dict[str, Any]:
    """One page of `{items, total, limit, offset}`."""
    page = list(items[offset : offset + limit])
    return {"items": page, "total": len(items), "limit": limit, "offset": offset}


def cursor_page(
    numbered: Callable[[int | None], Iterable[tuple[int, Any]]], limit: int, cursor: str | None
) -> dict[str, Any]:
    """One page of `{items, next_cursor, has_more, limit}`.

    The cursor holds a number, not a place, so that what is added or removed meanwhile neither
    repeats an item nor skips one.

    Args:
        numbered: gives the items whose numbers are below one, or all; with numbers that fall.
        limit: most items on the page.
        cursor: where the page before ended; None for the first.
    """
    page = list(islice(numbered(_read_cursor(cursor) if cursor else None), limit + 1))
    has_more = len(page) > limit
    page = page[:limit]
    return {
        "items": [item for _, item in page],
        "next_cursor": _write_cursor(page[-1][0]) if has_more else None,
        "has_more": has_more,
        "limit": limit,
    }


def _write_cursor(number: int) -> str:
    return base64.urlsafe_b64encode(f"before:{number}".encode()).decode()


def _read_cursor(cursor: str) -> int:
    try:
        written = base64.urlsafe_b64decode(cursor.encode()).decode()
        return int(written.removeprefix("before:"))
    except (binascii.Error, ValueError) as error:
        raise invalid(cursor, "Not a cursor of this list.", "query", "cursor") from error
