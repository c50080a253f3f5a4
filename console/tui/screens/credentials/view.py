"""What is said of a credential besides its own fields: what uses it, and how its calls fare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.actions.saving.reach import named
from console.actions.uses import Uses, all_uses, read_others
from console.api.errors import ApiError
from console.insight.filter_language import Language
from console.insight.provider_keys import masked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from console.actions.key_watch import KeyWatch
    from console.actions.uses import Others
    from console.api.records.credential import Credential
    from console.insight.key_change import Aftermath
    from console.session import Session

CREDENTIALS = Language(
    fields={
        "name": "its name",
        "provider": "whose key it is: twilio, openai",
        "used": "what uses it, by kind or name; unused",
        "key": "the key as the platform shows it",
        "id": "its id",
    },
    aliases={"by": "used", "uses": "used", "users": "used", "masked_key": "key"},
)
"""What can be asked of credentials."""

UNUSED = "unused"
KINDS = ("number", "agent", "model", "voice", "tool")
"""What can use a credential, in the words of `Uses`."""


class CredentialsView:
    """Says what is known of credentials besides their own fields.

    Attributes:
        trouble: why it is not known which voices and tools use them; empty when nothing is wrong.
    """

    def __init__(self, session: Session, watch: KeyWatch, now: Callable[[], datetime]) -> None:
        """Read the session; `now` is the moment by the server's clock."""
        self._session = session
        self._watch = watch
        self._others: Others | None = None
        self._uses: Mapping[str, Uses] = {}
        self.now = now
        self.trouble = ""

    @property
    def reads(self) -> bool:
        """Whether something that may use a credential has still to be read."""
        return not all(uses.complete for uses in self._uses.values())

    async def read_others(self) -> None:
        """Read the voices and tools; without an answer those read before stay."""
        try:
            self._others = await read_others(self._session)
        except ApiError as error:
            self.trouble = "" if self._others else error.words
        else:
            self.trouble = ""

    def look_through(self) -> None:
        """Find out anew what uses each credential."""
        self._uses = all_uses(self._session, self._others)

    def uses(self, credential: Credential) -> Uses:
        """What uses a credential, as far as that is known."""
        return self._uses.get(credential.id, Uses(complete=False))

    def is_unused(self, credential: Credential) -> bool:
        """Whether it is certain that nothing uses it."""
        uses = self.uses(credential)
        return uses.complete and not uses

    def aftermath(self, credential: Credential) -> Aftermath | None:
        """How the calls over it fare since its key was changed, if it was today."""
        return self._watch.aftermath(credential.id)

    def is_worse(self, credential: Credential) -> bool:
        """Whether more calls over it fail than before its key was changed."""
        aftermath = self.aftermath(credential)
        return aftermath is not None and aftermath.is_worse

    def fields(self, credential: Credential) -> Mapping[str, str]:
        """What the filter can ask of a credential."""
        unused = self.is_unused(credential)
        return {
            "name": credential.name or "",
            "provider": credential.provider or "",
            "used": UNUSED if unused else " ".join(_used(self.uses(credential))),
            "key": masked_key(credential),
            "id": credential.id,
        }


def name_of(credential: Credential) -> str:
    """Its name; its id if it has none."""
    return credential.name or credential.id


def masked_key(credential: Credential) -> str:
    """Its key as the platform masks it; empty if it shows none."""
    return masked(credential.masked_key or "")


def by_name(credential: Credential) -> tuple[str, str]:
    """The order of credentials as long as nobody sorts them: those of a provider together."""
    return credential.provider or "", name_of(credential).casefold()


def user_count(uses: Uses) -> int:
    """How many records use it, or perhaps do."""
    kinds = (uses.numbers, uses.agents, uses.models, uses.voices, uses.tools, uses.perhaps)
    return sum(map(len, kinds))


def in_sentences(uses: Uses) -> tuple[str, ...]:
    """What stops without it, a sentence each, and the names of the numbers that perhaps do."""
    return (*uses.sentences, *(f"Perhaps {named(each)}." for each in uses.perhaps))


def _used(uses: Uses) -> Iterator[str]:
    """What uses it, by kind and name."""
    yield uses.words
    yield from (f"{named(each)} {each.phone_number or ''}" for each in uses.numbers)
    yield from (f"{named(each)} {each.phone_number or ''}" for each in uses.perhaps)
    for users in (uses.agents, uses.models, uses.voices, uses.tools):
        yield from (each.name or each.id for each in users)
