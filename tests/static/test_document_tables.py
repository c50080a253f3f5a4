"""The tables of the README are those of the code."""

from __future__ import annotations

from console.accounts.origins import every_setting
from console.actions.registry import ACTIONS
from tests.static.document_tables import README, keys, settings, with_tables


def test_the_readme_has_them_as_they_are_now() -> None:
    readme = README.read_text(encoding="utf-8")
    assert with_tables(readme) == readme, "make docs writes them anew"


def test_a_stale_table_is_noticed() -> None:
    stale = "<!-- keys -->\n| old |\n<!-- /keys -->"
    assert with_tables(stale) == f"<!-- keys -->\n{keys()}\n<!-- /keys -->"


def test_every_action_is_in_the_table_of_keys() -> None:
    table = keys()
    assert [action.name for action in ACTIONS if f"`{action.name}`" not in table] == []


def test_every_setting_is_in_the_table_of_settings() -> None:
    table = settings()
    assert [
        name for name, _ in every_setting() if f"`{name.rpartition('.')[2]}`" not in table
    ] == []  # fmt: skip
