"""Keys to other providers (the API notes, Credentials)."""

from __future__ import annotations

from typing import ClassVar

from console.api.endpoints.resource import Resource
from console.api.records.credential import Credential


class Credentials(Resource[Credential]):
    """To create one: `name`, `provider`, `api_key`; give the key as a `SecretStr`."""

    paths: ClassVar[tuple[str, ...]] = ("/v1/credentials", "/v1/integrations")
    record = Credential
