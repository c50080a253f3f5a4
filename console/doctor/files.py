"""What the console keeps on this machine: its folders, archive, journal and crash reports."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from console.accounts.paths import (
    CRASH_REPORTS,
    archive_file,
    data_folder,
    journal_file,
    settings_file,
    state_folder,
)
from console.actions.journal import Journal
from console.archive.database import DAMAGED
from console.archive.glance import open_to_read
from console.archive.schema import MIGRATIONS
from console.doctor.finding import Finding, note, ok, wrong
from console.text import clean

if TYPE_CHECKING:
    from pathlib import Path

    from console.clock import Clock
    from console.doctor.case import Case

_LITTLE_ROOM = 200_000_000
_CHECK_SECONDS = 8.0
_STEPS_BETWEEN = 100_000
"""Steps of SQLite after which a check looks at the time: some milliseconds."""


def folders(_: Case) -> Finding:
    """Whether the folders can be used, are the person's alone, and have room."""
    places = tuple(dict.fromkeys((settings_file().parent, data_folder(), state_folder())))
    if unusable := [words for words in map(_unusable, places) if words]:
        return wrong("folders", "; ".join(unusable), "Make them yours to write in.")
    if open_to_others := [each for each in places if each.exists() and each.stat().st_mode & 0o077]:
        names = " ".join(map(str, open_to_others))
        return note("folders", f"open to others: {names}", f"chmod 700 {names}")
    free = shutil.disk_usage(_existing(data_folder())).free
    words = f"yours alone, {_megabytes(free)} free"
    if free < _LITTLE_ROOM:
        return note("folders", words, f"Make room where {data_folder()} is.")
    return ok("folders", words)


def archive(case: Case) -> Finding:
    """Whether the archive of the profile is whole, and how large it is."""
    account, chosen = case.account, case.account.profile
    path = archive_file(chosen.name, elsewhere=chosen.host if account.address_from else "")
    if not path.exists():
        return ok("archive", f"none yet; it would be {path}")
    health = _health(path, case.clock)
    size = sum(each.stat().st_size for each in path.parent.glob(f"{path.name}*"))
    words = [health.words, f"{_megabytes(size)} in {path}"]
    if chosen.archive == "off":
        words.append("calls are not kept")
    if aside := list(path.parent.glob(f"{path.name}.damaged-*Z")):
        words.append(f"{len(aside)} that were damaged before are set aside there")
    return replace(health, words="; ".join(words))


def journal(case: Case) -> Finding:
    """The journal of what was sent, and whether all of it has a known end."""
    path = journal_file()
    kept = Journal(path, case.account.profile.name, case.clock)
    entries = kept.entries()
    if not entries:
        return ok("journal", f"nothing was sent yet; it would be in {path}")
    words = f"{len(entries):,} lines, {path}"
    if unfinished := len(kept.unfinished()):
        many = "attempt has" if unfinished == 1 else "attempts have"
        remedy = "See: oneinbox-console activity --unfinished"
        return note("journal", f"{unfinished} {many} no known end; {words}", remedy)
    return ok("journal", words)


def crashes(_: Case) -> Finding:
    """The reports of faults, which have no keys in them."""
    folder = state_folder()
    reports = sorted(folder.glob(CRASH_REPORTS), key=lambda each: each.stat().st_mtime)
    if not reports:
        return ok("crashes", f"none in {folder}")
    newest = datetime.fromtimestamp(reports[-1].stat().st_mtime, UTC)
    many = "report" if len(reports) == 1 else "reports"
    return note(
        "crashes",
        f"{len(reports)} {many}, the newest of {newest:%Y-%m-%d %H:%M} UTC: {reports[-1]}",
        "Send the newest to whoever repairs the console; delete those that are done with.",
    )


def _health(path: Path, clock: Clock) -> Finding:
    """Look through an archive as long as there is time; nothing in it is changed."""
    until = clock.monotonic() + _CHECK_SECONDS
    try:
        with closing(open_to_read(path)) as connection:
            connection.set_progress_handler(lambda: clock.monotonic() > until, _STEPS_BETWEEN)
            [(verdict,)] = connection.execute("PRAGMA quick_check(1)")
            [(schema,)] = connection.execute("PRAGMA user_version")
            if verdict != "ok":
                return _damaged(verdict)
            if schema > len(MIGRATIONS):
                return note("archive", "a newer console has written it", "Update this console.")
            [(calls,)] = connection.execute("SELECT count(*) FROM calls")
            return ok("archive", f"healthy, {calls:,} calls")
    except sqlite3.Error as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            return note("archive", f"too large to be looked through in {_CHECK_SECONDS:g} s")
        if error.sqlite_errorcode & 0xFF in DAMAGED:
            return _damaged(str(error))
        return wrong("archive", f"it cannot be read ({clean(error)})", "See whose file it is.")


def _damaged(why: str) -> Finding:
    remedy = "Start the console: it sets a damaged archive aside and begins anew."
    return wrong("archive", f"damaged ({clean(why, limit=120)})", remedy)


def _unusable(folder: Path) -> str:
    """Why a folder cannot be used; empty when it can, or can be made."""
    there = _existing(folder)
    if not there.is_dir():
        return f"{there} is not a folder"
    if there == folder and folder.stat().st_uid != os.geteuid():
        return f"{folder} belongs to somebody else"
    if not os.access(there, os.W_OK):
        return f"{folder} cannot be {'written' if there == folder else 'made'}"
    return ""


def _existing(folder: Path) -> Path:
    return next(each for each in (folder, *folder.parents) if each.exists())


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size < 1e10 else f"{size / 1e9:,.0f} GB"
