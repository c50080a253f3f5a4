"""What can be chosen for a number: the agents, and the ways to its carrier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.insight.provider_keys import CARRIERS
from console.tui.dialogs.pick import PickOption
from console.tui.screens.credentials.view import masked_key
from console.tui.screens.numbers.view import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from console.api.records.credential import Credential
    from console.session import Session

ADD = "add"
"""The choice that adds a credential first."""
_CREDENTIAL = "credential:"
_TRUNK = "trunk:"


def agent_options(session: Session, *, nobody: str) -> list[PickOption]:
    """The agents by name, and none; `nobody` says what that means."""
    agents = sorted(
        session.agents.records.values(), key=lambda agent: (agent.name or agent.id).casefold()
    )
    named = [PickOption(agent.id, agent.name or agent.id, agent.language or "") for agent in agents]
    return [PickOption("", NOBODY, nobody), *named]


def agents_called(session: Session, text: str) -> Sequence[str]:
    """The ids of the agents that a person may mean: the one of that name or id, else all with it.

    Case makes no difference.
    """
    wanted = text.strip().casefold()
    agents = session.agents.records.values()
    exact = [each.id for each in agents if wanted in {each.id, (each.name or "").casefold()}]
    return exact or [each.id for each in agents if wanted in (each.name or "").casefold()]


def way_options(credentials: Iterable[Credential]) -> list[PickOption]:
    """The ways to a carrier: by a credential, by a SIP trunk, or by one that is added first."""
    keys = [
        PickOption(
            way_by(each.id),
            each.name or each.id,
            " ".join(filter(None, (CARRIERS[each.provider], masked_key(each)))),
        )
        for each in credentials
        if each.provider in CARRIERS
    ]
    trunks = [
        PickOption(f"{_TRUNK}{provider}", f"SIP trunk, {name}", "address, user and password")
        for provider, name in CARRIERS.items()
    ]
    return [*keys, *trunks, PickOption(ADD, "Add a credential…", "a carrier's key")]


def way_by(credential_id: str) -> str:
    """The way that goes by a credential; empty without one."""
    return f"{_CREDENTIAL}{credential_id}" if credential_id else ""


def credential_of(way: str) -> str:
    """The id of the credential that a way goes by; empty when it is a trunk."""
    return way.removeprefix(_CREDENTIAL) if way.startswith(_CREDENTIAL) else ""


def provider_of(credentials: Mapping[str, Credential], way: str) -> str:
    """The carrier that a way leads to."""
    if way.startswith(_TRUNK):
        return way.removeprefix(_TRUNK)
    credential = credentials.get(credential_of(way))
    return (credential and credential.provider) or ""


def is_trunk(way: str) -> bool:
    """Whether a way goes by a SIP trunk."""
    return way.startswith(_TRUNK)
