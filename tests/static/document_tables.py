"""The tables of the README that come from the code: `make docs` writes them between their marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from console.accounts.origins import every_setting
from console.accounts.rules import words_of
from console.actions.action import Place
from console.actions.keys.moves import MOVES
from console.actions.keys.names import shown
from console.actions.keys.presets import PRESETS, STANDARD
from console.actions.registry import ACTIONS
from tests.command import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from console.accounts.rules import Setting
    from console.actions.action import Action

README = ROOT / "README.md"


def keys() -> str:
    """Every action at each place where it can be asked for, then the moves."""
    head = ("key", ":word", "does", "name")
    tables = [
        _folded(place, head, (_row_of_action(each) for each in ACTIONS if place in each.places))
        for place in Place
    ]
    moves = ((_keys(move.keys), move.about, f"`{move.name}`") for move in MOVES)
    tables.append(_folded("moving in lists and texts", ("key", "does", "name"), moves))
    presets = [(name, preset.about) for name, preset in PRESETS.items() if name != STANDARD]
    return "\n\n".join([*tables, _table(("preset", "what it brings"), presets)])


def settings() -> str:
    """Every line that `settings.toml` may hold."""
    tables: dict[str, list[tuple[str, Setting]]] = {}
    for name, setting in every_setting():
        table, _, line = name.rpartition(".")
        tables.setdefault(table, []).append((line, setting))
    head = ("setting", "default", "may be", "what it is")
    return "\n\n".join(
        _folded(f"[{table}]", head, (_row_of_setting(*each) for each in lines))
        for table, lines in tables.items()
    )


def with_tables(readme: str) -> str:
    """The README with its tables as they are now."""
    for name, table in (("keys", keys()), ("settings", settings())):
        begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
        marked = re.compile(f"{begin}.*?{end}", re.DOTALL)
        readme = marked.sub(lambda _, new=f"{begin}\n{table}\n{end}": new, readme)
    return readme


def _row_of_action(action: Action) -> Iterator[str]:
    yield _keys(action.keys)
    yield f"`:{action.words[0]}`" if action.words else ""
    yield f"{action.title}: {action.about}"
    yield f"`{action.name}`"


def _row_of_setting(name: str, setting: Setting) -> Iterator[str]:
    yield f"`{name}`"
    default = words_of(setting.default)
    yield f"`{default}`" if default else ""
    yield setting.rule.words
    variable = f" `{setting.variable}` comes before it." if setting.variable else ""
    later = " From the next start on." if setting.with_next_start else ""
    yield setting.about + variable + later


def _keys(keys: Sequence[str]) -> str:
    return " ".join(f"`{shown(key)}`" if shown(key) != "`" else "`` ` ``" for key in keys)


def _folded(title: str, head: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    return f"<details><summary>{title}</summary>\n\n{_table(head, rows)}\n\n</details>"


def _table(head: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |" for line in lines
    )


if __name__ == "__main__":
    README.write_text(with_tables(README.read_text(encoding="utf-8")), encoding="utf-8")
