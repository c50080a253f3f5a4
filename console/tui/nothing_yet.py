"""What a list says while there is nothing for it to show: in one voice, with the keys to go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from console.actions.action import Place, Situation
from console.actions.places.ways import LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from console.actions.keys.key_map import KeyMap

_SET_UP = (Place.SETUP, "sets phone calls up step by step, to the first transcript")


@dataclass(frozen=True, slots=True)
class NothingYet:
    """A sentence that says what there is none of, and the ways to change that.

    Attributes:
        title: the sentence.
        offers: what can be done: an action by its name, or a place to go to, each with what it
            does as the rest of a sentence that begins with its key. The set-up comes by itself.
        note: what else there is to know.
    """

    title: str
    offers: tuple[tuple[str | Place, str], ...] = ()
    note: str = ""

    def words(self, keys: KeyMap, *, read_only: bool) -> Content:
        """The sentence, and under it the ways that are open, each with its key."""
        parts: list[Content | str | tuple[str, str]] = [(self.title, "bold"), "\n"]
        for key, does in self._open(keys, Situation(read_only=read_only)):
            parts += ["\n", (f"{key:<3}", "bold $accent"), (f"  {does}", "$muted")]
        if self.note:
            parts += ["\n\n", (self.note, "$muted")]
        return Content.assemble(*parts)

    def _open(self, keys: KeyMap, situation: Situation) -> Iterator[tuple[str, str]]:
        for offered, does in (*self.offers, _SET_UP):
            if isinstance(offered, Place):
                yield f"{keys.key_of('go')} {LETTERS[offered]}", does
            elif not keys.named(offered).why_not(situation):
                yield keys.key_of(offered), does
