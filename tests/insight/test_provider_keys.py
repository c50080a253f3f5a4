"""What can be told of a key by its looks."""

from __future__ import annotations

import pytest

from console.insight.provider_keys import (
    PROVIDERS,
    doubt_about_key,
    masked,
    problem_with_key,
    shows_key,
)

TOKEN = "0123456789abcdef0123456789abcdef"


class TestAKeyThatIsNone:
    @pytest.mark.parametrize(
        ("key", "words"),
        [
            ("", "missing"),
            ("sk_••••5d1e", "masked"),
            ("sk-************************", "masked"),
            ("sk-proj-abcdef ghijkl", "spaces"),
            ("sk-proj-abcdef\n", "line breaks"),
            ("sk-proj-\x1babcdef", "special"),
            ("sk-prój-abcdef", "special"),
            ("abc", "short"),
        ],
    )
    def test_is_said_to_be_none(self, key: str, words: str) -> None:
        assert words in (problem_with_key(key) or "")

    def test_is_not_any_printable_word(self) -> None:
        assert problem_with_key("sk-proj-Abc_123.xyz~") is None


class TestADoubt:
    @pytest.mark.parametrize(
        ("provider", "key"),
        [
            ("twilio", TOKEN),
            ("telnyx", "KEY0123456789"),
            ("OpenAI", "sk-proj-0123456789"),
            ("anthropic", "sk-ant-0123456789"),
            ("elevenlabs", "whatever-they-give"),
            ("nobody-knows-them", "whatever-they-give"),
        ],
    )
    def test_is_not_raised_by_what_is_usual(self, provider: str, key: str) -> None:
        assert doubt_about_key(provider, key) is None

    @pytest.mark.parametrize(
        ("provider", "key", "words"),
        [
            ("twilio", "AC" + TOKEN, "Account SID"),
            ("twilio", TOKEN[:-1], "32 digits"),
            ("openai", "sk-ant-0123456789", "sk-"),
            ("sendgrid", "0123456789", "SG."),
        ],
    )
    def test_names_what_is_usual_and_never_the_key(
        self, provider: str, key: str, words: str
    ) -> None:
        doubt = doubt_about_key(provider, key)
        assert doubt is not None
        assert words in doubt
        assert key not in doubt

    def test_is_raised_by_nothing_at_all_for_no_provider(self) -> None:
        assert all(provider == provider.lower() for provider in PROVIDERS)
        assert doubt_about_key("", "0123456789") is None


class TestAMaskedKey:
    @pytest.mark.parametrize("shown", ["••••cdef", "AC****cdef", "sk-...cdef", "cdef", ""])
    def test_is_shown_as_it_came(self, shown: str) -> None:
        assert masked(shown) == shown

    def test_that_is_not_masked_is_masked_here(self) -> None:
        assert masked(TOKEN) == "••••cdef"

    @pytest.mark.parametrize(
        ("from_server", "shows"),
        [
            ("••••cdef", True),
            ("AC••••cdef", True),
            ("****cdef", True),
            ("0123…cdef", True),
            ("0123...cdef", True),
            ("••••0000", False),
            ("••••", None),
            ("0123••••", None),
            ("", None),
            (None, None),
        ],
    )
    def test_tells_by_its_end_whose_it_is(
        self, from_server: str | None, shows: bool | None
    ) -> None:
        assert shows_key(from_server, TOKEN) is shows
