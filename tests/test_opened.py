"""An opened account, below every screen."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from console.accounts.key_sources import EnvironmentKeys
from console.accounts.profiles import Profile
from console.actions.saving.editing import Saved
from console.actions.saving.plan import Kind
from console.clock import SystemClock
from console.opening import Opening
from console.sandbox import keys as sandbox_keys
from tests.fakes import FakeClock
from tests.sandbox_server import SECRET_KEY, running_sandbox

if TYPE_CHECKING:
    from pathlib import Path

    from console.opened import OpenAccount

NEW_KEY = "oi_sk_new_sentinel_9f3a"


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(variable, str(tmp_path))


async def author_of_a_save(account: OpenAccount, prompt: str) -> str:
    """Save a prompt, and return who did so by its history."""
    model = (await account.session.client.models.page(limit=1)).items[0]
    plan = account.editing.plan(Kind.MODEL, model.raw, {"system_prompt": prompt}, model.raw)
    assert isinstance(await account.editing.save(plan), Saved)
    latest, *_ = await account.archive.versions.of(model.id, "system_prompt")
    assert latest.text == prompt
    return latest.by


class TestAnotherKey:
    async def test_is_sent_and_named_in_the_history_from_then_on(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with running_sandbox() as sandbox:
            profile = Profile("acme", sandbox.url)
            opening = Opening(profile, True, EnvironmentKeys(), SystemClock())
            account = opening.open(SecretStr(SECRET_KEY))
            before = await author_of_a_save(account, "You are Ana.")
            monkeypatch.setattr(sandbox_keys, "SECRET_KEY", NEW_KEY)
            account.use_key(SecretStr(NEW_KEY))
            after = await author_of_a_save(account, "You are Eve.")
            await account.session.close()
            await account.archive.close()
        assert before == f"this console (acme, key …{SECRET_KEY[-4:]})"
        assert after == "this console (acme, key …9f3a)"


class TestABugInOneFeed:
    async def test_takes_no_other_down_and_is_started_again(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        clock = FakeClock()
        with running_sandbox(live=2) as sandbox:
            opening = Opening(Profile("acme", sandbox.url), True, EnvironmentKeys(), clock)
            account = opening.open(SecretStr(SECRET_KEY))
            begun: list[str] = []

            async def follow() -> None:
                begun.append("follow")
                raise RuntimeError("a bug")

            monkeypatch.setattr(account.editing, "follow", follow)
            running = asyncio.create_task(account.run())
            session = account.session
            async with asyncio.timeout(45):
                while len(begun) < 2 or not session.board.rows or not session.agents.records:
                    await clock.advance(0.5)
                    await asyncio.sleep(0.01)
            assert not running.done()
            running.cancel()
            await asyncio.wait({running})
            await account.archive.close()
