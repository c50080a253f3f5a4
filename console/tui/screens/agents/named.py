"""What the settings of an agent may name: models, credentials, webhooks and voices."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from console.actions.forms.agent_form import suggestions
from console.actions.forms.field_spec import Refers
from console.text import clean
from console.tui.dialogs.pick import PickOption

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from console.actions.forms.field_spec import FieldSpec
    from console.api.records.credential import Credential
    from console.api.records.voice import Voice
    from console.api.records.webhook import Webhook
    from console.session import Session

_NONE = PickOption("", "none")


class Named:
    """Knows records by their ids, as far as they were read.

    Webhooks and voices are read when somebody first needs them; the session follows the others.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._reading = {refers: asyncio.Lock() for refers in Refers}
        self._webhooks: Sequence[Webhook] | None = None
        self._voices: Sequence[Voice] | None = None

    async def read(self, refers: Refers) -> bool:
        """Read the records of a kind, once; true when something has come of it.

        Raises:
            ApiError: they could not be read.
        """
        client = self._session.client
        async with self._reading[refers]:
            if refers is Refers.WEBHOOK and self._webhooks is None:
                self._webhooks = await client.webhooks.list()
                return True
            if refers is Refers.VOICE and self._voices is None:
                self._voices = await client.voices.list()
                return True
            return False

    @property
    def read_names(self) -> dict[str, str]:
        """What the webhooks and voices that were read are called, by id."""
        records = (*self._records(Refers.WEBHOOK), *self._records(Refers.VOICE))
        return {option.value: option.words for option in records if option.words}

    def known(self, refers: Refers, record_id: str) -> PickOption | None:
        """A record as people know it; `None` if it is not among those read."""
        records = self._records(refers)
        return next((option for option in records if option.value == record_id), None)

    def options(self, spec: FieldSpec, chosen: str, provider: str = "") -> list[PickOption]:
        """What there is to choose for a setting.

        Args:
            spec: the setting.
            chosen: what is entered now, which is always among them.
            provider: whose voices are wanted, and whose credentials come first; empty for all.
        """
        options = [*([_NONE] if spec.nullable else [])]
        if spec.refers is not None:
            options += self._records(spec.refers, provider)
        if spec.refers in {None, Refers.VOICE}:
            known = {option.value for option in self._records(Refers.VOICE)}
            agents = self._session.agents.records.values()
            named = (value for value in suggestions(spec, agents) if value not in known)
            options += (PickOption(value, value) for value in named)
        if chosen and chosen not in {option.value for option in options}:
            options.append(PickOption(chosen, clean(chosen), "as it is"))
        return options

    def _records(self, refers: Refers, provider: str = "") -> list[PickOption]:
        session = self._session
        match refers:
            case Refers.MODEL:
                return [
                    PickOption(each.id, each.name or each.id, each.model or "")
                    for each in session.models.records.values()
                ]
            case Refers.CREDENTIAL:
                return _those_of_first(provider, session.credentials.records.values())
            case Refers.WEBHOOK:
                return [
                    PickOption(each.id, each.name or each.id, each.url or "")
                    for each in self._webhooks or ()
                ]
            case Refers.VOICE:
                return [
                    PickOption(str(each.raw["provider_voice_id"]), each.name or "", _about(each))
                    for each in self._voices or ()
                    if each.provider_voice_id and (not provider or each.provider == provider)
                ]


def _those_of_first(provider: str, credentials: Iterable[Credential]) -> list[PickOption]:
    """The credentials of a provider, then those of others, which say so."""

    def is_other(credential: Credential) -> bool:
        return bool(provider) and (credential.provider or "").casefold() != provider.casefold()

    def option(credential: Credential) -> PickOption:
        other = f", not {clean(provider)}" if is_other(credential) else ""
        note = f"{credential.provider or ''}{other}"
        return PickOption(credential.id, credential.name or credential.id, note)

    return [option(credential) for credential in sorted(credentials, key=is_other)]


def _about(voice: Voice) -> str:
    return " · ".join(filter(None, (voice.provider, voice.language, voice.gender, voice.accent)))
