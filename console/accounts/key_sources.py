"""The places a person can keep a key in: a variable, a file, a command, this session's memory."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pydantic import SecretStr

from console.accounts.errors import KeyTrouble, KeyUnavailableError
from console.accounts.hardening import erase
from console.accounts.process import run
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

    from console.accounts.profiles import Profile

PLAIN_VARIABLE = "ONEINBOX_API_KEY"

_KEY = re.compile(r"[\x21-\x7e]{8,512}")
_KEY_LIKE = re.compile(r"oi_[a-z]+_\S+")
_MOST_BYTES = 4096


def check_key(text: str, where: str = "What was entered") -> SecretStr:
    """Make a key of what came from outside, without the blanks and line ends around it.

    Args:
        text: what may be a key.
        where: where it came from, as the beginning of the sentence that refuses it.

    Raises:
        KeyUnavailableError: it cannot be one. The words do not hold it.
    """
    key = text.strip()
    if not _KEY.fullmatch(key):
        raise KeyUnavailableError(
            KeyTrouble.MALFORMED,
            f"{where} is not a key: 8 to 512 letters, digits and signs, no blanks, no “quotes”.",
            "Copy the key again from the OneInbox dashboard.",
        ) from None
    return SecretStr(key)


@dataclass(frozen=True, slots=True)
class EnvironmentKeys:
    """The keys that were in the environment when the console started."""

    values: Mapping[str, SecretStr] = field(default_factory=dict[str, SecretStr])

    @classmethod
    def take(cls, environ: MutableMapping[str, str]) -> Self:
        """Take the keys out of the environment, where children and others would see them."""
        names = [
            name
            for name in environ
            if name == PLAIN_VARIABLE or name.startswith(f"{PLAIN_VARIABLE}_")
        ]
        if environ is os.environ:
            for name in names:
                erase(name)
        taken = {name: SecretStr(environ.pop(name)) for name in names}
        return cls({name: value for name, value in taken.items() if value.get_secret_value()})

    @property
    def has_plain(self) -> bool:
        """Whether there is a key that belongs to no profile."""
        return PLAIN_VARIABLE in self.values

    def read(self, variable: str) -> SecretStr | None:
        """The key in a variable; None if it is not set or empty.

        Raises:
            KeyUnavailableError: what it holds is not a key.
        """
        value = self.values.get(variable)
        return None if value is None else check_key(value.get_secret_value(), f"${variable}")


class SessionKeys:
    """Keys that live as long as the console does."""

    def __init__(self) -> None:
        self._keys: dict[str, SecretStr] = {}

    def remember(self, profile: str, key: SecretStr) -> None:
        """Keep a profile's key until the console ends."""
        self._keys[profile] = key

    def read(self, profile: str) -> SecretStr | None:
        """A profile's key, if one was entered in this session."""
        return self._keys.get(profile)


def read_key_file(name: str, environ: Mapping[str, str]) -> SecretStr:
    """Read a key from a file that nobody else can read.

    Files in systemd's `$CREDENTIALS_DIRECTORY` are the service manager's to guard: they may
    belong to root and show a group's bits.

    Raises:
        KeyUnavailableError: the file is missing, can be read by others, or does not hold a key.
    """
    directory, _, credential = name.partition("/")
    guarded = directory == "$CREDENTIALS_DIRECTORY"
    if guarded:
        path = Path(environ.get("CREDENTIALS_DIRECTORY", "/run/credentials")) / credential
    else:
        try:
            path = Path(name).expanduser()
        except RuntimeError:
            raise _file_trouble(f"The key file {name} cannot be read: it has no home.") from None
    text = read_own_file(path, guarded=guarded).decode("utf-8", "replace")
    return check_key(text, f"What the key file {path} holds")


def read_own_file(path: Path, *, guarded: bool = False) -> bytes:
    """Read the beginning of a regular file that nobody else can read.

    Args:
        path: the file.
        guarded: somebody else sees to it that nobody does.

    Raises:
        KeyUnavailableError: the file is missing, or can be read by others.
    """
    try:
        # Without waiting, for the case that it is a pipe.
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        try:
            _check_file(path, os.fstat(descriptor), guarded=guarded)
            return os.read(descriptor, _MOST_BYTES)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise _file_trouble(f"The key file {path} cannot be read: {error.strerror}.") from None


def _check_file(path: Path, status: os.stat_result, *, guarded: bool) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise _file_trouble(f"The key file {path} is not a regular file.")
    if guarded:
        return
    if status.st_uid != os.geteuid():
        raise _file_trouble(f"The key file {path} belongs to somebody else.")
    if status.st_mode & 0o077:
        raise _file_trouble(
            f"The key file {path} can be read by others (mode {status.st_mode & 0o777:04o}).",
            f"Make it yours alone: chmod 600 {path}",
        )


def _file_trouble(words: str, *steps: str) -> KeyUnavailableError:
    return KeyUnavailableError(KeyTrouble.KEY_FILE, words, *steps)


async def read_key_command(
    profile: Profile, environ: Mapping[str, str], *, deadline: float = 10.0
) -> SecretStr:
    """Run the profile's key command and take the first line it prints.

    Args:
        profile: has the command, which is run without a shell.
        environ: what it gets to see, but for the terminal's name: it has no place to ask on.
        deadline: seconds it may take.

    Raises:
        KeyUnavailableError: it failed, took too long, or did not print a key. The words name the
            program alone: its arguments may be secrets.
    """
    program = clean(profile.key_command[0], limit=120)
    try:
        finished = await run(
            profile.key_command,
            deadline=deadline,
            environ={name: value for name, value in environ.items() if name != "GPG_TTY"},
        )
    except TimeoutError:
        raise _command_trouble(program, f"did not answer in {deadline:g} s") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it is not a program"
        raise _command_trouble(program, f"could not be started: {why}") from None
    if finished.code != 0:
        said = _last_line(finished.errors)
        raise _command_trouble(program, f"ended with {finished.code}" + (said and f": {said}"))
    lines = finished.output.decode("utf-8", "replace").lstrip().splitlines() or [""]
    return check_key(lines[0], f"What the key command {program} printed")


def _command_trouble(program: str, what: str) -> KeyUnavailableError:
    return KeyUnavailableError(
        KeyTrouble.KEY_COMMAND,
        f"The key command {program} {what}.",
        "Try it in a shell, with </dev/null: it has to print the key without asking anything.",
    )


def _last_line(errors: bytes) -> str:
    lines = errors.decode("utf-8", "replace").strip().splitlines()
    return _KEY_LIKE.sub("····", clean(lines[-1].strip(), limit=200)) if lines else ""
