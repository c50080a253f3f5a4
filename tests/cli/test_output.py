"""Data on standard output: aligned for people, whole for programs, never cut."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from console.cli.output import Column, Form, show_all, show_one

if TYPE_CHECKING:
    import pytest

COLUMNS = (
    Column[tuple[str, int]]("NAME", lambda row: row[0]),
    Column[tuple[str, int]]("CALLS", lambda row: str(row[1]), right=True),
)
ROWS = [("Aria", 7), ("日本", 1200)]


def shown(form: Form, capsys: pytest.CaptureFixture[str]) -> str:
    show_all(ROWS, COLUMNS, form, as_data=lambda row: {"name": row[0], "calls": row[1]})
    return capsys.readouterr().out


class TestRows:
    def test_stand_in_columns_by_the_cells_they_take(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert shown(Form.TABLE, capsys) == "NAME  CALLS\nAria      7\n日本   1200\n"

    def test_become_blocks_where_the_terminal_is_too_narrow(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        monkeypatch.setenv("COLUMNS", "8")
        monkeypatch.setenv("NO_COLOR", "1")
        blocks = "NAME   Aria\nCALLS  7\n\nNAME   日本\nCALLS  1200\n"
        assert shown(Form.TABLE, capsys) == blocks

    def test_keep_on_a_narrow_terminal_the_spare_columns_that_fit(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        monkeypatch.setenv("COLUMNS", "13")
        monkeypatch.setenv("NO_COLOR", "1")
        columns = (
            COLUMNS[0],
            Column[tuple[str, int]]("LANGUAGE", lambda _: "Japanese", spare=True),
            Column[tuple[str, int]]("NOTE", lambda _: "", spare=True),
            Column[tuple[str, int]]("CALLS", lambda row: str(row[1]), right=True, spare=True),
        )
        show_all(ROWS, columns, Form.TABLE, as_data=list)
        said = capsys.readouterr()
        assert said.out == "NAME  CALLS\nAria      7\n日本   1200\n"
        assert said.err == "Left out on a terminal so narrow: LANGUAGE.\n"

    def test_are_one_document_or_an_object_a_line(self, capsys: pytest.CaptureFixture[str]) -> None:
        whole = json.loads(shown(Form.JSON, capsys))
        lines = [json.loads(line) for line in shown(Form.LINES, capsys).splitlines()]
        assert whole == lines == [{"name": "Aria", "calls": 7}, {"name": "日本", "calls": 1200}]


class TestOneRecord:
    def test_leaves_out_what_is_not_known(self, capsys: pytest.CaptureFixture[str]) -> None:
        show_one([("name", "Aria"), ("voice", ""), ("language", "en")], {}, Form.TABLE)
        assert capsys.readouterr().out == "name      Aria\nlanguage  en\n"
