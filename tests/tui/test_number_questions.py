"""The questions before numbers are changed, without a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.widgets import Static

from console.actions.forms.number_form import NAME, VOICEMAIL, NumberForm
from console.api.records.number import PhoneNumber
from console.tui.screens.numbers.questions import assign_question, save_question

if TYPE_CHECKING:
    from console.tui.dialogs.confirm import Confirm
    from console.tui.screens.numbers.view import NumbersView

ARIA, ROBIN, LONG, LONGER = "agt_aria", "agt_robin", "agt_long", "agt_longer"


class Names:
    """Knows agents by name, as the view of the numbers does."""

    def agent_name(self, agent_id: str | None) -> str:
        long = "Réception Paris – Les Tilleuls, le soir"
        names = {ARIA: "Aria", ROBIN: "サポート", LONG: long, LONGER: f"{long} et la nuit"}
        return names.get(agent_id or "", "none")


VIEW = cast("NumbersView", Names())


def number(phone: str, agent_id: str | None) -> PhoneNumber:
    return PhoneNumber.read({"id": phone, "phone_number": phone, "agent_id": agent_id})


def lines(question: Confirm) -> list[str]:
    named = cast("list[Content]", question._named)  # pyright: ignore[reportPrivateUsage]
    return [each.plain for each in named]


class TestTheQuestionBeforeNumbersAreGiven:
    def test_has_number_old_and_new_agent_in_columns_in_the_order_of_the_list(self) -> None:
        numbers = [
            number("+442079460180", ROBIN),
            number("+17375550110", None),
            number("+33199001830", ARIA),
        ]
        assert lines(assign_question(numbers, ARIA, VIEW)) == [
            "+44 20 7946 0180   サポート  →  Aria",
            "+1 737-555-0110    none      →  Aria",
            "+33 1 99 00 18 30  Aria  already",
        ]

    def test_cuts_names_rather_than_its_columns(self) -> None:
        numbers = [number("+442079460180", LONG), number("+17375550110", None)]
        assert lines(assign_question(numbers, LONGER, VIEW)) == [
            "+44 20 7946 0180  Réception Paris – Les …  →  Réception Paris – Les…",
            "+1 737-555-0110   none                     →  Réception Paris – Les…",
        ]
        to_long = lines(assign_question([number("+17375550110", None)], LONG, VIEW))
        assert to_long == ["+1 737-555-0110  none  →  Réception Paris – Les Tilleuls, le soir"]


class TestTheQuestionBeforeANumberIsSaved:
    def changed(self, **entries: str) -> list[str]:
        form = NumberForm({"id": "phn_1", "friendly_name": "Day desk"})
        for spec in (NAME, VOICEMAIL):
            if spec.label.lower() in entries:
                form.enter(spec, entries[spec.label.lower()])
        return lines(save_question(form, VIEW))

    def test_has_a_line_for_each_short_field(self) -> None:
        assert self.changed(name="Night desk", voicemail="We are closed.") == [
            "Name       Day desk  →  Night desk",
            "Voicemail  empty  →  We are closed.",
        ]

    def test_shows_a_long_message_whole_on_lines_of_its_own(self) -> None:
        message = "We are closed now. " * 8 + "\nCall back tomorrow."
        (line,) = self.changed(voicemail=message)
        shown = line.split("\n")
        assert shown[0] == "Voicemail  empty"
        assert shown[1].startswith("        →  We are closed now.")
        assert shown[-1] == "           Call back tomorrow."
        assert all(len(each) <= 68 for each in shown)
        assert " ".join(" ".join(shown[1:]).replace("→", "").split()) == " ".join(message.split())


def test_what_a_question_says_of_brackets_is_text() -> None:
    form = NumberForm({"id": "phn_1", "friendly_name": "[/x]"})
    form.enter(NAME, "[@click=app.quit]x[/]")
    question = save_question(form, VIEW)
    assert lines(question) == ["Name       [/x]  →  [@click=app.quit]x[/]"]
    assert isinstance(Static(question._named[0]).visual, Content)  # pyright: ignore[reportPrivateUsage]
