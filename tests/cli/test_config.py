"""`config`: the settings, where each comes from, and what is wrong with them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.command import run_command

if TYPE_CHECKING:
    from pathlib import Path

BY_HAND = """\
[console]
density = "roomy"

[keys]
stop_calls = "f8"

[columns]
agents = ["name", "live"]

[profiles.acme]
colour = "red"
"""


class TestShow:
    def shown(self, environ: dict[str, str], **extra: str) -> dict[str, dict[str, Any]]:
        ended = run_command("config", "show", "--json", environ=environ | extra)
        assert ended.returncode == 0, ended.stderr
        return {each["name"]: each for each in json.loads(ended.stdout)}

    def test_says_of_each_setting_who_set_it(self, environ: dict[str, str], settings: Path) -> None:
        settings.write_text(BY_HAND)
        told = self.shown(environ, ONEINBOX_ASCII="1", TZ="Asia/Tokyo", NO_COLOR="")
        origins = {name: (each["value"], each["origin"]) for name, each in told.items()}
        assert origins["console.density"] == ("roomy", f"{settings}:2")
        assert origins["console.clock"] == ("24h", "default")
        assert origins["console.glyphs"] == ("ascii", "$ONEINBOX_ASCII")
        assert origins["console.zone"] == ("Asia/Tokyo", "$TZ")
        assert origins["console.theme"] == ("oneinbox-dark", "default")
        assert origins["keys.stop_calls"] == (["f8"], f"{settings}:5")
        assert origins["columns.agents"] == (["name", "live"], f"{settings}:8")
        assert origins["profiles.acme.colour"] == ("red", f"{settings}:11")
        assert origins["profiles.acme.archive_days"] == (30, "default")

    def test_explains_each_setting(self, environ: dict[str, str]) -> None:
        told = self.shown(environ)["console.refresh_seconds"]
        assert told["type"] == "a whole number from 2 to 60"
        assert told["about"] == "How often live calls are asked for, in seconds."
        assert told["default"] == 3

    def test_is_a_table_for_people(self, environ: dict[str, str], settings: Path) -> None:
        settings.write_text(BY_HAND)
        lines = run_command("config", "show", "--origin", environ=environ).stdout.splitlines()
        assert lines[0].split() == ["SETTING", "VALUE", "FROM", "DEFAULT"]
        density = next(line for line in lines if "density" in line)
        assert density.split() == ["console.density", "roomy", f"{settings}:2", "compact"]


class TestPath:
    def test_is_all_that_is_said(self, environ: dict[str, str], settings: Path) -> None:
        ended = run_command("config", "path", environ=environ)
        assert (ended.returncode, ended.stdout) == (0, f"{settings}\n")


class TestCheck:
    def test_ends_with_0_where_all_is_right(self, environ: dict[str, str], settings: Path) -> None:
        settings.write_text(BY_HAND)
        ended = run_command("config", "check", environ=environ)
        assert (ended.returncode, ended.stdout) == (0, "")
        assert ended.stderr == f"{settings}: all is right.\n"

    def test_ends_with_0_where_there_is_no_file(self, environ: dict[str, str]) -> None:
        assert run_command("config", "check", environ=environ).returncode == 0

    def test_names_every_mistake_with_its_line_and_ends_with_2(
        self, environ: dict[str, str], settings: Path
    ) -> None:
        settings.write_text('[console]\ndensty = "roomy"\nflash = 1\n')
        ended = run_command("config", "check", environ=environ)
        assert ended.returncode == 2
        assert ended.stdout.splitlines() == [
            f"{settings}, line 2: console.densty: is not a setting. Did you mean “density”?",
            f"{settings}, line 3: console.flash: must be true or false.",
        ]
        assert ended.stderr == "There are 2 mistakes in the settings.\n"

    def test_names_keys_that_no_action_has_or_two_want(
        self, environ: dict[str, str], settings: Path
    ) -> None:
        settings.write_text('[keys]\nstop_cals = "f8"\n')
        ended = run_command("config", "check", environ=environ)
        assert ended.returncode == 2
        assert "line 2: keys.stop_cals:" in ended.stdout
        assert "Did you mean “stop_calls”?" in ended.stdout
