"""The address of a SIP trunk, as it is typed."""

from __future__ import annotations

import pytest

from console.insight.sip import problem_with_trunk


class TestATrunksAddress:
    @pytest.mark.parametrize(
        "text",
        [
            "sip.example.com",
            " sip.example.com:5060 ",
            "sip:sip.example.com",
            "SIPS:sip.example.com:5061",
            "pbx",
            "203.0.113.7:65535",
            "[2001:db8::1]",
            "sip:[2001:db8::1]:5060",
            "xn--bcher-kva.example",
        ],
    )
    def test_is_a_host_perhaps_with_a_port_and_a_scheme(self, text: str) -> None:
        assert problem_with_trunk(text) is None

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("", "the host comes next"),
            ("sip:", "the host comes next"),
            (":5060", "the host comes next"),
            ("sip.", "goes on after the dot"),
            ("sip..com", "letters, digits, dots and hyphens"),
            ("-sip.com", "letters, digits, dots and hyphens"),
            ("sip.example.com;transport=tls", "letters, digits, dots and hyphens"),
            ("sip example", "no spaces"),
            ("https://sip.example.com", "only host and port"),
            ("sip://sip.example.com", "only host and port"),
            ("me@sip.example.com", "without the user"),
            ("203.0.113", "four numbers"),
            ("203.0.113.256", "four numbers"),
            ("2001:db8::1", "in brackets"),
            ("[2001:db8::g]", "no IPv6 address"),
            ("[2001:db8::1]5060x", "a number from 1 to 65535"),
            ("sip.example.com:", "after the colon"),
            ("sip.example.com:0", "a number from 1 to 65535"),
            ("sip.example.com:65536", "a number from 1 to 65535"),
            ("sip.example.com:٥٠", "a number from 1 to 65535"),
        ],
    )
    def test_hears_what_is_wrong_with_it(self, text: str, words: str) -> None:
        assert words in (problem_with_trunk(text) or "")
