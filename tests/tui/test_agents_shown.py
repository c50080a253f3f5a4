"""What the list of agents makes of what is known, without a screen."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from console.actions.action import Place
from console.api.records.agent import Agent
from console.api.records.call import Call
from console.api.records.model import Model
from console.api.records.number import PhoneNumber
from console.insight.day import NOTHING, Figures
from console.insight.filters import parse
from console.live.board import Board
from console.live.changes import Change
from console.tui.dialogs.typed_confirm import names_it
from console.tui.glyphs import UNICODE
from console.tui.navigation import Destination
from console.tui.screens.agents.acting import copy_name
from console.tui.screens.agents.columns import AgentColumns, language_of
from console.tui.screens.agents.facts import AgentFacts, LiveCounts
from console.tui.screens.agents.filtering import AGENTS, filter_fields
from console.tui.screens.agents.glance import Glance, glance_page
from console.tui.screens.agents.jumps import calls_of, numbers_of
from console.tui.screens.day_figures import rate_cell, slowest_cell
from console.tui.widgets.live_table.columns import Tone

if TYPE_CHECKING:
    from console.session import Session

NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
GREETING = "Hi {{customer_name}}, this is Aria from {{company}}. Do you have two minutes?"


def agent(id_: str = "agt_1", **fields: Any) -> Agent:
    return Agent.read({"id": id_, "name": "Sales EN", "llm_id": "llm_1", **fields})


def number(digits: str, **fields: Any) -> PhoneNumber:
    return PhoneNumber.read(
        {"id": f"num_{digits}", "phone_number": f"+4420794609{digits}"} | fields
    )


def call(id_: str, agent_id: str = "agt_1", status: str = "in_progress", **fields: Any) -> Call:
    at = "2026-06-01T09:59:00Z"
    times = {"created_at": at, "updated_at": at, "started_at": at}
    return Call.read({"id": id_, "agent_id": agent_id, "status": status} | times | fields)


def session(*numbers: PhoneNumber, day: Figures = NOTHING, **models: Any) -> Session:
    """As much of a session as the facts ask."""
    made = {id_: Model.read({"id": id_, **fields}) for id_, fields in models.items()}
    return cast(
        "Session",
        SimpleNamespace(
            agents=SimpleNamespace(records={}),
            models=SimpleNamespace(records=made),
            numbers=SimpleNamespace(records={each.id: each for each in numbers}),
            day=SimpleNamespace(of_agent=dict.fromkeys(("agt_1", "agt_2"), day).__getitem__),
        ),
    )


def text_of(cells: Any) -> str:
    return cells.text if hasattr(cells, "text") else "".join(cell.text for cell in cells)


def cell(facts: AgentFacts, key: str, of: Agent) -> str:
    columns = {column.key: column for column in AgentColumns(facts, UNICODE).wide()}
    return text_of(columns[key].cell(of))


class TestLiveCounts:
    def board(self, *calls: Call) -> Board:
        board = Board()
        board.apply(calls, 0.0)
        return board

    def counted(self, *calls: Call) -> LiveCounts:
        counts = LiveCounts()
        counts.update(self.board(*calls).rows, Change(added=tuple(c.id for c in calls)), NOW)
        return counts

    def test_count_what_has_begun_and_not_ended(self) -> None:
        counts = self.counted(call("a"), call("b", status="queued"), call("c", status="completed"))
        assert counts["agt_1"] == 2
        assert counts.total == 2

    def test_leave_out_what_is_scheduled_for_later(self) -> None:
        later = call("a", status="queued", started_at=None, scheduled_at="2026-06-01T12:00:00Z")
        assert self.counted(later)["agt_1"] == 0

    def test_name_only_those_whose_count_changes(self) -> None:
        board = self.board(call("a"), call("b", "agt_2"))
        counts = LiveCounts()
        assert counts.update(board.rows, Change(added=("a", "b")), NOW) == {"agt_1", "agt_2"}
        ended = call("a", status="completed", ended_at="2026-06-01T10:00:00Z",
                     updated_at="2026-06-01T10:00:00Z")  # fmt: skip
        change = board.apply([ended, call("b", "agt_2")], 1.0)
        assert counts.update(board.rows, change, NOW) == {"agt_1"}
        assert (counts["agt_1"], counts["agt_2"]) == (0, 1)

    def test_forget_calls_that_leave_the_board(self) -> None:
        counts = self.counted(call("a"))
        assert counts.update({}, Change(removed=("a",)), NOW) == {"agt_1"}
        assert counts.total == 0


class TestTheColumns:
    def test_show_the_one_number_that_reaches_an_agent_and_count_several(self) -> None:
        one, two = number("58", agent_id="agt_1"), number("59", agent_id="agt_1")
        assert cell(AgentFacts(session(one)), "numbers", agent()) == "+44 20 7946 0958"
        assert cell(AgentFacts(session(one, two)), "numbers", agent()) == "2 numbers"

    def test_count_the_numbers_whose_routing_names_the_agent_before_their_own(self) -> None:
        routed = number("58", agent_id="agt_2", inbound_routing={"agent_id": "agt_1"})
        facts = AgentFacts(session(routed))
        assert cell(facts, "numbers", agent()) == "+44 20 7946 0958"
        assert cell(facts, "numbers", agent("agt_2")) == UNICODE.ended

    def test_say_of_how_many_numbers_an_agent_is_the_fallback_alone(self) -> None:
        backed = number("58", agent_id="agt_2", inbound_routing={"fallback": {"agent_id": "agt_1"}})
        assert cell(AgentFacts(session(backed)), "numbers", agent()) == "fallback of 1"

    def test_name_the_model_else_what_it_runs_on_else_its_id(self) -> None:
        runs = {"provider": "openai", "model": "gpt-4.1-mini"}
        named = AgentFacts(session(llm_1={"name": "Brain", **runs}))
        assert cell(named, "model", agent()) == "Brain"
        assert cell(AgentFacts(session(llm_1=runs)), "model", agent()) == "openai gpt-4.1-mini"
        assert cell(AgentFacts(session()), "model", agent()) == "llm_1"

    def test_put_a_first_message_of_many_lines_on_one(self) -> None:
        first = agent(first_message="Hello.\n\nHow are you?")
        assert cell(AgentFacts(session()), "first", first) == "Hello. How are you?"

    def test_fall_back_to_the_language_that_is_heard(self) -> None:
        assert language_of(agent(language="de", transcriber={"language": "multi"})) == "de"
        assert language_of(agent(transcriber={"language": "multi"})) == "multi"

    @pytest.mark.parametrize(
        ("failed", "ended", "tone"),
        [(0, 40, Tone.DIM), (2, 40, Tone.PLAIN), (3, 40, Tone.ALARM), (1, 2, Tone.WARN)],
    )
    def test_alarm_at_a_bad_rate_of_enough_calls(self, failed: int, ended: int, tone: Tone) -> None:
        assert rate_cell(Figures(calls=ended, ended=ended, failed=failed)).tone is tone

    def test_say_nothing_of_a_rate_before_a_call_has_ended(self) -> None:
        assert rate_cell(Figures(calls=3)).text == ""

    @pytest.mark.parametrize(
        ("slowest_ms", "text", "tone"),
        [(2_340, "2.3s", Tone.DIM), (10_000, "10.0s", Tone.WARN), (15_000, "15.0s", Tone.ALARM)],
    )
    def test_judge_the_slowest_turn_of_a_day(
        self, slowest_ms: float, text: str, tone: Tone
    ) -> None:
        shown = slowest_cell(Figures(slowest_ms=slowest_ms))
        assert (shown.text, shown.tone) == (text, tone)


class TestTheFilter:
    def matches(self, text: str) -> bool:
        day = Figures(calls=50, ended=40, failed=4, slowest_ms=9_000)
        reached = number("58", agent_id="agt_1", friendly_name="London desk")
        facts = AgentFacts(session(reached, day=day, llm_1={"name": "Brain", "model": "gpt-4.1"}))
        spoken = agent(language="en-GB", first_message=GREETING, tts={"voice_id": "voice-aria"})
        return parse(text, AGENTS).matches(filter_fields(spoken, facts))

    @pytest.mark.parametrize(
        "text",
        [
            "sales", "model:brain", "model:gpt-4.1", "voice:aria", "lang:en",
            'number:"+44 20 7946"', "number:london", "says:minutes", "id:agt_1",
            "calls>49", "rate>5", "slow>8000", "live=0",
        ],
    )  # fmt: skip
    def test_finds_an_agent_by_what_is_shown_of_it(self, text: str) -> None:
        assert self.matches(text)

    @pytest.mark.parametrize("text", ["billing", "rate>10", "calls>50", "number:+49", "live>0"])
    def test_leaves_out_what_does_not_fit(self, text: str) -> None:
        assert not self.matches(text)


class TestTheWayToItsCalls:
    def test_goes_by_the_name(self) -> None:
        ours, other = agent(), agent("agt_2", name="Billing")
        assert calls_of(ours, [ours, other]).filter == 'agent:"Sales EN"'

    def test_goes_by_the_id_where_another_name_contains_this_one(self) -> None:
        ours, other = agent(), agent("agt_2", name="Inside sales-en, night")
        assert calls_of(ours, [ours, other]).filter == "agent:agt_1"
        assert calls_of(other, [ours, other]).filter == 'agent:"Inside sales-en, night"'

    @pytest.mark.parametrize("name", ['The "best"', "  ", None])
    def test_goes_by_the_id_where_no_filter_can_hold_the_name(self, name: str | None) -> None:
        ours = agent(name=name)
        assert calls_of(ours, [ours]).filter == "agent:agt_1"


class TestTheWayToItsNumbers:
    def test_leads_to_the_one_there_is(self) -> None:
        jump = numbers_of(agent(), session(number("58", agent_id="agt_1"), number("59")))
        assert jump
        assert jump.destination == Destination(Place.NUMBER, "num_58")
        assert jump.note == "+44 20 7946 0958"

    def test_leads_to_all_of_several_those_that_fall_back_to_it_among_them(self) -> None:
        backed = number("59", inbound_routing={"fallback": {"agent_id": "agt_1"}})
        jump = numbers_of(agent(), session(number("58", agent_id="agt_1"), backed))
        assert jump
        asked = 'agent:"Sales EN" or fallback:"Sales EN"'
        assert jump.destination == Destination(Place.NUMBERS, filter=asked)

    def test_is_none_without_a_number(self) -> None:
        assert numbers_of(agent(), session(number("58"))) is None


class TestTheGlance:
    def text(self, width: int = 46, **fields: Any) -> str:
        seen = Glance(
            agent(first_message=GREETING, dynamic_variables={"company": "Acme"}, **fields),
            Model.read({"id": "llm_1", "name": "Brain", "system_prompt": "You are Aria. " * 30}),
            "Aria",
            sharing=3,
            answered=[number("58", friendly_name="London desk")],
            backed=[number("59")],
            live=2,
            day=Figures(calls=40, ended=40, failed=4, slowest_ms=2_000),
            since="24 h: read back to 3 h ago…",
            draft="09:41",
            last=(),
        )
        lines = [line for each in glance_page(seen, UNICODE, width) for line in each.lines]
        assert all(sum(len(cell.text) for cell in line) <= width for line in lines)
        return "\n".join("".join(cell.text for cell in line) for line in lines)

    def test_has_the_first_message_whole_and_the_numbers_by_name(self) -> None:
        text = self.text()
        assert GREETING in " ".join(text.split())
        assert "+44 20 7946 0958  London desk" in text
        assert "+44 20 7946 0959  fallback" in text

    def test_says_how_it_fares_and_how_far_that_is_known(self) -> None:
        text = self.text()
        for part in ("2 live", "40 calls in 24 h", "4 failed 10%", "read back to 3 h ago"):
            assert part in text

    def test_says_since_when_changes_are_unsaved(self) -> None:
        assert "✎ Unsaved changes of 09:41 are kept." in self.text()

    def test_says_how_long_the_prompt_is_and_who_shares_it(self) -> None:
        text = self.text()
        assert "90 words, about 105 tokens" in text
        assert "with 2 other agents" in text
        assert "company  Acme" in text

    def test_wraps_what_is_too_long_for_a_narrow_pane(self) -> None:
        assert "London desk" in self.text(width=24, name="An agent whose name is longer than that")


class TestTheNameOfACopy:
    def test_says_that_it_is_one_and_is_nobody_elses(self) -> None:
        assert copy_name("Sales", set()) == "Sales copy"
        assert copy_name("Sales", {"Sales copy", "Sales copy 2"}) == "Sales copy 3"

    def test_is_no_longer_than_the_platform_takes(self) -> None:
        proposed = copy_name("x" * 255, set())
        assert len(proposed) == 255
        assert proposed.endswith(" copy")


class TestATypedName:
    @pytest.mark.parametrize("typed", ["Sales EN – Réception", "sales en - reception", "agt_1"])
    def test_may_be_typed_with_what_a_keyboard_has(self, typed: str) -> None:
        assert names_it(typed, "Sales EN – Réception", "agt_1")

    @pytest.mark.parametrize("typed", ["", "Sales EN", "Sales EN Receptions", "yes", "agt_"])
    def test_is_the_whole_name(self, typed: str) -> None:
        assert not names_it(typed, "Sales EN – Réception", "agt_1")

    def test_without_letters_is_no_name_to_type(self) -> None:
        assert not names_it("", "…", "agt_1")
        assert not names_it("…", "…", "agt_1")
        assert names_it("agt_1", "…", "agt_1")
