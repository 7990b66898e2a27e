"""A rubric in full, as a page to read or to print before a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.pages.blocks import Bullets, Heading, Para, Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coprod_check.documents.rubric import Dimension, Level, OtherVoice, Practice, Rubric, Source, SourceRef, Stage
    from coprod_check.pages.blocks import Block


def rubric_report(rubric: Rubric, only: str | None = None, *, short: bool = False) -> Report:
    """Tell everything that is in a rubric, or what a meeting needs of it.

    ``only`` is the id of the dimension to tell alone, with the levels and the sources that
    it rests on. ``short`` gives titles, questions and levels, and leaves out the help.
    """
    parts = [each for each in rubric.dimensions if only in {None, each.id}]
    asked = [practice for part in parts for practice in rubric.practices if practice.dimension == part.id]
    return (
        *_opening(rubric, whole=only is None, short=short),
        *(block for part in parts for block in _dimension(rubric, part, defined=only is not None, short=short)),
        *(_closing(rubric) if only is None and not short else ()),
        *(() if short else _sources(rubric, asked, every=only is None)),
    )


def _opening(rubric: Rubric, *, whole: bool, short: bool) -> Iterator[Block]:
    """What stands before the questions: the levels always, and what the words mean where all is told."""
    yield Heading(rubric.title, 1)
    if not short:
        yield from map(Para, rubric.summary_paragraphs)
    yield Para(f"{rubric.id}, version {rubric.version}. {rubric.licence}".strip())
    yield from _listed("The levels", (_level(each) for each in rubric.levels))
    if whole and not short:
        yield from _listed("The values", (_defined(each.name, each.definition) for each in rubric.values))
        yield from _listed("The dimensions", (_defined(each.name, each.definition) for each in rubric.dimensions))
        yield from _listed("The stages", (_stage(rubric, each) for each in rubric.stages))


def _dimension(rubric: Rubric, dimension: Dimension, *, defined: bool, short: bool) -> Iterator[Block]:
    yield Heading(dimension.name)
    if defined and dimension.definition and not short:
        yield Para(dimension.definition)
    for practice in rubric.practices:
        if practice.dimension == dimension.id:
            yield from _question(rubric, practice)
            if not short:
                yield from _beside(rubric, practice)


def _closing(rubric: Rubric) -> Iterator[Block]:
    """What is asked beside the practices, and what a result may say."""
    prompts = ((each.statement, each.prompts) for each in rubric.circumstances)
    yield from _grouped("What may be true of a project", prompts)
    questions = ((each.question, tuple(option.text for option in each.options)) for each in rubric.experience)
    yield from _grouped("How it was for people with lived experience", questions)
    yield from _listed("What a result may say beside the levels", (each.message for each in rubric.cautions))
    yield from _listed("What comes first when one side was not heard", _other_voice(rubric.other_voice))


def _sources(rubric: Rubric, practices: Iterable[Practice], *, every: bool) -> Iterator[Block]:
    """The sources of a rubric, or those alone on which some practices rest."""
    named = {ref.source for practice in practices for ref in practice.sources}
    yield from _listed("Sources", (_source(each) for each in rubric.sources if every or each.id in named))


def _listed(heading: str, items: Iterable[str]) -> Iterator[Block]:
    listed = tuple(items)
    if listed:
        yield Heading(heading)
        yield Bullets(listed)


def _grouped(heading: str, groups: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[Block]:
    for place, (text, items) in enumerate(groups):
        if place == 0:
            yield Heading(heading)
        yield Para(text)
        if items:
            yield Bullets(items)


def _defined(name: str, definition: str) -> str:
    return f"{name}: {definition}" if definition else name


def _level(level: Level) -> str:
    worth = "" if level.worth == level.number else f" ({level.worth:g} points)"
    return _defined(f"{level.number} {level.name}{worth}", level.meaning)


def _other_voice(other: OtherVoice) -> Iterator[str]:
    for view, words in (
        ("staff-only", "Only staff"),
        ("lived-experience-only", "Only people with lived experience"),
        ("unknown", "We do not know who"),
    ):
        if step := other.for_view(view):
            yield f"{words}: {_with_measure(step.action, step.measure)}"


def _with_measure(action: str, measure: str) -> str:
    return f"{action} How you will know: {measure}" if measure else action


def _stage(rubric: Rubric, stage: Stage) -> str:
    needs = (f"{rubric.need_name(each)} {rubric.level_words(level)}" for each, level in stage.needs.items())
    wanted = f"{stage.name}: {', '.join(needs) or 'where everyone starts'}"
    return f"{wanted}. {stage.meaning}" if stage.meaning else wanted


def _source(source: Source) -> str:
    return ", ".join(
        part for part in (source.title, source.publisher, str(source.year or ""), source.url or "") if part
    )


def _question(rubric: Rubric, practice: Practice) -> Iterator[Block]:
    """A practice by its title, how it is asked, and its levels."""
    named = [practice.title, *(f"({group.name})" for group in rubric.values if group.id == practice.value)]
    yield Heading(" ".join(named), 3)
    for voice, text in (
        ("Staff", practice.question.staff),
        ("People with lived experience", practice.question.lived_experience),
        ("Together", practice.question.together),
    ):
        if text:
            yield Para(f"{voice}: {text}")
    yield Bullets(
        tuple(
            f"{level}: {text}"
            for level, text in zip((each.number for each in rubric.levels), practice.levels, strict=True)
        )
    )


def _beside(rubric: Rubric, practice: Practice) -> Iterator[Block]:
    """What there is to know of a practice beside the question."""
    if rules := " ".join(_rules(practice)):
        yield Para(rules)
    yield from _help(practice)
    if practice.sources:
        yield Para("From: " + "; ".join(_ref(rubric, ref) for ref in practice.sources))


def _help(practice: Practice) -> Iterator[Block]:
    if practice.why:
        yield Para(f"Why it matters: {practice.why}")
    for words, items in (("This counts as evidence:", practice.counts), ("This does not:", practice.does_not_count)):
        if items:
            yield Para(words)
            yield Bullets(items)
    if practice.hard_question:
        yield Para(f"A hard question: {practice.hard_question}")
    if practice.steps:
        yield Para("Steps up:")
        yield Bullets(tuple(f"To {step.to}: {_with_measure(step.action, step.measure)}" for step in practice.steps))
    if practice.resources:
        yield Para("What can help:")
        yield Bullets(tuple(map(str, practice.resources)))


def _rules(practice: Practice) -> Iterator[str]:
    """Say in what a practice differs from most in how it is answered and counted."""
    if not practice.core:
        yield "This one does not hold a level back."
    if practice.weight != 1:
        yield f"It weighs {practice.weight:g} in the score."
    if practice.may_not_apply:
        yield "You may say that it does not apply, with a reason."


def _ref(rubric: Rubric, ref: SourceRef) -> str:
    source = next(each for each in rubric.sources if each.id == ref.source)
    named = " ".join(part for part in (source.publisher, str(source.year or "")) if part) or source.title
    return f"{named}, {ref.where}" if ref.where else named
