"""Downloading a recording from the sandbox, whose links refuse a key and expire."""

from __future__ import annotations

import asyncio
import wave
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from console.actions.export.file import ExportError
from console.actions.export.recordings import (
    NoRecordingError,
    Progress,
    download,
    proposed_recording,
)
from console.api.client import OneInbox, open_client
from console.api.records.call import Call
from console.clock import SystemClock
from tests.sandbox_server import SECRET_KEY, Sandbox, running_sandbox

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox(history=60) as running:
        yield running


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncGenerator[OneInbox]:
    client = open_client(sandbox.url, SecretStr(SECRET_KEY), clock=SystemClock())
    yield client
    await client.close()


async def a_call(client: OneInbox, *, recorded: bool) -> Call:
    calls = (await client.calls.page(limit=100)).items
    return next(call for call in calls if bool(call.recording_url) is recorded)


def left_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def nothing(_: Progress) -> None:
    """Nobody wants to know."""


class TestARecording:
    async def test_becomes_a_file_of_ones_own(self, client: OneInbox, tmp_path: Path) -> None:
        call = await a_call(client, recorded=True)
        told: list[Progress] = []
        path = await download(client, call.id, str(tmp_path / "talk.wav"), told.append)
        assert path == tmp_path / "talk.wav"
        assert path.stat().st_mode & 0o777 == 0o600
        assert told[-1] == Progress(path.stat().st_size, path.stat().st_size)
        with wave.open(str(path)) as sound:
            assert sound.getnframes() / sound.getframerate() == call.duration_seconds

    async def test_that_does_not_exist_says_why(self, client: OneInbox, tmp_path: Path) -> None:
        call = await a_call(client, recorded=False)
        with pytest.raises(NoRecordingError, match="Calls are recorded while"):
            await download(client, call.id, str(tmp_path / "talk.wav"), nothing)
        assert left_in(tmp_path) == []

    async def test_replaces_no_file(self, client: OneInbox, tmp_path: Path) -> None:
        call = await a_call(client, recorded=True)
        (tmp_path / "talk.wav").write_text("mine")
        with pytest.raises(ExportError, match="exists"):
            await download(client, call.id, str(tmp_path / "talk.wav"), nothing)
        assert (tmp_path / "talk.wav").read_text() == "mine"

    async def test_leaves_nothing_half_when_it_is_cancelled(
        self, client: OneInbox, tmp_path: Path
    ) -> None:
        call = await a_call(client, recorded=True)
        downloading: asyncio.Task[Path] | None = None

        def cancel(_: Progress) -> None:
            assert downloading is not None
            assert list(tmp_path.glob(".*.part"))
            downloading.cancel()

        downloading = asyncio.create_task(
            download(client, call.id, str(tmp_path / "talk.wav"), cancel)
        )
        with pytest.raises(asyncio.CancelledError):
            await downloading
        assert left_in(tmp_path) == []


class TestTheProposal:
    @pytest.mark.parametrize(
        ("link", "path"),
        [
            ("https://files.example.com/x/abc.OGG?signature=1", "./call_1.ogg"),
            ("https://files.example.com/abc.exe", "./call_1.mp3"),
            ("http://[", "./call_1.mp3"),
            (None, "./call_1.mp3"),
        ],
    )
    def test_has_the_ending_of_the_link(self, link: str | None, path: str) -> None:
        assert proposed_recording(Call.read({"id": "call_1", "recording_url": link})) == path
