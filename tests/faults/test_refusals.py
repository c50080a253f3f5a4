"""Rows 25 to 30 and 32 to 34: a server that answers, but not with what was asked for."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

import pytest

from console.live.board import Presence
from tests.faults.certificates import self_signed, serving
from tests.faults.fault_server import Fault, FaultServer, reply, reply_json
from tests.faults.faulty_platform import CALLS, FaultyPlatform
from tests.faults.watch import KEY, NetworkClock, Watch

if TYPE_CHECKING:
    from pathlib import Path


def refusal(status: str, words: str = "No.", **headers: str) -> Fault:
    """An answer with an error's status, as the API gives it."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return reply_json({"detail": words}, status=status, headers=told)


REJECTED = refusal("401 Unauthorized", "The key was revoked.")


class TestARejectedKey:
    async def test_stops_everything_with_the_board_as_it_was_until_somebody_asks(
        self, platform: FaultyPlatform, watch: Watch
    ) -> None:
        rows = watch.rows
        platform.fails(REJECTED)
        await watch.clock.advance(5)
        asked = len(platform.server.requests)

        await watch.clock.advance(600)

        assert watch.line.startswith("✕ The key was revoked. · frozen · ")
        assert watch.line.endswith(" · ctrl+r tries again")
        assert len(platform.server.requests) == asked
        assert watch.rows == rows

        platform.mends()
        watch.session.look_again()
        await watch.clock.advance(1)
        assert watch.line.startswith("● live")

    async def test_is_asked_about_once_more_before_it_is_believed(
        self, platform: FaultyPlatform, watch: Watch
    ) -> None:
        platform.fails(REJECTED, times=1)
        before = len(platform.polls())

        await watch.next_poll()

        assert watch.line == "● live · 0 s"
        assert len(platform.polls()) - before == 2


class TestAForbiddenList:
    async def test_is_asked_for_every_five_minutes_while_the_others_go_on(
        self, platform: FaultyPlatform, watch: Watch
    ) -> None:
        watch.session.live.attended = False  # of the board's own polls a few will do
        platform.fails(refusal("403 Forbidden", "No permission for agents."), path="/v1/agents")
        await watch.clock.advance(400)

        freshness = watch.session.agents.freshness
        assert freshness.error is not None
        assert freshness.error.words == "No permission for agents."
        first, refused, again = (each.at for each in platform.asked("/v1/agents"))
        assert refused - first < 70
        assert 299 < again - refused < 302
        assert watch.line.startswith("● live")

        platform.mends()
        await watch.clock.advance(300)
        assert watch.session.agents.freshness.error is None


class TestAWatchedCallThatIsNotThereAnyMore:
    async def test_is_marked_and_keeps_its_row(
        self, platform: FaultyPlatform, watch: Watch
    ) -> None:
        watch.session.live.watch("call_2")
        await watch.clock.advance(2)
        del platform.calls["call_2"]

        await watch.clock.advance(4)

        assert watch.rows["call_2"].presence is Presence.GONE
        assert watch.line.startswith("● live")


class TestARateLimit:
    @pytest.mark.parametrize(
        ("retry_after", "seconds"),
        [("7", 7.0), ("date", 42.0), ("1000000000", 300.0)],
    )
    async def test_is_kept_by_every_request_of_the_account(
        self, platform: FaultyPlatform, watch: Watch, retry_after: str, seconds: float
    ) -> None:
        if retry_after == "date":
            until = platform.now() + timedelta(seconds=45)
            retry_after = format_datetime(until, usegmt=True)
        await watch.clock.advance(3 - watch.clock.monotonic())
        limited = refusal("429 Too Many Requests", retry_after=retry_after, date=_date(platform))
        platform.fails(limited)
        watch.session.look_again()
        await watch.clock.advance(1)
        asked = [each.at for each in platform.server.requests]
        assert watch.line.startswith("▲ rate limited · ")
        assert ", next try in " in watch.line
        platform.mends()

        await watch.clock.advance(seconds + 5)

        later = [each.at for each in platform.server.requests][len(asked) :]
        assert later[0] >= asked[-1] + seconds
        assert watch.line.startswith("● live")

    @pytest.mark.parametrize("retry_after", ["soon", "", "-3"])
    async def test_that_says_nothing_of_use_is_kept_by_pauses_of_our_own(
        self, platform: FaultyPlatform, watch: Watch, retry_after: str
    ) -> None:
        platform.fails(refusal("429 Too Many Requests", retry_after=retry_after))
        await watch.clock.advance(60)

        asked = len(platform.server.requests)
        await watch.clock.advance(120)

        assert 2 <= len(platform.server.requests) - asked <= 12
        platform.mends()
        await watch.clock.advance(60)
        assert watch.line.startswith("● live")


class TestAServerThatFailsNowAndThen:
    async def test_keeps_its_last_good_answer_on_the_board_without_a_flicker(
        self, platform: FaultyPlatform, watch: Watch
    ) -> None:
        lines: set[str] = set()
        failures = 0
        for status in ("500 Oops", "502 Bad Gateway", "503 Service Unavailable") * 3:
            platform.fails(refusal(status), path=f"{CALLS}?status=queued", times=1)
            await watch.next_poll()
            failures += watch.freshness.failures
            lines.add(watch.line.split(" · ")[0])
            await watch.next_poll()
            lines.add(watch.line.split(" · ")[0])
            assert watch.freshness.error is None

        assert failures == 9
        assert lines == {"● live"}


class TestARedirect:
    async def test_is_not_followed_and_takes_no_key_to_the_other_host(
        self, platform: FaultyPlatform, watch: Watch
    ) -> None:
        other = await FaultServer().start()
        other.answers(reply_json({"items": [], "total": 0}))
        location = other.url.replace("127.0.0.1", "localhost") + CALLS
        platform.fails(reply(status="307 Temporary Redirect", headers={"location": location}))
        rows = watch.rows

        await watch.next_poll()

        words = "The address redirects to localhost. Check the base URL. ✕ offline since 12:00"
        assert watch.line.startswith(words)
        assert (other.connections, other.requests) == (0, [])
        assert watch.rows == rows
        await other.close()


class TestCertificates:
    @pytest.mark.parametrize(
        ("wrong", "trusted", "reason"),
        [
            ({"days": -1}, True, "certificate has expired (trusted: SSL_CERT_FILE)"),
            ({}, False, "self-signed certificate (trusted: the system's authorities)"),
            ({"address": "127.0.0.9"}, True, "not valid for '127.0.0.1'"),
        ],
        ids=["expired", "unknown authority", "other name"],
    )
    async def test_that_are_refused_are_named_with_the_reason_and_nothing_is_sent(
        self,
        clock: NetworkClock,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        *,
        wrong: dict[str, Any],
        trusted: bool,
        reason: str,
    ) -> None:
        place = self_signed(tmp_path, **wrong)
        monkeypatch.delenv("SSL_CERT_DIR", raising=False)
        monkeypatch.delenv("SSL_CERT_FILE", raising=False)
        if trusted:
            monkeypatch.setenv("SSL_CERT_FILE", str(place))
        server = await FaultServer().start(tls=serving(place))
        watch = Watch(server.url, clock)

        await watch.opens()

        assert watch.line.startswith(f"The certificate of 127.0.0.1:{server.port} was refused: ")
        assert reason in watch.line
        assert server.requests == []
        await watch.close()
        await server.close()

    async def test_of_a_private_authority_that_is_named_are_taken(
        self, clock: NetworkClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        place = self_signed(tmp_path)
        monkeypatch.setenv("SSL_CERT_FILE", str(place))
        platform = FaultyPlatform(clock.monotonic)
        await platform.server.start(tls=serving(place))
        watch = Watch(platform.url, clock)

        await watch.opens()

        assert watch.line == "● live · 0 s"
        await watch.close()
        await platform.server.close()


class TestTheEnvironment:
    @pytest.mark.parametrize(
        ("variable", "value"),
        [
            ("HTTPS_PROXY", "bogus://secret:word@proxy.example"),
            ("ALL_PROXY", "socks5://secret:word@proxy.example:1080"),
            ("SSL_CERT_FILE", "/nowhere/certificates.pem"),
        ],
    )
    async def test_is_blamed_by_the_variables_name_and_may_be_put_right(
        self,
        clock: NetworkClock,
        monkeypatch: pytest.MonkeyPatch,
        variable: str,
        value: str,
    ) -> None:
        monkeypatch.setenv(variable, value)
        watch = Watch("https://127.0.0.1.example:9", clock)

        await watch.opens()

        assert watch.line.startswith(f"{variable} ")
        assert "✕ offline since 12:00" in watch.line
        assert "secret" not in watch.line
        await watch.close()


class TestTheKey:
    async def test_goes_to_the_accounts_host_alone_and_shows_nowhere(
        self, platform: FaultyPlatform, watch: Watch
    ) -> None:
        key = KEY.get_secret_value()
        platform.fails(refusal("500 Oops", f"bad header Bearer {key}"))

        await watch.goes_offline()

        told = {each.headers["authorization"] for each in platform.server.requests}
        assert told == {f"Bearer {key}"}
        assert "bad header Bearer ‹key›" in watch.line
        assert not any(key in each.target for each in platform.server.requests)


def _date(platform: FaultyPlatform) -> str:
    return format_datetime(platform.now(), usegmt=True)
