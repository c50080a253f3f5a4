"""The doctor on Python and packages: what is there against what is asked for."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError

import pytest

from console.doctor.finding import State
from console.doctor.packages import compared


def version_of(name: str) -> str:
    there = {"httpx": "0.28.1", "textual": "8.2.8", "pydantic": "3.0.0rc1"}
    if name not in there:
        raise PackageNotFoundError(name)
    return there[name]


class TestPackages:
    @pytest.mark.parametrize(
        "requirement",
        ["httpx<0.29,>=0.28.1", "textual==8.2.8", "textual >=8, <9.0", "httpx!=0.28", "httpx"],
    )
    def test_that_are_as_asked_for_are_named_with_their_versions(self, requirement: str) -> None:
        finding = compared([requirement], version_of)
        assert finding.state is State.OK
        assert finding.words in {"httpx 0.28.1", "textual 8.2.8"}

    @pytest.mark.parametrize(
        ("requirement", "words"),
        [
            ("httpx>=0.29", "httpx is 0.28.1, asked for is >=0.29"),
            ("textual==8.2.9", "textual is 8.2.8, asked for is ==8.2.9"),
            ("pydantic<3", "pydantic is 3.0.0rc1, asked for is <3"),
            ("click>=8.2", "click is missing"),
        ],
    )
    def test_that_are_not_are_wrong(self, requirement: str, words: str) -> None:
        finding = compared(["httpx", requirement], version_of)
        assert (finding.state, finding.words) == (State.WRONG, words)
        assert "oneinbox-console" in finding.remedy

    def test_of_extras_are_not_missed(self) -> None:
        finding = compared(["httpx", 'pytest>=8.4; extra == "dev"'], version_of)
        assert finding.words == "httpx 0.28.1"
