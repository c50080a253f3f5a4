from __future__ import annotations

import pytest

from console.insight.redaction import codes_of, masked_number, masked_value, masked_words, redacted


class TestANumber:
    @pytest.mark.parametrize(
        ("number", "masked"),
        [
            ("+4915123456789", "+49 …789 (Germany)"),
            ("+15739693824", "+1 …824 (United States)"),
            ("+8801711000123", "+880 …123 (Bangladesh)"),
            ("anonymous", "…"),
            ("1234", "…"),
            ("sip:4915123456789@example.com", "…789"),
        ],
    )
    def test_keeps_its_country_and_last_digits(self, number: str, masked: str) -> None:
        assert masked_number(number) == masked


class TestAText:
    @pytest.mark.parametrize(
        ("text", "left"),
        [
            ("Twilio error 21215 for +49 151 2345 6789", "Twilio error 21215 for …789"),
            ("SIP 486 from (573) 969-3824.", "SIP 486 from (…824."),
            ("at 2026-11-20 it failed", "at 2026-11-20 it failed"),
            ("mail ana.weber@example.com now", "mail ‹email› now"),
            ("GET https://u:p@api.shop.de/o/9?key=abc failed", "GET https://api.shop.de/… failed"),
            ("Bearer sk-live-4f9a8b7c6d5e4f3a refused", "Bearer ‹token› refused"),
            ("order of Ana Weber is late", "order of ‹customer› is late"),
            ("call_0123456789abcdef ended", "call_0123456789abcdef ended"),
            ("No record for WEBER, nor Webers", "No record for ‹customer›, nor ‹customer›"),
            ("ana   weber_2 hung up", "‹customer›   ‹customer›_2 hung up"),
            ("on +4915123456789x or x12345y", "on …789x or x…345y"),
            ("2026-11-20 5551234567", "2026-11-20 …567"),
            ("twilio_21215 and 21215", "twilio_21215 and …215"),
            ("21215", "21215"),
            ("田中様 hung up", "‹jp›様 hung up"),
        ],
    )
    def test_loses_what_is_private_and_keeps_codes(self, text: str, left: str) -> None:
        values = {"customer": "ana weber", "flag": "1", "empty": "", "jp": "田中太郎"}
        assert redacted(text, values, ids={"call_0123456789abcdef"}) == left

    @pytest.mark.parametrize(
        ("text", "codes"),
        [
            ('HTTP 500 {"code": 21215} for Weber', "HTTP 500, code 21215"),
            ("HTTP/1.1 503, then HTTP/1.1 503", "HTTP/1.1 503"),
            ("401 for Weber at 10 Elm Street", "401"),
            ("sip:486 busy", "sip 486"),
            ("no record 12345 for Weber", ""),
        ],
    )
    def test_tells_its_codes_alone(self, text: str, codes: str) -> None:
        assert codes_of(text) == codes

    def test_keeps_numbers_when_they_may_be_shown(self) -> None:
        assert redacted("to +4915123456789", {}, numbers=True) == "to +4915123456789"

    def test_takes_names_and_values_as_mere_text(self) -> None:
        assert redacted("a (b+ c", {r"x\1": "(b+"}) == r"a ‹x\1› c"


def test_words_and_values_tell_how_long_they_are() -> None:
    assert masked_words("Hi Sama! Ça va?") == "4 words, 15 characters"
    assert masked_words("Hello") == "1 word, 5 characters"
    assert (masked_value("ORD-001"), masked_value("")) == ("7 characters", "empty")
