"""The drawing as SVG text: presentation attributes only, no ids, no styles, no markers.

So it stands in a page under a strict policy for styles, twice if need be, and Typst
draws the same. All meaning is in lines and words, none in colour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from catalog_tool.handbook.flow.graph import Shape
from catalog_tool.handbook.flow.measure import LEADING, SIZE
from catalog_tool.handbook.flow.paper import PAD, Placed, Point, Sheet, Stroke

_NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SOFT = "#888"
_BOLD = "Catalog Sans SC, SimHei, sans-serif"
"""What stands out is set in 黑体, as in print: few Chinese fonts have a bold face."""
_BASELINE = 0.37 * SIZE
"""From the middle of a line of text down to its baseline."""


def escaped(text: str) -> str:
    """A text within an element or attribute; what XML cannot hold is shown by its number."""
    text = _NO_XML.sub(lambda match: f"⟨U+{ord(match.group()):04X}⟩", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def number(value: float) -> str:
    """A coordinate, no longer than needed."""
    return f"{value:.1f}".removesuffix(".0")


def document(width: float, height: float, family: str, parts: Iterable[str]) -> str:
    """A whole drawing."""
    wide, tall = number(width), number(height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}" width="{wide}pt" height="{tall}pt"'
        f' font-family="{escaped(family)}" font-size="{number(SIZE)}" fill="#000" stroke="none" stroke-width="1">'
        f"{''.join(parts)}</svg>"
    )


def text(x: float, y: float, words: str, anchor: str = "middle", *, bold: bool = False) -> str:
    """A line of text; y is its baseline."""
    family = f' font-family="{_BOLD}"' if bold else ""
    anchored = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{number(x)}" y="{number(y)}"{anchored}{family}>{escaped(words)}</text>'


def frame(x: float, y: float, width: float, height: float, *, colour: str = "#000", thin: bool = False) -> str:
    """An empty rectangle."""
    stroke = ' stroke-width="0.6"' if thin else ""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
        f' fill="none" stroke="{colour}"{stroke}/>'
    )


def line(points: Iterable[Point], *, colour: str = "#000", thin: bool = False) -> str:
    """A line with corners."""
    path = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    stroke = ' stroke-width="0.6"' if thin else ""
    return f'<polyline points="{path}" fill="none" stroke="{colour}"{stroke}/>'


def drawn(sheet: Sheet) -> str:
    """The lanes, lines and boxes of a sheet."""
    parts = [_lanes(sheet)]
    parts += map(_stroke, sheet.strokes)
    parts += map(_box, sheet.boxes)
    parts += [text(label.x, label.y, label.text, label.anchor) for label in sheet.labels]
    return "".join(parts)


def _lanes(sheet: Sheet) -> str:
    parts = []
    if sheet.head:
        parts.append(frame(0.5, 0.5, sheet.width - 1, sheet.height - 1, colour=_SOFT))
        parts.append(line(((0.5, sheet.head), (sheet.width - 0.5, sheet.head)), colour=_SOFT))
    for place, lane in enumerate(sheet.lanes):
        if place:
            parts.append(line(((lane.left, 0.5), (lane.left, sheet.height - 0.5)), colour=_SOFT))
        y = (sheet.head - LEADING * len(lane.lines)) / 2 + LEADING / 2 + _BASELINE
        for row, words in enumerate(lane.lines):
            parts.append(text((lane.left + lane.right) / 2, y + LEADING * row, words, bold=True))
    return "".join(parts)


def _stroke(stroke: Stroke) -> str:
    points = stroke.points
    heads = ""
    if stroke.ends:
        heads += _head(points[-2], points[-1])
    if stroke.begins:
        heads += _head(points[1], points[0])
    return line(points) + heads


def _head(before: Point, tip: Point) -> str:
    """An arrow head at the tip, as a shape of its own: a marker would need an id."""
    (bx, by), (x, y) = before, tip
    if abs(bx - x) > abs(by - y):
        back = -5.0 if x > bx else 5.0
        corners = ((x, y), (x + back, y - 2.5), (x + back, y + 2.5))
    else:
        back = -5.0 if y > by else 5.0
        corners = ((x, y), (x - 2.5, y + back), (x + 2.5, y + back))
    return f'<polygon points="{" ".join(f"{number(a)},{number(b)}" for a, b in corners)}"/>'


def _box(placed: Placed) -> str:
    x, y, wide, tall = placed.x, placed.y, placed.width, placed.height
    parts = [_outline(placed.box.shape, x, y, wide, tall, stopped=placed.box.stopped)]
    block = len(placed.lines) * LEADING
    begin = y + (tall - block) / 2 + LEADING / 2 + _BASELINE
    if placed.box.shape is Shape.DOCUMENT:
        begin = y + PAD + LEADING / 2 + _BASELINE
    for row, (words, bold) in enumerate(placed.lines):
        parts.append(text(x + wide / 2, begin + LEADING * row, words, bold=bold))
    return "".join(parts)


def _outline(shape: Shape, x: float, y: float, wide: float, tall: float, *, stopped: bool) -> str:
    ink = 'fill="#fff" stroke="#000"'
    if shape is Shape.BAR:
        # Parallel mode: two lines, all that begins between them runs at once.
        return line(((x, y), (x + wide, y))) + line(((x, y + tall), (x + wide, y + tall)))
    if shape is Shape.CONNECTOR:
        return f'<circle cx="{number(x + wide / 2)}" cy="{number(y + tall / 2)}" r="{number(wide / 2)}" {ink}/>'
    if shape is Shape.DECISION:
        corners = ((x + wide / 2, y), (x + wide, y + tall / 2), (x + wide / 2, y + tall), (x, y + tall / 2))
        return f'<polygon points="{" ".join(f"{number(a)},{number(b)}" for a, b in corners)}" {ink}/>'
    if shape is Shape.DOCUMENT:
        low, right = y + tall - 4, x + wide
        return (
            f'<path d="M{number(x)} {number(y)}H{number(right)}V{number(low)}'
            f"C{number(x + wide * 0.7)} {number(low - 7)} {number(x + wide * 0.4)} {number(low + 9)}"
            f' {number(x)} {number(low)}Z" {ink}/>'
        )
    dashes = ' stroke-dasharray="4 2.5"' if stopped else ""
    radius = f' rx="{number(min(tall / 2, 14.0))}"' if shape is Shape.TERMINAL else ""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(wide)}" height="{number(tall)}"{radius} {ink}{dashes}/>'
    )
