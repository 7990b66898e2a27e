"""The menu: the plain text above, and below it a list to move through with the arrow keys.

The question and every level are printed once, word-wrapped, so that they stay in
the scroll-back; the list itself holds short labels only, because questionary cuts
long ones off without a sign.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from coprod_check.ask.front_end import EndOfInput
from coprod_check.ask.lines import paragraphs, screen_lines, wrap
from coprod_check.ask.lines_in import flush_keys
from coprod_check.ask.plain import Plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from coprod_check.ask.lines_in import LinesIn
    from coprod_check.core.interview import Choice, Screen

FEWEST_ROWS = 20
"""Rows below which the menu would push its own question off the screen."""

POINTER = ">"


class Menu:
    """Asks with menus; lines and longer texts are read as in plain mode."""

    def __init__(self, reader: LinesIn, write: Callable[[str], None], width: Callable[[], int]) -> None:
        """Take where to read, where to write, and how wide a line may be."""
        self._plain = Plain(reader, write, width)
        self._write = write
        self._width = width

    def tell(self, text: str) -> None:
        """Say one thing, wrapped."""
        self._plain.tell(text)

    def show(self, screen: Screen) -> None:
        """Print the question and every choice in full, above the menu."""
        if screen.kind in {"line", "lines"}:
            self._plain.show(screen)
            return
        for line in screen_lines(screen, self._width()):
            self._write(line.rstrip() + "\n")

    def show_help(self, screen: Screen) -> None:
        """Say why the question matters."""
        for line in ["", *paragraphs(screen.help, self._width())]:
            self._write(line.rstrip() + "\n")

    def reply_to(self, screen: Screen) -> str:
        """Let one or several choices be picked, or read a text."""
        if screen.kind in {"line", "lines"}:
            return self._plain.reply_to(screen)
        return self._pick_several(screen) if screen.kind == "several" else self._pick(screen)

    def _pick(self, screen: Screen) -> str:
        import questionary  # noqa: PLC0415 - costs a tenth of a second: only once a menu is needed

        keep = [questionary.Choice(f"   Keep my answer: {screen.current}", "", shortcut_key=False)] if screen.current else []
        choices = [_entry(each) for each in (*screen.choices, *screen.commands)]
        question = questionary.select(
            "Choose:",
            choices=[*keep, *choices],
            instruction="(arrow keys or the key in front, then Enter)",
            pointer=POINTER,
            qmark="",
            use_jk_keys=False,
            use_search_filter=False,
        )
        return _ask(question, [each.key for each in (*screen.choices, *screen.commands)], offset=len(keep))

    def _pick_several(self, screen: Screen) -> str:
        import questionary  # noqa: PLC0415 - as above

        chosen = set(screen.current.replace(",", " ").split())
        commands = [each for each in screen.commands if each.key != "x"]
        entries = [questionary.Choice(_short(each, self._width()), each.key, checked=each.key in chosen) for each in screen.choices]
        question = questionary.checkbox(
            "Choose:",
            choices=[*entries, *(_entry(each) for each in commands)],
            instruction="(space to mark, Enter when done)",
            pointer=POINTER,
            qmark="",
            use_jk_keys=False,
        )
        picked = _ask(question, [], offset=0)
        letters = [each for each in picked if each in {command.key for command in commands}]
        return letters[0] if letters else " ".join(picked) or "0"


def _short(choice: Choice, width: int) -> str:
    """One line of a list; what is cut off stands in full above the menu."""
    text = f"{choice.key}  {choice.label}"
    room = max(width - 8, 12)
    return text if len(text) <= room else text[: room - 1].rstrip() + "…"


def _entry(choice: Choice) -> Any:  # noqa: ANN401 - questionary is imported late
    import questionary  # noqa: PLC0415

    return questionary.Choice(f"{choice.key}  {choice.label}", choice.key, shortcut_key=False)


def _ask(question: Any, keys: list[str], offset: int) -> Any:  # noqa: ANN401 - questionary's own types
    """Run one questionary prompt, with its faults mended.

    - The real cursor stands on the highlighted row, which is what a screen reader reads.
    - Keys that were waiting (a paste that went on too long) answer nothing.
    - Ctrl-C and the end of input are raised, not turned into an answer.
    - A key moves to its choice; Enter takes it.
    """
    from prompt_toolkit.filters import to_filter  # noqa: PLC0415 - as above
    from prompt_toolkit.input.typeahead import clear_typeahead  # noqa: PLC0415
    from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings  # noqa: PLC0415
    from questionary.prompts.common import InquirerControl  # noqa: PLC0415

    application = question.application
    control = next(
        window.content
        for window in application.layout.find_all_windows()
        if isinstance(window.content, InquirerControl)
    )
    for window in application.layout.find_all_windows():
        if window.content is control:
            control.focusable = to_filter(True)
            control.show_cursor = True
            window.always_hide_cursor = to_filter(False)
            window.wrap_lines = to_filter(True)
            application.layout.focus(window)
    bindings = KeyBindings()

    @bindings.add("c-d")
    def _(event: Any) -> None:  # noqa: ANN401 - prompt_toolkit's own type
        event.app.exit(exception=EndOfInput())

    for place, key in enumerate(keys):

        def move(_event: Any, place: int = place + offset) -> None:  # noqa: ANN401
            control.pointed_at = place

        if len(key) == 1:
            bindings.add(key)(move)
    application.key_bindings = merge_key_bindings([application.key_bindings, bindings])
    with contextlib.suppress(Exception):
        clear_typeahead(application.input)
    flush_keys()
    try:
        return question.unsafe_ask()
    except EOFError:
        raise EndOfInput from None
