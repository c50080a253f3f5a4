"""A real Secret Service for tests: gnome-keyring on a D-Bus of its own, in a home of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from tests.command import private_environ

PASSWORD = "correct horse"
"""That of a Secret Service, unless it is started with another."""
_PROMPTER = Path(__file__).with_name("silent_prompter.py")


class SecretService:
    """gnome-keyring on a D-Bus of its own."""

    def __init__(self, home: Path, password: bytes) -> None:
        self.home = home
        self._prompter: subprocess.Popen[bytes] | None = None
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

    def unlock(self, command: str, password: str) -> None:
        """Do as the console says, on a terminal that is asked for the password by `read`."""
        given = command.replace("read -rs P", "read -r P")  # a pipe shows nothing anyway
        run = ("bash", "-c", given)
        subprocess.run(run, env=self.environ, input=password, text=True, check=True, timeout=10)

    def prompt(self) -> None:
        """Show password windows from now on, on a screen where nobody sees them."""
        self._prompter = subprocess.Popen(
            [sys.executable, str(_PROMPTER)], stdout=subprocess.PIPE, env=self.environ
        )
        assert self._prompter.stdout
        self._prompter.stdout.readline()

    def dismiss(self) -> None:
        """Take the password windows away."""
        if self._prompter is not None:
            self._prompter.kill()
            self._prompter.wait()

    def close(self) -> None:
        """End daemon and bus; what was stored stays on the disk."""
        self.dismiss()
        for process in (self._daemon, self._bus):
            process.kill()
            process.wait()
