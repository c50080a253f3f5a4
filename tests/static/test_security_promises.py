"""Each promise of SECURITY.md names tests that are there."""

from __future__ import annotations

import re

import pytest

from tests.static.named_tests import ROOT, named_in

POLICY = (ROOT / "SECURITY.md").read_text("utf-8")
NAMED = re.findall(r"`(tests/[^`]+)`", POLICY)


class TestThePromises:
    @pytest.mark.parametrize("test", NAMED)
    def test_name_tests_that_are_there(self, test: str) -> None:
        # The state machine's is made by hypothesis, so that only its file has a name.
        there = named_in(test.split("::", maxsplit=1)[0])
        assert there
        assert test.endswith("::") or any(each.startswith(test) for each in there)

    def test_are_each_shown_by_a_test(self) -> None:
        promised = POLICY.split("## What is promised")[1].split("## What is not")[0]
        promises = re.split(r"^\*\*", promised, flags=re.MULTILINE)[1:]
        assert len(promises) >= 8
        assert [each[:40] for each in promises if "- `tests/" not in each] == []
