"""What the interview says, in one place: plain words, short sentences, "you" and "we".

Kept apart from the engine so that someone who writes well can work on it, and so
that the plain-English test can read it.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from coprod_check.documents import fixed_texts
from coprod_check.rules.scoring import few_on_one_side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coprod_check.documents.rubric import Practice, Rubric
    from coprod_check.documents.shapes import Side

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
    "Nobody is told who said yes or no."
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

REASON = "Why does this not apply to you?"
REASON_PROMPT = "Type a few words, then Enter"
REASON_NEEDED = "Please say why in a few words, or type b to go back."

EVIDENCE = fixed_texts.EVIDENCE.now
EVIDENCE_PROMPT = (
    "Type as many lines as you like. End with a full stop alone on a line. A full stop at once leaves it empty"
)
EVIDENCE_NO_NAMES = "Please do not name people. To go back or to stop, end with a full stop first."
EVIDENCE_THERE = "This is what you wrote as evidence. Keep it?"
EVIDENCE_KEEP = "Keep it"
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


def welcome(rubric: Rubric, practices: int) -> tuple[str, ...]:
    """Say what is coming, how long it takes, and that stopping is fine."""
    return (
        rubric.title,
        *rubric.summary_paragraphs,
        how_long(practices),
        FIRST_ALONE,
        "Every answer is saved at once. You can go back, leave things blank, or stop and go on another day.",
    )


def how_long(practices: int) -> str:
    """Say how many practices there are, how long they take, and that no answer is wrong."""
    minutes = max(5, 5 * round(practices * 45 / 60 / 5))
    return (
        f"{practices} practices, about {minutes} minutes. Nothing leaves this computer. "
        "There are no wrong answers, and not yet is a good answer where it is true."
    )


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
NO_PLAN_FROM_PART = (
    "There is no plan yet, because only part of the questions are answered. "
    "Do the other parts with --only, or all of them without it."
)


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


def go_on_with(path: str, extra: str, program: str) -> str:
    """Say how to go on with a sheet."""
    return f"Your answers are saved in {path}. To go on: {program} assess --answers {quoted(path)}{extra}"


def quoted(path: str) -> str:
    """Write a path as a shell takes it."""
    return shlex.quote(path)


def no_plan_from_private(path: str) -> str:
    """Say why there is no plan from one person's sheet, and what to do next."""
    return (
        f"There is no plan from one person's answers: a plan needs both sides. "
        f"Give {path} to whoever collects the sheets. They will bring the answers of all together."
    )


def done(path: str) -> str:
    """Say thank you, and where the answers are."""
    return f"Thank you. Your answers are in {path}."


SEE_IT_AGAIN = "To see this again:"
"""Before the command with which one person sees their own view again."""
TO_PRINT = "All of it, to print:"
"""Before the command that makes a page."""
PLAN_LATER = "Next, a plan:"
"""Before the command that makes a plan after all."""


def agree_owners(plan: str) -> str:
    """Say what comes next with a plan, before the command that checks it."""
    return f"Next, write who does what by when into {plan}. Then:"
