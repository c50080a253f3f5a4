"""What each pane says, laid out for a width, without a screen."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len

from console.api.packed import PackedObject
from console.api.records.agent import Agent
from console.api.records.model import Model
from console.insight.state import state_of
from console.tui.glyphs import ASCII, UNICODE
from console.tui.widgets.inspector.analysis import analysis_page
from console.tui.widgets.inspector.details import details_page
from console.tui.widgets.inspector.heading import Heading, heading
from console.tui.widgets.inspector.json_text import json_page
from console.tui.widgets.inspector.latency import latency_page
from console.tui.widgets.inspector.transcript import absence, transcript_page
from console.tui.widgets.live_table.columns import Tone
from tests.tui.reading import BERLIN, MESSAGES, NOW, a_call, a_live_call, lines_of, text_of, tone_of

if TYPE_CHECKING:
    from console.api.records.call import Call
    from console.tui.widgets.reader import Paragraph


def transcript(call: Call, width: int = 70, *, whole: bool = False) -> list[Paragraph]:
    return transcript_page(call, absence(call, NOW), lambda _: whole, UNICODE, width)


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

    def test_breaks_a_line_between_figures_and_not_within_one(self) -> None:
        assert lines_of(latency_page(a_call(), UNICODE, 47))[:2] == [
            "2 turns, sum of stages: p50 1.8 s",
            "slowest 2.4 s (turn 2)",
        ]
        assert "               send_sms 400 · tts 200" in lines_of(
            latency_page(a_call(), UNICODE, 40)
        )

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

    def test_writes_the_outcome_as_the_board_does(self) -> None:
        assert "outcome  Not interested" in lines_of(
            analysis_page(a_call(outcome="NOT_INTERESTED"), 60)
        )
        assert "VERDICT" not in lines_of(analysis_page(a_call(outcome="none"), 60))

    def test_says_when_it_comes_while_there_is_none(self) -> None:
        assert "comes with the transcript" in " ".join(lines_of(analysis_page(a_call(), 60)))


class TestTheDetails:
    def of(self, call: Call, agent: Agent | None = None, model: Model | None = None) -> list[str]:
        return lines_of(details_page(call, agent, model, 90, glyphs=UNICODE, zone=BERLIN))

    def test_show_the_date_and_zone_once_and_times_here_and_in_utc(self) -> None:
        call = a_call(scheduled_at="2026-03-03T23:30:00Z")
        lines = self.of(call)
        at = lines.index("TIMES")
        assert lines[at + 1 : at + 6] == [
            "date              2026-03-02 · CET",
            "created_at        14:50:00 · 13:50:00 UTC",
            "scheduled_at      2026-03-04 00:30:00 · 23:30:00 UTC",
            "started_at        14:50:03 · 13:50:03 UTC",
            "ended_at          14:55:03 · 13:55:03 UTC",
        ]

    def test_show_a_time_once_where_the_zone_is_utc(self) -> None:
        lines = lines_of(details_page(a_call(), None, None, 46, glyphs=UNICODE, zone=UTC))
        assert "date              2026-03-02 · UTC" in lines
        assert "started_at        13:50:03 UTC" in lines

    def test_show_numbers_with_their_country(self) -> None:
        assert "to_number         +44 20 7946 0958 · United Kingdom" in self.of(a_call())

    def test_align_their_values_on_the_longest_name(self) -> None:
        lines = self.of(a_call())
        assert "status            completed" in lines
        assert "duration_seconds  300" in lines
        assert "order_id          ORD-001" in lines

    def test_are_plain_ascii_where_that_is_asked_for(self) -> None:
        lines = lines_of(details_page(a_call(), None, None, 90, glyphs=ASCII, zone=BERLIN))
        assert all(line.isascii() for line in lines)

    def test_show_fields_that_nobody_knows_yet(self) -> None:
        lines = self.of(a_call(mood={"level": 3}))
        assert lines[lines.index("OTHER FIELDS") + 1] == 'mood              {"level": 3}'

    def test_name_what_could_not_be_read(self) -> None:
        lines = self.of(a_call(cost_cents="many", ended_at="yesterday"))
        at = lines.index("UNREADABLE, AS IT CAME")
        assert lines[at + 1 : at + 3] == [
            "cost_cents        many",
            "ended_at          yesterday",
        ]

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

    def test_opens_what_is_kept_packed(self) -> None:
        packed = PackedObject({"a": 1})
        assert lines_of(json_page(packed, 60)) == ["{", '  "a": 1', "}"]

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
            *details_page(call, None, None, 70, glyphs=UNICODE, zone=UTC),
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
