"""A JSON object that is kept as its text."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.api.packed import PackedObject
from console.api.records.call import Call

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEXTS = st.text(st.characters(codec=None), max_size=8)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=8,
)
_OBJECTS = st.dictionaries(_TEXTS, _VALUES, max_size=5)


@given(_OBJECTS)
def test_is_what_was_packed(value: Mapping[str, Any]) -> None:
    loose, packed = PackedObject(value), PackedObject(value)
    packed.pack()
    for each in (loose, packed, PackedObject.of(packed.packed)):
        assert dict(each) == value
        assert each == value
        assert len(each) == len(value)
        assert each == loose
        assert each == packed


@given(_OBJECTS, _OBJECTS)
def test_equals_only_what_is_equal(one: Mapping[str, Any], other: Mapping[str, Any]) -> None:
    loose, packed = PackedObject(one), PackedObject(one)
    packed.pack()
    for each in (loose, packed):
        assert each == one  # what was equal once is known again without unpacking
        assert each == one
        assert (each == other) == (one == other)
        assert (each == PackedObject(other)) == (one == other)


@pytest.mark.parametrize("text", [b"[1]", b"null", b"{"])
def test_is_made_of_packed_objects_alone(text: bytes) -> None:
    for packed in (text, zlib.compress(text)):
        with pytest.raises(ValueError, match=r"."):
            PackedObject.of(packed)


def test_equals_what_no_json_could_be() -> None:
    asked_for = {"scheduled_at": datetime(2026, 1, 1, tzinfo=UTC)}
    assert PackedObject(asked_for) == asked_for


def test_a_call_keeps_what_came_packed() -> None:
    came = {"id": "call_1", "status": "in_progress", "unknown": [1, {"deep": "\ud800"}]}
    call = Call.read(came)
    assert isinstance(call.raw, PackedObject)
    assert dict(call.raw) == came
    again = Call.read_packed(call.raw.packed)
    assert again == call
    assert isinstance(again.raw, PackedObject)
    assert again.raw.is_packed


def test_no_call_holds_a_set_of_its_own_of_which_fields_came() -> None:
    one, other = (Call.read({"id": name, "status": "queued"}) for name in ("call_1", "call_2"))
    assert one.model_fields_set is other.model_fields_set
