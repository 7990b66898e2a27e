"""Figures as PNG pictures, for documents that cannot hold our SVG: the same drawing, in the light colours of the page.

The letters are drawn with the fonts of the machine, so that the bytes of a picture
are those of another machine only where the fonts are.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import resvg_py

from coprod_check.render import charts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coprod_check.pages.blocks import Figure

_NAMESPACE = "http://www.w3.org/2000/svg"
_SHARP = 3
"""Pixels for a unit of the drawing: some 250 to the inch, in the size that a document gives a picture."""
_MARGIN = 3
"""Units of white around a drawing, for letters that run a little wider than was worked out."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture, with the name and the description that its drawing has on the page."""

    title: str
    says: str
    png: bytes
    width: float
    height: float
    """In the units of the drawing."""


def pictures(figure: Figure) -> Iterator[Picture]:
    """Make a picture of each drawing of a figure; none where there are no fonts, so that it would be without words."""
    if not has_fonts():
        return
    for drawn in charts.draw(figure, "f"):
        root = ET.fromstring(drawn)  # noqa: S314 - our own markup, in which what people typed is escaped
        wide, high = float(root.attrib["width"]), float(root.attrib["height"])
        width, height = wide + 2 * _MARGIN, high + 2 * _MARGIN
        size = f'viewBox="{-_MARGIN} {-_MARGIN} {width:g} {height:g}" width="{width:g}" height="{height:g}"'
        svg = re.sub(r'viewBox="[^"]*" width="[^"]*" height="[^"]*"', f'xmlns="{_NAMESPACE}" {size}', drawn, count=1)
        yield Picture(root.findtext("title", ""), root.findtext("desc", ""), _png(svg), width, height)


def _png(svg: str) -> bytes:
    white = light_colours()["ground"]
    return resvg_py.svg_to_bytes(svg_string=svg, style_sheet=_style(), background=white, zoom=_SHARP)


@cache
def has_fonts() -> bool:
    """Whether there is any font to draw letters with."""
    empty, lettered = (f'<svg xmlns="{_NAMESPACE}" width="9" height="9">{more}</svg>' for more in ("", _LETTER))
    return _png(empty) != _png(lettered)


_LETTER = '<text x="1" y="8" font-size="8" font-family="Arial, sans-serif">W</text>'


# The page's own style sheet, as far as it is about light colours and drawings.


@cache
def _sheet() -> str:
    return resources.files("coprod_check.render").joinpath("assets", "page.css").read_text("utf-8")


@cache
def light_colours() -> Mapping[str, str]:
    """The page's colours in light, by name: ``ink`` is ``#1c2733``."""
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", _sheet().partition("}")[0]))


@cache
def _style() -> str:
    """What the page says of shapes and letters in drawings, each colour put in where it is named."""
    rules = re.findall(r"^\.chart [^{].*$", _sheet(), re.MULTILINE)
    return re.sub(r"var\(--([\w-]+)\)", lambda found: light_colours()[found[1]], "\n".join(rules))
