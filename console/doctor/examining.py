"""Making the checks, one after the other, none of which can hold up the others for long."""

from __future__ import annotations

import asyncio
import inspect
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Thread
from typing import TYPE_CHECKING, Any

from console.doctor import account, answer, files, multiplexer, network, packages, terminal
from console.doctor.case import UnknownError
from console.doctor.finding import Finding, Realm, note, wrong
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from console.doctor.case import Case
    from console.doctor.hiding import Hiding

_LOCAL_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Check:
    """One look at one thing.

    Attributes:
        name: what the thing is called, as in its finding.
        look: looks, in this thread if it is asynchronous, or else in one that may hang.
        seconds: how long it may take.
        realm: where the thing is.
    """

    name: str
    look: Callable[[Case], Finding | Awaitable[Finding]]
    seconds: float = _LOCAL_SECONDS
    realm: Realm = Realm.MACHINE


LOCAL = (
    Check("console", packages.console_version),
    Check("python", packages.python),
    Check("packages", packages.packages),
    Check("settings", account.settings),
    Check("terminal", terminal.terminal),
    Check("text", terminal.text),
    Check("tmux", multiplexer.multiplexer),
    Check("clipboard", terminal.clipboard),
    Check("profile", account.profile),
    Check("keyring", account.keyring, seconds=4),
    Check("key", account.key, seconds=12, realm=Realm.KEY),
    Check("folders", files.folders),
    Check("archive", files.archive, seconds=10),
    Check("journal", files.journal),
    Check("crashes", files.crashes),
)
"""What is on this machine, in the order in which one leads to the next."""
REMOTE = (
    Check("tls", network.authorities, realm=Realm.NETWORK),
    Check("proxy", network.proxy, realm=Realm.NETWORK),
    Check("host", network.host, seconds=5, realm=Realm.NETWORK),
    Check("api", answer.reached, seconds=10, realm=Realm.NETWORK),
    Check("accepted", answer.accepted, realm=Realm.KEY),
    Check("clock", answer.clock, realm=Realm.NETWORK),
)
"""What needs the network, or is there for it."""


async def examine(case: Case, checks: tuple[Check, ...], hide: Hiding) -> AsyncIterator[Finding]:
    """Make checks in turn; each finding is safe to draw and to be sent to others."""
    for check in checks:
        found = await _found(check, case)
        words, remedy = (hide(clean(text), case.secrets()) for text in (found.words, found.remedy))
        yield replace(found, words=words, remedy=remedy)


async def _found(check: Check, case: Case) -> Finding:
    try:
        async with asyncio.timeout(check.seconds):
            return await _look(check, case)
    except UnknownError as unknown:
        return note(check.name, str(unknown), realm=check.realm)
    except TimeoutError:
        return wrong(check.name, f"no answer in {check.seconds:g} s", realm=check.realm)
    except Exception as error:  # a doctor that falls ill helps nobody
        words = f"this could not be looked at ({type(error).__name__})"
        return wrong(check.name, words, "Report it: it is a fault of the doctor.", check.realm)


async def _look(check: Check, case: Case) -> Finding:
    """Look here, or aside: a file system or a name server may never answer.

    The thread is a daemon, so that it does not keep the process from ending either.
    """
    if inspect.iscoroutinefunction(check.look):
        return await check.look(case)
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Finding] = loop.create_future()

    def work() -> None:
        try:
            settle, result = done.set_result, check.look(case)
        except Exception as error:
            settle, result = done.set_exception, error
        with suppress(RuntimeError):  # nobody waits any more
            loop.call_soon_threadsafe(_unless_given_up, done, settle, result)

    Thread(target=work, name="doctor", daemon=True).start()
    return await done


def _unless_given_up(
    done: asyncio.Future[Finding], settle: Callable[[Any], None], result: object
) -> None:
    if not done.done():
        settle(result)
