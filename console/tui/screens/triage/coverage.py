"""How much of the calls what is shown is based on, in words that promise no more than is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from console.history.progress import State

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from console.actions.looking_back.diagnosing import Reading
    from console.history.progress import Progress
    from console.insight.triage import Triage


_STATES = {
    State.RUNNING: "reading on",
    State.PAUSED: "paused: z in the history reads on",
    State.COMPLETE: "no more is kept",
    State.WAITING: "waiting",
}


def doubt(reading: Reading, kept: Progress, *, counted: bool, begins: datetime) -> str:
    """Why what is shown of a span may yet change by more than new calls; empty when it may not.

    Args:
        reading: how far the calls that are kept were looked over.
        kept: how far the calls are kept.
        counted: whether all of the span that are kept were looked over.
        begins: when the span began.
    """
    if not counted and reading.anew:
        return "counting anew"
    more = kept.state is not State.COMPLETE and (kept.since is None or kept.since > begins)
    return "so far" if more or not counted else ""


def coverage(
    reading: Reading,
    kept: Progress,
    *,
    begins: datetime,
    middle: datetime,
    moment: Callable[[datetime], str],
) -> str:
    """From when on calls are known; empty once all of the span and of the time before are.

    Args:
        reading: how far the calls that are kept were looked over.
        kept: how far the calls are kept.
        begins: when the time before the span began.
        middle: when the span began.
        moment: how a moment is called.
    """
    if reading.trouble:
        return f"Not read on: {reading.trouble}"
    if reading.full and reading.read_to:
        return f"the latest {reading.read:,} calls alone, since {moment(reading.read_to)}"
    if not reading.complete:
        about = f" of about {reading.about:,}" if reading.about > reading.read else ""
        begun = "counting anew:" if reading.anew else "looked over"
        return f"{begun} {reading.read:,}{about} calls…"
    since = kept.since
    if since is None:
        return "no more calls are known yet"
    if since <= begins:
        return ""
    goes_on = kept.trouble or _STATES[kept.state]
    whole = "known since" if since > middle else "all known; the time before since"
    return f"{whole} {moment(since)}, {goes_on}"


def empty_state(found: Triage | None, span: str, *, filtered: bool, doubt: str = "") -> Content:
    """What stands there instead of groups."""
    if filtered:
        return Content.assemble(("Nothing fits. ", "bold"), ("esc shows all again.", "$muted"))
    if found is None:
        return Content.styled("Looking the calls over…", "$muted")
    by_now = f", {doubt}" if doubt else ""
    if not found.calls:
        return Content.assemble(
            (f"No calls are known of the last {span}{by_now}.", "bold"),
            "\n\n",
            ("]", "bold $accent"),
            ("  looks further back", "$muted"),
        )
    return Content.assemble(
        (f"No trouble in the last {span}{by_now}.", "bold"),
        "\n\n",
        (f"None of {found.calls:,} calls failed, and nothing else was wrong with them.", "$muted"),
    )
