"""The row that a person is offered is one that the catalogue can read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from console.api.records.call import Call
from console.insight.catalogue import Redial, built_in
from console.insight.catalogue_rows import read_rows
from console.insight.own_row import row_text
from console.insight.triage import Group, triage
from console.insight.troubles import Rules, diagnose

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
PATH = "/home/ada/failures.toml"


def failed(end_reason: str) -> Call:
    return Call.read(
        {
            "id": "call_1",
            "status": "failed",
            "end_reason": end_reason,
            "ended_at": (NOW - timedelta(minutes=5)).isoformat(),
        }
    )


def group_of(end_reason: str) -> Group:
    diagnosis = diagnose(failed(end_reason), NOW, Rules())
    (group,) = triage([diagnosis], now=NOW, span=timedelta(hours=1)).groups
    return group


class TestAReasonThatNobodyHasExplained:
    @pytest.mark.parametrize(
        "said", ["LINE_DEAD", 'He said "no" \\ twice', "Leitung tot: Ü", "gone at 48f1c2aa90b17d3e"]
    )
    def test_is_recognised_by_the_row_that_is_offered_for_it(self, said: str) -> None:
        mended = read_rows(row_text(group_of(said), PATH), PATH, built_in())
        reason = diagnose(failed(said), NOW, Rules(catalogue=mended)).reason
        assert reason is not None
        assert reason.row is not None
        assert (reason.row.name, reason.row.redial) == (group_of(said).words, Redial.LATER)

    def test_is_recognised_also_with_another_id_in_it(self) -> None:
        mended = read_rows(row_text(group_of("gone at 48f1c2aa90b17d3e"), PATH), PATH, built_in())
        other = diagnose(failed("gone at 00ffee11223344"), NOW, Rules(catalogue=mended))
        assert other.reason is not None
        assert other.reason.row is not None

    def test_has_where_it_was_seen_and_where_the_row_belongs(self) -> None:
        text = row_text(group_of("LINE_DEAD"), PATH)
        assert "# Seen as: LINE_DEAD in end_reason (1 call)" in text
        assert f"# into {PATH}" in text


class TestAReasonThatTheCatalogueKnows:
    @pytest.mark.parametrize("said", ["user_busy", "sip_603", "geo_permission_denied"])
    def test_is_offered_as_it_is_explained_now(self, said: str) -> None:
        group = group_of(said)
        again = read_rows(row_text(group, PATH), PATH, built_in())
        assert again.rows == built_in().rows
