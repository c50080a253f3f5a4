"""Garbage is collected when it keeps nobody waiting."""

from __future__ import annotations

import pytest

from console.tui.tidying import Tidying
from tests.fakes import FakeClock


class Scene:
    def __init__(self) -> None:
        self.clock = FakeClock()
        self.collected = 0
        self.tidying = Tidying(self.clock, self._collect)

    def _collect(self) -> None:
        self.collected += 1

    async def pass_by(self, seconds: int) -> None:
        for _ in range(seconds):
            await self.clock.advance(1)
            self.tidying.look()


@pytest.fixture
def scene() -> Scene:
    return Scene()


async def test_comes_once_after_use_when_keys_rest(scene: Scene) -> None:
    await scene.pass_by(60)
    assert scene.collected == 0
    scene.tidying.used()
    await scene.pass_by(1)
    assert scene.collected == 0
    await scene.pass_by(100)
    assert scene.collected == 1


async def test_waits_while_keys_come(scene: Scene) -> None:
    for _ in range(60):
        scene.tidying.used()
        await scene.pass_by(1)
    assert scene.collected == 0


async def test_comes_no_more_than_twice_a_minute(scene: Scene) -> None:
    for _ in range(12):
        scene.tidying.used()
        await scene.pass_by(10)
    assert scene.collected == 4
