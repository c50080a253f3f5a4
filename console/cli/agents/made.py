"""What becomes of an agent that was to be made or deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.cli.exits import ExitCode, Stop, stop_for
from console.cli.output import Form, show_one
from console.cli.records import data_of, line

if TYPE_CHECKING:
    from console.actions.agents import Created, Failed


def checked_name(name: str) -> str:
    """A name as it can be sent.

    Raises:
        Stop: no agent can be called so.
    """
    from console.actions.forms.field_entry import problem_with
    from console.actions.forms.field_spec import field_at

    name = name.strip()
    spec = field_at(("name",))
    if spec and (problem := problem_with(spec, name)):
        raise Stop(f"The name: {problem}", code=ExitCode.USAGE)
    return name


def show_made(made: Created | Failed, form: Form) -> None:
    """Write the agent that is there now.

    Raises:
        Stop: it is not, or nobody knows.
    """
    from console.actions.agents import Failed

    if isinstance(made, Failed):
        raise stop_of(made, "Not made")
    agent = made.agent
    pairs = [("id", agent.id), ("name", line(agent.name or "")), ("llm_id", agent.llm_id or "")]
    show_one(pairs, data_of(agent), form)


def stop_of(failed: Failed, what: str) -> Stop:
    """The end of a command that could not do it, or does not know.

    Args:
        failed: what is known.
        what: as in "Not made".
    """
    left = failed.left
    steps = (
        [f"The copy of its model was made, and nobody uses it: {line(left.name or '')}  {left.id}"]
        if left
        else []
    )
    if failed.sure:
        words = f"{what}: {failed.error.words}"
        return Stop(words, *steps, code=stop_for(failed.error).code)
    words = "The answer was lost: whether it was done is not known. It was not sent again."
    return Stop(words, "agents list shows whether it was.", *steps)
