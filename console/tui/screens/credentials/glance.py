"""A credential at a glance, for the pane beside the list: what goes by it, and how that fares."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from console.actions.forms.drafting import moment_words
from console.actions.saving.reach import named
from console.tui.screens.credentials.view import masked_key, name_of
from console.tui.widgets.inspector.fields import section
from console.tui.widgets.live_table.columns import Cell, Tone
from console.tui.widgets.prose import wrap
from console.tui.widgets.reader import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import tzinfo

    from console.actions.uses import Uses
    from console.api.records.credential import Credential
    from console.tui.glyphs import Glyphs
    from console.tui.screens.credentials.view import CredentialsView

_COLUMN = 10
"""Terminal cells of the names of fields."""
_NOTHING = "Put the cursor on a credential to see here what uses it."
_PERHAPS = "The API does not tell which credential they use."
_READING = "Reading what uses it…"
_UNUSED = "Nothing that this account has uses it."


def glance_page(
    credential: Credential, view: CredentialsView, width: int, *, glyphs: Glyphs, zone: tzinfo
) -> list[Paragraph]:
    """The credential laid out for a width."""
    about = filter(None, (credential.provider, masked_key(credential)))
    return [
        Paragraph("name", ((Cell(name_of(credential), Tone.STRONG),),)),
        Paragraph("about", ((Cell(f" {glyphs.dot} ".join(about), Tone.DIM),), ())),
        *_since_the_change(credential, view, glyphs, width),
        *_users(view.uses(credential), width),
        *section("METADATA", list(credential.metadata.items()), width),
        *section("RECORD", _record(credential, view, zone), width, _COLUMN),
    ]


def nothing_page(width: int) -> list[Paragraph]:
    """What is shown without a credential."""
    return [Paragraph("nothing", tuple(_lines(_NOTHING, width, Tone.DIM)))]


def _since_the_change(
    credential: Credential, view: CredentialsView, glyphs: Glyphs, width: int
) -> Iterator[Paragraph]:
    """How its calls have fared since its key was changed, above everything else."""
    aftermath = view.aftermath(credential)
    if aftermath is None:
        return
    sign = glyphs.warning if aftermath.is_worse else glyphs.talking
    tone = Tone.ALARM if aftermath.is_worse else Tone.ACCENT
    words = aftermath.words(name_of(credential), view.now())
    lines = [(Cell("  "), *line) for line in _lines(words, width - 2, tone)]
    lines[0] = (Cell(f"{sign} ", tone), *lines[0][1:])
    if view.uses(credential).perhaps:
        note = "Counted are the calls of all its carrier's numbers that may use it."
        lines += [(Cell("  "), *line) for line in _lines(note, width - 2, Tone.DIM)]
    yield Paragraph("since", (*lines, ()))


def _users(uses: Uses, width: int) -> Iterator[Paragraph]:
    """What would stop without it, by name under the sentence that says how."""
    users = {
        "REACHED WITH IT": map(named, uses.numbers),
        "HEAR OR SPEAK WITH IT": (each.name or each.id for each in uses.agents),
        "THINK WITH IT": (each.name or each.id for each in uses.models),
        "VOICES THROUGH IT": (each.name or each.id for each in uses.voices),
        "TOOLS THAT USE IT": (each.name or each.id for each in uses.tools),
    }
    for title, names in users.items():
        yield from _named(title, names, width)
    if uses.perhaps:
        names = chain(map(named, uses.perhaps), ("", _PERHAPS))
        yield from _named("PERHAPS REACHED WITH IT", names, width)
    if not uses.complete:
        yield Paragraph("reading", (*_lines(_READING, width, Tone.DIM), ()))
    elif not uses:
        yield Paragraph("unused", (*_lines(_UNUSED, width, Tone.WARN), ()))


def _named(title: str, names: Iterable[str], width: int) -> list[Paragraph]:
    return section(title, [("", name) for name in names], width, 0)


def _record(
    credential: Credential, view: CredentialsView, zone: tzinfo
) -> Sequence[tuple[str, str]]:
    fields = [("id", credential.id)]
    now = view.now()
    if credential.created_at:
        fields.append(("created", moment_words(credential.created_at, now, zone)))
    if credential.updated_at and credential.updated_at != credential.created_at:
        fields.append(("changed", moment_words(credential.updated_at, now, zone)))
    return fields


def _lines(text: str, width: int, tone: Tone) -> Iterator[tuple[Cell, ...]]:
    return ((Cell(line, tone),) for line in wrap(text, width))
