"""The sandbox as a program: its flags, its first line, and that it never outlives its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import suppress

import httpx
import pytest
from click.testing import CliRunner

from console.cli.sandbox import sandbox_command as sandbox
from console.demo import DemoError, running_demo


def is_answering(url: str) -> bool:
    with suppress(httpx.TransportError):
        return httpx.get(f"{url}/v1/health", timeout=2).is_success
    return False


def wait_until_gone(url: str) -> None:
    """Wait for the server to be gone; the test's timeout ends a wait in vain."""
    while is_answering(url):
        time.sleep(0.02)


class TestTheDemo:
    def test_is_a_sandbox_of_its_own_while_it_lasts(self) -> None:
        with running_demo(["--history", "10", "--seed", "3"]) as demo:
            headers = {"Authorization": f"Bearer {demo.key}"}
            calls = httpx.get(f"{demo.url}/v1/calls", headers=headers).json()
            assert calls["total"] >= 10
            assert httpx.get(f"{demo.url}/sandbox").json()["seed"] == 3
        assert not is_answering(demo.url)

    def test_ends_when_something_goes_wrong_inside(self) -> None:
        urls: list[str] = []

        def fail_inside() -> None:
            with running_demo(["--history", "0"]) as demo:
                urls.append(demo.url)
                raise RuntimeError

        with pytest.raises(RuntimeError):
            fail_inside()
        assert not is_answering(urls[0])

    @pytest.mark.parametrize("way", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
    def test_ends_when_its_parent_is_killed(self, way: signal.Signals) -> None:
        program = """
            import time
            from console.demo import running_demo
            with running_demo(["--history", "0"]) as demo:
                print(demo.url, flush=True)
                time.sleep(600)
        """
        with subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(program)], stdout=subprocess.PIPE, text=True
        ) as parent:
            assert parent.stdout is not None
            url = parent.stdout.readline().strip()
            assert is_answering(url)
            os.kill(parent.pid, way)
        wait_until_gone(url)

    def test_says_why_it_cannot_start(self) -> None:
        with pytest.raises(DemoError, match="history"), running_demo(["--history", "many"]):
            pass


class TestTheCommand:
    @pytest.mark.parametrize(
        ("flags", "words"),
        [
            (["--frozen-at", "noon"], "ISO 8601"),
            (["--fault", "sulk"], "fault"),
            (["--speed", "-1"], "speed"),
        ],
    )
    def test_says_what_is_wrong_with_a_flag(self, flags: list[str], words: str) -> None:
        told = CliRunner().invoke(sandbox, ["--port", "0", *flags])
        assert told.exit_code == 2
        assert words in told.output

    def test_says_when_the_port_is_taken(self) -> None:
        with running_demo(["--history", "0"]) as demo:
            port = demo.url.rpartition(":")[2]
            told = CliRunner().invoke(sandbox, ["--port", port])
        assert told.exit_code == 1
        assert f"Port {port} is taken" in told.output

    def test_holds_the_clock_where_it_is_told(self) -> None:
        flags = ["--frozen-at", "2026-06-01T10:00:00", "--history", "0", "--fault", "503:times=1"]
        with running_demo(flags) as demo:
            state = httpx.get(f"{demo.url}/sandbox").json()
            broken = httpx.get(f"{demo.url}/v1/health").status_code
        assert (state["now"], state["speed"]) == ("2026-06-01T10:00:00.000Z", 0)
        assert broken == 503
