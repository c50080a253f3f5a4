"""Every row of the matrix is held by tests that are there."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.faults.matrix import MATRIX, is_one_of

if TYPE_CHECKING:
    from tests.faults.row import Row

ROOT = Path(__file__).parents[2]


@cache
def named_in(file: str) -> tuple[str, ...]:
    """What pytest calls the tests of a file, without their cases."""
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    found: list[str] = []
    for held in tree.body:
        inner = held.body if isinstance(held, ast.ClassDef) else [held]
        where = f"{file}::{held.name}" if isinstance(held, ast.ClassDef) else file
        functions = (ast.FunctionDef, ast.AsyncFunctionDef)
        found += [f"{where}::{each.name}" for each in inner if isinstance(each, functions)]
    return tuple(found)


class TestTheMatrix:
    def test_has_every_row(self) -> None:
        assert list(MATRIX) == list(range(1, 72))

    @pytest.mark.parametrize("row", MATRIX.values(), ids=MATRIX)
    def test_names_tests_that_are_there(self, row: Row) -> None:
        for test in row.tests:
            name = test.partition("[")[0]
            assert any(is_one_of(each, name) for each in named_in(test.split("::")[0])), test
