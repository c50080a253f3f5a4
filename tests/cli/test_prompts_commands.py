"""`prompts`: listed, shown, edited, compared, restored and checked without a screen."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.at_sandbox import CommandLine

SURVEY, GERMAN = "Survey EN v3", "Mahnwesen DE"


def prompt(line: CommandLine, name: str) -> str:
    return line.of("models", name=name)["system_prompt"]


def editor(folder: Path, script: str) -> str:
    """An editor that does what a shell script says with the file `$1`."""
    path = folder / "editor"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    return str(path)


class TestList:
    def test_says_who_uses_each(self, line: CommandLine) -> None:
        titles, row = line.done("prompts", "list", "agent:robin").splitlines()
        assert titles.split()[:2] == ["NAME", "MODEL"]
        assert row.startswith(f"{SURVEY}  groq llama-3.3-70b-versatile   0.2")
        assert "Survey EN – Robin" in row

    def test_is_the_records_as_json(self, line: CommandLine) -> None:
        model = line.of("models", name=GERMAN)
        assert line.rows("prompts", "list", "name:mahnwesen") == [model]


class TestShow:
    def test_has_the_settings_and_the_text(self, line: CommandLine) -> None:
        shown = line.done("prompts", "show", GERMAN)
        text = prompt(line, GERMAN).splitlines()[0]
        for row in (
            "temperature +0.3",
            "used by +Zahlungserinnerung DE .*",
            f"system_prompt +{text}",
        ):
            assert re.search(f"^{row}$", shown, re.MULTILINE)

    def test_writes_the_text_alone_exactly(self, line: CommandLine) -> None:
        assert line.done("prompts", "show", GERMAN, "--text") == prompt(line, GERMAN)


class TestTheHistoryOfATest:
    def test_from_a_file_to_the_version_before(self, line: CommandLine, tmp_path: Path) -> None:
        first = prompt(line, SURVEY)
        file = tmp_path / "survey.md"
        file.write_text(f"{first}\nBe brief.\n")

        saved = line.run("prompts", "set", SURVEY, str(file), "--note", "shorter", "--yes")
        assert saved.returncode == 0, saved.stderr
        assert "  + Be brief." in saved.stderr
        assert prompt(line, SURVEY) == f"{first}\nBe brief."

        latest, before = line.rows("prompts", "history", SURVEY)
        assert (latest["source"], latest["note"]) == ("saved", "shorter")
        assert (before["source"], before["text"]) == ("seen", first)

        difference = line.done("prompts", "diff", SURVEY, "--context", "0").splitlines()
        assert difference[0].startswith(f"--- version {before['version']}  ")
        assert difference[1].endswith("  saved  shorter")
        assert difference[-1] == "+ Be brief."

        line.done("prompts", "restore", SURVEY, str(before["version"]), "--yes")
        assert prompt(line, SURVEY) == first
        assert line.rows("prompts", "history", SURVEY)[0]["source"] == "restored"

    def test_knows_no_version_of_another_prompt(self, line: CommandLine) -> None:
        ended = line.run("prompts", "restore", GERMAN, "4711", "--yes")
        assert ended.returncode == 1
        assert "There is no version 4711 of this prompt." in ended.stderr


class TestSet:
    def test_takes_settings_beside_the_text_from_standard_input(self, line: CommandLine) -> None:
        name = "Accueil cabinet Les Tilleuls"
        line.done("prompts", "set", name, "-", "temperature=0.2", "--yes", given="Bonjour.\n")
        model = line.of("models", name=name)
        assert (model["system_prompt"], model["temperature"]) == ("Bonjour.", 0.2)

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ("temperature=3", "temperature: From 0 to 2."),
            ("/nowhere/at/all", "/nowhere/at/all cannot be read: No such file or directory."),
        ],
    )
    def test_sends_nothing_that_cannot_be(self, line: CommandLine, given: str, words: str) -> None:
        ended = line.run("prompts", "set", GERMAN, given, "--yes")
        assert (ended.returncode, ended.stderr) == (2, f"{words}\n")

    def test_that_lost_its_answer_is_settled_by_reading(self, line: CommandLine) -> None:
        line.sandbox.fault("lost", path="/v1/models/*", method="PATCH", times=1)
        ended = line.run("prompts", "set", "Entregas ES", "-", "--yes", given="Hola.")
        line.sandbox.mend()
        assert (ended.returncode, prompt(line, "Entregas ES")) == (0, "Hola.")
        assert ended.stderr.endswith("Saved and read back.\n")

    def test_whose_answer_and_reading_are_lost_says_what_is_known(self, line: CommandLine) -> None:
        line.sandbox.fault("drop", path="/v1/models/*", method="PATCH", times=1)
        ended = line.run("prompts", "set", "Entregas ES", "temperature=0.9", "--yes")
        line.sandbox.mend()
        assert ended.returncode == 1
        assert "Nobody knows whether it was saved: the answer was lost." in ended.stderr
        assert "again" not in ended.stderr.replace("It was not sent again.", "")


class TestEdit:
    def test_saves_what_the_editor_leaves(self, line: CommandLine, tmp_path: Path) -> None:
        name = "Lembretes Clínica PT-BR"
        first = prompt(line, name)
        command = editor(tmp_path, 'echo "Seja breve." >> "$1"')
        line.done("prompts", "edit", name, "--yes", EDITOR=command)
        assert prompt(line, name) == f"{first}Seja breve."

    def test_that_somebody_else_overtook_is_refused_and_kept(
        self, line: CommandLine, tmp_path: Path
    ) -> None:
        name = "サポート JP ブレイン"
        model = line.of("models", name=name)
        url = f"{line.sandbox.url}/sandbox/models/{model['id']}"
        theirs = json.dumps({"system_prompt": "Theirs."})
        post = (
            f"import urllib.request as u; u.urlopen(u.Request({url!r}, {theirs!r}.encode(), "
            "{'Content-Type': 'application/json'}))"
        )
        command = editor(tmp_path, f'echo Ours. > "$1"\npython3 -c "{_quoted(post)}"')
        before = line.writes()
        ended = line.run("prompts", "edit", name, "--yes", VISUAL=command)
        assert ended.returncode == 1
        assert "  + Theirs." in ended.stderr
        assert "somebody else has changed this meanwhile" in ended.stderr
        assert "What you wrote is kept as a draft" in ended.stderr
        assert line.writes() == before
        assert [each["id"] for each in line.rows("prompts", "list", "draft:yes")] == [model["id"]]

    def test_without_an_editor_or_a_terminal_names_the_other_way(self, line: CommandLine) -> None:
        ended = line.run("prompts", "edit", GERMAN, EDITOR="", VISUAL="")
        assert ended.returncode == 2
        assert "prompts set takes a text from a file" in ended.stderr


class TestCheck:
    def test_ends_with_1_where_something_is_wrong(self, line: CommandLine) -> None:
        ended = line.run("prompts", "check", "-", given="Hello {{name}\n")
        assert ended.returncode == 1
        assert ended.stdout.splitlines()[1].split(maxsplit=3) == [
            "-", "1:7", "error", "{{name}: a brace is missing; write {{name}}",
        ]  # fmt: skip

    def test_ends_with_0_where_all_is_right(self, line: CommandLine) -> None:
        ended = line.run("prompts", "check", "-", given="Hello {{name}}.\n")
        assert (ended.returncode, ended.stdout) == (0, "")
        assert ended.stderr == "Nothing to mend.\n"

    def test_knows_which_variables_the_agents_of_a_model_give(self, line: CommandLine) -> None:
        ended = line.run("prompts", "check", GERMAN, "-", "--json", given="{{company}} {{nomen}}")
        findings = json.loads(ended.stdout)
        wrong = [each["words"] for each in findings if each["level"] == "error"]
        assert "{{nomen}} is given by no agent and no recent call" in wrong
        assert not any("{{company}}" in words for words in wrong)
        assert ended.returncode == 1


def _quoted(script: str) -> str:
    """A script inside of double quotes in a shell."""
    return script.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$")
