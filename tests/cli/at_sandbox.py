"""An account to run commands on: a sandbox that stands still, and somebody's home."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.command import private_environ, run_command
from tests.sandbox_server import SECRET_KEY, Sandbox, running_sandbox

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Generator
    from pathlib import Path

SENTINEL = "sk-sentinel-9f3a7c21e5"
"""A key of another provider, which no output may hold."""


@dataclass(frozen=True)
class CommandLine:
    """Somebody's command line, and the sandbox that it speaks to."""

    sandbox: Sandbox
    environ: dict[str, str]

    def run(
        self, *arguments: str, given: str = "", **environ: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a command with `given` on its standard input. No output may hold a secret."""
        ended = run_command(*arguments, environ=self.environ | environ, given=given)
        said = ended.stdout + ended.stderr
        assert SENTINEL not in said
        assert SECRET_KEY not in said
        assert "Traceback" not in said, said
        return ended

    def done(self, *arguments: str, given: str = "", **environ: str) -> str:
        """What a command writes on standard output, when it ends well."""
        ended = self.run(*arguments, given=given, **environ)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    def rows(self, *arguments: str) -> list[dict[str, Any]]:
        """What a command writes as JSON lines."""
        return [json.loads(line) for line in self.done(*arguments, "--jsonl").splitlines()]

    def record(self, path: str) -> dict[str, Any]:
        """A record as the sandbox has it: `agents/agt_1`."""
        with self.sandbox.api() as api:
            return api.get(path).raise_for_status().json()

    def of(self, path: str, **fields: str) -> dict[str, Any]:
        """The record of a list whose fields are these."""
        with self.sandbox.api() as api:
            items = api.get(path, params={"limit": 100}).raise_for_status().json()["items"]
        return next(each for each in items if fields.items() <= each.items())

    def writes(self) -> list[tuple[str, str, Any]]:
        """What was sent so far that is no read: method, path and body."""
        return [
            (each["method"], each["path"].removeprefix("/v1/"), each["body"])
            for each in self.sandbox.requests()
            if each["method"] != "GET"
        ]


@contextmanager
def command_line(home: Path, **options: Any) -> Generator[CommandLine]:
    """A command line while the block runs; `options` are those of `running_sandbox`."""
    with running_sandbox(**options) as sandbox:
        environ = private_environ(home)
        keyed = {"ONEINBOX_API_KEY": SECRET_KEY, "ONEINBOX_BASE_URL": sandbox.url, "TZ": "UTC"}
        yield CommandLine(sandbox, environ | keyed)
