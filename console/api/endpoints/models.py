"""Language models with their prompts (the API notes, LLM models)."""

from __future__ import annotations

from typing import ClassVar

from console.api.endpoints.resource import Resource
from console.api.records.model import Model


class Models(Resource[Model]):
    """To create one: `name`, `provider`, `model`, `system_prompt`. Id lists replace whole lists."""

    paths: ClassVar[tuple[str, ...]] = ("/v1/models",)
    record = Model
