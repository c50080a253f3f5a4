"""Which rows fit the question, decided for a few at once or for thousands in slices."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from console.api.records.call import Call
from console.live.board import Board, Row
from console.tui.screens.calls.shown import Shown
from console.tui.screens.calls.view import BoardView
from tests.fakes import NOON

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MANY = 1000


def a_call(number: int, status: str = "in_progress", **fields: str) -> Call:
    return Call.read({"id": f"call-{number}", "status": status, **fields})


def a_board(calls: Iterable[Call]) -> Board:
    board = Board()
    board.apply(calls, as_of=0.0)
    return board


def shown() -> Shown:
    return Shown(BoardView(dict, lambda: NOON), UTC)


def decided(question: Shown, rows: Mapping[str, Row]) -> int:
    """Put a question to all rows; in how many slices."""
    slices = 1
    while not question.decide(rows):
        slices += 1
    return slices


class TestAQuestion:
    def test_that_is_none_hides_nothing(self) -> None:
        assert shown().ids(a_board([a_call(1)]).rows, ()) is None

    def test_shows_what_fits(self) -> None:
        rows = a_board([a_call(1), a_call(2, "failed"), a_call(3, "completed")]).rows
        question = shown()
        question.toggle_failures()
        assert question.ids(rows, ()) == {"call-2"}
        question.toggle_failures()
        question.toggle_ended()
        assert question.ids(rows, ()) == {"call-1"}
        question.filter_by("id:call-3")
        assert question.ids(rows, ()) == set()

    def test_is_put_to_rows_that_come_and_change_and_forgets_those_that_go(self) -> None:
        board = a_board([a_call(1), a_call(2)])
        question = shown()
        question.filter_by("status:completed")
        assert question.ids(board.rows, ()) == set()
        change = board.apply([a_call(2, "completed"), a_call(3, "completed")], as_of=1.0)
        assert question.ids(board.rows, (*change.added, *change.changed)) == {"call-2", "call-3"}
        board.remove(["call-3"])
        assert question.ids(board.rows, ()) == {"call-2"}


class TestTheLanguageOfTheHistory:
    def test_is_the_boards_too(self) -> None:
        talk = [{"role": "user", "content": "I want a refund"}]
        begun = (NOON - timedelta(hours=3)).isoformat()
        early = Call.read({"id": "call-2", "status": "failed", "created_at": begun})
        late = Call.read(
            {"id": "call-3", "status": "failed", "created_at": NOON.isoformat(), "messages": talk}
        )
        rows = a_board([early, late]).rows
        question = shown()
        for text, found in (
            ("refund", {"call-3"}),
            ("since:1h", {"call-3"}),
            ("until:1h", {"call-2"}),
            ("on:today status:failed", {"call-2", "call-3"}),
        ):
            question.filter_by(text)
            assert question.ids(rows, ()) == found


class TestThousandsOfRows:
    def test_are_decided_in_slices(self) -> None:
        rows = a_board(a_call(n) for n in range(MANY)).rows
        question = shown()
        question.filter_by("id:call-99")
        assert decided(question, rows) > 1
        assert question.ids(rows, ()) == {"call-99", *(f"call-99{n}" for n in range(10))}

    def test_stay_as_they_are_until_all_are_decided(self) -> None:
        rows = a_board(a_call(n) for n in range(MANY)).rows
        question = shown()
        question.filter_by("id:call-1")
        decided(question, rows)
        before = question.ids(rows, ())
        question.filter_by("id:call-2")
        assert not question.decide(rows)
        assert question.ids(rows, ()) == before
        decided(question, rows)
        assert question.ids(rows, ()) != before

    def test_that_change_meanwhile_are_decided_as_they_are_then(self) -> None:
        board = a_board(a_call(n) for n in range(MANY))
        question = shown()
        question.filter_by("status:completed")
        question.decide(board.rows)
        change = board.apply([a_call(n, "completed") for n in (0, MANY - 1)], as_of=1.0)
        question.ids(board.rows, change.changed)
        decided(question, board.rows)
        assert question.ids(board.rows, ()) == {"call-0", f"call-{MANY - 1}"}

    def test_answer_the_newest_question_only(self) -> None:
        rows = a_board(a_call(n) for n in range(MANY)).rows
        question = shown()
        question.filter_by("id:call-1")
        question.decide(rows)
        question.filter_by("id:call-999")
        decided(question, rows)
        assert question.ids(rows, ()) == {"call-999"}

    def test_are_all_shown_at_once_when_the_question_is_taken_away(self) -> None:
        rows = a_board(a_call(n) for n in range(MANY)).rows
        question = shown()
        question.filter_by("id:call-1")
        question.decide(rows)
        question.filter_by("")
        assert question.decide(rows)
        assert question.ids(rows, ()) is None
