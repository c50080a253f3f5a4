"""`agents`: listed, shown, made, changed, copied, deleted and exported without a screen."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.at_sandbox import CommandLine

DEMO = "Website demo"


class TestList:
    def test_is_a_table_by_name_with_what_each_is_made_of(self, line: CommandLine) -> None:
        titles, *rows = line.done("agents", "list", "language:de").splitlines()
        assert titles.split() == ["NAME", "MODEL", "NUMBERS", "VOICE", "LANG", "ID"]
        agent = line.of("agents", name="Zahlungserinnerung DE")
        assert [re.split(" {2,}", row) for row in rows] == [
            [agent["name"], "Mahnwesen DE", "+493023125140", "Jana", "de", agent["id"]]
        ]

    def test_is_filtered_as_in_the_console(self, line: CommandLine) -> None:
        names = [
            each["name"] for each in line.rows("agents", "list", "name:sales", "!number:+1646")
        ]
        assert names == ["Sales EN – Aria"]

    def test_says_where_a_filter_cannot_be_understood(self, line: CommandLine) -> None:
        ended = line.run("agents", "list", "name:x", "live:3")
        assert ended.returncode == 2
        assert ended.stderr.splitlines()[1:] == ["  name:x live:3", "         ^"]


class TestShow:
    def test_names_the_settings_as_set_takes_them_and_what_they_refer_to(
        self, line: CommandLine
    ) -> None:
        shown = line.done("agents", "show", "sales en – aria")
        model = line.of("models", name="Sales EN brain")
        assert f"llm_id                    Sales EN brain  ({model['id']})\n" in shown
        assert "answers                   +1 415-555-0132 (Sales US)\n" in shown
        assert "+1 212-555-0187" in shown

    def test_is_the_record_as_json(self, line: CommandLine) -> None:
        agent = line.of("agents", name=DEMO)
        shown = json.loads(line.done("agents", "show", agent["id"], "--json"))
        assert shown == line.record(f"agents/{agent['id']}")

    def test_says_that_there_is_none(self, line: CommandLine) -> None:
        ended = line.run("agents", "show", "Websit demo")
        assert ended.returncode == 1
        assert ended.stderr == "There is no agent “Websit demo”. Did you mean “Website demo”?\n"


class TestSet:
    def test_shows_the_difference_saves_it_and_reads_it_back(self, line: CommandLine) -> None:
        agent = line.of("agents", name="Survey EN – Robin")
        ended = line.run(
            "agents", "set", "Survey EN – Robin", "--yes",
            "tts.speed=1.2", "enable_recording=yes", "llm_id=Sales EN brain",
            'end_call_phrases=["bye","so long"]', "dynamic_variables.town=Leeds",
            "first_message=@-",
            given="Hello there.",
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr
        assert "voice speed: 1.0 → 1.2" in ended.stderr
        assert "conversation model: Survey EN v3 → Sales EN brain" in ended.stderr
        assert "  + so long" in ended.stderr
        assert "  + Hello there." in ended.stderr
        assert "Touches: 1 agent, 1 number" in ended.stderr
        assert "not everything is read" not in ended.stderr
        assert ended.stderr.endswith("Saved and read back.\n")
        now = line.record(f"agents/{agent['id']}")
        assert now["tts"] == agent["tts"] | {"speed": 1.2}
        assert now["dynamic_variables"]["town"] == "Leeds"
        assert now["first_message"] == "Hello there."
        assert line.writes()[-1][:2] == ("PATCH", f"agents/{agent['id']}")

    def test_prints_what_it_would_send(self, line: CommandLine) -> None:
        agent = line.of("agents", name=DEMO)
        before = line.writes()
        command = line.done("agents", "set", DEMO, "speed=1.1", "--dry-run")
        assert command.startswith(f"curl -X PATCH {line.sandbox.url}/v1/agents/{agent['id']} ")
        assert "'{\"speed\": 1.1}'" in command
        assert "Bearer $ONEINBOX_API_KEY" in command
        assert line.writes() == before

    @pytest.mark.parametrize(
        ("setting", "words"),
        [
            ("tts.sped=1", "There is no setting “tts.sped”. Did you mean “tts.speed”?"),
            ("responsiveness=2", "responsiveness: From 0 to 1."),
            ("llm_id=nobody", "There is no prompt “nobody”."),
        ],
    )
    def test_sends_nothing_that_cannot_be(
        self, line: CommandLine, setting: str, words: str
    ) -> None:
        before = line.writes()
        ended = line.run("agents", "set", DEMO, setting, "--yes")
        assert ended.returncode in {1, 2}
        assert ended.stderr.splitlines()[-1] == words
        assert line.writes() == before

    def test_needs_somebody_to_ask(self, line: CommandLine) -> None:
        before = line.writes()
        ended = line.run("agents", "set", DEMO, "speed=1.1")
        assert ended.returncode == 2
        assert "There is nobody here to ask. Nothing was done." in ended.stderr
        assert line.writes() == before


class TestTheLifeOfAnAgent:
    def test_from_its_making_to_its_end(self, line: CommandLine) -> None:
        made = json.loads(line.done("agents", "create", "Trial", "--json"))
        assert line.record(f"agents/{made['id']}")["name"] == "Trial"

        copied = json.loads(line.done("agents", "copy", "Trial", "Trial 2", "--json"))
        assert copied["llm_id"] != made["llm_id"]

        exported = line.done("agents", "export", "Trial 2")
        assert json.loads(exported)["id"] == copied["id"]

        refused = line.run("agents", "delete", "Trial 2", "--read-only")
        assert (refused.returncode, refused.stdout) == (1, "")
        ended = line.run("agents", "delete", "Trial 2", "--yes")
        assert ended.returncode == 0
        assert ended.stderr.endswith("“Trial 2” is deleted.\n")
        assert line.writes()[-1] == ("DELETE", f"agents/{copied['id']}", None)
