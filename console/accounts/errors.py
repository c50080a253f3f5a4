"""What can be wrong with what a person has set up, in words that say how to mend it."""

from __future__ import annotations

from enum import StrEnum


class AccountError(Exception):
    """A setting, an option, a variable or a file cannot be used as it is."""

    def __init__(self, words: str, *steps: str) -> None:
        super().__init__(words)
        self.words = words
        """One sentence or two, safe to draw, never holding a key."""
        self.steps = steps
        """What to do about it, a sentence each."""


class KeyTrouble(StrEnum):
    """Why there is no key."""

    NOT_FOUND = "not found"
    REJECTED = "rejected"
    MALFORMED = "malformed"
    KEY_FILE = "key file"
    KEY_COMMAND = "key command"
    LOCKED = "locked with a passphrase"
    NOT_OPENED = "not opened by this passphrase"
    NO_KEYRING = "no keyring"
    KEYRING_LOCKED = "keyring locked"
    KEYRING_SILENT = "keyring silent"
    KEYRING_FAILED = "keyring failed"
    NOT_SAVED = "not saved"


class KeyUnavailableError(AccountError):
    """A place that should give or take a key did not."""

    def __init__(self, trouble: KeyTrouble, words: str, *steps: str) -> None:
        super().__init__(words, *steps)
        self.trouble = trouble
