"""Recordings, behind links that are signed, and that work for anybody until they expire."""

import io
import math
import wave
from collections.abc import Iterator

from fastapi import APIRouter, Header
from starlette.responses import Response, StreamingResponse

from console.sandbox.answers import ApiProblem
from console.sandbox.routes.deps import AWorld

router = APIRouter(prefix="/recordings", tags=["calls"])

_RATE = 8000
_TONE_HZ = 440


@router.get("/{call_id}.wav", summary="Download a recording")
async def download(
    call_id: str,
    expires: int,
    signature: str,
    world: AWorld,
    authorization: str | None = Header(None),
) -> Response:
    """A tone as long as the talk; a key has no business here, and is refused."""
    call = world.call(call_id)
    if authorization is not None:
        raise ApiProblem(400, "Only one way to prove who asks is allowed: the link's own")
    if signature != call.signature(expires):
        raise ApiProblem(403, "The signature does not match")
    now = world.clock.now()
    if now > expires:
        raise ApiProblem(403, "The link has expired")
    seconds = round(call.talked_seconds(now) or 0)
    header = _header(seconds * _RATE)
    return StreamingResponse(
        _sound(header, seconds),
        media_type="audio/wav",
        headers={"Content-Length": str(len(header) + seconds * _RATE)},
    )


def _header(frames: int) -> bytes:
    """What stands before the samples: one byte each, one channel."""
    start = io.BytesIO()
    with wave.open(start, "wb") as file:
        file.setparams((1, 1, _RATE, frames, "NONE", ""))
        file.writeframes(bytes(frames))
    return start.getvalue()[:-frames] if frames else start.getvalue()


def _sound(header: bytes, seconds: int) -> Iterator[bytes]:
    second = bytes(
        128 + round(40 * math.sin(at / _RATE * math.tau * _TONE_HZ)) for at in range(_RATE)
    )
    yield header
    for _ in range(seconds):
        yield second
