"""Reading very many sheets fast: each plain one becomes a row of columns, every other one is left for careful reading.

A sheet such as ``{team = "Team A", date = 2026-11-22, voice = "staff", ratings.a.level = 2}``
adds ``"Team A"`` to the teams of a batch, 739942 to its dates, 1 to its voices and 2 to
its answers (see ``batch.layout``).

This module runs in processes of its own, which must start fast: it imports neither
the rules nor pydantic. It never says what is wrong with a sheet; it only refuses
whatever it is not sure of, and ``sheet_files`` reads that again.
"""

from __future__ import annotations

import datetime as dt
import gc
import json
import os
import re
import signal
import tomllib
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coprod_check.batch.layout import BLANK, EVIDENCE, NOT_APPLICABLE, VOICES, WORDS
from coprod_check.documents.problems import FIRST_DAY, LAST_DAY
from coprod_check.documents.text import identity, is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coprod_check.batch.layout import Layout

try:
    import toml_rs
except ImportError:  # an extra

    def parse_toml(text: str) -> dict[str, Any]:
        """Parse TOML 1.0, some ten times slower; newer Pythons read more, and that is left for careful reading."""
        from coprod_check.documents.toml_text import refused  # noqa: PLC0415 - brings with it what takes long to start

        if refused(text):
            raise ValueError
        return tomllib.loads(text)

else:

    def parse_toml(text: str) -> dict[str, Any]:
        """Parse as ``tomllib`` does: TOML 1.0."""
        return toml_rs.loads(text, toml_version="1.0.0")


LARGEST_PLAIN = 100_000
"""Bytes above which a sheet is left for careful reading: below, it goes beyond no limit (``documents.limits``)."""
USUAL = 1 << 14
"""Bytes that nearly every sheet has less of."""

MOST_BRACKETS = 400
"""Brackets above which a sheet is left for careful reading; a usual one has some thirty."""

READ_BY_NAME = frozenset({
    "format", "rubric", "rubric_version", "team", "date", "voice", "share", "finished", "circumstances", "people",
    "ratings", "experience",
})  # fmt: skip
"""The keys that this module looks into. Which others hold any text comes with the layout; any more, and it is left."""
RATING_READ_BY_NAME = frozenset({"level", "evidence_kind", "looking_back"})
"""The same of what is said of one practice."""

_VOICES = {name: number for number, name in enumerate(VOICES)}
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_VERSION = re.compile(r"((?:0|[1-9][0-9]*)\.(?:0|[1-9][0-9]*))\.(?:0|[1-9][0-9]*)")
_NOT_FOR = (("share", "respondent"), ("people", "experience"), ("people",))
"""By voice, the keys that its sheets may not have."""


@dataclass(slots=True)
class Batch:
    """Some sheets as columns, in the order in which they were read (see ``batch.sheet_columns.SheetColumns``)."""

    which: array[int] = field(default_factory=lambda: array("I"))
    """The place of each among the files asked for."""
    answers: bytearray = field(default_factory=bytearray)
    teams: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    dates: array[int] = field(default_factory=lambda: array("i"))
    voices: bytearray = field(default_factory=bytearray)
    share: bytearray = field(default_factory=bytearray)
    staff: array[int] = field(default_factory=lambda: array("I"))
    members: array[int] = field(default_factory=lambda: array("I"))
    respondents: list[str] = field(default_factory=list)
    """Whose sheet, by what tells pseudonyms apart; empty where it does not say."""
    sheets: list[str] = field(default_factory=list)
    """The sheet's id, in the same way."""
    circumstances: array[int] = field(default_factory=lambda: array("Q"))
    experience: array[int] = field(default_factory=lambda: array("Q"))
    left: list[int] = field(default_factory=list)
    """The places of those that need careful reading."""


number_of = hash
"""Numbers a respondent or a sheet id: equal texts have one number in one run of the program; no text is ``NOBODY``."""


def begin_work() -> None:
    """Prepare a process that does nothing but this: an interrupt is the parent's to handle, and nothing goes round."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()


def pack_files(layout: Layout, files: Sequence[str]) -> Batch:
    """Read TOML sheets to the questions of one layout; a file with anything odd about it is left."""
    batch = Batch()
    packer = Packer(layout, batch)
    for place, file in enumerate(files):
        data = _read(file)
        if data is not None and packer.add(data):
            batch.which.append(place)
        else:
            batch.left.append(place)
    return batch


def _read(file: str) -> dict[str, Any] | None:
    """Read and parse one file; ``None`` where there is anything odd about it."""
    try:
        data = _bytes(file)
        if len(data) > LARGEST_PLAIN or data.startswith(b"\xef\xbb\xbf") or b"\0" in data:
            return None
        if file.endswith("json"):
            return _parse_json(data)
        # The compiled parser goes as deep as the file does, and then takes the whole process with it.
        return parse_toml(data.decode()) if data.count(b"[") + data.count(b"{") <= MOST_BRACKETS else None
    except (OSError, ValueError, RecursionError):
        return None


def _bytes(file: str) -> bytes:
    """Read a file. There may be very many: room for the largest is made only where it is needed."""
    # A pipe is not waited for: nothing comes of it, and the careful reader says why.
    handle = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        data = os.read(handle, USUAL)
        return data if len(data) < USUAL else data + os.read(handle, LARGEST_PLAIN)
    finally:
        os.close(handle)


def _parse_json(data: bytes) -> dict[str, Any] | None:
    if b"\\ud" in data.lower():
        return None  # perhaps half of a character
    parsed = json.loads(data, object_pairs_hook=_each_key_once)
    return parsed if type(parsed) is dict else None


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        raise ValueError
    return table


class Packer:
    """Checks and packs one sheet after the other; what repeats from sheet to sheet is worked out once."""

    def __init__(self, layout: Layout, batch: Batch) -> None:
        """Take where the parts of a sheet stand, and where to put them."""
        self._layout, self._batch = layout, batch
        self._blank = bytes([BLANK]) * len(layout.practices)
        self._dates: dict[object, tuple[int, str] | None] = {}
        self._version = layout.version.rsplit(".", 1)[0]
        self._word_keys = layout.keys.words
        self._known = READ_BY_NAME.union(layout.keys.words)
        self._known_of_rating = RATING_READ_BY_NAME.union(layout.keys.rating_words)

    def add(self, data: dict[str, Any]) -> bool:
        """Add a sheet, or say that it needs careful reading; then nothing is added."""
        layout, batch = self._layout, self._batch
        get = data.get
        team, said, share = get("team"), get("voice"), get("share", False)
        voice = _VOICES.get(said) if type(said) is str else None
        day = self._day(get("date"))
        answers = self._answers(get("ratings", {}))
        if (
            get("format") != layout.keys.format
            or get("rubric") != layout.rubric
            or not self._same_version(get("rubric_version"))
            or type(team) is not str
            or not (team.isprintable() and not is_blank(team))
            or voice is None
            or type(share) is not bool
            or get("finished", True) is not True
            or day is None
            or answers is None
            or not data.keys() <= self._known
        ):
            return False
        for key in _NOT_FOR[voice]:
            if key in data:
                return False
        for key in self._word_keys:
            words = get(key, "")
            # What cannot be seen is washed, or a fault: only the careful reader knows.
            if type(words) is not str or not words.isprintable():
                return False
        label = get("round", day[1]).strip()
        if not label:
            return False
        people, circumstances = self._people(get("people")), self._mask(get("circumstances"))
        experience = self._experience(get("experience"))
        if people is None or circumstances is None or experience is None:
            return False
        batch.answers += answers
        batch.teams.append(team)
        batch.labels.append(label)
        batch.dates.append(day[0])
        batch.voices.append(voice)
        batch.share.append(share)
        batch.staff.append(people[0])
        batch.members.append(people[1])
        batch.respondents.append(identity(get("respondent", "")))
        batch.sheets.append(identity(get("sheet", "")))
        batch.circumstances.append(circumstances)
        batch.experience.extend(experience)
        return True

    def _same_version(self, version: object) -> bool:
        if version == self._layout.version:
            return True
        found = _VERSION.fullmatch(version) if isinstance(version, str) else None
        return found is not None and found.group(1) == self._version

    def _day(self, date: object) -> tuple[int, str] | None:
        """The number of a day, and its month as a label."""
        if type(date) is not dt.date and type(date) is not str:
            return None
        if date not in self._dates:
            self._dates[date] = _day(date)
        return self._dates[date]

    def _answers(self, ratings: object) -> bytearray | None:
        """Pack what was said of every practice."""
        if type(ratings) is not dict:
            return None
        places, top = self._layout.practices, self._layout.top
        row = bytearray(self._blank)
        for practice, rating in ratings.items():
            place = places.get(practice)
            if place is None or type(rating) is not dict:
                return None
            level = rating.get("level")
            if type(level) is int and 0 <= level <= top:
                code = level
            elif type(level) is str and level in WORDS:
                code = WORDS[level]
            else:
                return None
            if len(rating) > 1 or code == NOT_APPLICABLE:
                evidence = rating.get("evidence", "")
                if type(evidence) is not str or not self._rest_fits(rating, place, code):
                    return None
                if not is_blank(evidence):
                    code += EVIDENCE
            row[place] = code
        return row

    def _rest_fits(self, rating: dict[str, Any], place: int, code: int) -> bool:
        """Say whether what stands beside level and evidence is as it should be."""
        if code == NOT_APPLICABLE and (
            not self._layout.may_not_apply[place] or is_blank(str(rating.get("reason", "")))
        ):
            return False
        if len(rating) == 2 and "evidence" in rating:
            return True
        keys, back = self._layout.keys, rating.get("looking_back", 0)
        return (
            rating.keys() <= self._known_of_rating
            and rating.get("evidence_kind", keys.evidence_kinds[0]) in keys.evidence_kinds
            and all(type(rating.get(key, "")) is str for key in keys.rating_words)
            and type(back) is int
            and 0 <= back <= self._layout.top
        )

    def _people(self, people: object) -> tuple[int, int] | None:
        if people is None:
            return 0, 0
        staff, members = self._layout.keys.people
        if type(people) is not dict or not people.keys() <= {staff, members}:
            return None
        counts = people.get(staff, 0), people.get(members, 0)
        most = self._layout.keys.most_people
        return counts if all(type(count) is int and 0 <= count <= most for count in counts) else None

    def _mask(self, chosen: object) -> int | None:
        """Put circumstances together, a bit for each."""
        if chosen is None:
            return 0
        known = self._layout.circumstances
        if type(chosen) is not list or not all(type(each) is str and each in known for each in chosen):
            return None
        mask = 0
        for each in chosen:
            mask |= known[each]
        return mask

    def _experience(self, said: object) -> list[int] | None:
        """Put the answers to the experience questions together, a bit for each option."""
        layout = self._layout
        masks = [0] * len(layout.questions)
        if not said:
            return masks if said is None or type(said) is dict else None
        if type(said) is not dict:
            return None
        for question, chosen in said.items():
            place = layout.questions.get(question)
            options = [chosen] if type(chosen) is str else chosen
            if place is None or type(options) is not list or (len(options) > 1 and not layout.several[place]):
                return None
            known = layout.options[place]
            for option in options:
                if type(option) is not str or option not in known:
                    return None
                masks[place] |= known[option]
        return masks


def _day(date: dt.date | str) -> tuple[int, str] | None:
    if isinstance(date, str):
        if not _DATE.fullmatch(date):
            return None
        try:
            date = dt.date.fromisoformat(date)
        except ValueError:
            return None
    if not FIRST_DAY <= date <= LAST_DAY:
        return None
    return date.toordinal(), f"{date:%Y-%m}"
