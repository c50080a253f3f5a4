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


TAKING = """
import os, sys
from pathlib import Path
from console.accounts.key_sources import EnvironmentKeys
keys = EnvironmentKeys.take(os.environ)
print(keys.read("ONEINBOX_API_KEY_EU").get_secret_value() == sys.argv[1][::-1])
print(b"sentinel" in Path("/proc/self/environ").read_bytes())
print(os.environ["ONEINBOX_PROFILE"], "ONEINBOX_API_KEY_EU" in os.environ)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
class TestAKeyOfTheEnvironment:
    def test_is_erased_where_the_system_shows_it(self) -> None:
        key = "oi_sk_sentinel_9f3a"
        environ = {"ONEINBOX_API_KEY": key, "ONEINBOX_API_KEY_EU": key, "ONEINBOX_PROFILE": "eu"}
        output = subprocess.check_output(
            [sys.executable, "-c", TAKING, key[::-1]],
            env={"PYTHONPATH": ":".join(sys.path), **environ},
            text=True,
        )
        assert output.splitlines() == ["True", "False", "eu False"]
