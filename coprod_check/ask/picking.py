"""One list on the terminal for a whole conversation: made once, its entries exchanged from question to question.

questionary makes three applications for every question it asks, each with some six
hundred keys of its own; that took longer than everything else that Enter sets off. Here
its list control alone is used, new for every question, in a layout of two windows and an
application that stay. What is remembered of a question is in its control, and goes with it.

Imported by the first menu only: the libraries cost a tenth of a second.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from typing import TYPE_CHECKING

from prompt_toolkit.application import Application
from prompt_toolkit.filters import is_done
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import ConditionalContainer, FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.styles import Style
from questionary.prompts.common import Choice as Row
from questionary.prompts.common import InquirerControl

from coprod_check.ask.front_end import EndOfInput
from coprod_check.ask.lines_in import BEHIND, waiting_keys
from coprod_check.interview.screens import HELP, HELP_KEYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.key_binding import KeyPressEvent
    from prompt_toolkit.key_binding.key_processor import KeyPress

    from coprod_check.interview.screens import Choice

POINTER = ">"
PROMPT = " Choose: "
INSTRUCTION = "(arrow keys or the key in front, then Enter)"
# No colours of our own: questionary's are too pale on white.
STYLE = Style([("question", "bold"), ("answer", "bold")])


class Picker:
    """Lets people pick one of some choices.

    - The real cursor stands on the highlighted row, which is what a screen reader reads.
    - Keys that were waiting (a paste that went on too long) answer nothing.
    - A paste of lines is one reply, which the choice refuses; no Enter inside it takes anything.
    - Ctrl-C and the end of input are raised, not turned into an answer.
    - A key moves to its choice; Enter takes it.
    """

    def __init__(self) -> None:
        """Make the application, with an empty list; it asks on the terminal that there is now."""
        self._places: dict[str, int] = {}
        """On which row of the list a key is."""
        self._typed = ""
        """The digits that were pressed one after the other: a long list has rows with two."""
        self._window = Window(_control([Row("")]), wrap_lines=True)
        question = Window(FormattedTextControl(self._question), wrap_lines=True, dont_extend_height=True)
        self.application: Application[str] = Application(
            layout=Layout(
                HSplit([question, ConditionalContainer(self._window, filter=~is_done)]), focused_element=self._window
            ),
            key_bindings=self._keys(),
            style=STYLE,
            include_default_pygments_style=False,
        )
        self._refuse_pastes()

    def pick(self, choices: Sequence[Choice]) -> str:
        """Ask which of some choices it is: the key of the one that is taken, or whatever was pasted.

        The first is highlighted to begin with. Raises ``KeyboardInterrupt``, and ``EndOfInput``.
        """
        self._window.content = _control([Row(f"{each.key}  {each.label}".strip(), each.key) for each in choices])
        self._places = {
            key: place
            for place, each in enumerate(choices)
            for key in (HELP_KEYS if each.key == HELP.key else (each.key,))
        }
        self._typed = ""
        with contextlib.suppress(Exception):
            clear_typeahead(self.application.input)
        waiting_keys()
        try:
            return self.application.run(pre_run=self._come_back_when_told)
        except EOFError:
            raise EndOfInput from None
        finally:
            # What comes at once behind the Enter was pasted with it.
            waiting_keys(within=BEHIND)

    def _come_back_when_told(self) -> None:
        """See to it that the list works again after the program was stopped for a while."""
        # Windows stops no program; and only the main thread is told of anything.
        with contextlib.suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
            asyncio.get_running_loop().add_signal_handler(signal.SIGCONT, self._come_back)

    def _come_back(self) -> None:
        """Take the keys one by one again, and write the list again: the shell had the terminal meanwhile."""
        # Not left again: what the terminal was like is set by the application when it ends.
        self.application.input.raw_mode().__enter__()
        self.application.renderer.reset()
        self.application.invalidate()

    @property
    def _list(self) -> InquirerControl:
        """The list of the question that is open."""
        control = self._window.content
        assert isinstance(control, InquirerControl)  # noqa: S101 - for mypy
        return control

    def _question(self) -> StyleAndTextTuples:
        taken = self._list.is_answered
        said = ("class:answer", str(self._list.get_pointed_at().title)) if taken else ("class:instruction", INSTRUCTION)
        return [("class:question", PROMPT), said]

    def _keys(self) -> KeyBindings:
        """All keys. They look at the list that is there when they are pressed."""
        keys = KeyBindings()

        @keys.add(Keys.ControlC, eager=True)
        @keys.add(Keys.ControlQ, eager=True)
        @keys.add(Keys.SIGINT, eager=True)
        def _(event: KeyPressEvent) -> None:
            event.app.exit(exception=KeyboardInterrupt)

        @keys.add(Keys.ControlD)
        def _(event: KeyPressEvent) -> None:
            event.app.exit(exception=EndOfInput())

        @keys.add(Keys.Down, eager=True)
        @keys.add(Keys.ControlN, eager=True)
        def _(_event: KeyPressEvent) -> None:
            self._typed = ""
            self._list.select_next()

        @keys.add(Keys.Up, eager=True)
        @keys.add(Keys.ControlP, eager=True)
        def _(_event: KeyPressEvent) -> None:
            self._typed = ""
            self._list.select_previous()

        @keys.add(Keys.ControlM, eager=True)
        def _(event: KeyPressEvent) -> None:
            self._list.is_answered = True
            event.app.exit(result=self._list.get_pointed_at().value)

        @keys.add(Keys.BracketedPaste)
        def _(event: KeyPressEvent) -> None:
            event.app.exit(result=event.data)

        @keys.add(Keys.Any)
        def _(event: KeyPressEvent) -> None:
            self._move_to(event.key_sequence[0].key)

        return keys

    def _move_to(self, key: str) -> None:
        """Go to the row of a key, or of the digits before it and this one; another key does nothing."""
        meant = next((each for each in (self._typed + key, key) if each in self._places), "")
        self._list.pointed_at = self._places[meant] if meant else self._list.pointed_at
        self._typed = meant

    def _refuse_pastes(self) -> None:
        """Make lines that arrive all at once the reply, as they are, in place of the keys in them."""
        application = self.application
        feed = application.key_processor.feed_multiple

        def feed_unless_pasted(presses: list[KeyPress], first: bool = False) -> None:  # noqa: FBT001, FBT002
            if is_paste(presses) and not application.is_done:
                application.exit(result="".join(press.data for press in presses) + waiting_keys(within=BEHIND))
            else:
                feed(presses, first)

        application.key_processor.feed_multiple = feed_unless_pasted  # type: ignore[assignment]


def _control(rows: list[Row]) -> InquirerControl:
    """A list that begins at its first row. Its shortcuts are not used: they would be in front of our own keys."""
    return InquirerControl(rows, pointer=POINTER, use_indicator=False, focusable=True)


def is_paste(presses: Sequence[KeyPress]) -> bool:
    """Say whether keys that came all at once are lines of text: more than one key and its Enter.

    One key with its Enter may come from a switch, or from software that types what is said.
    """
    typed = [press for press in presses if len(press.key) == 1 or press.key in {"c-m", "c-j"}]
    enters = [place for place, press in enumerate(typed) if len(press.key) > 1]
    return bool(enters) and (enters[0] < len(typed) - 1 or len(typed) > 2)
