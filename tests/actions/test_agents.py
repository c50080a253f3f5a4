"""Creating, copying, deleting and exporting agents on a real server."""

from __future__ import annotations

import json
from asyncio.subprocess import PIPE, create_subprocess_exec
from typing import TYPE_CHECKING

import pytest

from console.actions.agents import Created, Deleted, Failed
from console.actions.export.agent import as_curl, as_json
from console.api.errors import ApiError, Trouble
from console.api.records.agent import Agent
from tests.sandbox_server import SECRET_KEY

if TYPE_CHECKING:
    from tests.actions.conftest import Desk


def posted(desk: Desk, path: str) -> int:
    return len(desk.sandbox.requests("POST", path))


class TestCreating:
    async def test_takes_a_name_and_no_more(self, desk: Desk) -> None:
        created = await desk.agents.create("Night desk")

        assert isinstance(created, Created)
        assert (created.agent.name, created.model) == ("Night desk", None)
        assert desk.phases("create_agent") == ["sending", "done"]

    async def test_is_refused_in_the_servers_words(self, desk: Desk) -> None:
        failed = await desk.agents.create("")

        assert isinstance(failed, Failed)
        assert failed.sure
        assert [field.path for field in failed.error.fields] == [("name",)]
        assert desk.phases("create_agent") == ["sending", "refused"]

    async def test_whose_answer_is_lost_is_found_in_the_list(self, desk: Desk) -> None:
        await desk.agents.create("Twin")
        desk.sandbox.fault("lost", method="POST")

        created = await desk.agents.create("Twin")

        assert isinstance(created, Created)
        assert created.agent.name == "Twin"
        assert posted(desk, "/v1/agents") == 2

    async def test_that_never_came_to_be_is_not_tried_again(self, desk: Desk) -> None:
        desk.sandbox.fault("drop", method="POST")

        failed = await desk.agents.create("Nobody")

        assert isinstance(failed, Failed)
        assert not failed.sure
        assert desk.phases("create_agent") == ["sending", "unknown"]


class TestCopying:
    async def test_shares_the_model_unless_asked_otherwise(self, desk: Desk) -> None:
        agent = await desk.an_agent()

        copied = await desk.agents.copy(agent.id, "Copy", with_model=False)

        assert isinstance(copied, Created)
        own = {"id", "name", "created_at", "updated_at", "effective_system_prompt"}
        assert {k: v for k, v in copied.agent.raw.items() if k not in own} == {
            k: v for k, v in agent.raw.items() if k not in own
        }
        assert posted(desk, "/v1/models") == 0

    async def test_can_bring_its_own_model(self, desk: Desk) -> None:
        agent = await desk.an_agent()
        source = await desk.session.client.models.get(str(agent.llm_id))
        socket = "wss://models.example.com/live"
        desk.sandbox.edit("models", source.id, custom_websocket_url=socket)

        copied = await desk.agents.copy(agent.id, "Copy", with_model=True)

        assert isinstance(copied, Created)
        assert copied.model is not None
        assert copied.agent.llm_id == copied.model.id != source.id
        assert copied.model.name == "Copy – model"
        for field in ("provider", "model", "system_prompt", "tool_ids", "knowledge_base_ids"):
            assert copied.model.raw[field] == source.raw[field]
        assert copied.model.custom_websocket_url == socket

    async def test_that_stops_half_way_says_what_is_left(self, desk: Desk) -> None:
        agent = await desk.an_agent()
        desk.sandbox.fault("status", method="POST", path="/v1/agents", status=403)

        failed = await desk.agents.copy(agent.id, "Copy", with_model=True)

        assert isinstance(failed, Failed)
        assert failed.error.kind is Trouble.FORBIDDEN
        assert failed.left is not None
        assert (await desk.session.client.models.get(failed.left.id)).name == "Copy – model"

    async def test_puts_its_texts_into_the_history_as_ours(self, desk: Desk) -> None:
        copied = await desk.agents.copy((await desk.an_agent()).id, "Copy", with_model=True)

        assert isinstance(copied, Created)
        assert copied.model is not None
        [version] = await desk.archive.versions.of(copied.model.id, "system_prompt")
        assert version.by == "acme ·abcd"


class TestDeleting:
    async def test_leaves_the_texts_in_the_history(self, desk: Desk) -> None:
        agent = await desk.an_agent()

        deleted = await desk.agents.delete(agent.id)

        assert isinstance(deleted, Deleted)
        [version] = await desk.archive.versions.of(agent.id, "first_message")
        assert version.text == agent.raw["first_message"]
        with pytest.raises(ApiError):
            await desk.session.client.agents.get(agent.id)
        assert desk.phases("delete_agent") == ["sending", "done"]

    async def test_whose_answer_is_lost_is_settled_by_reading(self, desk: Desk) -> None:
        agent = await desk.an_agent()
        desk.sandbox.fault("lost", method="DELETE")

        assert isinstance(await desk.agents.delete(agent.id), Deleted)
        assert len(desk.sandbox.requests("DELETE")) == 1

    async def test_that_may_not_have_happened_says_so(self, desk: Desk) -> None:
        agent = await desk.an_agent()
        desk.sandbox.fault("drop", method="DELETE")

        failed = await desk.agents.delete(agent.id)

        assert isinstance(failed, Failed)
        assert not failed.sure
        assert desk.phases("delete_agent") == ["sending", "unknown"]

    async def test_of_what_is_gone_is_no_deletion(self, desk: Desk) -> None:
        failed = await desk.agents.delete("agt_nobody")

        assert isinstance(failed, Failed)
        assert failed.error.kind is Trouble.NOT_FOUND
        assert desk.sandbox.requests("DELETE") == []


class TestAnExport:
    HOSTILE = Agent.read(
        {
            "id": "agt_1",
            "name": "O'Brien \x1b[31m\x7f\x9b \u202e \U000e0041 ü 📞",
            "first_message": "two\nlines",
            "unknown": [1, None],
        }
    )

    def test_as_json_is_the_record_as_it_came(self) -> None:
        assert json.loads(as_json(self.HOSTILE)) == self.HOSTILE.raw

    def test_cannot_steer_a_terminal_and_stays_readable(self) -> None:
        for text in (as_json(self.HOSTILE), as_curl("http://localhost", self.HOSTILE)):
            assert all(each.isprintable() or each == "\n" for each in text)
            assert "ü 📞" in text

    async def test_as_curl_makes_the_same_agent_and_holds_no_key(self, desk: Desk) -> None:
        agent = await desk.an_agent()
        agent = await desk.session.client.agents.update(agent.id, {"name": "O'Brien $HOME `id`"})
        command = as_curl(desk.sandbox.url, agent)
        assert SECRET_KEY not in command

        environment = {"ONEINBOX_API_KEY": SECRET_KEY, "PATH": "/usr/bin:/bin"}
        shell = await create_subprocess_exec(
            "bash", "-c", f"{command} --silent", env=environment, stdout=PIPE
        )
        answer, _ = await shell.communicate()

        made = json.loads(answer)
        assert (made["name"], made["llm_id"]) == ("O'Brien $HOME `id`", agent.llm_id)
        assert made["tts"] == agent.raw["tts"]
