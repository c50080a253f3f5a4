"""The rules for all requests of an account: writes, read-only mode, pauses, secrets, time."""

from __future__ import annotations

import asyncio
import logging
import traceback
from typing import TYPE_CHECKING, Any

import pytest

from console.api.errors import ApiError, Trouble
from tests.api.api_client import KEY
from tests.faults.fault_server import (
    Fault,
    FaultServer,
    drip_body,
    raw,
    reply,
    reply_json,
    reset,
    silence,
    truncated,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from console.api.client import OneInbox
    from tests.api.api_client import MakeClient
    from tests.fakes import FakeClock

NO_CALLS: dict[str, object] = {"items": [], "total": 0}
SENTINEL = KEY.get_secret_value()
CALL = {"id": "call_1", "status": "queued"}
NOON = "Mon, 02 Mar 2026 12:00:00 GMT"


async def dial(client: OneInbox) -> None:
    await client.calls.start(agent_id="a", to_number="+49151", from_number="+1415")


async def failure(doing: Awaitable[Any]) -> ApiError:
    with pytest.raises(ApiError) as caught:
        await doing
    return caught.value


class TestAWrite:
    @pytest.mark.parametrize(
        "fault",
        [
            reset(),
            raw(b""),
            raw(b"banana\r\n\r\n"),
            truncated(CALL),
            silence(),
            drip_body(),
            reply_json({}, status="500 Internal Server Error"),
        ],
        ids=["reset", "closed", "no HTTP", "truncated", "silence", "drops", "500"],
    )
    async def test_whose_answer_is_lost_is_sent_exactly_once(
        self, server: FaultServer, hasty_client: OneInbox, fault: Fault
    ) -> None:
        server.answers(fault)

        error = await failure(dial(hasty_client))

        assert error.sent
        assert [request.method for request in server.requests] == ["POST"]

    async def test_never_rides_on_a_kept_connection(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        server.answers(reply_json(NO_CALLS), reply_json(CALL, status="201 Created"))
        await client.calls.page()

        await dial(client)
        await dial(client)

        assert server.connections == 3

    async def test_that_found_no_connection_was_not_sent(self, make_client: MakeClient) -> None:
        gone = await FaultServer().start()
        client = make_client(gone.url)
        await gone.close()

        assert not (await failure(dial(client))).sent

    async def test_answered_with_something_else_may_have_happened(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        server.answers(reply_json({"ok": True}))

        error = await failure(dial(client))

        assert (error.kind, error.sent) == (Trouble.NOT_THE_API, True)


class TestReadOnlyMode:
    async def test_sends_nothing_but_reads(
        self, server: FaultServer, make_client: MakeClient
    ) -> None:
        server.answers(reply_json(NO_CALLS))
        client = make_client(server.url, read_only=True)
        writes = [
            dial(client),
            client.calls.start_web(agent_id="a"),
            client.calls.web_token(agent_id="a", origin="http://localhost"),
            client.calls.stop("call_1"),
            client.calls.set_outcome("call_1", "Interested"),
            client.calls.delete("call_1"),
            client.agents.update("agt_1", {"name": "x"}),
            client.numbers.purchase(country="US"),
        ]

        errors = [await failure(write) for write in writes]

        assert {(error.kind, error.sent) for error in errors} == {(Trouble.READ_ONLY, False)}
        assert server.requests == []
        assert (await client.calls.page()).items == ()


class TestRetryAfter:
    def limited(self, retry_after: str | None, date: str | None = NOON) -> Fault:
        headers = {"retry-after": retry_after, "date": date}
        given = {name: value for name, value in headers.items() if value is not None}
        return reply_json({"detail": "Slow down"}, status="429 Too Many Requests", headers=given)

    async def pause_after(
        self, server: FaultServer, client: OneInbox, clock: FakeClock, fault: Fault
    ) -> float:
        """Seconds for which reads and writes are refused here, with nothing reaching the server."""
        server.answers(fault, reply_json(NO_CALLS))
        limited = await failure(client.calls.page())
        assert (limited.kind, limited.words) == (Trouble.RATE_LIMITED, "Slow down")
        if limited.retry_after:
            refusal = await failure(client.agents.page())
            assert (refusal.kind, refusal.sent) == (Trouble.RATE_LIMITED, False)
            assert refusal.retry_after == limited.retry_after
            assert not (await failure(dial(client))).sent
            assert len(server.requests) == 1
            await clock.advance(limited.retry_after)
        assert (await client.agents.page()).items == ()
        return limited.retry_after or 0.0

    @pytest.mark.parametrize(
        ("retry_after", "seconds"),
        [
            ("7", 7.0),
            ("0.5", 0.5),
            ("1000000000", 300.0),
            ("inf", 300.0),
            ("-5", 0.0),
            ("Mon, 02 Mar 2026 12:00:42 GMT", 42.0),
            ("Mon, 02 Mar 2026 11:00:00 GMT", 0.0),
            ("Tue, 02 Mar 2027 12:00:00 GMT", 300.0),
        ],
    )
    async def test_is_obeyed_by_the_whole_account(
        self,
        server: FaultServer,
        client: OneInbox,
        clock: FakeClock,
        retry_after: str,
        seconds: float,
    ) -> None:
        assert await self.pause_after(server, client, clock, self.limited(retry_after)) == seconds

    @pytest.mark.parametrize("retry_after", [None, "soon", "", "nan", "Sat, 99 Mar 2026"])
    async def test_that_says_nothing_pauses_nothing(
        self, server: FaultServer, client: OneInbox, clock: FakeClock, retry_after: str | None
    ) -> None:
        assert await self.pause_after(server, client, clock, self.limited(retry_after)) == 0

    async def test_as_a_date_counts_from_the_servers_clock_not_ours(
        self, server: FaultServer, client: OneInbox, clock: FakeClock
    ) -> None:
        clock.suspend(-86_400)
        fault = self.limited("Mon, 02 Mar 2026 12:00:42 GMT")

        assert await self.pause_after(server, client, clock, fault) == 42

    async def test_holds_for_those_that_were_waiting_for_their_turn(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        server.answers(self.limited("60"))

        results = await asyncio.gather(
            *(client.calls.get(f"call_{n}") for n in range(20)), return_exceptions=True
        )

        assert all(isinstance(result, ApiError) for result in results)
        assert len(server.requests) <= 4

    async def test_of_a_503_is_told_but_pauses_nothing(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        server.answers(
            reply_json({}, status="503 Service Unavailable", headers={"retry-after": "9"}),
            reply_json(NO_CALLS),
        )

        error = await failure(client.calls.page())

        assert (error.kind, error.retry_after) == (Trouble.SERVER, 9.0)
        assert (await client.calls.page()).items == ()


class TestTheKey:
    def said(self, error: ApiError, caplog: pytest.LogCaptureFixture) -> str:
        trace = traceback.TracebackException.from_exception(error, capture_locals=True)
        return "\n".join([str(error), repr(error), repr(vars(error)), *trace.format(), caplog.text])

    @pytest.mark.parametrize(
        "fault",
        [
            reset(),
            raw(b"banana\r\n\r\n"),
            silence(),
            truncated(CALL),
            reply_json({"detail": f"bad header Bearer {SENTINEL}"}, status="401 Unauthorized"),
            reply_json({"detail": "x" * 590 + SENTINEL}, status="403 Forbidden"),
            reply_json(
                {"detail": [{"loc": [SENTINEL], "msg": SENTINEL}]},
                status="422 Unprocessable Content",
            ),
            reply(status=f"500 {SENTINEL}"),
            reply(status="302 Found", headers={"location": f"http://{SENTINEL}/"}),
        ],
        ids=[
            "reset",
            "no HTTP",
            "silence",
            "truncated",
            "echo",
            "cut echo",
            "echo by field",
            "echo in the status",
            "echo in the redirect",
        ],
    )
    async def test_is_in_no_error_trace_or_log(
        self,
        server: FaultServer,
        hasty_client: OneInbox,
        fault: Fault,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        caplog.set_level(logging.DEBUG)
        server.answers(fault)

        told = [
            self.said(await failure(ask), caplog)
            for ask in (hasty_client.calls.page(), dial(hasty_client))
        ]

        assert not any("sentinel" in text.lower() for text in told)

    async def test_is_not_in_what_the_client_says_of_itself(self, client: OneInbox) -> None:
        told = repr(vars(client)) + repr(vars(client.calls))

        assert "sentinel" not in told.lower()


class TestTheServersWords:
    @pytest.mark.parametrize(
        ("body", "words"),
        [
            ({"detail": "Unknown agent", "message": "no"}, "Unknown agent"),
            (
                {"detail": [{"msg": "Field required", "loc": ["body", "to_number"]}]},
                "to_number: Field required",
            ),
            ({"detail": [{"message": "bad"}, {"msg": "worse"}, 3]}, "bad; worse"),
            ({"detail": ["one", "two"]}, "one; two"),
            ({"detail": {"msg": "as an object"}}, "as an object"),
            ({"detail": None, "message": "from message"}, "from message"),
            ({"error": "from error"}, "from error"),
            ({"error": {"message": "nested"}}, "nested"),
            ({"detail": []}, "400 Bad Request"),
            ([], "400 Bad Request"),
            ("text", "400 Bad Request"),
            ({"detail": "\x1b]0;owned\x07[/red]\nnext"}, "␛]0;owned␇[/red]⏎next"),
        ],
    )
    async def test_are_found_where_the_api_puts_them(
        self, server: FaultServer, client: OneInbox, body: object, words: str
    ) -> None:
        server.answers(reply_json(body, status="400 Bad Request"))

        assert (await failure(client.calls.page())).words == words

    async def test_are_told_by_field(self, server: FaultServer, client: OneInbox) -> None:
        problems = [
            {
                "loc": ["body", "overrides", "llm", "temperature"],
                "msg": "too hot",
                "input": "secret",
            },
            {"loc": ["query", "limit"], "msg": "[/api]\x1b"},
            {"loc": "odd", "msg": "ignored"},
            {"loc": ["body", 0]},
        ]
        server.answers(reply_json({"detail": problems}, status="422 Unprocessable Content"))

        error = await failure(dial(client))

        assert error.kind is Trouble.INVALID
        assert [(field.path, field.words) for field in error.fields] == [
            (("overrides", "llm", "temperature"), "too hot"),
            (("limit",), "[/api]␛"),
            (("0",), "not accepted"),
        ]
        assert "secret" not in error.words

    async def test_fall_back_to_the_status_line_for_a_web_page(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        server.answers(raw(b"HTTP/1.1 502 \r\ncontent-length: 12\r\n\r\n<html>nginx "))

        error = await failure(client.calls.page())

        assert (error.kind, error.status, error.words) == (Trouble.SERVER, 502, "502 Bad Gateway")

    @pytest.mark.parametrize(
        ("status", "kind"),
        [
            (400, Trouble.INVALID),
            (401, Trouble.KEY_REJECTED),
            (403, Trouble.FORBIDDEN),
            (404, Trouble.NOT_FOUND),
            (405, Trouble.REJECTED),
            (409, Trouble.CONFLICT),
            (412, Trouble.CONFLICT),
            (418, Trouble.REJECTED),
            (422, Trouble.INVALID),
            (429, Trouble.RATE_LIMITED),
            (500, Trouble.SERVER),
            (503, Trouble.SERVER),
            (599, Trouble.SERVER),
        ],
    )
    async def test_come_with_a_kind(
        self, server: FaultServer, client: OneInbox, status: int, kind: Trouble
    ) -> None:
        server.answers(reply_json({"detail": "no"}, status=f"{status} Something"))

        error = await failure(client.calls.page())

        assert (error.kind, error.status, error.words, error.sent) == (kind, status, "no", True)


class TestTheServersClock:
    async def test_is_unknown_before_it_has_spoken(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        server.answers(reply_json(NO_CALLS))

        await client.calls.page()

        assert client.clock_skew is None

    async def test_is_the_median_of_the_last_five(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        dates = [
            f"Mon, 02 Mar 2026 12:{minute}:00 GMT"
            for minute in ("59", "10", "10", "11", "00", "10")
        ]
        server.answers(*(reply_json(NO_CALLS, headers={"date": date}) for date in dates))

        for _ in dates:
            await client.calls.page()

        assert client.clock_skew == 600.5

    async def test_that_writes_no_date_is_ignored(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        server.answers(reply_json(NO_CALLS, headers={"date": "tomorrow"}))

        await client.calls.page()

        assert client.clock_skew is None
