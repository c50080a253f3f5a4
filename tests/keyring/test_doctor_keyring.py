"""The doctor on a real Secret Service, which answers or does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from console.accounts.key_sources import EnvironmentKeys
from console.accounts.keyring import SystemKeyring
from console.clock import SystemClock
from console.doctor.account import keyring
from console.doctor.case import Case
from console.doctor.finding import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.keyring.secret_service import SecretService

    Start = Callable[..., SecretService]

pytestmark = pytest.mark.keyring


def case_of(service: SecretService, *, seconds: float = 30.0) -> Case:
    asked = SystemKeyring(service.environ, read_seconds=seconds)
    return Case(service.environ, EnvironmentKeys(), SystemClock(), keyring=asked)


async def test_one_that_answers_is_named(secret_service: Start) -> None:
    finding = await keyring(case_of(secret_service()))
    assert (finding.state, finding.words) == (State.OK, "Secret Service, which answers")


async def test_one_that_is_locked_is_told_how_to_unlock(secret_service: Start) -> None:
    secret_service().close()
    finding = await keyring(case_of(secret_service(b"wrong")))
    assert finding.state is State.NOTE
    assert "is locked" in finding.words
    assert "gnome-keyring-daemon --replace --unlock" in finding.remedy


async def test_one_that_hangs_is_not_waited_for(secret_service: Start) -> None:
    service = secret_service()
    service.hang()
    finding = await keyring(case_of(service, seconds=1))
    assert finding.state is State.NOTE
    assert "did not answer in 1 s" in finding.words
