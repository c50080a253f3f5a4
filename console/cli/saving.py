"""Saving a prompt or an agent: compared, shown, asked about, sent once, read back."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from console.cli.confirming import confirm
from console.cli.difference import lines_of
from console.cli.exits import Stop, say
from console.cli.writing import not_done

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from console.actions.saving.editing import SaveResult
    from console.actions.saving.plan import Kind, SavePlan
    from console.api.records.agent import Agent
    from console.api.records.model import Model
    from console.archive.versions import Source
    from console.opened import OpenAccount

_LEFT = "It was not sent a second time: `agents show` or `prompts show` tells what is there now."


@dataclass(frozen=True, slots=True)
class Edited:
    """What is to be different about a record.

    Attributes:
        kind: what the record is.
        opened: the raw record that was changed.
        fields: the new values, exact; objects whole.
        note: for the history of its texts.
        source: how they came about, for the same.
    """

    kind: Kind
    opened: Mapping[str, Any]
    fields: Mapping[str, Any]
    note: str = ""
    source: Source | None = None


async def read_reach(account: OpenAccount) -> None:
    """Read whom a change may touch, and what the records that a setting names are called.

    Raises:
        ApiError: something of it could not be read.
    """
    session = account.session
    directories = (session.agents, session.models, session.numbers, session.credentials)
    await asyncio.gather(*(each.read() for each in directories), session.live.read())


async def save(
    account: OpenAccount, edited: Edited, *, yes: bool, names: Mapping[str, str] | None = None
) -> Model | Agent:
    """Save what was edited, if a person says so, and say what has become of it.

    Args:
        account: whose record it is; see `read_reach`.
        edited: what is to be different.
        yes: whether they have said so.
        names: what records are called, by id, besides those that the session knows.

    Returns:
        The record as it is there now.

    Raises:
        Stop: it was not saved, or nobody knows.
        ApiError: the record could not be read; nothing was sent.
    """
    from console.actions.saving.changes import name_of
    from console.actions.saving.parts import known_names, parts_of
    from console.archive.versions import Source
    from console.insight.difference import changed_fields

    editing = account.editing
    now = await editing.reread(edited.kind, str(edited.opened["id"]))
    called = known_names(account.session, names)
    plan = editing.plan(edited.kind, edited.opened, edited.fields, now.raw)
    if plan.conflicts:
        fields = [conflict.field for conflict in plan.conflicts]
        raise _overtaken(replace(plan, now=edited.opened), now.raw, fields, called)
    if not plan.changed:
        say(f"“{name_of(now.raw)}” is like this already: nothing was sent.")
        return now
    lines = [*lines_of(parts_of([plan], called)), *_about(plan)]
    confirm(f"Save “{name_of(now.raw)}”?", lines, yes=yes)
    draft = await account.archive.drafts.of(plan.record_id)
    result = await editing.save(plan, source=edited.source or Source.SAVED, note=edited.note)
    record = _told(plan, result, called)
    if draft and (left := changed_fields(plan.changed, draft.edited)):
        # A save drops the draft, also what it did not save.
        await account.archive.drafts.keep(record.id, replace(draft, edited=left))
    return record


def _about(plan: SavePlan) -> Iterator[str]:
    """Whom it touches, and what it leaves empty."""
    from console.actions.saving.changes import emptied, listed, reach_words

    yield f"Touches: {reach_words([plan])}."
    if empty := emptied([plan]):
        yield f"This leaves nothing of the {listed(empty)}."


def _told(plan: SavePlan, result: SaveResult, called: Mapping[str, str]) -> Model | Agent:
    from console.actions.calls import Refused
    from console.actions.forms.labels import label
    from console.actions.saving.changes import listed
    from console.actions.saving.editing import Differs, Overtaken, Saved

    match result:
        case Saved(record=record, read_back=read_back):
            say("Saved and read back." if read_back else "Saved, but it could not be read back.")
            return record
        case Overtaken(record=record):
            raise _overtaken(plan, record.raw, plan.changed, called)
        case Refused(error=error):
            raise not_done("Not saved", error)
        case Differs(fields=fields):
            what = listed([label(plan.kind, field) for field in fields])
            raise Stop(f"Saved, but the server has made something else of the {what}.")
        case _:
            raise Stop("Nobody knows whether it was saved: the answer was lost.", _LEFT)


def _overtaken(
    plan: SavePlan,
    theirs: Mapping[str, Any],
    fields: Iterable[str],
    called: Mapping[str, str],
) -> Stop:
    """The end of a save with which somebody else was quicker, after what they have changed."""
    from console.actions.saving.parts import parts_of

    changed = {field: theirs.get(field) for field in _those_of(plan, theirs, {*fields})}
    for line in lines_of(parts_of([replace(plan, changed=changed)], called)):
        say(f"  {line}")
    return Stop("Not saved: somebody else has changed this meanwhile, as above. Nothing was sent.")


def _those_of(plan: SavePlan, theirs: Mapping[str, Any], fields: Collection[str]) -> Iterator[str]:
    from console.insight.difference import changed_fields

    return (field for field in changed_fields(plan.now, theirs) if field in fields)
