"""Which keys do what for this person: the registry's keys, a preset, and what the settings say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from console.accounts.profiles import nearest
from console.actions.action import Action, Place
from console.actions.keys.moves import MOVES, MOVING_IN, Move
from console.actions.keys.names import KeyNameError, character_of, key_named, shown
from console.actions.keys.presets import PRESETS, STANDARD
from console.actions.registry import ACTIONS, actions_at
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Keyed: TypeAlias = "Action | Move"

_NEEDED = {
    "ctrl+c", "ctrl+q", "escape", "enter", "tab", "shift+tab", "space", "backspace",
    "up", "down", "left", "right", "home", "end", "pageup", "pagedown",
}  # fmt: skip
"""What fields, lists and questions need themselves. Who has such a key keeps it; nobody else
gets it."""

_EDITING = {f"ctrl+{letter}" for letter in "akuvwxyz"} | {"f6", "f7"}
"""What the editor of texts does itself."""

_BY_NAME: Mapping[str, Keyed] = {each.name: each for each in (*ACTIONS, *MOVES)}


@dataclass(frozen=True, slots=True)
class KeyProblem:
    """Something in the settings of keys that was not done as it is written."""

    name: str
    """The line of the table `keys` that it is about."""
    words: str


@dataclass(frozen=True, slots=True)
class KeyMap:
    """Every action and move with the keys that it has."""

    actions: tuple[Action, ...] = ACTIONS
    moves: tuple[Move, ...] = MOVES
    preset: str = STANDARD
    problems: tuple[KeyProblem, ...] = ()

    def at(self, place: Place) -> tuple[Action, ...]:
        """The actions of a place, its own first, then those that work everywhere."""
        return actions_at(place, self.actions)

    def named(self, name: str) -> Action:
        """The action of a name."""
        return next(action for action in self.actions if action.name == name)

    def key_of(self, name: str) -> str:
        """How to ask for an action: its first key, else its word, else by the palette."""
        action = self.named(name)
        if action.keys:
            return shown(action.keys[0])
        return f":{action.words[0]}" if action.words else self.key_of("show_palette")

    def key_of_move(self, name: str) -> str:
        """The key of a move, one that types a letter if there is such a one."""
        keys = next(move.keys for move in self.moves if move.name == name)
        return shown(next(filter(character_of, keys), keys[0]))

    def words_of_problems(self) -> str:
        """What was not done as the settings say, in a sentence or two; empty when all was."""
        if not self.problems:
            return ""
        first, *others = self.problems
        more = f" {len(others)} more: oneinbox-console config check." if others else ""
        return f"keys.{first.name}: {first.words}{more}"

    @property
    def changed_moves(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of the moves that have others than usual."""
        return {move.name: move.keys for move in self.moves if move not in MOVES}


STANDARD_KEYS = KeyMap()
"""The keys of who has changed none."""


def map_keys(preset: str, overrides: Mapping[str, Sequence[str]]) -> KeyMap:
    """Give every action its keys.

    Where two would share a key in one place, what the settings name has it, the former line before
    the latter; the other goes without it, and a problem says so.

    Args:
        preset: one of `PRESETS`.
        overrides: all keys of an action or move, by its name, as a person writes them.
    """
    if preset == STANDARD and not overrides:
        return STANDARD_KEYS
    problems: list[KeyProblem] = []
    read = {name: _read(name, keys, problems) for name, keys in overrides.items()}
    wanted = {name: keys for name, keys in read.items() if keys is not None}
    usual = PRESETS[preset].keys
    keys = {name: wanted.get(name, usual.get(name, each.keys)) for name, each in _BY_NAME.items()}
    order = [*wanted, *(name for name in _BY_NAME if name not in wanted)]
    settled = _settle([(_BY_NAME[name], keys[name]) for name in order], problems)
    return KeyMap(
        tuple(replace(action, keys=settled[action.name]) for action in ACTIONS),
        tuple(
            move if settled[move.name] == move.keys else replace(move, keys=settled[move.name])
            for move in MOVES
        ),
        preset,
        tuple(problems),
    )


def _read(name: str, written: Sequence[str], problems: list[KeyProblem]) -> tuple[str, ...] | None:
    """The keys as Textual calls them; None when the action shall keep those it has."""

    def problem(words: str) -> None:
        problems.append(KeyProblem(name, words))

    each = _BY_NAME.get(name)
    if each is None:
        problem(f"{clean(name, limit=60)} is not an action." + nearest(name, list(_BY_NAME)))
        return None
    if isinstance(each, Action) and each.key_is_argument:
        problem("its keys say what it does, and cannot be others.")
        return None
    keys: list[str] = []
    for one in written:
        try:
            key = key_named(one)
        except KeyNameError as error:
            problem(f"“{clean(one, limit=20)}” {error}.")
            continue
        if key in _NEEDED and key not in each.keys:
            problem(f"“{shown(key)}” is needed by the console itself.")
        elif key not in keys:
            keys.append(key)
    keys += [key for key in each.keys if key in _NEEDED and key not in keys]
    if written and not keys:
        return None
    if isinstance(each, Action) and keys and _only_typed(each, keys):
        problem("is done while one types: it needs a key such as ctrl+s or f5.")
        return None
    return tuple(keys)


def _only_typed(action: Action, keys: Sequence[str]) -> bool:
    typed = (key for key in keys if character_of(key) or key in _EDITING)
    return Place.PROMPT in action.places and len(keys) == len(list(typed))


def _settle(
    wanted: Sequence[tuple[Keyed, tuple[str, ...]]], problems: list[KeyProblem]
) -> Mapping[str, tuple[str, ...]]:
    """Give each its keys, in this order, but no key twice in one place."""
    owners: dict[tuple[Place, str], str] = {}
    settled: dict[str, tuple[str, ...]] = {}
    for each, keys in wanted:
        places, kept = _places(each), list(keys)
        for key in keys:
            taken = [(place, owners[place, key]) for place in places if (place, key) in owners]
            if taken:
                place, owner = taken[0]
                kept.remove(key)
                where = "" if place is Place.EVERYWHERE else f" on {place}"
                words = f"“{shown(key)}” is {owner}{where}; {each.name} goes without it."
                problems.append(KeyProblem(owner, words))
            else:
                owners.update({(place, key): each.name for place in places})
        settled[each.name] = tuple(kept)
    return settled


def _places(each: Keyed) -> Sequence[Place]:
    if isinstance(each, Move):
        return MOVING_IN
    return tuple(Place) if Place.EVERYWHERE in each.places else each.places
