"""Headings and answers as they are compared."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_check.imports.cleaning import cleaned, endings, is_spoiled, said_shortly, without_counting


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Who decides?", "who decides?"),
        ("<b>Who</b> decides?", "who decides?"),
        ("<p>Who</p><p>decides?</p>", "who decides?"),
        ("Who<br/>decides?", "who decides?"),
        ('<span style="color: red">Who decides?</span>', "who decides?"),
        ("Pay &amp; costs", "pay & costs"),
        ("Don&#39;t know", "don't know"),
        ("&quot;Equal&quot;", '"equal"'),
        ("a&nbsp;b", "a b"),
        ("\uff37\uff48\uff4f", "who"),  # wide letters
        ("of\ufb01ce", "office"),  # one sign for two letters
        ("cafe\u0301", "caf\u00e9"),  # the accent as a sign of its own
        ("Don\u2019t know", "don't know"),
        ("Don\u2018t know", "don't know"),
        ("\u201cequal\u201d", '"equal"'),
        ("\u00abequal\u00bb", '"equal"'),
        ("co\u2010production", "co-production"),
        ("co\u2011production", "co-production"),  # the hyphen that does not break
        ("2 \u2013 Together", "2 - together"),
        ("2 \u2014 Together", "2 - together"),
        ("\u22121", "-1"),
        ("Who\u200b \ufeffdecides\u2060?", "who decides?"),
        ("co\u00adproduction", "coproduction"),  # the hyphen that is seen at the end of a line alone
        ("  Who \t\n decides?\r\n", "who decides?"),
        ("Who\u00a0decides?\u202f", "who decides?"),
        ("Who decides? *", "who decides?"),
        ("* Who decides?", "who decides?"),
        ("Who decides:", "who decides"),
        ("WHO DECIDES?", "who decides?"),
        ("STRASSE", "strasse"),
        ("Stra\u00dfe", "strasse"),
        ("", ""),
        (" * : ", ""),
        ("a < b and c > d", "a < b and c > d"),  # no tag
        ("\u200b", ""),
    ],
)
def test_a_text_is_compared_without_what_services_do_to_it(written: str, compared: str) -> None:
    assert cleaned(written) == compared


@pytest.mark.parametrize(("one", "other"), [("Staff decide", "Staff decided"), ("1", "2"), ("1.5", "15"), ("-1", "1")])
def test_texts_that_say_different_things_stay_different(one: str, other: str) -> None:
    assert cleaned(one) != cleaned(other)


@given(st.text(max_size=40))
def test_what_is_cleaned_is_clean(text: str) -> None:
    """No marks at its ends, no double spaces, nothing unseen; and the same in any case and any Unicode form."""
    found = cleaned(text)
    assert found == found.strip(" *:")
    assert "  " not in found
    assert not any(unicodedata.category(each) in {"Cf", "Zl", "Zp"} for each in found)


@given(st.text(st.characters(codec="ascii", exclude_characters="<&"), max_size=40))
def test_white_space_case_and_stars_never_count(text: str) -> None:
    assert cleaned(f"  {text.upper()}\u00a0* ") == cleaned(text.lower())


def test_a_text_of_any_length_is_compared_quickly() -> None:
    """What is longer than any text of ours is cut; a heading of a million tags must not hold anybody up."""
    assert cleaned("x" * 100_000) == cleaned("x" * 200_000)
    assert cleaned("<" * 100_000)
    assert cleaned("<b" * 100_000)
    assert cleaned("&" * 100_000)


@pytest.mark.parametrize(
    "front", ["7.", "7)", "Q7.", "Q7)", "Q7:", "7b.", "7.a.", "7.1.", "12. ", "Question 7:", "007. "]
)
def test_a_number_in_front_does_not_count(front: str) -> None:
    assert "who decides?" in without_counting(cleaned(f"{front} Who decides?"))


@pytest.mark.parametrize("behind", ["2", " 2", "40", " (2)", "_2", ".1", "...5", " #3"])
def test_a_number_behind_does_not_count(behind: str) -> None:
    """Services count equal titles; R and other programs do so in ways of their own."""
    assert "who decides?" in without_counting(cleaned(f"Who decides?{behind}"))


def test_a_heading_of_our_own_that_ends_in_a_number_is_found_before_it_is_counted() -> None:
    """ "Step 12" is itself first; it may be the twelfth "Step", or the second "Step 1"."""
    assert list(without_counting("step 12")) == ["step 12", "step", "step 1"]


@pytest.mark.parametrize("text", ["who decides?", "7 people decide", "covid-19 rules", "2nd step", "a.", "1", "12"])
def test_words_are_not_taken_for_a_count(text: str) -> None:
    """The number of a sentence stays in it; nothing is ever left blank."""
    assert next(without_counting(text)) == text
    assert "people decide" not in without_counting(text)


@given(st.text(st.characters(codec="ascii"), max_size=30).map(cleaned))
def test_a_heading_as_it_stands_comes_first(text: str) -> None:
    assert next(without_counting(text)) == text


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("group/who decides", [("group", "/", "who decides")]),
        ("a/b/c", [("a", "/", "b/c"), ("a/b", "/", "c")]),
        ("power_sharing-shared_decisions", [("power_sharing", "-", "shared_decisions")]),
        ("power / who decides - now", [("power", "/", "who decides - now"), ("power / who decides", "-", "now")]),
        ("who decides", []),
        ("/who", []),
        ("who/", []),
        ("", []),
    ],
)
def test_the_last_part_of_a_heading_may_be_the_question(heading: str, found: list[tuple[str, str, str]]) -> None:
    """A question may hold strokes itself, so every ending is tried, the longest first."""
    assert list(endings(heading)) == found


def test_of_a_heading_full_of_strokes_only_some_endings_are_tried() -> None:
    """The group's name stands before the first of them, the question behind the last."""
    found = list(endings("/".join(["a", *["x"] * 1_000, "z"])))
    assert len(found) < 20
    assert found[0][0] == "a"
    assert found[-1][2] == "z"


@pytest.mark.parametrize(
    "text",
    [
        "don\u00e2\u20ac\u2122t know",  # UTF-8 read as cp1252
        "caf\u00c3\u00a9",
        "\u00e2\u20ac\u0153equal\u00e2\u20ac\u009d",
        "don\ufffdt know",  # lost for good
        "We meet \u00e2\u20ac\u201c often",
        "Beyonc\u00c3\u00a9 says \u201cyes\u201d",
    ],
)
def test_letters_that_were_spoiled_are_seen(text: str) -> None:
    assert is_spoiled(text)


@pytest.mark.parametrize(
    "text",
    [
        "don't know",
        "don\u2019t know",
        "caf\u00e9",
        "\u00c3",
        "na\u00efve",
        "\u00a35 \u2013 paid",
        "\u8a00\u8449",
        "",
        "\u2026",
    ],
)
def test_sound_letters_are_not_called_spoiled(text: str) -> None:
    assert not is_spoiled(text)


@given(st.text(st.characters(categories=["L", "P"], min_codepoint=0x80, max_codepoint=0xFFFF), min_size=1, max_size=8))
def test_whatever_was_saved_in_utf_8_and_read_as_cp1252_is_seen(text: str) -> None:
    raw = text.encode()
    # The five bytes that cp1252 has no letter for come through as themselves in most programs.
    read = "".join(bytes([each]).decode("cp1252", errors="ignore") or chr(each) for each in raw)
    assert is_spoiled(f"we {read} here")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Who decides?", "Who decides?"),
        ("Who\n decides?\t", "Who decides?"),
        ("Red\x1b[31m", "Red [31m"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 59 + "\u2026"),
        ("", ""),
    ],
)
def test_in_a_message_a_text_is_one_short_line(text: str, said: str) -> None:
    assert said_shortly(text) == said


@given(st.text(max_size=300), st.integers(2, 80))
def test_no_message_is_broken_by_what_stands_in_a_file(text: str, most: int) -> None:
    said = said_shortly(text, most)
    assert len(said) <= most
    assert said.isprintable()
