"""A fault: what goes wrong, for which requests, how often, for how long."""

from __future__ import annotations

import time
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pydantic_core import ErrorDetails

Kind = Literal[
    "latency", "status", "drop", "lost", "truncate",
    "html", "malformed", "empty", "no_items", "hostile",
]  # fmt: skip


class Fault(BaseModel):
    """One thing that goes wrong.

    Attributes:
        kind: `latency` (the answer waits `ms`), `status` (the answer is `status`, with
            `retry_after` and the words `text` if given), `drop` (hangs up, nothing was done),
            `lost` (does what was asked and hangs up without an answer), `truncate` (hangs up in
            the middle of the answer), `html`, `malformed`, `empty` (200 with such a body),
            `no_items` (lists come back empty), `hostile` (texts in the answer are replaced).
        path: which requests, as a glob over the path.
        method: which requests; None for all.
        skip: how many matching requests pass before it begins.
        times: how many requests it hits; None for any number.
        seconds: how long it lasts in real seconds; None for ever.
        fields: `hostile` replaces these fields alone; None for every text that is not an id,
            a time, or one of the API's own words.
        text: what `hostile` writes, or the words of a `status`.
    """

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    kind: Kind
    path: str = "/v1/*"
    method: str | None = None
    skip: Annotated[int, Field(ge=0)] = 0
    times: Annotated[int, Field(ge=1)] | None = None
    seconds: Annotated[float, Field(gt=0)] | None = None
    ms: Annotated[int, Field(ge=0, le=600_000)] = 1000
    status: Annotated[int, Field(ge=300, le=599)] = 500
    retry_after: str | None = None
    text: str | None = None
    fields: list[str] | None = None

    def matches(self, method: str, path: str) -> bool:
        """Whether a request is one of those it is meant for."""
        return fnmatchcase(path, self.path) and self.method in {None, method}


def parse(spec: str) -> Fault:
    """Read `KIND[:name=value,…]`, where a number stands for that status.

    Examples: `latency:ms=800`, `429:retry_after=5,times=3`, `lost:method=POST,path=/v1/calls`,
    `hostile:fields=name+first_message`.

    Raises:
        ValueError: it says something that no fault has; the message tells what there is.
    """
    kind, _, settings = spec.partition(":")
    values: dict[str, Any] = {"kind": kind}
    if kind.isdigit():
        values = {"kind": "status", "status": kind}
    for setting in filter(None, settings.split(",")):
        name, equals, value = setting.partition("=")
        if not equals:
            raise ValueError(f"{setting!r} in {spec!r} is not name=value")
        values[name] = value.split("+") if name == "fields" else value
    try:
        return Fault.model_validate(values)
    except ValidationError as error:
        raise ValueError(_in_words(error.errors()[0], spec)) from error


def _in_words(problem: ErrorDetails, spec: str) -> str:
    name = problem["loc"][0]
    if name == "kind":
        kinds = ", ".join(get_args(Kind))
        return f"{spec!r} is no fault. There are {kinds}, or a status such as 429."
    if problem["type"] == "extra_forbidden":
        settings = ", ".join(setting for setting in Fault.model_fields if setting != "kind")
        return f"{name!r} in {spec!r} is no setting. There are {settings}."
    return f"{name} in {spec!r}: {problem['msg']}."


class Faults:
    """The faults that are in force."""

    def __init__(
        self, faults: tuple[Fault, ...] = (), monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._monotonic = monotonic
        self._active: list[_Active] = []
        for fault in faults:
            self.add(fault)

    def __iter__(self) -> Iterator[Fault]:
        return (active.fault for active in self._current())

    def add(self, fault: Fault) -> None:
        """Begin with a fault, now."""
        until = self._monotonic() + fault.seconds if fault.seconds else float("inf")
        self._active.append(_Active(fault, until))

    def clear(self) -> None:
        """End all faults."""
        self._active.clear()

    def strike(self, method: str, path: str) -> list[Fault]:
        """The faults that hit this request; it counts for them."""
        return [
            active.fault
            for active in self._current()
            if active.fault.matches(method, path) and active.hit()
        ]

    def _current(self) -> list[_Active]:
        now = self._monotonic()
        self._active = [each for each in self._active if not each.is_spent(now)]
        return self._active


class _Active:
    def __init__(self, fault: Fault, until: float) -> None:
        self.fault = fault
        self._until = until
        self._seen = 0

    def hit(self) -> bool:
        self._seen += 1
        return self._seen > self.fault.skip

    def is_spent(self, now: float) -> bool:
        times = self.fault.times
        return now >= self._until or (times is not None and self._seen >= self.fault.skip + times)
