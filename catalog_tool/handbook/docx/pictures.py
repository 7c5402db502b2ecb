"""Pictures of a volume: QR codes, and flow charts made by Typst from their SVG.

Word and WPS show SVG only in newer versions, so a chart goes in as PNG. All charts of a
volume are one Typst document, a page each: starting Typst costs as much as ten charts.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from catalog_tool.handbook.book import Block, Book, Drawing, Flow, Group
from catalog_tool.handbook.flow.svg_in_typst import CHART
from catalog_tool.handbook.fonts.faces import available
from catalog_tool.handbook.typst_memory import forget

PPI = 150
"""Dots per inch of charts at their natural size: crisp lines on office printers, in two thirds of the time of 200."""
WIDEST, TALLEST = 440.0, 600.0
"""Points a chart may have on a page of 442 × 638 points, its heading beside it."""
_PAGES = f"""{CHART}
#set page(margin: 0pt)
#for it in json(bytes(sys.inputs.charts)) {{
  page(width: it.width * 1pt, height: it.height * 1pt, if it.marked {{
    image(bytes(it.svg), format: "svg", width: 100%)
  }} else {{ chart(it.svg) }})
}}
"""


def drawings_of(book: Book) -> list[Drawing]:
    """Every drawing of the charts of a Book, once."""
    found: dict[Drawing, None] = {}
    blocks = [block for chapter in book.chapters for section in chapter.sections for block in section.blocks]
    for flow in _flows([*book.preface, *blocks]):
        found.update(dict.fromkeys(flow.drawings))
    return list(found)


def _flows(blocks: Iterable[Block]) -> Iterator[Flow]:
    for block in blocks:
        if isinstance(block, Flow):
            yield block
        elif isinstance(block, Group):
            yield from _flows(block.blocks)


def drawn(drawings: list[Drawing], fonts: str) -> dict[Drawing, bytes] | None:
    """A PNG for each drawing, fonts of the system and of the folder `fonts`; None where there is no Typst here."""
    if not drawings:
        return {}
    try:
        import typst
    except ImportError:
        return None
    charts = [
        {"svg": each.svg, "width": each.width, "height": each.height, "marked": _is_marked(each.svg)}
        for each in drawings
    ]
    made = typst.compile(
        _PAGES.encode(), font_paths=_fonts(fonts), format="png", ppi=PPI, sys_inputs={"charts": json.dumps(charts)}
    )
    forget(_fonts(fonts))
    pages = [made] if isinstance(made, bytes) else list(made or ())
    return dict(zip(drawings, (page for page in pages if page is not None), strict=True))


def _is_marked(svg: str) -> bool:
    """Whether a text has marks that combine with the letter before.

    Where a font lacks such a mark Typst's own text loses the letter too; in an image it stays.
    """
    return any(unicodedata.category(character)[0] == "M" for character in set(svg) if character > "\u02ff")


@cache
def _fonts(folder: str) -> Any:
    # Looking through the system's fonts takes a tenth of a second: once a process.
    return available(folder, ()).searched


def fitted(drawing: Drawing) -> tuple[float, float]:
    """Width and height in points that a drawing has on paper: its own, or smaller where that is too large."""
    scale = min(1.0, WIDEST / drawing.width, TALLEST / drawing.height)
    return drawing.width * scale, drawing.height * scale
