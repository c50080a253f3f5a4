"""What the process gives away about itself."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import ctypes, os, resource
from console.accounts.hardening import harden
harden(os.environ)
print(resource.getrlimit(resource.RLIMIT_CORE))
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
print(sorted(name for name in os.environ if name.startswith("TEXTUAL")))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is Linux's")
class TestAHardenedProcess:
    def test_dumps_no_core_lets_nobody_look_in_and_logs_no_keys(self) -> None:
        output = subprocess.check_output(
            [sys.executable, "-c", PROGRAM],
            env={"PYTHONPATH": ":".join(sys.path), "TEXTUAL_LOG": "/tmp/x", "TEXTUAL": "debug"},
            text=True,
        )
        assert output.splitlines() == ["(0, 0)", "0", "[]"]
