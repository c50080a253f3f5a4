"""Opens the console on this terminal."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

from pydantic import SecretStr

from console.accounts.account import choose_account
from console.accounts.key_sources import EnvironmentKeys
from console.accounts.once import tour_marker
from console.accounts.paths import settings_file, state_folder
from console.accounts.profiles import DEMO_NAME, Profile
from console.accounts.settings import load_settings
from console.clock import SystemClock
from console.demo import running_demo
from console.tui.terminal.preflight import prepare_environment, refusal

if TYPE_CHECKING:
    from console.accounts.account import Account
    from console.opening import Opening


_COLLECT_AFTER = (10_000, 20, 100)
"""When garbage is collected. Calls are read by the thousand: as often as Python does it otherwise,
the keys would wait for 20 to 100 ms each second or two, in every thread, for hardly any garbage."""


def run_console(profile_name: str | None, base_url: str | None, demo: bool, read_only: bool) -> int:
    """Show the console until it is left.

    Args:
        profile_name: the profile that was named, if one was.
        base_url: another address of the API for this run.
        demo: open the simulated OneInbox of this machine.
        read_only: refuse everything that changes something.

    Returns:
        The exit code.

    Raises:
        AccountError: the settings or the address cannot be used.
    """
    if words := refusal(os.environ, sys.stdin, sys.stderr):
        sys.stderr.write(f"{words}\n")
        return 2
    environment = EnvironmentKeys.take(os.environ)
    if demo:
        return show_console(None, read_only=read_only)
    account = choose_account(
        load_settings(settings_file()),
        os.environ,
        environment,
        profile_name=profile_name,
        base_url=base_url,
        read_only=read_only,
    )
    return show_console(opening_of(account, environment), read_only=read_only)


def opening_of(account: Account, environment: EnvironmentKeys) -> Opening:
    """What opens an account."""
    from console.opening import Opening

    elsewhere = account.address_from is not None
    return Opening(
        account.profile,
        account.named,
        environment,
        SystemClock(),
        elsewhere=elsewhere,
        preferences=account.preferences,
    )


def show_console(opening: Opening | None, *, read_only: bool, call_id: str = "") -> int:
    """Show an account until the console is left.

    Args:
        opening: opens it; None opens the simulated OneInbox of this machine.
        read_only: refuse everything that changes something of the simulated one.
        call_id: the call to begin with, if it is one.

    Returns:
        The exit code.

    Raises:
        AccountError: the settings cannot be used.
    """
    kept = load_settings(settings_file()).preferences
    prepare_environment(os.environ)

    # Textual settles what it reads from the environment when it is imported.
    from console.actions.keys.key_map import map_keys
    from console.actions.preferring import Preferring
    from console.opening import Opening
    from console.tui.app import ConsoleApp
    from console.tui.glyphs import glyphs, needs_ascii
    from console.tui.local_zone import LocalZone
    from console.tui.surroundings import Surroundings
    from console.tui.terminal.crash import CrashReports, Redactor
    from console.tui.terminal.guarded_app import run_guarded

    preferring = Preferring(kept, local=LocalZone(), environ=os.environ, settings=settings_file)
    preferences = preferring.now
    gc.set_threshold(*_COLLECT_AFTER)
    clock = SystemClock()
    with ExitStack() as running:

        def open_demo() -> Opening:
            sandbox = running.enter_context(running_demo())
            # No demo goes on with the calls of the one before.
            profile = Profile(DEMO_NAME, sandbox.url, read_only=read_only, archive="off")
            keys = EnvironmentKeys({profile.key_variable: SecretStr(sandbox.key)})
            return Opening(
                profile, named=True, environment=keys, clock=clock, preferences=preferences
            )

        app = ConsoleApp(
            opening or open_demo(),
            Surroundings(
                zone=preferring.zone,
                glyphs=glyphs(plain=needs_ascii(preferences.glyphs, os.environ)),
                clock=clock,
                keys=map_keys(preferences.key_preset, preferences.keys),
                preferring=preferring,
            ),
            crashes=CrashReports(state_folder(), clock, Redactor()),
            demo=open_demo,
            begin_with=call_id,
            tour=tour_marker(),
        )
        return run_guarded(app, mouse=preferences.mouse, cleanup=running.close)
