"""Merging with what somebody else saved: all three texts, place by place, or by hand."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from console.tui.dialogs.confirm import Confirm
from console.tui.saving.by_hand import ByHand
from console.tui.saving.merge_screen import MergeScreen
from console.tui.widgets.prompt_area.area import PromptArea
from console.tui.widgets.reader import Reader
from tests.tui.saving_desk import SavingDesk, saving_desk

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

    from console.tui.saving.edit import Edit

RULES = "".join(f"Rule {number}.\r\n" for number in range(1, 41))


def changed(*numbers: int, to: str) -> str:
    text = RULES
    for number in numbers:
        text = text.replace(f"Rule {number}.", f"{to} {number}.")
    return text


@asynccontextmanager
async def torn(
    folder: Path, *, size: tuple[int, int] = (160, 45)
) -> AsyncGenerator[tuple[SavingDesk, Edit]]:
    """A prompt of which two places were changed by both sides, and the screen that merges it."""
    async with saving_desk(folder, size=size) as desk:
        model = desk.model()
        desk.console.sandbox.edit("models", model.id, system_prompt=RULES)
        opened = await desk.account.session.client.models.get(model.id)
        desk.console.sandbox.edit("models", model.id, system_prompt=changed(10, 30, to="Theirs"))
        edit = desk.edited(opened, system_prompt=changed(10, 30, to="Ours"))
        desk.begin(edit)
        await desk.console.until(lambda: isinstance(desk.console.app.screen, MergeScreen))
        await desk.console.pilot.pause()
        yield desk, edit


def text_of(desk: SavingDesk) -> str:
    return desk.console.app.screen.query_one("#merge-text", Reader).text


def in_sight(desk: SavingDesk) -> str:
    reader = desk.console.app.screen.query_one("#merge-text", Reader)
    return "\n".join(reader.render_line(y).text for y in range(reader.size.height))


class TestAPlaceThatBothChanged:
    @pytest.mark.parametrize("size", [(80, 24), (160, 45)])
    async def test_is_in_sight_with_all_three_sides_and_the_keys(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async with torn(tmp_path, size=size) as (desk, _):
            await desk.console.until(lambda: "1 of 2" in in_sight(desk))
            for words in ("OPENED", "YOURS", "THE SERVER'S", "Rule 10.", "Ours 10.", "Theirs 10."):
                assert words in in_sight(desk)
            screen = desk.console.app.screen
            keys = screen.query_one(".dialog-keys")
            assert screen.region.contains_region(keys.region)
            assert "esc back" in " ".join(str(keys.render()).split())
            assert "2 places to decide" in desk.console.line("merge-title")

    @pytest.mark.parametrize(
        ("key", "lines"),
        [
            ("y", "Ours 10.\r\n"),
            ("s", "Theirs 10.\r\n"),
            ("o", "Rule 10.\r\n"),
            ("b", "Ours 10.\r\nTheirs 10.\r\n"),
        ],
    )
    async def test_is_decided_by_a_key_and_saved_exactly(
        self, tmp_path: Path, key: str, lines: str
    ) -> None:
        async with torn(tmp_path) as (desk, _):
            await desk.console.press(key)
            assert "1 place to decide" in desk.console.line("merge-title")
            assert "▸ ▲ 2 of 2" in text_of(desk)
            await desk.console.press("y")
            assert "nothing left to decide" in desk.console.line("merge-title")
            await desk.console.press("enter")
            await desk.asked()
            assert "Merged by you with what the server has now" in desk.words
            await desk.console.press("y")
            await desk.outcome()
            wanted = changed(30, to="Ours").replace("Rule 10.\r\n", lines)
            assert desk.patched() == [{"system_prompt": wanted}]

    async def test_must_be_decided_before_the_text_is_taken(self, tmp_path: Path) -> None:
        async with torn(tmp_path) as (desk, _):
            await desk.console.press("y")
            for key in ("enter", "e"):
                await desk.console.press(key)
                assert isinstance(desk.console.app.screen, MergeScreen)
                assert "Not yet: 1 place to decide." in desk.console.line("merge-status")

    async def test_can_be_gone_to_and_decided_otherwise(self, tmp_path: Path) -> None:
        async with torn(tmp_path) as (desk, _):
            await desk.console.press("y", "y", "p")
            assert "▸ ✓ 1 of 2  yours" in text_of(desk)
            await desk.console.press("s")
            assert "✓ 1 of 2  the server's" in text_of(desk)

    async def test_that_is_left_leaves_the_edit_as_it_was(self, tmp_path: Path) -> None:
        async with torn(tmp_path) as (desk, edit):
            await desk.console.press("y", "escape")
            outcome = await desk.outcome()
            assert outcome.left == (edit,)
            assert not outcome.trouble
            assert desk.patched() == []


class TestTheOtherViews:
    async def test_show_what_each_side_has_changed(self, tmp_path: Path) -> None:
        async with torn(tmp_path) as (desk, _):
            await desk.console.press("tab")
            await desk.console.until(lambda: "+ Ours 10." in text_of(desk))
            assert "Theirs" not in text_of(desk)
            await desk.console.press("tab")
            await desk.console.until(lambda: "+ Theirs 30." in text_of(desk))
            assert "Ours" not in text_of(desk)
            await desk.console.press("tab")
            await desk.console.until(lambda: "OPENED" in text_of(desk))


class TestByHand:
    async def test_the_merged_text_is_edited_and_taken_exactly(self, tmp_path: Path) -> None:
        async with torn(tmp_path) as (desk, _):
            await desk.console.press("y", "y", "e")
            assert isinstance(desk.console.app.screen, ByHand)
            await desk.console.type("# ")
            await desk.console.press("ctrl+s")
            await desk.asked()
            await desk.console.press("y")
            await desk.outcome()
            assert desk.patched() == [{"system_prompt": "# " + changed(10, 30, to="Ours")}]

    async def test_what_was_typed_goes_only_when_the_person_says_so(self, tmp_path: Path) -> None:
        async with torn(tmp_path) as (desk, _):
            await desk.console.press("y", "y", "e", "escape")
            assert isinstance(desk.console.app.screen, MergeScreen)
            await desk.console.press("e")
            await desk.console.type("# ")
            await desk.console.press("escape")
            await desk.console.until(lambda: isinstance(desk.console.app.screen, Confirm))
            await desk.console.press("n")
            await desk.console.until(lambda: isinstance(desk.console.app.screen, ByHand))
            assert desk.console.app.screen.query_one(PromptArea).exact.startswith("# ")
            await desk.console.press("escape")
            await desk.console.until(lambda: isinstance(desk.console.app.screen, Confirm))
            await desk.console.press("y")
            await desk.console.until(lambda: isinstance(desk.console.app.screen, MergeScreen))


class TestTextsThatMergeByThemselves:
    async def test_can_be_looked_at_from_the_dialog_and_edited(self, tmp_path: Path) -> None:
        async with saving_desk(tmp_path) as desk:
            model = desk.model()
            theirs = "# Theirs\n" + model.raw["system_prompt"]
            desk.somebody_else_edits(model, system_prompt=theirs)
            desk.begin(desk.edited(model, system_prompt=model.raw["system_prompt"] + "\nBye."))
            await desk.asked()
            await desk.console.press("m")
            await desk.console.until(lambda: isinstance(desk.console.app.screen, MergeScreen))
            assert "  s # Theirs" in text_of(desk)
            assert "  y Bye." in text_of(desk)
            await desk.console.press("escape")
            await desk.asked()
            await desk.console.press("m")
            await desk.console.until(lambda: isinstance(desk.console.app.screen, MergeScreen))
            await desk.console.press("e")
            await desk.console.until(lambda: isinstance(desk.console.app.screen, ByHand))
            await desk.console.type("!")
            await desk.console.press("ctrl+s")
            await desk.asked()
            await desk.console.press("y")
            await desk.outcome()
            assert desk.patched()[-1] == {"system_prompt": f"!{theirs}\nBye."}
