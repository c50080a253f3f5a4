"""What all bodies share."""

from typing import Annotated, Any, ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

PhoneNumber = Annotated[str, StringConstraints(pattern=r"^\+[1-9]\d{1,14}$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=255)]
Item = TypeVar("Item")
Values = dict[str, Any]


class Body(BaseModel):
    """A request's body: a field that is not documented is an error."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class Patch(Body):
    """A body of which every field may be left out; only those sent are changed.

    Attributes:
        nullable: fields that null empties; null leaves any other field as it is.
    """

    nullable: ClassVar[frozenset[str]] = frozenset()

    def changes(self) -> dict[str, Any]:
        """The fields to change."""
        sent = self.model_dump(exclude_unset=True)
        return {
            name: value
            for name, value in sent.items()
            if value is not None or name in self.nullable
        }


class Shown(BaseModel):
    """A record in an answer; its times are ISO 8601 in UTC."""

    id: str
    created_at: str
    updated_at: str


class OffsetPage(BaseModel, Generic[Item]):
    """A page by offset; `total` counts all pages."""

    items: list[Item]
    total: int
    limit: int
    offset: int


class CursorPage(BaseModel, Generic[Item]):
    """A page by cursor; `next_cursor` is null on the last."""

    items: list[Item]
    next_cursor: str | None
    has_more: bool
    limit: int


class ProblemField(BaseModel):
    """One value that a 422 is about."""

    loc: list[str | int]
    msg: str
    type: str
    input: Any = None
    ctx: dict[str, Any] = Field(default_factory=dict)


class Problem(BaseModel):
    """Why a request was refused."""

    detail: str | list[ProblemField]


PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "A body that cannot be read, or a bad configuration"},
    401: {"model": Problem, "description": "Missing, wrong or revoked key"},
    403: {"model": Problem, "description": "Wrong kind of key or origin"},
    404: {"model": Problem, "description": "Unknown id"},
    409: {"model": Problem, "description": "In the way of something that exists"},
    422: {"model": Problem, "description": "A value that is not valid"},
}
"""How requests fail, for the OpenAPI document."""
