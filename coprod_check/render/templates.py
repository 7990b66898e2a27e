"""Templates, ready to be filled in: as code that was made of them before, where it is of the same words."""

from __future__ import annotations

import hashlib
from importlib import import_module
from typing import TYPE_CHECKING

import jinja2
from jinja2 import Template

if TYPE_CHECKING:
    from jinja2 import Environment

READY = "coprod_check.render.ready"
"""Where the code lies that was made before; a page costs a third of its time if Jinja has to make it."""


def template_of(environment: Environment, name: str, text: str) -> Template:
    """Give a template by its text: the code made of it before, else what Jinja makes of it now.

    The code stands only for the very same text and the very same Jinja, so a template
    that was changed is never shown as it was. ``name`` is that of the template's file.
    """
    try:
        ready = import_module(f"{READY}.{module_of(name)}")
    except ImportError:
        return environment.from_string(text)
    if made_of(text) != ready.MADE_OF:
        return environment.from_string(text)
    return Template.from_module_dict(environment, vars(ready), environment.make_globals(None))


def module_of(name: str) -> str:
    """What the module with the code of a template is called.

    >>> module_of("page-body.html.j2")
    'page_body'
    """
    return name.partition(".")[0].replace("-", "_")


def made_of(text: str) -> str:
    """Tell apart the texts, and the releases of Jinja, of which code is made."""
    return hashlib.sha256(f"{jinja2.__version__}\n{text}".encode()).hexdigest()


def code_of(environment: Environment, name: str, text: str) -> str:
    """The code that ``template_of`` takes in place of a template's text."""
    code = environment.compile(text, name=name, filename=name, raw=True, defer_init=True)
    return f'"""{name} as code, by ``release/ready_templates.py``."""\n\nMADE_OF = "{made_of(text)}"\n\n{code}\n'
