"""What agents can do during a call (the API notes, Others)."""

from __future__ import annotations

from typing import ClassVar

from console.api.endpoints.resource import Resource
from console.api.records.tool import Tool


class Tools(Resource[Tool]):
    """Attached to a language model through its `tool_ids`."""

    paths: ClassVar[tuple[str, ...]] = ("/v1/tools",)
    record = Tool
