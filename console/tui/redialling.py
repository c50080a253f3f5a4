"""Redialling as it is seen from anywhere: on the status line, whole, and before leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from console.actions.redial.run import Progress
from console.tui.dialogs.confirm import Confirm

if TYPE_CHECKING:
    from console.actions.action import Place
    from console.actions.redial.redialling import Redialling
    from console.actions.redial.run import Run
    from console.api.records.call import Call
    from console.opened import OpenAccount
    from console.tui.dialogs.redial_progress import RedialProgress
    from console.tui.surroundings import Surroundings


def redial_chip(run: Run, here: Place, surroundings: Surroundings) -> Content:
    """How far it has come, and how to see more of it from here."""
    keys, glyphs = surroundings.keys, surroundings.glyphs
    is_here = here in keys.named("redial_many").places
    shows = keys.key_of("redial_many" if is_here else "show_redialling")
    way = (f"  {shows} shows", "$muted")
    far = f"{run.placed} of {run.wanted}"
    if run.progress is Progress.PAUSED:
        paused = f" {glyphs.warning} redialling paused {far}"
        return Content.assemble((paused, "bold $warning"), way)
    word = "redialled" if run.progress is Progress.OVER else "redialling"
    return Content.assemble((f" {word} {far}", "bold $accent"), way)


def progress_dialog(account: OpenAccount, surroundings: Surroundings) -> RedialProgress | None:
    """The whole of it, call by call; None when nothing was redialled."""

    def agent_of(call: Call) -> str:
        agent = account.session.agents.records.get(call.agent_id or "")
        return (agent and agent.name) or call.agent_id or "–"

    redialling = account.redialling
    from console.tui.dialogs.redial_progress import RedialProgress

    return redialling.run and RedialProgress(
        redialling,
        redialling.run,
        agent=agent_of,
        now=account.server_now,
        glyphs=surroundings.glyphs,
    )


def leaving_question(redialling: Redialling) -> Confirm | None:
    """The question before the console ends while there is somebody left to call."""
    run = redialling.run
    if run is None or not redialling.going:
        return None
    wait = "1 that waits is not called" if run.left == 1 else f"{run.left} that wait are not called"
    return Confirm(
        "Leave while redialling?",
        yes="Leave",
        consequence=f"{run.placed} of {run.wanted} are dialled. {wait}; what is live goes on.",
        danger=True,
    )
