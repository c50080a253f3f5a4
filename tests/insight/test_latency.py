from __future__ import annotations

import pytest

from console.api.records.latency import Latency
from console.insight.latency import Turn, p95, percentile, slowest, stage_group, turns_of


def latency(*events: tuple[int, str, float]) -> Latency:
    return Latency.read({"events": [{"turn": t, "type": kind, "ms": ms} for t, kind, ms in events]})


class TestTurns:
    def test_sum_what_the_caller_waits_for_in_the_order_it_happens(self) -> None:
        turns = turns_of(
            latency(
                (1, "tts_ttfb", 180),
                (1, "llm_ttft", 620),
                (1, "tool:lookup_order", 340),
                (1, "eou_delay", 300),
                (1, "kb", 90),
            )
        )
        assert turns == (
            Turn(
                number=1,
                total_ms=1530,
                stages=(
                    ("eou", 300),
                    ("kb", 90),
                    ("llm", 620),
                    ("tool:lookup_order", 340),
                    ("tts", 180),
                ),
            ),
        )

    def test_leave_out_transcription_and_what_they_do_not_know(self) -> None:
        turns = turns_of(latency((1, "stt", 200), (1, "magic", 9), (1, "llm_ttft", 500)))
        assert [turn.total_ms for turn in turns] == [500]

    def test_add_up_a_stage_that_ran_twice(self) -> None:
        turns = turns_of(latency((2, "llm_ttft", 500), (2, "llm_ttft", 300)))
        assert turns[0].stages == (("llm", 800),)

    def test_come_by_number(self) -> None:
        turns = turns_of(latency((3, "kb", 1), (1, "kb", 1), (2, "kb", 1)))
        assert [turn.number for turn in turns] == [1, 2, 3]

    def test_take_no_negative_time(self) -> None:
        assert turns_of(latency((1, "llm_ttft", -5))) == ()

    def test_name_a_tools_group_without_the_tool(self) -> None:
        assert stage_group("tool:a:b") == "tool"
        assert stage_group("llm") == "llm"


class TestTheSlowestTurn:
    def test_is_the_first_of_the_longest(self) -> None:
        turns = turns_of(latency((1, "kb", 5), (2, "kb", 9), (3, "kb", 9)))
        found = slowest(turns)
        assert found is not None
        assert found.number == 2

    def test_is_none_of_none(self) -> None:
        assert slowest(()) is None


class TestPercentiles:
    @pytest.mark.parametrize(("p", "value"), [(0, 1), (50, 2.5), (100, 4), (25, 1.75)])
    def test_lie_between_the_values(self, p: float, value: float) -> None:
        assert percentile([4, 1, 3, 2], p) == value

    def test_of_nothing_are_nothing(self) -> None:
        assert percentile([], 95) is None

    def test_of_few_turns_are_kept_back(self) -> None:
        assert p95({100: 19}) is None
        assert p95({100: 12, 200: 8}) == 200
