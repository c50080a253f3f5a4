"""What the help says, in sections: of what is under the cursor first, of everything else after."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from console.actions.action import Place, Situation
from console.actions.keys.moves import MOVING_IN
from console.actions.keys.names import shown
from console.actions.keys.presets import PRESETS
from console.actions.pages import PAGES
from console.actions.situations import words_of
from console.tui.keys import shown_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from console.actions.action import Action
    from console.actions.keys.key_map import KeyMap
    from console.actions.keys.moves import Move


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a key, or another name, and what it is."""

    name: str
    words: Content

    def has(self, text: str) -> bool:
        """Whether a text stands in it, in whatever case."""
        return text.casefold() in f"{self.name} {self.words.plain}".casefold()


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading."""

    title: str
    rows: tuple[Row, ...]


_NOTHING = Situation()
"""What cannot be done here is about what is under the cursor."""

EDITING_TEXT = (
    ("ctrl+z ctrl+y", "Undo and redo"),
    ("ctrl+home ctrl+end", "Start and end of the text; with shift selects up to there"),
    ("home end", "Start and end of the line, the former also by ctrl+a; with shift selects"),
    ("ctrl+left ctrl+right", "A word back and on; with shift selects"),
    ("pageup pagedown", "A page back and on"),
    ("f6 f7", "Select the line, and everything"),
    ("ctrl+c ctrl+x ctrl+v", "Copy, cut and paste"),
    ("ctrl+w ctrl+u ctrl+k", "Delete the word before, to the line's start, to its end"),
)
_AROUND_A_PROMPT = (
    ("tab shift+tab", "On through checks, settings and first messages, and back"),
    ("↑ ↓", "Between the settings beside the prompt"),
    ("esc", "Back to the prompt; from there to where you came from"),
)
_IN_A_LIST = (
    ("tab", "To the reading pane and back"),
    ("esc", "Back: closes, clears the filter, then the marks"),
)


def sections_of(
    place: Place,
    situation: Situation,
    keys: KeyMap,
    own: Iterable[tuple[str, Sequence[tuple[str, str]]]] = (),
    focus: Iterable[tuple[str, Sequence[tuple[str, str]]]] = (),
) -> tuple[Section, ...]:
    """The help of a place, with its headings.

    Args:
        place: where it is asked for.
        situation: what an action would act on.
        keys: those of the person.
        own: headings with names and words that belong to this screen alone.
        focus: the same for what is typed into just now, which comes before all.
    """
    actions = keys.at(place)
    about_it = [each for each in actions if each.why_not(_NOTHING) is not None]
    others = [each for each in actions if each not in about_it]
    under = words_of(situation)
    sections = (
        *_given(focus),
        Section(f"Now, on {under}" if under else "", _now(about_it, situation) if under else ()),
        _how_to_read(place),
        Section(
            "" if under else "With a row under the cursor",
            () if under else _now(about_it, situation),
        ),
        *_by_group(others, situation),
        *_given(own),
        *_given(_editing(place)),
        _moving(place, keys.moves),
        Section("Your keys", (Row(keys.preset, Content(PRESETS[keys.preset].about)),)),
    )
    return tuple(each for each in sections if each.rows)


def purpose_of(place: Place, keys: KeyMap) -> Content:
    """What the place is for, and the three keys that one needs first."""
    page = PAGES.get(place)
    if page is None:
        return Content()
    used = [keys.named(name) for name in page.most_used]
    pairs = [
        Content.assemble(
            (keys.key_of(each.name), "bold $accent"),
            (f" {each.label or each.title.lower()}", "$muted"),
        )
        for each in used
    ]
    return Content.assemble(page.purpose, "\n", Content("   ").join(pairs))


def _now(actions: Sequence[Action], situation: Situation) -> tuple[Row, ...]:
    """What can be done, and then what cannot, and why."""
    return tuple(
        _row(each, situation)
        for each in sorted(actions, key=lambda each: each.why_not(situation) is not None)
    )


def _by_group(actions: Sequence[Action], situation: Situation) -> Iterator[Section]:
    """Under their headings, each heading once, where its first action stands."""
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for action in actions:
        groups[action.group].append(_row(action, situation))
    return (Section(group, tuple(rows)) for group, rows in groups.items())


def _row(action: Action, situation: Situation) -> Row:
    words = f"  :{action.words[0]} {action.argument}".rstrip() if action.words else ""
    if hindrance := action.why_not(situation):
        about = Content.assemble((action.title, "$muted"), (f"  not now: {hindrance}", "$warning"))
    else:
        about = Content.assemble(Content(action.about), (words, "$muted"))
    return Row(shown_keys(action), about)


def _how_to_read(place: Place) -> Section:
    page = PAGES.get(place)
    reading = page.reading if page else ()
    return Section("How to read it", tuple(Row(name, Content(words)) for name, words in reading))


def _editing(place: Place) -> Iterable[tuple[str, Sequence[tuple[str, str]]]]:
    if place is Place.PROMPT:
        return (("Editing text", EDITING_TEXT), ("Moving", _AROUND_A_PROMPT))
    return ()


def _moving(place: Place, moves: Sequence[Move]) -> Section:
    if place not in MOVING_IN:
        return Section("", ())
    by_keys = tuple(
        Row(" ".join(shown(key) for key in move.keys), Content(move.about)) for move in moves
    )
    return Section("Moving", (*by_keys, *(Row(key, Content(words)) for key, words in _IN_A_LIST)))


def _given(
    given: Iterable[tuple[str, Sequence[tuple[str, str]]]],
) -> Iterator[Section]:
    for title, rows in given:
        yield Section(title, tuple(Row(name, Content(words)) for name, words in rows))
