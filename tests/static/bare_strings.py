"""Finds, in the source, every place at which a widget is given what it might parse as markup.

What widgets are given must be seen to be safe: a text that stands in the source and holds no
bracket, `Content`, `Text`, or something with `markup=False` beside it. What cannot be told counts
as found.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tests.static.kinds import WORDS, Function, Kinds, Scope, Source, head, kinds_of, last

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SAFE = frozenset({"Content", "Text", "Visual", WORDS, "None"})

_PARSED = {  # by what: the place of the argument that is parsed, and its name
    "Static": (0, "content"),
    "Label": (0, "content"),
    "Button": (0, "label"),
    "Checkbox": (0, "label"),
    "RadioButton": (0, "label"),
    "Option": (0, "prompt"),
    "Tab": (0, "label"),
    "TabPane": (0, "title"),
    "Link": (0, "text"),
    "Collapsible": (99, "title"),
    "Select": (99, "prompt"),
    "TextArea": (99, "placeholder"),
    "Hit": (1, "match_display"),
    "DiscoveryHit": (0, "display"),
    "notify": (0, "message"),
    "add_option": (0, "option"),
    "from_text": (0, "markup_content"),
}
_ASSIGNED = {"tooltip", "border_title", "border_subtitle", "label", "prompt", "placeholder"}
_NEVER = {"from_markup", "escape"}
"""Escaping does not help: the parsers take some of what was escaped for markup."""
_NEVER_IMPORTED = {"DataTable", "Tree", "RichLog", "Markdown", "MarkdownViewer", "SelectionList"}
"""Widgets that parse everything they are given, or open what is clicked."""


def findings(sources: Mapping[str, str], *, below: str = "") -> list[str]:
    """Every such place, as `path:line: what stands there`.

    Args:
        sources: by path.
        below: what the paths begin with that are searched; the others only tell of names.
    """
    trees = {path: ast.parse(source) for path, source in sources.items()}
    source = Source()
    for path, tree in trees.items():
        source.learn(path, tree)
    return [
        f"{path}:{node.lineno}: {ast.unparse(node).splitlines()[0]}"
        for path, tree in trees.items()
        if path.startswith(below)
        for node in _found(tree, Scope(source, path))
    ]


def _found(node: ast.AST, scope: Scope) -> Iterator[ast.stmt | ast.expr]:
    for child in ast.iter_child_nodes(node):
        inner = scope
        if isinstance(child, ast.ClassDef):
            inner = scope.inside(child.name, None)
        elif isinstance(child, Function):
            inner = scope.inside(scope.owner, child)
            if child.name == "render" and not _are_safe(kinds_of(child.returns)):
                yield child
        elif isinstance(child, ast.ImportFrom):
            names = {each.name for each in child.names}
            if (child.module or "").startswith("textual.widgets") and names & _NEVER_IMPORTED:
                yield child
        elif (isinstance(child, ast.Assign) and _is_bare_assignment(child, scope)) or (
            isinstance(child, ast.Call) and _is_bare_call(child, scope)
        ):
            yield child
        yield from _found(child, inner)


def _is_bare_assignment(node: ast.Assign, scope: Scope) -> bool:
    assigned = any(isinstance(t, ast.Attribute) and t.attr in _ASSIGNED for t in node.targets)
    return assigned and not _are_safe(scope.kinds(node.value))


def _is_bare_call(call: ast.Call, scope: Scope) -> bool:  # noqa: PLR0911 - one for each form
    name = last(call.func)
    if name in _NEVER:
        return last(getattr(call.func, "value", call.func)) != "re"
    if any(
        each.arg == "markup" and isinstance(each.value, ast.Constant) and each.value.value is False
        for each in call.keywords
    ):
        return False
    match name:
        case "update":
            return _is_bare_update(call, scope)
        case "OptionList":
            return not all(_are_safe(scope.kinds(each)) for each in call.args)
        case "add_options":
            return not all(scope.kinds(each) <= {"list[Option]"} for each in call.args)
        case "__init__":
            return _is_parsed(call, _made_of(scope.owner, scope.source), scope)
        case _:
            # What a class with an `__init__` of its own is given it hands on: there it is seen.
            by = "" if name in scope.source.building else _made_of(name, scope.source)
            return _is_parsed(call, by, scope)


def _made_of(name: str, source: Source) -> str:
    return next((each for each in _PARSED if source.is_a(name, {each})), "")


def _is_parsed(call: ast.Call, by: str, scope: Scope) -> bool:
    if not by:
        return False
    place, keyword = _PARSED[by]
    given = [*call.args[place : place + 1]]
    given += [each.value for each in call.keywords if each.arg == keyword]
    safe = _SAFE | {"Option"} if by == "add_option" else _SAFE
    return not all(_are_safe(scope.kinds(each), safe) for each in given)


def _is_bare_update(call: ast.Call, scope: Scope) -> bool:
    """A set or a mapping may be updated with anything; what is not known may be a widget."""
    if not isinstance(call.func, ast.Attribute) or len(call.args) != 1:
        return False
    may_be_shown = any(
        kind == "Any" or scope.source.is_a(head(kind), {"Static", "Label"})
        for kind in scope.kinds(call.func.value)
    )
    return may_be_shown and not _are_safe(scope.kinds(call.args[0]))


def _are_safe(kinds: Kinds, safe: frozenset[str] = _SAFE) -> bool:
    return bool(kinds) and all(head(kind) in safe for kind in kinds)
