"""The sandbox as a server: the app put together, on a socket of the loopback interface."""

from __future__ import annotations

import socket
from functools import cache
from typing import TYPE_CHECKING

import uvicorn
from fastapi import APIRouter, FastAPI
from starlette.middleware.gzip import GZipMiddleware

from console.sandbox import control
from console.sandbox.answers import add_handlers
from console.sandbox.date import DateMiddleware
from console.sandbox.faults.fault import Faults
from console.sandbox.faults.middleware import FaultMiddleware
from console.sandbox.hangup import HangupProtocol
from console.sandbox.journal import Journal, JournalMiddleware
from console.sandbox.routes import (
    account,
    agents,
    calls,
    credentials,
    models,
    numbers,
    recordings,
    tools,
    webhooks,
)  # fmt: skip
from console.sandbox.world.world import World

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from console.sandbox.options import Options

HOST = "127.0.0.1"


def build_app(options: Options) -> FastAPI:
    """Put the API, the control endpoints and the middleware together around a new world."""
    app = FastAPI(
        title="OneInbox sandbox",
        description=control.__doc__ or "",
        version="1",
        redirect_slashes=False,
    )
    app.state.world = world = World(options)
    app.state.faults = faults = Faults(options.faults)
    app.state.journal = journal = Journal()
    add_handlers(app)
    app.router.routes.extend(_routes())
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(FaultMiddleware, faults=faults)
    app.add_middleware(JournalMiddleware, journal=journal, clock=world.clock)
    app.add_middleware(DateMiddleware, clock=world.clock)
    return app


@cache
def _routes() -> tuple[BaseRoute, ...]:
    """Every endpoint, put together once for all worlds: that takes longer than all the rest."""
    router = APIRouter()
    router.include_router(_api())
    router.include_router(recordings.router)
    router.include_router(control.router)
    return tuple(router.routes)


def _api() -> APIRouter:
    api = APIRouter(prefix="/v1")
    for router in (
        calls.router,
        calls.token_router,
        agents.router,
        models.router,
        numbers.router,
        webhooks.router,
        tools.router,
        account.router,
        account.health_router,
    ):
        api.include_router(router)
    for path in ("/credentials", "/integrations"):
        api.include_router(credentials.router, prefix=path)
    return api


def listen(port: int) -> socket.socket:
    """A socket on the loopback interface; port 0 takes any that is free.

    Raises:
        OSError: the port is taken.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((HOST, port))
    listener.listen(128)
    return listener


def url_of(listener: socket.socket) -> str:
    """Where a client finds the sandbox."""
    return f"http://{HOST}:{listener.getsockname()[1]}"


def build_server(options: Options) -> uvicorn.Server:
    """A server that is run with `server.run(sockets=[listener])`; `should_exit` ends it."""
    config = uvicorn.Config(
        build_app(options),
        http=HangupProtocol,
        ws="none",
        lifespan="off",
        log_level="error",
        access_log=False,
        date_header=False,
        timeout_graceful_shutdown=1,
    )
    return uvicorn.Server(config)
