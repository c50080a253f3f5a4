"""Who wants to talk to whom: the orders behind the calls that happen by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.sandbox.world.fates import BLOCKED_PREFIX
from console.sandbox.world.orders import Order

if TYPE_CHECKING:
    from random import Random

    from console.sandbox.catalogue.catalogue import AgentSpec, Catalogue
    from console.sandbox.world.account import Account
    from console.sandbox.world.orders import Record

_BLOCKED_SINCE_SECONDS = 3 * 3600.0
_BLOCKED_COUNTRY_SHARE = 0.05
_BROKEN_SINCE_SECONDS = 2 * 3600.0
_BROKEN_NUMBER_SHARE = 0.08


class Demand:
    """Draws orders for the catalogue's agents, as the account has them at the moment."""

    def __init__(self, account: Account, catalogue: Catalogue, start: float) -> None:
        self._account = account
        self._specs = {spec.slug: spec for spec in catalogue.agents}
        self._destinations = catalogue.destinations
        self._start = start

    @property
    def longest_call(self) -> int:
        """The most seconds any of the agents may talk."""
        return max((spec.max_duration_seconds for spec in self._specs.values()), default=0)

    def draw(self, rng: Random, created_at: float, *, held: bool = False) -> Order | None:
        """Somebody wants a call.

        Args:
            rng: the order's own chance.
            created_at: seconds since 1970.
            held: whether the call shall last for minutes.

        Returns:
            What is asked for; None where the account has no agent that ever gets calls.
        """
        agents = [
            (self._account.agents.real(identity), self._specs[slug])
            for identity, slug in self._account.slugs.items()
            if identity in self._account.agents
        ]
        if not agents:
            return None
        agent, spec = rng.choices(agents, [spec.share for _, spec in agents])[0]
        kind = rng.choices(list(spec.directions), list(spec.directions.values()))[0]
        number = self._number_of(agent, rng) if kind != "web" else None
        if number is None:
            kind = "web"
        person = self._person(spec, kind, created_at, rng) if number else None
        ours = number["phone_number"] if number else None
        sample = dict(rng.choice(spec.variables))
        longest = float(spec.max_duration_seconds)
        return Order(
            agent=agent,
            model=self._account.models.real(agent["llm_id"]),
            slug=spec.slug,
            usual_greeting=spec.first_message,
            type=kind,
            created_at=created_at,
            scheduled_at=None if held or kind != "outbound" else _schedule(created_at, rng),
            from_number=person if kind == "inbound" else ours,
            to_number=ours if kind == "inbound" else person,
            carrier=number["provider"] if number else None,
            credential_broken=number is not None and self._is_broken(number, created_at),
            variables={} if kind == "inbound" else sample,
            guesses=sample,
            metadata={"concurrency_at_dispatch": rng.randint(2, 19)},
            holds=(min(300.0, longest / 2), longest * 0.95) if held else None,
        )

    def _number_of(self, agent: Record, rng: Random) -> Record | None:
        """One of the agent's numbers, else any; seldom one whose credential is wrong."""
        numbers = self._account.numbers
        candidates = numbers.all_real(agent_id=agent["id"]) or numbers.all_real()
        if not candidates:
            return None
        shares = [
            _BROKEN_NUMBER_SHARE if self._account.has_broken_key(each) else 1.0
            for each in candidates
        ]
        return rng.choices(candidates, shares)[0]

    def _person(self, spec: AgentSpec, kind: str, created_at: float, rng: Random) -> str:
        """The number of somebody whom the agent talks to."""
        campaign = created_at > self._start - _BLOCKED_SINCE_SECONDS
        strays = campaign and kind == "outbound" and spec.country == "US"
        if strays and rng.random() < _BLOCKED_COUNTRY_SHARE:
            return f"{BLOCKED_PREFIX}1711{rng.randrange(10**6):06d}"
        return rng.choice(self._destinations[spec.country])

    def _is_broken(self, number: Record, created_at: float) -> bool:
        since = self._start - _BROKEN_SINCE_SECONDS
        return created_at > since and self._account.has_broken_key(number)


def _schedule(created_at: float, rng: Random) -> float | None:
    """When the call is to be placed, if not at once: soon, or in a while."""
    draw = rng.random()
    if draw < 0.005:
        return created_at + rng.uniform(600, 2700)
    return created_at + rng.uniform(30, 240) if draw < 0.03 else None
