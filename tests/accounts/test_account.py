"""Which account a run is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.accounts.account import choose_account
from console.accounts.errors import AccountError
from console.accounts.key_sources import EnvironmentKeys
from console.accounts.profiles import Profile
from console.accounts.settings import Settings

NOTHING = EnvironmentKeys()
EU = Profile("eu", "https://eu.oneinbox.ai", "blue")
US = Profile("us", "https://us.oneinbox.ai", "red", read_only=True)


def saved(*profiles: Profile, default: str | None = None) -> Settings:
    named = {profile.name: profile for profile in profiles}
    return Settings(Path("/etc/oneinbox/settings.toml"), named, default)


def environment(*variables: str) -> EnvironmentKeys:
    return EnvironmentKeys.take(dict.fromkeys(variables, "oi_sk_sentinel_9f3a"))


class TestTheProfile:
    def test_is_the_one_that_the_option_names(self) -> None:
        account = choose_account(
            saved(EU, US), {"ONEINBOX_PROFILE": "us"}, NOTHING, profile_name="eu"
        )
        assert account.profile == EU
        assert account.named

    def test_is_else_the_one_that_the_variable_names(self) -> None:
        account = choose_account(saved(EU, US, default="eu"), {"ONEINBOX_PROFILE": "us"}, NOTHING)
        assert account.profile == US
        assert account.named

    def test_is_else_the_default_one(self) -> None:
        account = choose_account(saved(EU, US, default="us"), {}, NOTHING)
        assert account.profile == US
        assert not account.named

    def test_is_else_the_only_one(self) -> None:
        assert choose_account(saved(EU), {}, NOTHING).profile == EU

    def test_is_called_default_where_none_was_ever_saved(self) -> None:
        assert choose_account(saved(), {}, NOTHING).profile == Profile("default")

    def test_has_to_be_named_among_several_equal_ones(self) -> None:
        with pytest.raises(AccountError, match="several profiles"):
            choose_account(saved(EU, US), {}, NOTHING)

    def test_that_does_not_exist_leads_to_the_nearest(self) -> None:
        with pytest.raises(AccountError, match="Did you mean “eu”"):
            choose_account(saved(EU), {}, NOTHING, profile_name="ue")

    def test_needs_no_settings_where_its_variable_holds_a_key(self) -> None:
        account = choose_account(
            saved(EU), {}, environment("ONEINBOX_API_KEY_CI"), profile_name="ci"
        )
        assert account.profile == Profile("ci")


class TestAKeyThatBelongsToNoProfile:
    def test_makes_an_account_of_its_own_with_nothing_of_the_default_one(self) -> None:
        account = choose_account(saved(EU, default="eu"), {}, environment("ONEINBOX_API_KEY"))
        assert account.profile == Profile("environment")
        assert not account.named

    @pytest.mark.parametrize(
        ("option", "environ"), [("eu", {}), (None, {"ONEINBOX_PROFILE": "eu"})]
    )
    def test_does_not_touch_a_profile_that_was_named(
        self, option: str | None, environ: dict[str, str]
    ) -> None:
        account = choose_account(
            saved(EU), environ, environment("ONEINBOX_API_KEY"), profile_name=option
        )
        assert account.profile == EU

    def test_gives_way_to_the_default_profiles_own_variable(self) -> None:
        keys = environment("ONEINBOX_API_KEY", "ONEINBOX_API_KEY_EU")
        assert choose_account(saved(EU, default="eu"), {}, keys).profile == EU


class TestTheAddress:
    def test_is_the_profiles(self) -> None:
        account = choose_account(saved(EU), {}, NOTHING)
        assert account.profile.base_url == "https://eu.oneinbox.ai"
        assert account.address_from is None

    def test_is_rather_the_variables(self) -> None:
        account = choose_account(saved(EU), {"ONEINBOX_BASE_URL": "http://localhost:1"}, NOTHING)
        assert account.profile.base_url == "http://localhost:1"
        assert account.address_from == "ONEINBOX_BASE_URL"

    def test_is_rather_still_the_options(self) -> None:
        account = choose_account(
            saved(EU),
            {"ONEINBOX_BASE_URL": "http://localhost:1"},
            NOTHING,
            base_url="http://localhost:2/v1",
        )
        assert account.profile.base_url == "http://localhost:2"
        assert account.address_from == "--base-url"


class TestReadOnly:
    def test_can_be_added_by_the_option_but_not_taken_away(self) -> None:
        assert choose_account(saved(EU), {}, NOTHING, read_only=True).profile.read_only
        assert choose_account(saved(US), {}, NOTHING, read_only=False).profile.read_only
