"""The operating system's keyring, asked through a helper process that can be killed.

A keyring may hang without limit: a stopped daemon, a password window on a screen nobody sees.
A thread in that state would keep the console from ending; a process can be killed.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from console.accounts.errors import KeyTrouble, KeyUnavailableError
from console.accounts.paths import APP_NAME
from console.accounts.process import run
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import SecretStr

# By path, since a checkout that is not installed has no module for an isolated Python. -P and -E
# keep the current folder and PYTHON… variables from bringing in other code; -I would in addition
# hide what `pip install --user` has installed.
_HELPER = (sys.executable, "-E", "-P", str(Path(__file__).with_name("keyring_helper.py")))

# Without --replace it starts a second daemon beside the locked one, which stays the one asked.
_UNLOCK = 'read -rs P; printf %s "$P" | gnome-keyring-daemon --replace --unlock'
_LOCKED = {"KeyringLocked", "InitError", "PromptDismissedException", "LockedException"}


class SystemKeyring:
    """Keeps one key per profile."""

    def __init__(
        self,
        environ: Mapping[str, str] | None = None,
        *,
        read_seconds: float = 3.0,
        store_seconds: float = 60.0,
    ) -> None:
        """Args are for tests, but for the deadlines.

        Args:
            environ: the helper's environment; the console's own unless given.
            read_seconds: how long to wait for a key to be read or forgotten.
            store_seconds: how long to wait for one to be stored; a person may have to answer a
                password window.
        """
        self._environ = os.environ if environ is None else environ
        self._read_seconds = read_seconds
        self._store_seconds = store_seconds

    async def read(self, profile: str) -> str | None:
        """The key that was stored for a profile, unchecked; None if there is none.

        Raises:
            KeyUnavailableError: there is no keyring, it is locked, silent or broken.
        """
        answer = await self._ask("get", profile, self._read_seconds)
        return cast("str | None", answer.get("value"))

    async def name(self) -> str:
        """The keyring's name for people, once it has answered.

        Raises:
            KeyUnavailableError: as `read`.
        """
        answer = await self._ask("get", "", self._read_seconds)  # a name that no profile has
        return str(answer["backend"])

    async def store(self, profile: str, key: SecretStr) -> str:
        """Store a profile's key and read it back.

        Returns:
            The keyring's name for people.

        Raises:
            KeyUnavailableError: as `read`, or the keyring did not give the key back.
        """
        answer = await self._ask("set", profile, self._store_seconds, key)
        if not answer.get("verified"):
            raise KeyUnavailableError(
                KeyTrouble.NOT_SAVED,
                "The keyring accepted the key but did not give it back. It was NOT saved.",
            )
        return str(answer["backend"])

    async def forget(self, profile: str) -> bool:
        """Remove a profile's key.

        Returns:
            Whether there was one.

        Raises:
            KeyUnavailableError: as `read`.
        """
        answer = await self._ask("delete", profile, self._read_seconds)
        return bool(answer["deleted"])

    async def _ask(
        self, what: str, profile: str, seconds: float, key: SecretStr | None = None
    ) -> dict[str, Any]:
        request: dict[str, Any] = {
            "do": what,
            "service": APP_NAME,
            "user": f"profile:{profile}",
            "deadline": seconds,
        }
        if key is not None:
            request["value"] = key.get_secret_value()
        try:
            finished = await run(
                _HELPER,
                deadline=seconds,
                environ=_with_bus(self._environ),
                given=json.dumps(request).encode(),
            )
        except TimeoutError:
            unchanged = {"set": " Nothing was stored.", "delete": " Nothing was removed."}
            raise KeyUnavailableError(
                KeyTrouble.KEYRING_SILENT,
                f"The system keyring did not answer in {seconds:g} s.{unchanged.get(what, '')}",
            ) from None
        except OSError as error:
            raise _failed(error.strerror or "the helper did not start") from None
        return _understood(finished.output)


def _understood(output: bytes) -> dict[str, Any]:
    """The helper's answer.

    Raises:
        KeyUnavailableError: it says, or shows, that something went wrong.
    """
    try:
        answer = cast("dict[str, Any]", json.loads(output))
    except ValueError:
        raise _failed("the helper ended without an answer") from None
    error = answer.get("error")
    if error is None:
        return answer
    if error in _LOCKED:
        raise KeyUnavailableError(
            KeyTrouble.KEYRING_LOCKED,
            "The system keyring is locked and this session cannot show its password window.",
            f"Unlock it with: {_UNLOCK}",
            "Or use the key for this session only.",
        )
    if error == "NoKeyringError":
        raise _no_keyring(str(answer.get("backend", "")))
    raise _failed(clean(f"{error}: {answer.get('detail', '')}", limit=240))


def _no_keyring(backend: str) -> KeyUnavailableError:
    words = "This server has no system keyring."
    if backend and backend != "keyring.backends.fail.Keyring":
        words += f" Python's keyring is set to {clean(backend, limit=120)}, which keeps no secret."
    return KeyUnavailableError(KeyTrouble.NO_KEYRING, words)


def _failed(why: str) -> KeyUnavailableError:
    return KeyUnavailableError(KeyTrouble.KEYRING_FAILED, f"The system keyring failed ({why}).")


def _with_bus(environ: Mapping[str, str]) -> Mapping[str, str]:
    """Add the address of the user's own D-Bus where `su`, cron or an old tmux have lost it."""
    if "DBUS_SESSION_BUS_ADDRESS" in environ:
        return environ
    bus = Path(environ.get("XDG_RUNTIME_DIR", f"/run/user/{os.getuid()}")) / "bus"
    try:
        ours = bus.is_socket() and bus.stat().st_uid == os.getuid()
    except OSError:
        ours = False
    return {**environ, "DBUS_SESSION_BUS_ADDRESS": f"unix:path={bus}"} if ours else environ
