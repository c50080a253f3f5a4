"""What every record has in common: it is read leniently and keeps what came."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Self, cast

from pydantic import BaseModel, ConfigDict, Field, SkipValidation

from console.api.fields import UnreadableError, read_id

_ALL: set[str] = set()
"""Which fields came is seen in `raw`: one set for all records, where pydantic has one for each."""


class Reading(BaseModel):
    """One JSON object of the API, read field by field. Made by `read`, never changed.

    Every field is optional, since the API leaves out what it likes. Text is cleaned for
    showing; what is sent back or must be exact comes from `raw`.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    raw: SkipValidation[Mapping[str, Any]] = Field(default_factory=dict[str, Any])
    """The object exactly as it came, unknown fields and all. Not safe to draw."""
    unreadable: SkipValidation[frozenset[str]] = frozenset()
    """Names of the fields whose value could not be read."""

    @classmethod
    def read(cls, raw: object) -> Self:
        """Read one decoded JSON value.

        Raises:
            UnreadableError: if it is not an object, or has no usable id where one is needed.
        """
        if not isinstance(raw, dict):
            raise UnreadableError("not an object")
        came = cast("dict[str, Any]", raw)
        return cls._read(came, cls._kept(came))

    @classmethod
    def _read(cls, came: dict[str, Any], kept: Mapping[str, Any]) -> Self:
        noted: set[str] = set()
        ours = {"raw": kept, "unreadable": frozenset[str](), **cls._identity(came)}
        record = cls.model_validate({**came, **ours}, context=noted)
        object.__setattr__(record, "__pydantic_fields_set__", _ALL)
        if noted:
            object.__setattr__(record, "unreadable", frozenset(noted))
        return record

    @classmethod
    def _kept(cls, raw: dict[str, Any]) -> Mapping[str, Any]:
        """The object that came, in the form in which it is kept."""
        return raw

    @classmethod
    def _identity(cls, raw: Mapping[str, Any]) -> Mapping[str, str]:  # noqa: ARG003
        return {}

    def __eq__(self, other: object) -> bool:
        """Equal is what came equal."""
        return self is other or (
            isinstance(other, Reading) and type(self) is type(other) and self.raw == other.raw
        )

    __hash__ = None  # pyright: ignore[reportAssignmentType]  # what came is a dict

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """Nothing but the id: the rest are people's words and have no place in a log."""
        yield from ()


class Record(Reading):
    """A reading that can be named: it has an id, and without a usable one it is unreadable."""

    id_field: ClassVar[str] = "id"
    """The field that names it."""

    id: SkipValidation[str]
    """Opaque and exact: 1 to 200 printable ASCII characters without space."""

    @classmethod
    def _identity(cls, raw: Mapping[str, Any]) -> Mapping[str, str]:
        return {"id": read_id(raw.get(cls.id_field))}

    def __hash__(self) -> int:
        return hash((type(self), self.id))

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """Its id alone."""
        yield "id", self.id
