"""Profiles: names, colours and addresses."""

from __future__ import annotations

import pytest

from console.accounts.errors import AccountError
from console.accounts.profiles import Profile, check_base_url, check_colour, check_name


class TestAProfile:
    def test_has_an_environment_variable_of_its_own(self) -> None:
        assert Profile("acme-prod").key_variable == "ONEINBOX_API_KEY_ACME_PROD"

    def test_points_at_the_platform_unless_told_otherwise(self) -> None:
        assert Profile("eu").host == "api.oneinbox.ai"


class TestAName:
    @pytest.mark.parametrize("name", ["eu", "acme-prod", "2nd"])
    def test_is_made_of_letters_digits_and_hyphens(self, name: str) -> None:
        assert check_name(name) == name

    @pytest.mark.parametrize("name", ["", "EU", "a_b", "a b", "-a", "é", "a/../b", "a" * 33, "a\n"])
    def test_is_nothing_that_could_clash_or_break_out(self, name: str) -> None:
        with pytest.raises(AccountError, match="cannot be a profile's name"):
            check_name(name)

    def test_is_not_that_of_the_demo(self) -> None:
        with pytest.raises(AccountError, match="simulated"):
            check_name("demo")

    def test_is_not_that_of_the_unsaved_profile(self) -> None:
        with pytest.raises(AccountError, match="ONEINBOX_API_KEY"):
            check_name("environment")


class TestAColour:
    def test_that_is_unknown_leads_to_the_nearest(self) -> None:
        with pytest.raises(AccountError, match="Did you mean “green”"):
            check_colour("gren")


class TestAnAddress:
    @pytest.mark.parametrize(
        ("typed", "used"),
        [
            ("https://api.oneinbox.ai", "https://api.oneinbox.ai"),
            (" https://API.oneinbox.ai/ ", "https://api.oneinbox.ai"),
            ("https://api.oneinbox.ai/v1/", "https://api.oneinbox.ai"),
            ("https://proxy.example/oneinbox/v1", "https://proxy.example/oneinbox"),
            ("http://localhost:8765", "http://localhost:8765"),
            ("http://127.0.0.1:8765/v1", "http://127.0.0.1:8765"),
            ("http://[::1]:8765", "http://[::1]:8765"),
        ],
    )
    def test_is_taken_as_people_type_it(self, typed: str, used: str) -> None:
        assert check_base_url(typed) == used

    @pytest.mark.parametrize(
        "typed",
        [
            "",
            "api.oneinbox.ai",
            "ftp://api.oneinbox.ai",
            "https://",
            "https://host:port",
            "https://host:99999",
            "https://[::1",
            "https://host/?key=1",
            "https://a b",
            "https://äpi.example",
        ],
    )
    def test_that_is_none_is_refused(self, typed: str) -> None:
        with pytest.raises(AccountError):
            check_base_url(typed)

    def test_that_would_send_the_key_in_clear_is_refused(self) -> None:
        with pytest.raises(AccountError, match="in clear"):
            check_base_url("http://api.oneinbox.ai")

    def test_with_a_password_is_refused_without_showing_it(self) -> None:
        with pytest.raises(AccountError) as raised:
            check_base_url("https://me:hunter22@api.oneinbox.ai")
        assert "hunter22" not in raised.value.words
