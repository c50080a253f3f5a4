"""What every endpoint is handed, and how a change is laid over a record."""

from typing import Annotated, Any

from fastapi import Depends, Request

from console.sandbox.world.world import World


async def _world(request: Request) -> World:
    return request.app.state.world


AWorld = Annotated[World, Depends(_world)]


def merged(record: dict[str, Any], changes: dict[str, Any], objects: set[str]) -> dict[str, Any]:
    """Changes as they will stand in the record.

    Args:
        record: what there is.
        changes: what was sent.
        objects: fields of which only the keys that were sent change; all others are replaced.
    """
    return {
        name: {**record[name], **value} if name in objects and value and record.get(name) else value
        for name, value in changes.items()
    }
