"""A JSON object that is kept as its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
    packed = PackedObject(value)
    assert dict(packed) == value
    assert packed == value
    assert len(packed) == len(value)
    assert packed == PackedObject(value)


@given(_OBJECTS, _OBJECTS)
def test_equals_only_what_is_equal(one: Mapping[str, Any], other: Mapping[str, Any]) -> None:
    assert (PackedObject(one) == PackedObject(other)) == (one == other)


def test_a_call_keeps_what_came_packed() -> None:
    came = {"id": "call_1", "status": "in_progress", "unknown": [1, {"deep": "\ud800"}]}
    call = Call.read(came)
    assert isinstance(call.raw, PackedObject)
    assert dict(call.raw) == came


def test_no_call_holds_a_set_of_its_own_of_which_fields_came() -> None:
    one, other = (Call.read({"id": name, "status": "queued"}) for name in ("call_1", "call_2"))
    assert one.model_fields_set is other.model_fields_set
