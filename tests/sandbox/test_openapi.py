"""Whatever is sent, the sandbox answers as its OpenAPI document says, and never breaks."""
# pyright: basic
# schemathesis tells only half of its types

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from tests.sandbox_server import Sandbox, running_sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def fuzzed() -> Iterator[Sandbox]:
    with running_sandbox(history=10) as running:
        yield running


@pytest.fixture(scope="module")
def document(fuzzed: Sandbox) -> Any:
    return schemathesis.openapi.from_url(f"{fuzzed.url}/openapi.json")


@pytest.fixture(scope="module")
def known(fuzzed: Sandbox) -> dict[str, str]:
    """Ids that exist, by their names in paths and bodies, so that fuzzing gets beyond 404."""
    paths = {
        "call_id": "/calls",
        "agent_id": "/agents",
        "llm_id": "/models",
        "number_id": "/phone-numbers",
        "credential_id": "/credentials",
        "webhook_id": "/webhooks",
        "tool_id": "/tools",
        "base_id": "/knowledge-bases",
        "outcome_id": "/workspace/call-outcomes",
    }
    with fuzzed.api() as api:
        ids = {name: api.get(path).json()["items"][-1]["id"] for name, path in paths.items()}
        return ids | {"from_number": api.get("/phone-numbers").json()["items"][0]["phone_number"]}


schema = schemathesis.pytest.from_fixture("document").include(path_regex="^/v1/")


@pytest.mark.timeout(180)
@schema.parametrize()
@settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.function_scoped_fixture,
    ],
)
def test_no_request_breaks_the_sandbox(case: Any, known: dict[str, str]) -> None:
    for place in (case.path_parameters, case.body):
        if isinstance(place, dict):
            place.update({name: known[name] for name in place.keys() & known.keys()})
    key = "oi_pk_sandbox" if case.path.endswith("/token") else "oi_sk_sandbox"
    headers = {"Authorization": f"Bearer {key}", "Origin": "http://localhost"}
    case.call_and_validate(
        headers=headers,
        checks=[not_a_server_error, response_schema_conformance, status_code_conformance],
    )
