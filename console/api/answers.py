"""What an answer means: the failure it tells of, or the JSON it carries."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from console.api.errors import ApiError, FieldProblem, Trouble
from console.api.fields import members
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from console.api.exchange import Answer

MAX_DEPTH = 64
"""Levels of nesting kept in an answer; what lies deeper is cut off, its neighbours stay."""

_WORDS_LIMIT = 600
_TROUBLE_BY_STATUS = {
    400: Trouble.INVALID,
    401: Trouble.KEY_REJECTED,
    403: Trouble.FORBIDDEN,
    404: Trouble.NOT_FOUND,
    409: Trouble.CONFLICT,
    410: Trouble.NOT_FOUND,
    412: Trouble.CONFLICT,
    422: Trouble.INVALID,
    429: Trouble.RATE_LIMITED,
}
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))


def failure_of(answer: Answer, hide: Callable[[str], str]) -> ApiError | None:
    """The failure an answer tells of by its status, in the server's words where it has some.

    Args:
        answer: any complete answer.
        hide: replaces what must never be shown, as a server may echo the key.
    """
    status = answer.status
    if 200 <= status < 300:
        return None
    if 300 <= status < 400:
        return ApiError(Trouble.REDIRECT, _redirect_words(answer, hide), status=status, sent=True)
    told = members(_forgiving_json(answer))
    return ApiError(
        _TROUBLE_BY_STATUS.get(status, Trouble.SERVER if status >= 500 else Trouble.REJECTED),
        clean(hide(_words(told) or _status_line(answer)), limit=_WORDS_LIMIT),
        status=status,
        sent=True,
        fields=tuple(_field_problems(told.get("detail"), hide)),
    )


def json_of(answer: Answer) -> Any:
    """The JSON value of a successful answer, no deeper than `MAX_DEPTH`.

    Raises:
        ApiError: NOT_THE_API if it is empty or not JSON.
    """
    if not answer.body.strip():
        raise _not_the_api(answer, "The answer is empty.")
    try:
        return _decode(answer.body)
    except RecursionError:
        raise _not_the_api(answer, "The answer is nested too deeply to be the API's.") from None
    except ValueError:
        page = answer.body.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")
        what = "a web page" if page else "not JSON"
        raise _not_the_api(answer, f"The answer is not from the API: it is {what}.") from None


def _not_the_api(answer: Answer, words: str) -> ApiError:
    return ApiError(Trouble.NOT_THE_API, words, status=answer.status, sent=True)


# NaN and Infinity are no JSON. By name they spoil no comparison, and no field takes them so.
_QUICK = json.JSONDecoder(parse_constant=str)
_PATIENT = json.JSONDecoder(parse_constant=str, parse_int=float)


def _decode(body: bytes) -> Any:
    text = body.decode("utf-8-sig", "replace").strip()
    try:
        value = _QUICK.decode(text)
    except json.JSONDecodeError:
        raise
    except ValueError:  # an integer of more digits than Python converts
        value = _PATIENT.decode(text)
    return _cut(value, MAX_DEPTH) if _may_be_deep(body) else value


def _may_be_deep(body: bytes) -> bool:
    """Whether brackets, those in texts included, could nest beyond the limit. Quick."""
    brackets = body.translate(None, _NO_BRACKETS)
    for _ in range(MAX_DEPTH):
        if not brackets:
            return False
        brackets = brackets.replace(b"[]", b"").replace(b"{}", b"")
    return bool(brackets)


def _cut(value: Any, levels: int) -> Any:
    if isinstance(value, dict):
        members = cast("dict[str, Any]", value)
        return (
            {name: _cut(member, levels - 1) for name, member in members.items()} if levels else {}
        )
    if isinstance(value, list):
        items = cast("list[Any]", value)
        return [_cut(item, levels - 1) for item in items] if levels else []
    return value


def _forgiving_json(answer: Answer) -> object:
    try:
        return json_of(answer)
    except ApiError:
        return None


def _words(told: Mapping[str, Any]) -> str:
    """The server's own words: `detail`, else `message`, else `error` (the API notes, Errors)."""
    return next(
        filter(None, (_said(told.get(name)) for name in ("detail", "message", "error"))), ""
    )


def _said(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return "; ".join(filter(None, map(_said_of_field, cast("list[object]", value))))
    return _message(value)


def _said_of_field(item: object) -> str:
    words = item if isinstance(item, str) else _message(item)
    path = ".".join(_path(item))
    return f"{path}: {words}" if path and words else words


def _message(item: object) -> str:
    told = members(item)
    return next((told[name] for name in ("msg", "message") if isinstance(told.get(name), str)), "")


def _path(item: object) -> tuple[str, ...]:
    """Where a problem lies, without FastAPI's leading `body`, `query` or `path`."""
    loc = members(item).get("loc")
    if not isinstance(loc, list):
        return ()
    steps = [str(step) for step in cast("list[object]", loc) if isinstance(step, str | int)]
    return tuple(steps[1:] if steps[:1] in (["body"], ["query"], ["path"]) else steps)


def _field_problems(detail: object, hide: Callable[[str], str]) -> Iterator[FieldProblem]:
    for item in cast("list[object]", detail) if isinstance(detail, list) else []:
        if path := _path(item):
            yield FieldProblem(
                tuple(clean(hide(step), limit=100) for step in path),
                clean(hide(_message(item)), limit=_WORDS_LIMIT) or "not accepted",
            )


def _status_line(answer: Answer) -> str:
    """`502 Bad Gateway`, with the server's phrase or, if it sent none, the usual one."""
    phrase = answer.reason.strip()
    if not phrase:
        known = {status.value: status.phrase for status in HTTPStatus}
        phrase = known.get(answer.status, "")
    return f"{answer.status} {phrase}".strip()


def _redirect_words(answer: Answer, hide: Callable[[str], str]) -> str:
    try:
        host = urlsplit(hide(answer.headers.get("location", ""))).hostname
    except ValueError:
        host = None
    where = f"to {clean(host, limit=200)}" if host else "elsewhere"
    return f"The address redirects {where}. Check the base URL."
