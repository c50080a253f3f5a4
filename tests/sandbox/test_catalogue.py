"""The catalogue of the simulated account is whole: what the world builds on holds together."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import phonenumbers
import pytest

from console.sandbox.catalogue.catalogue import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from console.sandbox.catalogue.catalogue import AgentSpec, Conversation, ModelSpec, NumberSpec

CATALOGUE = load()
AGENTS = {agent.slug: agent for agent in CATALOGUE.agents}
MODELS = {model.slug: model for model in CATALOGUE.models}
TOOLS = {tool.slug: tool for tool in CATALOGUE.tools}
VOICES = {voice.slug: voice for voice in CATALOGUE.voices}
CREDENTIALS = {credential.slug: credential for credential in CATALOGUE.credentials}
CONVERSATIONS = [
    pytest.param(conversation, id=f"{slug}-{place}")
    for slug, conversations in CATALOGUE.conversations.items()
    for place, conversation in enumerate(conversations, start=1)
]
LINES = [
    line
    for conversations in CATALOGUE.conversations.values()
    for conversation in conversations
    for line in conversation.lines
]
SPOKEN = "\n".join(line.content for line in LINES)
OUTCOMES = {"appointment_booked", "not_interested", "not_connected", "voicemail", "interested"}

every_agent = pytest.mark.parametrize("agent", AGENTS.values(), ids=AGENTS.keys())
every_model = pytest.mark.parametrize("model", MODELS.values(), ids=MODELS.keys())
every_conversation = pytest.mark.parametrize("conversation", CONVERSATIONS)


def variables_in(text: str) -> set[str]:
    return set(re.findall(r"\{\{(.*?)\}\}", text))


def texts_of(conversation: Conversation) -> Iterator[str]:
    yield conversation.summary
    yield from conversation.entities.values()
    yield from conversation.key_points
    yield from conversation.action_items
    for line in conversation.lines:
        yield line.content
        yield line.arguments


def normalised(outcome: str) -> str:
    return re.sub(r"[-_ ]+", "_", outcome.casefold())


class TestLoading:
    def test_it_is_read_once(self) -> None:
        assert load() is load()

    def test_slugs_are_unique(self) -> None:
        assert len(AGENTS) == len(CATALOGUE.agents)
        assert len(MODELS) == len(CATALOGUE.models)
        assert len(TOOLS) == len(CATALOGUE.tools)
        assert len(VOICES) == len(CATALOGUE.voices)
        assert len(CREDENTIALS) == len(CATALOGUE.credentials)
        numbers = [spec.number for spec in CATALOGUE.numbers]
        assert len(set(numbers)) == len(numbers)


class TestSize:
    def test_there_are_agents_in_several_languages(self) -> None:
        assert len(AGENTS) >= 9
        assert len({agent.language for agent in CATALOGUE.agents}) >= 7

    def test_one_model_is_shared_by_three_agents(self) -> None:
        users = [agent.slug for agent in CATALOGUE.agents if agent.model == "sales-en-brain"]
        assert len(users) == 3

    def test_there_are_enough_conversations_and_none_is_told_twice(self) -> None:
        told = [conversation.values[0] for conversation in CONVERSATIONS]
        assert len(told) >= 65
        assert len({repr(conversation) for conversation in told}) == len(told)

    def test_numbers_are_of_both_carriers_and_one_is_unused(self) -> None:
        assert {spec.provider for spec in CATALOGUE.numbers} == {"twilio", "telnyx"}
        assert sum(spec.agent is None for spec in CATALOGUE.numbers) == 1
        assert any(spec.credential == "twilio-legacy" for spec in CATALOGUE.numbers)

    def test_every_way_a_call_can_go_is_there(self) -> None:
        told = [c for conversations in CATALOGUE.conversations.values() for c in conversations]
        endings = {conversation.ending.casefold() for conversation in told}
        assert endings >= {
            "agent_hangup", "user_hangup", "voicemail", "silence_timeout", "max_duration",
            "call_transfer", "agent_error",
        }  # fmt: skip
        outcomes = {normalised(c.outcome) for c in told if c.outcome is not None}
        assert outcomes == OUTCOMES | {"none"}
        assert any(conversation.outcome is None for conversation in told)

    def test_texts_hold_what_is_hard_to_draw(self) -> None:
        assert "[/api/v1/orders]" in SPOKEN
        assert "[laughs]" in SPOKEN
        assert any("\n" in line.content for line in LINES if line.role in {"agent", "user"})
        assert any(len(line.content) > 1500 for line in LINES if line.role == "agent")
        assert re.search("[\U0001f300-\U0001faff]", SPOKEN)
        for script in ("[ぁ-ん]", "[一-龯]", "[ء-ي]", "[äöüß]", "[ãçõ]"):
            assert re.search(script, SPOKEN), script


class TestReferences:
    @every_agent
    def test_an_agents_model_voice_and_conversations_exist(self, agent: AgentSpec) -> None:
        assert agent.model in MODELS
        assert VOICES[agent.voice].provider == agent.tts_provider
        assert 6 <= len(CATALOGUE.conversations[agent.slug]) <= 10
        assert CATALOGUE.destinations[agent.country]

    def test_conversations_belong_to_an_agent(self) -> None:
        assert set(CATALOGUE.conversations) == set(AGENTS)

    def test_models_name_known_tools_and_no_tool_or_model_is_left_over(self) -> None:
        bases = {base.slug for base in CATALOGUE.knowledge_bases}
        for model in CATALOGUE.models:
            assert set(model.tools) <= set(TOOLS)
            assert set(model.knowledge_bases) <= bases
        assert {agent.model for agent in CATALOGUE.agents} == set(MODELS)
        assert {tool for model in CATALOGUE.models for tool in model.tools} == set(TOOLS)

    def test_numbers_name_an_agent_and_a_credential_of_their_carrier(self) -> None:
        for spec in CATALOGUE.numbers:
            assert spec.agent is None or spec.agent in AGENTS
            assert CREDENTIALS[spec.credential].provider == spec.provider

    def test_voices_name_a_credential_of_their_provider(self) -> None:
        for voice in CATALOGUE.voices:
            if voice.credential is not None:
                assert CREDENTIALS[voice.credential].provider == voice.provider

    @every_agent
    def test_an_agent_that_uses_the_phone_has_a_number(self, agent: AgentSpec) -> None:
        assert set(agent.directions) <= {"outbound", "inbound", "web"}
        if {"outbound", "inbound"} & set(agent.directions):
            assert any(spec.agent == agent.slug for spec in CATALOGUE.numbers)


class TestNumbers:
    @pytest.mark.parametrize("spec", CATALOGUE.numbers, ids=lambda spec: spec.number)
    def test_the_accounts_own_are_valid(self, spec: NumberSpec) -> None:
        assert phonenumbers.is_valid_number(phonenumbers.parse(spec.number))

    @pytest.mark.parametrize("country", CATALOGUE.destinations)
    def test_destinations_are_e164_of_their_country(self, country: str) -> None:
        code = phonenumbers.country_code_for_region(country)
        assert len(set(CATALOGUE.destinations[country])) >= 8
        for number in CATALOGUE.destinations[country]:
            parsed = phonenumbers.parse(number)
            assert re.fullmatch(r"\+[1-9]\d{1,14}", number)
            assert phonenumbers.is_possible_number(parsed), number
            assert parsed.country_code == code

    def test_nobody_is_called_on_a_number_of_the_account(self) -> None:
        called = {number for numbers in CATALOGUE.destinations.values() for number in numbers}
        assert not called & {spec.number for spec in CATALOGUE.numbers}


class TestPrompts:
    @every_model
    def test_a_prompt_is_markdown_of_a_real_size(self, model: ModelSpec) -> None:
        assert 400 <= len(model.system_prompt) <= 2500
        assert re.search(r"^# ", model.system_prompt, re.MULTILINE)

    @every_model
    def test_a_prompt_names_only_tools_the_model_has(self, model: ModelSpec) -> None:
        named = set(re.findall(r"`([a-z]+_[a-z_]+)`", model.system_prompt))
        assert named <= {TOOLS[slug].name for slug in model.tools}

    @every_agent
    def test_each_sample_set_fills_prompt_and_first_message(self, agent: AgentSpec) -> None:
        used = variables_in(agent.first_message + MODELS[agent.model].system_prompt)
        assert used
        for values in agent.variables:
            assert used <= set(values) | set(agent.dynamic_variables)

    @every_agent
    def test_there_are_a_dozen_different_sample_sets_of_the_same_keys(
        self, agent: AgentSpec
    ) -> None:
        assert len({tuple(values.items()) for values in agent.variables}) >= 12
        assert len({tuple(values) for values in agent.variables}) == 1

    @every_agent
    def test_values_can_be_put_into_json_text(self, agent: AgentSpec) -> None:
        for values in (*agent.variables, agent.dynamic_variables):
            for value in values.values():
                assert json.loads(f'"{value}"') == value


class TestConversations:
    @every_conversation
    def test_it_has_a_readable_length_and_a_known_outcome(self, conversation: Conversation) -> None:
        assert 1 <= len(conversation.lines) <= 24
        assert conversation.summary
        assert conversation.sentiment in {"positive", "neutral", "negative"}
        assert conversation.weight >= 1
        if conversation.outcome is not None:
            assert normalised(conversation.outcome) in OUTCOMES | {"none"}

    @every_conversation
    def test_each_tool_call_is_followed_by_its_result(self, conversation: Conversation) -> None:
        roles = [line.role for line in conversation.lines]
        assert set(roles) <= {"agent", "user", "tool_call", "tool_result"}
        for before, after in zip(["", *roles], [*roles, ""], strict=True):
            assert (before == "tool_call") == (after == "tool_result")

    @every_conversation
    def test_tool_calls_are_json_objects_for_a_tool_of_the_model(
        self, conversation: Conversation
    ) -> None:
        model = MODELS[AGENTS[conversation.agent].model]
        names = {TOOLS[slug].name for slug in model.tools}
        for line in conversation.lines:
            if line.role == "tool_call":
                assert line.name in names
                assert isinstance(json.loads(line.arguments), dict)
            else:
                assert line.content

    @every_conversation
    def test_each_sample_set_fills_every_line(self, conversation: Conversation) -> None:
        agent = AGENTS[conversation.agent]
        used = {name for text in texts_of(conversation) for name in variables_in(text)}
        for values in agent.variables:
            assert used <= set(values) | set(agent.dynamic_variables)
