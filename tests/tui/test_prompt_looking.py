"""Looking at what is written in the editor of a prompt, there and elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from console.actions import outside_editor
from console.archive.versions import Source
from console.tui.dialogs.difference import DifferenceDialog
from console.tui.screens.prompts.editor import EditorScreen
from console.tui.screens.prompts.preview import PreviewScreen
from console.tui.screens.versions import VersionsScreen
from console.tui.widgets.difference import Difference
from console.tui.widgets.line import Line
from console.tui.widgets.prompt_area.area import PromptArea
from tests.sandbox_server import SECRET_KEY
from tests.tui.at_prompts import editor

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


class TestLookingAtWhatIsWritten:
    async def test_against_what_was_opened(self, tmp_path: Path) -> None:
        async with editor(tmp_path) as it:
            await it.type_on_top("Be brief. ")
            await it.console.press("ctrl+d")
            dialog = await it.in_front(DifferenceDialog)
            await it.console.until(lambda: "Be brief." in dialog.query_one(Difference).text)

    async def test_as_a_recent_call_would_have_heard_it(self, tmp_path: Path) -> None:
        async with editor(tmp_path) as it:
            await it.type_on_top("Be brief. ")
            await it.console.press("ctrl+o")
            preview = await it.in_front(PreviewScreen)
            await it.console.until(lambda: "Be brief." in preview.reader.text)

    async def test_finds_words_in_it(self, tmp_path: Path) -> None:
        async with editor(tmp_path, size=(80, 24)) as it:
            await it.console.press("ctrl+f")
            assert it.screen.sides.find_bar.display
            await it.console.type("demo")
            assert it.screen.area.selected_text == "demo"
            await it.console.press("tab")
            assert it.screen.focused is it.screen.query_one("#replace-words")
            await it.console.press("escape")
            assert it.screen.focused is it.screen.area
            assert isinstance(it.console.app.screen, EditorScreen)


class TestGoingFromFindingToFinding:
    async def test_reaches_each_of_one_line_then_first_messages_then_the_first_again(
        self, tmp_path: Path
    ) -> None:
        async with editor(tmp_path) as it:
            greetings = [it.greeting(agent) for agent in it.agents]
            it.screen.area.replace_exact("Say {{one}} and{{two}}{{three}}.")
            for field in greetings:
                field.replace_exact("Hi {{four}}{{five}}")
            await it.console.until(lambda: len(it.screen.side.checks.unknown_variables) == 5)
            wanted = ["{{one}}", "{{two}}", "{{three}}"]
            wanted += ["{{four}}", "{{five}}"] * len(greetings)
            reached: list[tuple[object, str]] = []
            for _ in (*wanted, ""):
                await it.console.press("ctrl+n")
                field = it.screen.focused
                assert isinstance(field, PromptArea)
                reached.append((field, field.selected_text))
            assert [text for _, text in reached] == [*wanted, "{{one}}"]
            assert list(dict.fromkeys(field for field, _ in reached)) == [
                it.screen.area,
                *greetings,
            ]


class TestTheEditorOfTheirOwn:
    async def test_brings_back_what_was_written_there_and_shows_the_difference(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with editor(tmp_path) as it:
            before = it.text

            async def edit(_: object, text: str, **__: str) -> str:
                return text + "\r\nBe brief."

            monkeypatch.setattr(outside_editor, "edit", edit)
            await it.console.press("ctrl+e")
            dialog = await it.in_front(DifferenceDialog)
            await it.console.until(lambda: "Be brief." in dialog.query_one(Difference).text)
            assert it.text == before + "\r\nBe brief."
            assert "✎ unsaved" in it.screen.query_one("#editor-head", Line).text
            await it.console.press("escape", "ctrl+z")
            assert it.text == before

    async def test_leads_from_the_difference_on_to_saving(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with editor(tmp_path) as it:
            before = it.text

            async def edit(_: object, text: str, **__: str) -> str:
                return text + "\nBe brief."

            monkeypatch.setattr(outside_editor, "edit", edit)
            await it.console.press("ctrl+e")
            dialog = await it.in_front(DifferenceDialog)
            assert "ctrl+s save…" in str(dialog.query_one(".dialog-keys", Static).render())
            await it.save()
            await it.console.until(lambda: it.screen.desk.unsaved == ())
            assert it.patches() == [{"system_prompt": before + "\nBe brief."}]

    async def test_offers_no_saving_where_nothing_can_be_written(self, tmp_path: Path) -> None:
        async with editor(tmp_path, read_only=True) as it:
            await it.type_on_top("Be brief. ")
            await it.console.press("ctrl+d")
            dialog = await it.in_front(DifferenceDialog)
            assert "save" not in str(dialog.query_one(".dialog-keys", Static).render())
            await it.console.press("ctrl+s")
            assert it.console.app.screen is dialog

    async def test_that_fails_changes_nothing_and_says_why(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("VISUAL", "there-is-no-such-editor")
        async with editor(tmp_path) as it:
            before = it.text
            await it.console.press("ctrl+e")
            await it.console.until(lambda: "there-is-no-such-editor" in it.console.line("status"))
            assert it.text == before


class TestAnOlderVersion:
    async def test_is_put_back_and_saved_as_restored(self, tmp_path: Path) -> None:
        async with editor(tmp_path) as it:
            before = it.text
            await it.type_on_top("Be brief. ")
            await it.save()
            await it.console.until(lambda: it.screen.desk.unsaved == ())
            await it.console.press("ctrl+l")
            versions = await it.in_front(VersionsScreen)
            archive = it.screen.account.archive.versions
            kept = await archive.of(it.model.id, "system_prompt")
            assert [each.source for each in kept] == [Source.SAVED, Source.SEEN]
            assert kept[0].by == "this console (demo, key …" + SECRET_KEY[-4:] + ")"
            versions.dismiss(kept[-1])
            await it.in_front(EditorScreen)
            await it.console.until(lambda: it.text == before)
            await it.save()
            await it.console.until(lambda: it.screen.desk.unsaved == ())
            latest, *_ = await archive.of(it.model.id, "system_prompt")
            assert latest.source is Source.RESTORED
            assert latest.text == before
