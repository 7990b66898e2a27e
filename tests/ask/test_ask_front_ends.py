"""The same answers through every front end give the same sheet, byte for byte."""

from __future__ import annotations

import io
import threading
from typing import TYPE_CHECKING

import pytest
from helpers import make
from helpers.scripted import Scripted
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from coprod_check.ask.front_end import EndOfInput, run
from coprod_check.ask.lines_in import StreamLines
from coprod_check.ask.menu import Menu
from coprod_check.ask.plain import Plain
from coprod_check.documents.text import as_typed
from coprod_check.interview import wording
from coprod_check.interview.screens import Screen, view
from coprod_check.interview.state import Draft, State, begin
from coprod_check.storage.library import DEFAULT, find_rubric
from coprod_check.storage.sheet_files import to_toml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from coprod_check.ask.front_end import FrontEnd
    from coprod_check.documents.shapes import Voice

RUBRIC = find_rubric(DEFAULT)

TOGETHER = [
    "3", "2", "1 7", "2", "Minutes of 3 May.\nA photo.", "d", "1", "b", "", "?", "r", "9", "0", "3", "", "x",
    "1", "1", "n", "We print nothing.", "2", "Pobl â ŵ ac ŷ.", *("1" for _ in RUBRIC.practices[10:]),
    "3", "2", "A newer answer.", "w", "", "4", "c", "2", "f",
]  # fmt: skip
LIVED = ["y", "S3", "", *("1" for _ in RUBRIC.practices), "1 2", "1", "x", "1", "1", "1", "1", "w", "n", "", "f"]


def fresh(voice: Voice) -> State:
    return begin(RUBRIC, Draft(date=make.DAY, voice=voice, sheet="k7f3-92qd", team="Team", round="2026-11"))


def sheet_from(state: State, front_end: FrontEnd) -> bytes:
    saved: list[bytes] = []

    def save(after: State) -> State:
        saved.append(to_toml(after.draft.to_sheet(RUBRIC)).encode())
        return after

    after = run(state, front_end, save)
    assert saved[-1] == to_toml(after.draft.to_sheet(RUBRIC)).encode()
    return saved[-1]


def as_lines(state: State, replies: Sequence[str]) -> str:
    """Write replies as they are typed in plain mode: a longer text ends with a full stop of its own."""
    front_end = Scripted(replies)
    lines: list[str] = []
    original = front_end.reply_to

    def reply_to(screen: Screen) -> str:
        reply = original(screen)
        lines.extend([reply, "."] if screen.kind == "lines" and reply else ["." if screen.kind == "lines" else reply])
        return reply

    front_end.reply_to = reply_to  # type: ignore[method-assign]
    run(state, front_end, lambda after: after)
    return "".join(f"{line}\n" for line in lines)


class PressedMenu(Menu):
    """A menu in which the keys of each reply are pressed once the menu is there."""

    def __init__(self, replies: Sequence[str], keys: PipeInput) -> None:
        self._replies = iter(replies)
        self._keys = keys
        self._rest: list[str] = []
        super().__init__(self, lambda _text: None, lambda: 80, lambda: 24)
        self.menus = 0

    def line(self, prompt: str, *, fresh: bool) -> str:
        del prompt
        if fresh:
            return next(self._replies)
        if not self._rest:
            self._rest = [*next(self._replies).split("\n"), "."]
        return self._rest.pop(0)

    def forget(self) -> None:
        self._rest.clear()

    def more(self) -> bool:
        return False

    def _pick(self, screen: Screen) -> str:
        self.menus += 1
        self._keys.send_text(next(self._replies) + "\r")
        return super()._pick(screen)


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


@pytest.mark.parametrize(("voice", "replies"), [("together", TOGETHER), ("lived-experience", LIVED)])
def test_the_same_answers_give_the_same_bytes_through_every_front_end(
    voice: Voice, replies: list[str], keys: PipeInput
) -> None:
    state = fresh(voice)
    scripted = sheet_from(state, Scripted(replies))
    said = io.StringIO()
    reader = StreamLines(io.StringIO(as_lines(state, replies)), writer(said))
    plain = sheet_from(state, Plain(reader, writer(said), lambda: 80))
    menu = PressedMenu([reply for reply in replies if reply != "9"], keys)
    assert sheet_from(state, menu) == plain == scripted
    assert menu.menus > 20
    assert b"shared-understanding" in plain
    assert "\x1b" not in said.getvalue()


# A menu without a terminal: what is pressed, and what is taken for it.


def menu_reply(keys: PipeInput, pressed: str, screen: Screen | None = None) -> str:
    state = begin(RUBRIC, Draft(date=make.DAY, voice="staff", team="Team"))
    menu = Menu(PressedMenu([], keys), lambda _text: None, lambda: 80, lambda: 24)
    keys.send_text(pressed)
    return menu.reply_to(screen or view(state))


def test_enter_too_early_answers_nothing(keys: PipeInput) -> None:
    assert menu_reply(keys, "\r") == ""


def test_arrows_and_enter_that_come_at_once_are_no_paste(keys: PipeInput) -> None:
    assert menu_reply(keys, "\x1b[B\x1b[B\r") == "n"


def test_a_key_and_its_enter_that_come_at_once_are_no_paste(keys: PipeInput) -> None:
    assert menu_reply(keys, "n\r") == "n"


@pytest.mark.parametrize("pasted", ["y\rn\r", "yes\r", "Notes of today\ry\r", "y\nmore"])
def test_pasted_lines_are_one_reply_that_no_choice_takes(keys: PipeInput, pasted: str) -> None:
    assert menu_reply(keys, pasted).strip() not in {"y", "n", ""}


def test_enter_pressed_twice_takes_the_choice_once(keys: PipeInput) -> None:
    assert as_typed(menu_reply(keys, "y\r\r")) == "y"


def test_a_bracketed_paste_is_one_reply(keys: PipeInput) -> None:
    assert menu_reply(keys, "\x1b[200~y\rn\r\x1b[201~").split() == ["y", "n"]


@pytest.mark.parametrize("harmless", ["j", "k", "q", "G", "é", "7"])
def test_other_keys_do_no_harm(keys: PipeInput, harmless: str) -> None:
    keys.send_text(harmless)
    # Apart from Enter, so that they do not come at once as a paste does.
    timer = threading.Timer(0.3, keys.send_text, ["\r"])
    timer.start()
    assert menu_reply(keys, "") == ""
    timer.join()


def test_ctrl_c_is_raised_and_never_an_answer(keys: PipeInput) -> None:
    with pytest.raises(KeyboardInterrupt):
        menu_reply(keys, "y\x03")


def test_ctrl_d_ends_the_input(keys: PipeInput) -> None:
    with pytest.raises(EndOfInput):
        menu_reply(keys, "y\x04")


# Plain mode on a stream.


def writer(stream: io.StringIO) -> Callable[[str], None]:
    def write(text: str) -> None:
        stream.write(text)

    return write


def told_by(text: str, voice: Voice = "together") -> tuple[str, bytes]:
    said = io.StringIO()
    saved: list[State] = []
    front_end = Plain(StreamLines(io.StringIO(text), writer(said)), writer(said), lambda: 80)

    def save(after: State) -> State:
        saved.append(after)
        return after

    with pytest.raises(EndOfInput):
        run(fresh(voice), front_end, save)
    return said.getvalue(), to_toml(saved[-1].draft.to_sheet(RUBRIC)).encode() if saved else b""


def test_a_mark_at_the_start_and_other_line_ends_are_harmless() -> None:
    _, unix = told_by("3\n2\n\n2\none\ntwo\n.\n1\n")
    assert told_by("\ufeff3\r\n2\r\n\r\n2\r\none\r\ntwo\r\n.\r\n1\r\n")[1] == unix
    assert b"one\ntwo" in unix


def test_evidence_that_the_end_of_input_cut_off_is_kept() -> None:
    assert b'evidence = "one"' in told_by("3\n2\n\n2\none\n")[1]


class Interrupted(StreamLines):
    """Lines, and then somebody who presses Ctrl-C."""

    def line(self, prompt: str, *, fresh: bool) -> str:
        try:
            return super().line(prompt, fresh=fresh)
        except EndOfInput:
            raise KeyboardInterrupt from None


@pytest.mark.parametrize("menu", [False, True])
def test_what_was_typed_before_ctrl_c_is_an_answer_and_the_next_question_stops(menu: bool) -> None:
    text = Screen("lines", "What shows it?", prompt="Evidence")
    for typed, kept in ((["Minutes.", "Of May."], "Minutes.\nOf May."), ([], None)):
        out = io.StringIO()
        reader = Interrupted(io.StringIO("".join(f"{line}\n" for line in typed)), writer(out))
        plain = Plain(reader, writer(out), lambda: 80)
        asked: FrontEnd = Menu(reader, writer(out), lambda: 80, lambda: 24) if menu else plain
        if kept is None:
            with pytest.raises(KeyboardInterrupt):
                asked.reply_to(text)
            continue
        assert asked.reply_to(text) == kept
        with pytest.raises(KeyboardInterrupt):
            asked.show(Screen("choice", "Next?"))
        asked.show(Screen("choice", "Next?"))  # once


@pytest.mark.parametrize("key", ["h", "H", "?"])
def test_help_is_said_and_the_question_stays_open(key: str) -> None:
    said, _ = told_by(f"3\n2\n\n{key}\n1\n")
    assert said.index("Why it matters:") < said.index("You chose: 1 Started")


@pytest.mark.parametrize("key", ["h", "?"])
def test_help_is_offered_at_the_first_question_too(key: str) -> None:
    said, _ = told_by(f"{key}\n")
    assert "b, go back; h, help and why it matters; s, save and stop." in " ".join(said.split())
    assert wording.WHO_BOTH in " ".join(said.split())


def test_after_a_wrong_reply_only_the_error_and_the_prompt_are_said() -> None:
    said, _ = told_by("3\n2\n\n9\n")
    assert said.count(f"Practice 1 of {len(RUBRIC.practices)}") == 1
    assert said.rstrip().endswith("Type your choice, then Enter:")
    assert "Sorry, '9' is not one of the choices." in said


def test_reading_it_again_says_the_whole_question_again() -> None:
    assert told_by("3\n2\n\nr\n")[0].count(f"Practice 1 of {len(RUBRIC.practices)}") == 2
    assert told_by("3\n2\n\n\ufeffR\n")[0].count(f"Practice 1 of {len(RUBRIC.practices)}") == 2


def test_what_the_letters_do_is_said_once_and_then_only_the_letters() -> None:
    said, _ = told_by("3\n2\n\n0\n0\n0\n")
    assert said.count("d, don't know") == 1
    assert "Or type d, x, b, r, s; h for help." in said


def test_the_warning_about_who_is_here_comes_before_the_first_practice() -> None:
    for staff, members in ((3, 0), (0, 2), (1, 0), (0, 1), (0, 0), (3, 1), (1, 3), (3, 3)):
        said = " ".join(told_by(f"{staff}\n{members}\n\n")[0].split())
        for line in wording.who_warning(staff, members, RUBRIC):
            assert line in said
            assert said.index(line) < said.index(f"Practice 1 of {len(RUBRIC.practices)}")
