"""The small faults that ``benchmarks/mutants.py`` puts in: each is one change, and the list of those alike is true."""

from __future__ import annotations

import ast
import sys
import tomllib
from importlib import import_module
from typing import Any

import pytest
from helpers.process import ROOT

from coprod_check.rules import suppression

sys.path.insert(0, str(ROOT / "benchmarks"))
mutations, mutants = map(import_module, ("mutations", "mutants"))


def faults(source: str) -> list[str]:
    return [each.said for each in mutations.mutations(source)]


def within(body: str) -> list[str]:
    return faults(f"def f(a, b):\n    {body}\n")


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("a = b < 5", ["b < 5 -> b <= 5", "b < 5 -> b >= 5", "5 -> 6"]),
        ("a = b is None", ["b is None -> b is not None"]),
        ("a = a and b", ["a and b -> a or b"]),
        ("a = not b", ["not b -> b"]),
        ("a = a // b", ["a // b -> a * b"]),
        ("a += b", ["a += b -> a -= b", "a += b -> pass"]),
        ("a(b)", ["a(b) -> pass"]),
        ("return a", ["return a -> return None"]),
        ("return a == b", ["return a == b -> return not a == b", "a == b -> a != b"]),
        ("return None", []),
        ("return True", ["True -> False"]),
        ("a = b if a else None", ["a -> not a"]),
        ("a = 'x'", ["'x' -> 'x?'"]),
        ("raise a", ["raise a -> pass"]),
        ("a: Literal[5] = b", []),
        ("a = zip(a, b, strict=True)", []),
        ("assert a < b", []),
        ("'''What it does.'''", []),
    ],
)
def test_each_is_one_change_of_one_thing(body: str, found: list[str]) -> None:
    assert within(body) == found


def test_beside_functions_only_plain_values_are_changed() -> None:
    source = "import x\n'''Words.'''\nA = 5\nB = Literal['a']\n@dataclass(frozen=True)\nclass C:\n    d: int = 7\n"
    assert faults(source) == ["5 -> 6", "7 -> 8"]
    assert [each.function for each in mutations.mutations(source)] == [None, None]


def test_a_fault_is_named_by_the_outermost_function_that_it_is_in() -> None:
    source = "class C:\n    def m(self):\n        def inner():\n            return 5\n        return inner\n"
    assert {each.function for each in mutations.mutations(source)} == {"C.m"}


def test_a_default_is_not_in_its_function() -> None:
    (fault,) = mutations.mutations("def f(a=5):\n    pass\n")
    assert fault.function is None


def test_the_fault_alone_is_changed_and_every_line_keeps_its_number() -> None:
    source = (ROOT / "coprod_check" / "rules" / "suppression.py").read_text("utf-8")
    whole = ast.parse(source)
    found = mutations.mutations(source)
    assert len(found) > 10
    for fault in found:
        tree = mutations.mutated(source, fault)
        differ = [
            (one, other)
            for one, other in zip(ast.unparse(whole).splitlines(), ast.unparse(tree).splitlines(), strict=True)
            if one != other
        ]
        assert len(differ) == 1, fault
        assert fault.line in {getattr(node, "lineno", 0) for node in ast.walk(tree)}
        compile(tree, "mutated", "exec")


def test_every_fault_that_is_said_to_change_nothing_can_still_be_put_in_and_has_a_reason() -> None:
    listed = tomllib.loads((ROOT / "benchmarks" / "mutants_alike.toml").read_text("utf-8"))["alike"]
    assert listed
    for each in listed:
        source = (ROOT / "coprod_check" / f"{each['module'].replace('.', '/')}.py").read_text("utf-8")
        lines = source.splitlines()
        there = {(lines[found.line - 1].strip(), found.said) for found in mutations.mutations(source)}
        assert (each["line"], each["fault"]) in there, each
        assert each["because"].endswith("."), each
    names = [(each["module"], each["line"], each["fault"]) for each in listed]
    assert len(set(names)) == len(names)


# How they are put in, and what counts as noticed.

SUPPRESSION = "coprod_check.rules.suppression"


def fault(said: str) -> Any:
    (found,) = (each for each in mutants.every_mutant([SUPPRESSION]) if each.fault.said == said)
    return found


def test_a_fault_in_a_function_is_put_into_a_copy_and_nowhere_else() -> None:
    turned = fault("count < MINIMUM_CELL_SIZE -> count <= MINIMUM_CELL_SIZE")

    def in_the_copy() -> list[bool]:
        return [mutants.put_in(turned), suppression.too_few(5, by_number=True)]

    assert mutants.in_a_copy(in_the_copy, 10) == [True, True]
    assert suppression.too_few(5, by_number=True) is False


def test_a_fault_in_what_a_module_does_while_it_is_imported_is_imported_anew() -> None:
    six = fault("5 -> 6")
    assert six.fault.function is None

    def in_the_copy() -> int:
        sys.meta_path.insert(0, mutants.WithFault(six))
        del sys.modules[SUPPRESSION]
        return int(import_module(SUPPRESSION).MINIMUM_CELL_SIZE)

    assert mutants.in_a_copy(in_the_copy, 10) == 6
    assert suppression.MINIMUM_CELL_SIZE == 5


def test_what_goes_on_for_ever_or_falls_over_gives_nothing() -> None:
    def for_ever() -> None:
        while True:
            pass

    def falls_over() -> None:
        raise SystemExit(3)

    assert mutants.in_a_copy(for_ever, 0) is None
    assert mutants.in_a_copy(falls_over, 10) is None


def test_tests_are_those_of_the_line_or_of_the_statement_that_it_is_in() -> None:
    five = fault("5 -> 6")
    known = mutants.Known({"quick": 0.1, "slow": 3.0}, {(str(five.path), five.fault.line - 1): ["slow", "quick"]})
    assert known.of(five) == ["slow", "quick"]
    in_order = sorted(known.of(five), key=known.promise)
    assert in_order == ["quick", "slow"]
    assert mutants.within(2, in_order, known) == ["quick"]
    assert mutants.within(4, in_order, known) == ["quick", "slow"]
    known.noticed["slow"] = 99
    assert sorted(known.of(five), key=known.promise) == ["slow", "quick"]


def test_the_rooms_that_reckon_are_all_looked_at() -> None:
    rooms = {path.stem for path in (ROOT / "coprod_check" / "rules").glob("*.py")}
    listed = {each.rsplit(".", 1)[1] for each in mutants.MODULES}
    assert {"scoring", "suppression", "rounds", "planning", "plan_refresh"} <= listed & rooms
    assert {"plan_changes", "cases", "counting", "asked", "cohort"} <= listed
    assert all(mutants.Mutant(each, None).path.exists() for each in mutants.MODULES)
