"""The world as the server asks it: the account, its calls, and the time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from console.sandbox.catalogue.catalogue import load
from console.sandbox.world.account import Account
from console.sandbox.world.calls import Call
from console.sandbox.world.clock import SimulatedClock
from console.sandbox.world.demand import Demand
from console.sandbox.world.plans import plan
from console.sandbox.world.tables import NotFoundError
from console.sandbox.world.talks import Repertoire
from console.sandbox.world.traffic import Traffic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from console.sandbox.catalogue.catalogue import AgentSpec
    from console.sandbox.options import Options
    from console.sandbox.world.orders import Order
    from console.sandbox.world.plans import Plan


class World:
    """A simulated account. Whatever is asked is answered as of the clock's moment."""

    def __init__(self, options: Options) -> None:
        catalogue = load()
        start = (options.start or datetime.now(UTC).replace(microsecond=0)).timestamp()
        # Without a given start no two runs are the same, and none uses another's ids again.
        self._run = f"{options.seed}" if options.start else f"{options.seed}/{uuid4().hex}"
        self.options = options
        self.clock = SimulatedClock(start, options.speed)
        self.account = Account(options.seed, self.clock)
        if not options.empty:
            self.account.fill(catalogue)
        self._specs = {spec.slug: spec for spec in catalogue.agents}
        self._repertoire = Repertoire(catalogue.conversations)
        self._demand = Demand(self.account, catalogue, start)
        self._traffic = Traffic(options, self._demand, self._repertoire, start, self._run)
        self._calls = dict[str, Call]()
        self._made = 0
        self._requested = 0
        for past in self._traffic.before_start():
            self._keep(past)

    def calls(self) -> Iterator[Call]:
        """All calls up to now, newest first."""
        self._catch_up()
        return reversed(self._calls.values())

    def call(self, identity: str) -> Call:
        """One call.

        Raises:
            NotFoundError: there is none with this id, or not yet.
        """
        self._catch_up()
        if identity not in self._calls:
            raise NotFoundError("Call", identity)
        return self._calls[identity]

    def live_count(self) -> int:
        """How many calls have not ended."""
        now = self.clock.now()
        return sum(call.is_live(now) for call in self.calls())

    def spec_of(self, agent_id: str) -> AgentSpec | None:
        """What the catalogue says about an agent, unless it was made over the API."""
        return self._specs.get(self.account.slugs.get(agent_id, ""))

    def place(self, order: Order) -> Call:
        """Start a call that was asked for over the API."""
        self._catch_up()
        self._requested += 1
        name = f"{self._run}/request/{self._requested}"
        return self._keep(plan(name, order, self._repertoire, self.clock.start))

    def stop(self, identity: str) -> Call:
        """End a call; nothing happens to one that has ended.

        Raises:
            NotFoundError: there is none with this id.
        """
        call, now = self.call(identity), self.clock.now()
        if call.is_live(now):
            call.plan = call.plan.stopped(now)
        return call

    def set_outcome(self, identity: str, outcome: str) -> Call:
        """Put a person's outcome over the analysis.

        Raises:
            NotFoundError: there is none with this id.
        """
        call = self.call(identity)
        call.outcome, call.touched_at = outcome, self.clock.now()
        return call

    def forget(self, identity: str) -> None:
        """Delete a call.

        Raises:
            NotFoundError: there is none with this id.
        """
        self.call(identity)
        del self._calls[identity]

    def _catch_up(self) -> None:
        for arrived in self._traffic.until(self.clock.now()):
            self._keep(arrived)

    def _keep(self, made: Plan) -> Call:
        self._made += 1
        call = Call(self._made, made, self.options.address)
        self._calls[made.id] = call
        return call
