"""The command on a terminal: what of a key is in its bytes, its children and its process."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

from console.sandbox import keys as sandbox_keys
from tests.command import private_environ
from tests.sandbox_server import running_sandbox
from tests.terminal.pty_program import PtyProgram

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

API_KEY = "oi_sk_8f31sentinelA77q0zz1"
WRONG_KEY = "oi_sk_5d02sentinelW64r8yy3"
CARRIER_KEY = "KEY0192sentinelC55p3kk7"
SECRETS = (API_KEY, WRONG_KEY, CARRIER_KEY)
EDITOR = """#!/bin/sh
env > {folder}/environ
tr '\\0' '\\n' < /proc/$PPID/environ > {folder}/parent-environ
cat /proc/$PPID/cmdline > {folder}/parent-cmdline
touch {folder}/edited
"""


def told(text: str | bytes) -> list[str]:
    """The secrets of which a part is told."""
    text = text if isinstance(text, str) else text.decode("utf-8", "replace")
    return [
        secret
        for secret in SECRETS
        if any(secret[at : at + 8] in text for at in range(len(secret) - 7))
    ]


class Session:
    """Somebody at the terminal, who looks at every screen."""

    def __init__(self, program: PtyProgram) -> None:
        self.program = program
        self.seen = ""

    def sees(self, words: str) -> None:
        self.program.wait_to_see(words)
        self.seen += "\n".join(self.program.lines())

    def types(self, keys: str, then: str) -> None:
        self.program.send(keys.encode())
        self.sees(then)

    def copied(self) -> str:
        """What was sent to the terminal's clipboard."""
        sent = re.findall(rb"\x1b\]52;c;([^\x07]*)\x07", self.program.output)
        return "\n".join(base64.b64decode(each).decode() for each in sent)


class TestASessionOnATerminal:
    def test_tells_no_key_to_the_terminal_a_child_or_the_disk(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sandbox_keys, "SECRET_KEY", API_KEY)
        editor = tmp_path / "editor"
        editor.write_text(EDITOR.format(folder=tmp_path))
        editor.chmod(0o700)
        home = tmp_path / "home"
        environ = private_environ(home) | {"ONEINBOX_API_KEY_DEFAULT": API_KEY}
        environ |= {"EDITOR": str(editor), "VISUAL": ""}
        with (
            running_sandbox(live=3, history=5) as sandbox,
            PtyProgram(
                "oneinbox_console.py", "--base-url", sandbox.url,
                environ=environ, size=(120, 40),
            ) as program,
        ):  # fmt: skip
            session = Session(program)
            session.sees("● live")
            session.types(":key\r", "Another key for profile default")
            session.types(WRONG_KEY, "•" * len(WRONG_KEY))
            session.types("\r", "Nothing was stored.")
            session.types("\x1b[27u", "● live")

            session.types("gr", "ElevenLabs")
            session.types("n", "Add a credential")
            session.types("telnyx\tMine\r", "Mine")
            session.types(CARRIER_KEY, "•" * len(CARRIER_KEY))
            session.types("\x13", f"••••{CARRIER_KEY[-4:]}")

            session.types("gp", "Accueil cabinet")
            session.types("\r", "^e edit")
            session.types("\x05", "Nothing was changed in the editor.")
            session.types("\x1b[27u", "193 words, 1.2 k characters")
            session.types("gc", "default  Calls")
            session.types("y", "Copy")
            session.types("i", "clipboard")
            program.send(b"q")
            assert program.wait_for_exit() == 0

        assert session.copied()
        assert told(session.seen + session.copied()) == []
        assert told(program.output) == []
        for path in tmp_path.rglob("*"):
            if path.is_file():
                assert told(path.read_bytes()) == [], path
        parent = (tmp_path / "parent-environ").read_text()
        assert not parent or "EDITOR=" in parent  # empty: not even that may be read
        assert "oneinbox_console.py" in (tmp_path / "parent-cmdline").read_text()
