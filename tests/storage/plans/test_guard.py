"""A writer that loses what people wrote is noticed, whatever it is: comments are put back, else nothing is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coprod_check.documents.errors import BadInput
from coprod_check.storage.plans.guard import Ready, guarded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coprod_check.documents.kept import Spot

WAS = """\
# the head
format = "coprod-plan/1"  # of ours

# above the team
team = "T" # the name
[[actions]] # one
action = "Do."
practices = [ # inside
  "a", # Title of a
]
practice = "a" # Title of a
# Title of a
[actions.cost] # pounds
sum = 5 # five
# Title of a
[[actions]]
action = "Do more." # two
# at the end
"""


def found(now: str, was: str = WAS, may_change: Iterable[Spot] = (), titles: Iterable[str] = ("Title of a",)) -> Ready:
    return guarded(Path("p.plan.toml"), was, now, titles, set(may_change).__contains__)


def test_a_text_that_says_the_same_may_be_written() -> None:
    assert found(WAS) == Ready(WAS, WAS, 0)
    windows = WAS.replace("\n", "\r\n")
    assert found(windows, was=windows) == Ready(windows, windows, 0)


@pytest.mark.parametrize(
    ("gone", "put", "back", "above"),
    [
        ("# the head\n", "", "# the head", 'format = "coprod-plan/1"'),
        ("  # of ours", "", "# of ours", 'format = "coprod-plan/1"'),
        ("# above the team\n", "", "# above the team", 'team = "T"'),
        (" # the name", " # the names", "# the name", 'team = "T"'),
        (" # one", "", "# one", "[[actions]]\naction = "),
        (" # inside", "", "# inside", "practices = ["),
        (" # pounds", "", "# pounds", "[actions.cost]"),
        (" # five", "", "# five", "sum = 5"),
        (" # two", "", "# two", 'action = "Do more."'),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_comment_that_was_forgotten_is_put_above_what_it_stood_at(
    gone: str, put: str, back: str, above: str, ending: str
) -> None:
    now = WAS.replace(gone, put, 1)
    ready = found(now.replace("\n", ending), was=WAS.replace("\n", ending))
    assert ready.text == now.replace(above, f"{back}\n{above}", 1).replace("\n", ending)
    assert ready.moved == (0 if gone.startswith("#") else 1)


def test_where_what_it_stood_at_is_gone_a_comment_is_put_above_what_is_around_it_or_at_the_end() -> None:
    now = WAS.replace("sum = 5 # five\n", "")
    ready = found(now, may_change=[("actions", 0, "cost", "sum")])
    assert ready.text == now.replace("[actions.cost]", "# five\n[actions.cost]")
    now = WAS[: WAS.index("[[actions]]")]
    comments = ("# one", "# inside", "# Title of a", "# pounds", "# five", "# Title of a", "# two", "# at the end")
    assert found(now, may_change=[("actions",)]).text == now + "".join(f"{each}\n" for each in comments)


def test_of_comments_that_are_alike_the_one_that_is_gone_is_put_back() -> None:
    was = WAS.replace("# five", "# one")
    assert found(WAS.replace(" # five", ""), was=was).text == WAS.replace("sum = 5 # five", "# one\nsum = 5")
    three = WAS.replace("# of ours", "# x").replace("# the name", "# x").replace("# two", "# x")
    now = three.replace(" # x", "")
    assert found(now, was=three).text.count("# x\n") == 3
    assert found(now, was=three).moved == 3


def test_a_title_of_ours_may_go_from_where_we_put_it_and_from_nowhere_else() -> None:
    ours = WAS.replace('  "a", # Title of a\n', '  "a",\n').replace('"a" # Title of a', '"a"')
    assert found(ours) == Ready(ours, WAS, 0)
    with_more = ours + '[[actions]]\naction = "New."\npractice = "a"  # Title of a\n'
    assert found(with_more).text == with_more
    for line in ("# Title of a\n[actions.cost]", "# Title of a\n[[actions]]"):
        # What we add elsewhere makes up for nothing.
        assert found(with_more.replace(line, line.split("\n")[1], 1)).text.count("\n# Title of a\n") == 2
    assert found(ours, titles=()).text.count("# Title of a") == 4


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ('practice = "a"', '# Title of a\npractice = "a"'),  # above the line, not behind it
        ("[[actions]] # one", "[[actions]] # Title of a"),
        ("sum = 5 # five", "sum = 5 # Title of a"),
        ('team = "T" # the name', 'team = "T" # Title of a'),
        ("sum = 5 # five", "practice = 'a' # Title of a"),
    ],
)
def test_what_is_spelt_like_a_title_and_stands_elsewhere_is_peoples(was: str, now: str) -> None:
    whole = WAS.replace(was, now)
    forgotten = WAS.replace(was, now.replace("# Title of a\n", "").replace(" # Title of a", ""))
    assert forgotten != whole
    assert found(forgotten, was=whole).text.count("# Title of a") == whole.count("# Title of a")


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ('"T"', '"t"', "p.plan.toml, line 5: team: nothing was changed, because this would be lost"),
        ("sum = 5 # five\n", "# five\n", "p.plan.toml, line 14: actions[0].cost.sum: nothing was changed"),
        ('"Do more."', '"Do less."', "p.plan.toml, line 17: actions[1].action: nothing was changed"),
    ],
)
def test_a_value_that_was_forgotten_is_named_and_nothing_is_written(was: str, now: str, told: str) -> None:
    with pytest.raises(BadInput) as caught:
        found(WAS.replace(was, now))
    assert str(caught.value).startswith(told)


def test_a_comment_that_cannot_be_put_back_is_named_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coprod_check.storage.plans.guard._put_above", lambda written, _: written)
    with pytest.raises(BadInput) as caught:
        found(WAS.replace(" # five", "").replace(" # two", ""))
    assert [str(each) for each in caught.value.problems] == [
        "p.plan.toml, line 14: nothing was changed, because this would be lost: '# five'; move it to a line of its own",
        "p.plan.toml, line 17: nothing was changed, because this would be lost: '# two'; move it to a line of its own",
    ]


def test_of_very_much_that_would_be_lost_the_first_is_told_and_the_rest_is_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("coprod_check.storage.plans.guard._put_above", lambda written, _: written)
    with pytest.raises(BadInput) as caught:
        found(WAS, was="".join(f"# {number}\n" for number in range(500)) + WAS)
    assert len(caught.value.problems) == 21
    assert "480 more problems" in str(caught.value)
