"""What the interview says, in one place: plain words, short sentences, "you" and "we".

Kept apart from the engine so that someone who writes well can work on it, and so
that the plain-English test can read it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from coprod_check.documents import fixed_texts
from coprod_check.documents.text import count
from coprod_check.rules.scoring import few_on_one_side

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from coprod_check.documents.commands import HowTyped
    from coprod_check.documents.rubric import Practice, Rubric
    from coprod_check.documents.shapes import PracticeId, Side, Voice

TEAM = fixed_texts.TEAM.now
TEAM_PROMPT = "Type the name, then Enter"
TEAM_NEEDED = "Please type a name, so that we know what to call your files."

WHO = "Who is here?"
WHO_WHY = "We count who is here and ask for no names. People who are both choose the side they speak from today."
WHO_BOTH = "Count everyone who will take part in the answers. Type 0 if there is nobody of that side."
HOW_MANY_STAFF = "How many staff are taking part?"
HOW_MANY_MEMBERS = "How many people with lived experience are taking part?"
NUMBER_PROMPT = "Type a number, then Enter"

BEFORE = "Before we start"
SHARE = fixed_texts.SHARE.now
SHARE_WHY = (
    "Your answers are put together with those of others on your side. "
    "If fewer than five answer, nobody is shown anything of them, unless every one of you says yes here."
)
SHARE_EXACT = (
    "Saying yes means: you may show my group's answers even if we are so few that people can tell what I said. "
    "No result tells who said yes or no. Whoever collects the files can read yours."
)
SHARE_TWO = (
    "Are there only two of you on your side? Then whoever says yes can tell whether the other one did. "
    "It is better to meet, and to fill in one sheet together."
)
SHARE_HELP = (
    "Both answers are fine. You can change this later, until the round is closed. "
    "What you write in your own words is never printed for others."
)
SHARE_YES = fixed_texts.SHARE_YES.now
SHARE_NO = fixed_texts.SHARE_NO.now
PSEUDONYM = fixed_texts.PSEUDONYM.now
PSEUDONYM_WHY = "It lets you send a newer sheet that takes the place of this one. Do not use your own name."
PSEUDONYM_PROMPT = "Type a made-up name such as S3, or just Enter for none"

CIRCUMSTANCES = "Which of these are true for you?"
CIRCUMSTANCES_WHY = "They change no answer. They bring tips that fit."
SEVERAL_PROMPT = "Type the numbers with spaces between, then Enter. Just Enter for none; 0 takes all away"

DONT_KNOW = "Don't know"
NOT_APPLICABLE = "Does not apply to us"
LEAVE_BLANK = "Leave blank"
BLANK = "not answered"

LOOKING_BACK = "That is another level than last time. Looking back, where were you then?"
LOOKING_BACK_HELP = (
    "You may see last time differently now. That is common, and it is good to know: "
    "a lower level can mean that you understand more. It changes no result."
)

REASON = fixed_texts.REASON.now
REASON_PROMPT = "Type a few words, then Enter"
REASON_NEEDED = "Please say why in a few words, or type b to go back."

EVIDENCE = fixed_texts.EVIDENCE.now
EVIDENCE_PROMPT = (
    "Type as many lines as you like. An empty line ends it, and so does a full stop alone. "
    "Enter at once leaves it empty"
)
EVIDENCE_NO_NAMES = "Please do not name people. To go back, type b alone on a line; to stop, type s."
EVIDENCE_MORE = "What do you want to add?"
EVIDENCE_GO_ON = "That line is evidence. Go on writing."
EVIDENCE_IT_IS = "It is evidence: keep the line and go on writing"
EVIDENCE_THERE = "This is what you wrote as evidence. Keep it?"
EVIDENCE_KEEP = "Keep it"
EVIDENCE_ADD = "Add a line"
EVIDENCE_WRITE = "Write it again"
EVIDENCE_REMOVE = "Take it out"
EVIDENCE_SHORT = "your evidence"
EVIDENCE_GONE = "The evidence is taken out."
EVIDENCE_SAVED = "Thank you. The evidence is saved."
EVIDENCE_NONE = "No evidence for now. You can add it later."

EXPERIENCE_WHY = "These last short questions are about how it was for you. They are never part of a score."

REVIEW = "Here is what you said. Is it right?"
REVIEW_PROMPT = "Type a number to change that answer, or f to finish"
REVIEW_EXPERIENCE = "Change how it was for you"
FINISH = "Finish and see the result"
FIRST_QUESTION = "This is the first question. There is nothing to go back to."


def key_or_evidence(meant: str) -> str:
    """Ask about a key that stands alone on a line of evidence."""
    return f"{meant}, or is this evidence?"


GO_ON = "Go on with it"
BEGIN_NEW = "Begin a new sheet"
ONLY_YOUR_OWN = " Only if it is yours: others may use this computer too."
BEGINS_NEW_TOGETHER = (
    "The unfinished sheet stays as it is. "
    "Of two sheets of one round that were filled in together, the later one counts."
)
BEGINS_NEW_PRIVATE = "This is a new sheet. The unfinished one stays as it is, and does not count until it is finished."


def go_on_with_one(which: str, *, private: bool = False) -> str:
    """Ask whether to go on with the one unfinished sheet that there is; a private one may be somebody else's."""
    return f"There is an unfinished sheet: {which}. Go on with it?{ONLY_YOUR_OWN if private else ''}"


def go_on_with_one_of(how_many: int, *, private: bool = False) -> str:
    """Ask which of several unfinished sheets to go on with; private ones may be somebody else's."""
    return f"There are {how_many} unfinished sheets. Which do you want to go on with?{ONLY_YOUR_OWN if private else ''}"


def goes_on_with(which: str) -> str:
    """Say which sheet one theme more is put into."""
    return f"This goes on with the unfinished sheet: {which}."


def too_old_to_go_on_with(which: str, command: str) -> str:
    """Name a sheet that is older than a year."""
    return (
        f"There is an unfinished sheet: {which}. It is more than a year old, so this is a new one. "
        f"To go on with the old one: {command}"
    )


def private_not_finished(which: str, command: str) -> str:
    """Say to whoever began a sheet of their own how to go on with it."""
    return f"A sheet of one person is not finished ({which}). Whoever began it goes on with it by: {command}"


def not_offered(fault: str) -> str:
    """Say why an unfinished sheet cannot be gone on with."""
    return f"There is an unfinished sheet that we cannot read: {fault}"


def resumed(answered: int, of: int, place: int) -> str:
    """Say where a saved interview goes on."""
    if place > of:
        return f"You answered {answered} of {of}. Here is what you said."
    return f"You answered {answered} of {of}. Going on at practice {place}."


def practice_progress(place: int, of: int) -> str:
    """Say how far along the practices are."""
    return f"Practice {place} of {of}"


def experience_progress(place: int, of: int) -> str:
    """Say how far along the experience questions are."""
    return f"How it was for you, {place} of {of}"


def review_progress(answered: int, of: int) -> str:
    """Head the review page."""
    return f"You answered {answered} of {of}"


def review_people(staff: int, members: int) -> str:
    """Offer to change who was there."""
    return f"Change who is here (staff {staff}, people with lived experience {members})"


def review_yours(*, share: bool, pseudonym: str) -> str:
    """Offer to change the consent and the made-up name."""
    name = pseudonym or "none"
    return (
        f"Change whether others may see your group's answers (now: {'yes' if share else 'no'}), "
        f"or your made-up name (now: {name})"
    )


def review_circumstances(chosen: int) -> str:
    """Offer to change what is true of the project."""
    return f"Change what is true for you ({chosen} chosen)"


def chose(words: str) -> str:
    """Say an answer back."""
    return f"You chose: {words}"


def last_time(label: str, words: str) -> str:
    """Say what was said of a practice at the round before."""
    return f"Last time ({label}): {words}."


def kept(words: str) -> str:
    """Say that an answer stays."""
    return f"Kept: {words}"


def noted(chosen: int) -> str:
    """Say how many circumstances were noted."""
    return "None of these noted." if not chosen else f"{chosen} noted."


def _shown(reply: str) -> str:
    reply = " ".join(reply.split())
    return f"'{reply}'" if len(reply) <= 20 else f"'{reply[:20]}…'"


def not_a_choice(reply: str, keys: Sequence[str], current: str) -> str:
    """Say which keys may be typed."""
    listed = ", ".join(keys[:-1]) + f" or {keys[-1]}"
    also = ", or just Enter to keep your answer" if current else ""
    if not reply:
        return f"Please type one of {listed}, then Enter."
    if "\n" in reply:
        return f"That was several lines at once, so we took none of them. Type {listed}{also}."
    return f"Sorry, {_shown(reply)} is not one of the choices. Type {listed}{also}."


def not_a_number(reply: str) -> str:
    """Ask for a number of people."""
    if not reply:
        return "Please type a number, such as 3. Type 0 for nobody."
    return f"Sorry, {_shown(reply)} is not a number of people. Type a number such as 3, or 0 for nobody."


def not_numbers(reply: str, most: int) -> str:
    """Ask for numbers from a list."""
    return f"Sorry, {_shown(reply)} will not do. Type numbers from 1 to {most} with spaces between, or 0 for none."


def who_warning(staff: int, members: int, rubric: Rubric) -> tuple[str, ...]:
    """Say plainly what a result of these people will and will not mean."""
    top = rubric.level_words(rubric.one_sided_top)
    if not staff and not members:
        return (
            "You counted nobody. The result will say that we do not know whose view it is.",
            f"Levels will stop at {top}, because nothing shows that both sides agree.",
        )
    if not members:
        alone = "One person's view alone" if staff == 1 else "Staff views alone"
        return (
            f"Nobody with lived experience is here. {alone} can show where to start and what to ask others.",
            f"They cannot show that you work together. So levels will stop at {top}.",
        )
    if not staff:
        alone = "One person's view alone" if members == 1 else "One side's views alone"
        return (
            f"No staff are here. {alone} can show what people see and what to talk about next.",
            f"They cannot show that you work together. So levels will stop at {top}.",
        )
    if few := few_on_one_side(staff, members):
        fewer = min(staff, members)
        return few_here(str(fewer), str(staff + members), few[0].side, one=fewer == 1)
    return ("Both sides are here. When you do not agree on a level, take the lower one and note why.",)


def few_here(fewer: str, everyone: str, side: Side | None, *, one: bool) -> tuple[str, ...]:
    """Say that few of one side are here; ``fewer`` and ``everyone`` are numbers, or what a page puts numbers in for."""
    people, is_here, they = ("person", "is", "this person") if one else ("people", "are", "they")
    who = "with lived experience" if side == "lived-experience" else "from staff"
    return (
        f"Only {fewer} {people} {who} {is_here} here, of {everyone}.",
        f"Make sure that {they} can disagree, and can answer first. When you are not sure, take the lower level.",
        ASK_OTHERS_ALONE,
    )


ASK_OTHERS_ALONE = "Ask the others too, alone, before you rely on this."


def practice_help(practice: Practice, rubric: Rubric, voice: str) -> tuple[str, ...]:
    """Say why a practice matters, what counts as evidence, and how to choose: a meeting, or a person alone."""
    names = {source.id: source for source in rubric.sources}
    from_where = [
        f"{names[ref.source].publisher or names[ref.source].title}"
        + (f" {names[ref.source].year}" if names[ref.source].year else "")
        + (f", {ref.where}" if ref.where else "")
        for ref in practice.sources
    ]
    lines = [f"Why it matters: {practice.why}"] if practice.why else []
    lines += ["This counts as evidence:", *(f"- {each}" for each in practice.counts)] if practice.counts else []
    if practice.does_not_count:
        lines += ["This does not count:", *(f"- {each}" for each in practice.does_not_count)]
    lines += ["Where this comes from:", *(f"- {each}" for each in from_where)] if from_where else []
    in_doubt = "If you cannot agree" if voice == "together" else "If you are not sure"
    lines.append(f"Choose the highest level where all of it is true. {in_doubt}, take the lower one.")
    lines.append("If you do not know, or leave it blank, it never counts as zero.")
    return tuple(lines)


def evidence_body(practice: Practice) -> tuple[str, ...]:
    """Say what counts as evidence before asking for it."""
    lines = ["This counts:", *(f"- {each}" for each in practice.counts)] if practice.counts else []
    if practice.does_not_count:
        lines += ["This does not:", *(f"- {each}" for each in practice.does_not_count)]
    return (*lines, EVIDENCE_NO_NAMES)


def welcome(rubric: Rubric, voice: Voice, asks: Sequence[PracticeId]) -> tuple[str, ...]:
    """Say what is coming, how long it takes, and that stopping is fine."""
    return (
        rubric.title,
        *rubric.summary_paragraphs,
        f"{how_long(rubric, voice, asks)} {NO_WRONG_ANSWERS}",
        FIRST_ALONE,
        SAVED_AT_ONCE,
    )


SAVED_AT_ONCE = "Every answer is saved at once. You can go back, leave things blank, or stop and go on another day."


def welcome_back(rubric: Rubric, voice: Voice, left: Sequence[PracticeId]) -> tuple[str, ...]:
    """Say to whoever comes back, and has heard the rest, what is left."""
    return (rubric.title, f"Welcome back. To go: {how_long(rubric, voice, left, begun=True)} {NO_WRONG_ANSWERS}")


NO_WRONG_ANSWERS = "There are no wrong answers, and not yet is a good answer where it is true."


WORDS_A_MINUTE = 130
"""How fast the words of a question are read: aloud, or by somebody who does not read much."""
A_PRACTICE = 0.5
"""Minutes to choose a level, beside reading."""


def minutes_of(rubric: Rubric, voice: Voice, practices: Collection[PracticeId]) -> float:
    """How long some practices take: their titles, questions and levels are read, and a level is chosen."""
    asked = [practice for practice in rubric.practices if practice.id in practices]
    level_names = _words(*(level.name for level in rubric.levels))
    words = sum(_words(each.title, each.question.for_voice(voice), *each.levels) + level_names for each in asked)
    return words / WORDS_A_MINUTE + A_PRACTICE * len(asked)


def _minutes_beside(rubric: Rubric, voice: Voice, *, begun: bool) -> float:
    """How long it takes to read what is asked before and behind the practices."""
    words = 0 if begun else _words(*(each.statement for each in rubric.circumstances))
    if voice == "lived-experience":
        words += sum(_words(each.question, *(option.text for option in each.options)) for each in rubric.experience)
    return words / WORDS_A_MINUTE


def _words(*texts: str) -> int:
    return sum(len(text.split()) for text in texts)


def how_long(rubric: Rubric, voice: Voice, asks: Collection[PracticeId], *, begun: bool = False) -> str:
    """Say how many practices there are and how long they take, part by part.

    ``begun`` leaves out what is asked before the practices.
    """
    parts = {
        group.name: [each.id for each in rubric.practices if each.dimension == group.id and each.id in asks]
        for group in rubric.dimensions
    }
    minutes = {name: minutes_of(rubric, voice, asked) for name, asked in parts.items() if asked}
    whole = math.ceil(sum(minutes.values()) + _minutes_beside(rubric, voice, begun=begun))
    each = ", ".join(f"{name} {math.ceil(long)}" for name, long in minutes.items())
    told = f" ({each})" if len(minutes) > 1 else ""
    more = ", and more where you talk" if voice == "together" else ""
    practices = f"{count(len(asks), 'practice')}, about {count(whole, 'minute')}"
    return f"{practices}{told}{more}. Nothing leaves this computer."


FIRST_ALONE = (
    "It works best first alone, then together: each person answers by themselves, you look at where you differ, "
    "and then you agree one sheet in a meeting."
)


SMALL_WINDOW = "Your window is small, so we ask line by line."
ELSEWHERE = "Where else may we save your answers?"
ELSEWHERE_PROMPT = "Type a folder or a file name, then Enter. Just Enter tries the same place again"
NOTHING_SAVED = "Stopped. Nothing was answered yet, so nothing was saved."
PRINTED_INSTEAD = "We could not save your answers, so here they are. Copy them into a file that ends in .answers.toml."
NO_ANSWERS = "Nothing was answered, so there is no result yet."
NO_PLAN_FROM_PART = "There is no plan yet: it comes after the last theme."


def saved_in(path: str) -> str:
    """Say where the answers go."""
    return f"We save each answer in {path}."


def moved_to(path: str) -> str:
    """Say that somebody else changed the file, so that ours goes elsewhere."""
    return (
        f"Somebody else has changed the file since we last saved it. We left it as it is. "
        f"Your answers are now saved in {path}. Look at both before you score them."
    )


def not_saved(path: str, why: str) -> str:
    """Say that saving failed, and that nothing is lost."""
    return (
        f"We could not save your answers in {path}: {why}. We still have them all. What was saved before is as it was."
    )


def already_there(path: str) -> str:
    """Refuse to write over a file that we did not make."""
    return f"There is already a file {path}, and we do not write over it."


def assess_again(path: str, used: Sequence[str], typed: HowTyped) -> str:
    """The command that goes on with a sheet; ``used`` are the options that were used, and their values."""
    return typed.line("assess", "--answers", path, *used)


def go_on_with(path: str, used: Sequence[str], typed: HowTyped, *, counts: bool) -> str:
    """Say how to go on with a sheet; one that does not count before it is finished says so."""
    not_yet = "" if counts else " They do not count until you have finished."
    return f"Your answers are saved in {path}.{not_yet} To go on: {assess_again(path, used, typed)}"


def next_theme(name: str, others: str, command: str) -> str:
    """Say which theme comes next, and which are left after it."""
    after = f", then {others}" if others else ""
    return f"{name} next{after}. To go on: {command}"


def no_plan_from_private(path: str) -> str:
    """Say why there is no plan from one person's sheet, and what to do next."""
    return (
        f"There is no plan from one person's answers: a plan needs both sides. "
        f"Give {path} to whoever collects the sheets. They can read it, and will bring the answers of all together."
    )


def change_later(path: str, rubric: Sequence[str], typed: HowTyped) -> str:
    """Say how one person changes a finished sheet; ``rubric`` as in :func:`to_print`."""
    command = typed.line("assess", "--answers", path, *rubric)
    return f"To change an answer, or whether it may be shown: {command}"


def own_copy(path: str, rubric: Sequence[str], typed: HowTyped) -> str:
    """Say how one person reads their own answers again; ``rubric`` as in :func:`to_print`."""
    command = typed.line("score", "--mine", path, *rubric)
    return f"Thank you. Your answers are in {path}. Your own copy: {command}"


def done(path: str) -> str:
    """Say thank you, and where the answers are."""
    return f"Thank you. Your answers are in {path}."


def with_rubric(rubric: str | None) -> tuple[str, ...]:
    """The words of the option that names the questions, where they were named."""
    return ("--rubric", rubric) if rubric else ()


def to_print(sheets: Sequence[str], plan: str, rubric: Sequence[str], typed: HowTyped) -> str:
    """Say how to make a page of all of it, to print; ``plan`` is empty where there is none.

    ``sheets`` are the words that name the sheets; ``rubric`` is the option that names the questions, as
    :func:`with_rubric` makes it.
    """
    with_plan = ("--plan", plan) if plan else ()
    return f"All of it, to print: {typed.line('report', *sheets, *with_plan, *rubric, '--out', 'report.html')}"


def agree_owners(plan: str, rubric: Sequence[str], typed: HowTyped) -> str:
    """Say what comes next with a plan; ``rubric`` as in :func:`to_print`."""
    command = typed.line("plan", "--check", plan, *rubric)
    return f"Next, write who does what by when into {plan}. Then: {command}"


def plan_later(sheets: Sequence[str], plan: str, rubric: Sequence[str], typed: HowTyped) -> str:
    """Say how to make a plan after all; ``sheets`` and ``rubric`` as in :func:`to_print`."""
    return f"Next, a plan: {typed.line('plan', *sheets, *rubric, '--out', plan)}"
