"""The fault matrix: what breaks, what is expected, and the tests that show it.

As a program it runs them all and prints what was seen: `python -m tests.faults.matrix`.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict

import pytest

from tests.faults.row import Row
from tests.faults.terminal_rows import TERMINAL

_BROKEN = "tests/faults/test_broken_answers.py::"
_ODD = "tests/faults/test_odd_lists.py::"
_LOST = "tests/faults/test_lost_servers.py::"
_REFUSED = "tests/faults/test_refusals.py::"
_WRITES = "tests/faults/test_lost_writes.py::"
_CLOCKS = "tests/faults/test_clocks.py::"
_KEYRING = "tests/keyring/test_keyring_faults.py::"
_NO_GIVER = _KEYRING + "TestAKeyringThatDoesNotGiveTheKey::test_"
_NO_KEYRING = "tests/keyring/test_no_keyring.py::"
_FIRST_START = "tests/keyring/test_first_start.py::"
_KEY_SOURCES = "tests/accounts/test_key_sources.py::"
_EDITING = "tests/actions/saving/test_editing.py::"
_ENDLESS = _BROKEN + "TestAnAnswerThatNeverEnds::test_meets_the_deadline"
_BROKEN_ANSWER = _BROKEN + "TestABrokenAnswer::test_costs_no_row"
_KEPT = _LOST + "TestAKeptConnection::test_that_"

MATRIX: dict[int, Row] = {
    1: Row(
        "nobody listens",
        "why, since when and the next try; rows in doubt; back with the first poll",
        (_LOST + "TestAServerThatIsDown::test_is_named",),
    ),
    2: Row(
        "a name is not found, or after 12 s",
        "the name; nothing waits for the lookup, not even the end",
        (
            _LOST + "TestANameThatIsNotFound::test_",
            "tests/terminal/test_quick_exit.py::TestTheExecutor::test_",
        ),
    ),
    3: Row(
        "a stopped server",
        "deadline, back with the first poll",
        (_LOST + "TestAServerThatStandsStill::test_meets", _ENDLESS + "[3"),
    ),
    4: Row("a body drop by drop", "deadline", (_ENDLESS + "[4",)),
    5: Row("a header drop by drop", "deadline", (_ENDLESS + "[5",)),
    6: Row(
        "a reset before the answer",
        "one repetition that nobody sees, else counted",
        (_KEPT + "is_reset", _BROKEN_ANSWER + "[6"),
    ),
    7: Row("half an answer", "“cut off”; rows stay", (_BROKEN_ANSWER + "[7",)),
    8: Row("garbage, TLS on a plain port", "“is not HTTP”", (_BROKEN_ANSWER + "[8",)),
    9: Row("bytes after an answer", "one failed poll at most", (_KEPT + "holds_bytes",)),
    10: Row("closed after each answer", "not noticed", (_KEPT + "is_closed",)),
    11: Row("a web page", "“not from the API”; rows stay", (_BROKEN_ANSWER + "[11",)),
    12: Row("an empty answer", "not taken for no calls", (_BROKEN_ANSWER + "[12",)),
    13: Row(
        "no calls after sixty",
        "“confirming”, believed when the next poll agrees",
        (_ODD + "TestNoCallsAfterMany::test_",),
    ),
    14: Row(
        "1 MiB that unpacks to 1 GiB",
        "refused, less than 50 MiB of memory",
        (
            _BROKEN_ANSWER + "[14",
            "tests/api/test_transport_faults.py::TestAFaultHasAName::test_a_bomb_is_not_unpacked",
        ),
    ),
    15: Row("50 MiB", "refused at 8 MiB, which is said", (_BROKEN_ANSWER + "[15",)),
    16: Row(
        "an abyss, 5,000 digits, NaN",
        "no crash; “–” in the cell",
        (_BROKEN_ANSWER + "[16", _ODD + "TestNumbersThatAreNone::test_"),
    ),
    17: Row(
        "Latin-1, a byte order mark",
        "� where it cannot be read; else as it is",
        (_ODD + "TestText::test_in_another", _ODD + "TestText::test_after_a_byte"),
    ),
    18: Row("half a character", "one �, all rows", (_ODD + "TestText::test_with_half",)),
    19: Row("an unknown status", "as it came", (_ODD + "TestAnUnknownStatus::test_",)),
    20: Row(
        "no id, null, a list, a text",
        "the others are shown; “n could not be read”",
        (_ODD + "TestUnreadableRecords::test_are_counted",),
    ),
    21: Row(
        "wrong types everywhere",
        "a row with gaps",
        (
            _ODD + "TestUnreadableRecords::test_but_for_their_ids",
            "tests/api/test_leniency.py::",
        ),
    ),
    22: Row(
        "most records unreadable",
        "“suspicious answer”, rows stay",
        (_ODD + "TestUnreadableRecords::test_in_the_majority",),
    ),
    23: Row("one id twice", "one row, the newest", (_ODD + "TestTheSameCallTwice::test_",)),
    24: Row(
        "pages that shift",
        "no call lost or doubled",
        (_ODD + "TestAListThatChangesWhileItIsRead::test_",),
    ),
    25: Row(
        "401 in the middle",
        "nothing more is asked; the board is frozen and says so; a new key",
        (
            _REFUSED + "TestARejectedKey::test_stops",
            "tests/tui/test_new_key.py::TestARejectedKey::test_",
        ),
        "ctrl+r tries the key that is kept now, and asks for one when it is rejected too",
    ),
    26: Row("401 once", "asked once more first", (_REFUSED + "TestARejectedKey::test_is_asked",)),
    27: Row("403 on one list", "the others go on", (_REFUSED + "TestAForbiddenList::test_",)),
    28: Row(
        "404 for a watched call",
        "marked as gone, its row stays",
        (_REFUSED + "TestAWatchedCallThatIsNotThereAnyMore::test_",),
    ),
    29: Row(
        "429 with any Retry-After",
        "no request before, 300 s at most",
        (_REFUSED + "TestARateLimit::test_",),
    ),
    30: Row(
        "5xx now and then",
        "the last good answer, without a flicker",
        (_REFUSED + "TestAServerThatFailsNowAndThen::test_",),
    ),
    31: Row(
        "away for half an hour",
        "one probe every 30 to 60 s, no memory",
        (_LOST + "TestALongOutage::test_",),
    ),
    32: Row(
        "307 to another host",
        "“redirects”; not even a connection there",
        (_REFUSED + "TestARedirect::test_", _REFUSED + "TestTheKey::test_"),
    ),
    33: Row(
        "certificates: expired, unknown, of another",
        "the reason and whose authorities count",
        (_REFUSED + "TestCertificates::test_",),
    ),
    34: Row(
        "proxies and certificates that are none",
        "the variable by name",
        (
            _REFUSED + "TestTheEnvironment::test_",
            "tests/api/test_transport_setup.py::TestTheEnvironment::test_",
        ),
    ),
    35: Row(
        "dial: refused",
        "“Nothing was sent. Try again?”",
        (
            _WRITES + "TestADialWithoutAConnection::test_",
            "tests/tui/test_acting_on_calls.py::TestStartingAPhoneCall"
            "::test_that_found_no_connection",
        ),
    ),
    36: Row(
        "dial: reset or too late",
        "one request; found in the list",
        (_WRITES + "TestADialWhoseAnswerIsLost::test_",),
    ),
    37: Row(
        "dial: 500 after it was done",
        "one request; found in the list",
        (_WRITES + "TestADialWhoseAnswerIsLost::test_is_found_in_the_list[500",),
    ),
    38: Row(
        "dial: the key twice",
        "one request",
        (
            "tests/tui/test_acting_on_calls.py::TestStartingAPhoneCall"
            "::test_a_repeated_key_dials_once",
        ),
    ),
    39: Row(
        "dial: killed before the answer",
        "in the journal, which is said at the start, and in the list",
        (
            _WRITES + "TestAConsoleThatIsKilledWhileItDials::test_",
            "tests/tui/test_unfinished_attempts.py::",
        ),
    ),
    40: Row(
        "save: changed by another",
        "both values, nothing overwritten",
        (
            _EDITING + "TestSomebodyElsesSave::test_",
            "tests/tui/test_saving.py::TestSomebodyElse::test_",
        ),
    ),
    41: Row(
        "save: the answer lost",
        "found by reading",
        (_EDITING + "TestALostAnswer::test_is_found_by_reading",),
    ),
    42: Row(
        "save: 422 with hostile words",
        "literally, by field; the form stays",
        (
            "tests/api/test_connection_rules.py::TestTheServersWords::test_are_told_by_field",
            "tests/tui/test_saving.py::TestARefusal::test_gives_the_servers_words",
        ),
    ),
    43: Row(
        "hostile text",
        "visible signs; clipboard and title unchanged",
        (
            _ODD + "TestText::test_that_is_hostile",
            "tests/terminal/test_hostile_text.py::",
            "tests/terminal/test_hostile_walk.py::",
            "tests/static/test_no_bare_strings.py::",
        ),
    ),
    44: Row(
        "a sleep of an hour",
        "all is old at once; polled within 2 s on new connections",
        (_CLOCKS + "TestAMachineThatSlept::test_",),
    ),
    45: Row(
        "clocks that differ",
        "ages and waits are right; lengths have a “~”",
        (
            _CLOCKS + "TestClocksThatDiffer::test_",
            "tests/tui/test_estimated_times.py::TestALiveCall::test_",
        ),
    ),
    46: Row("a clock set back", "no poll stops", (_CLOCKS + "TestAClockThatIsSetBack::test_",)),
    47: Row(
        "300 cancelled requests",
        "the next poll is answered",
        (_LOST + "TestManyCancelledRequests::test_",),
    ),
    48: Row(
        "no keyring",
        "said; starts by variable, file, passphrase or for a session",
        (
            _NO_KEYRING + "TestAServerWithoutAKeyring::test_",
            _FIRST_START + "TestWithoutAKeyring::test_",
            "tests/accounts/test_keys.py::TestTheOrder::test_",
        ),
    ),
    49: Row(
        "a locked keyring",
        "how to unlock it, by a command that does; asked again",
        (
            _NO_GIVER + "is_named_and_asked_again_once_it_is_mended[locked",
            _NO_GIVER + "is_given_up_for_a_key_of_this_session[locked",
            "tests/keyring/test_secret_service.py::TestAKeyringInTrouble::test_says_how",
        ),
    ),
    50: Row(
        "a stopped keyring",
        "given up at the deadline; keys go on; the end waits for nothing",
        (
            _NO_GIVER + "is_named_and_asked_again_once_it_is_mended[stopped",
            _NO_GIVER + "is_given_up_for_a_key_of_this_session[stopped",
            _KEYRING + "TestAKeyringThatHangsWhileAKeyIsStored::test_is_skipped_by_escape",
            _KEYRING + "TestTheEndOfTheConsole::test_does_not_wait",
        ),
    ),
    51: Row(
        "a keyring that keeps nothing",
        "refused by name; any other found out by reading back",
        (
            _NO_KEYRING + "TestABackendThatKeepsNoSecret::test_",
            _KEYRING + "TestAKeyringThatForgets::test_is_found_out_by_reading_back",
        ),
    ),
    52: Row(
        "a password window nobody sees",
        "as a stopped keyring",
        (
            _NO_GIVER + "is_named_and_asked_again_once_it_is_mended[asking",
            _NO_GIVER + "is_given_up_for_a_key_of_this_session[asking",
        ),
        "A stand-in for the window takes gnome-keyring's prompts; no display is needed.",
    ),
    53: Row(
        "keyrings.alt is installed",
        "never asked, whatever its priority; nothing asks on the screen",
        (_KEYRING + "TestABackendThatAnotherPackageHasInstalled::test_",),
        "A stand-in that is installed as keyrings.alt is, and asks on the terminal.",
    ),
    54: Row(
        "a key that is none",
        "refused where it is entered, without being shown",
        (
            _KEY_SOURCES + "TestAKey::test_that_cannot_be_one",
            _FIRST_START + "TestWithoutAKeyring::test_what_is_no_key",
        ),
    ),
    55: Row(
        "a variable's key beside a named profile",
        "sent to nobody, and said to be ignored",
        (_KEYRING + "TestAKeyOfTheEnvironmentBesideANamedProfile::test_",),
    ),
    56: Row(
        "a key file that others can read",
        "refused, with the chmod that mends it",
        (_KEY_SOURCES + "TestAKeyFile::test_that_others_can_reach",),
    ),
    **TERMINAL,
}


def is_one_of(node_id: str, test: str) -> bool:
    """Whether a node of pytest's is what a row names."""
    name, _, case = test.partition("[")
    return node_id.startswith(name) and (not case or f"[{case}" in node_id)


class _Seen:
    """A plugin that runs what the rows name, and counts what came of it."""

    def __init__(self) -> None:
        self.outcomes: defaultdict[int, Counter[str]] = defaultdict(Counter)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if self._rows_of(item.nodeid)]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.outcome != "passed":
            for number in self._rows_of(report.nodeid):
                self.outcomes[number][report.outcome] += 1

    def _rows_of(self, node_id: str) -> list[int]:
        return [
            number
            for number, row in MATRIX.items()
            if any(is_one_of(node_id, test) for test in row.tests)
        ]


def main() -> int:
    """Run every row and print what was seen."""
    files = {test.split("::")[0] for row in MATRIX.values() for test in row.tests}
    seen = _Seen()
    code = pytest.main(["-q", *sorted(files)], plugins=[seen])
    for number, row in MATRIX.items():
        told = ", ".join(f"{count} {what}" for what, count in seen.outcomes[number].items())
        print(f"{number:>3}  {row.fault:42}  {row.expected:58}  {told or 'nothing'}")  # noqa: T201
        if row.note:
            print(f"{'':49}{row.note}")  # noqa: T201
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
