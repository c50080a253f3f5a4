"""Keys in prompts of 50,000 characters: from the key to the terminal's bytes.

Run it with `make bench`. The milliseconds are the processor's and drift with the machine; half of
all keys take at most the first figure, 95 of 100 at most the second. A frame is 16.7 ms.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from time import process_time
from typing import TYPE_CHECKING

from textual import events
from textual.app import App, ComposeResult

from console.tui.styles import style_sheets
from console.tui.terminal.line_filter import ControlFilter
from console.tui.theme import VARIABLES, dark_theme
from console.tui.widgets.prompt_area.area import PromptArea

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.filter import LineFilter
    from textual.pilot import Pilot

SIZE = 50_000
SENTENCE = "You speak for {{company}}, **kindly**; say `{{greeting}}` first and never guess; "[:79]
PROMPTS = {
    "lines of 80": f"{SENTENCE}\n" * (SIZE // 80),
    "one line": SENTENCE.rstrip() * (SIZE // 77),
    "one line, wide": "お客様の電話番号を確認してください。" * (SIZE // 18),
}
WIDTHS = (60, 100)
KEYS = ("x", "backspace", "enter", "down", "right", "shift+down", "pagedown", "ctrl+z")
RUNS = 20


class Stage(App[None]):
    """A prompt area alone."""

    CSS_PATH = style_sheets()

    def __init__(self, prompt: str) -> None:
        super().__init__()
        self.area = PromptArea()
        self.prompt = prompt

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The console's own colours."""
        return VARIABLES

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The console's last line of defence."""
        return [ControlFilter()]

    def compose(self) -> ComposeResult:
        """Nothing but the area."""
        yield self.area

    def on_mount(self) -> None:
        """Begin with the whole prompt."""
        self.register_theme(dark_theme(None))
        self.theme = "oneinbox-dark"
        self.area.load_exact(self.prompt)
        self.area.mark_variables(frozenset({"greeting"}))
        self.area.focus()


async def timed(pilot: Pilot[None], act: Callable[[], object]) -> float:
    """Milliseconds of the processor until the change is drawn."""
    gc.collect()
    start = process_time()
    act()
    await pilot.pause()
    return (process_time() - start) * 1000


async def measure(prompt: str, width: int) -> dict[str, list[float]]:
    """Press keys in the middle of a prompt, then paste as much again and replace in it."""
    app = Stage(prompt)
    async with app.run_test(size=(width, 40)) as pilot:
        area = app.area
        middle = area.document.line_count // 2
        area.go_to(middle + 1, len(area.document.lines[middle]) // 2)
        await pilot.pause()
        results = {
            key: [await timed(pilot, lambda key=key: app.simulate_key(key)) for _ in range(RUNS)]
            for key in KEYS
        }
        paste = events.Paste(prompt)
        results["paste as much"] = [await timed(pilot, lambda: app.post_message(paste))]
        area.look_for("s")
        replace = lambda: area.replace_matches(area.matches, "{{s}}")  # noqa: E731
        results["replace all"] = [await timed(pilot, replace)]
        results["take it back"] = [await timed(pilot, area.undo)]
    return results


async def main(widths: Iterable[int]) -> None:
    """Print one line for each key."""
    write = sys.stdout.write
    write(f"{'prompt':>16} {'width':>5}  {'key':14}{'half ms':>9}{'95 % ms':>9}\n")
    for name, prompt in PROMPTS.items():
        for width in widths:
            for key, times in (await measure(prompt, width)).items():
                times.sort()
                half, most = times[len(times) // 2], times[int(len(times) * 0.95)]
                write(f"{name:>16} {width:>5}  {key:14}{half:9.1f}")
                write(f"{most:9.1f}\n" if len(times) > 1 else "\n")


if __name__ == "__main__":
    asyncio.run(main(WIDTHS))
