"""What the form says beyond what the interview says: plain words, short sentences, "you" and "we".

The form uses the sentences of the interview (``wording``) wherever they fit. Here are
those that only a page needs.
"""

from __future__ import annotations

START = "Start here"
CARRY_ON = "Next"
BACK = "Back"
TO_LIST = "See all my answers"
RETURN = "Save this change"

FOR_WHOM = {
    "staff": "This form is for staff.",
    "lived-experience": "This form is for people with lived experience.",
    "together": "This form is for a whole group.",
}
AGREE = "Talk about each question, and agree on one answer."
WHO_READS = "Whoever collects the files can read yours. Others only see the answers of your side put together."
HOW = "How to answer"
NO_SCRIPT = (
    "This page cannot make a file with your answers here, because scripts do not run. "
    "You can still print it and fill it in by hand."
)
LEAVE_OUT = "You may leave out any question. You can always go back. There is no time limit."
LEAVE_OUT_PAPER = "You may leave out any question."

TEAM_NEEDED = "Please write what your team or project is called."
ROUND = "Round"
ROUND_HINT = "Such as 2026-11. Left empty, it is the month of the date."
DATE = "Date"
DATE_NEEDED = "Please write the date as day, month and year, such as 22 11 2026."
DAY, MONTH, YEAR = "Day", "Month", "Year"

KEEP = "Keep my answers on this device"
KEEP_HINT = "For another day. Not where others use this device. Unticked: until you close this tab or clear the form."
KEPT = "Your answers are kept on this device."
KEEP_REFUSED = (
    "This browser does not let us keep anything. The form works all the same. Download your answers at the end."
)
NOT_KEPT = "Nothing is kept on this device once you close this tab."
CLEAR = "Clear this form"
PUT_BACK = "We put back the answers that were kept on this device."
PUT_BACK_WHY = "If they are not yours, clear them."
GO_ON_PRACTICE = "Go on at practice {place}"
GO_ON_EXPERIENCE = "Go on at question {place} of the last part"
CLEAR_ALL = "Clear them and start again"
CLEARED = "Everything is cleared."

YOURS = "About your answers"
ABOUT_WORK = "About your work"
SHARE_BLANK = "If you do not choose, your answer is no."
SHARE_NOT_CHOSEN = "No, as you did not choose"

COUNT_NEEDED = "Please write how many {whom}, as a number such as 3. Write 0 for nobody."
STAFF_HERE = "staff take part"
MEMBERS_HERE = "people with lived experience take part"

CIRCUMSTANCES_HINT = "Choose all that are true, or none. They change no answer. They bring tips that fit."
CHOOSE_ALL = "Choose all that are true, or none."

HELP = "Why this matters, and what counts as evidence"
NO_NAMES = "Please do not name people."
EVIDENCE_IF = "You can leave this empty."
EVIDENCE_FROM = "We ask this from level {level} upwards."
REASON_NEEDED = "please say in a few words why this does not apply to you, or choose another answer."
EVIDENCE_WITHOUT_LEVEL = "you wrote evidence but chose no answer. Choose one, or take out what you wrote."

EXPERIENCE = "How it was for you"

REVIEW = "Check your answers"
ABOUT_YOU = "About you"
MADE_UP_NAME = "Made-up name"
PRACTICES = "The practices"
REVIEW_WHY = "Is this right? You can change any answer. Questions that are not answered are fine too."
ANSWERED = "You answered {{answered}} of {of} practices."
CHANGE = "Change"
NONE_CHOSEN = "none chosen"
DOWNLOAD = "Download my answers"
DOWNLOAD_WHY = "This makes a file on your device. It is sent to nobody."

DONE = "Your answers are ready"
DONE_FILE = "Your answers should be among your downloads, in a file called:"
DONE_NEXT = {
    "private": (
        "If you change something later, download again and send the newer file.",
        "Then ask them to delete the one before.",
    ),
    "together": ("If you change something later, download again and use the newer file in place of this one.",),
}
SEND_FILE = "Send this file to"
SEND_ANSWERS = "Send your answers to"
SEND_SOON = "Send your answers"
SENDS_TO = {
    "private": "the person who gave you the form",
    "together": "the person who looks after your group's answers",
}
BY = "by"
ANOTHER_WAY = "Need this another way? Ask"
NO_FILE = "No file? Copy the text instead"
NO_FILE_WHY = (
    "Some phones and some computers at work do not allow downloads. Copy all of this text into an email, "
    "and send it. Or paste it into a file with the name above."
)
FILE_TEXT = "The text of your file"
SELECT_ALL = "Select all of the text"
COPY = "Copy the text"
COPIED = "The text is copied."
NOT_COPIED = "We could not copy it. The text is selected now: copy it with your device's own way."
DOWNLOADED = "We asked your browser to save the file."
AGAIN = "Download again"
CHANGE_MORE = "Back to my answers"
NEXT_PERSON = "Clear this form for the next person"
NEXT_PERSON_WHY = "On a shared computer, clear the form when you are done, and delete the file once you have sent it."
CLEAR_SURE = "Clear all answers on this page, and what is kept of them on this device? They cannot be got back."

ERRORS = "There is a problem"
ERROR = "Error:"

ON_PAPER = {
    "private": "Tick one box for each question. Use a dark pen. Write on the back if you need more room.",
    "together": (
        "Talk about each question, and tick the box that you agree on. Use a dark pen. "
        "Write on the back if you need room."
    ),
}
PAPER_EVIDENCE = "Where you chose a higher level, you may write what would show it to someone from outside."
PAPER_DONE = "Thank you. Please give these pages to the person who gave them to you."
THANKS = "Thank you."
PAPER_SEES = {
    "private": "Whoever collects the pages can read yours. Others only see the answers of your side put together.",
    "together": "Whoever collects the pages will type in your answers.",
}
PAPER_TEAM, PAPER_ROUND, PAPER_DATE, PAPER_NAME = "Team or project", "Round", "Date", "Made-up name, if you like"
PAPER_TO, PAPER_BY = "Give these pages to", "By"

IN_SHORT = "Your answers on one page"
IN_SHORT_WHY = "For whoever types them in. ? is don't know, – is does not apply."
SHOW_THEM = "May others see what your group said?"
TABLE_ROUND = "Round (the same for everyone)"
TABLE_DATE = "Date (such as 2026-11-22)"
TABLE_SHARE = "May others see what your group said? (true for yes / false for no)"
YES, NO = "Yes", "No"
STAFF, MEMBERS = "Staff", "People with lived experience"
TRUE_FOR_US = "True for us"


def evidence_asked_from(level: str) -> str:
    """Say from which level up evidence is asked for."""
    return EVIDENCE_FROM.format(level=level)


def answered(of: int) -> str:
    """Say how many practices are answered; the page fills in ``{answered}``."""
    return ANSWERED.format(of=of)


def count_needed(whom: str) -> str:
    """Ask for a number of people."""
    return COUNT_NEEDED.format(whom=whom)


def about(title: str, message: str) -> str:
    """Say which question a message is about."""
    return f"{title}: {message}"


def part(place: int, of: int) -> str:
    """Say in which part of the form a step is."""
    return f"Part {place} of {of}"


def in_every_row(word: str) -> str:
    """Say that a cell is the same in every row of the table."""
    return f"{word} in every row"


def to_rate(title: str, top: int, *, may_not_apply: bool) -> str:
    """Say what may stand in the table for a practice."""
    return f"{title} (0 to {top} or dont-know{' or not-applicable' if may_not_apply else ''})"


def to_write(question: str, ids: list[str], *, several: bool) -> str:
    """Say which word to write in the table for each number on the paper."""
    how = "write the words with spaces between" if several else "write the word"
    return f"{question} ({how}: {' / '.join(f'{place} = {each}' for place, each in enumerate(ids, 1))})"


def evidence_of(title: str) -> str:
    """Head a column for what people wrote."""
    return f"{title}: what they wrote (or leave it empty)"
