"""Answers and errors in the API's form."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, cast

from fastapi.exceptions import RequestValidationError
from starlette.responses import JSONResponse

from console.sandbox.world.tables import NotFoundError

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request


class Answer(JSONResponse):
    """JSON that holds any text, lone surrogates too; what is not a finite number becomes null."""

    def render(self, content: Any) -> bytes:
        """Write ASCII, so that every string survives."""
        try:
            return json.dumps(content, allow_nan=False, separators=(",", ":")).encode()
        except ValueError:
            return json.dumps(_finite(content), separators=(",", ":")).encode()


class ApiProblem(Exception):  # noqa: N818 -- an answer, not a fault of the sandbox
    """A request that the API refuses, in words."""

    def __init__(self, status: int, detail: Any, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = headers


def invalid(value: object, words: str, *place: str) -> ApiProblem:
    """A 422 about one value, in the documented form.

    Args:
        value: what was sent.
        words: what is wrong with it.
        place: where it stands, e.g. "body", "from_number".
    """
    problem: dict[str, Any] = {
        "loc": list(place),
        "msg": words,
        "type": "value_error",
        "input": value,
        "ctx": {},
    }
    return ApiProblem(422, [problem])


def add_handlers(app: FastAPI) -> None:
    """Let every refusal leave the app in the API's form."""

    async def refuse(_: Request, problem: Exception) -> Answer:
        assert isinstance(problem, ApiProblem)  # noqa: S101
        return Answer({"detail": problem.detail}, problem.status, problem.headers)

    async def not_found(_: Request, problem: Exception) -> Answer:
        return Answer({"detail": str(problem)}, 404)

    async def not_valid(_: Request, problem: Exception) -> Answer:
        assert isinstance(problem, RequestValidationError)  # noqa: S101
        return Answer({"detail": [_plain(each) for each in problem.errors()]}, 422)

    app.add_exception_handler(ApiProblem, refuse)
    app.add_exception_handler(NotFoundError, not_found)
    app.add_exception_handler(RequestValidationError, not_valid)


def _plain(problem: Any) -> dict[str, Any]:
    """An error without what JSON cannot hold: exceptions in `ctx`, bytes in `input`."""
    return json.loads(json.dumps(_finite(dict(problem)), default=str))


def _finite(content: Any) -> Any:
    match content:
        case float() if not math.isfinite(content):
            return None
        case dict():
            fields = cast("dict[Any, Any]", content)
            return {str(key): _finite(value) for key, value in fields.items()}
        case list() | tuple():
            return [_finite(value) for value in cast("list[Any]", content)]
        case _:
            return content
