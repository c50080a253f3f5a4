"""The tests that a file holds, by the names that pytest has for them."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def named_in(file: str) -> tuple[str, ...]:
    """What pytest calls the tests of a file, without their cases; nothing if there is none."""
    path = ROOT / file
    if not path.is_file():
        return ()
    found: list[str] = []
    for held in ast.parse(path.read_text("utf-8")).body:
        inner = held.body if isinstance(held, ast.ClassDef) else [held]
        where = f"{file}::{held.name}" if isinstance(held, ast.ClassDef) else file
        functions = (ast.FunctionDef, ast.AsyncFunctionDef)
        found += [f"{where}::{each.name}" for each in inner if isinstance(each, functions)]
    return tuple(found)
