from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from console.accounts.errors import AccountError
from console.insight.catalogue import Catalogue, Fault, Redial, built_in
from console.insight.catalogue_rows import read_rows

NEW_ROW = """
[line_eaten]
name = "line eaten"
fault = "carrier"
means = "A beaver has eaten the line."
next = "Feed the beaver."
redial = "later"
after = 30
words = ["beaver"]
"""


def own(text: str) -> Catalogue:
    return read_rows(text, "~/failures.toml", built_in())


class TestTheRowsThatComeWithTheConsole:
    def test_say_everything_in_a_sentence_each(self) -> None:
        for row in built_in().rows.values():
            assert row.name[0].islower(), row.id
            for sentence in (row.means, row.next):
                assert sentence[0].isupper(), row.id
                assert sentence.endswith("."), row.id
                assert len(sentence) <= 100, row.id

    def test_leave_no_mark_to_two_rows(self) -> None:
        marks = [marks for _, marks in built_in().marks]
        seen = Counter(mark for each in marks for mark in (*each.codes, *each.words))
        assert [mark for mark, times in seen.items() if times > 1] == []

    def test_are_named_apart(self) -> None:
        names = Counter(row.name for row in built_in().rows.values())
        assert [name for name, times in names.items() if times > 1] == []

    @pytest.mark.parametrize(
        ("family", "number", "row"),
        [
            ("twilio", 21215, "country_blocked"),
            ("twilio", 13227, "country_blocked"),
            ("twilio", 20003, "carrier_login"),
            ("twilio", 34002, "busy"),
            ("sip", 486, "busy"),
            ("sip", 603, "declined"),
            ("sip", 608, "blocked_as_spam"),
            ("q850", 17, "busy"),
            ("livekit", 16, "agent_crashed"),
            ("llm", 429, "llm_quota"),
            ("llm", 503, "llm_down"),
            ("tts", 404, "tts_request"),
            ("stt", 401, "stt_key"),
        ],
    )
    def test_are_found_by_the_numbers_of_those_who_refuse_calls(
        self, family: str, number: int, row: str
    ) -> None:
        found = built_in().of_code(family, number)
        assert found is not None
        assert found.id == row

    @pytest.mark.parametrize(
        ("word", "row"),
        [
            ("User Busy", "busy"),
            ("USER-BUSY", "busy"),
            ("cancelled", "canceled"),
            ("call.start.error-subscription-frozen", "account_inactive"),
            ("call.start.error-get-assistant", "agent_config"),
            ("call.in-progress.error-vapifault-worker-died", "agent_crashed"),
            ("call.in-progress.error-vapifault-database-error", "platform_error"),
            ("assistant-request-returned-invalid-assistant", "agent_config"),
            ("error_llm_websocket_open", "llm_server"),
            ("SIP_TRUNK_FAILURE", "trunk_failure"),
        ],
    )
    def test_are_found_by_the_words_of_platforms_however_spelled(self, word: str, row: str) -> None:
        found = built_in().of_word(word)
        assert found is not None
        assert found.id == row

    @pytest.mark.parametrize("word", ["flux_capacitor_empty", "", "businesslike", "not busy"])
    def test_leave_unknown_words_unknown(self, word: str) -> None:
        assert built_in().of_word(word) is None
        assert built_in().of_code("twilio", 99999) is None

    def test_tell_whether_to_call_again(self) -> None:
        rows = built_in().rows
        assert rows["busy"].advice == "redial after 15 min"
        assert rows["voicemail"].advice == "redial after 4 h"
        assert rows["country_blocked"].advice == "redial once it is mended"
        assert rows["agent_crashed"].advice == "redial at once"
        assert rows["unwanted"].advice == "do not redial"


class TestACallerWhoWantsAHuman:
    @pytest.mark.parametrize(
        "words",
        [
            "Can I speak to a real person?",
            "HUMAN, PLEASE!",
            "Human. Representative. Agent. Human.",
            "operator",
            "Is there a human there? No offence.",
            "Ich will jetzt mit einem Menschen reden. Jetzt.",
            "Je voudrais parler à un conseiller.",
            "Quiero hablar con una persona, por favor",
            "Quero falar com um atendente",
            "حوّليني على أحد عنده صلاحية.",
            "すみません、担当者につないでください",
        ],
    )
    def test_is_understood_in_their_language(self, words: str) -> None:
        assert [row.id for row in built_in().said(words)] == ["asks_for_human"]

    @pytest.mark.parametrize(
        "words",
        [
            "Are you a real person?",
            "Am I speaking to the person responsible for your office supplies?",
            "I want to talk to a personal trainer.",
            "Are you human? Please tell me.",
            "Please.",
            "Our agent sold it. Human error.",
            "Ich habe schon mit einem Mitarbeiter gesprochen.",
            "Can I see it without talking to a salesperson?",
            "",
        ],
    )
    def test_is_not_everybody_who_speaks_of_people(self, words: str) -> None:
        assert list(built_in().said(words)) == []


class TestAPersonsOwnRows:
    def test_are_found_beside_those_of_the_console(self) -> None:
        row = own(NEW_ROW).of_word("BEAVER")
        assert row is not None
        assert (row.name, row.fault) == ("line eaten", Fault.CARRIER)
        assert (row.redial, row.after) == (Redial.LATER, timedelta(minutes=30))
        assert built_in().of_word("beaver") is None

    def test_change_of_a_known_row_only_what_they_say(self) -> None:
        row = own('[busy]\nredial = "never"').rows["busy"]
        assert row.redial is Redial.NEVER
        assert row.means == built_in().rows["busy"].means

    def test_add_marks_and_take_them_from_other_rows(self) -> None:
        catalogue = own('[busy]\nsip = [403]\nwords = ["no_answer"]')
        found = (
            catalogue.of_code("sip", 403),
            catalogue.of_code("sip", 486),
            catalogue.of_word("no_answer"),
        )
        assert [row.id for row in found if row] == ["busy"] * 3

    def test_may_be_about_what_callers_say(self) -> None:
        catalogue = own(NEW_ROW + 'phrases = ["my money back"]')
        assert [row.id for row in catalogue.said("I want my money back!")] == ["line_eaten"]

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            (
                '\n[busy]\nredial = "latter"',
                "~/failures.toml, line 3: busy.redial: must be one of now, later, after_fix, "
                "never. Did you mean “later”?",
            ),
            (
                '[busy]\nnam = "engaged"',
                "~/failures.toml, line 2: busy.nam: is not a field. Did you mean “name”?",
            ),
            (
                '[line_eaten]\nname = "line eaten"\nfault = "carrier"',
                "~/failures.toml, line 1: line_eaten: is a new row and lacks means, next, redial.",
            ),
            (
                "[busy]\nsip = 486",
                "~/failures.toml, line 2: busy.sip: must be a list such as [486, 600], "
                "of whole numbers.",
            ),
            (
                '[busy]\nwords = [""]',
                '~/failures.toml, line 2: busy.words: must be a list such as ["line_dead"], '
                "of texts.",
            ),
            (
                "[busy]\nafter = true",
                "~/failures.toml, line 2: busy.after: must be a number of minutes, up to a "
                "week's 10080.",
            ),
            (
                '[agent_crashed]\nredial = "later"',
                "~/failures.toml, line 1: agent_crashed: is redialled later and lacks after, "
                "in minutes.",
            ),
            ("busy = 3", "~/failures.toml, line 1: busy: must be a table: [the_rows_id]."),
        ],
    )
    def test_that_are_wrong_name_the_place_and_the_right_word(self, text: str, words: str) -> None:
        with pytest.raises(AccountError) as raised:
            own(text)
        assert raised.value.words == words

    def test_that_are_no_toml_name_the_line(self) -> None:
        with pytest.raises(AccountError, match=r"~/failures.toml is not TOML: .*line 2"):
            own("[busy]\nname = \n")
