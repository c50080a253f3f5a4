"""Calls written down: as lists that spreadsheets can be trusted with, and as whole records."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest

from console.actions.export.calls import CallText, Form, Source, kept_source, write_calls
from console.actions.export.file import ExportError
from console.api.records.call import Call
from console.archive.store import Archive
from console.insight.catalogue import built_in
from console.insight.filter_language import HISTORY
from console.insight.filters import parse

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

BERLIN = timezone(timedelta(hours=1))


def call(id_: str = "call_1", **fields: Any) -> Call:
    usual = {
        "agent_id": "agt_1",
        "direction": "outbound",
        "status": "completed",
        "outcome": "Interested",
        "from_number": "+15739693824",
        "to_number": "+4930901820",
        "variables": {"customer_name": "Weber"},
        "created_at": "2026-03-02T11:00:00Z",
        "duration_seconds": 62.5,
    }
    return Call.read({"id": id_, **usual, **fields})


def text(form: Form) -> CallText:
    return CallText(form, {"agt_1": "Sales EN"}, BERLIN, built_in())


def files(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def as_rows(written: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written)))


class TestCsv:
    def test_has_a_line_for_each_call_with_plain_values(self) -> None:
        [row] = as_rows(text(Form.CSV).whole([call()]))
        assert row["id"] == "call_1"
        assert row["created_at"] == "2026-03-02T12:00:00+01:00"
        assert (row["agent"], row["status"]) == ("Sales EN", "completed")
        assert (row["result"], row["about"]) == ("Interested", "Weber")
        assert (row["duration_seconds"], row["cost_cents"]) == ("62.5", "")

    def test_tells_apart_what_came_of_a_call_and_why_it_ended(self) -> None:
        ended = call(status="failed", outcome="appointment booked", end_reason="sip_486")
        [row] = as_rows(text(Form.CSV).whole([ended]))
        assert (row["end_reason"], row["outcome"]) == ("sip_486", "Appointment booked")
        assert row["reason"].endswith("SIP 486")
        assert row["fault"]
        [row] = as_rows(text(Form.CSV).whole([call()]))
        assert (row["end_reason"], row["reason"], row["fault"]) == ("", "", "")

    @pytest.mark.parametrize("evil", ["=1+1", "+1+1", "-1", "@SUM(A1)", "＝1", '=HYPERLINK("x")'])
    def test_holds_no_formula(self, evil: str) -> None:
        written = text(Form.CSV).whole([call(outcome=evil, variables={"name": evil})])
        [row] = as_rows(written)
        assert row["result"] == f"'{evil}"
        assert row["about"].startswith("'")

    def test_has_telephone_numbers_as_text(self) -> None:
        [row] = as_rows(text(Form.CSV).whole([call()]))
        assert (row["other_side"], row["our_number"]) == ("'+4930901820", "'+15739693824")

    def test_keeps_to_its_columns_whatever_is_said(self) -> None:
        odd = 'a, "b"; c\nd'
        [row] = as_rows(text(Form.CSV).whole([call(variables={"name": odd})]))
        assert row["about"] == 'a, "b"; c⏎d'
        assert row["cost_cents"] == ""


class TestOthers:
    def test_markdown_is_a_table(self) -> None:
        head, rule, row = text(Form.MARKDOWN).whole([call(outcome="a|b")]).splitlines()
        assert head.count("|") == rule.count("|")
        assert "a\\|b" in row
        assert "+4930901820" in row

    @pytest.mark.parametrize("parts", [1, 2])
    def test_json_is_the_whole_records(self, parts: int) -> None:
        calls = [call("a", strange={"deep": ["\x9b", "ü"]}), call("b")]
        writing = text(Form.JSON)
        written = writing.head()
        for at in range(0, 2, 2 // parts):
            written += writing.rows(calls[at : at + 2 // parts], first=at == 0)
        assert json.loads(written + writing.tail()) == [dict(each.raw) for each in calls]

    def test_jsonl_has_a_record_in_each_line(self) -> None:
        lines = text(Form.JSONL).whole([call("a"), call("b")]).splitlines()
        assert [json.loads(line)["id"] for line in lines] == ["a", "b"]

    def test_nothing_is_something_too(self) -> None:
        assert json.loads(text(Form.JSON).whole([])) == []
        assert as_rows(text(Form.CSV).whole([])) == []


class TestAFile:
    async def test_is_written_page_by_page(self, tmp_path: Path) -> None:
        path, source = tmp_path / "calls.jsonl", Source.of([call(str(n)) for n in range(450)], "")
        counts = [n async for n in write_calls(str(path), text(Form.JSONL), source.pages())]
        assert counts == [200, 400, 450]
        assert len(path.read_text("utf-8").splitlines()) == 450

    async def test_of_one_who_asks_for_no_more_is_not_left_behind(self, tmp_path: Path) -> None:
        path, source = tmp_path / "calls.csv", Source.of([call(str(n)) for n in range(450)], "")
        writing = write_calls(str(path), text(Form.CSV), source.pages())
        await anext(writing)
        assert not path.exists()  # nobody shall take a half of it for the whole
        [partial] = files(tmp_path)
        assert partial.stat().st_mode & 0o777 == 0o600
        await writing.aclose()
        assert files(tmp_path) == []

    async def test_that_another_has_made_meanwhile_is_left_as_it_is(self, tmp_path: Path) -> None:
        path = tmp_path / "calls.csv"
        writing = write_calls(str(path), text(Form.CSV), Source.of([call()], "").pages())
        await anext(writing)
        path.write_text("theirs")
        with pytest.raises(ExportError, match="exists"):
            await anext(writing)
        assert [each.read_text() for each in files(tmp_path)] == ["theirs"]

    async def test_is_not_left_behind_by_an_error(self, tmp_path: Path) -> None:
        async def broken() -> AsyncIterator[Sequence[Call]]:
            yield [call()]
            raise RuntimeError

        path = tmp_path / "calls.csv"
        with pytest.raises(RuntimeError):
            _ = [n async for n in write_calls(str(path), text(Form.CSV), broken())]
        assert not path.exists()

    async def test_that_exists_is_left_as_it_is(self, tmp_path: Path) -> None:
        path = tmp_path / "calls.csv"
        path.write_text("mine")
        with pytest.raises(ExportError):
            _ = [n async for n in write_calls(str(path), text(Form.CSV), Source.of([], "").pages())]
        assert path.read_text() == "mine"


async def test_the_calls_of_the_history_are_those_that_passed_when_it_was_asked() -> None:
    archive, begin = Archive(None), datetime(2026, 3, 2, tzinfo=UTC)
    moments = [(begin + timedelta(minutes=n)).isoformat() for n in range(450)]
    calls = [call(f"call_{n}", created_at=moment) for n, moment in enumerate(moments)]
    await archive.calls.put([*calls, call("other", status="busy")])
    wanted = parse("status:completed", HISTORY)
    source = await kept_source(archive.calls, "all", wanted, {})
    await archive.calls.put([call("late", created_at=moments[200]), call("call_0", cost_cents=3)])
    pages = [page async for page in source.pages()]
    assert source.count == 450
    assert "late" not in {each.id for page in pages for each in page}
    assert [len(page) for page in pages] == [200, 200, 50]
    assert pages[0][0].id == "call_449"
    await archive.close()
