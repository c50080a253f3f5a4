"""What every endpoint is handed, and how a change is laid over a record."""

from typing import Annotated, Any

from fastapi import Depends, Request

from console.sandbox.world.world import World


async def _world(request: Request) -> World:
    return request.app.state.world


AWorld = Annotated[World, Depends(_world)]


def merged(record: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Changes as they will stand in the record: objects merged into its own, the rest replaced."""
    return {
        name: {**record[name], **value}
        if isinstance(value, dict) and isinstance(record.get(name), dict)
        else value
        for name, value in changes.items()
    }
