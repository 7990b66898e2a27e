"""Templates as code that was made before: the same page, and never a page as it was."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from helpers.process import ROOT
from jinja2 import Environment, StrictUndefined

from coprod_check.form.page import form_asset, form_environment
from coprod_check.render import templates
from coprod_check.render.html import page_asset, page_environment
from coprod_check.render.templates import code_of, made_of, module_of, template_of

if TYPE_CHECKING:
    from pathlib import Path

sys.path.insert(0, str(ROOT / "release"))
ready_templates = import_module("ready_templates")

CASES = [
    (page_environment, page_asset, "page.html.j2"),
    (page_environment, page_asset, "page-body.html.j2"),
    (form_environment, form_asset, "form.html"),
]


def test_the_code_of_every_template_is_what_would_be_made_of_it_now() -> None:
    made = ready_templates.made()
    assert {path.name for path in made} == {"page.py", "page_body.py", "form.py"}
    assert [path.name for path, code in made.items() if path.read_text("utf-8") != code] == []


@pytest.mark.parametrize(("environment", "asset", "name"), CASES, ids=[name for *_, name in CASES])
def test_a_template_that_was_not_changed_is_taken_as_code(
    environment: object, asset: object, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(environment)
    assert callable(asset)
    monkeypatch.setattr(Environment, "from_string", lambda *_: pytest.fail("Jinja was asked to make the code"))
    assert template_of(environment(), name, asset(name)).name == name


@pytest.mark.parametrize("name", ["page.html.j2", "of-nobody.html.j2"])
def test_a_template_that_was_changed_or_is_new_is_read_as_it_is(name: str) -> None:
    pages = Environment(autoescape=True, undefined=StrictUndefined)
    assert template_of(pages, name, "Now {{ word }}").render(word="<b>") == "Now &lt;b&gt;"


def test_code_of_another_jinja_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    text = page_asset("page.html.j2")
    before = made_of(text)
    monkeypatch.setattr("jinja2.__version__", "3.1.0")
    assert made_of(text) != before
    made: list[str] = []
    monkeypatch.setattr(Environment, "from_string", lambda _, given: made.append(given))
    template_of(page_environment(), "page.html.j2", text)
    assert made == [text]


def test_code_that_was_made_fills_in_what_the_text_would(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "{% for each in words %}{{ loop.index }} {{ each }}{% else %}none{% endfor %}"
    pages = Environment(autoescape=True, undefined=StrictUndefined)
    (tmp_path / f"{module_of('a-list.html')}.py").write_text(code_of(pages, "a-list.html", text))
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(templates, "READY", "")
    monkeypatch.setattr(templates, "import_module", lambda name: import_module(name.removeprefix(".")))
    for words in ([], ["<a>", "b"]):
        told = template_of(pages, "a-list.html", text).render(words=words)
        assert told == pages.from_string(text).render(words=words)


def test_the_command_names_what_is_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here = ROOT / "coprod_check" / "render" / "ready"
    monkeypatch.setattr(
        ready_templates,
        "made",
        lambda: {here / "page.py": "changed", here / "form.py": (here / "form.py").read_text("utf-8")},
    )
    monkeypatch.setattr(sys, "argv", ["ready_templates.py", "--check"])
    assert ready_templates.main() == 1
    told = capsys.readouterr().out
    assert told == (
        "coprod_check/render/ready/page.py: is made of another template; run python release/ready_templates.py\n"
    )
    monkeypatch.setattr(ready_templates, "made", lambda: {tmp_path / "x.py": "new"})
    monkeypatch.setattr(sys, "argv", ["ready_templates.py"])
    assert ready_templates.main() == 0
    assert (tmp_path / "x.py").read_text("utf-8") == "new"
