"""What each pane says, laid out for a width, without a screen."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len

from console.api.records.agent import Agent
from console.api.records.model import Model
from console.insight.state import CallState, Kind, Level, state_of
from console.tui.glyphs import ASCII, UNICODE
from console.tui.widgets.inspector.analysis import analysis_page
from console.tui.widgets.inspector.details import details_page
from console.tui.widgets.inspector.heading import Heading, heading
from console.tui.widgets.inspector.json_text import json_page
from console.tui.widgets.inspector.latency import latency_page
from console.tui.widgets.inspector.transcript import absence, transcript_page
from console.tui.widgets.live_table.columns import Tone
from tests.tui.reading import MESSAGES, NOW, a_call, a_live_call

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.api.records.call import Call
    from console.tui.widgets.reader import Line, Paragraph

BERLIN = timezone(timedelta(hours=1), "CET")


def text_of(line: Line) -> str:
    return "".join(cell.text for cell in line).rstrip()


def lines_of(page: Sequence[Paragraph]) -> list[str]:
    return [text_of(line) for paragraph in page for line in paragraph.lines]


def tone_of(page: Sequence[Paragraph], text: str) -> Tone:
    cells = (cell for paragraph in page for line in paragraph.lines for cell in line)
    return next(cell.tone for cell in cells if text in cell.text)


def transcript(call: Call, width: int = 70, *, whole: bool = False) -> list[Paragraph]:
    return transcript_page(call, absence(call, NOW), lambda _: whole, UNICODE, width)


class TestTheHeading:
    def of(
        self, call: Call, agent: Agent | None = None, *, width: int = 90, **more: Any
    ) -> list[str]:
        state = state_of(call, NOW, agent.max_duration_seconds if agent else None)
        fields: dict[str, Any] = {"state": state, "now": NOW, **more}
        lines = heading(Heading(call, agent, **fields), UNICODE, BERLIN, width)
        return [text_of(line) for line in lines]

    def test_names_the_person_the_number_and_the_agent(self) -> None:
        agent = Agent.read({"id": "agt_1", "name": "Sales EN"})
        assert self.of(a_call(), agent)[0] == "Sama · +44 20 7946 0958 · Sales EN"
        assert self.of(a_call(variables={}))[0] == "+44 20 7946 0958 · agt_1"

    def test_names_the_caller_of_an_inbound_call(self) -> None:
        call = a_call(direction="inbound", variables={})
        lines = self.of(call)
        assert lines[0] == "+1 573-969-3824 · agt_1"
        assert "at +44 20 7946 0958" in lines[1]

    def test_calls_a_web_call_one(self) -> None:
        call = a_call(type="web", from_number=None, to_number=None)
        assert self.of(call)[0] == "Sama · web call · agt_1"

    def test_tells_state_times_and_ending(self) -> None:
        call = a_call(latency={"connect": {"setup_ms": 400, "dispatch_to_answer_ms": 2500}})
        assert self.of(call)[1:] == [
            "✓ completed · caller hung up · 5:00 long · ended 4 m ago · from +1 573-969-3824",
            "Started 14:50:03 · connect 2.9 s",
            "customer_name Sama · order_id ORD-001",
        ]

    def test_prefers_the_outcome_to_the_end_reason_unless_it_is_none(self) -> None:
        assert "· Not interested ·" in self.of(a_call(outcome="not_interested"))[1]
        assert "· caller hung up ·" in self.of(a_call(outcome="None"))[1]

    def test_goes_on_in_the_next_line_where_it_is_narrow(self) -> None:
        call = a_call(outcome="Appointment Booked", variables={"city": "Bonn", "note": "x " * 30})
        lines = self.of(call, width=46)
        assert lines[1:3] == [
            "✓ completed · Appointment booked · 5:00 long",
            "ended 4 m ago · from +1 573-969-3824",
        ]
        assert lines[4].startswith("city Bonn · note x x")
        assert all(cell_len(line) <= 46 for line in lines)

    def test_tells_why_a_call_failed_whole_and_before_all_else(self) -> None:
        reason = "the_agent_asked_a_question_that_no_model_of_the_account_can_answer"
        lines = self.of(a_call(status="failed", end_reason=reason, duration_seconds=0), width=46)
        assert lines[1:4] == [
            "✕ failed · the agent asked a question that no",
            "model of the account can answer",
            "ended 4 m ago · from +1 573-969-3824",
        ]

    def test_ends_somewhere_however_much_there_is_to_tell(self) -> None:
        call = a_call(
            status="failed",
            end_reason="reason " * 200,
            variables={f"name_{n}": "value " * 30 for n in range(20)},
        )
        lines = self.of(call, width=46)
        assert len(lines) < 14
        assert lines[-1].endswith("…")

    def test_tells_how_long_a_live_call_lasts_and_that_it_is_stuck(self) -> None:
        talking = a_live_call(started_at="2026-03-02T13:55:48Z")
        assert self.of(talking)[1].startswith("● talking 4:12")
        agent = Agent.read({"id": "agt_1", "max_duration_seconds": 60})
        assert self.of(talking, agent)[1].startswith("▲ stuck 4:12")
        agent = Agent.read({"id": "agt_1", "max_duration_seconds": 300})
        assert self.of(talking, agent)[1].startswith("△ talking 4:12")

    def test_tells_when_a_scheduled_call_is_due(self) -> None:
        call = a_live_call(status="queued", scheduled_at="2026-03-02T14:05:00Z", started_at=None)
        assert self.of(call)[1].startswith("◷ scheduled in 5 m")

    def test_tells_its_age_once_it_is_old(self) -> None:
        assert self.of(a_call(), as_of_seconds=9)[2].startswith("Started")
        assert self.of(a_call(), as_of_seconds=38)[2].startswith("read 38 s ago · Started")

    def test_says_of_a_doubtful_call_why_it_is_and_not_how_long_it_is_talked(self) -> None:
        gone = CallState(Kind.UNKNOWN, "gone", Level.CALM, NOW)
        doubt = "The platform no longer knows this call."
        lines = self.of(a_live_call(), state=gone, doubt=doubt, as_of_seconds=180)
        assert lines[1:3] == [f"? gone · {doubt}", "from +1 573-969-3824"]
        assert not any("talking" in line or "read" in line for line in lines)


class TestTheTranscript:
    def test_has_speakers_beside_wrapped_text_and_times_on_the_right(self) -> None:
        assert lines_of(transcript(a_call())) == [
            "AGENT  Hi Sama! This is Aria from Acme.",
            "",
            "SAMA   Hello [laughs], where is my order?",
            "",
            "       ⚙ lookup_order(order_id=ORD-001) ✓ ▸",
            "",
            "AGENT  Your order leaves today." + " " * 34 + "1.1 s",
            "",
            "SAMA   Text me the link.",
            "",
            "       ⚙ send_sms() ✕ error ▸",
            "",
            "AGENT  That did not work." + " " * 38 + "▲ 2.4 s",
            "",
        ]

    def test_marks_the_slowest_turn_and_errors_in_colour_too(self) -> None:
        page = transcript(a_call())
        assert tone_of(page, "2.4 s") is Tone.WARN
        assert tone_of(page, "1.1 s") is Tone.DIM
        assert tone_of(page, "✕ error") is Tone.ALARM

    def test_unfolds_tools_with_arguments_and_result(self) -> None:
        lines = lines_of(transcript(a_call(), whole=True))
        at = lines.index("       ⚙ lookup_order ✓ ▾")
        assert lines[at + 1 : at + 3] == [
            "         order_id: ORD-001",
            "         shipped on Monday",
        ]

    def test_leaves_times_out_when_turns_do_not_match(self) -> None:
        lines = lines_of(transcript(a_call(messages=MESSAGES[:2])))
        assert not any(line.endswith(" s") for line in lines)

    @pytest.mark.parametrize("width", [12, 20, 39, 40, 56, 200])
    def test_fits_into_any_width(self, width: int) -> None:
        call = a_call(
            messages=[*MESSAGES, {"role": "agent", "content": "日本語 " * 20 + "x" * 300}]
        )
        for whole in (False, True):
            lines = lines_of(transcript(call, width, whole=whole))
            assert max(cell_len(line) for line in lines) <= width

    def test_puts_the_speaker_above_where_it_is_narrow(self) -> None:
        assert lines_of(transcript(a_call(), 30))[:2] == [
            "AGENT",
            "  Hi Sama! This is Aria from",
        ]

    @pytest.mark.parametrize(("width", "label"), [(59, "FRAU GRÜT…  "), (60, "FRAU GRÜTZMACHER  ")])
    def test_gives_long_names_more_room_where_there_is_some(self, width: int, label: str) -> None:
        call = a_call(variables={"customer_name": "Frau Grützmacher"})
        assert lines_of(transcript(call, width))[2].startswith(f"{label}Hello")

    def test_shows_a_text_where_the_record_has_one_instead_of_messages(self) -> None:
        call = a_call(messages=[], transcript="Agent: Hi\nUser: Hello")
        assert lines_of(transcript(call)) == ["Agent: Hi", "User: Hello"]

    def test_keeps_one_paragraph_for_each_thing_that_happened(self) -> None:
        short = {paragraph.key for paragraph in transcript(a_call(messages=MESSAGES[:3]))}
        assert short <= {paragraph.key for paragraph in transcript(a_call())}


class TestATranscriptThatIsNotThere:
    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"status": "in_progress"}, "about 3 s later it stands here"),
            (
                {"status": "queued", "scheduled_at": "2026-03-02T15:00:00Z"},
                "The call has not begun",
            ),
            ({"ended_at": "2026-03-02T13:59:58Z"}, "pending"),
            ({"ended_at": "2026-03-02T13:55:00Z"}, "late: the call ended 5 m ago"),
            ({"ended_at": "2026-03-02T13:00:00Z"}, "missing: the call ended 1 h ago"),
            (
                {"status": "busy", "duration_seconds": None},
                "The line was busy, so there is no transcript.",
            ),
            (
                {"status": "no_answer", "duration_seconds": None},
                "Nobody answered, so there is no transcript.",
            ),
        ],
    )
    def test_says_why_and_what_becomes_of_it(self, fields: dict[str, Any], words: str) -> None:
        call = a_call(messages=[], **fields)
        assert words in " ".join(lines_of(transcript(call)))

    def test_is_the_platforms_own_sentence_where_something_went_wrong(self) -> None:
        call = a_call(
            messages=[],
            status="failed",
            end_reason="carrier_rejected",
            duration_seconds=0,
            analysis={"summary": "Twilio error 21215: geo permission."},
        )
        assert lines_of(transcript(call, 90)) == [
            "Twilio error 21215: geo permission.",
            "",
            "The call was not connected (carrier refused), so there is no transcript.",
        ]

    def test_is_not_promised_while_the_platform_does_not_show_the_call(self) -> None:
        absent = absence(a_live_call(), NOW, doubtful=True)
        assert absent is not None
        assert "as long as the platform does not show the call" in absent
        assert absence(a_call(), NOW, doubtful=True) is None

    def test_tells_how_to_find_a_missing_one(self) -> None:
        call = a_call(messages=[], ended_at="2026-03-02T13:00:00Z")
        assert "ask the platform about call call_1" in " ".join(lines_of(transcript(call)))


class TestTheLatency:
    def test_sums_up_in_words_that_say_what_was_summed(self) -> None:
        call = a_call(
            latency={
                "events": a_call().raw["latency"]["events"],
                "perceived": {"p50_ms": 1700, "avg_ms": 1900, "turns": 2},
            }
        )
        assert lines_of(latency_page(call, UNICODE, 80))[:2] == [
            "2 turns, sum of stages: p50 1.8 s · slowest 2.4 s (turn 2)",
            "felt by the caller: p50 1.7 s · avg 1.9 s over 2 turns",
        ]

    def test_shows_a_p95_only_of_enough_turns(self) -> None:
        def first_line(count: int) -> str:
            events = [{"turn": n, "type": "kb", "ms": 100} for n in range(count)]
            return lines_of(latency_page(a_call(latency={"events": events}), UNICODE, 90))[0]

        assert "p95" not in first_line(19)
        assert "p95 100 ms" in first_line(20)

    def test_draws_turns_on_one_scale_with_their_stages_apart(self) -> None:
        lines = lines_of(latency_page(a_call(), UNICODE, 106))
        assert "TURNS  ░░ eou  ██ llm  ▓▓ tool  ▒▒ tts" in lines
        bars = [line for line in lines if " · tts" in line]
        assert bars == [
            "  1    1.1 s   ░░░░██████████▒▒                     eou 300 · llm 620 · tts 180",
            "  2    2.4 s ▲ ░░░░███████████████████████▓▓▓▓▓▓▒▒▒ "
            "eou 300 · llm 1500 · send_sms 400 · tts 200",
        ]

    def test_puts_a_turns_numbers_below_its_bar_where_it_is_narrow(self) -> None:
        lines = lines_of(latency_page(a_call(), UNICODE, 60))
        at = lines.index("  1    1.1 s   ░░░░░░███████████▒▒▒")
        assert lines[at + 1] == "               eou 300 · llm 620 · tts 180"

    def test_tells_stages_by_letters_in_plain_ascii(self) -> None:
        lines = lines_of(latency_page(a_call(), ASCII, 80))
        assert all(line.isascii() for line in lines)
        assert any("eeeellll" in line for line in lines)

    def test_shows_connecting_as_a_waterfall(self) -> None:
        call = a_call(latency={"connect": {"dispatch_to_answer_ms": 3000, "setup_ms": 1000}})
        assert lines_of(latency_page(call, UNICODE, 69)) == [
            "CONNECTING  4.0 s together",
            "setup                 1.0 s  ██████████",
            "dispatch to answer    3.0 s            ██████████████████████████████",
            "",
            "No turns were measured in this call.",
        ]

    def test_lists_the_stages_figures(self) -> None:
        stage = {"avg_ms": 640, "p50_ms": 600, "min_ms": 410, "max_ms": 1500, "samples": 9}
        call = a_call(latency={"llm_ttft": {**stage, "provider": "openai"}, "magic": stage})
        assert lines_of(latency_page(call, UNICODE, 80)) == [
            "STAGE      avg     p50     min     max       n",
            "llm     640 ms  600 ms  410 ms   1.5 s       9  openai",
            "magic   640 ms  600 ms  410 ms   1.5 s       9",
            "",
        ]

    def test_says_so_when_there_are_no_times(self) -> None:
        live = latency_page(a_live_call(), UNICODE, 80)
        assert lines_of(live) == ["No times of turns yet: they come with turns."]
        ended = latency_page(a_call(latency={"connect": {"setup_ms": 400}}), UNICODE, 80)
        assert lines_of(ended)[-1] == "No turns were measured in this call."

    def test_shades_every_stage_in_its_own_way(self) -> None:
        types = ("eou_delay", "kb", "llm_ttft", "tool:x", "tts_ttfb")
        events = [{"turn": 1, "type": name, "ms": 100} for name in types]
        for glyphs in (UNICODE, ASCII):
            lines = lines_of(latency_page(a_call(latency={"events": events}), glyphs, 80))
            legend = next(line for line in lines if line.startswith("TURNS"))
            signs = legend.split()[1::2]
            assert len(set(signs)) == len(types)


class TestTheAnalysis:
    def test_shows_verdict_summary_and_what_was_extracted(self) -> None:
        call = a_call(
            outcome="Interested",
            analysis={
                "summary": "Wants a demo.",
                "sentiment": "positive",
                "extracted_data": {
                    "post_call": {
                        "entities": {"city": "Bonn"},
                        "key_points": ["asked for the price"],
                        "action_items": [],
                        "follow_up_needed": True,
                    },
                    "extract_order": {"order_id": "ORD-001"},
                },
            },
        )
        assert lines_of(analysis_page(call, 60)) == [
            "VERDICT",
            "outcome    Interested",
            "sentiment  positive",
            "",
            "SUMMARY",
            "Wants a demo.",
            "",
            "ENTITIES",
            "city  Bonn",
            "",
            "KEY POINTS",
            "-  asked for the price",
            "",
            "FOLLOW-UP",
            "follow up needed  true",
            "",
            "EXTRACT ORDER",
            "order id  ORD-001",
            "",
        ]

    def test_says_when_it_comes_while_there_is_none(self) -> None:
        assert "comes with the transcript" in " ".join(lines_of(analysis_page(a_call(), 60)))


class TestTheDetails:
    def of(self, call: Call, agent: Agent | None = None, model: Model | None = None) -> list[str]:
        return lines_of(details_page(call, agent, model, BERLIN, 90))

    def test_show_times_here_and_in_utc(self) -> None:
        assert "started_at  2026-03-02 14:50:03 CET · 13:50:03 UTC" in self.of(a_call())

    def test_show_numbers_with_their_country(self) -> None:
        assert "to_number    +44 20 7946 0958 · United Kingdom" in self.of(a_call())

    def test_show_fields_that_nobody_knows_yet(self) -> None:
        lines = self.of(a_call(mood={"level": 3}))
        assert lines[lines.index("OTHER FIELDS") + 1] == 'mood  {"level": 3}'

    def test_name_what_could_not_be_read(self) -> None:
        lines = self.of(a_call(cost_cents="many", ended_at="yesterday"))
        at = lines.index("UNREADABLE, AS IT CAME")
        assert lines[at + 1 : at + 3] == ["cost_cents  many", "ended_at    yesterday"]

    def test_show_the_agent_and_its_model(self) -> None:
        agent = Agent.read({"id": "agt_1", "name": "Sales EN", "max_duration_seconds": 600})
        model = Model.read({"id": "llm_1", "name": "brain", "provider": "openai", "model": "gpt"})
        lines = self.of(a_call(), agent, model)
        assert "name                  Sales EN" in lines
        assert "model                 brain · openai gpt" in lines

    def test_name_every_field_of_the_record_that_has_no_pane_of_its_own(self) -> None:
        call = a_call(room_name="r", twilio_call_sid="CA1", recording_url="https://x", new=1)
        text = "\n".join(self.of(call))
        elsewhere = {"messages", "latency", "analysis", "variables"}
        assert all(name in text for name in call.raw if name not in elsewhere)


class TestTheJson:
    def test_is_indented_with_names_apart_from_values(self) -> None:
        page = json_page({"id": "call_1", "cost": 12, "tags": None}, 40)
        assert lines_of(page) == [
            "{",
            '  "id": "call_1",',
            '  "cost": 12,',
            '  "tags": null',
            "}",
        ]
        assert [tone_of(page, text) for text in ('"id"', '"call_1"', "12", "null")] == [
            Tone.ACCENT,
            Tone.PLAIN,
            Tone.STRONG,
            Tone.DIM,
        ]

    def test_wraps_long_values_under_their_beginning(self) -> None:
        assert lines_of(json_page({"a": "one two three"}, 16)) == [
            "{",
            '  "a": "one two',
            '       three"',
            "}",
        ]

    def test_shows_control_characters_and_half_an_emoji_harmlessly(self) -> None:
        lines = lines_of(json_page({"a\x9b": "\x1b]52;c;\x07", "b": "\ud83d", "c": "\u202e"}, 60))
        assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for line in lines for c in line)
        assert "\n".join(lines).encode("utf-8")

    def test_keeps_its_keys_when_something_comes_in_between(self) -> None:
        before: dict[str, Any] = {"id": 1, "messages": [], "z": {"a": 1}}
        after = before | {"messages": [{"a": 1}, {"a": 2}]}
        old, new = ([paragraph.key for paragraph in json_page(raw, 60)] for raw in (before, after))
        assert len(set(new)) == len(new)
        assert set(old[-4:]) <= set(new)

    def test_survives_any_depth(self) -> None:
        deep: Any = "end"
        for _ in range(5000):
            deep = [deep]
        assert lines_of(json_page({"deep": deep}, 60)) == ["nested too deep to be shown"]


class TestAHostileRecord:
    def test_reaches_no_pane_with_control_characters(self) -> None:
        evil = "\x1b[2J\x9b31m\u202e[/red][@click=app.quit]x[/]"
        call = a_call(
            status=evil,
            end_reason=evil,
            variables={evil: evil},
            messages=[
                {"role": evil, "content": evil},
                {"role": "tool_call", "name": evil, "arguments": f'{{"a": "{evil}"}}'},
                {"role": "tool_call", "name": "x", "arguments": '{"a": "\\u001b[2J"}'},
            ],
            analysis={"summary": evil, "sentiment": evil, "extracted_data": {evil: {evil: evil}}},
            latency={"llm_ttft": {"provider": evil}, "connect": {evil: 5}, "worker": {evil: evil}},
            **{"\x1bfield": evil},
        )
        page = [
            *transcript_page(call, None, lambda _: True, UNICODE, 70),
            *latency_page(call, UNICODE, 70),
            *analysis_page(call, 70),
            *details_page(call, None, None, UTC, 70),
            *json_page(call.raw, 70),
        ]
        told = Heading(call, None, state_of(call, NOW), NOW)
        lines = [
            *lines_of(page),
            *map(text_of, heading(told, UNICODE, UTC, 90)),
        ]
        assert len(lines) > 40
        bad = {c for line in lines for c in line if ord(c) < 32 or 0x7F <= ord(c) < 0xA0}
        assert not bad
        assert not any("\u202e" in line for line in lines)
