"""From what a person typed to what is sent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from console.actions.forms.drafting import (
    DraftError,
    moment_words,
    pairs,
    phone_call,
    web_call,
    when,
)

NOW = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
BERLIN = timezone(timedelta(hours=1))
FILLED = {"agent_id": "agt_1", "from_number": "+15739693824", "to_number": "+44 20 7946 0958"}


class TestAPhoneCall:
    def test_takes_a_number_as_people_write_it(self) -> None:
        draft = phone_call(FILLED, {}, now=NOW, zone=BERLIN)
        assert draft.to_number == "+442079460958"
        assert draft.scheduled_at is None

    def test_leaves_out_variables_that_were_left_empty(self) -> None:
        draft = phone_call(FILLED, {"name": "Ana", "order_id": ""}, now=NOW, zone=BERLIN)
        assert draft.variables == {"name": "Ana"}

    def test_puts_overrides_where_the_api_wants_them(self) -> None:
        typed = {"llm.temperature": "0.2", "llm.model": "gpt-4.1", "first_message": "Hi"}
        draft = phone_call(FILLED | typed, {}, now=NOW, zone=BERLIN)
        assert draft.overrides == {
            "first_message": "Hi",
            "llm": {"model": "gpt-4.1", "temperature": 0.2},
        }

    def test_sends_overrides_that_were_not_typed_as_they_are_and_before_those_that_were(
        self,
    ) -> None:
        typed = {"llm.model": "gpt-4.1", "llm.system_prompt": "typed", "first_message": "Hi"}
        fixed = {"llm": {"system_prompt": " exact\r\n"}}
        draft = phone_call(FILLED | typed, {}, now=NOW, zone=BERLIN, fixed=fixed)
        assert draft.overrides == {
            "first_message": "Hi",
            "llm": {"model": "gpt-4.1", "system_prompt": " exact\r\n"},
        }
        assert web_call(FILLED, {}, fixed=fixed).overrides == fixed

    def test_says_everything_that_is_wrong_at_once(self) -> None:
        with pytest.raises(DraftError) as caught:
            phone_call({"to_number": "12", "when": "soon"}, {}, now=NOW, zone=BERLIN)
        assert set(caught.value.problems) == {"agent_id", "from_number", "to_number", "when"}

    def test_refuses_a_temperature_that_is_no_number(self) -> None:
        with pytest.raises(DraftError) as caught:
            phone_call(FILLED | {"llm.temperature": "warm"}, {}, now=NOW, zone=BERLIN)
        assert caught.value.problems == {"overrides": "Temperature is a number."}


class TestAWebCall:
    def test_needs_no_numbers(self) -> None:
        draft = web_call({"agent_id": "agt_1", "metadata": "source=desk"}, {"name": "Ana"})
        assert draft.metadata == {"source": "desk"}

    def test_needs_an_agent(self) -> None:
        with pytest.raises(DraftError):
            web_call({}, {})


class TestWhen:
    @pytest.mark.parametrize("text", ["", "now", " NOW "])
    def test_now_is_no_schedule(self, text: str) -> None:
        assert when(text, NOW, BERLIN) is None

    def test_a_span_counts_from_now(self) -> None:
        assert when("in 10 m", NOW, BERLIN) == NOW + timedelta(minutes=10)

    def test_a_time_of_day_is_the_next_one_in_the_persons_zone(self) -> None:
        assert when("15:30", NOW, BERLIN) == datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
        assert when("14:30", NOW, BERLIN) == datetime(2026, 11, 21, 13, 30, tzinfo=UTC)

    def test_a_date_without_a_zone_is_in_the_persons_zone(self) -> None:
        assert when("2026-11-21 09:00", NOW, BERLIN) == datetime(2026, 11, 21, 8, tzinfo=UTC)

    @pytest.mark.parametrize("text", ["soon", "25:99", "2020-01-01 10:00"])
    def test_what_cannot_be_meant_is_refused_in_words(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"\."):
            when(text, NOW, BERLIN)


class TestAMomentInWords:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("in 10 m", "today 15:10 UTC+01:00"),
            ("09:00", "tomorrow 09:00 UTC+01:00"),
            ("2026-11-27 09:00", "Fri 2026-11-27 09:00 UTC+01:00"),
        ],
    )
    def test_is_told_by_the_day_and_in_the_persons_zone(self, text: str, words: str) -> None:
        moment = when(text, NOW, BERLIN)
        assert moment
        assert moment_words(moment, NOW, BERLIN) == words


class TestPairs:
    def test_reads_names_and_values(self) -> None:
        assert pairs("a=1, b = two ,") == {"a": "1", "b": "two"}

    def test_names_the_part_that_is_no_pair(self) -> None:
        with pytest.raises(ValueError, match="“b” is not name=value"):
            pairs("a=1,b")
