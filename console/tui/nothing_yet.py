"""What a list says while there is nothing for it to show: in one voice, with the keys to go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from console.actions.action import Place, Situation
from console.actions.places.ways import LETTERS
from console.actions.registry import BY_NAME
from console.tui.keys import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

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

    def words(self, *, read_only: bool) -> Content:
        """The sentence, and under it the ways that are open."""
        parts: list[Content | str | tuple[str, str]] = [(self.title, "bold"), "\n"]
        for key, does in self._open(Situation(read_only=read_only)):
            parts += ["\n", (f"{key:<3}", "bold $accent"), (f"  {does}", "$muted")]
        if self.note:
            parts += ["\n\n", (self.note, "$muted")]
        return Content.assemble(*parts)

    def _open(self, situation: Situation) -> Iterator[tuple[str, str]]:
        for offered, does in (*self.offers, _SET_UP):
            if isinstance(offered, Place):
                yield f"g {LETTERS[offered]}", does
            elif not (action := BY_NAME[offered]).why_not(situation):
                yield shown(action.keys[0]), does
