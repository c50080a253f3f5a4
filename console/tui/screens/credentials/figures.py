"""The second line of the list of credentials: how many there are, of whom, and how many idle."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from textual.content import Content

from console.actions.saving.reach import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.api.records.credential import Credential
    from console.tui.glyphs import Glyphs
    from console.tui.screens.credentials.view import CredentialsView


def figures_of(credentials: Sequence[Credential], view: CredentialsView, glyphs: Glyphs) -> Content:
    """All of them, those that nothing uses, those whose new key fails, and each provider's."""
    unused = sum(map(view.is_unused, credentials))
    worse = sum(map(view.is_worse, credentials))
    parts = [Content(counted(len(credentials), "credential"))]
    if worse:
        words = f"{glyphs.warning} {worse} failing since a new key"
        parts.append(Content.styled(words, "bold $error"))
    if unused:
        parts.append(Content.styled(f"{unused} unused", "$warning"))
    providers = Counter(each.provider for each in credentials if each.provider)
    of_each = f" {glyphs.dot} ".join(f"{name} {count}" for name, count in providers.most_common())
    parts.append(Content.styled(of_each, "$muted"))
    return Content(" ") + Content("   ").join(parts)


def reading_words(view: CredentialsView, glyphs: Glyphs) -> Content:
    """What is not known yet of what uses them, and why."""
    if view.trouble:
        words = f"{glyphs.warning} voices and tools are not known: {view.trouble} "
        return Content.styled(words, "$warning")
    return Content.styled("reading what uses them… " if view.reads else "", "$muted")
