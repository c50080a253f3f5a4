"""A person's own explanations of failures: `failures.toml` beside the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.accounts.paths import settings_file
from console.accounts.toml_files import read_text
from console.insight.catalogue import built_in
from console.insight.catalogue_rows import read_rows

if TYPE_CHECKING:
    from pathlib import Path

    from console.insight.catalogue import Catalogue


def failures_file() -> Path:
    """Where a person's own rows are, whether or not they exist."""
    return settings_file().with_name("failures.toml")


def load_catalogue(path: Path) -> Catalogue:
    """The catalogue with a person's own rows over the console's; a missing file has none.

    Raises:
        AccountError: the file cannot be read, or says something the catalogue does not know.
            Names the file, the line, and the word that was perhaps meant.
    """
    text = read_text(path)
    return read_rows(text, str(path), built_in()) if text.strip() else built_in()
