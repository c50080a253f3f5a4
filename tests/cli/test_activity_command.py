"""`activity`: what was sent from this machine, and how it ended."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from console.actions.journal import Journal, Phase
from tests.command import run_command
from tests.fakes import NOON, FakeClock


@pytest.fixture
def journal(environ: dict[str, str]) -> Path:
    """A journal of three attempts, the last of which has no known end."""
    path = Path(environ["XDG_STATE_HOME"]) / "oneinbox-console" / "journal.jsonl"
    acme, eu = Journal(path, "acme", FakeClock()), Journal(path, "eu", FakeClock())
    started = acme.begin("start_call", "call +49…1234")
    acme.end(started, "start_call", Phase.DONE, "call_1 \x1b]0;owned\x07")
    eu.end(eu.begin("stop_calls", "stop call_2"), "stop_calls", Phase.REFUSED, "not allowed")
    acme.begin("delete_agent", "delete Front Desk")
    return path


def listed(environ: dict[str, str], *flags: str) -> list[str]:
    ended = run_command("activity", *flags, "--jsonl", environ=environ)
    assert ended.returncode == 0, ended.stderr
    return [json.loads(line)["action"] for line in ended.stdout.splitlines()]


@pytest.mark.usefixtures("journal")
class TestTheJournal:
    def test_is_a_table_of_attempts_the_newest_first(self, environ: dict[str, str]) -> None:
        ended = run_command("activity", environ=environ | {"TZ": "UTC"})
        titles, deleted, stopped, started = ended.stdout.splitlines()
        assert titles.split() == ["AT", "PROFILE", "ACTION", "ENDED", "WHAT"]
        assert deleted.startswith("2026-03-02 12:00:00  acme     delete agent  no answer yet")
        assert "refused" in stopped
        assert "not allowed" in stopped
        assert "call +49…1234 · call_1 ␛]0;owned␇" in started
        assert "\x1b" not in ended.stdout

    def test_is_json_with_both_lines_of_an_attempt(self, environ: dict[str, str]) -> None:
        ended = run_command("activity", "--json", environ=environ)
        deleted, stopped, _ = json.loads(ended.stdout)
        assert stopped["at"] == NOON.isoformat()
        assert (stopped["what"], stopped["end"]) == ("stop call_2", "not allowed")
        assert (deleted["phase"], deleted["ended"], deleted["end"]) == ("sending", None, None)

    def test_is_narrowed_to_what_has_no_end_or_to_an_account(self, environ: dict[str, str]) -> None:
        assert listed(environ, "--unfinished") == ["delete_agent"]
        assert listed(environ, "--profile", "eu") == ["stop_calls"]
        assert listed(environ, "--profile", "eu", "--unfinished") == []

    def test_is_narrowed_to_what_was_sent_since(self, environ: dict[str, str]) -> None:
        later = (NOON + timedelta(seconds=1)).isoformat()
        assert len(listed(environ, "--since", "2026-03-01")) == 3
        assert listed(environ, "--since", later) == []
        assert datetime.now(UTC) > NOON + timedelta(hours=2)
        assert listed(environ, "--since", "2h") == []

    def test_knows_no_time_that_is_none(self, environ: dict[str, str]) -> None:
        ended = run_command("activity", "--since", "soon", environ=environ)
        assert ended.returncode == 2
        assert "“soon” is no time" in ended.stderr


class TestWithoutAJournal:
    def test_there_is_nothing_and_no_fault(self, environ: dict[str, str]) -> None:
        ended = run_command("activity", "--json", environ=environ)
        assert (ended.returncode, json.loads(ended.stdout)) == (0, [])
        assert "journal.jsonl" in ended.stderr
