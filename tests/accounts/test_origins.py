"""Who said what a setting is, and the list of all there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from console.accounts.origins import Source, all_held, every_setting, in_force
from console.accounts.preferences import Preferences
from console.accounts.settings import load_settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("variable", "value", "field", "meant"),
    [
        ("NO_COLOR", "1", "theme", "oneinbox-ansi"),
        ("ONEINBOX_ASCII", "1", "glyphs", "ascii"),
        ("TEXTUAL_ANIMATIONS", "none", "animation", False),
        ("TEXTUAL_ANIMATIONS", "full", "animation", True),
    ],
)
def test_the_environment_comes_before_the_file(
    variable: str, value: str, field: str, meant: object
) -> None:
    kept = Preferences(theme="nord", glyphs="unicode", animation=value == "none")
    assert getattr(in_force(kept, {variable: value}), field) == meant
    assert in_force(kept, {variable: ""}) == kept


def test_a_variable_that_says_what_holds_otherwise_gives_way_to_the_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    environ = {"EDITOR": "vim", "VISUAL": "code --wait"}

    def editor() -> tuple[object, Source, str]:
        held = {each.name: each for each in all_held(load_settings(path), environ)}
        it = held["console.editor"]
        return it.value, it.origin.source, it.origin.words

    assert editor() == ("code --wait", Source.ENVIRONMENT, "$VISUAL")
    path.write_text('[console]\neditor = "nano"\n')
    assert editor() == ("nano", Source.FILE, f"{path}:2")


def test_every_setting_is_listed_once_with_all_that_documents_say_of_it() -> None:
    listed = dict(every_setting())
    assert len(listed) == len(list(every_setting()))
    assert {"console.theme", "columns.calls", "keys.ACTION", "profiles.NAME.colour"} <= set(listed)
    for name, setting in listed.items():
        assert setting.about.endswith("."), name
        assert setting.rule.words, name
