"""Pages as text: each different one once, and in every form where a command asks for one."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any
from unittest import mock

from coprod_check.render.html import HtmlRenderer
from coprod_check.render.markdown import MarkdownRenderer
from coprod_check.render.terminal import TerminalRenderer
from coprod_check.render.text import TextRenderer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coprod_check.pages.blocks import Report

    Render = Callable[[Any, Report], str]


@contextmanager
def pages_in_every_form() -> Iterator[None]:
    """Let a page on a terminal be followed by the same in plain mode and as Markdown, and none be written twice.

    A command makes its pages first, and then asks one renderer or another for them: so one run of it shows them all.
    A page that is equal in every block to one that was written before gives the same text again.
    """
    html, markdown, terminal, text = (
        _remembering(each.render) for each in (HtmlRenderer, MarkdownRenderer, TerminalRenderer, TextRenderer)
    )

    def in_all(self: TerminalRenderer, report: Report) -> str:
        return terminal(self, report) + text(TextRenderer(80), report) + markdown(MarkdownRenderer(), report)

    with ExitStack() as patched:
        for renderer, render in ((HtmlRenderer, html), (MarkdownRenderer, markdown), (TerminalRenderer, in_all)):
            patched.enter_context(mock.patch.object(renderer, "render", render))
        yield


def _remembering(render: Render) -> Render:
    known: dict[str, str] = {}

    def render_once(self: Any, report: Report) -> str:
        key = f"{getattr(self, '__dict__', '')} {report!r}"
        if key not in known:
            known[key] = render(self, report)
        return known[key]

    return render_once
