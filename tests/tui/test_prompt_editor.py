"""The editor of a prompt: what is entered is compared, saved; and never lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.actions.forms.prompt_form import (
    KNOWLEDGE_BASES,
    LLM,
    MAX_TOKENS,
    NAME,
    TEMPERATURE,
    TOOLS,
)
from console.actions.saving.reach import counted, reach_of_model
from console.tui.saving.dialog import SaveDialog
from console.tui.screens.prompts.editor import EditorScreen
from console.tui.screens.prompts.toggles import Toggles
from console.tui.widgets.difference import Difference
from tests.tui.at_prompts import editor

if TYPE_CHECKING:
    from pathlib import Path


class TestTheEditor:
    async def test_shows_the_prompt_exactly_with_its_settings_and_first_messages(
        self, tmp_path: Path
    ) -> None:
        async with editor(tmp_path) as it:
            assert it.text == it.model.raw["system_prompt"]
            settings = it.screen.side.settings
            for spec in (LLM, TEMPERATURE, MAX_TOKENS):
                field = settings.field_of(spec)
                assert field is not None
                assert field.exact == str(it.model.raw[spec.name])
            assert len(it.agents) == 3
            for agent in it.agents:
                assert it.greeting(agent).exact == agent.raw["first_message"]
            assert "used by 3 agents" in it.head
            assert "as the server has it" in it.head

    async def test_names_tools_and_knowledge_bases(self, tmp_path: Path) -> None:
        async with editor(tmp_path) as it:
            tools = it.screen.query_one("#tools", Toggles)
            await it.console.until(lambda: "crm_lookup" in tools.text)
            chosen = [line for line in tools.text.split("\n") if line.startswith("[x]")]
            assert len(chosen) == len(it.model.tool_ids)
            bases = it.screen.query_one("#knowledge-bases", Toggles)
            await it.console.until(lambda: "[x] Acme product and prices" in bases.text)

    async def test_shows_and_keeps_ids_that_no_list_knows(self, tmp_path: Path) -> None:
        async with editor(tmp_path) as it:
            it.console.sandbox.edit("models", it.model.id, tool_ids=["tool_nobody_knows"])
            await it.console.press("ctrl+r")
            tools = it.screen.query_one("#tools", Toggles)
            await it.console.until(
                lambda: "[x] tool_nobody_knows  not among those read" in tools.text
            )

    async def test_gives_the_whole_width_to_the_prompt_where_there_is_little(
        self, tmp_path: Path
    ) -> None:
        async with editor(tmp_path, size=(80, 24)) as it:
            await it.console.until(lambda: "words" in it.console.line("editor-summary"))
            assert it.screen.area.size.width >= 76
            assert not it.screen.side.display
            await it.console.press("tab")
            assert it.screen.side.display
            assert it.screen.side.size.width >= 76
            await it.console.press("escape")
            assert it.screen.focused is it.screen.area
            assert not it.screen.side.display


class TestTheHeadLine:
    async def test_counts_calls_as_they_come_and_go_while_one_edits(self, tmp_path: Path) -> None:
        async with editor(tmp_path, history=0) as it:
            live = reach_of_model(it.console.session, it.model.id).live_calls
            assert f"{counted(len(live), 'call')} live" in it.head
            numbers = it.console.session.numbers.records.values()
            body = {
                "agent_id": it.agents[0].id,
                "from_number": next(each.phone_number for each in numbers),
                "to_number": "+14155550111",
            }
            with it.console.sandbox.api() as api:
                call_id = api.post("/calls", json=body).raise_for_status().json()["id"]
            more = counted(len(live) + 1, "call")
            await it.console.until(lambda: f"{more} live" in it.head)
            with it.console.sandbox.api() as api:
                api.post(f"/calls/{call_id}/stop").raise_for_status()
            await it.console.until(lambda: it.console.row(call_id).ended)
            await it.console.until(lambda: f"{more} live" not in it.head)


class TestWhatIsEntered:
    async def test_is_marked_as_unsaved_and_kept_as_a_draft(self, tmp_path: Path) -> None:
        async with editor(tmp_path) as it:
            await it.type_on_top("Be brief. ")
            assert "✎ unsaved" in it.head
            await it.console.passes(0.6)
            draft = await it.draft()
            assert draft is not None
            assert draft.edited == {"system_prompt": "Be brief. " + it.model.raw["system_prompt"]}
            assert draft.base_raw == it.model.raw

    async def test_undone_is_no_draft_any_more(self, tmp_path: Path) -> None:
        async with editor(tmp_path) as it:
            await it.type_on_top("Be brief. ")
            await it.console.passes(0.6)
            assert await it.draft()
            await it.console.press("ctrl+z")
            assert "as the server has it" in it.head
            await it.console.passes(0.6)
            assert await it.draft() is None

    async def test_as_a_first_message_is_a_draft_of_its_agent(self, tmp_path: Path) -> None:
        async with editor(tmp_path) as it:
            agent = it.agents[0]
            it.greeting(agent).insert("Hello! ", (0, 0))
            await it.console.pilot.pause()
            assert it.screen.desk.unsaved == (f"first message of {agent.name}",)
            await it.console.passes(0.6)
            draft = await it.draft(agent.id)
            assert draft is not None
            assert draft.edited == {"first_message": "Hello! " + agent.raw["first_message"]}

    async def test_is_checked_and_its_unknown_variables_can_be_jumped_to(
        self, tmp_path: Path
    ) -> None:
        async with editor(tmp_path) as it:
            await it.type_on_top("One\nTwo {{oder_nr}}\n")
            await it.console.until(lambda: "oder_nr" in it.screen.side.checks.unknown_variables)
            it.screen.area.move_cursor((0, 0))
            await it.console.press("ctrl+n")
            assert it.screen.area.selected_text == "{{oder_nr}}"

    async def test_in_a_first_message_is_found_there(self, tmp_path: Path) -> None:
        async with editor(tmp_path) as it:
            field = it.greeting(it.agents[0])
            field.insert("Hi {{nobody_gives_it}} ", (0, 0))
            await it.console.until(
                lambda: "nobody_gives_it" in it.screen.side.checks.unknown_variables
            )
            it.screen.sides.go_to(it.screen.area)
            it.screen.area.move_cursor(it.screen.area.document.end)
            await it.console.until(lambda: it.screen.focused is it.screen.area)
            await it.console.press("ctrl+n")
            await it.console.until(lambda: it.screen.focused is field)
            assert field.selected_text == "{{nobody_gives_it}}"

    async def test_that_cannot_be_sent_is_said_at_its_field_and_not_sent(
        self, tmp_path: Path
    ) -> None:
        async with editor(tmp_path) as it:
            field = it.screen.side.settings.field_of(TEMPERATURE)
            assert field is not None
            it.screen.sides.go_to(field)
            field.value = "2.5"
            await it.console.pilot.pause()
            await it.console.press("ctrl+s")
            await it.console.until(lambda: "Temperature: From 0 to 2." in it.console.line("status"))
            assert it.screen.focused is field
            assert it.patches() == []


class TestASetting:
    async def test_is_left_by_the_arrows_for_the_one_below_or_above(self, tmp_path: Path) -> None:
        async with editor(tmp_path) as it:
            settings = it.screen.side.settings
            name, llm = settings.field_of(NAME), settings.field_of(LLM)
            assert name is not None
            it.screen.sides.go_to(name)
            await it.console.press("down")
            assert it.screen.focused is llm
            await it.console.press("up")
            assert it.screen.focused is name
            await it.console.press("down", "down", "down", "down")
            assert it.screen.focused is settings.query_one("#tools")

    async def test_is_taken_back(self, tmp_path: Path) -> None:
        async with editor(tmp_path) as it:
            field = it.screen.side.settings.field_of(LLM)
            assert field is not None
            it.screen.sides.go_to(field)
            await it.console.press("end", "x")
            assert it.screen.desk.unsaved == ("model",)
            await it.console.press("f8")
            assert it.screen.desk.unsaved == ()
            assert field.value == it.model.raw["model"]
            await it.console.press("f8")
            assert "Nothing is changed under the cursor." in it.console.line("status")

    async def test_of_a_list_and_a_text_is_taken_back_too(self, tmp_path: Path) -> None:
        async with editor(tmp_path) as it:
            it.screen.sides.go_to(it.screen.query_one("#tools"))
            await it.console.press("space")
            it.greeting(it.agents[0]).insert("Hello! ", (0, 0))
            await it.type_on_top("Be brief. ")
            assert len(it.screen.desk.unsaved) == 3
            await it.console.press("f8")
            it.screen.sides.go_to(it.screen.area)
            await it.console.press("f8")
            assert it.text == it.model.raw["system_prompt"]
            it.screen.sides.go_to(it.greeting(it.agents[0]))
            await it.console.press("f8")
            await it.console.until(lambda: it.screen.desk.unsaved == ())


class TestSaving:
    async def test_sends_only_what_was_changed_and_shows_the_difference_first(
        self, tmp_path: Path
    ) -> None:
        async with editor(tmp_path) as it:
            await it.type_on_top("Be brief. ")
            await it.console.press("ctrl+s")
            await it.in_front(SaveDialog)
            await it.console.until(
                lambda: "Be brief." in it.console.app.screen.query_one(Difference).text
            )
            assert it.patches() == []
            await it.console.press("escape")
            await it.in_front(EditorScreen)
            await it.save()
            text = "Be brief. " + it.model.raw["system_prompt"]
            await it.console.until(lambda: it.patches() == [{"system_prompt": text}])
            await it.console.until(lambda: "saved 10:0" in it.head)
            assert it.on_server("models", it.model.id)["system_prompt"] == text
            assert it.screen.desk.unsaved == ()
            assert await it.draft() is None

    async def test_of_settings_and_first_messages_is_one_dialog_and_a_patch_each(
        self, tmp_path: Path
    ) -> None:
        async with editor(tmp_path) as it:
            agent = it.agents[1]
            field = it.screen.side.settings.field_of(TEMPERATURE)
            assert field is not None
            field.value = "0.25"
            it.greeting(agent).insert("Hello! ", (0, 0))
            await it.console.pilot.pause()
            await it.save()
            hello = "Hello! " + agent.raw["first_message"]
            await it.console.until(lambda: len(it.patches()) == 2)
            assert it.patches() == [{"temperature": 0.25}, {"first_message": hello}]
            await it.console.until(lambda: it.screen.desk.unsaved == ())

    async def test_turns_tools_on_and_off_by_name(self, tmp_path: Path) -> None:
        async with editor(tmp_path) as it:
            tools = it.screen.query_one("#tools", Toggles)
            await it.console.until(lambda: "crm_lookup" in tools.text)
            it.screen.sides.go_to(tools)
            await it.console.until(lambda: it.screen.focused is tools)
            await it.console.press("space")
            form = it.screen.desk.form
            assert form is not None
            assert form.changed == (TOOLS,)
            await it.save()
            await it.console.until(
                lambda: it.patches() == [{"tool_ids": list(it.model.tool_ids[1:])}]
            )
            assert form.chosen(KNOWLEDGE_BASES) == it.model.knowledge_base_ids

    async def test_brings_the_servers_refusal_to_the_field_word_for_word(
        self, tmp_path: Path
    ) -> None:
        async with editor(tmp_path) as it:
            it.screen.area.replace_exact("")
            await it.console.pilot.pause()
            await it.save()
            problem = it.screen.query_one("#editor-problem")
            await it.console.until(lambda: problem.display)
            assert it.text == ""
            assert it.screen.desk.unsaved

    async def test_of_nothing_says_so(self, tmp_path: Path) -> None:
        async with editor(tmp_path) as it:
            await it.console.press("ctrl+s")
            await it.console.until(lambda: "Nothing is changed." in it.console.line("status"))

    async def test_is_refused_to_a_profile_that_only_reads(self, tmp_path: Path) -> None:
        async with editor(tmp_path, read_only=True) as it:
            await it.type_on_top("Be brief. ")
            await it.console.press("ctrl+s")
            await it.console.until(lambda: "read-only" in it.console.line("status"))
            assert it.patches() == []


class TestAChangeOnTheServer:
    async def test_is_shown_at_once_while_nothing_is_edited(self, tmp_path: Path) -> None:
        async with editor(tmp_path) as it:
            it.console.sandbox.edit("models", it.model.id, system_prompt="Theirs.")
            await it.console.press("ctrl+r")
            await it.console.until(lambda: it.text == "Theirs.")
            assert "Changed on the server" in it.console.line("status")
            assert it.screen.desk.unsaved == ()

    async def test_is_announced_while_something_is_edited_and_merged_by_saving(
        self, tmp_path: Path
    ) -> None:
        async with editor(tmp_path) as it:
            theirs = it.model.raw["system_prompt"] + "\nAnd say goodbye."
            await it.type_on_top("Be brief.\n")
            it.console.sandbox.edit("models", it.model.id, system_prompt=theirs)
            await it.console.press("ctrl+r")
            await it.console.until(lambda: "server changed" in it.head)
            assert it.text == "Be brief.\n" + it.model.raw["system_prompt"]
            await it.save()
            await it.console.until(lambda: it.text == "Be brief.\n" + theirs)
            assert it.patches() == [{"system_prompt": "Be brief.\n" + theirs}]
            assert it.screen.desk.unsaved == ()

    async def test_of_a_deleted_prompt_keeps_its_text(self, tmp_path: Path) -> None:
        async with editor(tmp_path) as it:
            text = it.text
            with it.console.sandbox.api() as api:
                for agent in it.agents:
                    api.delete(f"/agents/{agent.id}").raise_for_status()
                api.delete(f"/models/{it.model.id}").raise_for_status()
            await it.console.press("ctrl+r")
            await it.console.until(lambda: "deleted on the server; the draft is kept" in it.head)
            await it.console.passes(0.6)
            draft = await it.draft()
            assert draft is not None
            assert draft.edited == {"system_prompt": text}
            await it.console.press("f5")
            assert it.console.app.clipboard == text
