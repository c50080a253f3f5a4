"""One page of a list, in whatever container it came, with every record that can be read."""

from __future__ import annotations

import asyncio
import hashlib
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from console.api.answers import json_of
from console.api.errors import ApiError, Trouble
from console.api.fields import UnreadableError, maybe, members, read_count, read_flag
from console.api.packed import PackedObject
from console.api.records.base import Record
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from console.api.exchange import Answer

R = TypeVar("R", bound=Record)

_CONTAINERS = ("items", "data")
_CHUNK = 50
"""Records read before the event loop gets its turn: some 2 ms."""


@dataclass(frozen=True, slots=True)
class UnreadableRecord:
    """A record that could not be read, so that it can be shown as that."""

    id: str
    """Cleaned; empty if there was none."""
    why: str


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """One page of a list."""

    items: tuple[R, ...]
    unreadable: tuple[UnreadableRecord, ...]
    total: int | None
    """Records of the whole list, where the API tells."""
    next_cursor: str | None
    """Opaque and exact; `None` at the end of a cursor list and in other lists."""
    has_more: bool
    digest: bytes
    """Tells two bodies apart."""
    body_changed: bool = True
    """False if the body came byte for byte as in the previous page given."""


class Listing(tuple[R, ...]):
    """All records of a list that could be read.

    Attributes:
        unreadable: how many could not.
    """

    unreadable: int = 0


async def read_page(
    answer: Answer,
    record: type[R],
    *,
    limit: int,
    offset: int = 0,
    previous: Page[R] | None = None,
) -> Page[R]:
    """Read an answer as one page.

    Args:
        answer: a successful one.
        record: what its items are.
        limit: how many were asked for.
        offset: where it begins in its list.
        previous: the same page as it came last time. If nothing changed it is not parsed
            again, and records that came equal stay the same objects.

    Raises:
        ApiError: NOT_THE_API if it is no list, or if most of its records are unreadable.
    """
    digest = hashlib.blake2b(answer.body, digest_size=16).digest()
    if previous is not None and previous.digest == digest:
        return replace(previous, body_changed=False)
    value = json_of(answer)
    rows = _rows(answer, value)
    known = {item.id: item for item in previous.items} if previous is not None else {}
    items: list[R] = []
    unreadable: list[UnreadableRecord] = []
    for count, raw in enumerate(rows, start=1):
        try:
            items.append(_read(raw, record, known))
        except UnreadableError as error:
            unreadable.append(UnreadableRecord(_shown_id(raw), str(error)))
        if count % _CHUNK == 0:
            await asyncio.sleep(0)
    if len(unreadable) * 2 > len(rows):
        words = f"A suspicious answer: {len(unreadable)} of {len(rows)} records cannot be read."
        raise ApiError(Trouble.NOT_THE_API, words, status=answer.status, sent=True)
    await _pack(items)
    told = members(value)
    total = maybe(read_count, told.get("total"))
    cursor = told.get("next_cursor")
    return Page(
        items=tuple(items),
        unreadable=tuple(unreadable),
        total=total,
        next_cursor=cursor if isinstance(cursor, str) and cursor else None,
        has_more=_has_more(told, total, offset=offset, limit=limit, count=len(rows)),
        digest=digest,
    )


def _rows(answer: Answer, value: object) -> list[Any]:
    for held in (value, *(members(value).get(name) for name in _CONTAINERS)):
        if isinstance(held, list):
            return cast("list[Any]", held)
    words = "The answer is not from the API: it is no list."
    raise ApiError(Trouble.NOT_THE_API, words, status=answer.status, sent=True)


async def _pack(items: Iterable[Record]) -> None:
    """Pack what is kept packed in a thread: it would hold the event loop for 5 ms a page."""
    loose = [item.raw for item in items if isinstance(item.raw, PackedObject)]
    loose = [raw for raw in loose if not raw.is_packed]

    def pack() -> None:
        for raw in loose:
            with suppress(RecursionError):
                raw.pack()

    if loose:
        await asyncio.to_thread(pack)


def _read(raw: object, record: type[R], known: Mapping[str, R]) -> R:
    named = members(raw).get(record.id_field)
    before = known.get(named) if isinstance(named, str) else None
    return before if before is not None and before.raw == raw else record.read(raw)


def _shown_id(raw: object) -> str:
    named = members(raw).get("id")
    return "" if named is None else clean(named, limit=200)


def _has_more(
    told: Mapping[str, Any], total: int | None, *, offset: int, limit: int, count: int
) -> bool:
    said = maybe(read_flag, told.get("has_more"))
    if said is not None:
        return said
    if "next_cursor" in told:
        return bool(told["next_cursor"])
    if total is not None:
        return count > 0 and offset + count < total
    return count >= limit
