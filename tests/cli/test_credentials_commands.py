"""`credentials`: listed with what uses them, added, rotated, deleted; no key is ever printed.

`CommandLine.run` looks for the key in all that a command says.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.cli.at_sandbox import SENTINEL

if TYPE_CHECKING:
    from tests.cli.at_sandbox import CommandLine


class TestList:
    def test_says_what_uses_each(self, line: CommandLine) -> None:
        titles, row = line.done("credentials", "list", "provider:elevenlabs").splitlines()
        assert titles.split()[:3] == ["NAME", "PROVIDER", "KEY"]
        name, provider, key, used, *_ = re.split(" {2,}", row)
        assert (name, provider, used) == (
            "ElevenLabs – creator", "elevenlabs", "4 agents, 5 voices",
        )  # fmt: skip
        assert key == "sk_••••5d1e"

    def test_has_the_users_in_json_and_masks_what_the_server_has_not(
        self, line: CommandLine
    ) -> None:
        unused = line.of("credentials", provider="sendgrid")
        line.sandbox.edit("credentials", unused["id"], masked_key=SENTINEL, api_key=SENTINEL)
        (shown,) = line.rows("credentials", "list", "used:unused")
        assert (shown["masked_key"], shown["api_key"], shown["used_by"]) == (
            f"••••{SENTINEL[-4:]}", "••••", [],
        )  # fmt: skip
        (telnyx,) = line.rows("credentials", "list", "provider:telnyx")
        assert {"kind": "number", "perhaps": True}.items() <= telnyx["used_by"][0].items()


class TestTheLifeOfAKey:
    def test_from_its_adding_to_its_end(self, line: CommandLine) -> None:
        add = ("credentials", "add", "openai", "Trial", "--stdin")
        rehearsed = line.done(*add, "--dry-run", given=SENTINEL)
        assert '"api_key": "••••"' in rehearsed
        made = json.loads(line.done(*add, "--json", given=f"{SENTINEL}\n"))
        assert line.writes()[-1][2]["api_key"] == SENTINEL
        assert made["masked_key"].endswith(SENTINEL[-4:])

        rotate = ("credentials", "rotate", "trial", "--stdin")
        rehearsed = line.done(*rotate, "--dry-run", given=SENTINEL)
        assert rehearsed.startswith("curl -X PATCH")
        refused = line.run(*rotate, given=SENTINEL)
        assert (refused.returncode, line.writes()[-1][0]) == (2, "POST")
        rotated = line.run(*rotate, "--yes", given=SENTINEL)
        assert "  Nothing uses it." in rotated.stderr
        assert rotated.returncode == 0

        line.done("credentials", "delete", "Trial", "--yes")
        assert line.writes()[-1] == ("DELETE", f"credentials/{made['id']}", None)

    def test_that_is_in_use_says_what_breaks(self, line: CommandLine) -> None:
        asked = line.run("credentials", "delete", "Deepgram")
        assert asked.returncode == 2
        assert "hears or speaks with it." in asked.stderr

    def test_that_the_server_echoes_is_hidden(self, line: CommandLine) -> None:
        echo = f"The key {SENTINEL} is not accepted."
        line.sandbox.fault("status", path="/v1/credentials", method="POST", status=400, text=echo)
        add = ("credentials", "add", "openai", "Echo", "--stdin")
        ended = line.run(*add, given=SENTINEL)
        line.sandbox.mend()
        assert ended.returncode == 1
        assert ended.stderr.startswith("Not added: ")


class TestAKey:
    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ("", "The key is missing."),
            ("sk-••••abcd", "This is a masked key: copy the whole one."),
            ("short", "This is too short for a key."),
            ("not-an-openai-key", "Keys of openai usually begin with sk-."),
        ],
    )
    def test_that_can_be_none_is_not_sent(self, line: CommandLine, given: str, words: str) -> None:
        before = line.writes()
        ended = line.run("credentials", "add", "openai", "X", "--stdin", given=given)
        assert ended.returncode == 2
        assert words in ended.stderr
        assert line.writes() == before

    @pytest.mark.parametrize(
        "arguments",
        [
            ("add", "openai", "X", SENTINEL),
            ("rotate", "Deepgram", SENTINEL),
            ("rotate", "Deepgram", f"--key={SENTINEL}"),
            ("add", "openai", "X"),
        ],
    )
    def test_is_never_an_argument_and_never_repeated(
        self, line: CommandLine, arguments: tuple[str, ...]
    ) -> None:
        assert line.run("credentials", *arguments).returncode == 2
