"""The child that talks to the system keyring, so that the console can kill it when it hangs.

Reads one JSON request from standard input, writes one JSON answer to standard output. Run by its
path, not as a module: it needs nothing of the console, and so works however that is installed.
"""

from __future__ import annotations

import json
import signal
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

TRUSTED = {
    "keyring.backends.SecretService": "Secret Service",
    "keyring.backends.libsecret": "Secret Service",
    "keyring.backends.kwallet": "KWallet",
    "keyring.backends.macOS": "macOS Keychain",
    "keyring.backends.Windows": "Windows Credential Locker",
}
"""The backends that really keep a secret. Others lose it (null), write it to a file anyone can
decode (keyrings.alt), or ask for a password on the terminal (cryptfile, and chains of these)."""


def trusted(backend: KeyringBackend) -> bool:
    """Whether a backend is one of the operating system's own."""
    return type(backend).__module__ in TRUSTED


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Do what is asked: `get`, `set` (with read-back) or `delete`."""
    # Here, so that an installation without it gives an answer too.
    from keyring import core

    core.init_backend(limit=trusted)
    backend = core.get_keyring()
    module = type(backend).__module__
    if not trusted(backend):
        # Only a person's own configuration leads to another one than `fail`.
        return {"error": "NoKeyringError", "backend": f"{module}.{type(backend).__qualname__}"}

    service, user = request["service"], request["user"]
    result: dict[str, Any] = {"backend": TRUSTED[module]}
    if request["do"] == "get":
        result["value"] = core.get_password(service, user)
    elif request["do"] == "set":
        core.set_password(service, user, request["value"])
        result["verified"] = core.get_password(service, user) == request["value"]
    else:
        result["deleted"] = core.get_password(service, user) is not None
        if result["deleted"]:
            core.delete_password(service, user)
    return result


def main() -> None:
    """Answer one request, whatever happens, and be gone when the deadline has passed."""
    request: dict[str, Any] = json.load(sys.stdin)
    # The console kills this process at the deadline; this is for when the console is gone first.
    signal.setitimer(signal.ITIMER_REAL, request["deadline"] + 1)
    try:
        result = answer(request)
    except BaseException as error:
        detail = str(error)
        if request.get("value"):
            detail = detail.replace(request["value"], "····")
        result = {"error": type(error).__name__, "detail": detail[:200]}
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
