"""The form of an agent: entered, checked, kept, saved, on a real server."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import pytest
from textual._xterm_parser import XTermParser
from textual.widgets import OptionList, Static

from console.actions.action import Place
from console.actions.forms.field_spec import FIELDS, FieldKind, FieldSpec, Group
from console.archive.versions import Source
from console.tui.dialogs.difference import DifferenceDialog
from console.tui.dialogs.menu import Menu
from console.tui.dialogs.pick import Pick
from console.tui.dialogs.typed_confirm import TypedConfirm
from console.tui.navigation import Destination, Go
from console.tui.saving.dialog import SaveDialog
from console.tui.screens.agents.body import FormBody
from console.tui.screens.agents.form import AgentScreen
from console.tui.screens.versions import VersionsScreen
from console.tui.widgets.difference import Difference
from console.tui.widgets.form.group_list import GroupList
from console.tui.widgets.form.line_field import LineInput
from console.tui.widgets.form.prose_field import ProseField
from console.tui.widgets.line import Line
from console.tui.widgets.live_table.table import LiveTable
from console.tui.widgets.reader import Reader
from tests.console_pilot import Console, opened

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

    from console.opened import OpenAccount
    from console.tui.widgets.form.field_row import FieldRow


@dataclass
class Desk:
    """Somebody who edits one agent."""

    console: Console
    agent_id: str

    @property
    def screen(self) -> AgentScreen:
        screen = self.console.app.screen
        assert isinstance(screen, AgentScreen)
        return screen

    @property
    def account(self) -> OpenAccount:
        return self.console.board.account

    async def go(self) -> None:
        """Open the form."""
        self.console.app.screen.post_message(Go(Destination(Place.AGENT, self.agent_id)))
        await self.console.until(lambda: isinstance(self.console.app.screen, AgentScreen | Menu))

    async def ready(self) -> None:
        """Wait until the agent has been read."""
        await self.console.until(lambda: self.is_open and self.screen.there is not None)

    @property
    def is_open(self) -> bool:
        return isinstance(self.console.app.screen, AgentScreen)

    async def enter(self, name: str, text: str, *, clear: bool = True) -> None:
        """Go to a setting and type."""
        await self.screen.view.go_to(spec(name))
        if clear:
            editor = self.row(name).editor
            whole = "f7" if isinstance(editor, ProseField) else "ctrl+shift+a"
            await self.console.press(whole, "backspace")
        await self.console.press(*("enter" if each == "\n" else each for each in text))

    async def leave(self) -> None:
        """Go from a field to the groups, and from there out."""
        await self.console.press("escape", "escape")

    async def press_f8(self) -> None:
        """Press it on a terminal that knows no protocol for keys, where alt types letters."""
        for event in XTermParser().feed("\x1b[19~"):
            self.console.app.post_message(event)
        await self.console.pilot.pause()

    def row(self, name: str) -> FieldRow:
        row = self.screen.query_one(FormBody).row_of(spec(name))
        assert row is not None
        return row

    def note(self, name: str) -> str:
        return self.row(name).query_one(".field-note", Line).text.strip()

    def problem(self, name: str) -> str:
        """What is said below a field; empty when nothing is."""
        problem = self.row(name).query_one(".field-problem", Static)
        return str(problem.content) if problem.display else ""

    @property
    def heading(self) -> str:
        return self.screen.query_one("#agent-heading", Line).text.strip()

    def fields(self) -> dict[str, Any]:
        assert self.screen.form is not None
        return self.screen.form.fields()

    def on_server(self) -> dict[str, Any]:
        with self.console.sandbox.api() as api:
            return api.get(f"/agents/{self.agent_id}").raise_for_status().json()

    def patched(self) -> list[Any]:
        return [request["body"] for request in self.console.sandbox.requests("PATCH")]

    async def save(self) -> None:
        """Ask for the save and say yes."""
        await self.console.press("ctrl+s")
        await self.console.until(lambda: isinstance(self.console.app.screen, SaveDialog))
        await self.agree()

    async def agree(self) -> None:
        """Say yes to the save."""
        dialog = self.console.app.screen
        assert isinstance(dialog, SaveDialog)
        await self.console.until(lambda: dialog.query("#yes") and dialog.focused is not None)
        await self.console.press("y")
        await self.console.until(lambda: self.is_open)


def spec(name: str) -> FieldSpec:
    return next(each for each in FIELDS if each.name == name)


def drawn(desk: Desk) -> str:
    """What is drawn, line by line."""
    strips = desk.screen._compositor.render_strips()  # pyright: ignore[reportPrivateUsage]
    return "\n".join(strip.text for strip in strips)


@asynccontextmanager
async def at_the_form(
    folder: Path, size: tuple[int, int] = (160, 45), **fields: Any
) -> AsyncGenerator[Desk]:
    """The form of the first agent, which has these fields on the server."""
    async with opened(folder, size=size) as console:
        desk = Desk(console, next(iter(console.session.agents.records)))
        if fields:
            console.sandbox.edit("agents", desk.agent_id, **fields)
        await desk.go()
        await desk.ready()
        yield desk


class TestAField:
    async def test_says_what_it_was_and_what_is_wrong_as_one_types(self, tmp_path: Path) -> None:
        async with at_the_form(tmp_path, max_duration_seconds=240) as desk:
            await desk.enter("max_duration_seconds", "24x")

            assert desk.note("max_duration_seconds") == "was 240"
            assert "A whole number of seconds" in desk.problem("max_duration_seconds")
            assert "1 unsaved change" in desk.heading
            assert "1 problem" in desk.heading

            await desk.console.press("backspace", "0")

            assert desk.problem("max_duration_seconds") == ""
            assert desk.note("max_duration_seconds") == "seconds · default 600"
            assert desk.heading == "nothing unsaved"

    async def test_of_every_group_is_reached_by_tab_and_by_shift_tab_back(
        self, tmp_path: Path
    ) -> None:
        async with at_the_form(tmp_path, (80, 24)) as desk:
            body = desk.screen.query_one(FormBody)
            seen: list[str] = []
            while desk.screen.focused is not desk.screen.query_one(GroupList) or not seen:
                await desk.console.press("tab")
                here = body.spec_of(desk.screen.focused)
                if here is not None and here.name not in seen:
                    seen.append(here.name)
            assert seen == [each.name for each in FIELDS]
            assert body.group is Group.ADVANCED

            await desk.screen.view.go_to(spec("tts.provider"))
            await desk.console.press("shift+tab")
            assert body.spec_of(desk.screen.focused) == spec("dynamic_variables")

    async def test_that_is_a_flag_is_turned_by_space(self, tmp_path: Path) -> None:
        async with at_the_form(tmp_path, emotions=False) as desk:
            await desk.enter("emotions", "", clear=False)
            await desk.console.press("space")

            assert desk.fields() == {"emotions": True}

    async def test_with_characters_that_cannot_be_shown_keeps_them(self, tmp_path: Path) -> None:
        message = "Hi \x1b[31m{{name}}\r\n\tBye \u202e!"
        async with at_the_form(tmp_path, first_message=message, name="A\u200bB") as desk:
            await desk.screen.view.go_to(spec("first_message"))
            await desk.console.press("ctrl+home")
            await desk.console.type("Oh. ")
            await desk.enter("name", "", clear=False)

            assert desk.fields() == {"first_message": f"Oh. {message}"}

    async def test_of_text_is_as_high_as_its_text(self, tmp_path: Path) -> None:
        async with at_the_form(tmp_path, (80, 24), first_message="Hello there. " * 8) as desk:
            editor = desk.row("first_message").editor
            assert isinstance(editor, ProseField)
            await desk.console.until(lambda: editor.size.height == editor.wrapped_document.height)
            assert editor.size.height > 3

            await desk.enter("first_message", "Hi.\nHo.")
            await desk.console.until(lambda: editor.size.height == 2)

    async def test_that_is_emptied_is_sent_as_null_where_it_may_be(self, tmp_path: Path) -> None:
        async with at_the_form(tmp_path) as desk:
            await desk.enter("tts.voice_id", "")
            await desk.enter("language", "")

            assert desk.problem("tts.voice_id") == ""
            assert "the default is en" in desk.problem("language")

    async def test_that_was_changed_can_be_taken_back(self, tmp_path: Path) -> None:
        async with at_the_form(tmp_path, end_call_phrases=["bye"]) as desk:
            await desk.enter("speed", "1.x")
            await desk.screen.view.go_to(spec("end_call_phrases"))
            await desk.console.type("good")
            await desk.press_f8()
            await desk.console.until(lambda: "1 unsaved change" in desk.heading)
            phrases = desk.row("end_call_phrases")
            await desk.console.until(lambda: desk.screen.focused in list(phrases.query(LineInput)))
            assert [each.value for each in phrases.query(LineInput)] == ["bye", ""]

            await desk.screen.view.go_to(spec("speed"))
            await desk.console.until(lambda: "f8 takes it back" in desk.console.line("status"))
            await desk.press_f8()

            await desk.console.until(lambda: desk.heading == "nothing unsaved")
            assert desk.row("speed").query_one(LineInput).value == "1.0"


class TestAReadOnlyProfile:
    async def test_can_look_at_every_setting_and_change_none(self, tmp_path: Path) -> None:
        phrases = ["bye", "goodbye"]
        async with opened(tmp_path, read_only=True) as console:
            desk = Desk(console, next(iter(console.session.agents.records)))
            pairs = {"who": "you"}
            console.sandbox.edit(
                "agents", desk.agent_id, end_call_phrases=phrases, dynamic_variables=pairs
            )
            await desk.go()
            await desk.ready()
            for kind in FieldKind:
                setting = next(each for each in FIELDS if each.kind is kind)
                await desk.screen.view.go_to(setting)
                await console.until(
                    lambda setting=setting: desk.screen.view.at(desk.screen.focused) is setting
                )
                await console.until(lambda: "this profile is read-only" in console.line("status"))
                await console.press("x", "end", "backspace", "ctrl+k", "alt+down", "space", "enter")
                await console.pilot.pause()
                assert desk.is_open
                assert desk.heading == "nothing unsaved", kind
            assert phrases == desk.on_server()["end_call_phrases"]


class TestRows:
    async def test_are_added_removed_and_moved(self, tmp_path: Path) -> None:
        async with at_the_form(tmp_path, end_call_phrases=["bye", "goodbye"]) as desk:
            await desk.screen.view.go_to(spec("end_call_phrases"))
            await desk.console.press("enter", "enter")
            await desk.console.type("talk soon")
            await desk.console.press("enter")
            await desk.console.type("so long")
            assert desk.fields() == {"end_call_phrases": ["bye", "goodbye", "talk soon", "so long"]}

            await desk.console.press("alt+up")
            await desk.console.press("up", "ctrl+k")

            assert desk.fields() == {"end_call_phrases": ["bye", "so long", "talk soon"]}

    async def test_of_pairs_keep_values_that_are_no_text(self, tmp_path: Path) -> None:
        async with at_the_form(tmp_path, dynamic_variables={"tries": 3, "who": "you"}) as desk:
            await desk.screen.view.go_to(spec("dynamic_variables"))
            await desk.console.press("enter", "end", "4", "down", "down")
            assert desk.fields() == {"dynamic_variables": {"tries": 34, "who": "you"}}

            await desk.console.type("x")
            assert "needs a name" in desk.problem("dynamic_variables")

    async def test_show_usual_names_whole_and_say_that_longer_ones_are_cut(
        self, tmp_path: Path
    ) -> None:
        names = {"callback_number": "+1", "a_name_of_thirty_characters_in_all": "x" * 40}
        async with at_the_form(tmp_path, (80, 24), dynamic_variables=names) as desk:
            await desk.screen.view.go_to(spec("metadata"))
            await desk.screen.view.go_to(spec("dynamic_variables"))
            await desk.console.until(lambda: "callback_number " in drawn(desk))
            assert "a_name_of_thir…" in drawn(desk)
            assert "xxx…" in drawn(desk)


class TestAList:
    async def test_is_chosen_from_by_name(self, tmp_path: Path) -> None:
        async with at_the_form(tmp_path) as desk:
            models = desk.console.session.models.records.values()
            other = next(each for each in models if each.name == "Sales EN brain")
            await desk.screen.view.go_to(spec("llm_id"))
            await desk.console.press("enter")
            await desk.console.until(lambda: isinstance(desk.console.app.screen, Pick))
            await desk.console.type("sales brain")
            await desk.console.press("enter")
            await desk.console.until(lambda: desk.is_open and desk.fields())

            assert desk.fields() == {"llm_id": other.id}
            assert desk.note("llm_id").startswith("was ")

    async def test_of_credentials_begins_with_those_of_the_voices_provider(
        self, tmp_path: Path
    ) -> None:
        async with at_the_form(tmp_path) as desk:
            console = desk.console
            await desk.enter("tts.provider", "telnyx")
            await desk.screen.view.go_to(spec("tts.credential_id"))
            await console.press("enter")
            await console.until(lambda: isinstance(console.app.screen, Pick))
            listed = console.app.screen.query_one(OptionList).options
            notes = [str(option.prompt).rpartition("  ")[2] for option in listed]
            assert notes[:2] == ["", "telnyx"]
            assert len(notes) > 3
            assert all(note.endswith(", not telnyx") for note in notes[2:])

    async def test_of_voices_is_known_by_their_names(self, tmp_path: Path) -> None:
        async with at_the_form(tmp_path) as desk:
            with desk.console.sandbox.api() as api:
                voice = api.get("/voices").json()["items"][0]
            await desk.enter("tts.voice_id", voice["provider_voice_id"])
            await desk.console.until(lambda: voice["name"] in desk.note("tts.voice_id"))

    async def test_of_an_open_set_is_only_a_suggestion(self, tmp_path: Path) -> None:
        async with at_the_form(tmp_path) as desk:
            await desk.enter("tts.provider", "brand-new")
            assert desk.problem("tts.provider") == ""

            await desk.console.press("enter")
            await desk.console.until(lambda: isinstance(desk.console.app.screen, Pick))
            await desk.console.type("minimax")
            await desk.console.press("enter")
            await desk.console.until(lambda: desk.is_open)

            assert desk.fields()["tts"]["provider"] == "minimax"


class TestASave:
    async def test_sends_only_what_was_changed(self, tmp_path: Path) -> None:
        async with at_the_form(tmp_path) as desk:
            before = desk.on_server()
            await desk.enter("tts.speed", "1.25")
            await desk.enter("name", "Sales")

            await desk.save()
            await desk.console.until(lambda: desk.heading == "nothing unsaved")

            assert desk.patched() == [{"name": "Sales", "tts": {**before["tts"], "speed": 1.25}}]
            assert desk.on_server()["tts"] == {**before["tts"], "speed": 1.25}
            assert await desk.account.archive.drafts.of(desk.agent_id) is None

    async def test_that_is_refused_shows_the_servers_word_at_its_field(
        self, tmp_path: Path
    ) -> None:
        async with at_the_form(tmp_path, (80, 24)) as desk:
            await desk.enter("speed", "9")
            await desk.enter("name", "Sales")

            await desk.save()
            await desk.console.until(lambda: desk.problem("speed"))

            assert "Input should be less than or equal to 4" in desk.problem("speed")
            assert desk.screen.query_one(FormBody).group is Group.VOICE
            assert desk.fields() == {"name": "Sales", "speed": 9}
            await desk.console.press("backspace", "2")
            assert desk.problem("speed") == ""

    async def test_that_is_refused_for_a_value_shows_that_where_it_was_entered(
        self, tmp_path: Path
    ) -> None:
        async with at_the_form(tmp_path) as desk:
            await desk.enter("tts.provider", "acme")
            await desk.enter("name", "Sales")

            await desk.save()
            await desk.console.until(lambda: desk.problem("tts.provider"))

            assert "Unknown TTS provider 'acme'." in desk.problem("tts.provider")
            assert "Known: " in desk.console.line("status")
            body = desk.screen.query_one(FormBody)
            provider = spec("tts.provider")
            await desk.console.until(lambda: body.spec_of(desk.screen.focused) == provider)

    async def test_of_what_cannot_be_sent_goes_to_it(self, tmp_path: Path) -> None:
        async with at_the_form(tmp_path) as desk:
            await desk.enter("speed", "fast")
            await desk.enter("name", "Sales")
            await desk.console.press("ctrl+s")

            await desk.console.until(lambda: "Not saved" in desk.console.line("status"))
            body = desk.screen.query_one(FormBody)
            assert body.spec_of(desk.screen.focused) == spec("speed")
            assert desk.patched() == []

    async def test_that_is_overtaken_asks_whose_value_counts(self, tmp_path: Path) -> None:
        async with at_the_form(tmp_path) as desk:
            console = desk.console
            await desk.enter("speed", "1.5")
            await desk.enter("responsiveness", "0.9")
            console.sandbox.edit("agents", desk.agent_id, speed=2, name="Renamed")

            await console.press("ctrl+s")
            await console.until(lambda: isinstance(console.app.screen, Menu))
            await console.press("y")
            await console.until(lambda: isinstance(console.app.screen, SaveDialog))
            await desk.agree()

            assert desk.patched() == [{"speed": 1.5, "responsiveness": 0.9}]
            await console.until(lambda: desk.heading == "nothing unsaved")
            await console.until(lambda: "Renamed" in console.line("place"))

    async def test_that_is_thought_better_of_leaves_everything_as_it_was(
        self, tmp_path: Path
    ) -> None:
        async with at_the_form(tmp_path) as desk:
            await desk.enter("speed", "1.5")
            await desk.console.press("ctrl+s")
            await desk.console.until(lambda: isinstance(desk.console.app.screen, SaveDialog))
            await desk.console.press("escape")
            await desk.console.until(lambda: desk.is_open)

            assert desk.fields() == {"speed": 1.5}
            assert desk.patched() == []


class TestWhatIsUnsaved:
    async def test_is_shown_as_a_difference(self, tmp_path: Path) -> None:
        async with at_the_form(tmp_path, name="Before") as desk:
            console = desk.console
            await desk.enter("name", "After")
            await desk.enter("tts.speed", "1.5")
            await console.press("ctrl+d")
            await console.until(lambda: isinstance(console.app.screen, DifferenceDialog))
            await console.pilot.pause()

            shown = console.app.screen.query_one(Difference).text
            assert "Before → After" in shown
            assert "voice speed" in shown
            await console.press("escape")
            await console.until(lambda: desk.is_open)

    async def test_may_be_an_older_version_which_is_saved_as_such(self, tmp_path: Path) -> None:
        async with at_the_form(tmp_path, first_message="First.") as desk:
            console = desk.console
            await desk.enter("first_message", "Second.")
            await desk.save()
            await console.until(lambda: desk.heading == "nothing unsaved")

            await console.press("ctrl+l")
            await console.until(lambda: isinstance(console.app.screen, VersionsScreen))
            history = desk.account.archive.versions
            kept = await history.of(desk.agent_id, "first_message")
            first = next(version for version in kept if version.text == "First.")
            table = cast("LiveTable[Any]", console.app.screen.query_one(LiveTable))
            await console.until(lambda: str(first.id) in table.ids)
            table.move_to(str(first.id))
            await console.press("r")
            await console.until(lambda: desk.is_open and desk.fields())
            assert desk.fields() == {"first_message": "First."}

            await desk.save()
            await console.until(lambda: desk.heading == "nothing unsaved")
            versions = await desk.account.archive.versions.of(desk.agent_id, "first_message")
            assert versions[0].source is Source.RESTORED


class TestADraft:
    async def test_is_kept_while_one_types_and_offered_again(self, tmp_path: Path) -> None:
        async with at_the_form(tmp_path) as desk:
            console = desk.console
            await desk.enter("speed", "1.x")
            await console.passes(1)
            draft = await desk.account.archive.drafts.of(desk.agent_id)
            assert draft is not None
            assert draft.edited == {"speed": "1.x"}

            await desk.leave()
            await console.until(lambda: isinstance(console.app.screen, Menu))
            await console.press("l")
            await console.until(lambda: console.app.screen is console.board)

            await desk.go()
            await console.until(lambda: isinstance(console.app.screen, Menu))
            await console.press("t")
            await desk.ready()

            await desk.screen.view.go_to(spec("speed"))
            assert "1 unsaved change" in desk.heading
            assert desk.problem("speed")

    async def test_that_is_discarded_on_leaving_is_not_offered(self, tmp_path: Path) -> None:
        async with at_the_form(tmp_path) as desk:
            console = desk.console
            await desk.enter("name", "Sales")
            await desk.leave()
            await console.until(lambda: isinstance(console.app.screen, Menu))
            await console.press("D")
            await console.until(lambda: console.app.screen is console.board)

            await desk.go()
            await desk.ready()

            assert desk.heading == "nothing unsaved"

    async def test_that_is_not_wanted_gives_way_to_what_the_server_has(
        self, tmp_path: Path
    ) -> None:
        async with at_the_form(tmp_path) as desk:
            console = desk.console
            await desk.enter("name", "Sales")
            await desk.leave()
            await console.until(lambda: isinstance(console.app.screen, Menu))
            await console.press("l")
            await console.until(lambda: console.app.screen is console.board)
            await desk.go()
            await console.until(lambda: isinstance(console.app.screen, Menu))
            await console.press("D")
            await desk.ready()

            assert desk.heading == "nothing unsaved"
            assert await desk.account.archive.drafts.of(desk.agent_id) is None


class TestTheAgentItself:
    async def test_is_deleted_from_its_form_with_what_was_entered(self, tmp_path: Path) -> None:
        async with at_the_form(tmp_path, name="Sales") as desk:
            console, account = desk.console, desk.account
            await desk.enter("speed", "1.5")
            await console.passes(1)
            desk.screen.action_perform("delete_agent")
            await console.until(lambda: isinstance(console.app.screen, TypedConfirm))
            await console.type("Sales")
            await console.press("enter")

            await console.until(lambda: console.app.screen is console.board)
            assert await account.archive.drafts.of(desk.agent_id) is None


class TestLeaving:
    async def test_needs_no_question_when_nothing_is_unsaved(self, tmp_path: Path) -> None:
        async with at_the_form(tmp_path) as desk:
            await desk.enter("name", "", clear=False)
            await desk.leave()
            await desk.console.until(lambda: desk.console.app.screen is desk.console.board)

    @pytest.mark.parametrize(
        ("size", "arrows"), [((80, 24), "← → to a group"), ((160, 45), "↑ ↓ to a group")]
    )
    async def test_goes_by_way_of_the_groups(
        self, tmp_path: Path, size: tuple[int, int], arrows: str
    ) -> None:
        async with at_the_form(tmp_path, size) as desk:
            console, groups = desk.console, desk.screen.query_one(GroupList)
            await desk.screen.view.go_to(spec("dynamic_variables"))
            await console.until(lambda: "esc to groups" in console.line("status"))
            assert "alt+↑↓ moves" in console.line("status")

            await console.press("escape")
            assert desk.screen.focused is groups
            await console.until(lambda: arrows in console.line("status"))
            assert "esc leaves" in console.line("status")
            await console.press("escape")
            await console.until(lambda: console.app.screen is console.board)

    async def test_a_field_for_the_groups_can_be_undone(self, tmp_path: Path) -> None:
        async with at_the_form(tmp_path) as desk:
            await desk.screen.view.go_to(spec("language"))
            field = desk.row("language").editor
            await desk.console.until(lambda: desk.screen.focused is field)
            assert "f2 groups" in desk.console.line("footer")
            await desk.console.press("f2")
            assert desk.screen.focused is desk.screen.query_one(GroupList)
            await desk.console.press("f2")
            await desk.console.until(lambda: desk.screen.focused is field)

    @pytest.mark.parametrize("key", ["escape", "c"])
    async def test_can_be_thought_better_of(self, tmp_path: Path, key: str) -> None:
        async with at_the_form(tmp_path) as desk:
            await desk.enter("name", "Sales")
            await desk.leave()
            await desk.console.until(lambda: isinstance(desk.console.app.screen, Menu))
            await desk.console.press(key)
            await desk.console.until(lambda: desk.is_open)

            assert desk.fields() == {"name": "Sales"}


class TestTheServersAgent:
    async def test_is_followed_while_nothing_is_unsaved(self, tmp_path: Path) -> None:
        async with at_the_form(tmp_path) as desk:
            desk.console.sandbox.edit("agents", desk.agent_id, name="Renamed")
            desk.console.session.agents.look_again()

            await desk.console.until(lambda: "Renamed" in desk.console.line("place"))
            assert desk.heading == "nothing unsaved"
            assert "Changed on the server: name." in desk.console.line("status")

    async def test_is_told_of_while_something_is_unsaved(self, tmp_path: Path) -> None:
        async with at_the_form(tmp_path) as desk:
            await desk.enter("speed", "1.5")
            desk.console.sandbox.edit("agents", desk.agent_id, name="Renamed")
            desk.console.session.agents.look_again()

            await desk.console.until(lambda: "changed on the server" in desk.heading)
            assert "name; saving will compare" in desk.heading
            assert desk.fields() == {"speed": 1.5}

    async def test_that_is_deleted_leaves_what_was_entered(self, tmp_path: Path) -> None:
        async with at_the_form(tmp_path) as desk:
            await desk.enter("speed", "1.5")
            with desk.console.sandbox.api() as api:
                api.delete(f"/agents/{desk.agent_id}").raise_for_status()
            desk.console.session.agents.look_again()

            await desk.console.until(lambda: "deleted on the server" in desk.heading)
            assert desk.fields() == {"speed": 1.5}

    async def test_shows_what_the_console_does_not_know(self, tmp_path: Path) -> None:
        shiny = {f"knob {number}": number for number in range(20)}
        async with at_the_form(tmp_path, (80, 24), shiny=shiny) as desk:
            await desk.screen.view.go_to(spec("metadata"))
            unknown = desk.screen.query_one(FormBody).unknown
            reader = unknown.query_one(Reader)
            await desk.console.until(lambda: reader.size.height == 14)

            while desk.screen.focused is not reader:
                await desk.console.press("tab")

            title = "Unknown to this console, kept as it is"
            await desk.console.until(lambda: title in drawn(desk))
            assert '"knob 0": 0' in drawn(desk)
            await desk.console.press("down", "down", "down")
            assert '"knob 0": 0' not in drawn(desk)
            assert '"knob 13": 13' in drawn(desk)
            assert desk.screen.focused is reader

    async def test_that_is_not_there_is_said_with_the_way_back(self, tmp_path: Path) -> None:
        async with opened(tmp_path) as console:
            desk = Desk(console, "agt_nowhere")
            await desk.go()
            words = "There is no such agent any more."
            await console.until(
                lambda: words in str(console.app.screen.query_one(".form-words", Static).content)
            )
            await console.press("escape")
            await console.until(lambda: console.app.screen is console.board)
