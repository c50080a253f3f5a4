"""`calls`: listed, shown, exported, started, stopped, corrected and redialled, without a screen."""

from __future__ import annotations

import csv
import io
import json
import shlex
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.at_sandbox import CommandLine, command_line

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

LIVE, PAST = 6, 110
HERS, HIS = "+14155550132", "+12125550187"
ARIA = "Sales EN – Aria"


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Generator[CommandLine]:
    """An account with live calls, and more of the past than a page holds."""
    with command_line(tmp_path_factory.mktemp("home"), live=LIVE, history=PAST) as line:
        yield line


def calls(line: CommandLine, status: str) -> list[dict[str, Any]]:
    """The calls of a status at this moment."""
    with line.sandbox.api() as api:
        answer = api.get("calls", params={"status": status, "limit": 100})
        return answer.raise_for_status().json()["items"]


def live_ids(line: CommandLine) -> list[str]:
    """The calls that somebody is on the line of, and no test has stopped yet."""
    return [each["id"] for each in calls(line, "in_progress")]


def sent(command: str) -> Any:
    """What a command of curl would send."""
    words = shlex.split(command)
    return json.loads(words[words.index("-d") + 1])


class TestList:
    def test_has_the_live_calls_at_once(self, line: CommandLine) -> None:
        titles, *rows = line.done("calls", "list", "status:talking").splitlines()
        assert titles.split()[:3] == ["STATE", "TIME", "ID"]
        assert {row.split()[0] for row in rows} == {"talking"}

    def test_holds_the_records_of_the_platform_as_json(self, line: CommandLine) -> None:
        for shown in json.loads(line.done("calls", "list", "status:talking", "--json")):
            assert shown == line.record(f"calls/{shown['id']}")

    def test_says_where_to_look_when_nothing_passes(self, line: CommandLine) -> None:
        ended = line.run("calls", "list", "to:+999999999")
        assert (ended.returncode, ended.stdout) == (0, "")
        assert ended.stderr.startswith("No call passes. Live calls, and those that ended in")
        assert "--history looks further back" in ended.stderr

    def test_reads_the_past_once_and_says_how_far_back(self, line: CommandLine) -> None:
        everything = line.run("calls", "list", "--history", "--jsonl")
        with line.sandbox.api() as api:
            total = api.get("calls").json()["total"]
        assert len(everything.stdout.splitlines()) == total >= PAST
        assert "ll calls " in everything.stderr
        before = len(line.sandbox.requests("GET", "/v1/calls/cursor"))
        again = line.rows("calls", "list", "--history")
        assert len(again) == total
        assert len(line.sandbox.requests("GET", "/v1/calls/cursor")) == before + 1

    def test_sorts_and_stops_where_it_is_told(self, line: CommandLine) -> None:
        longest = line.run("calls", "list", "since:30d", "--sort", "dur", "--limit", "3", "--jsonl")
        lasted = [json.loads(each)["duration_seconds"] for each in longest.stdout.splitlines()]
        assert len(lasted) == 3
        assert lasted == sorted(lasted, reverse=True)
        assert "There are more, which --limit lets through." in longest.stderr

    def test_shows_where_a_filter_goes_wrong(self, line: CommandLine) -> None:
        ended = line.run("calls", "list", "agent:sales", "colour:red")
        assert (ended.returncode, ended.stdout) == (2, "")
        assert ended.stderr.splitlines()[1:] == ["  agent:sales colour:red", " " * 14 + "^"]


class TestShow:
    def test_tells_the_record_and_what_was_said(self, line: CommandLine) -> None:
        call = next(each for each in calls(line, "completed") if each["messages"])
        shown = line.done("calls", "show", call["id"], "--transcript")
        record, transcript = shown.split("\n\n", 1)
        told = dict(each.split(maxsplit=1) for each in record.splitlines())
        assert told["call"] == call["id"]
        assert told["state"] == "completed"
        assert call["messages"][0]["content"] in transcript
        assert json.loads(line.done("calls", "show", call["id"], "--json")) == call

    def test_refuses_an_id_that_nobody_knows(self, line: CommandLine) -> None:
        ended = line.run("calls", "show", "call_none")
        assert (ended.returncode, ended.stdout) == (1, "")
        assert ended.stderr == "The platform knows no call call_none.\n"


class TestExport:
    def test_writes_a_new_file_by_its_ending(self, line: CommandLine, tmp_path: Path) -> None:
        file = tmp_path / "failed.csv"
        ended = line.run("calls", "export", "since:30d", "status:failed", "--to", str(file))
        rows = list(csv.DictReader(io.StringIO(file.read_text())))
        assert rows
        assert {row["status"] for row in rows} == {"failed"}
        assert all(row["our_number"].startswith("'+") for row in rows if row["our_number"])
        assert f"{len(rows)} call" in ended.stderr
        again = line.run("calls", "export", "--to", str(file))
        assert again.returncode == 1
        assert "exists; nothing was written" in again.stderr

    def test_goes_through_a_pipe_in_the_form_that_is_named(self, line: CommandLine) -> None:
        whole = line.done("calls", "export", "status:talking", "--to", "-", "--format", "json")
        assert {call["status"] for call in json.loads(whole)} == {"in_progress"}
        table = line.done("calls", "export", "status:talking", "--to", "-", "--format", "md")
        assert table.startswith("| id |")

    def test_asks_for_a_form_that_no_name_tells(self, line: CommandLine, tmp_path: Path) -> None:
        ended = line.run("calls", "export", "--to", str(tmp_path / "calls"))
        assert ended.returncode == 2
        assert "Say --format" in ended.stderr


class TestStart:
    def test_dials_once_as_it_was_told(self, line: CommandLine) -> None:
        number = "+14155550111"
        options = ("--agent", ARIA, "--to", number, "--from", HERS, "--var", "name=Ada")
        rehearsed = line.done("calls", "start", *options, "--dry-run")
        before = line.writes()
        started = json.loads(line.done("calls", "start", *options, "--yes", "--json"))
        (written,) = line.writes()[len(before) :]
        method, path, body = written
        assert (method, path) == ("POST", "calls")
        for told in (body, sent(rehearsed)):
            assert told["to_number"] == number
            assert told["from_number"] == HERS
            assert told["variables"] == {"name": "Ada"}
        assert line.record(f"calls/{started['id']}")["to_number"] == number

    def test_looks_for_a_call_whose_answer_was_lost_and_sends_it_never_again(
        self, line: CommandLine
    ) -> None:
        before = line.writes()
        line.sandbox.fault("lost", path="/v1/calls", method="POST", times=1)
        options = ("--agent", ARIA, "--to", "+14155550122", "--from", HERS, "--yes", "--json")
        ended = line.run("calls", "start", *options)
        assert ended.returncode == 0
        assert "Looking whether the call was taken; it is not sent again." in ended.stderr
        assert json.loads(ended.stdout)["to_number"] == "+14155550122"
        assert len(line.writes()) == len(before) + 1

    def test_refuses_what_cannot_be_dialled(self, line: CommandLine) -> None:
        before = line.writes()
        for options, code, words in (
            (("--agent", "Nobody"), 1, "There is no agent “Nobody”."),
            (("--agent", ARIA), 2, "The agent has several numbers. Choose with --from:"),
            (
                ("--agent", ARIA, "--from", HERS, "--to", "12"),
                2,
                "starts with + and the country code",
            ),
            (("--agent", ARIA, "--from", HERS, "--var", "name"), 2, "--var takes NAME=VALUE"),
            (("--agent", ARIA, "--from", HERS, "--set", "mood=1"), 2, "cannot set mood"),
        ):
            ended = line.run("calls", "start", "--to", "+14155550100", *options, "--yes")
            assert (ended.returncode, words in ended.stderr) == (code, True), ended.stderr
        assert line.writes() == before


class TestWeb:
    def test_prints_what_a_browser_needs(self, line: CommandLine) -> None:
        asked = ("calls", "web", "--agent", "website demo")
        assert line.run(*asked).returncode == 2
        opened = json.loads(line.done(*asked, "--yes", "--json"))
        assert opened["participant_token"]
        told = dict(each.split() for each in line.done(*asked, "-y").splitlines())
        assert told["server"] == opened["server_url"]
        assert told["token"]


class TestStop:
    def test_shows_first_and_stops_then(self, line: CommandLine) -> None:
        one, *_ = live_ids(line)
        before = line.writes()
        assert f"/v1/calls/{one}/stop " in line.done("calls", "stop", one, "--dry-run")
        refused = line.run("calls", "stop", one)
        assert refused.returncode == 2
        assert "There is nobody here to ask. Nothing was done." in refused.stderr
        assert line.run("calls", "stop", one, "--yes", "--read-only").returncode == 1
        assert line.writes() == before
        assert line.rows("calls", "stop", one, "--yes") == [
            {"id": one, "stopped": True, "error": None}
        ]
        assert "already ended" in line.run("calls", "stop", one, "--yes").stderr

    def test_settles_a_lost_answer_by_reading(self, line: CommandLine) -> None:
        one, *_ = live_ids(line)
        before = line.writes()
        line.sandbox.fault("lost", path="*/stop", times=1)
        assert line.rows("calls", "stop", "--filter", f"id:{one}", "--yes")[0]["stopped"]
        assert len(line.writes()) == len(before) + 1

    def test_says_how_it_stands_with_each_when_one_fails(self, line: CommandLine) -> None:
        one, other, *_ = live_ids(line)
        line.sandbox.fault("status", status=409, path=f"/v1/calls/{one}/stop", times=1)
        ended = line.run("calls", "stop", one, other, "--yes", "--jsonl")
        stand = [json.loads(each) for each in ended.stdout.splitlines()]
        assert [(each["id"], each["stopped"]) for each in stand] == [(one, False), (other, True)]
        assert ended.returncode == 1
        assert "1 of 2 could not be stopped." in ended.stderr


class TestOutcome:
    def test_is_corrected_for_a_call_that_has_ended(self, line: CommandLine) -> None:
        call, *_ = calls(line, "completed")
        ended = line.run("calls", "outcome", call["id"], "Voicemail", "--yes")
        assert (ended.returncode, ended.stdout) == (0, "")
        assert line.record(f"calls/{call['id']}")["outcome"] == "Voicemail"

    def test_is_none_of_a_live_call(self, line: CommandLine) -> None:
        one, *_ = live_ids(line)
        ended = line.run("calls", "outcome", one, "Voicemail", "--yes")
        assert (ended.returncode, ended.stderr) == (
            1,
            "The call has not ended. Nothing was sent.\n",
        )


class TestRedial:
    FILTER = ("--filter", "since:30d status:busy")

    def test_dials_once_whom_it_has_shown_and_says_who_is_left_out(self, line: CommandLine) -> None:
        shown = line.done("calls", "redial", *self.FILTER, "--dry-run").splitlines()
        before = line.writes()
        pace = ("--per-minute", "60", "--at-once", "50", "--yes", "--jsonl")
        ended = line.run("calls", "redial", *self.FILTER, *pace)
        dialled = [body["to_number"] for _, _, body in line.writes()[len(before) :]]
        assert dialled
        assert dialled == [sent(each)["to_number"] for each in shown]
        stand = [json.loads(each) for each in ended.stdout.splitlines()]
        assert [each["to"] for each in stand] == dialled
        assert all(each["new_call"] for each in stand)
        assert ended.returncode == 0

    def test_ends_when_all_others_would_fail_as_well(self, line: CommandLine) -> None:
        line.sandbox.fault("status", status=402, path="/v1/calls", method="POST")
        try:
            again = ("--filter", "since:30d status:no_answer", "--yes", "--jsonl")
            ended = line.run("calls", "redial", *again)
        finally:
            line.sandbox.mend()
        stand = [json.loads(each)["stands"] for each in ended.stdout.splitlines()]
        assert stand
        assert set(stand) == {"aborted"}
        assert "Ended: " in ended.stderr
        assert ended.returncode == 1

    def test_refuses_when_there_is_nobody_to_call(self, line: CommandLine) -> None:
        ended = line.run("calls", "redial", "--filter", "since:30d type:web", "--yes")
        assert ended.returncode == 1
        assert "left out: a web call has no number to call" in ended.stderr
        assert "None of these calls can be redialled." in ended.stderr
