"""Chance that can be repeated: everything that varies draws from a source named after it."""

from __future__ import annotations

from random import Random


def chance(*name: object) -> Random:
    """The source of this name; the same name gives the same draws, whatever else was drawn."""
    return Random("/".join(map(str, name)))  # noqa: S311 -- a simulation, no secrets
