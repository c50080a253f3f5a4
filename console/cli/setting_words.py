"""The settings of a record in words, whole; records that they name with their names."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self, cast

from console.actions.forms.field_spec import FieldSpec, Refers
from console.api.fields import members
from console.cli.names import named
from console.cli.records import line, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from console.api.records.base import Record
    from console.session import Session

_KINDS = {
    Refers.MODEL: "prompt",
    Refers.CREDENTIAL: "credential",
    Refers.WEBHOOK: "webhook",
    Refers.VOICE: "voice",
}


@dataclass(frozen=True, slots=True)
class Names:
    """The records that settings may name, by kind and then by what a setting holds of them."""

    records: Mapping[Refers, Mapping[str, Record]]

    @classmethod
    async def read(cls, session: Session) -> Self:
        """Read those that no session knows; the models and credentials of this one are read.

        Raises:
            ApiError: they could not be read.
        """
        client = session.client
        webhooks, voices = await asyncio.gather(client.webhooks.list(), client.voices.list())
        return cls(
            {
                Refers.MODEL: session.models.records,
                Refers.CREDENTIAL: session.credentials.records,
                Refers.WEBHOOK: {each.id: each for each in webhooks},
                Refers.VOICE: {
                    each.provider_voice_id: each for each in voices if each.provider_voice_id
                },
            }
        )

    @property
    def by_id(self) -> Mapping[str, str]:
        """What webhooks and voices are called, which no session knows."""
        kinds = (Refers.WEBHOOK, Refers.VOICE)
        return {held: self.of(kind, held) for kind in kinds for held in self.records[kind]}

    def of(self, refers: Refers, held: str) -> str:
        """What a record is called; empty when that is not known."""
        record = self.records[refers].get(held)
        return line(record.raw.get("name") or "") if record else ""

    def id_of(self, refers: Refers, given: str) -> str:
        """The id of a record by its id or name.

        Raises:
            Stop: there is none, or there are several.
        """
        return named(given, cast("Any", self.records[refers]).values(), _KINDS[refers]).id


def in_words(spec: FieldSpec, value: Any, names: Names | None = None) -> str:
    """A setting's value; empty for none."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "\n".join(plain(each) for each in cast("list[Any]", value))
    if pairs := members(value):
        return "\n".join(f"{line(name)} = {plain(member)}" for name, member in pairs.items())
    if spec.refers and isinstance(value, str):
        called = names.of(spec.refers, value) if names else ""
        return f"{called}  ({line(value)})" if called else line(value)
    return f"{words(value)} {spec.unit}".rstrip()


def plain(value: Any) -> str:
    """A value of any kind, on one line."""
    return line(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
