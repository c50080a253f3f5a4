"""What expressions of the source are, as far as annotations and assignments tell.

A kind is a type as it would stand in an annotation; `words` is a text of the source without a
bracket, and `Any` is what cannot be told. Names are looked up in the class, in the module, where
they were imported from, and at last wherever in the source they stand.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Kinds = frozenset[str]
Function = ast.FunctionDef | ast.AsyncFunctionDef

WORDS = "words"
_ANY = "Any"
_UNKNOWN: Kinds = frozenset({_ANY})
_CONTENT: Kinds = frozenset({"Content"})
_BINDING = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.NamedExpr, ast.For, ast.comprehension)
_CONTAINERS = {"set", "dict", "Counter", "defaultdict", "sorted", "list", "tuple"}


@dataclass
class _Names:
    """What names hold, and what functions of these names return."""

    held: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    returned: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


@dataclass
class Source:
    """What is known of the source as a whole.

    Attributes:
        bases: the classes that each class is made of.
        building: the classes with an `__init__` of their own.
    """

    bases: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    building: set[str] = field(default_factory=set[str])
    near: dict[str, _Names] = field(default_factory=dict[str, _Names])
    anywhere: _Names = field(default_factory=_Names)
    imported: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def learn(self, path: str, tree: ast.Module) -> None:
        """Take in a module."""
        classes: list[ast.ClassDef] = []
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                self.bases[node.name] = [head(ast.unparse(base)) for base in node.bases]
                classes.append(node)
                if any(
                    isinstance(each, Function) and each.name == "__init__" for each in node.body
                ):
                    self.building.add(node.name)
            elif isinstance(node, ast.ImportFrom) and node.module:
                file = node.module.replace(".", "/") + ".py"
                self.imported[path] |= {each.asname or each.name: file for each in node.names}
        self._learn_of(path, tree)
        for each in classes:
            self._learn_of(f"{path}:{each.name}", each)

    def is_a(self, name: str, wanted: Iterable[str]) -> bool:
        """Whether a class is one of these, or made of one."""
        return name in wanted or any(self.is_a(base, wanted) for base in self.bases.get(name, ()))

    def _learn_of(self, where: str, tree: ast.Module | ast.ClassDef) -> None:
        self.near[where] = _Names()
        for each in tree.body:
            place = Scope(self, where.partition(":")[0])
            if isinstance(each, Function):
                place.take_parameters(each)
                self._note("returned", where, each.name, kinds_of(each.returns))
            inner = ast.walk(each) if isinstance(tree, ast.ClassDef) else [each]
            for node in inner:
                if isinstance(node, ast.AnnAssign):
                    self._note("held", where, last(node.target), kinds_of(node.annotation))
                elif isinstance(node, ast.Assign) and (
                    node is each or isinstance(node.targets[0], ast.Attribute)
                ):
                    self._note("held", where, last(node.targets[0]), place.kinds(node.value))

    def _note(self, what: str, where: str, name: str, kinds: Kinds) -> None:
        for names in (self.near[where], self.anywhere):
            getattr(names, what)[name].update(kinds)


@dataclass
class Scope:
    """A function, or a module, with what its names hold."""

    source: Source
    path: str
    owner: str = ""
    names: dict[str, Kinds] = field(default_factory=dict[str, Kinds])

    def inside(self, owner: str, function: Function | None) -> Scope:
        """What stands in a class, or in a function of it."""
        scope = Scope(self.source, self.path, owner, dict(self.names))
        if function is not None:
            scope.take_parameters(function)
            scope._take_assignments(function)
        return scope

    def take_parameters(self, function: Function) -> None:
        """Learn what the function's parameters are."""
        arguments = function.args
        for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
            self.names[each.arg] = kinds_of(each.annotation)
        if arguments.vararg:
            self.names[arguments.vararg.arg] = _list_of(kinds_of(arguments.vararg.annotation))

    def _take_assignments(self, function: Function) -> None:
        """Twice, as one may name what stands below it."""
        given = dict(self.names)
        nodes = [node for node in ast.walk(function) if isinstance(node, _BINDING)]
        for _ in range(2):
            self.names = dict(given)
            found: defaultdict[str, Kinds] = defaultdict(frozenset)
            for node in nodes:
                for name, kinds in self._bound(node):
                    found[name] |= kinds
                    self.names[name] = found[name]

    def kinds(self, given: ast.expr) -> Kinds:  # noqa: PLR0911 - one for each form
        """What an expression may be."""
        match given:
            case ast.Constant(value=value):
                return frozenset({_constant(value)})
            case ast.JoinedStr():
                return frozenset({"str"})
            case ast.IfExp(body=body, orelse=orelse):
                return self.kinds(body) | self.kinds(orelse)
            case ast.BoolOp(values=values):
                return self._all_of(values)
            case ast.BinOp(left=left, right=right, op=ast.Add()):
                # Content and a text make content, in which the text stands as it is.
                return self.kinds(left) & _CONTENT or self.kinds(left) | self.kinds(right)
            case ast.Subscript(value=value):
                return _split(*map(_element, self.kinds(value)))
            case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
                return _list_of(self._all_of(elements))
            case ast.ListComp(elt=element) | ast.GeneratorExp(elt=element):
                return _list_of(self.kinds(element))
            case _:
                return self._named(given)

    def _named(self, given: ast.expr) -> Kinds:
        match given:
            case ast.NamedExpr(value=value) | ast.Await(value=value):
                return self.kinds(value)
            case ast.Name(id=name):
                return self.names.get(name) or self._look_up(name)
            case ast.Attribute(attr=name, value=value):
                return self._look_up(name, own=last(value) == "self")
            case ast.Call(func=func):
                return self._called(func, given)
            case _:
                return _UNKNOWN

    def _all_of(self, given: list[ast.expr]) -> Kinds:
        return frozenset[str]().union(*map(self.kinds, given))

    def _called(self, func: ast.expr, call: ast.Call) -> Kinds:
        name = last(func)
        if name == "query_one":
            asked = [each.id for each in call.args if isinstance(each, ast.Name)]
            return frozenset(asked[-1:]) or _UNKNOWN
        if isinstance(func, ast.Subscript) or name in _CONTAINERS or name in self.source.bases:
            return frozenset({name})
        if isinstance(func, ast.Attribute):
            if kinds := self._made_by(func.value, name):
                return kinds
            return self._look_up(name, own=last(func.value) == "self", called=True)
        if name[:1].isupper():
            return frozenset({name})
        return self._look_up(name, called=True)

    def _made_by(self, receiver: ast.expr, method: str) -> Kinds:
        """What content makes of itself, or of others by `join`."""
        made_of = last(receiver)
        if made_of in {"Content", "Text"}:
            return frozenset({made_of})
        kinds = self.kinds(receiver)
        if method == "join" and kinds <= {WORDS}:
            return frozenset({"str"})
        return kinds if kinds == _CONTENT else frozenset()

    def _look_up(self, name: str, *, own: bool = False, called: bool = False) -> Kinds:
        """What a name holds, or a property or a function of that name returns."""
        near = f"{self.path}:{self.owner}" if own else self.path
        elsewhere = self.source.imported[self.path].get(name, "")
        found = [self.source.near[each] for each in (near, elsewhere) if each in self.source.near]
        for names in (*found, self.source.anywhere):
            if name in names.held and not called:
                return _split(*names.held[name])
            if name in names.returned:
                return _split(*names.returned[name])
        return _UNKNOWN

    def _bound(self, node: ast.AST) -> Iterator[tuple[str, Kinds]]:
        """The names that a statement gives something to, and what."""
        match node:
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                for each, given in zip(names, values, strict=False):
                    yield last(each), self.kinds(given)
            case ast.Assign(targets=[target], value=value):
                yield from _given(target, self.kinds(value))
            case ast.AnnAssign(target=target, annotation=annotation):
                yield last(target), kinds_of(annotation)
            case (
                ast.AugAssign(target=target, value=value)
                | ast.NamedExpr(target=target, value=value)
            ):
                yield last(target), self.kinds(value)
            case (
                ast.For(target=target, iter=source) | ast.comprehension(target=target, iter=source)
            ):
                yield from _given(target, _split(*map(_element, self.kinds(source))))
            case _:
                return


def kinds_of(annotation: ast.expr | None) -> Kinds:
    """The members of an annotation."""
    return _split(ast.unparse(annotation)) if annotation else _UNKNOWN


def head(kind: str) -> str:
    """A type without its parameters and its module."""
    return kind.partition("[")[0].rpartition(".")[2]


def last(node: ast.expr) -> str:
    """The last of the names that an expression consists of."""
    if isinstance(node, ast.Subscript):
        return last(node.value)
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _given(target: ast.expr, kinds: Kinds) -> Iterator[tuple[str, Kinds]]:
    if not isinstance(target, ast.Tuple):
        yield last(target), kinds
        return
    parts = [_parts(kind) for kind in kinds]
    for index, each in enumerate(target.elts):
        found = [part[index] if index < len(part) else _ANY for part in parts]
        yield last(each), _split(*found) or _UNKNOWN


def _constant(value: object) -> str:
    if isinstance(value, str):
        return "str" if "[" in value else WORDS
    return "None" if value is None else type(value).__name__


def _list_of(kinds: Kinds) -> Kinds:
    return frozenset({f"list[{' | '.join(sorted(kinds)) or _ANY}]"})


@cache
def _split(*annotations: str) -> Kinds:
    found: set[str] = set()
    for annotation in annotations:
        left = [ast.parse(annotation.strip("'\""), mode="eval").body]
        while left:
            each = left.pop()
            if isinstance(each, ast.BinOp):
                left += [each.left, each.right]
            else:
                found.add(ast.unparse(each))
    return frozenset(found)


@cache
def _parts(kind: str) -> list[str]:
    """What stands in the brackets of a type."""
    body = ast.parse(kind, mode="eval").body
    if not isinstance(body, ast.Subscript):
        return []
    members = body.slice.elts if isinstance(body.slice, ast.Tuple) else [body.slice]
    return [ast.unparse(each) for each in members if ast.unparse(each) != "..."]


def _element(kind: str) -> str:
    """What a container of this type holds; of a mapping, its values."""
    parts = _parts(kind)
    return parts[-1] if parts else _ANY
