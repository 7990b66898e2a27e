"""The menu: the plain text above, and below it a list to move through with the arrow keys.

The question and every level are printed once, word-wrapped, so that they stay in
the scroll-back; the list itself holds short labels only, because questionary cuts
long ones off without a sign.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from coprod_check.ask.front_end import EndOfInput
from coprod_check.ask.lines import paragraphs, screen_lines
from coprod_check.ask.lines_in import BEHIND, waiting_keys
from coprod_check.ask.plain import Plain
from coprod_check.interview.screens import HELP, HELP_KEYS, Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from prompt_toolkit.key_binding.key_processor import KeyPress

    from coprod_check.ask.lines_in import LinesIn
    from coprod_check.interview.screens import Screen

FEWEST_ROWS = 20
"""Rows below which the menu would push its own question off the screen."""

ROWS_AROUND = 5
"""Rows that a menu needs beside its entries: its own prompt, the empty choice, and some of the question."""

AROUND_A_LABEL = 8
"""Columns of a row of the menu that its label does not have."""

POINTER = ">"
ON, OFF = True, False
NOTHING_CHOSEN = "(nothing chosen yet)"
COLOURED = ("qmark", "answer", "search_success", "search_none")
"""What questionary would write in colours."""


class Menu:
    """Asks with menus; lines and longer texts are read as in plain mode."""

    def __init__(
        self, reader: LinesIn, write: Callable[[str], None], width: Callable[[], int], rows: Callable[[], int]
    ) -> None:
        """Take where to read, where to write, and how large the window is (asked anew for every screen)."""
        self._plain = Plain(reader, write, width)
        self._write = write
        self._width = width
        self._rows = rows

    def _typed(self, screen: Screen) -> bool:
        """Say whether to read a typed reply: for all but one choice of few, so that the list fits in the window."""
        entries = len(screen.choices) + len(screen.commands)
        return screen.kind != "choice" or entries + ROWS_AROUND > self._rows()

    def tell(self, text: str) -> None:
        """Say one thing, wrapped."""
        self._plain.tell(text)

    def show(self, screen: Screen) -> None:
        """Print the question and every choice in full, above the menu; choices that the menu holds whole only there."""
        self._plain.stop_if_interrupted()
        if self._typed(screen):
            self._plain.show(screen)
            return
        width = self._width()
        held = all(not each.text and len(each.label) + AROUND_A_LABEL <= width for each in screen.choices)
        for line in screen_lines(replace(screen, choices=()) if held else screen, width):
            self._write(line.rstrip() + "\n")

    def show_help(self, screen: Screen) -> None:
        """Say why the question matters."""
        for line in ["", *paragraphs(screen.help, self._width())]:
            self._write(line.rstrip() + "\n")

    def reply_to(self, screen: Screen) -> str:
        """Let one choice be picked, or read a typed reply."""
        if self._typed(screen):
            return self._plain.reply_to(screen)
        return self._pick(screen)

    def _pick(self, screen: Screen) -> str:
        import questionary  # noqa: PLC0415 - costs a tenth of a second: only once a menu is needed

        # Nothing is chosen beforehand: Enter pressed too early answers nothing, or keeps what is there.
        first = Choice("", f"Keep my answer: {screen.current}" if screen.current else NOTHING_CHOSEN)
        entries = [first, *screen.choices, *screen.commands]
        question = questionary.select(
            "Choose:",
            choices=[
                questionary.Choice(f"{each.key}  {each.label}".strip(), each.key, shortcut_key=False)
                for each in entries
            ],
            instruction="(arrow keys or the key in front, then Enter)",
            pointer=POINTER,
            qmark="",
            use_jk_keys=False,
            use_search_filter=False,
            # No colours of our own: questionary's are too pale on white.
            style=questionary.Style([(name, "fg:default bg:default") for name in COLOURED]),
        )
        return str(_ask(question, [each.key for each in entries]))


def _ask(question: Any, keys: list[str]) -> Any:  # noqa: ANN401 - questionary's own types
    """Run one questionary prompt, with its faults mended.

    - The real cursor stands on the highlighted row, which is what a screen reader reads.
    - Keys that were waiting (a paste that went on too long) answer nothing.
    - A paste of lines is one reply, which the choice refuses; no Enter inside it takes anything.
    - Ctrl-C and the end of input are raised, not turned into an answer.
    - A key moves to its choice; Enter takes it.
    """
    from prompt_toolkit.input.typeahead import clear_typeahead  # noqa: PLC0415 - as above
    from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings  # noqa: PLC0415
    from prompt_toolkit.keys import Keys  # noqa: PLC0415

    application = question.application
    control = _cursor_on_rows(application)
    bindings = KeyBindings()

    @bindings.add("c-d")
    def _(event: Any) -> None:  # noqa: ANN401 - prompt_toolkit's own type
        event.app.exit(exception=EndOfInput())

    for place, key in enumerate(keys):

        def move(_event: Any, place: int = place) -> None:  # noqa: ANN401
            control.pointed_at = place

        for each in HELP_KEYS if key == HELP.key else (key,):
            if len(each) == 1:
                bindings.add(each)(move)

    @bindings.add(Keys.BracketedPaste)
    def _(event: Any) -> None:  # noqa: ANN401
        event.app.exit(result=event.data)

    application.key_bindings = merge_key_bindings([application.key_bindings, bindings])
    _refuse_pastes(application)
    with contextlib.suppress(Exception):
        clear_typeahead(application.input)
    waiting_keys()
    try:
        return question.unsafe_ask()
    except EOFError:
        raise EndOfInput from None
    finally:
        # What comes at once behind the Enter was pasted with it.
        waiting_keys(within=BEHIND)


def _cursor_on_rows(application: Any) -> Any:  # noqa: ANN401
    """Move the focus, and with it the real cursor, to the list; give the list's control."""
    from prompt_toolkit.filters import to_filter  # noqa: PLC0415
    from questionary.prompts.common import InquirerControl  # noqa: PLC0415

    window = next(each for each in application.layout.find_all_windows() if isinstance(each.content, InquirerControl))
    window.content.focusable = to_filter(ON)
    window.content.show_cursor = True
    window.always_hide_cursor = to_filter(OFF)
    window.wrap_lines = to_filter(ON)
    application.layout.focus(window)
    return window.content


def _refuse_pastes(application: Any) -> None:  # noqa: ANN401
    """Make lines that arrive all at once the reply, as they are, in place of the keys in them."""
    feed = application.key_processor.feed_multiple

    def feed_unless_pasted(presses: list[KeyPress], first: bool = False) -> None:  # noqa: FBT001, FBT002
        if is_paste(presses) and not application.is_done:
            application.exit(result="".join(press.data for press in presses) + waiting_keys(within=BEHIND))
        else:
            feed(presses, first)

    application.key_processor.feed_multiple = feed_unless_pasted


def is_paste(presses: Sequence[KeyPress]) -> bool:
    """Say whether keys that came all at once are lines of text: more than one key and its Enter.

    One key with its Enter may come from a switch, or from software that types what is said.
    """
    typed = [press for press in presses if len(press.key) == 1 or press.key in {"c-m", "c-j"}]
    enters = [place for place, press in enumerate(typed) if len(press.key) > 1]
    return bool(enters) and (enters[0] < len(typed) - 1 or len(typed) > 2)
