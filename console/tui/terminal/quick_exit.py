"""Threads that never delay leaving.

asyncio's own executor is joined when the program ends, so one name lookup that hangs would keep
the operator waiting for the shell's prompt for as long as it hangs.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Thread
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")


class DaemonExecutor(ThreadPoolExecutor):
    """Runs each call in a daemon thread of its own, and waits for none at the end.

    It is a `ThreadPoolExecutor` only because asyncio accepts no other default executor. Without a
    pool a call that hangs takes no place from the next; whoever calls limits how many there are.
    """

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Start the call."""
        future: Future[T] = Future()

        def run() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = fn(*args, **kwargs)
            except BaseException as error:  # raised again where the result is awaited
                future.set_exception(error)
            else:
                future.set_result(result)

        Thread(target=run, name="executor", daemon=True).start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Do nothing: there is no pool, and what still runs ends with the program."""
