from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.insight.filter_language import HISTORY
from console.insight.filter_tree import And, Compare, Field, Not, Or, Word
from console.insight.filters import FilterError, parse
from console.insight.moments import Now

CALL = {
    "agent": "Réception Paris",
    "status": "talking",
    "to": "+33 1 70 18 99 00",
    "from": "+33612345678",
    "type": "inbound",
    "way": "inbound",
    "outcome": "Not Interested",
    "reason": "nobody spoke\nsilence_timeout",
    "id": "call_8f3a-91",
    "dur": "372.5",
    "cost": "12",
    "slow": "1840",
    "var.customer_name": "Zoë",
    "about": "Zoë · ORD-001",
}


def passes(text: str) -> bool:
    return parse(text).matches(CALL)


class TestTheTree:
    def test_side_by_side_is_and_or_separates_and_mark_negates(self) -> None:
        assert parse('agent:sales !voicemail or dur>60 "call back"').tree == Or(
            (
                And((Field("agent", "sales"), Not(Word("voicemail")))),
                And((Compare("dur", ">", 60), Word("call back"))),
            )
        )

    def test_aliases_mean_the_field_they_stand_for(self) -> None:
        assert parse("direction:inbound").tree == Field("way", "inbound")
        assert parse("END_REASON:api").tree == Field("reason", "api")

    def test_a_variable_keeps_its_own_name(self) -> None:
        assert parse("var.Order_ID:7").tree == Field("var.Order_ID", "7")

    def test_an_open_quote_ends_with_the_text(self) -> None:
        assert parse('agent:"sales e').tree == Field("agent", "sales e")

    def test_a_clock_time_compares_as_seconds(self) -> None:
        assert parse("dur>=1:30").tree == Compare("dur", ">=", 90)

    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("dur>2m", 120),
            ("dur>1h30m", 5400),
            ("dur>1.5M", 90),
            ("slow>1.5s", 1500),
            ("slow>300ms", 300),
            ("slow>1.1s", 1100),
            ("slow>0:02", 2000),
        ],
    )
    def test_a_length_of_time_may_have_its_units(self, text: str, number: float) -> None:
        assert parse(text).tree == Compare(text.partition(">")[0], ">", number)

    def test_a_number_after_a_colon_is_compared(self) -> None:
        assert parse("dur:90").tree == Compare("dur", "=", 90)

    def test_nothing_typed_passes_everything_and_is_false(self) -> None:
        assert not parse("  ")
        assert parse("  ").matches({})
        assert parse("x")


class TestAWholeValue:
    @pytest.mark.parametrize(
        "text",
        ["outcome=not_interested", 'outcome="Not interested"', "reason=silence-timeout",
         'reason="nobody spoke"', "status=TALKING", "!outcome=interested"],
    )  # fmt: skip
    def test_is_asked_for_by_any_of_its_names(self, text: str) -> None:
        assert passes(text)

    @pytest.mark.parametrize("text", ["outcome=interested", "reason=silence", "status=talk"])
    def test_is_not_a_part_of_it(self, text: str) -> None:
        assert not passes(text)
        assert passes(text.replace("=", ":"))


class TestWhatIsKnownBesides:
    @pytest.mark.parametrize("text", ["status:stuck", "status=stuck", "stuck", "x or status:stu"])
    def test_lets_the_records_pass_that_have_the_value(self, text: str) -> None:
        assert not passes(text)
        assert parse(text).knowing("status", "stuck", [CALL["id"]]).matches(CALL)
        assert not parse(text).knowing("status", "stuck", ["call_2"]).matches(CALL)
        assert not parse("!stuck").knowing("status", "stuck", [CALL["id"]]).matches(CALL)

    def test_changes_no_filter_that_does_not_ask_for_it(self) -> None:
        asked = parse("status:talking agent=stuck !to:+49 dur>3")
        assert asked.knowing("status", "stuck", ["call_1"]) == asked


class TestAWord:
    @pytest.mark.parametrize("text", ["reception", "PARIS", "zoe", "ord 001", "8f3a_91"])
    def test_is_found_in_any_field_whatever_its_case_and_accents(self, text: str) -> None:
        assert all(passes(word) for word in text.split())
        assert passes(f'"{text}"')

    def test_is_not_found_where_it_is_not(self) -> None:
        assert not passes("berlin")
        assert not passes("1840")

    def test_that_is_a_number_is_found_whatever_its_spaces(self) -> None:
        assert passes("+33170189900")
        assert passes('"612 345"')
        assert not passes("+49170")

    def test_with_a_plus_is_the_beginning_of_a_number_however_short(self) -> None:
        assert passes("+3")
        assert not passes("+7")
        assert not passes("7")


class TestAField:
    @pytest.mark.parametrize(
        "text",
        [
            "agent:paris",
            "status:talk",
            "outcome:not_interested",
            'outcome:"not interested"',
            'reason:"silence timeout"',
            "to:+33170",
            'from:"+33 6 12"',
            "to:+3",
            "from:+33",
            "id:call_8f3a-91",
            "var.customer_name:zoe",
        ],
    )
    def test_holds_when_its_own_text_does(self, text: str) -> None:
        assert passes(text)
        assert not passes(f"!{text}")

    @pytest.mark.parametrize("text", ["agent:talking", "to:612345", "var.order:zoe"])
    def test_looks_nowhere_else(self, text: str) -> None:
        assert not passes(text)


class TestAComparison:
    @pytest.mark.parametrize(
        "text", ["dur>60", "dur<6:13", "cost=12", "cost<=12", "slow>=1840", "dur>60 slow>1500"]
    )
    def test_holds_by_number(self, text: str) -> None:
        assert passes(text)

    @pytest.mark.parametrize("text", ["dur<60", "cost>12", "var.customer_name>1"])
    def test_fails_by_number_and_for_what_is_none(self, text: str) -> None:
        assert not passes(text)


class TestATime:
    NOW = Now(datetime(2026, 6, 1, 12, 0, tzinfo=UTC), ZoneInfo("Asia/Kolkata"))

    def found(self, text: str, moment: str) -> bool:
        seconds = datetime.fromisoformat(moment).timestamp() if moment else ""
        return parse(text, HISTORY, self.NOW).matches({"moment": str(seconds)})

    @pytest.mark.parametrize(
        ("text", "inside", "outside"),
        [
            ("since:2h", "2026-06-01T10:00Z", "2026-06-01T09:59Z"),
            ("after:yesterday", "2026-05-30T18:30Z", "2026-05-30T18:29Z"),
            ("until:2h", "2026-06-01T09:59Z", "2026-06-01T10:00Z"),
            ("until:yesterday", "2026-05-31T18:29Z", "2026-05-31T18:30Z"),
            ("on:2026-06-01", "2026-05-31T18:30Z", "2026-06-01T18:30Z"),
            ("!on:today", "2026-05-31T18:29Z", "2026-05-31T18:30Z"),
            ("hour:17", "2026-01-01T12:00Z", "2026-01-01T12:30Z"),
        ],
    )
    def test_is_compared_with_that_of_the_record(
        self, text: str, inside: str, outside: str
    ) -> None:
        assert self.found(text, inside)
        assert not self.found(text, outside)

    @pytest.mark.parametrize("text", ["since:2h", "until:2h", "on:today", "hour:3"])
    def test_is_never_that_of_a_record_without_one(self, text: str) -> None:
        assert not self.found(text, "")
        assert self.found(f"!{text}", "")

    @pytest.mark.parametrize(
        ("text", "position", "words"),
        [
            ("x since:soon", 8, "“soon” is no time: 2h, 14:30"),
            ("hour:25", 5, "“25” is no hour: 0 to 23"),
            ("on>today", 2, "write on:today"),
        ],
    )
    def test_that_is_none_is_pointed_at(self, text: str, position: int, words: str) -> None:
        with pytest.raises(FilterError, match=words) as caught:
            parse(text, HISTORY, self.NOW)
        assert caught.value.position == position

    def test_cannot_be_asked_where_the_moment_is_not_known(self) -> None:
        with pytest.raises(FilterError, match="since can not be asked here"):
            parse("since:2h", HISTORY)
        with pytest.raises(FilterError, match="no field “since”"):
            parse("since:2h")


class TestWhatCannotBeUnderstood:
    @pytest.mark.parametrize(
        ("text", "position", "words"),
        [
            ("agent:", 6, "agent what?"),
            ("a dur>", 6, "dur > what?"),
            ("dur>long", 4, "“long” is no number"),
            ("agent>5", 6, "agent is no number; write agent:5"),
            ("a !", 3, "what should not be there?"),
            ("or b", 0, "“or” stands between two terms"),
            ("a or ", 5, "what comes after “or”?"),
            ("x colour:red", 2, "no field “colour”; quotes find text"),
            ("id:call", 3, "write 3 characters of the id or more"),
            ("id:call_", 3, "write 3 characters of the id or more"),
            ("!id:call_8f", 4, "write 3 characters of the id or more"),
            ("dur>2x", 4, "“2x” is no number"),
            ("cost>2m", 5, "“2m” is no number"),
        ],
    )
    def test_is_pointed_at_and_explained(self, text: str, position: int, words: str) -> None:
        with pytest.raises(FilterError) as caught:
            parse(text)
        assert (caught.value.position, caught.value.words) == (position, words)

    def test_words_that_begin_with_or_are_words(self) -> None:
        assert parse("orders oracle").tree == And((Word("orders"), Word("oracle")))

    @given(st.text(alphabet='ab:!"><=. or+1-_é\n\ud83d', max_size=30))
    def test_is_never_anything_but_a_filter_error(self, text: str) -> None:
        position = 0
        try:
            parse(text).matches(CALL)
        except FilterError as error:
            position = error.position
        assert 0 <= position <= len(text)
