"""What each place is for and how it is read: one short page each, for the help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.actions.action import Place

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Page:
    """A page.

    Attributes:
        purpose: what the place is for.
        most_used: the actions that one needs first, by name.
        reading: its columns or parts, by their titles, and what they say.
    """

    purpose: str
    most_used: tuple[str, str, str]
    reading: tuple[tuple[str, str], ...] = ()


_CALL_COLUMNS = (
    ("AGENT", "the agent that speaks"),
    ("OUR NUMBER", "the account's number, and → for a call out, ← for one in, ⌁ for a web call"),
    ("OTHER SIDE", "whom it is with"),
    ("RESULT", "what came of it: the outcome, else why it ended or failed"),
    ("LASTED", "how long they talked"),
    ("SLOW", "the slowest answer of the agent; amber from 3.5 s, red from 5 s"),
    ("COST", "in the account's currency, once the platform has told it"),
)

PAGES: Mapping[Place, Page] = {
    Place.CALLS: Page(
        "The calls of now: what waits and talks, and what has just ended. The worst stand on top.",
        ("read_call", "stop_calls", "filter"),
        (
            ("STATE", "◌ queued  ◔ waiting  ● talking  ▲ stuck  ✕ failed  ✓ completed  – other"),
            ("TIME", "in this state so far; amber when it is long, red when it is stuck"),
            *_CALL_COLUMNS,
            ("ABOUT", "the variables that the call was given"),
            (
                "the second line",
                "live now, failed in the last hour, calls per minute, p95 of turns",
            ),
        ),
    ),
    Place.CALL: Page(
        "One call: what was said, how fast the agent answered, what came of it, all that is known.",
        ("next_pane", "redial", "copy"),
        (
            ("Transcript", "the turns, with their seconds; enter unfolds what tools were given"),
            ("Latency", "each answer as a bar, by its parts; the slowest is marked"),
            ("Analysis", "what the platform makes of the call"),
            ("Details", "every field, and why the call failed"),
            ("JSON", "the record as the platform sent it"),
        ),
    ),
    Place.HISTORY: Page(
        "Every call that is kept on this machine, with one filter for all of it.",
        ("filter", "read_call", "toggle_counts"),
        (
            ("BEGUN", "when the call was made"),
            ("STATE", "how it ended"),
            *_CALL_COLUMNS,
            ("above the list", "how far back all calls are known, and whether more are read"),
        ),
    ),
    Place.TRIAGE: Page(
        "What goes wrong, grouped by cause: how often, whose fault it is, what to do about it.",
        ("show_calls_of_group", "next_failure", "redial_many"),
        (
            ("CALLS", "of this cause in the span; SHARE is that of all calls in it"),
            ("TREND", "over the span; ×3 is three times as many as in the span before"),
            ("REASON", "the cause, as the catalogue of failures calls it"),
            ("FAULT", "who can mend it: a setting, the carrier, the platform, a person"),
            ("LAST", "how long ago it was seen last"),
            ("REDIAL", "whether calling again helps: now, later, or once it is mended"),
        ),
    ),
    Place.FIGURES: Page(
        "How each agent does in the span, against its own last seven days.",
        ("show_calls_of_row", "choose_span", "sort"),
        (
            ("CALLS", "made and taken; ▲ ▼ beside a figure is a change that is more than chance"),
            ("ANSWERED", "of the calls out; FAILED is of all calls"),
            ("LENGTH", "the mean of how long they talked, and the MEDIAN"),
            ("P50 P95", "the turns of the agent: half, and 95 of 100, are faster"),
            ("TURNS", "how many were measured"),
        ),
    ),
    Place.COMPARISON: Page(
        "Two calls side by side: what is the same is said once, what differs stands out.",
        ("go_back", "go", "show_palette"),
    ),
    Place.AGENTS: Page(
        "The agents, with what they do now and how it went.",
        ("open_agent", "open_prompt_of_agent", "start_call"),
        (
            ("LIVE", "calls of the agent now"),
            ("24 H", "its calls of the last 24 hours; FAILED is the share that failed"),
            ("SLOW", "the slowest answer among them"),
            ("NUMBERS", "how many phone numbers reach the agent"),
            ("MODEL", "what thinks for it, VOICE what speaks for it"),
        ),
    ),
    Place.AGENT: Page(
        "Every setting of one agent. Nothing changes until it is saved; a draft is kept.",
        ("save", "show_difference", "turn_to_groups"),
        (
            ("a changed field", "is marked; what it was can be taken back"),
            ("tab ↑ ↓", "go from field to field; pgup pgdn from group to group"),
        ),
    ),
    Place.PROMPTS: Page(
        "The models with their prompts, and which agents speak by each.",
        ("edit_prompt", "filter", "sort"),
        (
            ("USED BY", "the agents; LIVE is how many of their calls are on now"),
            ("CHANGED", "when the platform's record changed; or that a draft is not saved"),
            ("TEMP", "how freely the model speaks; SIZE is that of the prompt"),
        ),
    ),
    Place.PROMPT: Page(
        "The editor of one prompt. Nothing changes until it is saved; a draft is kept.",
        ("save", "try_it", "show_difference"),
        (
            ("Checks", "what is likely wrong: variables nobody gives, braces, contradictions"),
            ("Settings", "model, temperature and length of answers"),
            ("First message", "of each agent that uses the prompt"),
        ),
    ),
    Place.NUMBERS: Page(
        "The account's phone numbers: who answers each, and who when that fails.",
        ("open_number", "assign_numbers", "buy_number"),
        (
            ("AGENT", "who answers; red where nobody does"),
            ("FALLBACK", "where a call goes that the agent cannot take"),
            ("24 H", "its calls of the last 24 hours; FAILED is the share that failed"),
            ("LAST CALL", "how long ago it was, or that the number lies idle"),
        ),
    ),
    Place.NUMBER: Page(
        "One phone number: its name and where its calls go. Nothing changes until it is saved.",
        ("save", "go_back", "go"),
    ),
    Place.CREDENTIALS: Page(
        "The keys that the platform keeps for carriers, models and voices; never shown in full.",
        ("rotate_credential", "add_credential", "rename_credential"),
        (
            ("KEY", "its last characters, as the platform shows it"),
            ("USED BY", "what stops working without it"),
        ),
    ),
    Place.SETUP: Page(
        "The way from a carrier's key to the first call's transcript, step by step.",
        ("take_step", "buy_number", "go_back"),
    ),
    Place.SETTINGS: Page(
        "All that can be changed about the console and this profile; kept in one file.",
        ("change_setting", "reset_setting", "go_back"),
        (
            ("FROM", "the line of the file, a variable, or nobody: the default"),
            ("DEFAULT", "what would hold otherwise"),
        ),
    ),
}
