"""The account: the settings, the profile that a start would use, and where its key is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.accounts.account import choose_account
from console.accounts.errors import AccountError, KeyTrouble, KeyUnavailableError
from console.accounts.keys import KeyMissing, Source, find_key
from console.accounts.paths import settings_file
from console.accounts.settings import load_settings
from console.actions.keys.key_map import map_keys
from console.doctor.finding import Finding, Realm, note, ok, wrong

if TYPE_CHECKING:
    from console.doctor.case import Case

_CHECK = "oneinbox-console config check"


def settings(case: Case) -> Finding:
    """Whether the settings can be used."""
    path = settings_file()
    try:
        case.found_settings = load_settings(path)
    except AccountError as error:
        return wrong("settings", error.words, f"See all that is wrong: {_CHECK}")
    chosen = case.found_settings.preferences
    if words := map_keys(chosen.key_preset, chosen.keys).words_of_problems():
        return note("settings", f"{path}: {words}", f"See: {_CHECK}")
    if not path.exists():
        return ok("settings", f"none yet; they would be in {path}")
    return ok("settings", str(path))


def profile(case: Case) -> Finding:
    """The profile that a start would use, and its address."""
    try:
        account = choose_account(
            case.settings,
            case.environ,
            case.environment,
            profile_name=case.profile_name,
            base_url=case.base_url,
        )
    except AccountError as error:
        return wrong("profile", error.words, " ".join(error.steps))
    case.found_account = account
    chosen = account.profile
    saved = "" if chosen.name in case.settings.profiles else " (not saved)"
    given = f" (by {account.address_from})" if account.address_from else ""
    may = "read only" if chosen.read_only else "read and write"
    return ok("profile", f"{chosen.name}{saved}, {may}, {chosen.colour}, {chosen.base_url}{given}")


async def keyring(case: Case) -> Finding:
    """The system keyring, and whether it answers."""
    try:
        name = await case.keyring.name()
    except KeyUnavailableError as error:
        return note("keyring", error.words, " ".join(error.steps))
    return ok("keyring", f"{name}, which answers")


async def key(case: Case) -> Finding:
    """Where the profile's key is."""
    account = case.account
    found = await find_key(account.profile, account.named, case.environment, keyring=case.keyring)
    case.key = found
    if not isinstance(found, KeyMissing):
        place = "" if found.source in {Source.KEYRING, Source.SESSION} else f" ({found.place})"
        words = found.label + place
        return note("key", f"{words}; {found.notice}") if found.notice else ok("key", words)
    if found.reason is KeyTrouble.LOCKED:
        words = "encrypted; a start asks for its passphrase, the doctor does not"
        return note("key", words, realm=Realm.KEY)
    return wrong("key", found.words, next(iter(found.steps), ""), Realm.KEY)
