"""People who answer the questions of some rubric, made up; and what a sheet that was read of one may hold.

Whatever is drawn is drawn from one ``random.Random``, so that a number tells a file again.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coprod_check.documents import fixed_texts
from coprod_check.documents.rubric_checks import read_rubric

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from random import Random

    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.sheet import Sheet

DONT_KNOW, NOT_APPLICABLE = "dont-know", "not-applicable"
STAFF, LIVED = "staff", "lived-experience"
NO_REASON = "No reason was asked for."
WHY = "We have no shed"
PROMPT = fixed_texts.EVIDENCE.now
TYPED = (
    "Minutes of 3 March",
    "Photo, and a note; both dated",
    'They said "yes"',
    "First line\nsecond line",
    "=A1 was how it began",
    "2",
    "See page 12 of the report",
    "Rota: 4½ hours – a week",
    "<b>leaflet</b> & letter",
)
"""What people typed as evidence; in these letters cp1252 can write everything."""


@dataclass(frozen=True)
class Answers:
    """What one person said, and when."""

    voice: str
    at: dt.datetime
    team: str = ""
    share: bool = False
    respondent: str = ""
    ratings: dict[str, int | str] = field(default_factory=dict)
    evidence: dict[str, str] = field(default_factory=dict)
    experience: dict[str, tuple[str, ...]] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    """Why a practice does not apply, where that was asked."""
    fate: str = ""
    """Why the row is to be left out; empty where it is not."""


# ---------------------------------------------------------------- what people said


def days(rng: Random) -> dt.datetime:
    """A day on which a form was open; some can be read in two ways, some in one alone."""
    year, month, day = rng.choice((2025, 2026)), rng.randint(1, 12), rng.randint(1, 28)
    return dt.datetime(year, month, day, 8, 0)  # noqa: DTZ001 - services write the time of a wall clock


def said_by(rng: Random, rubric: Rubric, voice: str, at: dt.datetime, *, team: str) -> Answers:
    """What one person said: at least one practice has a level."""
    top = len(rubric.levels) - 1
    ratings: dict[str, int | str] = {}
    evidence: dict[str, str] = {}
    for practice in rubric.practices:
        drawn = rng.random()
        if drawn < 0.15:
            continue
        if drawn < 0.25:
            ratings[practice.id] = DONT_KNOW
        elif drawn < 0.35 and practice.may_not_apply:
            ratings[practice.id] = NOT_APPLICABLE
        else:
            ratings[practice.id] = rng.randint(0, top)
        if rng.random() < 0.25:
            evidence[practice.id] = rng.choice(TYPED)
    for practice in rubric.practices:
        if rng.random() < 0.02:
            evidence.setdefault(practice.id, "Nobody rated this")
    if not any(isinstance(level, int) for level in ratings.values()):
        ratings[rng.choice(rubric.practices).id] = rng.randint(0, top)
    return Answers(
        voice,
        at,
        team,
        share=rng.random() < 0.5,
        respondent=rng.choice(("", f"S{rng.randint(1, 99)}", "Blue heron")),
        ratings=ratings,
        evidence=evidence,
        experience=chosen(rng, rubric) if voice == LIVED else {},
        reasons={
            key: "We have no shed" for key, level in ratings.items() if level == NOT_APPLICABLE and rng.random() < 0.6
        },
    )


def chosen(rng: Random, rubric: Rubric) -> dict[str, tuple[str, ...]]:
    """What somebody chose of the experience questions."""
    found: dict[str, tuple[str, ...]] = {}
    for question in rubric.experience:
        options = [option.id for option in question.options]
        many = rng.randint(0, len(options)) if question.several else rng.randint(0, 1)
        if many:
            picked = rng.sample(options, many)
            found[question.id] = tuple(option for option in options if option in picked)
    return found


def people_of(rng: Random, rubric: Rubric, team: str, voices: Sequence[str]) -> list[Answers]:
    """Between one and six people who answer on a few days; now and then somebody opens the form and says nothing."""
    first = days(rng)
    found = []
    for number in range(rng.randint(1, 6)):
        at = first + dt.timedelta(days=rng.randint(0, 3), minutes=rng.randint(1, 600) + number)
        found.append(said_by(rng, rubric, rng.choice(voices), at, team=team))
    if rng.random() < 0.2:
        nobody = Answers(rng.choice(voices), first + dt.timedelta(minutes=3), team, fate="empty")
        found.insert(rng.randint(0, len(found)), nobody)
    return found


# ---------------------------------------------------------------- what was read of it


def tidy(text: str) -> str:
    """A text as it is compared here: line ends and blanks at the ends aside."""
    return "\n".join(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()


def said_in(sheet: Sheet) -> dict[str, int | str]:
    """The levels and words of a sheet."""
    return {key: rating.level for key, rating in sheet.ratings.items() if rating.level is not None}


def wrong_answers(sheet: Sheet, who: Answers) -> Iterator[str]:
    """What a sheet holds that its person did not say, however little it holds."""
    for key, level in said_in(sheet).items():
        if who.ratings.get(key) != level:
            yield f"{key}: read {level!r}, said {who.ratings.get(key)!r}"
    for key, rating in sheet.ratings.items():
        if rating.evidence and tidy(rating.evidence) != tidy(who.evidence.get(key, "")):
            yield f"{key}.evidence: read {rating.evidence!r}, said {who.evidence.get(key)!r}"
    for question in sheet.experience:
        if not set(sheet.chosen(question)) <= set(who.experience.get(question, ())):
            yield f"experience.{question}: read {sheet.chosen(question)}, said {who.experience.get(question)}"
    yield from _wrong_about_it(sheet, who)


def _wrong_about_it(sheet: Sheet, who: Answers) -> Iterator[str]:
    """What is wrong of who spoke, when, and for whom; consent and a made-up name may be missing."""
    pairs = {
        "voice": (sheet.voice, who.voice),
        "date": (sheet.date, who.at.date()),
        "team": (sheet.team, who.team),
        "share": (sheet.share, who.share if sheet.share else sheet.share),
        "respondent": (sheet.respondent, who.respondent if sheet.respondent else ""),
    }
    for key, (read, said) in pairs.items():
        if read != said:
            yield f"{key}: read {read!r}, is {said!r}"


def missing_answers(sheet: Sheet, who: Answers, carries: frozenset[str]) -> Iterator[str]:
    """What a person said that the file carries and the sheet does not hold."""
    for key, level in who.ratings.items():
        if key not in said_in(sheet):
            yield f"{key}: said {level!r}, is not there"
        rating = next((each for of, each in sheet.ratings.items() if of == key), None)
        if "evidence" in carries and who.evidence.get(key) and not (rating and rating.evidence):
            yield f"{key}.evidence: is not there"
        reason = who.reasons.get(key, NO_REASON) if "reasons" in carries else NO_REASON
        if level == NOT_APPLICABLE and rating and rating.reason != reason:
            yield f"{key}.reason: {rating.reason!r}, said {reason!r}"
    if "experience" in carries:
        for question, options in who.experience.items():
            if set(sheet.chosen(question)) != set(options):
                yield f"experience.{question}: read {sheet.chosen(question)}, said {options}"
    if who.share != sheet.share:
        yield f"share: read {sheet.share}, is {who.share}"
    if who.respondent != sheet.respondent:
        yield f"respondent: read {sheet.respondent!r}, is {who.respondent!r}"


# ---------------------------------------------------------------- rubrics

NOUNS = ("meetings", "papers", "plans", "rooms", "budgets", "letters", "visits", "training", "results", "rules")
DOERS = ("Members", "Staff", "Families", "Volunteers", "Neighbours")
DEGREES = ("have not yet been asked about", "have been told about", "help to plan", "decide together on", "run")
NAMES = ("Not yet", "Begun", "Shared", "Usual", "Everywhere")
DIMENSIONS = ("Getting started", "Power and money", "Learning / telling")


def plain_practice(rng: Random, number: int, levels: int) -> dict[str, Any]:
    """A practice that nothing else in the rubric can be taken for."""
    noun = NOUNS[number % len(NOUNS)]
    who = rng.choice(DOERS)
    asked = f"Who has a say in the {noun} of your group?"
    question = {STAFF: asked}
    if rng.random() < 0.6:
        question[LIVED] = rng.choice((asked, f"Have you had a say in the {noun}, as far as you have seen?"))
    if rng.random() < 0.4:
        question["together"] = f"Who has a say in our {noun}?"
    return {
        "id": rng.choice((noun, f"say-in-{noun}", f"who-plans-the-{noun}-and-when")),
        "dimension": "",
        "title": rng.choice((f"A say in {noun}", f"{noun.capitalize()}, shared", f"{noun.capitalize()}: who's in?")),
        "question": question,
        "levels": [f"{who} {DEGREES[each]} the {noun}." for each in range(levels)],
        "may_not_apply": rng.random() < 0.5,
    }


def experience_of(rng: Random) -> list[dict[str, Any]]:
    """Some experience questions; their options can hold commas, and begin like one another."""
    both: list[dict[str, Any]] = [
        {
            "id": "your-part",
            "question": "What has your part been? Choose all that are true.",
            "options": [
                {"id": "member", "text": "I am a member"},
                {"id": "member-of-board", "text": "I am a member of the board"},
                {"id": "visitor", "text": "I visit, now and then"},
            ],
            "several": True,
        },
        {
            "id": "felt-equal",
            "question": "Have you felt equal?",
            "options": [
                {"id": "yes", "text": "Yes, always"},
                {"id": "partly", "text": "Yes, to some extent"},
                {"id": "no", "text": "No"},
            ],
        },
    ]
    return rng.sample(both, rng.randint(0, 2))


def plain_rubric(rng: Random) -> dict[str, Any]:
    """A rubric that a careful person wrote: every text says what it belongs to."""
    levels = rng.randint(2, 5)
    dimensions = [{"id": f"part-{place}", "name": name} for place, name in enumerate(DIMENSIONS[: rng.randint(1, 3)])]
    practices = [plain_practice(rng, number, levels) for number in range(rng.randint(len(dimensions), 6))]
    for number, practice in enumerate(practices):
        practice["dimension"] = dimensions[number % len(dimensions)]["id"]
    return {
        "format": "coprod-rubric/1",
        "id": "made-up",
        "version": "1.0.0",
        "language": "en",
        "title": "Made up",
        "levels": [{"number": number, "name": NAMES[number]} for number in range(levels)],
        "dimensions": dimensions,
        "practices": practices,
        "experience": experience_of(rng),
    }


def confusing(rng: Random, data: dict[str, Any]) -> None:
    """Make two things in a rubric alike that must not be taken for each other."""
    practices, levels = data["practices"], data["levels"]
    one, two = rng.choice(practices), rng.choice(practices)
    low, high = rng.sample(range(len(levels)), 2)

    def put(place: dict[str, Any], key: Any, value: Any) -> Callable[[], None]:
        def change() -> None:
            place[key] = value

        return change

    def text(value: str) -> Callable[[], None]:
        def change() -> None:
            one["levels"][low] = value

        return change

    def option(value: str) -> Callable[[], None]:
        def change() -> None:
            if data["experience"]:
                rng.choice(rng.choice(data["experience"])["options"])["text"] = value

        return change

    rng.choice(
        (
            *(option(value) for value in ("No", "Yes", "1", "0", "I am", "member", "N/A", "Visitor; member", "true")),
            put(one, "title", levels[high]["name"]),
            put(levels[low], "name", one["title"]),
            put(two, "title", one["title"]),
            put(two, "question", dict(one["question"])),
            put(two, "title", one["question"][STAFF]),
            put(two, "title", f"{one['title']} 2"),
            put(one, "title", "Goal 1"),
            put(two, "title", "Goal 12"),
            put(one, "title", rng.choice(("Voice", "Team", "Date", "Name", "Timestamp", "Status", "Finished"))),
            put(one, "title", data["dimensions"][0]["name"]),
            put(two, "title", one["id"]),
            put(one, "question", {STAFF: PROMPT}),
            put(one, "question", {STAFF: fixed_texts.SHARE.now}),
            put(one, "question", {STAFF: f"{two['question'][STAFF]} 2"}),
            text(two["levels"][high]),
            text(levels[high]["name"]),
            text(one["levels"][high]),
            text(one["levels"][high].rstrip(".")),
            text(f"{high}"),
            text(f"{high} - {levels[low]['name']}"),
            text(f"{high}. {one['levels'][low]}"),
            text("Don't know"),
            text("Does not apply"),
            text("N/A"),
            text(f"L{high}"),
            put(levels[low], "name", f"{high}"),
            put(levels[low], "name", f"Level {high}"),
            put(levels[low], "name", f"{high} - {levels[high]['name']}"),
            put(levels[low], "name", levels[high]["name"]),
            put(levels[low], "name", rng.choice(("Yes", "No", "Staff", "Not sure", "N/A"))),
            put(levels[low], "name", f"{levels[high]['name']}. {one['levels'][high]}"),
        )
    )()


def random_rubric(rng: Random, *, confused: int = 0) -> Rubric:
    """A rubric that holds; each confusion makes two things in it alike."""
    while True:
        data = plain_rubric(rng)
        for _ in range(confused):
            confusing(rng, data)
        found, _ = read_rubric(data)
        if found is not None:
            return found
