"""`config`: what the settings are, where they stand, and whether they are right."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from console.cli.exits import ExitCode, Stop, say
from console.cli.options import output_options
from console.cli.output import Column, Form, show_all
from console.text import clean

if TYPE_CHECKING:
    from pathlib import Path

    from console.accounts.origins import Held


@click.group("config")
def config_command() -> None:
    """Show the settings, say where they stand, or check them.

    They are in one file that you may edit; the console's settings screen (:settings) writes there
    too and leaves your comments as they are.
    """


@config_command.command()
@click.option("--origin", is_flag=True, help="Say also who set it, and what would hold otherwise.")
@output_options
def show(*, origin: bool, form: Form) -> None:
    """List every setting with its value."""
    from console.accounts.origins import Source, all_held
    from console.accounts.paths import settings_file
    from console.accounts.rules import words_of
    from console.accounts.settings import load_settings

    columns: list[Column[Held]] = [
        Column("SETTING", lambda held: clean(held.name)),
        Column("VALUE", lambda held: words_of(held.value) or "–"),
        Column(
            "FROM",
            lambda held: held.origin.words,
            colour=lambda held: None if held.origin.source is Source.DEFAULT else "green",
        ),
        Column("DEFAULT", _default),
    ]
    shown = columns if origin else columns[:2]
    held = all_held(load_settings(settings_file()), os.environ)
    show_all(held, shown, form, as_data=_data)


@config_command.command()
def path() -> None:
    """Print the path of the settings file."""
    from console.accounts.paths import settings_file

    click.echo(settings_file())


@config_command.command()
def check() -> None:
    """Name every mistake in the settings file, with its line.

    Ends with 0 where all is right, else with 2.
    """
    from console.accounts.paths import settings_file
    from console.accounts.settings import problems_of

    file = settings_file()
    problems = [error.words for error in problems_of(file)] or _key_problems(file)
    for words in problems:
        click.echo(words)
    if problems:
        one = (
            "There is one mistake" if len(problems) == 1 else f"There are {len(problems)} mistakes"
        )
        raise Stop(f"{one} in the settings.", code=ExitCode.USAGE)
    say(f"{file}: all is right." if file.exists() else f"There is no {file}: defaults hold.")


def _key_problems(file: Path) -> list[str]:
    """What is wrong with the keys, which only those know who know the actions."""
    from console.accounts.preferences import KEYS
    from console.accounts.settings import load_settings
    from console.accounts.toml_files import line_of, read_text
    from console.actions.keys.key_map import map_keys

    preferences = load_settings(file).preferences
    text = read_text(file)
    return [
        f"{file}, line {line_of(text, (KEYS, each.name))}: {KEYS}.{each.name}: {each.words}"
        for each in map_keys(preferences.key_preset, preferences.keys).problems
    ]


def _default(held: Held) -> str:
    """What would hold otherwise; nothing where that is what holds."""
    from console.accounts.origins import Source
    from console.accounts.rules import words_of

    if held.origin.source is Source.DEFAULT:
        return ""
    return words_of(held.setting.default) or "–"


def _data(held: Held) -> dict[str, Any]:
    setting = held.setting
    return {
        "name": held.name,
        "value": held.value,
        "default": setting.default,
        "origin": held.origin.words,
        "type": setting.rule.words,
        "about": setting.about,
    }
