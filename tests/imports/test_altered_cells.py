"""One cell of a look-alike export is altered: it is read as what it says, or it is asked about; never as another."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from helpers.answering import Answers, missing_answers, wrong_answers
from helpers.exports import asks
from helpers.look_alikes import FILES, LookAlike, built_in, cells_of, column_of, map_of, rows_of, source_of

from coprod_check.imports.understand import understand

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coprod_check.imports.grid import ForeignCell
    from coprod_check.imports.understood import Understood

EVERY = pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)


def read(file: LookAlike, cells: tuple[tuple[ForeignCell, ...], ...] | None = None) -> Understood:
    return understand([source_of(file, cells)], built_in(), map_of(file), file.asked)


def with_cell(file: LookAlike, row: int, column: int, cell: ForeignCell) -> tuple[tuple[ForeignCell, ...], ...]:
    """The cells with one of them altered; the row counts from 1, the column from 0."""
    rows = [list(each) for each in cells_of(file)]
    rows[row - 1][column] = cell
    return tuple(tuple(each) for each in rows)


def wrong(file: LookAlike, found: Understood, truth: dict[int, Answers]) -> list[str]:
    """What was read of somebody who did not say it; and where nothing is asked, what was lost."""
    faults = [
        f"row {person.row}: {each}"
        for person in found.people
        for each in (
            wrong_answers(person.sheet, truth[person.row]) if person.row in truth else [f"is nobody: {person.sheet}"]
        )
    ]
    if found.settled:
        faults += [
            f"row {person.row}: {each}"
            for person in found.people
            if person.row in truth
            for each in missing_answers(person.sheet, truth[person.row], file.carries)
        ]
        faults += [f"row {row} is not there" for row in truth.keys() - {person.row for person in found.people}]
    return faults


@EVERY
def test_each_file_gives_the_eight_people(file: LookAlike) -> None:
    found = read(file)
    assert asks(found) == []
    assert wrong(file, found, rows_of(file)) == []
    assert {each.row for each in found.left_out} == set(file.left_out)


def answered(file: LookAlike) -> tuple[int, Answers, int, str]:
    """A person, and a practice that this person gave a level on: its place among the practices, and its id."""
    for row, who in rows_of(file).items():
        for place, practice in enumerate(built_in().practices):
            if who.ratings.get(practice.id) == 1:
                return row, who, place, practice.id
    raise AssertionError(file.name)


def without_a_letter(text: str) -> str:
    """The same with a letter less in its middle."""
    middle = len(text) // 2
    return text[:middle] + text[middle + 1 :]


def told(who: Answers, practice: str, level: int | str | None) -> Answers:
    """The same person with another answer to one practice; none leaves it unanswered."""
    ratings = {key: said for key, said in who.ratings.items() if key != practice}
    return Answers(**{**vars(who), "ratings": ratings if level is None else {**ratings, practice: level}})


NUMBERED = ("0", "1", "2", "3", "2.0", "-99", "99", "4", "1,5", 0, 1, 2, 2.0, 3)
"""What is never the number of a level in a service's export."""
NO_LEVEL = (
    "N/A", "n/a", "#N/A", "NaN", "II", "two", "Level", "Level 9", "L9", "L-1", "A2", "AO02",
    "2 - Started", "1 - How we work", "Level 2: Started", "3. Not yet", "0 - The group has been told.",
    "Together", "Not", "yet", "Started, How we work", "Started;", "Started / Not yet", "Yes", "No", "Staff",
    "don\u00e2\u20ac\u2122t know", "don?t know", "don\ufffdt know", "not sure", "Maybe", "-", "x", "?", "TRUE", True,
)  # fmt: skip
"""What is no level of any practice, or says two things at once."""


def texts_of_others(practice: int) -> list[str]:
    """The level texts of the other practices."""
    return [text for place, each in enumerate(built_in().practices) if place != practice for text in each.levels]


def shared_out(values: Sequence[Any], among: int) -> list[Any]:
    """Every value with one file in ``among``: each value meets several services, each service several values."""
    return [
        pytest.param(file, value, id=f"{file.name}-{value!r}")
        for place, file in enumerate(FILES)
        for number, value in enumerate(values)
        if (place + number) % among == 0
    ]


@pytest.mark.parametrize(("file", "said"), shared_out([*NUMBERED, *NO_LEVEL], 3))
def test_what_is_no_level_is_asked_about(file: LookAlike, said: ForeignCell) -> None:
    row, who, place, practice = answered(file)
    found = read(file, with_cell(file, row, column_of(file, place, who.voice), said))
    if file.mapped and str(said) in {"1", "2", "3", "4", "2.0"}:  # the map says what these are
        return
    assert wrong(file, found, {**rows_of(file), row: told(who, practice, None)}) == []
    assert not found.settled or (file.name.startswith("limesurvey") and said in ("N/A", "n/a"))


@EVERY
def test_a_level_text_with_a_letter_less_is_the_same_level_or_asked_about(file: LookAlike) -> None:
    row, who, place, practice = answered(file)
    cell = without_a_letter(built_in().practices[place].levels[1])
    found = read(file, with_cell(file, row, column_of(file, place, who.voice), cell))
    assert wrong(file, found, rows_of(file)) == [] or not found.settled
    assert wrong(file, found, {**rows_of(file), row: told(who, practice, None)}) == [] or found.settled


@EVERY
def test_the_text_of_another_practice_is_asked_about(file: LookAlike) -> None:
    row, who, place, practice = answered(file)
    said = Random(file.name).choice(texts_of_others(place))
    found = read(file, with_cell(file, row, column_of(file, place, who.voice), said))
    assert not found.settled
    assert wrong(file, found, {**rows_of(file), row: told(who, practice, None)}) == []


WORDINGS: dict[str, Callable[[int, str, str], str]] = {
    "text": lambda _, __, text: text,
    "name": lambda _, name, __: name,
    "number and name": lambda level, name, _: f"{level} - {name}",
    "level and text": lambda level, _, text: f"Level {level}: {text}",
}


@pytest.mark.parametrize(("file", "said"), shared_out([(level, how) for level in (0, 2, 3) for how in WORDINGS], 2))
def test_another_level_in_words_is_that_level(file: LookAlike, said: tuple[int, str]) -> None:
    """Somebody changed the cell by hand: what it says now is what is read, or asked about."""
    row, who, place, practice = answered(file)
    level, how = said
    cell = WORDINGS[how](level, built_in().levels[level].name, built_in().practices[place].levels[level])
    found = read(file, with_cell(file, row, column_of(file, place, who.voice), cell))
    assert wrong(file, found, {**rows_of(file), row: told(who, practice, level)}) == []


VOICES: tuple[tuple[ForeignCell, str], ...] = (
    ("Staf", "staff"), ("staff", "staff"), ("STAFF ", "staff"), ("Someone with lived experienc", "lived-experience"),
    ("lived-experience", "lived-experience"), ("lived experience", "lived-experience"),
    ("Someone with\u00a0lived experience", "lived-experience"), ("Both", ""), ("Volunteer", ""), ("", ""), (None, ""),
    ("together", ""), ("Staff and someone with lived experience", ""), ("Not staff", ""), ("1", ""), (1, ""), ("S", ""),
    ("Someone with lived experience of staff", ""), ("Staff;Someone with lived experience;", ""), ("N/A", ""),
)  # fmt: skip
"""What stands under the voice, and which it can be; none where nobody can know."""


@pytest.mark.parametrize(("file", "case"), shared_out(VOICES, 3))
def test_a_voice_is_read_as_it_says_or_asked_about(file: LookAlike, case: tuple[ForeignCell, str]) -> None:
    said, voice = case
    row = answered(file)[0]
    found = read(file, with_cell(file, row, file.voice, said))
    if file.mapped and str(said) == "1":
        return
    here = [person.sheet.voice for person in found.people if person.row == row]
    assert set(here) <= {voice}
    if not voice:
        assert not found.settled


@EVERY
@pytest.mark.parametrize("alter", [without_a_letter, lambda _: "", lambda _: "Question 7", lambda text: text + "?x"])
def test_a_heading_that_is_altered_is_known_all_the_same_or_asked_about(
    file: LookAlike, alter: Callable[[str], str]
) -> None:
    _, who, place, _ = answered(file)
    column = column_of(file, place, who.voice)
    for row in range(1, file.first_row):
        heading = str(cells_of(file)[row - 1][column])
        found = read(file, with_cell(file, row, column, alter(heading)))
        assert wrong(file, found, rows_of(file)) == []


@EVERY
def test_the_heading_of_another_practice_does_not_give_anyone_its_answers_twice(file: LookAlike) -> None:
    """Two columns then are one practice: rows in which they differ are a problem."""
    _, who, place, _ = answered(file)
    columns = [column_of(file, each, who.voice) for each in (place, place + 1)]
    row = 2 if file.first_row == 5 else 1
    found = read(file, with_cell(file, row, columns[1], cells_of(file)[row - 1][columns[0]]))
    assert not found.settled


def spoilt(rng: Random, cell: ForeignCell, pool: list[str]) -> ForeignCell:
    """A cell that was altered somehow."""
    text = "" if cell is None else str(cell)
    place = rng.randrange(len(text)) if text else 0
    return rng.choice(
        (
            text[:place] + text[place + 1 :],
            text[:place] + rng.choice("abcxyz019 ") + text[place:],
            text[:place],
            text.upper(),
            f"{text} 2",
            f"2 {text}",
            rng.choice(pool),
            f"{rng.randint(0, 3)} - {text}",
            rng.choice(("", "N/A", "1", "2", "0", "Don't know", "Staff", "yes", "Started", "L2", "DK", "NA")),
        )
    )


@EVERY
@pytest.mark.parametrize("seed", range(10))
def test_of_many_altered_cells_none_gives_anyone_a_level_that_another_word_says(file: LookAlike, seed: int) -> None:
    """Whatever cell it is: the others' rows are read as ever, and this row's levels are what its own cells say."""
    rng = Random(f"{file.name} {seed}")
    row = rng.choice(sorted(rows_of(file)))
    who = rows_of(file)[row]
    place = rng.randrange(len(built_in().practices))
    practice = built_in().practices[place]
    column = column_of(file, place, who.voice)
    pool = [text for each in built_in().practices for text in each.levels]
    cell = spoilt(rng, cells_of(file)[row - 1][column], pool)
    found = read(file, with_cell(file, row, column, cell))
    possible = {None, said_by(file, place, cell), agreeing(file, place, cell)}
    truths = [{**rows_of(file), row: told(who, practice.id, each)} for each in possible]
    assert any(not [each for each in wrong(file, found, truth) if "is not there" not in each] for truth in truths)
    if found.settled and possible == {None}:
        assert cell is None or not str(cell).strip()


def agreeing(file: LookAlike, place: int, cell: ForeignCell) -> int | str | None:
    """The level that a number and the words behind it agree on, however they are joined; else none."""
    number, _, words = str(cell or "").partition(" ")
    meant = said_by(file, place, words.strip("-.: "))
    return meant if number.strip("-.:") == str(meant) else None


def said_by(file: LookAlike, place: int, cell: ForeignCell) -> int | str | None:
    """What a cell says to a careful person; none where it says nothing, or nobody can know."""
    practice, levels = built_in().practices[place], built_in().levels
    text = " ".join(str(cell or "").split()).casefold().replace("\u2019", "'").rstrip(":* ")
    ways: dict[str, int | str] = dict.fromkeys(("don't know", "dont know", "do not know"), "dont-know")
    ways |= dict.fromkeys(("does not apply to us", "does not apply", "not applicable"), "not-applicable")
    ways |= {level.name.casefold(): level.number for level in levels}
    ways |= {each.casefold(): number for number, each in enumerate(practice.levels)}
    for level in levels:
        whole = f"{level.name}. {practice.levels[level.number]}"
        for each in (level.name, practice.levels[level.number], whole):
            ways[f"{level.number} - {each}".casefold()] = level.number
    if file.name in {"kobo-names.csv", "limesurvey-codes.csv", "odk-central.csv", "redcap-raw.csv"}:
        ways |= {f"l{level.number}": level.number for level in levels} | {"dk": "dont-know", "na": "not-applicable"}
    if file.mapped:
        ways |= {"1": 0, "2": 1, "3": 2, "4": 3, "5": "dont-know", "6": "not-applicable"}
    near = {without_marks(each): meant for each, meant in ways.items()}
    return near.get(without_marks(text))


def without_marks(text: str) -> str:
    """What is left of a text without what stands between its words."""
    return "".join(each for each in text if each.isalnum())
