"""The prompt that is meant, and the versions of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from console.cli.exits import Stop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.api.records.model import Model
    from console.archive.versions import Version
    from console.opened import OpenAccount

FIELD = "system_prompt"


async def read_prompt(account: OpenAccount, given: str) -> Model:
    """Read a model by its name or id; its text goes into the history.

    Raises:
        Stop: there is none, or there are several.
        ApiError: it could not be read.
    """
    from console.actions.saving.plan import Kind
    from console.cli.names import named

    models = account.session.models
    known = models.records or await models.read()
    found = named(given, known.values(), "prompt")
    return cast("Model", await account.editing.reread(Kind.MODEL, found.id))


def text_of(model: Model) -> str:
    """The prompt, exact."""
    text = model.raw.get(FIELD)
    return text if isinstance(text, str) else ""


async def read_versions(account: OpenAccount, model: Model) -> Sequence[Version]:
    """The versions of its text that this machine keeps, the latest first.

    Raises:
        Stop: they could not be read.
    """
    from console.archive.errors import ArchiveError

    try:
        return await account.archive.versions.of(model.id, FIELD)
    except ArchiveError as error:
        raise Stop(f"The versions cannot be read: {error}") from None


def version_of(versions: Sequence[Version], number: int) -> Version:
    """A version by its number.

    Raises:
        Stop: there is none.
    """
    for version in versions:
        if version.id == number:
            return version
    raise Stop(f"There is no version {number} of this prompt.", "prompts history lists them.")
