"""The help: of what is under the cursor first, searched by a slash, with the person's keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.app import App
from textual.widgets import Static

from console.actions.action import Place, Situation
from console.actions.keys.key_map import STANDARD_KEYS, map_keys
from console.api.records.call import Call
from console.tui.screens.help import Help
from console.tui.screens.help_sections import Section, purpose_of, sections_of
from console.tui.styles import style_sheets
from console.tui.theme import VARIABLES
from tests.console_pilot import opened

if TYPE_CHECKING:
    from pathlib import Path

ENDED = Call.read({"id": "call_1", "status": "completed", "to_number": "+442079460958"})
ON_IT = Situation(calls=(ENDED,), under=ENDED, rows=1)
SECTIONS = sections_of(Place.CALLS, ON_IT, STANDARD_KEYS)


def titled(title: str, sections: tuple[Section, ...] = SECTIONS) -> Section:
    return next(each for each in sections if each.title == title)


class TestTheSections:
    def test_begin_with_what_is_under_the_cursor(self) -> None:
        assert SECTIONS[0].title == "Now, on the call with +44 20 7946 0958"
        words = [row.words.plain for row in SECTIONS[0].rows]
        impossible = [at for at, each in enumerate(words) if "not now:" in each]
        assert impossible == list(range(impossible[0], len(words))), "what can be done is first"
        assert "Stop calls  not now: It has ended." in words

    def test_leave_to_their_groups_what_needs_nothing_under_the_cursor(self) -> None:
        names = [row.name for row in titled("Act on calls").rows]
        assert names == ["s", "w", "R"]
        assert not {"s", "w"} & {row.name for row in SECTIONS[0].rows}

    def test_begin_with_how_to_read_a_list_that_is_empty(self) -> None:
        sections = sections_of(Place.CALLS, Situation(), STANDARD_KEYS)
        assert sections[0].title == "How to read it"
        assert sections[1].title == "With a row under the cursor"

    def test_begin_with_what_is_typed_into(self) -> None:
        typed = (("In this filter", (("status:", "its state"),)),)
        assert sections_of(Place.CALLS, ON_IT, STANDARD_KEYS, focus=typed)[0].title == typed[0][0]

    def test_show_the_keys_of_the_person_and_what_the_preset_changes(self) -> None:
        keys = map_keys("k9s", {"move_down": ["n"]})
        sections = sections_of(Place.CALLS, ON_IT, keys)
        assert "n down" in {row.name for row in titled("Moving", sections).rows}
        preset = titled("Your keys", sections).rows[0]
        assert preset.name == "k9s"
        assert "ctrl+d to delete" in preset.words.plain

    @pytest.mark.parametrize("place", [Place.PROMPT, Place.NUMBER])
    def test_tell_nothing_of_lists_where_one_types(self, place: Place) -> None:
        sections = sections_of(place, Situation(), STANDARD_KEYS)
        keys = {key for each in sections for row in each.rows for key in row.name.split()}
        assert "j" not in keys
        assert ("ctrl+y" in keys) == (place is Place.PROMPT)

    def test_of_a_place_say_what_it_is_for_and_its_three_keys(self) -> None:
        purpose, keys = purpose_of(Place.CALLS, STANDARD_KEYS).plain.split("\n")
        assert purpose.startswith("The calls of now")
        assert keys == "enter read   x stop   / filter"


class Helped(App[None]):
    CSS_PATH = style_sheets()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return VARIABLES

    def on_mount(self) -> None:
        self.push_screen(Help("Calls", purpose_of(Place.CALLS, STANDARD_KEYS), SECTIONS))


async def test_a_slash_searches_all_of_it_and_escape_steps_back() -> None:
    app = Helped()
    async with app.run_test(size=(80, 24)) as pilot:

        def shown() -> list[str]:
            rows = app.screen.query(".help-row")
            seen = [row for row in rows if row.display and row.parent and row.parent.display]
            return [str(row.query_one(".help-keys", Static).content) for row in seen]

        everything = shown()
        await pilot.press("slash", *"redial")
        assert shown()
        assert set(shown()) < set(everything)
        await pilot.press(*"xyz")
        assert shown() == []
        assert app.screen.query_one(".help-nothing").display
        await pilot.press("escape")
        assert shown() == everything
        assert not app.screen.query_one(".help-search").display
        await pilot.press("escape")
        assert not isinstance(app.screen, Help)


async def test_in_a_filter_it_tells_first_how_to_filter(tmp_path: Path) -> None:
    async with opened(tmp_path, empty=True) as console:
        await console.press("slash", "f1")
        await console.until(lambda: isinstance(console.app.screen, Help))
        first = console.app.screen.query(".help-group").first(Static)
        assert str(first.content) == "In this filter"
        assert "status:" in {
            str(each.content) for each in console.app.screen.query(".help-keys").results(Static)
        }
