"""A list that is written for another program loads nothing that draws."""

from __future__ import annotations

import subprocess
import sys

from tests.cli.test_main import LOADED_BY
from tests.command import ROOT
from tests.sandbox_server import SECRET_KEY, running_sandbox

DRAWS = ("textual", "rich", "keyring", "fastapi", "uvicorn")


def test_calls_list_as_json(environ: dict[str, str]) -> None:
    with running_sandbox(live=3, history=3) as sandbox:
        account = {"ONEINBOX_API_KEY": SECRET_KEY, "ONEINBOX_BASE_URL": sandbox.url}
        output = subprocess.check_output(
            [sys.executable, "-c", LOADED_BY.format(heavy=DRAWS), "calls", "list", "--json"],
            env=environ | account | {"PYTHONPATH": str(ROOT)},
            text=True,
        )
    assert output.splitlines()[-1] == "loaded:"
