"""A profile's key in a file that only a passphrase opens.

The file is text, in three lines:

    oneinbox-console key 1 of eu
    salt, nonce and the sealed key, in Base64
    SHA-256 of what stands above it

Version 1 is scrypt (n = 2^17, r = 8, p = 1) and AES-256-GCM, with the first line authenticated. The
last line keeps nothing secret and stops nobody: it tells a damaged file from a wrong passphrase.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import SecretStr

from console.accounts.errors import AccountError, KeyTrouble, KeyUnavailableError
from console.accounts.files import write_private
from console.accounts.key_sources import check_key, read_own_file
from console.accounts.paths import private_folder

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

LEAST_CHARACTERS = 8
"""Of a new passphrase."""

_HEADER = re.compile(r"oneinbox-console key (\d+) of (\S+)")
_VERSION = "1"
_SALT_BYTES = 16
_NONCE_BYTES = 12
_TAG_BYTES = 16


def check_passphrase(passphrase: str, again: str) -> SecretStr:
    """A new passphrase, typed twice.

    Raises:
        KeyUnavailableError: it is too short, or was not typed alike.
    """
    if len(passphrase) < LEAST_CHARACTERS:
        words = f"A passphrase has {LEAST_CHARACTERS} characters or more; four or five words do."
        raise KeyUnavailableError(KeyTrouble.NOT_OPENED, words)
    if passphrase != again:
        words = "The two passphrases are not the same."
        raise KeyUnavailableError(KeyTrouble.NOT_OPENED, words)
    return SecretStr(passphrase)


@dataclass(frozen=True, slots=True)
class EncryptedKey:
    """The file of one profile. Sealing and opening take half a second and 128 MB of memory."""

    profile: str
    path: Path

    @property
    def exists(self) -> bool:
        """Whether a key is kept here."""
        return self.path.exists()

    def check(self) -> None:
        """See whether a passphrase could open the file, without having one.

        Raises:
            KeyUnavailableError: it is missing, not ours alone, damaged, or of another profile.
        """
        self._read()

    def open(self, passphrase: SecretStr) -> SecretStr:
        """The key.

        Raises:
            KeyUnavailableError: as `check`, or the passphrase is a wrong one.
        """
        from cryptography.exceptions import InvalidTag

        header, sealed = self._read()
        salt, rest = sealed[:_SALT_BYTES], sealed[_SALT_BYTES:]
        try:
            key = _cipher(passphrase, salt).decrypt(
                rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], header
            )
        except InvalidTag:
            raise KeyUnavailableError(
                KeyTrouble.NOT_OPENED,
                f"This passphrase does not open {self.path}.",
                "Whoever has forgotten it gives the key anew: "
                f"oneinbox-console login --profile {self.profile}",
            ) from None
        return check_key(key.decode("utf-8", "replace"), f"What {self.path} holds")

    def seal(self, key: SecretStr, passphrase: SecretStr) -> None:
        """Write the file, in place of one that was there, and read it back.

        Raises:
            KeyUnavailableError: it could not be written; one that was there is as it was.
        """
        salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
        header = f"oneinbox-console key {_VERSION} of {self.profile}"
        text = key.get_secret_value().encode()
        sealed = salt + nonce + _cipher(passphrase, salt).encrypt(nonce, text, header.encode())
        body = f"{header}\n{base64.b64encode(sealed).decode()}\n"
        try:
            private_folder(self.path.parent)
            write_private(self.path, f"{body}{_checksum(body)}\n")
        except AccountError as error:
            raise KeyUnavailableError(KeyTrouble.NOT_SAVED, error.words, *error.steps) from None
        except OSError as error:
            words = f"{self.path} cannot be written: {error.strerror}."
            raise KeyUnavailableError(KeyTrouble.NOT_SAVED, words) from None
        if self._read() != (header.encode(), sealed):
            words = f"{self.path} does not give back what was written to it."
            raise KeyUnavailableError(KeyTrouble.NOT_SAVED, words)

    def forget(self) -> bool:
        """Remove the file.

        Returns:
            Whether there was one.

        Raises:
            KeyUnavailableError: it could not be removed.
        """
        try:
            self.path.unlink()
        except FileNotFoundError:
            return False
        except OSError as error:
            words = f"{self.path} cannot be removed: {error.strerror}."
            raise KeyUnavailableError(KeyTrouble.KEY_FILE, words) from None
        return True

    def _read(self) -> tuple[bytes, bytes]:
        """The header and what is sealed.

        Raises:
            KeyUnavailableError: as `check`.
        """
        text = read_own_file(self.path).decode("utf-8", "replace")
        header, _, rest = text.partition("\n")
        body, _, checksum = rest.partition("\n")
        known = _HEADER.fullmatch(header)
        if known and known[1] != _VERSION:
            raise self._trouble("was written by a newer version of the console.")
        sealed = _decoded(body)
        if not known or not sealed or checksum.strip() != _checksum(f"{header}\n{body}\n"):
            raise self._trouble("is damaged, so that no passphrase opens it any more.")
        if known[2] != self.profile:
            raise self._trouble(f"holds the key of another profile than {self.profile}.")
        return header.encode(), sealed

    def _trouble(self, what: str) -> KeyUnavailableError:
        return KeyUnavailableError(
            KeyTrouble.KEY_FILE,
            f"The key file {self.path} {what}",
            f"Give the key anew: oneinbox-console login --profile {self.profile}",
        )


def _cipher(passphrase: SecretStr, salt: bytes) -> AESGCM:
    # Here, as most profiles never need it.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    # The same letters may come as other bytes from another keyboard.
    secret = unicodedata.normalize("NFC", passphrase.get_secret_value())
    key = hashlib.scrypt(
        secret.encode("utf-8", "surrogatepass"),
        salt=salt,
        n=2**17,
        r=8,
        p=1,
        maxmem=2**28,
        dklen=32,
    )
    return AESGCM(key)


def _decoded(body: str) -> bytes:
    """What is sealed; nothing where that cannot be it."""
    try:
        sealed = base64.b64decode(body, validate=True)
    except ValueError:
        return b""
    return sealed if len(sealed) > _SALT_BYTES + _NONCE_BYTES + _TAG_BYTES else b""


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
