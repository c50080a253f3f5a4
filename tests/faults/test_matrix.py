"""Every row of the matrix is held by tests that are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults.matrix import MATRIX, is_one_of
from tests.static.named_tests import named_in

if TYPE_CHECKING:
    from tests.faults.row import Row


class TestTheMatrix:
    def test_has_every_row(self) -> None:
        assert list(MATRIX) == list(range(1, 72))

    @pytest.mark.parametrize("row", MATRIX.values(), ids=MATRIX)
    def test_names_tests_that_are_there(self, row: Row) -> None:
        for test in row.tests:
            name = test.partition("[")[0]
            assert any(is_one_of(each, name) for each in named_in(test.split("::")[0])), test
