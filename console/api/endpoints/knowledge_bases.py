"""What agents can look things up in (the API notes, Others)."""

from __future__ import annotations

from typing import ClassVar

from console.api.endpoints.resource import Resource
from console.api.records.knowledge_base import KnowledgeBase


class KnowledgeBases(Resource[KnowledgeBase]):
    """Attached to a language model through its `knowledge_base_ids`."""

    paths: ClassVar[tuple[str, ...]] = ("/v1/knowledge-bases",)
    record = KnowledgeBase
