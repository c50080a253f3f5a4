"""No string reaches a widget that might parse it as markup."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.actions.registry import ACTIONS
from tests.static.bare_strings import findings

ROOT = Path(__file__).parents[2]
ROOMS = ("tui", "actions", "insight", "live", "history")

SHOW = "def show(self, name: str, names: list[str]) -> None:\n    "
BARE = {
    "a name": SHOW + "Static(name)",
    "a name by keyword": SHOW + "Button(label=name)",
    "a field": "def show(call: Call) -> None:\n    Label(call.name)",
    "a formatted text": "def show(count: int) -> None:\n    Static(f'{count} calls')",
    "a bracket of our own": "Static('[b]bold[/b]')",
    "a choice": "def show(a: Content, b: str) -> None:\n    Static(a if a else b)",
    "an element": SHOW + "for each in names:\n        Option(each)",
    "what a function returns": "def name() -> str: ...\ndef show() -> None:\n    Static(name())",
    "what nobody has annotated": "def show(name) -> None:\n    Static(name)",
    "an update": SHOW + "self.query_one('#a', Static).update(name)",
    "an update of who knows what": "def show(what, name: str) -> None:\n    what.update(name)",
    "a title of a border": SHOW + "self.border_title = name",
    "a tooltip": SHOW + "self.widget.tooltip = f'{name}'",
    "a notification": "def show(self, error: Error) -> None:\n    self.notify(str(error))",
    "a notification with markup": SHOW + "self.notify(name, markup=True)",
    "options": SHOW + "self.add_options(names)",
    "a list of options": SHOW + "OptionList(*names)",
    "a placeholder of an area": SHOW + "TextArea(placeholder=name)",
    "a title to unfold": SHOW + "Collapsible(title=name)",
    "a hit": SHOW + "Hit(1.0, name)",
    "a class made of one": "class Note(Static): ...\ndef show(name: str) -> None:\n    Note(name)",
    "a class that hands it on": (
        "class Note(Static):\n    def __init__(self, name: str) -> None:\n"
        "        super().__init__(name)"
    ),
    "a widget's own drawing": "class Note(Widget):\n    def render(self) -> str: ...",
    "markup that was escaped": SHOW + "Static(Content(escape(name)))",
    "markup as such": SHOW + "Text.from_markup(name)",
    "content that parses": SHOW + "Content.from_text(name)",
    "a widget that parses all": "from textual.widgets import DataTable",
}
SAFE = {
    "words of the source": "Static('Nothing fits.')",
    "content": SHOW + "Static(Content(name))",
    "styled content": SHOW + "Label(Content.styled(name, '$muted'))",
    "content under a name": (
        "def show(name: str) -> None:\n    line = Content(name)\n    Static(line, id='a')"
    ),
    "content that a function returns": (
        "def line() -> Content: ...\ndef show() -> None:\n    Static(line())"
    ),
    "content or nothing": "def show(line: Content | None) -> None:\n    Static(line or '')",
    "content of a field": (
        "class Note:\n    def __init__(self, line: Content) -> None:\n        self._line = line\n"
        "    def show(self) -> None:\n        Static(self._line)"
    ),
    "content of a list": (
        "def show(lines: Sequence[tuple[int, Content]]) -> None:\n"
        "    for _, line in lines:\n        Static(line)"
    ),
    "content in options": SHOW + "self.add_options([Option(Content(name))])",
    "text that is not parsed": SHOW + "self.notify(name, markup=False)",
    "an update of a set": "def show(self, names: set[str], a: str) -> None:\n    names.update(a)",
    "an escape in a pattern": "def find(name: str) -> str:\n    return re.escape(name)",
}


class TestTheCheck:
    @pytest.mark.parametrize("what", BARE)
    def test_finds(self, what: str) -> None:
        assert len(findings({"planted.py": BARE[what]})) == 1

    @pytest.mark.parametrize("what", SAFE)
    def test_lets_pass(self, what: str) -> None:
        assert findings({"planted.py": SAFE[what]}) == []

    def test_knows_what_a_function_of_another_module_returns(self) -> None:
        other = "def line() -> Content: ..."
        third = "def line() -> str: ..."
        shown = "from rooms.other import line\ndef show() -> None:\n    Static(line())"
        sources = {"rooms/other.py": other, "rooms/third.py": third, "rooms/shown.py": shown}
        assert findings(sources) == []
        assert findings({**sources, "rooms/other.py": third}) == [
            "rooms/shown.py:3: Static(line())"
        ]


class TestTheSource:
    def test_gives_widgets_nothing_that_they_might_parse(self) -> None:
        files = [file for room in ROOMS for file in (ROOT / "console" / room).rglob("*.py")]
        sources = {str(file.relative_to(ROOT)): file.read_text("utf-8") for file in files}
        assert findings(sources, below="console/tui") == []

    def test_has_no_bracket_in_the_words_that_the_palette_parses(self) -> None:
        words = [(each.title, each.about) for each in ACTIONS]
        assert [each for each in words if "[" in "".join(each)] == []
