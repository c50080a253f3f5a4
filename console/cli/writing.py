"""What has become of a write, and what has to be so before one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from console.cli.exits import Stop, say, stop_for

if TYPE_CHECKING:
    from console.actions.calls import Refused
    from console.actions.writes import Differs, Done, Overtaken, Unsure
    from console.api.errors import ApiError
    from console.api.records.base import Record
    from console.opened import OpenAccount

R = TypeVar("R", bound="Record")


def require_writing(opened: OpenAccount, *, dry_run: bool) -> None:
    """See to it that the account may be written to, before a person is asked anything.

    Raises:
        Stop: it may only be read.
    """
    profile = opened.profile
    if profile.read_only and not dry_run:
        raise Stop("This profile may only read. Nothing was sent.")
    if profile.is_production:
        say(f"Profile {profile.name} is production.")


def written(result: Done[R] | Differs[R] | Overtaken[R] | Refused | Unsure[R], what: str) -> R:
    """The record that a write has left.

    Args:
        result: what has become of it.
        what: how it failed if it did, as in "Not bought".

    Raises:
        Stop: it is not as it was wanted, or nobody knows.
    """
    from console.actions.calls import Refused
    from console.actions.writes import Done, Overtaken, told

    if isinstance(result, Done):
        return result.record
    if isinstance(result, Refused):
        raise not_done(what, result.error)
    raise Stop(f"{what}: {told(result)}" if isinstance(result, Overtaken) else told(result))


def not_done(what: str, error: ApiError) -> Stop:
    """The end of a command whose write was refused.

    Args:
        what: as in "Not bought".
        error: why.
    """
    return Stop(f"{what}: {error.words}", code=stop_for(error).code)
