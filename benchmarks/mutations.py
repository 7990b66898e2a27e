"""Small faults put into a module, one at a time: what ``mutants.py`` hopes that the tests notice.

A fault is one change in the tree of a module: a comparison with its boundary moved or turned
round, ``and`` for ``or``, another sign, another constant, a condition the other way round, a
returned value that is none, a statement that is not there. Nothing is written to the disk, and
every line keeps its number.
"""

from __future__ import annotations

import ast
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
"""What stands in the place of a comparison: the boundary moved, and the opposite."""

RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
"""What stands in the place of a sign."""

REMOVED = (ast.Expr, ast.AugAssign, ast.Raise, ast.Continue, ast.Break, ast.Delete)
"""Statements that can be missing without a name being missing, too."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """One fault: the path to a node of the tree, what takes its place, and how people would say it."""

    line: int
    column: int
    function: str | None
    """The outermost function or method that it is in; ``None`` where the module itself or a class runs it."""
    path: tuple[tuple[str, int | None], ...]
    put: ast.AST
    said: str

    def __str__(self) -> str:
        """Where, and what."""
        return f"{self.line}:{self.column} {self.said}"


def mutations(source: str) -> list[Mutation]:
    r"""Every fault that can be put into a module, in the order of its lines.

    >>> [str(each) for each in mutations("def few(count):\n    return count < 5\n")]  # doctest: +NORMALIZE_WHITESPACE
    ['2:4 return count < 5 -> return not count < 5', '2:11 count < 5 -> count <= 5', '2:11 count < 5 -> count >= 5',
     '2:19 5 -> 6']
    """
    found = list(_inside(ast.parse(source), (), None, ""))
    return sorted(found, key=lambda each: (each.line, each.column, each.said))


def mutated(source: str, mutation: Mutation) -> ast.Module:
    """The tree of a module with the fault in it, ready to be compiled."""
    tree = ast.parse(source)
    *way, (field, index) = mutation.path
    parent: ast.AST = tree
    for name, place in way:
        found = getattr(parent, name)
        parent = found if place is None else found[place]
    old = getattr(parent, field) if index is None else getattr(parent, field)[index]
    new = ast.copy_location(deepcopy(mutation.put), old)
    if index is None:
        setattr(parent, field, new)
    else:
        getattr(parent, field)[index] = new
    return ast.fix_missing_locations(tree)


def _inside(
    node: ast.AST, path: tuple[tuple[str, int | None], ...], function: str | None, within: str
) -> Iterator[Mutation]:
    """Every fault in a node and in what it holds; ``within`` is the name of what it stands in."""
    for field, value in ast.iter_fields(node):
        if _left_alone(node, field):
            continue
        inner, here = within, function
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and field == "body":
            inner = f"{within}.{node.name}".lstrip(".")
            if isinstance(node, ast.FunctionDef):
                here = function or inner
        several = isinstance(value, list)
        for index, child in enumerate(value if several else [value]):
            if isinstance(child, ast.AST) and not _is_left_out(child, here):
                step = (*path, (field, index if several else None))
                yield from _of(child, step, here, is_test=field in {"test", "ifs"})
                yield from _inside(child, step, here, inner)


def _left_alone(node: ast.AST, field: str) -> bool:
    """Whether nothing is changed there: types, decorators, and what a format says of width."""
    return field in {"annotation", "returns", "decorator_list", "bases", "format_spec", "type_params", "op", "ops"} or (
        isinstance(node, ast.ClassDef) and field == "keywords"
    )


def _is_left_out(node: ast.AST, function: str | None) -> bool:
    """Whether a node stays as it is: words for readers, imports, what only types look at, what must never happen."""
    if isinstance(node, ast.Import | ast.ImportFrom | ast.Assert | ast.JoinedStr) or _is_strict(node):
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True  # a docstring
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
        return True
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id in {"cast", "assert_never", "TypeVar", "NewType", "AssertionError"}
    # Beside functions, only plain values are changed: the rest there is mostly types.
    if function is None and isinstance(node, ast.Assign | ast.AnnAssign):
        return not isinstance(node.value, ast.Constant)
    return False


def _is_strict(node: ast.AST) -> bool:
    """Whether it is the ``strict`` of ``zip``, which speaks up where we are wrong elsewhere."""
    return isinstance(node, ast.keyword) and node.arg == "strict"


def _of(
    node: ast.AST, path: tuple[tuple[str, int | None], ...], function: str | None, *, is_test: bool
) -> Iterator[Mutation]:
    """Every fault of a node itself."""
    for put in _instead_of(node):
        said = f"{_short(node)} -> {_short(put)}"
        yield Mutation(_line(node), _column(node), function, path, put, said)
    if is_test and isinstance(node, ast.expr) and not isinstance(node, ast.Compare | ast.UnaryOp):
        put = ast.UnaryOp(ast.Not(), node)
        yield Mutation(_line(node), _column(node), function, path, put, f"{_short(node)} -> {_short(put)}")


def _instead_of(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in the place of a node."""
    match node:
        case ast.Compare(left, ops, comparators):
            for index, op in enumerate(ops):
                for other in COMPARED[type(op)]:
                    yield ast.Compare(left, [*ops[:index], other(), *ops[index + 1 :]], comparators)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.BinOp(left, op, right) if type(op) in RECKONED:
            yield ast.BinOp(left, RECKONED[type(op)](), right)
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield operand
        case ast.Constant(value):
            yield from _other_constant(value)
        case ast.stmt():
            yield from _other_statement(node)


def _other_statement(node: ast.stmt) -> Iterator[ast.stmt]:
    """What may stand in the place of a statement."""
    match node:
        case ast.Return(ast.Constant(bool() | None)):
            return  # a truth is changed as a constant
        case ast.Return(ast.expr() as value):
            yield ast.Return(ast.UnaryOp(ast.Not(), value) if _says_yes_or_no(value) else ast.Constant(None))
        case ast.AugAssign(target, op, value) if type(op) in RECKONED:
            yield ast.AugAssign(target, RECKONED[type(op)](), value)
            yield ast.Pass()
        case _ if isinstance(node, REMOVED):
            yield ast.Pass()


def _says_yes_or_no(value: ast.expr) -> bool:
    """Whether a value is a truth by its form: ``None`` in its place would be the same as ``False``."""
    return isinstance(value, ast.Compare) or (
        isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in {"any", "all", "bool"}
    )


def _other_constant(value: object) -> Iterator[ast.Constant]:
    """Another value of the same kind."""
    match value:
        case bool():
            yield ast.Constant(not value)
        case int() | float():
            yield ast.Constant(value + 1)
        case str():
            yield ast.Constant(f"{value}?")


def _short(node: ast.AST) -> str:
    """A node as it would be typed, on one line."""
    typed = " ".join(ast.unparse(node).split())
    return typed if len(typed) < 90 else f"{typed[:86]} …"


def _line(node: ast.AST) -> int:
    return int(getattr(node, "lineno", 0))


def _column(node: ast.AST) -> int:
    return int(getattr(node, "col_offset", 0))
