"""Saved views while the console is open: written into the settings where the profile stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from console.accounts.errors import AccountError
from console.accounts.profiles import Profile
from console.accounts.settings import load_settings, save_profile
from console.accounts.views import View
from console.actions.views import Views

if TYPE_CHECKING:
    from pathlib import Path

SLOW = View(2, "Slow", "slow>3000")
FAILED = View(1, "Failed", "status:failed")


class TestViews:
    async def test_last_from_one_session_to_the_next(self, tmp_path: Path) -> None:
        path = tmp_path / "settings.toml"
        save_profile(path, Profile("acme"))
        views = Views(Profile("acme"), lambda: path)
        await views.save(SLOW)
        await views.save(FAILED)
        assert views.all == [FAILED, SLOW]
        again = Views(load_settings(path).profiles["acme"], lambda: path)
        assert again.all == [FAILED, SLOW]
        await again.remove(1)
        assert load_settings(path).profiles["acme"].views == (SLOW,)

    async def test_of_a_profile_that_is_not_saved_last_one_session(self, tmp_path: Path) -> None:
        views = Views(Profile("other"), lambda: tmp_path / "settings.toml")
        with pytest.raises(AccountError):
            await views.save(SLOW)
        assert views.get(2) == SLOW
