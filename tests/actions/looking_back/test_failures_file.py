from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from console.accounts.errors import AccountError
from console.accounts.paths import settings_file
from console.actions.looking_back.failures_file import failures_file, load_catalogue
from console.insight.catalogue import Redial, built_in

if TYPE_CHECKING:
    from pathlib import Path


class TestAPersonsOwnRows:
    def test_stand_beside_the_settings(self) -> None:
        assert failures_file() == settings_file().parent / "failures.toml"

    def test_need_not_be_there(self, tmp_path: Path) -> None:
        assert load_catalogue(tmp_path / "failures.toml") is built_in()

    def test_lie_over_those_of_the_console(self, tmp_path: Path) -> None:
        path = tmp_path / "failures.toml"
        path.write_text('[declined]\nredial = "later"\nafter = 1440\n', encoding="utf-8")
        row = load_catalogue(path).rows["declined"]
        assert (row.redial, row.advice) == (Redial.LATER, "redial after 24 h")

    def test_that_are_wrong_name_the_file_and_the_line(self, tmp_path: Path) -> None:
        path = tmp_path / "failures.toml"
        path.write_text('[declined]\nfault = "persn"\n', encoding="utf-8")
        with pytest.raises(AccountError) as raised:
            load_catalogue(path)
        assert raised.value.words.startswith(f"{path}, line 2: declined.fault: must be one of")
        assert raised.value.words.endswith("Did you mean “person”?")
