"""What commands write of records: no text of theirs can steer the terminal it is read on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.at_sandbox import CommandLine

JOINER = "\N{ZERO WIDTH JOINER}"
"""Makes one sign of several, and moves nothing: `clean` lets it through."""
COMMANDS = (
    ("agents", "show", "{agent}"),
    ("agents", "copy", "{agent}", "Copy", "--share-model", "--dry-run"),
    ("prompts", "show", "{model}"),
    ("prompts", "list", "--json"),
    ("prompts", "set", "{model}", "-", "--dry-run"),
    ("numbers", "list"),
    ("numbers", "route", "{number}", "--agent", "none", "--dry-run"),
    ("credentials", "list"),
    ("credentials", "delete", "{credential}", "--dry-run"),
)


@pytest.fixture(scope="module")
def ids(line: CommandLine) -> dict[str, str]:
    """A record of each kind, in an account all texts of which are hostile from then on."""
    kinds = {
        "agent": "agents",
        "model": "models",
        "number": "phone-numbers",
        "credential": "credentials",
    }
    with line.sandbox.api() as api:
        found = {kind: api.get(path).json()["items"][0]["id"] for kind, path in kinds.items()}
    line.sandbox.fault("hostile")
    return found


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: "-".join(command[:2]))
def test_what_is_written_is_printable(
    line: CommandLine, ids: dict[str, str], command: tuple[str, ...]
) -> None:
    ended = line.run(*(word.format(**ids) for word in command), given="Hello \x1b]0;there\x07.")
    assert ended.stdout
    said = ended.stdout + ended.stderr
    strange = {each for each in said if not each.isprintable()}
    assert strange <= {"\n", JOINER}
