"""Whether the parts of a rubric fit together: every fault at once, each with its path.

The checks read the parsed file rather than the finished shape, and pass over what
has the wrong shape, so that one misspelt key does not hide a practice that points
at a dimension nobody defined.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from coprod_check.documents.problems import LARGE, Problem, problem, said, short, unknown_name
from coprod_check.documents.rubric import Rubric
from coprod_check.documents.shapes import path_text, shaped
from coprod_check.documents.text import count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    TomlTable = Mapping[str, object]


def read_rubric(data: TomlTable) -> tuple[Rubric | None, list[Problem]]:
    """Read a parsed rubric file; ``None`` and every problem when it does not hold."""
    rubric, problems = shaped(Rubric, data)
    problems += check_parts(data)
    return (None if problems else rubric), problems


def check_parts(data: TomlTable) -> Iterator[Problem]:
    """Yield every way in which a rubric's parts do not fit together."""
    yield from _check_ids(data)
    yield from _check_levels(data)
    yield from _check_stages(data)
    yield from _check_cautions(data)
    yield from _check_practices(data)
    yield from _check_circumstances(data)
    yield from _check_source_refs(data, "experience")


def _tables(data: TomlTable, key: str) -> list[TomlTable]:
    """List the tables under a key; what is not a table stands as an empty one."""
    found = data.get(key)
    return [each if isinstance(each, dict) else {} for each in found] if isinstance(found, list) else []


def _ids(data: TomlTable, key: str) -> list[str]:
    """List the ids under a key; an id that is missing or no text is blank."""
    return [each if isinstance(each := table.get("id"), str) else "" for table in _tables(data, key)]


def _whole(value: object) -> int | None:
    return value if type(value) is int else None


def _top(data: TomlTable) -> int:
    return len(_tables(data, "levels")) - 1


def _duplicates(where: str, ids: Sequence[str]) -> Iterator[Problem]:
    for index, each in enumerate(ids):
        first = ids.index(each)
        if each and first < index:
            yield problem(
                f"{where}[{index}].id", f"{short(each)} is already the id of {where}[{first}]", "give it another id"
            )


COLUMNS = frozenset(
    {"team", "round", "date", "voice", "sheet", "respondent", "share", "finished", "rubric", "circumstances"}
)
"""Columns of a table of sheets (contract, section 2) that an id could be taken for."""
AGAIN = "-again"

_WITH_IDS = ("sources", "values", "dimensions", "stages", "cautions", "practices", "circumstances", "experience")


def _check_ids(data: TomlTable) -> Iterator[Problem]:
    for name in _WITH_IDS:
        yield from _duplicates(name, _ids(data, name))
    yield from _check_shared_ids(data)
    for index, question in enumerate(_tables(data, "experience")):
        yield from _duplicates(f"experience[{index}].options", _ids(question, "options"))


def _check_shared_ids(data: TomlTable) -> Iterator[Problem]:
    """Dimensions and practices share one set of ids, as a stage may need either."""
    dimensions = _ids(data, "dimensions")
    for index, each in enumerate(_ids(data, "practices")):
        here = f"practices[{index}].id"
        if each and each in dimensions:
            there = f"dimensions[{dimensions.index(each)}]"
            yield problem(here, f"{short(each)} is already the id of {there}", "give it another id")
        if each in COLUMNS:
            yield problem(here, f"{short(each)} is the name of a column in tables of sheets", "give it another id")
        if each.endswith(AGAIN):
            yield problem(here, f"{short(each)} ends in {AGAIN}, as actions that come back do", "give it another id")


def _check_levels(data: TomlTable) -> Iterator[Problem]:
    levels = _tables(data, "levels")
    for index, level in enumerate(levels):
        number = _whole(level.get("number"))
        if number is not None and number != index:
            yield problem(
                f"levels[{index}].number", f"is {_n(number)}, expected {index}", "number the levels 0, 1, 2, … in order"
            )
    points = [level.get("points", index) for index, level in enumerate(levels)]
    for index, (lower, higher) in enumerate(pairwise(points), 1):
        if isinstance(lower, int | float) and isinstance(higher, int | float) and higher < lower:
            yield problem(
                f"levels[{index}].points",
                f"is {higher}, less than the {lower} of the level below",
                "give each level as many points as the one below, or more",
            )
    rules = data.get("rules")
    if isinstance(rules, dict):
        yield from _check_level("rules.one_sided_top", rules.get("one_sided_top"), 0, _top(data))


def _check_level(where: str, value: object, lowest: int, top: int) -> Iterator[Problem]:
    level = _whole(value)
    if level is not None and top >= 1 and not lowest <= level <= top:
        yield problem(where, f"is {_n(level)}", f"write a level from {lowest} to {top}")


def _n(number: int) -> str:
    return said(number) if abs(number) >= LARGE else str(number)


def _check_name(where: str, value: object, known: Sequence[str], kind: str) -> Iterator[Problem]:
    if isinstance(value, str) and value not in known:
        yield unknown_name(where, value, [each for each in known if each], kind)


def _check_stages(data: TomlTable) -> Iterator[Problem]:
    known = [*_ids(data, "dimensions"), *_ids(data, "practices")]
    for index, stage in enumerate(_tables(data, "stages")):
        where = f"stages[{index}].needs"
        needs = stage.get("needs")
        if not isinstance(needs, dict):
            continue
        if index == 0 and needs:
            yield problem(
                where, "the first stage has needs", "leave it empty, because everyone is at the first stage at least"
            )
        for needed, level in needs.items():
            here = f"{where}.{path_text((needed,))}"
            yield from _check_name(here, needed, known, "dimension or practice")
            yield from _check_level(here, level, 1, _top(data))


def _check_cautions(data: TomlTable) -> Iterator[Problem]:
    dimensions, stages, questions = _ids(data, "dimensions"), _ids(data, "stages"), _ids(data, "experience")
    for index, caution in enumerate(_tables(data, "cautions")):
        where = f"cautions[{index}]"
        yield from _check_kind(where, caution)
        for key in _AHEAD:
            yield from _check_name(f"{where}.{key}", caution.get(key), dimensions, "dimension")
        yield from _check_name(f"{where}.stage", caution.get("stage"), stages, "stage")
        asked = caution.get("experience")
        yield from _check_name(f"{where}.experience", asked, questions, "question")
        if isinstance(asked, str) and asked in questions:
            known = _ids(_tables(data, "experience")[questions.index(asked)], "options")
            options = caution.get("options")
            for place, each in enumerate(options if isinstance(options, list) else []):
                yield from _check_name(f"{where}.options[{place}]", each, known, "option")


_AHEAD, _SAID = ("dimension", "ahead_of"), ("experience", "options", "stage")


def _check_kind(where: str, caution: TomlTable) -> Iterator[Problem]:
    """A caution compares two dimensions, or holds an experience question against a stage: one of both, and whole."""
    if not caution:
        return
    ahead, said_ = ([key for key in keys if key in caution] for keys in (_AHEAD, _SAID))
    if caution.get("options") == []:
        yield problem(f"{where}.options", "is empty", "1 or more are needed")
    missing = [key for keys, found in ((_AHEAD, ahead), (_SAID, said_)) for key in keys if found and key not in found]
    if ahead and said_:
        yield problem(where, "is of both kinds", f"keep {' and '.join(_AHEAD)}, or {', '.join(_SAID)}")
    elif not (ahead or said_):
        yield problem(where, "is of neither kind", f"add {' and '.join(_AHEAD)}, or {', '.join(_SAID)}")
    else:
        yield from (problem(f"{where}.{key}", "is missing", "add it") for key in missing)


def _check_practices(data: TomlTable) -> Iterator[Problem]:
    dimensions, values = _ids(data, "dimensions"), _ids(data, "values")
    wanted = _top(data) + 1
    for index, practice in enumerate(_tables(data, "practices")):
        where = f"practices[{index}]"
        yield from _check_name(f"{where}.dimension", practice.get("dimension"), dimensions, "dimension")
        yield from _check_name(f"{where}.value", practice.get("value"), values, "value")
        question = practice.get("question")
        if isinstance(question, dict) and not question.keys() & {"staff", "lived-experience"}:
            yield problem(f"{where}.question", "has no wording", "write it for staff or for lived-experience")
        levels = practice.get("levels")
        if isinstance(levels, list) and len(levels) != wanted >= 2:
            yield problem(
                f"{where}.levels",
                f"has {count(len(levels), 'description')} for {wanted} levels",
                "write one description for each level, the lowest first",
            )
        yield from _check_steps(where, practice, _top(data))
    yield from _check_used(data, "dimensions", "dimension")
    yield from _check_used(data, "values", "value")
    yield from _check_source_refs(data, "practices")


def _check_used(data: TomlTable, name: str, key: str) -> Iterator[Problem]:
    """Every dimension and value has a practice; while one points at nothing known, nobody can say."""
    known, used = _ids(data, name), [practice.get(key) for practice in _tables(data, "practices")]
    if any(each not in known and (each is not None or key == "dimension") for each in used):
        return
    for index, each in enumerate(known):
        if each and each not in used:
            yield problem(f"{name}[{index}]", f"{short(each)} has no practice", "add one, or take it out")


def _check_steps(where: str, practice: TomlTable, top: int) -> Iterator[Problem]:
    targets = [_whole(step.get("to")) for step in _tables(practice, "steps")]
    for index, to in enumerate(targets):
        yield from _check_level(f"{where}.steps[{index}].to", to, 1, top)
        if to is not None and to in targets[:index]:
            yield problem(
                f"{where}.steps[{index}].to",
                f"there is already a step to {to}",
                "keep one of them, or change its level",
            )


def _check_circumstances(data: TomlTable) -> Iterator[Problem]:
    practices = _ids(data, "practices")
    for index, circumstance in enumerate(_tables(data, "circumstances")):
        named = circumstance.get("practices")
        for place, each in enumerate(named if isinstance(named, list) else []):
            yield from _check_name(f"circumstances[{index}].practices[{place}]", each, practices, "practice")


def _check_source_refs(data: TomlTable, key: str) -> Iterator[Problem]:
    known = _ids(data, "sources")
    for index, each in enumerate(_tables(data, key)):
        for place, ref in enumerate(_tables(each, "sources")):
            yield from _check_name(f"{key}[{index}].sources[{place}].source", ref.get("source"), known, "source")
