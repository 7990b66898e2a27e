# ruff: noqa: INP001, T201, E402 - a command beside the package
"""Makes code of the templates of pages and forms, so that no start spends its time on that.

    python release/ready_templates.py            # write the code anew, in coprod_check/render/ready/
    python release/ready_templates.py --check    # leave with 1 where a template, or Jinja, has changed since

A template that was changed works at once, and more slowly, until this is run.
"""

from __future__ import annotations

import sys
from importlib import resources
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from coprod_check.form import page as form
from coprod_check.render import html
from coprod_check.render.templates import code_of, module_of

READY = ROOT / "coprod_check" / "render" / "ready"


def made() -> dict[Path, str]:
    """The code of each template, by the file that it belongs in."""
    found = {
        name: code_of(html.page_environment(), name, html.page_asset(name))
        for name in sorted(each.name for each in resources.files("coprod_check.render").joinpath("assets").iterdir())
        if name.endswith(".j2")
    }
    found["form.html"] = code_of(form.form_environment(), "form.html", form.form_asset("form.html"))
    return {READY / f"{module_of(name)}.py": code for name, code in found.items()}


def main() -> int:
    """Write the code, or say which files are not what they would be."""
    stale = [path for path, code in made().items() if not path.exists() or path.read_text("utf-8") != code]
    if "--check" not in sys.argv[1:]:
        for path, code in made().items():
            path.write_text(code, "utf-8", newline="\n")
        return 0
    for path in stale:
        print(
            f"{path.relative_to(ROOT).as_posix()}: is made of another template; run python release/ready_templates.py"
        )
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
