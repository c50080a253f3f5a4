"""Telling others that something has changed, without depending on them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_log = logging.getLogger(__name__)


class Listeners(Generic[T]):
    """Those who want to know; one that fails neither stops the feed nor keeps others uninformed."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[T], None]] = []

    def add(self, listener: Callable[[T], None]) -> Callable[[], None]:
        """Tell `listener` from now on.

        Returns:
            What ends it.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, news: T) -> None:
        """Tell everybody."""
        for listener in tuple(self._listeners):
            try:
                listener(news)
            except Exception as error:
                _log.error("A listener failed on a %s", type(error).__name__)
