"""One list for a whole conversation: the application stays, and nothing of a question stays in it."""

from __future__ import annotations

import gc
import io
import os
import re
import signal
import sys
import termios
import threading
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pyte
import pytest
from helpers.terminal import MENU_END, PATIENCE, Terminal, menu, ratings, to_first_practice
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.application import Application, create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output

from coprod_check.ask.front_end import EndOfInput
from coprod_check.ask.menu import Menu
from coprod_check.ask.picking import Picker
from coprod_check.interview.screens import HELP, STOP, Choice, Screen
from coprod_check.storage.library import DEFAULT, find_rubric

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from prompt_toolkit.input import PipeInput

UP, DOWN, ENTER = "\x1b[A", "\x1b[B", "\r"
PROMPT = "Choose: (arrow keys or the key in front, then Enter)"
FIRST, SECOND, THIRD = (practice.id for practice in find_rubric(DEFAULT).practices[:3])


class Shown(io.StringIO):
    """A terminal that is looked at after each time that something was drawn."""

    def __init__(self, columns: int = 80, rows: int = 24) -> None:
        super().__init__()
        self.size = Size(rows=rows, columns=columns)
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self.pictures: list[list[str]] = []

    def write(self, text: str) -> int:
        self._stream.feed(text)
        return len(text)

    def look(self, _application: Any = None) -> None:
        rows = [row.rstrip() for row in self._screen.display]
        self.pictures.append([row for row in rows if row])

    def cleared(self) -> None:
        """Forget what was there, as if it had been scrolled away."""
        self._screen.reset()
        self.pictures.clear()


@contextmanager
def terminal_of(shown: Shown) -> Iterator[PipeInput]:
    output = Vt100_Output(shown, lambda: shown.size, term="xterm-256color", enable_cpr=False)
    with create_pipe_input() as keys, create_app_session(input=keys, output=output), no_hanging():
        yield keys


@contextmanager
def no_hanging() -> Iterator[None]:
    """Fail where a list waits for ever."""

    def stop(_number: int, _frame: object) -> None:
        raise SystemExit("it waits for ever")  # an event loop keeps most other exceptions to itself

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    with terminal_of(Shown()) as pressed:
        yield pressed


def listed(*entries: str) -> list[Choice]:
    """Entries whose key is their first letter."""
    return [Choice("", "(nothing chosen yet)"), *(Choice(each[0], each[3:]) for each in entries)]


LEVELS = listed("0  Not yet", "1  Started", "2  Together", "3  How we work", "d  Don't know", "s  Save and stop")
YES_OR_NO = listed("y  Yes", "n  No")


def drawn(choices: list[Choice], at: int = 0) -> list[str]:
    """What stands on the screen while a list is open."""
    rows = [
        f" {'>' if place == at else ' '} {f'{each.key}  {each.label}'.strip()}" for place, each in enumerate(choices)
    ]
    return [f" {PROMPT}", *rows]


def test_one_application_is_made_for_all_menus_of_an_interview(
    keys: PipeInput, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    original = Application.__init__

    def init(self: Any, *arguments: Any, **named: Any) -> None:
        made.append(self)
        original(self, *arguments, **named)

    monkeypatch.setattr(Application, "__init__", init)
    menus = Menu(None, lambda _text: None, lambda: 80, lambda: 24)  # type: ignore[arg-type]
    first = Screen("choice", "Which?", choices=tuple(LEVELS[1:]), commands=(HELP, STOP))
    second = Screen("choice", "Yes?", choices=tuple(YES_OR_NO[1:]), current="Yes")
    for screen, pressed, taken in [(first, "2", "2"), (second, "n", "n"), (second, "", ""), (first, "?", HELP.key)]:
        keys.send_text(pressed + ENTER)
        assert menus.reply_to(screen) == taken
    assert len(made) == 1


def test_nothing_of_the_screen_before_shows_in_the_next_or_is_chosen_in_it() -> None:
    shown = Shown()
    with terminal_of(shown) as keys:
        picker = Picker()
        picker.application.after_render += shown.look
        keys.send_text(f"{DOWN}{DOWN}{DOWN}{ENTER}")
        assert picker.pick(LEVELS) == "2"
        assert shown.pictures[0] == drawn(LEVELS)
        assert shown.pictures[-1] == [" Choose: 2  Together"]
        shown.cleared()
        keys.send_text(ENTER)
        assert picker.pick(YES_OR_NO) == ""
        assert shown.pictures == [drawn(YES_OR_NO), [" Choose: (nothing chosen yet)"]]
        shown.cleared()
        keys.send_text(f"{UP}{ENTER}")
        assert picker.pick(LEVELS) == "s"
        assert shown.pictures[0] == drawn(LEVELS)


LABELS = st.text("abc é日", min_size=1, max_size=12).map(str.strip).filter(bool)
LISTS = st.lists(
    st.tuples(st.sampled_from("0123dnxy?"), LABELS), min_size=1, max_size=9, unique_by=lambda each: each[0]
)
ASKED = st.lists(
    st.tuples(LISTS, st.lists(st.sampled_from([UP, DOWN, *"0123dnxyj"]), max_size=1)), min_size=2, max_size=4
)


@given(ASKED)
def test_each_of_several_lists_is_as_if_it_were_the_only_one(
    asked: list[tuple[list[tuple[str, str]], list[str]]],
) -> None:
    shown = Shown()
    with terminal_of(shown) as keys:
        picker = Picker()
        picker.application.after_render += shown.look
        for entries, pressed in asked:
            choices = [Choice("", "(nothing chosen yet)"), *(Choice(*each) for each in entries)]
            known = [each.key for each in choices]
            keys.send_text("".join(pressed) + ENTER)
            place = 0
            for key in pressed:
                moved = {UP: -1, DOWN: 1}.get(key, 0)
                place = (place + moved) % len(choices) if moved else known.index(key) if key in known else place
            assert picker.pick(choices) == known[place]
            assert [row.replace(" ", "") for row in shown.pictures[0]] == [
                row.replace(" ", "") for row in drawn(choices)
            ]
            shown.cleared()


def held() -> Counter[str]:
    """How many things of the libraries, and of ours, there are."""
    gc.collect()
    ours = ("prompt_toolkit", "questionary", "coprod_check.ask", "coprod_check.interview", "asyncio")
    return Counter(
        f"{type(each).__module__}.{type(each).__qualname__}"
        for each in gc.get_objects()
        if str(type(each).__module__).startswith(ours)
    )


def test_forty_screens_leave_nothing_behind(keys: PipeInput) -> None:
    picker = Picker()

    def asked(screens: int) -> Counter[str]:
        for place in range(screens):
            choices = LEVELS if place % 2 else YES_OR_NO
            keys.send_text((choices[1].key) + ENTER)
            assert picker.pick(choices) == choices[1].key
        return held()

    before = asked(20)  # what the libraries keep in their caches is there by then
    heard = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGCONT)
    after = asked(40)
    # What is left by a screen would be there forty times; the last drawing may be there once or twice.
    assert max((after - before).values(), default=0) <= 2
    assert before["prompt_toolkit.key_binding.key_bindings.Binding"] > 0
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGCONT)) == heard
    assert heard[1] == signal.SIG_DFL


TWENTY = [Choice("", "(nothing chosen yet)"), *(Choice(str(each), "Practice") for each in range(1, 21)), HELP, STOP]


@pytest.mark.parametrize(
    ("pressed", "taken"),
    [
        (["1", "2"], "12"),
        (["2", "0"], "20"),
        (["1"], "1"),
        (["1", "2", "3"], "3"),
        (["9", "1"], "1"),
        (["1", DOWN, "2"], "2"),
        (["1", "0", DOWN], "11"),
        (["1", "j", "2"], "2"),
        (["1", "s"], "s"),
        (["2", "5"], "5"),
        (["0"], ""),
    ],
)
def test_a_row_with_two_digits_is_reached_by_them(pressed: list[str], taken: str, keys: PipeInput) -> None:
    picker = Picker()
    one_by_one = iter([*pressed, ENTER])
    picker.application.after_render += lambda _: keys.send_text(next(one_by_one, ""))
    assert picker.pick(TWENTY) == taken


def test_a_digit_pressed_in_one_list_is_no_part_of_a_key_of_the_next(keys: PipeInput) -> None:
    picker = Picker()
    for pressed in ("1", "2"):
        keys.send_text(pressed + ENTER)
        assert picker.pick(TWENTY) == pressed


@pytest.mark.parametrize(
    ("pressed", "raised"), [("\x03", KeyboardInterrupt), ("\x11", KeyboardInterrupt), ("\x04", EndOfInput)]
)
def test_a_list_can_be_shown_again_after_somebody_left_it(
    pressed: str, raised: type[BaseException], keys: PipeInput
) -> None:
    picker = Picker()
    for _ in range(2):
        keys.send_text(f"3{pressed}")
        with pytest.raises(raised):
            picker.pick(LEVELS)
        keys.send_text(f"1{ENTER}")
        assert picker.pick(LEVELS) == "1"


def test_a_paste_refused_by_one_list_is_not_in_the_next(keys: PipeInput) -> None:
    picker = Picker()
    keys.send_text("0\r1\r2\r")
    assert picker.pick(LEVELS).split() == ["0", "1", "2"]
    keys.send_text("\x1b[200~0\r1\r\x1b[201~")
    assert picker.pick(LEVELS).split() == ["0", "1"]
    keys.send_text(ENTER)
    assert picker.pick(LEVELS) == ""


@pytest.mark.parametrize(("columns", "rows"), [(40, 15), (24, 24)])
def test_a_label_that_is_too_long_for_its_row_is_wrapped_and_not_cut(columns: int, rows: int) -> None:
    shown = Shown(columns, rows)
    with terminal_of(shown) as keys:
        picker = Picker()
        picker.application.after_render += shown.look
        keys.send_text(f"y{ENTER}")
        label = "We asked everybody whom we could think of, 日本語, twice"
        assert picker.pick(listed(f"y  {label}", "n  No")) == "y"
        letters = "".join("".join(row.split()) for row in shown.pictures[0])
        assert "".join(label.split()) in letters
        assert letters.endswith("nNo")


@pytest.mark.parametrize("system", ["another thread", "Windows"])
def test_a_list_works_where_nobody_is_told_of_signals(
    system: str, keys: PipeInput, monkeypatch: pytest.MonkeyPatch
) -> None:
    picker = Picker()
    keys.send_text(f"2{ENTER}")
    taken: list[str] = []
    if system == "Windows":
        monkeypatch.delattr(signal, "SIGCONT")
        taken.append(picker.pick(LEVELS))
    else:
        thread = threading.Thread(target=lambda: taken.append(picker.pick(LEVELS)))
        thread.start()
        thread.join()
    assert taken == ["2"]


# On a real terminal.


def on(terminal: Terminal, row: str) -> None:
    terminal.until(lambda: terminal.cursor_row == row, f"the cursor on {row!r}")


def test_a_list_works_again_after_the_program_was_stopped_and_the_shell_had_the_terminal(tmp_path: Path) -> None:
    with menu(tmp_path) as terminal:
        to_first_practice(terminal, MENU_END)
        terminal.send("2")
        on(terminal, " > 2  Together, or for everyone")
        terminal.child.kill(signal.SIGSTOP)
        os.waitpid(terminal.child.pid, os.WUNTRACED)
        modes = termios.tcgetattr(terminal.child.child_fd)
        modes[3] |= termios.ICANON | termios.ECHO
        termios.tcsetattr(terminal.child.child_fd, termios.TCSANOW, modes)
        terminal.child.kill(signal.SIGCONT)
        terminal.expect(PROMPT, MENU_END)
        on(terminal, " > 2  Together, or for everyone")
        terminal.send(UP)
        on(terminal, " > 1  Started")
        terminal.reply("", "You chose: 1 Started", MENU_END)
        assert "^[[A" not in terminal.said
    assert ratings(tmp_path) == {FIRST: {"level": 1}}


def test_a_program_that_is_told_to_stop_from_outside_stops_in_a_menu_too(tmp_path: Path) -> None:
    with menu(tmp_path) as terminal:
        to_first_practice(terminal, MENU_END)
        terminal.reply("1", "Practice 2 of", MENU_END)
        terminal.child.kill(signal.SIGINT)
        assert terminal.ends() == 130
        assert "Your answers are saved in team-2026-11.answers.toml" in " ".join(terminal.said.split())


def test_menus_and_typed_lines_take_turns_and_leave_the_terminal_as_it_was(tmp_path: Path) -> None:
    line = f"stty -g; {sys.executable} -m coprod_check assess --team Team; stty -g; echo THE END"
    with Terminal(tmp_path, shell=line) as terminal:
        to_first_practice(terminal, MENU_END)
        for place, keys in ((2, "2"), (3, "3")):
            terminal.reply(keys, "leaves it empty:")
            terminal.reply("日本語 \x1b[Dnote")
            terminal.reply(".", "The evidence is saved", f"Practice {place} of", MENU_END)
            terminal.send(DOWN)
            on(terminal, " > 0  Not yet")
        terminal.reply("s", "To go on", "THE END")
        before, after = re.findall(r"[0-9a-f]+(?::[0-9a-f]+){9,}", terminal.said)
        assert before == after
        assert terminal.raw.count(b"\x1b[?2004h") == terminal.raw.count(b"\x1b[?2004l") > 0
        assert not terminal.screen.cursor.hidden
    assert {each: rating["level"] for each, rating in ratings(tmp_path).items()} == {FIRST: 2, SECOND: 3}


def test_a_window_that_gets_small_is_asked_line_by_line_until_it_is_large_again(tmp_path: Path) -> None:
    with menu(tmp_path) as terminal:
        to_first_practice(terminal, MENU_END)
        for columns, rows in ((40, 12), (80, 24)):
            terminal.child.setwinsize(rows, columns)
            terminal.screen.resize(rows, columns)
            small = rows < 24
            terminal.reply("1", "Practice 2 of" if small else "Practice 3 of", "Enter:" if small else MENU_END)
        terminal.send(DOWN)
        on(terminal, " > 0  Not yet")
        terminal.reply("", "Practice 4 of", MENU_END)
    assert ratings(tmp_path) == {FIRST: {"level": 1}, SECOND: {"level": 1}, THIRD: {"level": 0}}
