"""The rows of the fault matrix about the terminal, the clipboard, the disk and a second console."""

from __future__ import annotations

from tests.faults.row import Row

_CRASH = "tests/terminal/test_crash.py::"
_LEAVING = "tests/terminal/test_leaving.py::"
_CONSOLE_LEAVING = "tests/terminal/test_console_leaving.py::"
_PREFLIGHT = "tests/terminal/test_preflight.py::"
_INPUT = "tests/terminal/test_input.py::"
_LOOKS = "tests/terminal/test_console_looks.py::"
_SUSPENDING = "tests/terminal/test_console_suspending.py::"
_CLIPBOARD = "tests/tui/test_clipboard.py::"
_DISKS = "tests/faults/test_full_disks.py::"
_FEED = "tests/live/test_feed.py::"
_SETTINGS = "tests/accounts/test_settings.py::"
_STORE = "tests/archive/test_store.py::"
_KEPT_CALLS = "tests/archive/test_kept_calls.py::"

TERMINAL: dict[int, Row] = {
    57: Row(
        "a bug in a poll, while drawing, in a worker",
        "a poll's is counted; else a report without keys, exit 1",
        (
            _FEED + "TestFeed::test_a_bug_in_a_poll",
            _CRASH + "TestTheProgram::test_",
            _CRASH + "TestAReport::test_",
        ),
    ),
    58: Row(
        "SIGTERM, SIGHUP, SIGINT, SIGQUIT",
        "128 + n, the terminal as it was",
        (
            _LEAVING + "TestSignals::test_the_app_leaves_by_itself",
            _CONSOLE_LEAVING + "TestTheDemo::test_is_left_on_a_signal",
        ),
        "no journal is left to write: each line is on the disk before its request goes out",
    ),
    59: Row(
        "SIGTERM to a stalled terminal or a blocked loop",
        "gone in 2.5 s, the terminal restored",
        (
            _LEAVING + "TestSignals::test_a_blocked_event_loop",
            _LEAVING + "TestSignals::test_a_terminal_that_takes_no_bytes",
        ),
        "the seconds are the guard's own deadline, and are not asserted",
    ),
    60: Row(
        "the connection drops, SIGHUP or not",
        "gone, with 129",
        (_LEAVING + "TestALostTerminal::test_",),
    ),
    61: Row(
        "no input, no terminal, TERM=dumb",
        "refused in one sentence, exit 2",
        (_PREFLIGHT + "TestRefusing::test_",),
    ),
    62: Row(
        "bytes that are no text, mouse reports of old, 1 MB pasted",
        "the keys after them arrive",
        (_INPUT + "TestBytesThatAreNoInput::test_", _INPUT + "TestTheDecoder::test_"),
    ),
    63: Row(
        "a terminal that takes nothing for a while",
        "current when it reads again",
        (_SUSPENDING + "TestATerminalThatTookNothing::test_",),
        "it waits until there is no room for a byte more, not for 60 s",
    ),
    64: Row(
        "Ctrl+Z and fg, SIGTSTP, tmux detached",
        "clean; asks for news as soon as it goes on",
        (
            _SUSPENDING + "TestCtrlZ::test_",
            _SUSPENDING + "TestTmux::test_",
            _LEAVING + "TestSuspending::test_",
        ),
        "in a text ctrl+z takes back what was typed; where no shell waits, it says so",
    ),
    65: Row(
        "sizes that change all the time, 20x5, 1x1, 0x0",
        "“too small” below 40x12, else a screen like any other",
        (_LOOKS + "TestSizes::test_",),
    ),
    66: Row(
        "another encoding, no colours, sixteen colours",
        "readable, states told apart",
        (
            _LOOKS + "TestColours::test_",
            _LOOKS + "TestText::test_",
            _PREFLIGHT + "TestTheEnvironment::test_of_another_encoding",
        ),
    ),
    67: Row(
        "no clipboard tool, a display that has gone, tmux, 1 MB, a tool that hangs",
        "no more is claimed than is known, nothing on the screen",
        (
            _CLIPBOARD + "TestThePlainTerminal::test_",
            _CLIPBOARD + "TestTmux::test_",
            _CLIPBOARD + "TestTheDisplayOfThisMachine::test_",
        ),
    ),
    68: Row(
        "Ctrl+C in the field of a key",
        "nothing is copied",
        (_CLIPBOARD + "TestTheApp::test_copies_no_key",),
    ),
    69: Row(
        "a full disk, a home that is none",
        "calls are shown; what is kept is said; nobody is dialled, and why",
        (
            _DISKS + "TestAConsoleThatCanWriteNothing::test_",
            _DISKS + "TestAJournalOnAFullDisk::test_",
            _STORE + "TestAFileThatCannotBeUsed::test_",
        ),
        "full is a process that may write no byte to a file, read-only a home below a file: "
        "what root may not do either",
    ),
    70: Row(
        "two consoles at once",
        "no profile, call, draft or line of the journal is lost",
        (
            _SETTINGS + "TestWriting::test_by_many_consoles_at_once",
            _STORE + "TestTheFile::test_may_be_shared",
            _KEPT_CALLS + "TestKeepingManyCalls::test_may_be_done_by_two",
            _DISKS + "TestTwoConsolesAtOnce::test_",
        ),
    ),
    71: Row(
        "all of it, for hours",
        "no dial twice, no age too young, no call that nobody told of",
        ("tests/faults/test_state_machine.py::", "tests/soak/test_slope.py::"),
        "a few steps here, as many as wanted by `make fuzz`; hours, and what grows: `make soak`",
    ),
}
