"""`oneinbox-console` as people run it: a process, with an environment and a home of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

_FOLDERS = {
    "HOME": "",
    "XDG_DATA_HOME": ".local/share",
    "XDG_CONFIG_HOME": ".config",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "XDG_RUNTIME_DIR": "run",
}
_NOT_OURS = (
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "DBUS_SESSION_BUS_ADDRESS",
    "PYTHON_KEYRING_BACKEND",
)


def private_environ(home: Path) -> dict[str, str]:
    """The environment of somebody who lives in `home`, with no D-Bus and no screen."""
    environ = {
        name: value
        for name, value in os.environ.items()
        if name not in _NOT_OURS and not name.startswith("ONEINBOX_")
    }
    for name, folder in _FOLDERS.items():
        path = home / folder
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(0o700)
        environ[name] = str(path)
    return environ


def has_seen_the_tour(environ: dict[str, str]) -> dict[str, str]:
    """The same environment, of somebody to whom the console shows no tour at its start."""
    state = Path(environ["XDG_STATE_HOME"]) / "oneinbox-console"
    state.mkdir(mode=0o700, exist_ok=True)
    (state / "tour-shown").touch()
    return environ


def run_command(
    *arguments: str, environ: dict[str, str], given: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the command without a terminal, `given` on its standard input."""
    return subprocess.run(
        [sys.executable, "-m", "console", *arguments],
        env=environ | {"PYTHONPATH": str(ROOT)},
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
