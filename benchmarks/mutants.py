"""Whether the tests notice small faults in what they test: a sample of them, one at a time.

    python benchmarks/mutants.py                 # 640 faults, in all the rooms that reckon
    python benchmarks/mutants.py --only scoring  # in modules with that in their name
    python benchmarks/mutants.py --all --only suppression
    python benchmarks/mutants.py --again FILE    # those that were not noticed, by what a run printed

The tests are run once as they are, to learn which of them come by which line, and how long
each takes. Then, for each fault, a copy of this process (a fork) puts it in and runs the tests
that come by that line, the quickest first, until one fails. Nothing is written to the code on
the disk. A fault in what a module does while it is imported needs a process that imports it
anew, and all tests of it. A fault that goes on for ever counts as noticed.

Leaves with 1 where fewer than 97 of 100 are noticed. Every one that is not is named; those that
change nothing that anybody could see are in ``mutants_alike.toml``, each with the reason, and
count neither way. Not for Windows, which cannot fork.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.abc
import importlib.util
import json
import math
import os
import random
import re
import resource
import signal
import sys
import tempfile
import time
import tomllib
import traceback
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

import coverage
import pytest
from _pytest.runner import runtestprotocol
from mutations import Mutation, mutated, mutations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

HERE = Path(__file__).parents[1]
ALIKE = Path(__file__).with_name("mutants_alike.toml")
RULES = (
    *("scoring", "suppression", "rounds", "planning", "plan_refresh", "agreement", "numbers"),
    *("cohort", "scored_sheets", "coaching.plan_changes"),
)
BATCH = ("scoring", "cases", "counting", "asked", "rounds", "cohort", "results_at", "scored")
MODULES = (*(f"coprod_check.rules.{each}" for each in RULES), *(f"coprod_check.batch.{each}" for each in BATCH))
TESTS = ("tests/rules", "tests/batch", "coprod_check/rules", "coprod_check/batch")
CANNOT = "cannot be put in"
AT_LEAST = 97
"""Of a hundred faults, how many the tests must notice."""
LONG = 20
"""Seconds of processor that a fault may take beyond what its tests take without it."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A fault in a module."""

    module: str
    fault: Mutation

    @property
    def path(self) -> Path:
        """The file of the module."""
        return HERE / f"{self.module.replace('.', '/')}.py"

    def __str__(self) -> str:
        """Where, and what."""
        return f"{self.module.removeprefix('coprod_check.')}:{self.fault}"

    def compiled(self) -> CodeType:
        """The module with the fault in it."""
        return compile(mutated(self.path.read_text("utf-8"), self.fault), str(self.path), "exec")


@dataclass(slots=True)
class Known:
    """What one run of the tests without any fault tells."""

    seconds: dict[str, float] = field(default_factory=dict)
    """What each test takes that passes."""
    come_by: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    """Which tests come by a line of a file."""
    noticed: Counter[str] = field(default_factory=Counter)
    """How many faults each test noticed so far."""

    def of(self, mutant: Mutant) -> list[str]:
        """The tests that come by a fault; of a line within a longer statement those of the line before."""
        at = ((str(mutant.path), line) for line in range(mutant.fault.line, 0, -1))
        return next((self.come_by[each] for each in at if each in self.come_by), [])

    def promise(self, test: str) -> float:
        """What puts tests in order: the quick ones first, and those that noticed much."""
        return self.seconds[test] / (1 + self.noticed[test])


def every_mutant(modules: Sequence[str]) -> list[Mutant]:
    """Every fault that can be put into these modules, in an order that does not change."""
    found = []
    for module in modules:
        source = (HERE / f"{module.replace('.', '/')}.py").read_text("utf-8")
        found += [Mutant(module, each) for each in mutations(source)]
    return found


def alike() -> set[tuple[str, str, str]]:
    """Faults that change nothing that anybody could see: the module, the line as it is typed, and what is changed."""
    listed = tomllib.loads(ALIKE.read_text("utf-8"))["alike"] if ALIKE.exists() else []
    return {(each["module"], each["line"], each["fault"]) for each in listed}


def as_listed(mutant: Mutant) -> tuple[str, str, str]:
    """How a fault stands in that list: the number of a line moves, its words do not."""
    line = mutant.path.read_text("utf-8").splitlines()[mutant.fault.line - 1]
    return mutant.module.removeprefix("coprod_check."), line.strip(), mutant.fault.said


# The tests, within one process


def in_a_copy(work: Callable[[], Any], seconds: float) -> Any:  # noqa: ANN401 - whatever work gives, by way of JSON
    """What ``work`` gives in a copy of this process; ``None`` where it went on for too long, or fell over."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    if (child := os.fork()) == 0:
        os.close(reading)
        os.setsid()
        limit = int(seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(limit * 10)  # for one that waits: the machine may be busy
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        code = 1
        try:
            with os.fdopen(writing, "w") as out:
                json.dump(work(), out)
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as given:
        said = given.read()
    _, status = os.waitpid(child, 0)
    return json.loads(said) if status == 0 else None


def passes(item: pytest.Item) -> bool:
    """Run one test by itself."""
    reports = runtestprotocol(item, log=False, nextitem=None)
    return not any(report.failed for report in reports)


def first_to_fail(items: Sequence[pytest.Item]) -> str:
    """The name of the first test that fails; empty where all pass."""
    return next((item.nodeid for item in items if not passes(item)), "")


def learn(items: Sequence[pytest.Item], files: Sequence[Path]) -> dict[str, Any]:
    """Run every test once; see which lines of these files it comes by, and how long it takes."""
    watch = coverage.Coverage(data_file=None, include=[str(each) for each in files], config_file=False)
    watch.start()
    seconds, fail = {}, []
    for item in items:
        watch.switch_context(item.nodeid)
        began = time.process_time()
        if passes(item):
            seconds[item.nodeid] = time.process_time() - began
        else:
            fail.append(item.nodeid)
    watch.stop()
    data = watch.get_data()
    lines = [
        [str(path), line, [each for each in tests if each in seconds]]
        for path in data.measured_files()
        for line, tests in data.contexts_by_lineno(path).items()
    ]
    return {"seconds": seconds, "fail": fail, "lines": lines}


class InPytest:
    """Takes the place of pytest's own loop over the tests, once they are collected."""

    def __init__(self, work: Callable[[Sequence[pytest.Item]], None]) -> None:
        """Take what to do with the tests."""
        self._work = work

    def pytest_configure(self) -> None:
        """The same examples each time, and no search for smaller ones: that one fails is all that counts."""
        from hypothesis import Phase, settings  # noqa: PLC0415 - pytest wants to see it imported itself

        chosen = [Phase.explicit, Phase.generate]
        settings.register_profile("mutants", derandomize=True, database=None, deadline=None, phases=chosen)
        settings.load_profile("mutants")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Do it."""
        self._work(session.items)
        return True


def with_tests(work: Callable[[Sequence[pytest.Item]], None]) -> None:
    """Collect the tests in this process, and hand them over."""
    with tempfile.TemporaryDirectory() as place:
        options = ["-q", "-s", "-p", "no:cacheprovider", f"--basetemp={place}/tests", f"--rootdir={HERE}"]
        pytest.main([*options, *(str(HERE / each) for each in TESTS)], plugins=[InPytest(work)])


# Faults in functions: the code of what is imported already is changed


def functions_of(module: ModuleType) -> Iterator[FunctionType]:
    """Every function and method that a module defines."""
    waiting: list[Any] = list(vars(module).values())
    while waiting:
        each = waiting.pop()
        if isinstance(each, type) and each.__module__ == module.__name__:
            waiting += vars(each).values()
        elif isinstance(each, property):
            waiting += [each.fget]
        elif isinstance(each, cached_property):
            waiting += [each.func]
        elif isinstance(each, staticmethod | classmethod):
            waiting += [each.__func__]
        elif isinstance(getattr(each, "__wrapped__", None), FunctionType):
            waiting += [each.__wrapped__]
        elif isinstance(each, FunctionType) and each.__module__ == module.__name__:
            yield each


def codes_in(code: CodeType) -> Iterator[CodeType]:
    """A code and every code within it."""
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from codes_in(each)


def put_in(mutant: Mutant) -> bool:
    """Change the function that the fault is in; ``False`` where that cannot be done."""
    new = [each for each in codes_in(mutant.compiled()) if each.co_qualname == mutant.fault.function]
    changed = False
    for function in functions_of(importlib.import_module(mutant.module)):
        for code in new:
            if function.__qualname__ == code.co_qualname and function.__code__.co_firstlineno == code.co_firstlineno:
                if function.__code__.co_freevars != code.co_freevars:
                    return False
                function.__code__ = code
                changed = True
    return changed


# Faults in what a module does while it is imported: it is imported anew


class WithFault(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module with a fault in it."""

    def __init__(self, mutant: Mutant) -> None:
        """Take the fault."""
        self._mutant = mutant

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Take over where the module is asked for."""
        del path, target
        if fullname != self._mutant.module:
            return None
        return importlib.util.spec_from_file_location(fullname, self._mutant.path, loader=self)

    def create_module(self, spec: ModuleSpec) -> None:
        """As usual."""

    def exec_module(self, module: ModuleType) -> None:
        """Run it, with the fault."""
        exec(self._mutant.compiled(), vars(module))


def imported_anew(mutant: Mutant, known: Known) -> str:
    """Collect and run the tests of a module that is imported with a fault in it; the first that fails."""
    sys.meta_path.insert(0, WithFault(mutant))
    wanted = {test for (path, _), tests in known.come_by.items() if path == str(mutant.path) for test in tests}
    found = ["a test cannot be collected"]

    def run(items: Sequence[pytest.Item]) -> None:
        chosen = sorted((each for each in items if each.nodeid in wanted), key=lambda each: known.seconds[each.nodeid])
        found[0] = first_to_fail(chosen)

    with_tests(run)
    return found[0]


# One fault after the other


def learnt(items: Sequence[pytest.Item], modules: Sequence[str], kept: Path | None) -> dict[str, Any]:
    """Run the tests without any fault, in a copy: what they keep for later is not to be kept here."""
    if kept and kept.exists():
        return dict(json.loads(kept.read_text()))
    files = [HERE / f"{each.replace('.', '/')}.py" for each in modules]
    told = in_a_copy(lambda: learn(items, files), 3600)
    if told is None:
        sys.exit("The tests could not be run without any fault.")
    if kept:
        kept.write_text(json.dumps(told))
    return dict(told)


def known_from(told: dict[str, Any]) -> Known:
    """What was learnt, to be looked things up in."""
    return Known(told["seconds"], {(path, line): tests for path, line, tests in told["lines"]})


def within(seconds: float, tests: Sequence[str], known: Known) -> list[str]:
    """Those of these tests, in their order, that fit into so many seconds."""
    chosen = []
    for each in tests:
        if known.seconds[each] <= seconds:
            seconds -= known.seconds[each]
            chosen.append(each)
    return chosen


class Trial:
    """A sample of faults, and what became of each."""

    def __init__(
        self, sample: Sequence[Mutant], modules: Sequence[str], learnt_in: Path | None, patience: float
    ) -> None:
        """Take the faults, where to keep what is learnt without them, and how many seconds of tests each may take."""
        self.found: list[tuple[Mutant, str | None]] = []
        """Each fault with the test that notices it: empty where none does, ``None`` where it goes on for ever."""
        self._sample, self._modules = sample, modules
        self._learnt_in, self._patience = learnt_in, patience
        self._known = Known()

    def run(self) -> None:
        """Try every fault."""
        in_functions = [each for each in self._sample if each.fault.function is not None]
        # The tests and the code are imported in a copy, so that this process can still import them anew.
        with tempfile.TemporaryDirectory() as place:
            out = Path(place) / "told.json"
            if (child := os.fork()) == 0:
                try:
                    with_tests(lambda items: self._in_functions(in_functions, items, out))
                except Exception:  # noqa: BLE001 - os._exit would swallow it
                    traceback.print_exc()
                finally:
                    sys.stdout.flush()
                    os._exit(0)
            os.waitpid(child, 0)
            if not out.exists():
                sys.exit("The tests could not be collected.")
            told = json.loads(out.read_text())
        self.found = [(in_functions[index], by) for index, by in told["found"]]
        self._known = known_from(told["known"])
        done = {mutant for mutant, _ in self.found}
        seconds = LONG + 3 * sum(self._known.seconds.values())
        for mutant in (each for each in self._sample if each not in done):
            self._tell(mutant, in_a_copy(partial(imported_anew, mutant, self._known), seconds))

    def _in_functions(self, sample: Sequence[Mutant], items: Sequence[pytest.Item], out: Path) -> None:
        """Try the faults that are in functions; where one cannot be put in like that, it is left for later."""
        print(f"{len(items)} tests, once without any fault …", flush=True)
        told = learnt(items, self._modules, self._learnt_in)
        self._known = known_from(told)
        for each in told["fail"]:
            print(f"left out, it fails without any fault: {each}", flush=True)
        by_name = {each.nodeid: each for each in items}
        for mutant in sample:
            noticed = self._try(mutant, by_name)
            if noticed != CANNOT:
                self._tell(mutant, noticed)
                self._known.noticed[noticed or ""] += 1
        place = {mutant: index for index, mutant in enumerate(sample)}
        out.write_text(json.dumps({"found": [[place[mutant], by] for mutant, by in self.found], "known": told}))

    def _try(self, mutant: Mutant, items: dict[str, pytest.Item]) -> str | None:
        """The test that notices a fault."""
        tests = self._known.of(mutant)
        in_order = sorted(tests, key=self._known.promise)
        chosen = [items[each] for each in within(self._patience, in_order, self._known)]

        def work() -> str:
            return first_to_fail(chosen) if put_in(mutant) else CANNOT

        said = in_a_copy(work, LONG + 3 * sum(self._known.seconds[each.nodeid] for each in chosen))
        return None if said is None else str(said)

    def _tell(self, mutant: Mutant, by: str | None) -> None:
        self.found.append((mutant, by))
        if by == "":
            print(f"NOT NOTICED  {mutant}", flush=True)
        if len(self.found) % 25 == 0:
            missed = sum(each == "" for _, each in self.found)
            print(f"{len(self.found)} of {len(self._sample)}, {missed} not noticed", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=640, help="how many faults")
    parser.add_argument("--seed", type=int, default=15, help="which of them")
    parser.add_argument("--all", action="store_true", help="every fault there is")
    parser.add_argument("--only", default="", help="a part of the names of modules")
    parser.add_argument("--again", type=Path, help="those that this file names, which holds what a run printed")
    parser.add_argument(
        "--learnt", type=Path, help="a file for what the run without faults tells; used where it is there"
    )
    parser.add_argument("--patience", type=float, default=math.inf, help="seconds of tests for each fault")
    options = parser.parse_args()
    os.chdir(HERE)
    sys.path[:0] = [str(HERE), str(HERE / "tests")]
    modules = [each for each in MODULES if options.only in each]
    every = every_mutant(modules)
    listed = alike()
    counted = [each for each in every if as_listed(each) not in listed]
    # Chosen among all, so that a reason written down does not choose others.
    sample = every if options.all else random.Random(options.seed).sample(every, min(options.sample, len(every)))
    if options.again:
        named = set(re.findall(r"^NOT NOTICED  (.+)$", options.again.read_text(), re.MULTILINE))
        sample = [each for each in every if str(each) in named]
    sample = [each for each in sample if as_listed(each) not in listed]
    print(
        f"{len(every)} faults can be put into {len(modules)} modules; {len(every) - len(counted)} of them change "
        f"nothing ({ALIKE.name}). {len(sample)} are tried.",
        flush=True,
    )
    began = time.monotonic()
    trial = Trial(sample, modules, options.learnt, options.patience)
    trial.run()
    found = trial.found
    missed = [mutant for mutant, by in found if by == ""]
    for_ever = sum(by is None for _, by in found)
    share = 100 * (1 - len(missed) / len(found)) if found else 100.0
    print(
        f"\n{len(found)} faults, {len(found) - len(missed)} noticed ({for_ever} by going on for ever, or by falling "
        f"over), {share:.1f} %, in {time.monotonic() - began:.0f} s"
    )
    for module, count in Counter(each.module for each, _ in found).items():
        print(f"  {module:44} {count:4}, {sum(each.module == module for each in missed)} not noticed")
    for each in missed:
        print(f"not noticed: {each}")
    sys.exit(share < AT_LEAST)


if __name__ == "__main__":
    main()
