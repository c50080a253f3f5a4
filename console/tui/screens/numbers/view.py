"""What is said of a phone number: its carrier, who answers, and what its last day was like."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from console.actions.saving.reach import answering, fallback
from console.api.fields import maybe, members, read_id, read_line
from console.insight.filter_language import Language
from console.insight.phone import country_of, display
from console.insight.provider_keys import CARRIERS
from console.insight.spans import ago

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from console.api.records.credential import Credential
    from console.api.records.number import PhoneNumber
    from console.insight.day import Figures
    from console.session import Session

NUMBERS = Language(
    fields={
        "number": "the phone number",
        "country": "its country",
        "name": "its friendly name",
        "carrier": "twilio, telnyx or SIP trunk",
        "agent": "who answers, by name or id; none",
        "fallback": "who takes over, by name or id; none",
        "status": "active, inactive",
        "id": "its id",
        "calls": "calls of the last 24 hours: calls>100",
        "failed": "how many of them failed, in percent: failed>5",
        "idle": "hours since its last call, at most 24 if it was longer ago: idle>=12",
    },
    numeric=frozenset({"calls", "failed", "idle"}),
    phones=frozenset({"number"}),
    aliases={
        "phone": "number",
        "phone_number": "number",
        "friendly_name": "name",
        "provider": "carrier",
        "agent_id": "agent",
    },
)
"""What can be asked of phone numbers."""

NOBODY = "none"
"""What stands for an agent where there is none."""

_DAY = timedelta(hours=24)


class NumbersView:
    """Says what is known of numbers besides their own fields."""

    def __init__(self, session: Session, now: Callable[[], datetime]) -> None:
        """Read the session; `now` is the moment by the server's clock."""
        self._session = session
        self._now = now

    def agent_name(self, agent_id: str | None) -> str:
        """What people call an agent; its id while nobody knows it, `NOBODY` without one."""
        agent = self._session.agents.records.get(agent_id or "")
        return (agent and agent.name) or agent_id or NOBODY

    def is_lost(self, agent_id: str | None) -> bool:
        """Whether an agent is named that the account certainly does not have."""
        agents = self._session.agents
        read = agents.freshness.last_good is not None
        return bool(agent_id) and read and agent_id not in agents.records

    def unanswered(self, number: PhoneNumber) -> bool:
        """Whether nobody answers its inbound calls."""
        agent_id = answering(number)
        return agent_id is None or self.is_lost(agent_id)

    def figures(self, number: PhoneNumber) -> Figures:
        """What the calls of the last 24 hours add up to, as far as they are read."""
        return self._session.day.of_number(number.phone_number or "")

    def idle_seconds(self, number: PhoneNumber) -> float | None:
        """Seconds since its last call, or since it was registered; a day if it was longer ago.

        None while that is not known yet.
        """
        now, last = self._now(), self.figures(number).last
        if last is not None:
            return max(0.0, (now - last).total_seconds())
        if not self._session.day.complete:
            return None
        age = now - number.created_at if number.created_at else _DAY
        return min(age, _DAY).total_seconds()

    def last_call(self, number: PhoneNumber) -> str:
        """When the last call was: "4 m", "idle 2 d"; empty while that is not known yet."""
        idle, last = self.idle_seconds(number), self.figures(number).last
        if idle is None:
            return ""
        if last is None:
            return "idle > 24 h" if self.is_idle(number) else "none yet"
        return f"idle {ago(idle)}" if self.is_idle(number) else ago(idle)

    def is_idle(self, number: PhoneNumber) -> bool:
        """Whether it is certain that it has had no call for a day."""
        idle = self.idle_seconds(number)
        return idle is not None and idle >= _DAY.total_seconds()

    def credential(self, number: PhoneNumber) -> Credential | None:
        """The credential that it is reached with; the platform need not say which it is."""
        credential_id = maybe(read_id, number.raw.get("credential_id"))
        return self._session.credentials.records.get(credential_id or "")

    def fields(self, number: PhoneNumber) -> Mapping[str, str]:
        """What the filter can ask of a number."""
        figures, idle = self.figures(number), self.idle_seconds(number)
        return {
            "number": number.phone_number or "",
            "country": country_of(number.phone_number or "") or "",
            "name": number.friendly_name or "",
            "carrier": f"{carrier(number)} {number.provider or ''}",
            "agent": self._named(answering(number)),
            "fallback": self._named(fallback(number)),
            "status": number.status or "",
            "id": number.id,
            "calls": str(figures.calls),
            "failed": "" if figures.rate is None else f"{figures.rate * 100:.1f}",
            "idle": "" if idle is None else f"{idle / 3600:.2f}",
        }

    def _named(self, agent_id: str | None) -> str:
        return f"{self.agent_name(agent_id)} {agent_id}" if agent_id else NOBODY


def by_number(number: PhoneNumber) -> tuple[str, str]:
    """The order of numbers as long as nobody sorts them: those of a country stand together."""
    return number.phone_number or "", number.id


def shown(number: PhoneNumber) -> str:
    """The number as people write it; its id if the platform gives none."""
    return display(number.phone_number or number.id)


def trunk_address(number: PhoneNumber) -> str | None:
    """The address of its SIP trunk, where the platform tells."""
    return maybe(read_line, members(number.raw.get("provider_config")).get("trunk_address"))


def carrier(number: PhoneNumber) -> str:
    """Who carries its calls."""
    if trunk_address(number):
        return "SIP trunk"
    provider = number.provider or ""
    return CARRIERS.get(provider, provider)


def is_active(number: PhoneNumber) -> bool:
    """Whether the platform says nothing else of it."""
    return number.status in {None, "active"}
