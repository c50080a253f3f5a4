"""No key of anybody's is in the project's files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.static.key_shapes import SHAPES, keys_in, texts_of

ROOT = Path(__file__).parents[2]
HEX = "0123456789abcdef" * 3
# Put together here, so that this file holds none of them.
KEYS = {
    "a OneInbox key": "oi_" + "sk_" + "4fT9bQ2mZ7xK1pL8vN3c",
    "a private key": "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIEpAIBAAKCAQEA4fT9bQ2m",
    "a key of a model's provider": "sk-" + "proj-4fT9bQ2mZ7xK1pL8vN3cR5wY",
    "a key of a voice's provider": "sk_" + HEX[:48],
    "a Twilio key": "SK" + HEX[:32],
    "a Telnyx key": "KEY" + HEX[:32].upper(),
    "an AWS key": "AKIA" + "IOSFODNN7ABCDEFG",
    "a GitHub token": "ghp_" + HEX[:36],
    "a token of somebody": ".".join(("eyJ" + HEX[:20], "eyJ" + HEX[:20], HEX[:20])),
    "a password in an address": "https://ana:" + "Tr0ub4dor" + "@api.oneinbox.ai",
}


class TestTheFiles:
    @pytest.mark.skipif(
        shutil.which("git") is None or not (ROOT / ".git").exists(), reason="no git checkout"
    )
    def test_hold_no_keys(self) -> None:
        found = [
            f"{name}:{line} looks like {what}"
            for name, text in texts_of(ROOT)
            for line, what in keys_in(text)
        ]
        assert found == []


class TestTheScan:
    @pytest.mark.parametrize("what", SHAPES)
    def test_finds(self, what: str) -> None:
        assert (2, what) in keys_in(f"# a comment\nkey = '{KEYS[what]}'\n")

    @pytest.mark.parametrize(
        "text",
        [
            "oi_sk_sandbox",
            "oi_" + "sk_8f31sentinelA77q0zz1",
            "sk-ant-… and oi_sk_ and KEY0192sentinelC55p3kk7",
            "http://127.0.0.1:8080/v1@home",
            "https://user:password@proxy.example.com",
        ],
    )
    def test_passes_what_opens_nothing(self, text: str) -> None:
        assert keys_in(text) == []
