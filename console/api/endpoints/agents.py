"""Agents (the API notes, Agents)."""

from __future__ import annotations

from typing import ClassVar

from console.api.endpoints.resource import Resource
from console.api.records.agent import Agent


class Agents(Resource[Agent]):
    """Only `name` is required to create one."""

    paths: ClassVar[tuple[str, ...]] = ("/v1/agents",)
    record = Agent
