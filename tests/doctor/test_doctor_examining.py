"""How the doctor looks: one thing after the other, held up by none, and telling no secret."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from console.doctor.examining import Check, examine
from console.doctor.finding import Finding, Realm, State, ok
from console.doctor.hiding import Hiding
from tests.doctor.conftest import new_case

if TYPE_CHECKING:
    from console.doctor.case import Case

KEY = "sentinel-9f3a-of-no-known-shape"
HIDE = Hiding("/home/ada", "ada")


async def look(case: Case, *checks: Check) -> list[Finding]:
    return [finding async for finding in examine(case, checks, HIDE)]


class TestAThing:
    async def test_that_hangs_does_not_hold_up_the_next(self) -> None:
        never = threading.Event()

        def hang(_: Case) -> Finding:
            never.wait()
            return ok("slow", "at last")

        first, second = await look(
            new_case({}),
            Check("slow", hang, seconds=0.05, realm=Realm.NETWORK),
            Check("quick", lambda _: ok("quick", "fine")),
        )
        never.set()
        assert (first.state, first.realm) == (State.WRONG, Realm.NETWORK)
        assert first.words == "no answer in 0.05 s"
        assert second.words == "fine"

    async def test_that_makes_the_doctor_fail_is_told_as_such(self) -> None:
        def fall(_: Case) -> Finding:
            raise ZeroDivisionError(KEY)

        [finding] = await look(new_case({}), Check("odd", fall))
        assert finding.state is State.WRONG
        assert "ZeroDivisionError" in finding.words
        assert "sentinel" not in finding.words

    async def test_that_rests_on_another_is_not_looked_at_without_it(self) -> None:
        def need(case: Case) -> Finding:
            return ok("archive", case.account.profile.name)

        [finding] = await look(new_case({}), Check("archive", need))
        assert (finding.state, finding.words) == (
            State.NOTE,
            "not looked at, for want of the settings",
        )


class TestWhatIsSaid:
    @pytest.mark.parametrize(
        ("said", "shown"),
        [
            (f"the key {KEY}.", "the key ‹key›."),
            ("Bearer abc.def and oi_sk_live_1234", "‹key› and ‹key›"),
            ("environment ····9f3a", "environment ····9f3a"),
            ("/home/ada/.config and /home/ada", "~/.config and ~"),
            ("/home/adam/x and ada", "/home/adam/x and ada"),
            ("/srv/ada/venv", "/srv/~/venv"),
            ("\x1b]52;c;x\x07", "␛]52;c;x␇"),
        ],
    )
    async def test_holds_no_key_no_name_and_no_control_character(
        self, said: str, shown: str
    ) -> None:
        [finding] = await look(
            new_case({}, key=KEY), Check("odd", lambda _: Finding("odd", State.OK, said, said))
        )
        assert (finding.words, finding.remedy) == (shown, shown)
