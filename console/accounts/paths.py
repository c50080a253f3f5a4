"""The folders in which the console keeps its files, as each platform wants them."""

from __future__ import annotations

import re
from pathlib import Path

import platformdirs

from console.accounts.errors import AccountError

APP_NAME = "oneinbox-console"
CRASH_REPORTS = "crash-*.txt"
"""How the reports of faults are called in the folder of state."""
_OWNER_ONLY = 0o700


def settings_file() -> Path:
    """Where `settings.toml` is, whether or not it exists."""
    return Path(platformdirs.user_config_dir(APP_NAME, appauthor=False)) / "settings.toml"


def data_folder() -> Path:
    """The folder of what is worth keeping, whether or not it exists.

    Those who write into it make it: the console opens also where nothing can be written.
    """
    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))


def encrypted_key_file(profile: str) -> Path:
    """Where a profile's key is that a passphrase opens, whether or not it exists."""
    return data_folder() / "keys" / f"{profile}.key"


def archive_file(profile: str, *, elsewhere: str = "") -> Path:
    """Where a profile's archive is, or would be if anything can be kept on disk.

    Args:
        profile: its name.
        elsewhere: the host, where that is not the profile's own but this run's: what is kept of
            it is kept apart.
    """
    if elsewhere:
        profile += "@" + re.sub(r"[^a-z0-9.-]+", "-", elsewhere)
    return data_folder() / f"{profile}.sqlite3"


def state_folder() -> Path:
    """The folder of journal and crash reports, whether or not it exists."""
    return Path(platformdirs.user_state_dir(APP_NAME, appauthor=False))


def journal_file() -> Path:
    """Where the journal is, whether or not it exists."""
    return state_folder() / "journal.jsonl"


def private_folder(folder: Path) -> Path:
    """Make a folder that only its owner can look into, or make an existing one so.

    Raises:
        AccountError: it cannot be made, or is not ours to change.
    """
    try:
        folder.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
        if folder.stat().st_mode & 0o077:
            folder.chmod(_OWNER_ONLY)
    except OSError as error:
        raise AccountError(
            f"The folder {folder} cannot be used: {error.strerror}.",
            f"Make it yours alone: mkdir -p {folder} && chmod 700 {folder}",
        ) from error
    return folder
