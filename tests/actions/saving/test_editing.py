"""Saving models and agents on a real server: once, compared, read back, remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from console.actions.calls import Refused
from console.actions.journal import JournalError
from console.actions.saving.editing import Differs, Overtaken, Saved, Unsure
from console.actions.saving.plan import Kind
from console.api.errors import Trouble
from console.archive.drafts import Draft
from console.archive.versions import Source

if TYPE_CHECKING:
    from pathlib import Path

    from tests.actions.conftest import Desk

PROMPT = "You are Ana.\r\n\tGreet {{name}}. \n"


def somebody_else_edits(desk: Desk, model_id: str, **fields: object) -> None:
    with desk.sandbox.api() as api:
        api.patch(f"/models/{model_id}", json=fields).raise_for_status()


class TestASave:
    async def test_sends_only_what_changed_and_reads_it_back(self, desk: Desk) -> None:
        model = await desk.a_model()
        plan = await desk.planned(model, system_prompt=PROMPT, name=model.raw["name"])

        saved = await desk.editing.save(plan)

        assert isinstance(saved, Saved)
        assert saved.read_back
        assert saved.record.raw["system_prompt"] == PROMPT
        assert desk.patched() == [{"system_prompt": PROMPT}]

    async def test_of_an_agent_sends_its_voice_whole(self, desk: Desk) -> None:
        agent = await desk.an_agent()
        tts = {**agent.raw["tts"], "speed": 1.2}

        saved = await desk.editing.save(await desk.planned(agent, tts=tts, first_message="Hi."))

        assert isinstance(saved, Saved)
        assert desk.patched() == [{"tts": tts, "first_message": "Hi."}]

    async def test_is_in_the_journal_before_and_after_without_its_words(self, desk: Desk) -> None:
        model = await desk.a_model()

        await desk.editing.save(await desk.planned(model, system_prompt=PROMPT, temperature=0.1))

        before, after = desk.journal.entries()
        assert before.what == f"model {model.id}: system_prompt, temperature"
        assert (before.phase, after.phase) == ("sending", "done")

    async def test_is_not_sent_when_the_journal_cannot_be_written(
        self, desk: Desk, tmp_path: Path
    ) -> None:
        (tmp_path / "journal.jsonl").mkdir()
        plan = await desk.planned(await desk.a_model(), system_prompt=PROMPT)

        with pytest.raises(JournalError):
            await desk.editing.save(plan)
        assert desk.patched() == []

    async def test_that_changes_nothing_is_a_mistake(self, desk: Desk) -> None:
        model = await desk.a_model()
        plan = await desk.planned(model, system_prompt=model.raw["system_prompt"])

        with pytest.raises(ValueError, match="changes something"):
            await desk.editing.save(plan)

    async def test_drops_the_draft(self, desk: Desk) -> None:
        model = await desk.a_model()
        edited = {"system_prompt": PROMPT}
        draft = Draft("model", model.raw, edited, desk.session.clock.now())
        await desk.archive.drafts.keep(model.id, draft)

        await desk.editing.save(await desk.planned(model, **edited))

        assert await desk.archive.drafts.of(model.id) is None

    async def test_that_is_refused_says_at_which_field_and_why(self, desk: Desk) -> None:
        model = await desk.a_model()

        refused = await desk.editing.save(await desk.planned(model, temperature=9))

        assert isinstance(refused, Refused)
        assert refused.error.kind is Trouble.INVALID
        assert [field.path for field in refused.error.fields] == [("temperature",)]
        assert desk.phases("save_model") == ["sending", "refused"]

    async def test_the_server_made_something_else_of_is_told(self, desk: Desk) -> None:
        model = await desk.a_model()
        plan = await desk.planned(model, name=None, temperature=0.3)  # null leaves a name as it is

        differs = await desk.editing.save(plan)

        assert isinstance(differs, Differs)
        assert differs.fields == ("name",)
        assert differs.record.raw["temperature"] == 0.3


class TestSomebodyElsesSave:
    async def test_meanwhile_is_a_conflict_with_all_three_texts(self, desk: Desk) -> None:
        model = await desk.a_model()
        somebody_else_edits(desk, model.id, system_prompt="theirs")

        plan = await desk.planned(model, system_prompt="ours")

        [conflict] = plan.conflicts
        assert (conflict.opened, conflict.ours, conflict.theirs) == (
            model.raw["system_prompt"],
            "ours",
            "theirs",
        )
        with pytest.raises(ValueError, match="without conflict"):
            await desk.editing.save(plan)

    async def test_can_be_merged_and_saved(self, desk: Desk) -> None:
        model = await desk.a_model()
        somebody_else_edits(desk, model.id, system_prompt="theirs")
        plan = await desk.planned(model, system_prompt="ours")

        merged = plan.resolved({("system_prompt", None): "theirs and ours"})

        assert isinstance(await desk.editing.save(merged), Saved)
        assert (await desk.a_model()).raw["system_prompt"] == "theirs and ours"

    async def test_after_the_comparison_stops_ours(self, desk: Desk) -> None:
        model = await desk.a_model()
        plan = await desk.planned(model, system_prompt="ours")
        somebody_else_edits(desk, model.id, system_prompt="theirs")
        sent = len(desk.patched())

        result = await desk.editing.save(plan)

        assert isinstance(result, Overtaken)
        assert result.record.raw["system_prompt"] == "theirs"
        assert len(desk.patched()) == sent

    async def test_of_another_field_stays(self, desk: Desk) -> None:
        model = await desk.a_model()
        plan = await desk.planned(model, system_prompt="ours")
        somebody_else_edits(desk, model.id, temperature=0.9)

        saved = await desk.editing.save(plan)

        assert isinstance(saved, Saved)
        assert (saved.record.raw["system_prompt"], saved.record.raw["temperature"]) == ("ours", 0.9)


class TestALostAnswer:
    async def test_is_found_by_reading_and_never_sent_again(self, desk: Desk) -> None:
        model = await desk.a_model()
        plan = await desk.planned(model, system_prompt=PROMPT)
        desk.sandbox.fault("lost", method="PATCH")

        saved = await desk.editing.save(plan)

        assert isinstance(saved, Saved)
        assert desk.patched() == [{"system_prompt": PROMPT}]
        assert desk.phases("save_model") == ["sending", "done"]

    async def test_to_a_request_that_was_never_carried_out_stays_open(self, desk: Desk) -> None:
        model = await desk.a_model()
        plan = await desk.planned(model, system_prompt=PROMPT)
        desk.sandbox.fault("drop", method="PATCH")

        unsure = await desk.editing.save(plan)

        assert isinstance(unsure, Unsure)
        assert unsure.record is not None
        assert unsure.record.raw["system_prompt"] == model.raw["system_prompt"]
        assert desk.phases("save_model") == ["sending", "unknown"]

    async def test_can_be_looked_for_again_once_the_server_answers(self, desk: Desk) -> None:
        model = await desk.a_model()
        plan = await desk.planned(model, system_prompt=PROMPT)
        desk.sandbox.fault("lost", method="PATCH")
        desk.sandbox.fault("status", method="GET", path="/v1/models/*", status=503, skip=1)

        unsure = await desk.editing.save(plan)
        assert isinstance(unsure, Unsure)
        assert unsure.record is None
        desk.sandbox.mend()

        assert isinstance(await unsure.again(), Saved)
        assert len(desk.patched()) == 1

    async def test_of_the_reading_back_leaves_a_save_unchecked(self, desk: Desk) -> None:
        plan = await desk.planned(await desk.a_model(), system_prompt=PROMPT)
        desk.sandbox.fault("status", method="GET", path="/v1/models/*", status=503, skip=1)

        saved = await desk.editing.save(plan)

        assert isinstance(saved, Saved)
        assert not saved.read_back


class TestTheHistory:
    async def test_has_what_was_seen_and_what_was_saved_and_by_whom(self, desk: Desk) -> None:
        model = await desk.a_model()
        plan = await desk.planned(model, system_prompt=PROMPT)
        desk.sandbox.advance(60)
        await desk.editing.save(plan, note="shorter")
        desk.sandbox.advance(60)
        somebody_else_edits(desk, model.id, system_prompt="theirs")
        await desk.editing.reread(Kind.MODEL, model.id)

        theirs, ours, first = await desk.archive.versions.of(model.id, "system_prompt")

        assert (first.text, first.source) == (model.raw["system_prompt"], Source.SEEN)
        assert (ours.text, ours.source, ours.by, ours.note) == (
            PROMPT,
            Source.SAVED,
            "acme ·abcd",
            "shorter",
        )
        assert (theirs.text, theirs.source, theirs.by) == ("theirs", Source.SEEN, "somebody else")
        assert first.at < ours.at < theirs.at

    async def test_gives_back_an_older_text_which_is_a_save_like_any_other(
        self, desk: Desk
    ) -> None:
        model = await desk.a_model()
        await desk.editing.save(await desk.planned(model, system_prompt=PROMPT))
        opened = await desk.a_model()
        *_, first = await desk.archive.versions.of(model.id, "system_prompt")

        plan = await desk.planned(opened, system_prompt=first.text)
        await desk.editing.save(plan, source=Source.RESTORED)

        latest, *_ = await desk.archive.versions.of(model.id, "system_prompt")
        assert (await desk.a_model()).raw["system_prompt"] == model.raw["system_prompt"]
        assert (latest.text, latest.source) == (first.text, Source.RESTORED)

    async def test_has_the_texts_of_agents_too(self, desk: Desk) -> None:
        agent = await desk.an_agent()
        await desk.editing.save(await desk.planned(agent, first_message="Hello!"))

        latest, *_ = await desk.archive.versions.of(agent.id, "first_message")
        assert (latest.text, latest.source) == ("Hello!", Source.SAVED)

    async def test_that_cannot_be_kept_keeps_nobody_from_saving(self, desk: Desk) -> None:
        await desk.archive.close()
        plan = await desk.planned(await desk.a_model(), system_prompt=PROMPT)

        assert isinstance(await desk.editing.save(plan), Saved)
