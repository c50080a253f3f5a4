"""Credentials: adding, renaming, rotating and deleting the keys of other providers.

A key is a `SecretStr` from the field it was typed into until the request leaves. No error shows
it, even if a server echoes it, and the journal never hears of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from console.actions.calls import Refused
from console.actions.forms.field_spec import FieldKind, FieldSpec, Group
from console.actions.key_watch import KeyWatch
from console.actions.record_writes import RecordWrites
from console.actions.writes import (
    Differs,
    Done,
    Overtaken,
    Unsure,
    new_one,
)
from console.api.errors import ApiError
from console.api.records.credential import Credential
from console.insight.provider_keys import shows_key
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import SecretStr

    from console.actions.journal import Journal
    from console.session import Session

Result = (
    Done[Credential] | Differs[Credential] | Overtaken[Credential] | Refused | Unsure[Credential]
)


METADATA = FieldSpec(
    ("metadata",),
    "Metadata",
    Group.ADVANCED,
    FieldKind.PAIRS,
    "What else the provider asks for, such as Twilio's Account SID.",
)


@dataclass(frozen=True, slots=True)
class NewCredential:
    """A key to keep on the platform."""

    name: str
    provider: str
    key: SecretStr
    metadata: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """What else the provider asks for; see `METADATA`."""


class CredentialActions(RecordWrites[Credential]):
    """The writes on credentials.

    Attributes:
        watch: how the calls over a credential fare once its key was changed.
    """

    def __init__(self, session: Session, journal: Journal) -> None:
        resource, directory = session.client.credentials, session.credentials
        super().__init__("credential", resource, directory, journal, _described)
        self.watch = KeyWatch(session)

    async def add(self, new: NewCredential) -> Result:
        """Keep a key on the platform."""
        try:
            known = {each.id for each in await self._resource.list()}
        except ApiError as error:
            return Refused(error)
        fields: dict[str, Any] = {"name": new.name, "provider": new.provider, "api_key": new.key}
        if new.metadata:
            fields["metadata"] = dict(new.metadata)

        def is_it(credential: Credential) -> bool:
            told = (credential.raw.get("name"), credential.raw.get("provider"))
            return told == (new.name, new.provider) and _may_be(credential, new.key)

        return await self._write(
            "add_credential",
            f"“{clean(new.name)}” of {clean(new.provider)}",
            lambda: self._resource.create(fields),
            lambda: new_one(self._resource, known, is_it),
            new.key,
        )

    async def rename(self, shown: Credential, name: str) -> Result:
        """Give a credential another name, if it still has the one that was shown."""
        try:
            now = await self._resource.get(shown.id)
        except ApiError as error:
            return Refused(error)
        if now.raw.get("name") == name:
            return Done(now)
        if now.raw.get("name") != shown.raw.get("name"):
            return Overtaken(now)

        async def renamed() -> Credential | None:
            read = await self._resource.get(shown.id)
            return read if read.raw.get("name") == name else None

        result = await self._write(
            "rename_credential",
            f"{_described(now)}: “{clean(name)}”",
            lambda: self._resource.update(shown.id, {"name": name}),
            renamed,
        )
        if isinstance(result, Done) and result.record.raw.get("name") != name:
            return Differs(result.record)
        return result

    async def rotate(self, credential_id: str, key: SecretStr) -> Result:
        """Put a new key in the place of the old one; who uses it goes by the new one at once.

        A lost answer is settled where the masked key shows its last characters. Where it does
        not, the same key may be sent again by a person without harm.
        """
        try:
            before = await self._resource.get(credential_id)
        except ApiError as error:
            return Refused(error)

        async def rotated() -> Credential | None:
            read = await self._resource.get(credential_id)
            touched = (read.masked_key, read.updated_at) != (before.masked_key, before.updated_at)
            shows = shows_key(read.masked_key, key.get_secret_value())
            return read if touched and shows else None

        return await self._write(
            "rotate_key",
            _described(before),
            lambda: self._resource.update(credential_id, {"api_key": key}),
            rotated,
            key,
        )

    async def set_metadata(self, shown: Credential, metadata: Mapping[str, Any]) -> Result:
        """Send what stands beside the key, if it still is as it was shown.

        The platform need not show it, nor is it documented whether what is left out stays (the
        API notes, Credentials). Sending the same again does no harm.
        """
        try:
            now = await self._resource.get(shown.id)
        except ApiError as error:
            return Refused(error)
        if now.raw.get("metadata") != shown.raw.get("metadata"):
            return Overtaken(now)

        async def changed() -> Credential | None:
            read = await self._resource.get(shown.id)
            return read if read.raw.get("metadata") == metadata else None

        result = await self._write(
            "set_credential_metadata",
            f"{_described(now)}: {', '.join(map(clean, metadata)) or 'none'}",
            lambda: self._resource.update(shown.id, {"metadata": dict(metadata)}),
            changed,
        )
        if isinstance(result, Done) and result.record.raw.get("metadata", metadata) != metadata:
            return Differs(result.record)
        return result


def _may_be(credential: Credential, key: SecretStr) -> bool:
    return shows_key(credential.masked_key, key.get_secret_value()) is not False


def _described(credential: Credential) -> str:
    return f"credential {credential.id} “{credential.name or ''}”"
