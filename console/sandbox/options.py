"""What a sandbox can be told when it starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from console.sandbox.faults.fault import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How the sandbox's world is made and how its time runs.

    Attributes:
        seed: the same seed and the same start give the same world. Without a start the past is
            still the seed's, but what happens from then on has ids that no other run gives.
        speed: simulated seconds per real second; 0 holds the clock still.
        start: when the world begins; None means now.
        calls_per_minute: new calls by themselves, in simulated time.
        live: how many long calls are held live, besides those of the traffic; each that ends is
            followed by another.
        history: how many calls lie before the start. The youngest come at `calls_per_minute`,
            so that some of them are still live; without traffic all ended an hour ago or more.
        empty: an account fresh from the sign-up: no agents, numbers or calls.
        faults: what goes wrong from the first request on.
        address: where the sandbox is reached, for the links to recordings; without it they lead
            nowhere.
    """

    seed: int = 7
    speed: float = 1.0
    start: datetime | None = None
    calls_per_minute: float = 20.0
    live: int = 0
    history: int = 600
    empty: bool = False
    faults: tuple[Fault, ...] = ()
    address: str = "https://recordings.sandbox.invalid"
