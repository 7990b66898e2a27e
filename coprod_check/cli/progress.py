"""How far long work has come, on standard error. Short work says nothing, and no result is drawn over."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, contextmanager, nullcontext
from time import monotonic
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar

from coprod_check.cli import settings
from coprod_check.cli.boundary import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")

MANY = 500
"""Things (files, rows) from which on work may be long."""
A_MOMENT = 1.0
"""Seconds that work may take before anything is said of it."""
_BETWEEN = 0.2
"""Seconds between two drawings of the bar."""
_NARROWEST, _WIDEST = 8, 24
"""Columns of the bar; where there is no room for the narrowest, the words must do."""


class Advance(Protocol):
    """Counts what has been done."""

    def __call__(self, n: int = 1, /) -> None:
        """Count so many more; cheap enough for every one of a million."""


Watch: TypeAlias = "Callable[[str, Callable[[], int]], AbstractContextManager[Advance]]"
"""Shows how far something has come: says what, and asks how much of it there is if that is to be shown."""


@contextmanager
def progress(
    what: str, total: int | None, *, plain: bool, doing: str = "Reading", done: str = "Read"
) -> Iterator[Advance]:
    """Show how far work has come while it is under way.

    ``what`` is what is counted, in the plural ("files"); ``total`` is how many there
    are, where that is known. ``plain`` is plain mode asked for in so many words.

    Anything is shown only for ``MANY`` things that take longer than ``A_MOMENT``. In
    plain mode, and on a terminal that can do nothing else, that is one line then and
    one at the end: "Reading 20,000 files …", "Read 20,000 files." On any other terminal
    it is a bar, which is gone when the work is over. Elsewhere it is nothing. What an
    error or Ctrl-C ended is not said to be done.
    """
    shown = _shown(what, total, plain=plain, words=(doing, done))
    if shown is None:
        yield _uncounted
        return
    watch = _Watch(shown, total)
    try:
        yield watch.advance
    except BaseException:
        watch.end(whole=False)
        raise
    watch.end(whole=True)


_WORDS = {"results": ("Writing", "Wrote"), "rounds": ("Scoring", "Scored")}
"""What is being done with things that are not read."""


def watching(*, plain: bool) -> Watch:
    """Give what shows how far reading or writing has come; how much there is, is asked only where it will be shown."""

    def watch(what: str, total: Callable[[], int]) -> AbstractContextManager[Advance]:
        words = _WORDS.get(what, ("Reading", "Read"))
        if not (plain or sys.stderr.isatty()):
            return unwatched(what, total)
        return progress(what, total(), plain=plain, doing=words[0], done=words[1])

    return watch


def unwatched(what: str, total: Callable[[], int]) -> AbstractContextManager[Advance]:  # noqa: ARG001 - one of two
    """Show nothing."""
    return nullcontext(_uncounted)


def counted(things: Iterable[T], advance: Advance) -> Iterator[T]:
    """Pass things on, counting them."""
    for thing in things:
        yield thing
        advance(1)


def _uncounted(n: int = 1, /) -> None:
    """Count nothing: nobody will see it."""


class _Shown(Protocol):
    def begin(self) -> None: ...
    def at(self, count: int, seconds: float) -> None: ...
    def end(self, count: int, *, whole: bool) -> None: ...


def _shown(what: str, total: int | None, *, plain: bool, words: tuple[str, str]) -> _Shown | None:
    terminal = sys.stderr.isatty()
    if (total is not None and total < MANY) or not (plain or terminal):
        return None
    doing, done = words
    if settings.plain(option=plain):
        return _Lines(f"{doing} {what if total is None else f'{total:,} {what}'} …", f"{done} {{:,}} {what}.")
    return _Bar(f"{doing} {what}", total)


class _Watch:
    """Counts, and looks at the clock."""

    def __init__(self, shown: _Shown, total: int | None) -> None:
        self._shown = shown
        self._total = total
        self._count = 0
        self._began = monotonic()
        self._next = self._began + A_MOMENT
        self._visible = False

    def advance(self, n: int = 1, /) -> None:
        self._count += n
        now = monotonic()
        if now >= self._next:
            self._next = now + _BETWEEN
            self._show(now - self._began)

    def _show(self, seconds: float) -> None:
        if not self._visible:
            if self._total is None and self._count < MANY:
                return
            self._visible = True
            self._shown.begin()
        self._shown.at(self._count, seconds)

    def end(self, *, whole: bool) -> None:
        if self._visible:
            self._shown.end(self._count, whole=whole)


class _Lines:
    """Plain mode: one line, and one more."""

    def __init__(self, first: str, last: str) -> None:
        self._first = first
        self._last = last

    def begin(self) -> None:
        say(self._first)

    def at(self, count: int, seconds: float) -> None:
        pass

    def end(self, count: int, *, whole: bool) -> None:
        if whole:
            say(self._last.format(count))


class _Bar:
    """A bar on a terminal: no colour, no thread, and the cursor is never hidden, so nothing is left however it ends."""

    def __init__(self, what: str, total: int | None) -> None:
        self._what = what
        self._total = total

    def begin(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        class SteadyConsole(Console):
            def show_cursor(self, show: bool = True) -> bool:
                return show

        console = SteadyConsole(stderr=True, color_system=None, highlight=False)
        number = f"{self._total or 0:,}"
        room = console.width - len(f"{self._what}  {number} of {number}, 99 %, about 59 seconds left")
        bar = [BarColumn(bar_width=min(room, _WIDEST))] if self._total is not None and room >= _NARROWEST else []
        # Words that do not fit are cut at their end: in a narrow window all of them are one text.
        words = ["{task.description}", "{task.fields[far]}"] if bar else ["{task.description} {task.fields[far]}"]
        before, *behind = [TextColumn(each, markup=False) for each in words]
        self._progress = Progress(
            before,
            *bar,
            *behind,
            console=console,
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task = self._progress.add_task(self._what, total=self._total, far="")
        self._progress.start()

    def at(self, count: int, seconds: float) -> None:
        self._progress.update(self._task, completed=count, far=far(count, self._total, seconds), refresh=True)

    def end(self, count: int, *, whole: bool) -> None:  # noqa: ARG002 - whichever way it ends, the bar goes
        self._progress.stop()


def far(count: int, total: int | None, seconds: float) -> str:
    """Say how far work has come after so many seconds, and how long it may still take at this pace.

    >>> far(3200, 20000, 4)
    '3,200 of 20,000, 16 %, about 21 seconds left'
    >>> far(3200, None, 4)
    '3,200 so far'
    """
    if total is None:
        return f"{count:,} so far"
    count = min(count, total)
    said = f"{count:,} of {total:,}, {100 * count // total} %"
    return f"{said}, {_time(seconds * (total - count) / count)} left" if 0 < count < total else said


def _time(seconds: float) -> str:
    if seconds >= 90:
        return f"about {round(seconds / 60)} minutes"
    whole = max(1, round(seconds))
    return f"about {whole} second{'s' * (whole > 1)}"
