"""The audit says what it does not know."""

from __future__ import annotations

from typing import Any

from tests.static.audit import judged

SOUND: dict[str, Any] = {"name": "anyio", "version": "4.16.0", "vulns": []}
UNKNOWN = {"name": "rich", "version": "15.0.0", "skip_reason": "Dependency not found"}
HOLED: dict[str, Any] = {
    "name": "h11",
    "version": "0.14.0",
    "vulns": [{"id": "GHSA-1", "fix_versions": ["0.16.0"]}, {"id": "GHSA-2", "fix_versions": []}],
}


class TestTheAudit:
    def test_is_well_only_when_all_was_looked_up(self) -> None:
        assert judged([SOUND]) == (0, ["1 of 1 packages were looked up; 0 known holes."])

    def test_is_not_well_where_the_source_knows_nothing(self) -> None:
        code, said = judged([SOUND, *[UNKNOWN] * 7])
        assert code == 2
        assert said[0] == "1 of 8 packages were looked up; 0 known holes."
        assert said[1].startswith("NOT audited")
        assert said[1].endswith("and 2 more.")

    def test_names_each_hole_and_what_mends_it(self) -> None:
        code, said = judged([SOUND, HOLED, UNKNOWN])
        assert code == 1
        assert said[-2:] == [
            "h11 0.14.0: GHSA-1, mended in 0.16.0",
            "h11 0.14.0: GHSA-2, mended in no version yet",
        ]
