"""Whatever a server sends: no field raises, no neighbour is lost, nothing unsafe is shown."""

from __future__ import annotations

import asyncio
import json
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.api.answers import failure_of, json_of
from console.api.errors import ApiError, Trouble
from console.api.exchange import Answer
from console.api.pages import Page, read_page
from console.api.records.account import AuditEvent
from console.api.records.agent import Agent
from console.api.records.base import Record
from console.api.records.call import Call, WebCall
from console.api.records.credential import Credential
from console.api.records.knowledge_base import KnowledgeBase
from console.api.records.model import Model
from console.api.records.number import AvailableNumber, PhoneNumber
from console.api.records.outcome import Outcome
from console.api.records.tool import Tool
from console.api.records.voice import Voice
from console.api.records.webhook import Delivery, Webhook
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

RECORDS: tuple[type[Record], ...] = (
    Agent, AuditEvent, AvailableNumber, Call, Credential, Delivery, Model, Outcome, PhoneNumber,
    KnowledgeBase, Tool, Voice, WebCall, Webhook,
)  # fmt: skip
LAZY = ("messages", "transcript", "analysis", "latency")
NAMES = st.sampled_from(
    ["events", "turn", "type", "ms", "stt", "role", "content", "outcome", "extracted_data", "id"]
)

text = st.text(st.characters(exclude_categories=()))
json_value = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES | text, inner, max_size=4),
    max_leaves=12,
)


def fields_of(record: type[Record]) -> tuple[str, ...]:
    known = tuple(record.model_fields)
    return (*known, *LAZY) if record is Call else known


def read(record: type[Record], rows: list[Any]) -> Page[Record]:
    answer = Answer(200, "OK", {}, json.dumps(rows).encode())
    return asyncio.run(read_page(answer, record, limit=100))


def shown(value: Any) -> Iterator[str]:
    """Every text that a record holds for showing."""
    match value:
        case str():
            yield value
        case dict():
            for name, member in cast("dict[str, Any]", value).items():
                yield name
                yield from shown(member)
        case list() | tuple():
            for member in cast("list[Any]", value):
                yield from shown(member)
        case _ if is_dataclass(value):
            for field in fields(value):
                yield from shown(getattr(value, field.name))
        case _:
            pass


class TestAnyJsonValueInAnyField:
    @pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
    @settings(max_examples=20)
    @given(data=st.data())
    def test_costs_neither_the_record_nor_its_neighbours(
        self, record: type[Record], data: st.DataObject
    ) -> None:
        odd = data.draw(st.dictionaries(st.sampled_from(fields_of(record)), json_value))
        rows = [{record.id_field: name} for name in ("before", "odd", "after")]

        page = read(record, [rows[0], {**odd, **rows[1]}, rows[2]])

        assert [item.id for item in page.items] == ["before", "odd", "after"]
        for name in fields_of(record):
            value = getattr(page.items[1], name)
            if name != "raw":
                assert all(part == clean(part, lines=True, limit=10**6) for part in shown(value))

    @settings(max_examples=50)
    @given(odd=json_value)
    def test_in_the_place_of_a_record_costs_that_record_alone(self, odd: Any) -> None:
        page = read(Call, [{"id": "before"}, odd, {"id": "after"}])

        ids = [item.id for item in page.items]
        assert ids[0] == "before"
        assert ids[-1] == "after"
        assert len(page.items) + len(page.unreadable) == 3


class TestAnyBody:
    @given(body=st.binary())
    def test_is_json_or_not_the_api(self, body: bytes) -> None:
        try:
            json_of(Answer(200, "OK", {}, body))
        except ApiError as error:
            kind = error.kind
        else:
            kind = Trouble.NOT_THE_API

        assert kind is Trouble.NOT_THE_API

    @settings(max_examples=50)
    @given(value=json_value, status=st.integers(300, 599), reason=text)
    def test_of_a_failure_gives_words_that_can_be_shown(
        self, value: Any, status: int, reason: str
    ) -> None:
        answer = Answer(status, reason, {}, json.dumps(value).encode())

        error = failure_of(answer, str)

        assert error is not None
        assert error.words
        assert error.words == clean(error.words)
        assert all(field.words == clean(field.words) for field in error.fields)

    @settings(max_examples=50)
    @given(detail=json_value)
    def test_of_a_422_gives_fields_that_can_be_shown(self, detail: Any) -> None:
        answer = Answer(422, "", {}, json.dumps({"detail": [detail, {"loc": detail}]}).encode())

        error = failure_of(answer, str)

        assert error is not None
        assert all(step == clean(step) for field in error.fields for step in field.path)


def test_every_record_is_fuzzed() -> None:
    def below(record: type[BaseModel]) -> set[type[BaseModel]]:
        return {record}.union(*map(below, record.__subclasses__()))

    assert below(Record) - {Record} == set(RECORDS)
