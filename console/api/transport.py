"""HTTP, and all that goes wrong with it, as one function that brings an answer or an `ApiError`.

The only module that knows httpx. It is slow to import, so nobody imports it before the first
request. Two of httpx's weaknesses shape it: its timeouts start anew with each byte, so a whole
exchange stands under a deadline of ours; and it unpacks without bounds, so bodies are unpacked
here.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import socket
import ssl
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import httpx
from pydantic import SecretStr

from console import __version__
from console.api.errors import ApiError, Trouble
from console.api.exchange import Answer, Patience, Request, Take
from console.api.setup import checked_base, checked_key, trust
from console.api.unpack import Unpacker

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator, Iterator

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_PROXY_VARIABLES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY")
_READS = httpx.Limits(max_connections=16, max_keepalive_connections=4, keepalive_expiry=20)
_ALONE = httpx.Limits(max_connections=1, max_keepalive_connections=0)

for _talker in ("httpx", "httpcore"):  # they log whole URLs, and headers as servers echo them
    logging.getLogger(_talker).setLevel(logging.WARNING)


class Transport:
    """Exchanges requests for answers with one host, in one account's name.

    Reads share connections. Each write has its own, so that one gone stale in the meantime can
    never leave it open whether the write arrived.
    """

    def __init__(self, base_url: str, key: SecretStr, patience: Patience) -> None:
        """Prepare everything that needs no network. Slow: call it in a thread.

        Raises:
            ApiError: of kind SETUP, if the address, the key or the environment is unusable.
        """
        self._base = checked_base(base_url)
        self._host = self._base.netloc
        self._auth = _BearerAuth(checked_key(key))
        self._patience = patience
        self._authorities, self._tls = trust()
        self._reader = self._client(_READS)
        self._closing: set[asyncio.Task[None]] = set()

    async def exchange(self, request: Request) -> Answer:
        """Send one request and bring its answer, whatever its status.

        A read whose kept-alive connection turns out to be dropped is sent once more at once, on
        a connection of its own: those kept with it are likely to be dropped too. A write is
        sent at most once.

        Raises:
            ApiError: if no complete answer came.
        """
        outcome = await self._attempt(request)
        if isinstance(outcome, _StaleConnectionError):
            outcome = await self._attempt(request, alone=True)
        if isinstance(outcome, ApiError):
            raise outcome  # outside any handler, so that no frame of httpx hangs on it
        return outcome

    async def fetch(self, link: str, take: Take, *, largest: int) -> None:
        """Hand on, piece by piece, what a signed link leads to; the key is not sent along.

        Silence ends it, not the time that a large file takes.

        Args:
            link: whole, on whatever host; on another machine than this one, by TLS alone.
            take: gets each piece, and how many bytes there are where that is said.
            largest: how many bytes are taken at most.

        Raises:
            ApiError: it did not come whole.
        """
        outcome = await self._fetch(link, take, largest)
        if outcome is not None:
            raise outcome

    async def _fetch(self, link: str, take: Take, largest: int) -> ApiError | None:
        host = _safe_host(link)
        if not host:
            return ApiError(Trouble.INVALID, "The link is none that can be followed safely.")
        try:
            async with self._client(_ALONE, elsewhere=host) as client:
                await _follow(client, link, take, largest)
        except ApiError as error:
            return error
        except httpx.TimeoutException:
            return ApiError(Trouble.TIMEOUT, f"{host} sends nothing any more.")
        except httpx.ConnectError as error:
            return self._unconnected(error, tuple(_causes(error)), host)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError):
            return ApiError(Trouble.BROKEN, f"The download from {host} broke off.")
        return None

    def use_key(self, key: SecretStr) -> None:
        """Send what is asked from now on with another key.

        Raises:
            ApiError: of kind SETUP, if the key is unusable.
        """
        self._auth = _BearerAuth(checked_key(key))
        self.renew()

    def renew(self) -> None:
        """Read on new connections from now on, as none that was kept can be trusted any more.

        So it is after a sleep, which the other side has not waited for, and when httpx's pool
        has lost its slots, which it cannot repair.
        """
        closing = asyncio.get_running_loop().create_task(self._reader.aclose())
        self._closing.add(closing)
        closing.add_done_callback(self._closing.discard)
        self._reader = self._client(_READS)

    async def close(self) -> None:
        """Let go of every connection."""
        await self._reader.aclose()
        await asyncio.gather(*self._closing, return_exceptions=True)

    async def _attempt(  # noqa: PLR0911 - one a fault
        self, request: Request, *, alone: bool = False
    ) -> Answer | ApiError:
        """Try once. Nothing but a cancellation is raised."""
        course = _Course()
        deadline = self._patience.read if request.reads else self._patience.write
        try:
            async with asyncio.timeout(deadline), self._client_for(request, alone) as client:
                return await self._receive(client, request, course)
        except ApiError as error:
            return ApiError(error.kind, error.words, sent=course.sent)
        except httpx.PoolTimeout:
            self.renew()
            return ApiError(Trouble.TIMEOUT, "All connections are taken. Trying again helps.")
        except (TimeoutError, httpx.TimeoutException) as error:
            return self._too_late(error, deadline, course)
        except httpx.TransportError as error:
            return self._broken(error, request, course)
        except (httpx.InvalidURL, UnicodeError):
            return ApiError(Trouble.INVALID, "What was asked for cannot be written as an address.")
        except Exception as error:  # the promise: nothing else escapes
            return ApiError(
                Trouble.BROKEN, f"The request failed: {type(error).__name__}.", sent=course.sent
            )

    async def _receive(
        self, client: httpx.AsyncClient, request: Request, course: _Course
    ) -> Answer:
        async with client.stream(
            request.method,
            self._base.geturl() + request.path,
            params={name: value for name, value in request.query.items() if value is not None},
            content=None if request.body is None else json.dumps(request.body, default=_plain),
            headers=_headers(request),
            extensions={"trace": course.note},
        ) as response:
            unpacker = Unpacker(response.headers.get("content-encoding", "").strip().lower())
            async for chunk in response.aiter_raw():
                unpacker.feed(chunk)
            return Answer(
                status=response.status_code,
                reason=response.reason_phrase,
                headers={name.lower(): value for name, value in response.headers.items()},
                body=unpacker.finish(),
            )

    @asynccontextmanager
    async def _client_for(self, request: Request, alone: bool) -> AsyncGenerator[httpx.AsyncClient]:
        if request.reads and not alone:
            yield self._reader
        else:
            async with self._client(_ALONE) as client:
                yield client

    def _client(self, limits: httpx.Limits, elsewhere: str = "") -> httpx.AsyncClient:
        """A client for the API; for any other host, or for a signed link, one without the key."""
        try:
            return httpx.AsyncClient(
                auth=None if elsewhere else self._auth,
                verify=self._tls,
                # A server on this machine is reached directly, whatever proxy leads outside.
                trust_env=(elsewhere or self._base.hostname) not in _LOOPBACK,
                timeout=httpx.Timeout(self._patience.write, connect=self._patience.connect, pool=1),
                limits=limits,
                follow_redirects=False,
            )
        except Exception:  # ValueError, ImportError, InvalidURL, by what is wrong
            raise ApiError(Trouble.SETUP, _proxy_words(self._tls)) from None

    def _too_late(self, error: Exception, deadline: float, course: _Course) -> ApiError:
        if isinstance(error, httpx.ConnectTimeout):
            words = f"No connection to {self._host} within {self._patience.connect:g} s."
            return ApiError(Trouble.UNREACHABLE, words, sent=course.sent)
        words = f"{self._host} did not answer within {deadline:g} s."
        return ApiError(Trouble.TIMEOUT, words, sent=course.sent)

    def _broken(self, error: httpx.TransportError, request: Request, course: _Course) -> ApiError:
        causes = tuple(_causes(error))
        if not course.sent:
            return self._unconnected(error, causes)
        if course.answering:
            return ApiError(Trouble.BROKEN, "The answer was cut off.", sent=True)
        if course.reused and request.reads:
            return _StaleConnectionError(Trouble.BROKEN, "The connection was dropped.", sent=True)
        if isinstance(error, httpx.RemoteProtocolError) and "disconnected" not in str(error):
            words = f"What {self._host} answered is not HTTP."
        else:
            words = "The connection was dropped before an answer came."
        return ApiError(Trouble.BROKEN, words, sent=True)

    def _unconnected(
        self, error: Exception, causes: tuple[BaseException, ...], host: str = ""
    ) -> ApiError:
        name, host = host or self._base.hostname, host or self._host
        for cause in causes:
            if isinstance(cause, ssl.SSLCertVerificationError):
                words = (
                    f"The certificate of {host} was refused: {cause.verify_message} "
                    f"(trusted: {self._authorities})."
                )
                return ApiError(Trouble.TLS, words)
            if isinstance(cause, ssl.SSLError):
                return ApiError(Trouble.TLS, f"{host} does not speak TLS as expected.")
            if isinstance(cause, socket.gaierror):
                return ApiError(Trouble.UNREACHABLE, f"Name not found: {name}.")
        if isinstance(error, httpx.ProxyError):
            return ApiError(Trouble.UNREACHABLE, "The proxy refused to connect.")
        reason = next((text for cause in causes if (text := _os_reason(cause))), "")
        words = f"No connection to {host}" + (f": {reason}." if reason else ".")
        return ApiError(Trouble.UNREACHABLE, words)


class _StaleConnectionError(ApiError):
    """A kept-alive connection that the server had dropped before the request came."""


class _Course:
    """How far an attempt has come, as httpx tells it while it goes."""

    def __init__(self) -> None:
        self.reused = True
        self.sent = False
        self.answering = False

    async def note(self, event: str, info: dict[str, Any]) -> None:
        """Take one trace event of httpcore."""
        if event.endswith("connect_tcp.started"):
            self.reused = False
        elif event.endswith("send_request_headers.started"):
            # A tunnel through a proxy is asked for first, and tells the API nothing.
            self.sent = self.sent or info["request"].method != b"CONNECT"
        elif event.endswith("receive_response_headers.complete"):
            self.answering = self.sent


class _BearerAuth(httpx.Auth):
    """Adds the key as the request leaves, so that it is in no variable before."""

    def __init__(self, key: SecretStr) -> None:
        self._key = key

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._key.get_secret_value()}"
        yield request


def _safe_host(link: str) -> str:
    """Where a link leads; empty when it may be read or changed on its way."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    host = parts.hostname or ""
    return host if parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK) else ""


async def _follow(client: httpx.AsyncClient, link: str, take: Take, largest: int) -> None:
    """Hand on what a link leads to."""
    came = 0
    async with client.stream("GET", link, headers={"Accept-Encoding": "identity"}) as response:
        status, host = response.status_code, response.url.host
        if status in {403, 404, 410}:
            words = f"{host} has no such file, or its link has expired ({status})."
            raise ApiError(Trouble.NOT_FOUND, words, status=status)
        if status != 200:
            words = f"{host} answered {status} instead of the file."
            raise ApiError(Trouble.REJECTED, words, status=status)
        length = response.headers.get("content-length", "")
        whole = int(length) if length.isdecimal() else None
        async for piece in response.aiter_raw():
            came += len(piece)
            if max(came, whole or 0) > largest:
                words = f"The file is larger than {largest >> 20:,} MiB."
                raise ApiError(Trouble.TOO_LARGE, words)
            await take(piece, whole)


def _headers(request: Request) -> dict[str, str]:
    headers = {
        "Accept": "application/json",
        "Accept-Encoding": "gzip",
        "User-Agent": f"oneinbox-console/{__version__}",
    }
    if request.body is not None:
        headers["Content-Type"] = "application/json"
    if request.origin is not None:
        headers["Origin"] = request.origin
    return headers


def _plain(value: object) -> str:
    """What JSON has no form for."""
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _proxy_words(tls: ssl.SSLContext) -> str:
    """Name the variable that keeps httpx from being set up; its value may hold a password."""
    for variable in (name for upper in _PROXY_VARIABLES for name in (upper, upper.lower())):
        value = os.environ.get(variable)
        if not value:
            continue
        try:
            httpx.AsyncHTTPTransport(
                proxy=value if "://" in value else f"http://{value}", verify=tls
            )
        except ImportError:
            return f"{variable} names a SOCKS proxy, which is not supported. Use an HTTP proxy."
        except Exception:  # whatever it is, this variable is the cause
            return f"{variable} is not the URL of a proxy. Correct it or unset it."
    return "NO_PROXY cannot be understood. Correct it or unset it."


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):  # one failure for each address of the host
            error = cast("BaseExceptionGroup[BaseException]", error).exceptions[0]
        else:
            error = error.__cause__ or error.__context__


def _os_reason(cause: BaseException) -> str:
    if isinstance(cause, OSError) and cause.errno:
        return os.strerror(cause.errno).lower()
    return ""
