"""The screens and dialogs that a walk does not come to by itself, with hostile texts in them.

They come once something was sent, another has saved, a draft was left, something takes long, or no
key is there. Each is made of what it would be made of then: records as they are read, a person's
or another's exact texts, and sentences, which are cleaned where they come from.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING, Any

from console.accounts.errors import KeyTrouble
from console.accounts.keys import KeyMissing
from console.actions.redial.run import Pace, Run, Stage, Target
from console.api.records.call import Call, WebCall
from console.archive.drafts import Draft
from console.insight.merge import Side
from console.sandbox.faults.hostile import TEXTS
from console.text import clean
from console.tui.dialogs.new_passphrase import NewPassphrase
from console.tui.dialogs.notice import Notice
from console.tui.dialogs.recording import RecordingDownload
from console.tui.dialogs.redial_looking import RedialLooking
from console.tui.dialogs.redial_progress import RedialProgress
from console.tui.dialogs.series import Series
from console.tui.dialogs.unsaved import DraftQuestion
from console.tui.dialogs.web_call import WebCallJoin
from console.tui.saving.merge_page import LETTERS
from console.tui.saving.merge_screen import MergeScreen
from console.tui.saving.merging import text_conflict
from console.tui.screens.first_start import FirstStart
from console.tui.screens.unlock import Unlock

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterator, Sequence

    from textual.screen import Screen

    from console.opened import OpenAccount
    from console.opening import Opening
    from console.tui.surroundings import Surroundings

SENTENCES = tuple(clean(text, limit=200) for text in TEXTS)
LINES = "\n".join(TEXTS[:12])


@dataclass(frozen=True)
class Rare:
    """A screen, and keys that show more of it."""

    screen: Screen[Any]
    keys: Sequence[tuple[str, ...]] = ()


def rare_screens(
    account: OpenAccount, opening: Opening, surroundings: Surroundings
) -> Iterator[Rare]:
    """Make them one after the other."""
    web_call = {"id": "web_1", "server_url": TEXTS[2], "participant_token": TEXTS[7]}
    yield Rare(WebCallJoin(WebCall.read(web_call)), [("v",)])
    recorded = Call.read({"id": "call_1", "recording_url": TEXTS[8], "variables": {TEXTS[0]: "x"}})
    yield Rare(RecordingDownload(recorded, account.session.client, surroundings.glyphs))
    yield Rare(Notice(SENTENCES[0], SENTENCES))
    yield Rare(Series(SENTENCES[5], None, SENTENCES[3], _endless()))
    yield Rare(RedialLooking(asyncio.Event().wait))
    yield Rare(_redialling(account, surroundings), [("down",), ("p",)])
    yield Rare(_draft_question(surroundings), [("l",), ("escape",)])
    decided = [LETTERS[Side.OURS]] * len(TEXTS)
    yield Rare(_merge(surroundings), [("tab",), ("tab",), ("tab",), (*decided, "e"), ("escape",)])
    yield Rare(NewPassphrase(SENTENCES[2]), [("a", "enter")])
    for reason, kind in ((KeyTrouble.REJECTED, FirstStart), (KeyTrouble.LOCKED, Unlock)):
        for words in SENTENCES[:8]:
            missing = KeyMissing(reason, words, SENTENCES)
            yield Rare(kind(opening, missing, over_account=True), [("x", "enter")])


async def _endless() -> AsyncGenerator[int]:
    yield 1
    await asyncio.Event().wait()


def _redialling(account: OpenAccount, surroundings: Surroundings) -> RedialProgress:
    rows = account.session.board.rows.values()
    told = zip(rows, cycle(SENTENCES), cycle(Stage), strict=False)
    run = Run([Target(row.call, words, stage, words) for row, words, stage in told], Pace(6, 2))
    run.why = SENTENCES[1]
    return RedialProgress(
        account.redialling,
        run,
        agent=lambda call: call.agent_id or "–",
        now=account.server_now,
        glyphs=surroundings.glyphs,
    )


def _draft_question(surroundings: Surroundings) -> DraftQuestion:
    base = {"id": "llm_1", "name": TEXTS[0], "system_prompt": LINES}
    edited = {"system_prompt": LINES[::-1], TEXTS[1]: TEXTS[2]}
    draft = Draft("model", base, edited, surroundings.clock.now())
    return DraftQuestion([draft], {"llm_1": SENTENCES[4]}, surroundings)


def _merge(surroundings: Surroundings) -> MergeScreen:
    ours, theirs = LINES.replace("red", TEXTS[2]), LINES.replace("red", TEXTS[6])
    conflict = text_conflict(("system_prompt", None), LINES, ours, theirs)
    return MergeScreen(SENTENCES[0], conflict, surroundings)
