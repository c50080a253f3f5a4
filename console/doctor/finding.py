"""What the doctor says about one thing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a thing is."""

    OK = "ok"
    NOTE = "note"
    """It works, and a person should know something about it."""
    WRONG = "wrong"


class Realm(StrEnum):
    """Where a thing is, which says who can mend it."""

    MACHINE = "machine"
    NETWORK = "network"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found out about one thing."""

    name: str
    state: State
    words: str
    remedy: str = ""
    """What to do about it: a sentence, or a command to be copied."""
    realm: Realm = Realm.MACHINE


def ok(name: str, words: str, realm: Realm = Realm.MACHINE) -> Finding:
    """A thing is as it should be."""
    return Finding(name, State.OK, words, realm=realm)


def note(name: str, words: str, remedy: str = "", realm: Realm = Realm.MACHINE) -> Finding:
    """A thing works, and there is something to know about it."""
    return Finding(name, State.NOTE, words, remedy, realm)


def wrong(name: str, words: str, remedy: str = "", realm: Realm = Realm.MACHINE) -> Finding:
    """A thing does not work."""
    return Finding(name, State.WRONG, words, remedy, realm)
