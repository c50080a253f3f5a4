"""Saving as a person does it: asked once, sent once, told truly, and nothing edited is lost."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input, Static

from console.accounts.paths import state_folder
from console.actions.saving.plan import Kind
from console.archive.drafts import Draft
from console.archive.versions import Source
from console.tui.dialogs.menu import Menu
from console.tui.saving.dialog import SaveDialog
from console.tui.saving.edit import Edit
from tests.tui.saving_desk import SavingDesk, saving_desk

if TYPE_CHECKING:
    from pathlib import Path

SIZES = [(80, 24), (160, 45)]
MESSAGE = "Hello.\nThis is Aria.\nHow are you?"


def longer(desk: SavingDesk, end: str = "\nSay goodbye.") -> Edit:
    """The model's prompt with something at its end."""
    model = desk.model()
    return desk.edited(model, system_prompt=model.raw["system_prompt"] + end)


class TestTheDialog:
    @pytest.mark.parametrize("size", SIZES)
    async def test_has_everything_in_sight_at_every_size(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async with saving_desk(tmp_path, size=size) as desk:
            model, agent = desk.model(), desk.agent_of(desk.model())
            desk.somebody_else_edits(model, temperature=1.3, max_tokens=77)
            desk.somebody_else_edits(agent, first_message="# Theirs\n" + MESSAGE)
            opened = Edit(Kind.AGENT, {**agent.raw, "first_message": MESSAGE}, {})
            greeting = replace(opened, fields={"first_message": MESSAGE + "\nMore."})
            desk.begin(desk.edited(model, system_prompt=""), greeting)
            dialog = await desk.asked()
            await desk.console.pilot.pause()
            for part in ("#save-title", "#save-about", "#save-difference", "#save-notes",
                         "#save-note", "#no", "#yes", ".dialog-keys"):  # fmt: skip
                region = dialog.query_one(part).region
                assert region.height > 0, part
                assert dialog.region.contains_region(region), part
            assert dialog.query_one("#save-difference").region.height > 2
            assert desk.words.count("Somebody else changed") == 2

    async def test_names_the_record_the_reach_and_what_the_server_has(self, tmp_path: Path) -> None:
        async with saving_desk(tmp_path) as desk:
            desk.begin(longer(desk))
            await desk.asked()
            assert "Save “Sales EN brain”?" in desk.words
            assert "3 agents" in desk.words
            assert "The server still has what you opened (read just now)." in desk.words
            assert "+ Say goodbye." in desk.difference
            await desk.console.until(lambda: re.search(r"\(read \d+ s ago\)\.", desk.words))

    async def test_saves_by_enter_and_by_y_and_reads_back(self, tmp_path: Path) -> None:
        async with saving_desk(tmp_path) as desk:
            for key in ("enter", "y"):
                edit = longer(desk, f"\nBy {key}.")
                desk.begin(edit)
                await desk.asked()
                await desk.console.press(key)
                outcome = await desk.outcome()
                assert outcome.left == ()
                assert (
                    outcome.saved[edit.record_id].raw["system_prompt"]
                    == (edit.fields["system_prompt"])
                )
                assert (outcome.words, outcome.trouble) == ("Saved and read back.", False)
                assert not isinstance(desk.console.app.screen, SaveDialog)
            assert len(desk.patched()) == 2

    @pytest.mark.parametrize("key", ["n", "escape"])
    async def test_sends_nothing_when_the_person_says_no(self, tmp_path: Path, key: str) -> None:
        async with saving_desk(tmp_path) as desk:
            edit = longer(desk)
            desk.begin(edit)
            await desk.asked()
            await desk.console.press(key)
            outcome = await desk.outcome()
            assert outcome.left == (edit,)
            assert not outcome.trouble
            assert desk.patched() == []

    async def test_can_be_left_while_the_server_is_still_read(self, tmp_path: Path) -> None:
        async with saving_desk(tmp_path) as desk:
            desk.console.sandbox.fault("latency", path="/v1/models/*", ms=5000)
            edit = longer(desk)
            desk.begin(edit)
            await desk.console.until(lambda: "Reading what the server has now…" in desk.words)
            await desk.console.press("escape")
            assert (await desk.outcome()).left == (edit,)

    async def test_takes_a_note_for_the_history(self, tmp_path: Path) -> None:
        async with saving_desk(tmp_path) as desk:
            desk.begin(longer(desk), note="restored from June")
            dialog = await desk.asked()
            await desk.console.press("tab")
            note = dialog.focused
            assert isinstance(note, Input)
            assert note.value == "restored from June"
            note.value = ""
            await desk.console.type("why not")
            await desk.console.press("enter", "enter")
            await desk.outcome()
            versions = await desk.versions(desk.model(), "system_prompt")
            assert (Source.SAVED, "why not") in versions

    async def test_has_its_focus_and_keys_ready_with_its_question(self, tmp_path: Path) -> None:
        async with saving_desk(tmp_path) as desk:
            desk.begin(longer(desk))
            dialog = await desk.asked()
            keys = dialog.query_one("#save-keys", Static)
            assert dialog.focused is dialog.query_one("#yes")
            assert "enter presses it   tab note" in str(keys.render())
            await desk.console.press("tab", *"tone")
            assert dialog.note == "tone"
            assert "enter done   tab buttons" in str(keys.render())
            await desk.console.press("enter")
            assert dialog.focused is dialog.query_one("#yes")

    async def test_keeps_what_came_from_the_history_as_restored(self, tmp_path: Path) -> None:
        async with saving_desk(tmp_path) as desk:
            desk.begin(longer(desk), source=Source.RESTORED)
            await desk.asked()
            await desk.console.press("y")
            await desk.outcome()
            versions = await desk.versions(desk.model(), "system_prompt")
            assert (Source.RESTORED, "") in versions

    async def test_scrolls_its_difference_while_the_focus_is_on_a_button(
        self, tmp_path: Path
    ) -> None:
        async with saving_desk(tmp_path, size=(80, 24)) as desk:
            model = desk.model()
            lines = "".join(f"Line {number}.\n" for number in range(100))
            desk.begin(desk.edited(model, system_prompt=lines))
            dialog = await desk.asked()
            difference = dialog.query_one("#save-difference")

            def last() -> str:
                return difference.render_line(difference.size.height - 1).text

            assert "Line 99." not in last()
            await desk.console.press("G")
            assert "Line 99." in last()
            before = last()
            await desk.console.press("k")
            assert last() != before
            await desk.console.press("j")
            assert last() == before

    async def test_rests_on_the_other_button_when_a_text_would_be_emptied(
        self, tmp_path: Path
    ) -> None:
        async with saving_desk(tmp_path) as desk:
            desk.begin(desk.edited(desk.model(), system_prompt=""))
            await desk.asked()
            assert "This leaves nothing of the system prompt." in desk.words
            await desk.console.press("enter")
            assert (await desk.outcome()).left
            assert desk.patched() == []


class TestWhatNeedsNoQuestion:
    async def test_is_what_the_server_has_already(self, tmp_path: Path) -> None:
        async with saving_desk(tmp_path) as desk:
            edit = longer(desk)
            desk.somebody_else_edits(desk.model(), **edit.fields)
            sent = desk.patched()
            draft = Draft("model", edit.opened, edit.fields, desk.console.clock.now())
            await desk.account.archive.drafts.keep(edit.record_id, draft)
            desk.begin(edit)
            outcome = await desk.outcome()
            assert (outcome.words, outcome.trouble) == ("The server has this already.", False)
            assert list(outcome.saved) == [edit.record_id]
            assert outcome.left == ()
            assert desk.patched() == sent
            assert await desk.account.archive.drafts.all() == {}

    async def test_is_a_profile_that_only_reads(self, tmp_path: Path) -> None:
        async with saving_desk(tmp_path, read_only=True) as desk:
            edit = longer(desk)
            desk.begin(edit)
            outcome = await desk.outcome()
            assert outcome.left == (edit,)
            assert outcome.trouble
            assert "read-only" in outcome.words

    async def test_is_a_record_that_is_gone(self, tmp_path: Path) -> None:
        async with saving_desk(tmp_path) as desk:
            edit = longer(desk)
            desk.console.sandbox.fault("status", path="/v1/models/*", status=404)
            desk.begin(edit)
            outcome = await desk.outcome()
            assert outcome.left == (edit,)
            assert "not on the server any more" in outcome.words

    async def test_is_a_server_that_does_not_answer(self, tmp_path: Path) -> None:
        async with saving_desk(tmp_path) as desk:
            edit = longer(desk)
            desk.console.sandbox.fault("status", path="/v1/models/*", status=503)
            desk.begin(edit)
            outcome = await desk.outcome()
            assert outcome.left == (edit,)
            assert outcome.trouble


class TestSomebodyElse:
    async def test_who_changed_another_field_is_named_and_left_alone(self, tmp_path: Path) -> None:
        async with saving_desk(tmp_path) as desk:
            edit = longer(desk)
            desk.somebody_else_edits(desk.model(), temperature=1.3)
            desk.begin(edit)
            await desk.asked()
            assert "Somebody else changed the temperature meanwhile; that stays." in desk.words
            assert "What you changed is on the server as you opened it (read" in desk.words
            await desk.console.press("y")
            saved = (await desk.outcome()).saved[edit.record_id].raw
            assert saved["temperature"] == 1.3
            assert saved["system_prompt"] == edit.fields["system_prompt"]
            assert desk.patched()[-1] == edit.fields

    async def test_who_changed_another_line_is_merged_with(self, tmp_path: Path) -> None:
        async with saving_desk(tmp_path) as desk:
            edit = longer(desk)
            theirs = "# Theirs\n" + edit.opened["system_prompt"]
            desk.somebody_else_edits(desk.model(), system_prompt=theirs)
            desk.begin(edit)
            await desk.asked()
            assert "Somebody else changed the system prompt meanwhile; both changes merge." in (
                desk.words
            )
            assert "+ Say goodbye." in desk.difference
            assert "# Theirs" not in desk.difference
            await desk.console.press("y")
            await desk.outcome()
            assert desk.patched()[-1] == {
                "system_prompt": "# Theirs\n" + edit.fields["system_prompt"]
            }

    @pytest.mark.parametrize(("key", "temperature"), [("y", 0.9), ("o", None)])
    async def test_who_changed_the_same_value_is_asked_about(
        self, tmp_path: Path, key: str, temperature: float | None
    ) -> None:
        async with saving_desk(tmp_path) as desk:
            model = desk.model()
            desk.somebody_else_edits(model, temperature=1.3)
            desk.begin(desk.edited(model, temperature=0.9))
            await desk.console.until(lambda: isinstance(desk.console.app.screen, Menu))
            await desk.console.press(key)
            await desk.asked()
            assert "Merged by you with what the server has now" in desk.words
            await desk.console.press("y")
            await desk.outcome()
            wanted = temperature or model.raw["temperature"]
            assert desk.patched()[-1] == {"temperature": wanted}

    async def test_is_asked_about_on_a_screen_with_nothing_else(self, tmp_path: Path) -> None:
        async with saving_desk(tmp_path) as desk:
            model = desk.model()
            desk.somebody_else_edits(model, temperature=1.3)
            desk.begin(desk.edited(model, temperature=0.9))
            await desk.console.until(lambda: isinstance(desk.console.app.screen, Menu))
            assert "“Sales EN brain”: somebody else changed the temperature" in desk.words
            below = desk.console.app.screen_stack[-2]
            assert isinstance(below, SaveDialog)
            assert not below.query_one("#save-title").visible
            await desk.console.press("y")
            assert (await desk.asked()).query_one("#save-title").visible

    async def test_whose_value_is_taken_leaves_nothing_to_save(self, tmp_path: Path) -> None:
        async with saving_desk(tmp_path) as desk:
            model = desk.model()
            desk.somebody_else_edits(model, temperature=1.3)
            sent = desk.patched()
            desk.begin(desk.edited(model, temperature=0.9))
            await desk.console.until(lambda: isinstance(desk.console.app.screen, Menu))
            await desk.console.press("s")
            outcome = await desk.outcome()
            assert outcome.words == "The server has this already."
            assert outcome.saved[model.id].raw["temperature"] == 1.3
            assert desk.patched() == sent

    async def test_what_was_decided_stays_decided_after_a_no(self, tmp_path: Path) -> None:
        async with saving_desk(tmp_path) as desk:
            model = desk.model()
            desk.somebody_else_edits(model, temperature=1.3)
            desk.begin(desk.edited(model, temperature=0.9))
            await desk.console.until(lambda: isinstance(desk.console.app.screen, Menu))
            await desk.console.press("y")
            await desk.asked()
            await desk.console.press("n")
            [left] = (await desk.outcome()).left
            assert (left.opened["temperature"], left.fields) == (1.3, {"temperature": 0.9})
            desk.begin(left)
            await desk.asked()
            assert "temperature  1.3 → 0.9" in desk.difference

    async def test_who_saves_while_the_question_is_read_is_asked_about_again(
        self, tmp_path: Path
    ) -> None:
        async with saving_desk(tmp_path) as desk:
            edit = longer(desk)
            desk.begin(edit, note="mine")
            dialog = await desk.asked()
            theirs = "# Theirs\n" + edit.opened["system_prompt"]
            desk.somebody_else_edits(desk.model(), system_prompt=theirs)
            sent = len(desk.patched())
            await desk.console.press("y")
            await desk.console.until(lambda: "somebody else saved while you looked" in desk.words)
            await desk.asked()
            assert len(desk.patched()) == sent
            assert dialog.note == "mine"
            await desk.console.press("y")
            outcome = await desk.outcome()
            assert outcome.saved[edit.record_id].raw["system_prompt"] == (
                "# Theirs\n" + edit.fields["system_prompt"]
            )


class TestALostAnswer:
    async def test_is_found_by_reading(self, tmp_path: Path) -> None:
        async with saving_desk(tmp_path) as desk:
            desk.console.sandbox.fault("lost", method="PATCH")
            desk.begin(longer(desk))
            await desk.asked()
            await desk.console.press("y")
            outcome = await desk.outcome()
            assert outcome.words == "Saved and read back."
            assert len(desk.patched()) == 1

    async def test_that_stays_lost_is_looked_for_and_never_sent_again(self, tmp_path: Path) -> None:
        async with saving_desk(tmp_path) as desk:
            edit = longer(desk)
            desk.console.sandbox.fault("drop", method="PATCH")
            desk.begin(edit)
            await desk.asked()
            await desk.console.press("y")
            for _ in range(2):
                await desk.console.until(lambda: "Was “Sales EN brain” saved?" in desk.words)
                await desk.asked()
                assert "the server does not show the change" in desk.words
                await desk.console.press("enter")
            await desk.console.until(lambda: "Was “Sales EN brain” saved?" in desk.words)
            await desk.asked()
            await desk.console.press("escape")
            outcome = await desk.outcome()
            assert outcome.left == (edit,)
            assert outcome.trouble
            assert "Nobody knows whether it was saved" in outcome.words
            assert len(desk.console.sandbox.requests("PATCH")) == 1


class TestARefusal:
    async def test_gives_the_servers_words_for_each_field_and_keeps_the_edit(
        self, tmp_path: Path
    ) -> None:
        async with saving_desk(tmp_path) as desk:
            edit = desk.edited(desk.model(), temperature=9)
            desk.begin(edit)
            await desk.asked()
            await desk.console.press("y")
            outcome = await desk.outcome()
            assert outcome.left == (edit,)
            assert outcome.trouble
            assert ". Your changes are kept here." in outcome.words
            [problem] = outcome.problems[edit.record_id]
            assert problem.path[-1] == "temperature"
            assert problem.words

    async def test_of_the_journal_sends_nothing(self, tmp_path: Path) -> None:
        async with saving_desk(tmp_path) as desk:
            edit = longer(desk)
            journal = state_folder() / "journal.jsonl"
            journal.unlink(missing_ok=True)
            journal.mkdir(parents=True)
            desk.begin(edit)
            await desk.asked()
            await desk.console.press("y")
            outcome = await desk.outcome()
            assert outcome.left == (edit,)
            assert outcome.words.startswith("Nothing was sent.")
            assert desk.patched() == []

    async def test_to_keep_the_value_leaves_it_to_be_edited(self, tmp_path: Path) -> None:
        async with saving_desk(tmp_path) as desk:
            edit = longer(desk)
            fault = {"fields": ["system_prompt"], "text": "something else"}
            desk.begin(edit)
            await desk.asked()
            desk.console.sandbox.fault(
                "hostile", method="GET", path="/v1/models/*", skip=1, **fault
            )
            await desk.console.press("y")
            outcome = await desk.outcome()
            [left] = outcome.left
            assert left.opened["system_prompt"] == "something else"
            assert left.fields == edit.fields
            assert "something else of the system prompt" in outcome.words


class TestSeveralRecords:
    async def test_are_one_question_and_one_request_each(self, tmp_path: Path) -> None:
        async with saving_desk(tmp_path) as desk:
            model = desk.model()
            agent = desk.agent_of(model)
            desk.begin(longer(desk), desk.edited(agent, first_message="Hello there."))
            await desk.asked()
            assert f"Save “Sales EN brain” and “{agent.name}”?" in desk.words
            assert f"{agent.name} · first message" in desk.difference
            await desk.console.press("y")
            outcome = await desk.outcome()
            assert set(outcome.saved) == {model.id, agent.id}
            assert [list(body) for body in desk.patched()] == [["system_prompt"], ["first_message"]]

    async def test_of_which_one_is_refused_say_which_stand_where(self, tmp_path: Path) -> None:
        async with saving_desk(tmp_path) as desk:
            model = desk.model()
            agent = desk.agent_of(model)
            greeting = desk.edited(agent, first_message="Hello there.")
            desk.console.sandbox.fault("status", method="PATCH", path="/v1/agents/*", status=422)
            desk.begin(longer(desk), greeting)
            await desk.asked()
            await desk.console.press("y")
            outcome = await desk.outcome()
            assert list(outcome.saved) == [model.id]
            assert outcome.left == (greeting,)
            assert outcome.words.startswith(f"“Sales EN brain” saved, “{agent.name}” not. ")
