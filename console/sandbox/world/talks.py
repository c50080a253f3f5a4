"""Conversations as they pass in time."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.sandbox.world.common import COMMON

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random

    from console.sandbox.catalogue.catalogue import Conversation, Line

_VARIABLE = re.compile(r"\{\{\s*([\w.-]+)\s*\}\}")
_FIRST_IDEOGRAPH = 0x2E80
_PAUSE_SECONDS = {"agent": 1.3, "user": 0.6, "tool_call": 0.2, "tool_result": 0.5}
_LETTERS_PER_SECOND = 16


def fill(text: str, variables: Mapping[str, object]) -> str:
    """Put a call's variables into the `{{variable}}`s of a text; unknown ones stay as they are."""
    return _VARIABLE.sub(lambda found: str(variables.get(found[1], found[0])), text)


def fill_json(text: str, variables: Mapping[str, object]) -> str:
    """The same inside JSON text, where a value's quotes and line breaks must be escaped."""
    quoted = {name: json.dumps(str(value))[1:-1] for name, value in variables.items()}
    return fill(text, quoted)


@dataclass(frozen=True, slots=True, eq=False)
class Talk:
    """A conversation and when, in seconds after the answer, each of its lines is over."""

    conversation: Conversation
    line_ends: tuple[float, ...]

    @property
    def seconds(self) -> float:
        """How long it takes at a natural pace, hanging up included."""
        return self.line_ends[-1] + 1.5 if self.line_ends else 1.5

    @classmethod
    def of(cls, conversation: Conversation) -> Talk:
        """Time every line by how long it takes to say."""
        moment, ends = 0.0, list[float]()
        for line in conversation.lines:
            moment += _PAUSE_SECONDS[line.role] + _speaking_seconds(line)
            ends.append(moment)
        return cls(conversation, tuple(ends))


def _speaking_seconds(line: Line) -> float:
    if line.role not in {"agent", "user"}:
        return 0.0
    letters = sum(2 if ord(letter) >= _FIRST_IDEOGRAPH else 1 for letter in line.content)
    return letters / _LETTERS_PER_SECOND


class Repertoire:
    """Every conversation that can be had, by the slug of the agent who has it."""

    def __init__(self, conversations: Mapping[str, Sequence[Conversation]]) -> None:
        self._talks = {slug: tuple(map(Talk.of, these)) for slug, these in conversations.items()}
        self._common = tuple(map(Talk.of, COMMON))

    def choose(self, slug: str, fits: Callable[[Conversation], bool], rng: Random) -> Talk:
        """Pick a conversation by weight, a common one where the agent has none that fits."""
        talks = [*self._talks.get(slug, ()), *self._common]
        own = [talk for talk in self._talks.get(slug, ()) if fits(talk.conversation)]
        fitting = own or [talk for talk in self._common if fits(talk.conversation)] or talks
        return rng.choices(fitting, [talk.conversation.weight for talk in fitting])[0]
