"""Calls and filters of all kinds, made of few words so that they meet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from console.api.records.call import Call
from console.insight.matching import id_key
from console.insight.moments import Now
from console.insight.words import may_go_on

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
NOW = Now(NOON, ZoneInfo("Europe/Berlin"))
AGENTS = {"agt_1": "Sales EN", "agt_2": "Réception", "agt_3": "No Answer"}

WORDS = (
    "refund", "refunds", "nonrefundable", "call", "back", "Zoë", "ORD-001", "ord", "42", "1_000",
    "straße", "日本語", "ab", "!!", "e\u0301cole", "x\x00y", "\ud83d", "it's", "3.5", "inf", "nan",
    "",
)  # fmt: skip
NUMBERS = ("+4915112345678", "+49 30 901820", "+12025550123", "sip:alice@example.com", "12", "")
NAMES = ("order_id", "Order-Id", "customer name", "n", "??", "日本")

texts = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)
moments = st.none() | st.integers(0, 200).map(
    lambda half_hours: (NOON - timedelta(minutes=30 * half_hours)).isoformat()
)
figures = st.none() | st.sampled_from((-1, 0, 0.01, 1, 42, 60, 60.5, 3600, 1e12))

unique_ids = st.uuids().map(lambda each: f"call_{each}")


@st.composite
def raw_calls(draw: st.DrawFn, ids: st.SearchStrategy[str] = unique_ids) -> dict[str, Any]:
    """A call as it might come."""
    latency = {"events": [{"turn": 1, "type": "llm_ttft", "ms": draw(figures)}]}
    said = [
        {"role": "user", "content": draw(texts)},
        {"role": "tool_call", "name": "look_up", "arguments": {"order": draw(texts)}},
    ]
    return {
        "id": draw(ids),
        "agent_id": draw(st.sampled_from((None, "agt_1", "agt_2", "agt_9"))),
        "status": draw(st.sampled_from((None, "completed", "No-Answer", "in-progress", "failed"))),
        "type": draw(st.sampled_from(("outbound", "inbound", "web", None))),
        "direction": draw(st.sampled_from(("outbound", "inbound", None))),
        "from_number": draw(st.sampled_from(NUMBERS)),
        "to_number": draw(st.sampled_from(NUMBERS)),
        "end_reason": draw(st.sampled_from((None, "sip_486", "USER_HANGUP", "odd reason"))),
        "outcome": draw(st.sampled_from((None, "None", "Interested", "interested"))),
        "variables": draw(st.dictionaries(st.sampled_from(NAMES), texts, max_size=3)),
        "duration_seconds": draw(figures),
        "cost_cents": draw(figures),
        "latency": latency,
        "messages": draw(st.sampled_from(([], said))),
        "transcript": draw(st.none() | texts),
        "analysis": {"summary": draw(texts)},
        "created_at": draw(moments),
    }


calls = raw_calls().map(Call.read)


def _quoted(text: str) -> str:
    return f'"{text}"'


_values = st.sampled_from(
    (
        *WORDS, *NUMBERS, *AGENTS, *AGENTS.values(),
        "refu", "re", "back zo", "+49", "+1", "5112", "912",
        "completed", "no_answer", "talking", "busy", "user hung", "interested", "out", "e",
        "call_", "49 30", "日", "3", "001", "order", "look up", "*", "OR", "NOT (",
        "'; DROP TABLE calls; --",
    )
).filter(bool)  # fmt: skip


def _can_be_asked(term: tuple[str, str]) -> bool:
    return term[0] != "id" or may_go_on(id_key(term[1]))


_fields = st.sampled_from(
    (
        "agent", "status", "to", "from", "number", "type", "way", "outcome", "reason", "id",
        *(f"var.{name}" for name in ("order_id", "ORDER-id", "n", "other")),
    )
)  # fmt: skip
_signs = st.sampled_from((">", ">=", "<", "<=", "="))
_times = st.sampled_from(
    ("2h", "3d", "30m", "today", "yesterday", "2026-05-30", "2026-05-31T10:30", "14:00")
)
_terms = st.one_of(
    _values.map(_quoted),
    st.tuples(_fields, _values)
    .filter(_can_be_asked)
    .map(lambda pair: f"{pair[0]}:{_quoted(pair[1])}"),
    st.tuples(
        st.sampled_from(("agent", "status", "number", "type", "way", "outcome", "reason")), _values
    ).map(lambda pair: f"{pair[0]}={_quoted(pair[1])}"),
    st.tuples(
        st.sampled_from(("dur", "cost", "slow", "var.n", "var.order_id")),
        _signs,
        st.sampled_from(("-2", "0", "0.01", "1", "42", "60", "1:00", "61", "3599", "1e13", "nan")),
    ).map("".join),
    st.tuples(st.sampled_from(("since", "until", "on")), _times).map(":".join),
    st.integers(0, 23).map(lambda hour: f"hour:{hour}"),
    st.uuids().map(lambda each: f"id:call_{each}"[:12]),
)
_negated = st.tuples(st.sampled_from(("", "", "!", "!!")), _terms).map("".join)
filter_texts = st.lists(
    st.lists(_negated, min_size=1, max_size=3).map(" ".join), min_size=0, max_size=3
).map(" or ".join)
