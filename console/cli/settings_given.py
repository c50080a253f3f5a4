"""Settings of a record as they are typed: `tts.speed=1.1`, `first_message=@hello.txt`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from console.cli.confirming import interruptible
from console.cli.exits import ExitCode, Stop
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from console.actions.forms.field_entry import Entry
    from console.actions.forms.field_spec import FieldSpec, Refers
    from console.actions.forms.record_form import RecordForm

    Resolve = Callable[[Refers, str], str]
    """The id of a record that is meant by its name."""

_SURROGATES = "surrogatepass"
"""A text may hold what UTF-8 cannot: it goes out and comes in all the same."""
_YES, _NO = frozenset({"yes", "true", "on"}), frozenset({"no", "false", "off"})


def enter_all(form: RecordForm, given: Iterable[str], resolve: Resolve) -> None:
    """Enter settings into a form.

    Args:
        form: takes them.
        given: what was typed, `name=value` each.
        resolve: brings the id of a record that is meant by its name.

    Raises:
        Stop: a setting is not known, or has a value that it cannot have.
    """
    for each in given:
        name, equals, text = each.partition("=")
        if not equals:
            raise _wrong(f"“{clean(each)}” is not SETTING=VALUE.")
        spec, key = _setting(form.specs, name.strip())
        if key:
            form.enter(spec, _with_pair(form, spec, key, text))
        else:
            form.enter(spec, _entry(spec, text, resolve))
        if problem := form.problem(spec):
            raise _wrong(f"{spec.name}: {problem}")


def read_text(source: str) -> str:
    """The text of a file, exact; of standard input for `-`.

    Raises:
        Stop: it cannot be read as UTF-8.
    """
    try:
        if source == "-":
            with interruptible():
                return sys.stdin.buffer.read().decode(errors=_SURROGATES)
        return Path(source).read_bytes().decode(errors=_SURROGATES)
    except OSError as error:
        raise _wrong(f"{clean(source)} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        what = "Standard input" if source == "-" else clean(source)
        raise _wrong(f"{what} is not UTF-8.") from None


def _setting(specs: Sequence[FieldSpec], name: str) -> tuple[FieldSpec, str]:
    """A setting by its name, and the key that is meant within it."""
    for spec in specs:
        if spec.name == name:
            return spec, ""
        if spec.kind == "pairs" and name.startswith(f"{spec.name}."):
            return spec, name.removeprefix(f"{spec.name}.")
    from console.accounts.profiles import nearest

    near = nearest(name, [spec.name for spec in specs])
    raise _wrong(f"There is no setting “{clean(name)}”.{near}")


def _entry(spec: FieldSpec, text: str, resolve: Resolve) -> Entry:
    match spec.kind:
        case "flag":
            return _flag(spec, text)
        case "list" | "pairs":
            return _rows(spec, text)
        case "reference" if text and spec.refers:
            return resolve(spec.refers, text)
        case "prose" if text.startswith("@"):
            return read_text(text[1:])
        case _:
            return text


def _flag(spec: FieldSpec, text: str) -> bool:
    typed = text.strip().lower()
    if typed not in _YES | _NO:
        raise _wrong(f"{spec.name} is yes or no.")
    return typed in _YES


def _rows(spec: FieldSpec, text: str) -> Entry:
    """Of a list one item, or JSON for all of them; of pairs JSON for all."""
    from console.actions.forms.field_entry import entry_of

    is_list = spec.kind == "list"
    if not text:
        return ()
    if is_list and not text.lstrip().startswith("["):
        return entry_of(spec, [text])
    try:
        value: Any = json.loads(text)
    except ValueError:
        value = None
    if not isinstance(value, list if is_list else dict):
        what = "list" if is_list else f"object; for one of them write {spec.name}.NAME=VALUE"
        raise _wrong(f"{spec.name} is a JSON {what}.")
    return entry_of(spec, value)


def _with_pair(form: RecordForm, spec: FieldSpec, key: str, text: str) -> Entry:
    """The pairs with one of them set, or taken out where it is set to nothing."""
    from console.actions.forms.field_entry import Row

    entry = form.entry(spec)
    rows = entry if isinstance(entry, tuple) else ()
    others = tuple(row for row in rows if row.name != key)
    if not text:
        return others
    at = next((at for at, row in enumerate(rows) if row.name == key), len(rows))
    return (*others[:at], Row(key, text), *others[at:])


def _wrong(words: str) -> Stop:
    return Stop(words, code=ExitCode.USAGE)
