"""Rows 3 to 12 and 14 to 16: no answer, half an answer, or one that the API never gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults.fault_server import (
    Fault,
    bomb,
    drip_body,
    drip_header,
    flood,
    raw,
    reply,
    reset,
    silence,
    truncated,
)

if TYPE_CHECKING:
    from tests.faults.faulty_platform import FaultyPlatform
    from tests.faults.watch import Watch

SOUND: dict[str, object] = {"items": [], "total": 0}


ENDLESS: dict[str, Fault] = {
    "3 silence": silence(),
    "4 body drop by drop": drip_body(),
    "5 header drop by drop": drip_header(),
}
BROKEN: dict[str, tuple[Fault, str]] = {
    "6 reset": (reset(), "The connection was dropped before an answer came."),
    "7 cut off": (truncated(SOUND), "The answer was cut off."),
    "7 reset in the body": (
        reset(b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{"),
        "The answer was cut off.",
    ),
    "8 garbage": (raw(b"HTTP/1.1 banana\r\n\r\n"), "is not HTTP."),
    "8 TLS": (raw(b"\x15\x03\x01\x00\x02\x02\x16\r\n\r\n"), "is not HTTP."),
    "11 web page": (
        reply(b"<html>Sign in</html>", headers={"content-type": "text/html"}),
        "The answer is not from the API: it is a web page.",
    ),
    "12 empty": (reply(b""), "The answer is empty."),
    "12 no content": (raw(b"HTTP/1.1 204 No Content\r\n\r\n"), "The answer is empty."),
    "14 bomb": (
        bomb(),
        "The answer is larger than the limit of 8 MiB.",
    ),
    "15 flood": (flood(), "The answer is larger than the limit of 8 MiB."),
    "16 abyss": (
        reply(b"[" * 100_000 + b"]" * 100_000),
        "The answer is nested too deeply to be the API's.",
    ),
}


class TestAnAnswerThatNeverEnds:
    @pytest.mark.parametrize("name", ENDLESS)
    async def test_meets_the_deadline_and_is_over_with_the_next_poll(
        self, platform: FaultyPlatform, watch: Watch, name: str
    ) -> None:
        rows = watch.rows
        platform.fails(ENDLESS[name])
        watch.deadlines.shorten()

        await watch.goes_offline()

        assert "did not answer within 0.15 s. ✕ offline since 12:00, next try in " in watch.line
        assert watch.rows == rows
        platform.mends()
        watch.deadlines.extend()
        await watch.next_poll()
        assert watch.line == "● live · 0 s"


class TestABrokenAnswer:
    @pytest.mark.parametrize("name", BROKEN)
    async def test_costs_no_row_is_named_and_over_with_the_next_poll(
        self, platform: FaultyPlatform, watch: Watch, name: str
    ) -> None:
        fault, words = BROKEN[name]
        rows = watch.rows
        platform.fails(fault)

        await watch.goes_offline()

        assert f"{words} ✕ offline since 12:00, next try in " in watch.line
        assert watch.rows == rows
        platform.mends()
        await watch.next_poll()
        assert watch.line == "● live · 0 s"
