"""Unsaved text on a call: asked first, sent byte for byte, followed to its transcript."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from textual.screen import Screen
from textual.widgets import Input, Static
from textual.widgets.select import InvalidSelectValueError

from console.actions.forms.given import agents_with
from console.actions.forms.prompt_form import LLM
from console.actions.saving.trial import Trial
from console.live.board import REQUEST_ID
from console.tui.dialogs.call_form import CallForm
from console.tui.dialogs.confirm import Confirm
from console.tui.dialogs.menu import Menu
from console.tui.dialogs.web_call import WebCallJoin
from console.tui.screens.prompts.editor import EditorScreen
from console.tui.screens.prompts.trying import TriedCall
from console.tui.widgets.line import Line
from tests.console_pilot import Console, opened
from tests.tui import at_prompts as prompts

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

    from textual.app import ComposeResult

    from console.api.records.agent import Agent

NUMBER = "+14155550111"
UNSAVED = "You are Aria.\r\n\r\nAsk {{customer_name}} about {{color}} – \u200bnow.\t\n\n"


class Editor(Screen[None]):
    """A stand-in for the editor: it hosts the pane, and hears what it says."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        board = console.board
        self.tried = TriedCall(board.account, board.surroundings)
        self.said: list[tuple[str, bool]] = []
        self.began = 0

    def compose(self) -> ComposeResult:
        yield self.tried

    def on_tried_call_said(self, event: TriedCall.Said) -> None:
        self.said.append((event.words, event.trouble))

    def on_tried_call_began(self) -> None:
        self.began += 1


@asynccontextmanager
async def editing(
    tmp_path: Path, size: tuple[int, int] = (160, 45)
) -> AsyncGenerator[tuple[Console, Editor, Agent]]:
    """An editor over the board, and the agent whose prompt is in it."""
    async with opened(tmp_path, size=size, history=0) as console:
        agents = console.session.agents.records.values()
        agent = next(agent for agent in agents if agent.name == "Sales EN – Aria")
        editor = Editor(console)
        await console.app.push_screen(editor)
        yield console, editor, agent


def unsaved(agent: Agent, system_prompt: str = UNSAVED, **fields: Any) -> Trial:
    return Trial(agent.llm_id or "", system_prompt, **fields)


def shown(console: Console) -> str:
    return "\n".join(str(widget.render()) for widget in console.app.screen.query(Static))


async def open_form(
    console: Console, editor: Editor, agent: Agent, trial: Trial, kind: str = "p"
) -> CallForm:
    """Ask for a phone call (p) or a web call (w) and fill in what the form needs."""
    editor.tried.start(trial)
    await console.until(lambda: isinstance(console.app.screen, Menu))
    await console.press(kind)
    await console.until(lambda: isinstance(console.app.screen, CallForm))
    form = console.app.screen
    assert isinstance(form, CallForm)
    form.selects["agent_id"].value = agent.id
    await console.pilot.pause()
    if kind == "p":
        numbers = console.session.numbers.records.values()
        form.selects["from_number"].value = next(n.phone_number or "" for n in numbers)
        form.query_one("#field-to_number", Input).value = NUMBER
    await console.pilot.pause()
    return form


async def dial(console: Console, editor: Editor, agent: Agent, trial: Trial) -> dict[str, Any]:
    """Dial, and tell the body of the request."""
    before = len(dialled(console))
    await open_form(console, editor, agent, trial)
    await console.press("ctrl+s", "y")
    await console.until(lambda: console.app.screen is editor)
    (body,) = [request["body"] for request in dialled(console)[before:]]
    return body


def dialled(console: Console, path: str = "/v1/calls") -> list[dict[str, Any]]:
    return console.sandbox.requests("POST", path)


class TestBeforeAnythingIsTried:
    async def test_the_pane_says_how_it_is_done(self, tmp_path: Path) -> None:
        async with editing(tmp_path) as (_, editor, _):
            assert "ctrl+t starts a call with the unsaved text" in editor.tried.text

    async def test_a_model_without_agents_cannot_be_tried(self, tmp_path: Path) -> None:
        async with editing(tmp_path) as (console, editor, _):
            editor.tried.start(Trial("llm_nobodys", system_prompt="Hi"))
            await console.until(lambda: editor.said)
            assert editor.said == [
                ("No agent uses this model: there is nobody to speak its prompt.", True)
            ]
            assert console.app.screen is editor

    async def test_escape_from_menu_or_form_sends_nothing(self, tmp_path: Path) -> None:
        async with editing(tmp_path) as (console, editor, agent):
            editor.tried.start(unsaved(agent))
            await console.until(lambda: isinstance(console.app.screen, Menu))
            await console.press("escape")
            assert console.app.screen is editor
            editor.tried.start(unsaved(agent))
            await console.until(lambda: isinstance(console.app.screen, Menu))
            await console.press("w")
            await console.until(lambda: isinstance(console.app.screen, CallForm))
            await console.press("escape")
            await console.until(lambda: console.app.screen is editor)
            assert console.sandbox.requests("POST") == []
            assert not editor.began


class TestTheForm:
    async def test_offers_the_agents_that_use_the_model_alone(self, tmp_path: Path) -> None:
        async with editing(tmp_path) as (console, editor, agent):
            form = await open_form(console, editor, agent, unsaved(agent))
            users = agents_with(console.session, agent.llm_id or "")
            assert len(users) > 1
            for each in console.session.agents.records.values():
                if each in users:
                    form.selects["agent_id"].value = each.id
                else:
                    with pytest.raises(InvalidSelectValueError):
                        form.selects["agent_id"].value = each.id

    async def test_asks_for_the_variables_of_the_unsaved_texts(self, tmp_path: Path) -> None:
        async with editing(tmp_path) as (console, editor, agent):
            trial = unsaved(agent, first_messages={agent.id: "Hello {{nickname}}!"})
            form = await open_form(console, editor, agent, trial)
            names = [widget.name for widget in form.query(".form-variable")]
            assert names[:3] == ["customer_name", "color", "nickname"]
            assert "order_id" not in names

    async def test_says_what_it_is_made_with_and_offers_no_other_in_its_place(
        self, tmp_path: Path
    ) -> None:
        async with editing(tmp_path) as (console, editor, agent):
            form = await open_form(console, editor, agent, unsaved(agent, temperature=0.4))
            assert "Try it on a phone call" in shown(console)
            assert "With the unsaved prompt, temperature; nothing is saved." in shown(console)

            def offered(path: str) -> bool:
                row = form.query_one(f"#field-{path}").parent
                return bool(row and row.display)

            assert not offered("llm--system_prompt")
            assert not offered("llm--temperature")
            assert offered("llm--model")
            assert offered("first_message")

    async def test_says_no_more_that_an_agent_is_missing_once_one_is_chosen(
        self, tmp_path: Path
    ) -> None:
        async with editing(tmp_path) as (console, editor, agent):
            form = await open_form(console, editor, agent, unsaved(agent))
            form.selects["agent_id"].clear()
            await console.press("ctrl+s")
            problem = form.query_one("#problem-agent_id", Static)
            assert problem.display
            assert "Choose the agent that speaks." in str(problem.render())
            form.selects["agent_id"].value = agent.id
            await console.pilot.pause()
            assert not problem.display

    async def test_shows_its_buttons_and_keys_at_80x24(self, tmp_path: Path) -> None:
        async with editing(tmp_path, size=(80, 24)) as (console, editor, agent):
            form = await open_form(console, editor, agent, unsaved(agent))
            for pinned in (".dialog-title", "#cancel", "#send", ".dialog-keys"):
                assert form.region.contains_region(form.query_one(pinned).region), pinned
            bottom = form.query_one(".dialog-keys").region.bottom
            assert bottom <= form.query_one(".dialog").region.bottom


class TestTheQuestion:
    async def test_says_what_is_tried_and_that_nothing_is_saved(self, tmp_path: Path) -> None:
        async with editing(tmp_path) as (console, editor, agent):
            long = unsaved(agent, system_prompt="Be kind. " * 1000)
            await open_form(console, editor, agent, long)
            await console.press("ctrl+s")
            assert isinstance(console.app.screen, Confirm)
            assert "with       the unsaved prompt, 9,000 characters" in shown(console)
            assert "billed. Nothing is saved." in shown(console)
            (sent,) = [line for line in shown(console).splitlines() if "llm.system_prompt" in line]
            assert sent.endswith("=Be kind. Be kind. … (9,000 characters)")
            await console.press("n")
            assert dialled(console) == []


class TestWhatIsSent:
    async def test_is_the_unsaved_text_byte_for_byte_and_nothing_is_saved(
        self, tmp_path: Path
    ) -> None:
        async with editing(tmp_path) as (console, editor, agent):
            body = await dial(console, editor, agent, unsaved(agent))
            assert body["overrides"] == {"llm": {"system_prompt": UNSAVED}}
            assert body["agent_id"] == agent.id
            assert console.sandbox.requests("PATCH") == []

    async def test_is_all_that_is_unsaved_of_this_agent(self, tmp_path: Path) -> None:
        async with editing(tmp_path) as (console, editor, agent):
            trial = unsaved(
                agent,
                model="gpt-4.1",
                temperature=0.0,
                first_messages={agent.id: " Hi!\r\n", "agt_other": "Hello"},
            )
            body = await dial(console, editor, agent, trial)
            assert body["overrides"] == {
                "llm": {"system_prompt": UNSAVED, "model": "gpt-4.1", "temperature": 0.0},
                "first_message": " Hi!\r\n",
            }

    async def test_goes_along_with_what_was_typed_besides(self, tmp_path: Path) -> None:
        async with editing(tmp_path) as (console, editor, agent):
            form = await open_form(console, editor, agent, unsaved(agent))
            form.query_one("#field-llm--model", Input).value = "gpt-4.1"
            await console.press("ctrl+s", "y")
            await console.until(lambda: console.app.screen is editor)
            (request,) = dialled(console)
            assert request["body"]["overrides"] == {
                "llm": {"model": "gpt-4.1", "system_prompt": UNSAVED}
            }

    async def test_is_no_override_where_nothing_is_unsaved(self, tmp_path: Path) -> None:
        async with editing(tmp_path) as (console, editor, agent):
            await open_form(console, editor, agent, Trial(agent.llm_id or ""))
            await console.press("ctrl+s")
            assert "what the server has" in shown(console)
            await console.press("y")
            await console.until(lambda: console.app.screen is editor)
            assert dialled(console)[0]["body"]["overrides"] == {}


class TestTheTriedCall:
    async def test_is_followed_to_its_transcript(self, tmp_path: Path) -> None:
        async with editing(tmp_path) as (console, editor, agent):
            await dial(console, editor, agent, unsaved(agent))
            await console.until(lambda: editor.began)
            assert editor.said == [("Dialling +1 415-555-0111; nothing is saved.", False)]
            await console.until(lambda: editor.tried.call)
            assert f"with the unsaved prompt, {len(UNSAVED)} characters" in editor.tried.text
            await console.until(lambda: "AGENT" in editor.tried.text)
            call = editor.tried.call
            assert call is not None
            assert call.messages
            assert console.sandbox.behind(call.id)["system_prompt"] == UNSAVED

    async def test_begins_the_next_form_as_the_last_was_filled_in(self, tmp_path: Path) -> None:
        async with editing(tmp_path) as (console, editor, agent):
            form = await open_form(console, editor, agent, unsaved(agent))
            field = next(w for w in form.query(Input) if w.name == "color")
            field.value = "blue"
            await console.press("ctrl+s", "y")
            await console.until(lambda: editor.tried.call)
            editor.tried.start(unsaved(agent))
            await console.until(lambda: isinstance(console.app.screen, Menu))
            await console.press("p")
            await console.until(lambda: console.app.screen.query(".form-variable"))
            values = {w.name: w.value for w in console.app.screen.query(Input)}
            assert values["color"] == "blue"
            assert console.app.screen.query_one("#field-to_number", Input).value == NUMBER

    async def test_is_stopped_by_x_after_a_question(self, tmp_path: Path) -> None:
        async with editing(tmp_path) as (console, editor, agent):
            await dial(console, editor, agent, unsaved(agent))
            await console.until(lambda: editor.tried.call)
            editor.tried.focus()
            await console.press("x")
            await console.until(lambda: isinstance(console.app.screen, Confirm))
            assert "Stop this call?" in shown(console)
            await console.press("y")
            await console.until(lambda: ("1 stopped.", False) in editor.said)
            await console.press("x")
            await console.until(lambda: ("It has ended.", True) in editor.said)

    async def test_whose_answer_was_lost_is_found_by_looking_and_not_dialled_again(
        self, tmp_path: Path
    ) -> None:
        async with editing(tmp_path) as (console, editor, agent):
            await open_form(console, editor, agent, unsaved(agent))
            console.sandbox.fault("lost", method="POST", path="/v1/calls", times=1)
            await console.press("ctrl+s", "y")
            await console.until(lambda: editor.began)
            assert "answer was lost" in editor.said[0][0]
            await console.until(lambda: editor.tried.call is not None and editor.tried.call.status)
            assert len(dialled(console)) == 1

    async def test_on_the_web_shows_how_to_join_and_then_the_call(self, tmp_path: Path) -> None:
        async with editing(tmp_path) as (console, editor, agent):
            await open_form(console, editor, agent, unsaved(agent), "w")
            await console.press("ctrl+s", "y")
            await console.until(lambda: isinstance(console.app.screen, WebCallJoin))
            (request,) = dialled(console, "/v1/calls/web")
            assert request["body"]["overrides"] == {"llm": {"system_prompt": UNSAVED}}
            await console.press("escape")
            await console.until(lambda: editor.tried.call)
            assert console.app.screen is editor

    async def test_on_the_web_is_found_when_its_answer_was_lost(self, tmp_path: Path) -> None:
        async with editing(tmp_path) as (console, editor, agent):
            await open_form(console, editor, agent, unsaved(agent), "w")
            console.sandbox.fault("lost", method="POST", path="/v1/calls/web", times=1)
            await console.press("ctrl+s", "y")
            await console.until(lambda: editor.tried.call)
            (request,) = dialled(console, "/v1/calls/web")
            call = editor.tried.call
            assert call is not None
            assert call.metadata[REQUEST_ID] == request["body"]["metadata"][REQUEST_ID]


async def tried_from(it: prompts.Editor) -> TriedCall:
    """Try the prompt of the editor in front on a phone call, until its record is there."""
    console, agent = it.console, it.agents[0]
    await console.press("ctrl+t")
    await it.in_front(Menu)
    await console.press("p")
    form = await it.in_front(CallForm)
    numbers = console.session.numbers.records.values()
    form.selects["agent_id"].value = agent.id
    form.selects["from_number"].value = next(n.phone_number or "" for n in numbers)
    form.query_one("#field-to_number", Input).value = NUMBER
    await console.pilot.pause()
    await console.press("ctrl+s", "y")
    await it.in_front(EditorScreen)
    tried = it.screen.side.tried
    await console.until(lambda: tried.call)
    return tried


def keys_of(tried: TriedCall) -> str:
    return tried.query_one("#tried-title", Line).text


class TestTheTriedCallBesideThePrompt:
    async def test_shows_its_own_keys_only_while_they_reach_it(self, tmp_path: Path) -> None:
        async with prompts.editor(tmp_path) as it:
            tried = await tried_from(it)
            assert it.screen.focused is it.screen.area
            assert "x stop" not in keys_of(tried)
            assert keys_of(tried).endswith("f9 go to it")
            await it.console.press("f9")
            assert keys_of(tried).endswith("x stop  esc close")
            await it.console.press("f2")
            await it.console.until(lambda: keys_of(tried).endswith("f9 go to it"))

    async def test_is_stopped_from_a_setting_by_two_keys(self, tmp_path: Path) -> None:
        async with prompts.editor(tmp_path) as it:
            await tried_from(it)
            field = it.screen.side.settings.field_of(LLM)
            assert field is not None
            it.screen.sides.go_to(field)
            await it.console.press("f9", "x")
            await it.in_front(Confirm)
            assert it.screen.desk.unsaved == ()

    async def test_is_closed_by_escape_and_comes_back(self, tmp_path: Path) -> None:
        async with prompts.editor(tmp_path) as it:
            tried = await tried_from(it)
            await it.console.press("f9", "escape")
            assert it.screen.focused is it.screen.area
            assert not tried.display
            await it.console.press("f9")
            assert tried.display
            assert tried.has_pseudo_class("focus-within")

    async def test_gives_way_in_a_small_terminal_once_it_is_over(self, tmp_path: Path) -> None:
        async with prompts.editor(tmp_path, size=(80, 24)) as it:
            tried = await tried_from(it)
            assert tried.has_pseudo_class("focus-within")
            await it.console.press("f2", "f2")
            await it.console.pilot.pause()
            assert tried.display
            assert tried.size.height < it.screen.side.size.height / 2
            tried.focus()
            await it.console.press("x")
            await it.in_front(Confirm)
            await it.console.press("y")
            await it.in_front(EditorScreen)
            await it.console.until(lambda: tried.has_ended)
            assert tried.display
            await it.console.press("f2", "f2")
            assert not tried.display
            await it.console.press("f9")
            assert tried.display

    async def test_stays_in_a_large_one_until_it_is_closed(self, tmp_path: Path) -> None:
        async with prompts.editor(tmp_path) as it:
            tried = await tried_from(it)
            await it.console.until(lambda: tried.has_ended)
            await it.console.press("f2")
            assert tried.display

    async def test_is_not_there_before_anything_was_tried(self, tmp_path: Path) -> None:
        async with prompts.editor(tmp_path) as it:
            await it.console.press("f9")
            assert "Nothing was tried yet" in it.console.line("status")
            assert not it.screen.side.tried.display
