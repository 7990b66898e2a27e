"""What the cells of a workbook look like: letters, numbers, days, and a ground for each level."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from coprod_check.documents.text import one_line
from coprod_check.exchange.workbook.cell_texts import cell_text, cut_to
from coprod_check.exchange.workbook.level_colours import level_colours

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Rubric

SOFT_GREY = "#595959"
_LINE = "#bfbfbf"
_HEADING_GROUND = "#e7ebef"
LONGEST_NAME_IN_A_CELL = 30
"""Letters of a level's name behind its number: a number that is wider than its column is shown as ####."""
_SHORT_NAME = 12


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - xlsxwriter brings no types
        """Take the workbook that the formats are of."""
        self._book = book
        self._made: dict[object, Any] = {}
        self._levels: dict[tuple[int, int, bool, bool], Any] = {}

    def _look(self, **how: object) -> Any:  # noqa: ANN401
        key = tuple(sorted(how.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"valign": "top", **how})
        return self._made[key]

    @cached_property
    def heading(self) -> Any:  # noqa: ANN401
        """The first row of a table."""
        return self._look(bold=True, text_wrap=True, bg_color=_HEADING_GROUND, bottom=1)

    @cached_property
    def title(self) -> Any:  # noqa: ANN401
        """What a sheet of sentences is called."""
        return self._look(bold=True, font_size=16, text_wrap=True)

    @cached_property
    def part(self) -> Any:  # noqa: ANN401
        """What a part of a sheet is called."""
        return self._look(bold=True, font_size=12, text_wrap=True)

    @cached_property
    def bold(self) -> Any:  # noqa: ANN401
        """A word that stands out."""
        return self._look(bold=True)

    @cached_property
    def text(self) -> Any:  # noqa: ANN401
        """A few words; what is longer than its column goes on below."""
        return self._look(text_wrap=True)

    @cached_property
    def one_line(self) -> Any:  # noqa: ANN401
        """A text that is cut at the end of its column, where whole lines would make a long table longer."""
        return self._look()

    @cached_property
    def sentence(self) -> Any:  # noqa: ANN401
        """A sentence with room around it."""
        return self._look(text_wrap=True, indent=1)

    @cached_property
    def whole(self) -> Any:  # noqa: ANN401
        """A whole number."""
        return self._look(num_format="0", align="center")

    @cached_property
    def score(self) -> Any:  # noqa: ANN401
        """A score, or how far people agree."""
        return self._look(num_format="0.0", align="center")

    @cached_property
    def share(self) -> Any:  # noqa: ANN401
        """A part of a hundred."""
        return self._look(num_format="0%", align="center")

    @cached_property
    def day(self) -> Any:  # noqa: ANN401
        """A day, the year first, so that nobody takes the day for the month."""
        return self._look(num_format="yyyy-mm-dd", align="left")

    def level(self, rubric: Rubric, level: int, *, named: bool = False, short: bool = False) -> Any:  # noqa: ANN401
        """The ground of a level; ``named`` for a number that is shown with the level's name behind it."""
        key = (id(rubric), level, named, short)
        if key not in self._levels:
            self._levels[key] = self._of_level(rubric, level, named=named, short=short)
        return self._levels[key]

    def _of_level(self, rubric: Rubric, level: int, *, named: bool, short: bool) -> Any:  # noqa: ANN401
        # A plan that people edit may name a level that the questions do not have.
        ground, ink = level_colours(rubric.top)[min(level, rubric.top)]
        number = level_format(rubric, level, short=short) if named else "0"
        return self._look(num_format=number, bg_color=ground, font_color=ink, border=1, border_color=_LINE,
                          align="left", text_wrap=not named)  # fmt: skip


def level_format(rubric: Rubric, level: int, *, short: bool = False) -> str:
    """How a level is shown: the cell holds the number alone, and the name is lent to it by the format."""
    name = cut_to(one_line(cell_text(rubric.levels[level].name)) if level <= rubric.top else "", _longest(short=short))
    # Between quotation marks every letter stands for itself, but the mark that ends them.
    return f'0" {name.replace(chr(34), "”")}"' if name else "0"


def level_width(rubric: Rubric, *, short: bool = False) -> int:
    """How wide a column must be so that every level in it is shown with its name."""
    most = _longest(short=short)
    return max(10, *(len(str(level.number)) + min(len(one_line(level.name)), most) + 4 for level in rubric.levels))


def _longest(*, short: bool) -> int:
    return _SHORT_NAME if short else LONGEST_NAME_IN_A_CELL
