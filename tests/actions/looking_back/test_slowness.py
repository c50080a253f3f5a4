"""From when on a call is slow, set by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from console.accounts.errors import AccountError
from console.accounts.profiles import Profile
from console.accounts.settings import load_settings, save_profile
from console.actions.looking_back.slowness import Slowness, SlownessError
from console.insight.slowness import FELT, FIELD

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


class TestWhatCallsAreJudgedBy:
    def test_is_what_people_feel_unless_the_profile_says_otherwise(self) -> None:
        assert Slowness.of(Profile("acme")).thresholds == FELT
        assert Slowness.of(Profile("acme", slowness="field")).thresholds == FIELD

    def test_has_the_persons_own_limit_for_each(self) -> None:
        slowness = Slowness.of(Profile("acme", slow_felt_ms=600, slow_field_ms=9000))
        assert (slowness.thresholds.bad_ms, slowness.thresholds.watch_ms) == (600, 600)
        assert slowness.told("field").thresholds.bad_ms == 9000
        assert slowness.told("field").thresholds.watch_ms == FIELD.watch_ms

    @pytest.mark.parametrize(
        ("words", "chosen", "felt", "field"),
        [
            ("field", "field", None, None),
            ("1200", "felt", 1200, None),
            ("Field 6500", "field", None, 6500),
            ("felt 900", "felt", 900, None),
            ("", "felt", None, None),
        ],
    )
    def test_is_told_in_a_word_or_two(
        self, words: str, chosen: str, felt: int | None, field: int | None
    ) -> None:
        assert Slowness().told(words) == Slowness(chosen, felt, field)

    @pytest.mark.parametrize("words", ["fast", "felt 3", "felt 90000", "-5", "felt 1.5", "²"])
    def test_is_nothing_else(self, words: str) -> None:
        with pytest.raises(SlownessError, match="felt or field"):
            Slowness().told(words)


class TestTheSettings:
    def test_keep_what_was_set(self, path: Path) -> None:
        save_profile(path, Profile("acme", colour="red"))
        assert Slowness("field", 1200).keep(path, "acme")
        saved = load_settings(path).profiles["acme"]
        assert (Slowness.of(saved), saved.colour) == (Slowness("field", 1200), "red")

    def test_get_no_profile_that_they_do_not_have(self, path: Path) -> None:
        assert not Slowness("field").keep(path, "demo")
        assert not path.exists()

    @pytest.mark.parametrize(
        ("line", "words"),
        [('slowness = "slow"', "one of felt, field"), ("slow_felt_ms = 5", "from 100 to 60,000")],
    )
    def test_say_what_cannot_be(self, path: Path, line: str, words: str) -> None:
        path.write_text(f"[profiles.acme]\n{line}\n", encoding="utf-8")
        with pytest.raises(AccountError, match=words):
            load_settings(path)
