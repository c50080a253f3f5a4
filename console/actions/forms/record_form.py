"""What a person has entered for a record, and what of it is sent: pure, without a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from console.actions.forms.field_entry import entry_of, kept_of, problem_with, trimmed, value_of
from console.actions.forms.field_spec import field_at
from console.api.fields import members
from console.insight.difference import changed_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from console.actions.forms.field_entry import Entry
    from console.actions.forms.field_spec import FieldSpec, Path
    from console.api.errors import FieldProblem


class RecordForm:
    """One record that is being edited.

    Attributes:
        specs: the settings that a record of its kind has.
        opened: the raw record that the changes are made to.
    """

    specs: ClassVar[tuple[FieldSpec, ...]]

    def __init__(self, opened: Mapping[str, Any], edited: Mapping[str, Any] | None = None) -> None:
        """Begin with a record, and with changes to it that are there already, as in a draft."""
        self.opened = opened
        self._entries: dict[Path, Entry] = {}
        self._refused: dict[Path, tuple[Entry, str]] = {}
        for spec in self.specs:
            if edited is not None and spec.path[0] in edited:
                self.enter(spec, entry_of(spec, value_at(edited, spec.path)))

    def value_before(self, spec: FieldSpec) -> Any:
        """What the record has, exact; `None` also where it has nothing."""
        return value_at(self.opened, spec.path)

    def entry(self, spec: FieldSpec) -> Entry:
        """What is entered now."""
        if spec.path in self._entries:
            return self._entries[spec.path]
        return entry_of(spec, self.value_before(spec))

    def enter(self, spec: FieldSpec, entry: Entry) -> None:
        """Take what was typed, trimmed; what the record has already is taken as it is."""
        before = entry_of(spec, self.value_before(spec))
        taken = entry if entry == before else trimmed(spec, entry, before)
        if taken == before:
            self._entries.pop(spec.path, None)
        else:
            self._entries[spec.path] = taken

    def reset(self, spec: FieldSpec) -> None:
        """Take a change back."""
        self._entries.pop(spec.path, None)

    def is_changed(self, spec: FieldSpec) -> bool:
        """Whether something else is entered than the record has; `1` for `1.0` is the same."""
        if spec.path not in self._entries:
            return False
        try:
            value = value_of(spec, self._entries[spec.path])
        except ValueError:
            return True
        return not same(value, self.value_before(spec))

    def overtaken(self, there: Mapping[str, Any]) -> tuple[FieldSpec, ...]:
        """The settings of which the server has neither what was opened nor what is entered.

        Args:
            there: the raw record as the server has it. What it has as entered was saved from here,
                by a save whose answer was lost, or could have been.
        """
        return tuple(
            spec
            for spec in self.specs
            if not same(value := value_at(there, spec.path), self.value_before(spec))
            and entry_of(spec, value) != self.entry(spec)
        )

    @property
    def changed(self) -> tuple[FieldSpec, ...]:
        """The settings that were changed, in order."""
        return tuple(spec for spec in self.specs if self.is_changed(spec))

    def problem(self, spec: FieldSpec) -> str:
        """Why what was entered cannot be sent, or the server's word on it; empty when all is well.

        What the record has already is not judged, and a refusal stands until something else is
        entered.
        """
        entry = self.entry(spec)
        if self.is_changed(spec) and (words := problem_with(spec, entry)):
            return words
        refused, words = self._refused.get(spec.path, (None, ""))
        return words if words and refused == entry else ""

    @property
    def problems(self) -> dict[Path, str]:
        """All problems, in order."""
        return {spec.path: words for spec in self.specs if (words := self.problem(spec))}

    @property
    def unsendable(self) -> tuple[FieldSpec, ...]:
        """The settings whose entry stands for no value."""
        return tuple(spec for spec in self.changed if problem_with(spec, self.entry(spec)))

    def fields(self) -> dict[str, Any]:
        """The body of a PATCH: the fields that were changed; objects whole, unknown keys and all.

        Raises:
            ValueError: an entry stands for no value; see `unsendable`.
        """
        return self._gathered({spec: value_of(spec, self.entry(spec)) for spec in self.changed})

    def draft(self) -> dict[str, Any]:
        """The same for a draft, which keeps also what cannot be sent as yet."""
        return self._gathered({spec: kept_of(spec, self.entry(spec)) for spec in self.changed})

    def refuse(self, problems: Iterable[FieldProblem]) -> tuple[str, ...]:
        """Take the server's refusal, word for word.

        Returns:
            What it holds against no known setting.
        """
        others: list[str] = []
        self._refused.clear()
        for problem in problems:
            spec = field_at(problem.path, self.specs)
            if spec is None:
                others.append(problem.words)
                continue
            _, before = self._refused.get(spec.path, (None, ""))
            words = f"{before} {problem.words}" if before else problem.words
            self._refused[spec.path] = (self.entry(spec), words)
        return tuple(others)

    def entries(self) -> dict[Path, Entry]:
        """What was entered so far, to be compared with when it has been saved."""
        return dict(self._entries)

    def saved(self, record: Mapping[str, Any], sent: Mapping[Path, Entry]) -> None:
        """Go on from what the server has now.

        Args:
            record: the raw record as it was read back.
            sent: the `entries` when it was saved; what was entered since stays entered.
        """
        since = {path: entry for path, entry in self._entries.items() if entry != sent.get(path)}
        self.opened = record
        self._entries = {}
        self._refused.clear()
        for spec in self.specs:
            if spec.path in since:
                self.enter(spec, since[spec.path])

    def _gathered(self, values: Mapping[FieldSpec, Any]) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for spec, value in values.items():
            if len(spec.path) == 1:
                fields[spec.path[0]] = value
            else:
                top, key = spec.path
                fields.setdefault(top, dict(members(self.opened.get(top))))[key] = value
        return fields


def value_at(raw: Mapping[str, Any], path: Path) -> Any:
    """What a record has in a place, exact; `None` also where it has nothing."""
    value = raw.get(path[0])
    for key in path[1:]:
        value = members(value).get(key)
    return value


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same to the API: `1` and `1.0` are."""
    return not changed_fields({"value": one}, {"value": other})
