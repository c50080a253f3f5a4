"""A real Secret Service for tests: gnome-keyring on a D-Bus of its own, in a home of its own."""

from __future__ import annotations

import signal
import subprocess
from typing import TYPE_CHECKING

from tests.command import private_environ

if TYPE_CHECKING:
    from pathlib import Path


class SecretService:
    """gnome-keyring on a D-Bus of its own."""

    def __init__(self, home: Path, password: bytes) -> None:
        self.home = home
        self.environ = private_environ(home)
        self._bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=self.environ,
        )
        assert self._bus.stdout
        address = self._bus.stdout.readline().decode().strip()
        self.environ["DBUS_SESSION_BUS_ADDRESS"] = address
        # --foreground keeps the process ours to stop; the password ends with the input.
        self._daemon = subprocess.Popen(
            ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=self.environ,
        )
        assert self._daemon.stdin
        assert self._daemon.stdout
        self._daemon.stdin.write(password)
        self._daemon.stdin.close()
        self._daemon.stdout.readline()

    def hang(self) -> None:
        """Stop the daemon in its tracks: it keeps its name on the bus and answers nothing."""
        self._daemon.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        self._daemon.send_signal(signal.SIGCONT)

    def close(self) -> None:
        """End daemon and bus; what was stored stays on the disk."""
        for process in (self._daemon, self._bus):
            process.kill()
            process.wait()
