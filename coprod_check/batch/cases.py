"""Very many rows, few different cases: each is numbered, and what decides it is asked once.

An example. Six rows of two columns, "how many said yes" and "how many said no":

    (3, 0)  (2, 1)  (3, 0)  (0, 3)  (2, 1)  (3, 0)

hold three different cases, ``(3, 0)``, ``(2, 1)`` and ``(0, 3)``. The rule is asked three
times, in plain Python, and what it says is kept in a book; the six rows become the numbers
``0 1 0 2 1 0`` of its entries. The book lives on, so that further rows ask again only for
cases that are new.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    AnyColumn = NDArray[Any]
    Case = tuple[Any, ...]

T = TypeVar("T")
U = TypeVar("U")

MOST_KNOWN = 1 << 15
"""Cases above which a new book is begun: a bound on memory, not on how many cases there may be."""
ROOM = 2**62
"""Above this, numbers put together into one key would not fit."""
ROOM_IN_TABLE = 1 << 23
"""Keys up to which a table with a place for each is faster than sorting the rows."""


class Book(Generic[T]):
    """Different cases, and what was said of each: its number among the answers."""

    def __init__(self) -> None:
        """Begin empty."""
        self.numbers: dict[Case, int] = {}
        self.answers: list[T] = []
        self.marks = np.zeros((0, 0), np.int32)
        """A row of small numbers for each answer, for arrays to reckon with."""
        self._new_marks: list[tuple[int, ...]] = []
        self._alike: dict[T, int] = {}

    def add(self, case: Case, answer: T, marks: tuple[int, ...], *, alike: bool) -> int:
        """Write one more down; where it is ``alike`` another, both are one answer."""
        number = self._alike.setdefault(answer, len(self.answers)) if alike else len(self.answers)
        self.numbers[case] = number
        if number == len(self.answers):
            self.answers.append(answer)
            self._new_marks.append(marks)
        return number

    def mark(self) -> None:
        """Put the small numbers of new answers where arrays find them."""
        if self._new_marks:
            new = np.array(self._new_marks, np.int32)
            self.marks = np.concatenate([self.marks, new]) if len(self.marks) else new
            self._new_marks.clear()


class Found(Generic[T]):
    """What was said of every row: the number of an entry for each, and the book."""

    def __init__(self, number: NDArray[np.int32], answers: list[T], marks: NDArray[np.int32]) -> None:
        """Take the numbers, and what stands in the book; it may go on growing."""
        self.number = number
        self.answers = answers
        self._marks = marks

    def shaped(self, shape: tuple[int, ...]) -> Found[T]:
        """The same, laid out in rows and columns."""
        return Found(self.number.reshape(shape), self.answers, self._marks)

    def made(self, of_each: OfEach[T, U]) -> Found[U]:
        """What is made of each answer, in its place."""
        return Found(self.number, of_each.of(self), self._marks)

    def at(self, *place: int) -> T:
        """What was said of one row."""
        number: int = self.number[place]
        return self.answers[number]

    def each(self) -> list[T]:
        """What was said of every row, in order."""
        return [self.answers[number] for number in self.number.tolist()]

    def marked(self, which: int) -> NDArray[np.int32]:
        """One of the small numbers that go with an answer, for every row."""
        marks: NDArray[np.int32] = self._marks[:, which][self.number]
        return marks

    def times(self, rows: NDArray[np.int64], *column: int) -> Iterator[tuple[T, int]]:
        """Each different answer among some rows, and how often it stands there."""
        counts = np.bincount(self.number[(rows, *column)])
        for number in np.flatnonzero(counts).tolist():
            yield self.answers[number], int(counts[number])


class Cases(Generic[T]):
    """Asks a rule once for each different case, however many rows there are and however often more of them come."""

    def __init__(
        self,
        ask: Callable[..., T],
        marks: Callable[[Case, T], tuple[int, ...]] = lambda *_: (),
        *,
        alike: bool = False,
    ) -> None:
        """Take the rule, whose arguments are a case, and which small numbers to keep beside its answer.

        ``alike`` where many cases come to the same: then equal answers, which must have the
        same small numbers, are kept once.
        """
        self._ask, self._marks, self._alike = ask, marks, alike
        self._book: Book[T] = Book()
        self._lock = Lock()  # some portions of rows are looked at at a time

    def of(self, columns: Sequence[AnyColumn], rows: int) -> Found[T]:
        """Say what the rule says of every row; ``columns`` are its arguments, whole numbers from 0 on."""
        first, which = numbered(columns, rows)
        return self.told(zip(*(column[first].tolist() for column in columns), strict=True) if columns else [()], which)

    def told(self, cases: Iterable[Case], which: NDArray[np.int32]) -> Found[T]:
        """The same where the different cases are numbered already."""
        with self._lock:
            if len(self._book.numbers) > MOST_KNOWN:
                self._book = Book()
            book = self._book
            number = np.fromiter((self._number(book, case) for case in cases), np.int32)
            book.mark()
            return Found(number[which], book.answers, book.marks)

    def _number(self, book: Book[T], case: Case) -> int:
        number = book.numbers.get(case)
        if number is None:
            answer = self._ask(*case)
            number = book.add(case, answer, self._marks(case, answer), alike=self._alike)
        return number


class OfEach(Generic[T, U]):
    """Makes something of each different answer, once."""

    def __init__(self, make: Callable[[T], U]) -> None:
        """Take what makes it."""
        self._make = make
        self._answers: list[T] = []
        self._made: list[U] = []
        self._lock = Lock()

    def of(self, found: Found[T]) -> list[U]:
        """What is made of each entry in the book that an answer was found in; the list grows as the book does."""
        with self._lock:
            if found.answers is not self._answers:
                self._answers, self._made = found.answers, []
            self._made += map(self._make, found.answers[len(self._made) :])
            return self._made


class CaseNumbers(Generic[T]):
    """Numbers a few values from 0 on, so that they can stand in columns."""

    def __init__(self, *first: T) -> None:
        """Begin with some."""
        self.values: list[T] = []
        self._known: dict[T, int] = {}
        for each in first:
            self.of(each)

    def of(self, value: T) -> int:
        """The number of a value, now and from now on."""
        number = self._known.setdefault(value, len(self.values))
        if number == len(self.values):
            self.values.append(value)
        return number


def numbered(columns: Sequence[AnyColumn], rows: int) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Number the different rows: for each a row that is like it, and for each row its number."""
    key, size = combined(columns, rows)
    if size > ROOM_IN_TABLE:
        values, which = np.unique(key, return_inverse=True)
        first = np.empty(len(values), np.int64)
        first[which] = np.arange(rows)
        return first, which.astype(np.int32)
    place = np.full(size, -1, np.int32)
    place[key] = np.arange(rows, dtype=np.int32)  # of equal rows the last one stays
    here = np.flatnonzero(place >= 0)
    first = place[here].astype(np.int64)
    place[here] = np.arange(len(here), dtype=np.int32)
    return first, place[key]


def combined(columns: Iterable[AnyColumn], rows: int) -> tuple[NDArray[np.int64], int]:
    """Give rows the same number where, and only where, they are equal in all columns; and how many there may be."""
    key, size = np.zeros(rows, np.int64), 1
    for column in columns:
        base = int(column.max(initial=0)) + 1
        if size * base > ROOM:
            values, key = np.unique(key, return_inverse=True)
            size = len(values)
        if size > 1:
            key *= base
            key += column
        else:
            key = column.astype(np.int64)
        size *= base
    return key, size
