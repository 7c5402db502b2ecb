"""Typst draws a chart itself as it would show the chart's SVG, and leaves out nothing."""

from __future__ import annotations

import io
import json
import struct
import xml.etree.ElementTree as ET
import zlib
from collections.abc import Iterator

import pypdf
import pytest
import typst
from handbook_pages import CATALOGS, PROJECT, read

from catalog_tool.handbook.book import Drawing
from catalog_tool.handbook.docx.pictures import PPI, drawn
from catalog_tool.handbook.flow import FAMILY, chart_of
from catalog_tool.handbook.flow.svg import document, text
from catalog_tool.handbook.flow.svg_in_typst import CHART
from catalog_tool.handbook.fonts.faces import available
from catalog_tool.handbook.reading import Node

OURS = f"{CHART}\n#set page(margin: 0pt)\n#let show-chart = chart"
AS_IMAGE = '#set page(margin: 0pt)\n#let show-chart(svg) = image(bytes(svg), format: "svg", width: 100%)'
PAGES = """
#for it in json(bytes(sys.inputs.charts)) {
  page(width: it.width * 1pt, height: it.height * 1pt, show-chart(it.svg))
}
"""
GRID = 12
"""Pixels of a square whose ink is compared: a letter may stand a hair beside, a line may not be gone."""


def made(source: str, drawings: list[Drawing], format: str, ppi: float = 144, *, system: bool = False) -> list[bytes]:
    """The pages of drawings."""
    charts = [{"svg": each.svg, "width": each.width, "height": each.height} for each in drawings]
    fonts = available(str(PROJECT / "fonts"), (), system=system).searched
    found = typst.compile(
        f"{source}{PAGES}".encode(),
        font_paths=fonts,
        format=format,
        ppi=ppi,
        sys_inputs={"charts": json.dumps(charts)},
    )
    return found if isinstance(found, list) else [found]


@pytest.fixture(scope="module")
def drawings() -> list[Drawing]:
    """A hundred charts of the example lists, signatures included: every shape and every kind of line."""
    values = (value for folder in CATALOGS for path in sorted(folder.rglob("*.yaml")) for value in read(path))
    charts = (chart_of(Node(value), internal=internal) for value in values for internal in (False, True))
    found = list(dict.fromkeys(drawing for chart in charts if chart for drawing in chart.drawings))
    kinds = {element.tag.rpartition("}")[2] for each in found for element in ET.fromstring(each.svg).iter()}
    assert kinds == {"svg", "g", "text", "rect", "polyline", "polygon", "path", "circle"} - _NOT_IN_EXAMPLES
    return found


_NOT_IN_EXAMPLES = {"circle"}


def test_every_word_of_every_chart_is_there(drawings: list[Drawing]) -> None:
    (pdf,) = made(OURS, drawings, "pdf")
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) == len(drawings) > 50
    for page, drawing in zip(pages, drawings, strict=True):
        printed = "".join(page.extract_text().split())
        for element in ET.fromstring(drawing.svg).iter("{http://www.w3.org/2000/svg}text"):
            assert "".join((element.text or "").split()) in printed


def test_it_looks_like_the_svg(drawings: list[Drawing]) -> None:
    some = [*drawings[::40], _sample('<circle cx="60" cy="40" r="9" fill="#fff" stroke="#000"/>')]
    for ours, image in zip(made(OURS, some, "png", 36), made(AS_IMAGE, some, "png", 36), strict=True):
        assert _apart(ours, image) < 0.2


@pytest.mark.parametrize(
    "part",
    [
        '<polyline points="10,10 100,10 100,90" fill="none" stroke="#000"/>',
        '<polygon points="60,10 110,50 60,90 10,50" fill="#000"/>',
        '<rect x="10" y="10" width="100" height="60" rx="14" fill="#000" stroke="#000"/>',
        '<circle cx="60" cy="40" r="30"/>',
        '<path d="M10 10H110V80C70 60 40 95 10 80Z" stroke="#000"/>',
        '<g transform="translate(20 30)"><g font-size="20"><text x="10" y="30">申请</text></g></g>',
        '<text x="110" y="50" text-anchor="end">申请受理</text>',
    ],
)
def test_each_shape_by_itself(part: str) -> None:
    # The check itself can fail: nothing drawn is far from something drawn.
    (ours,), (image,), (nothing,) = (
        made(source, [_sample(svg)], "png") for source, svg in ((OURS, part), (AS_IMAGE, part), (OURS, ""))
    )
    assert _apart(ours, image) < 0.2
    assert _apart(nothing, image) == 1


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", '#import "x"', "{{ x }}", "$x$ *a* `b` \\ \u202e右", "👩‍👩‍👧 𠮷"]
)
def test_a_text_is_a_text(words: str) -> None:
    sample = _sample(text(5, 20, words, "start"))
    (pdf,) = made(OURS, [sample], "pdf")
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) == 1
    assert made(OURS, [sample], "png") != made(OURS, [_sample("")], "png")


def test_a_letter_is_not_lost_with_a_mark_that_no_font_has() -> None:
    """Then the picture is made of the SVG as an image: Typst's own text puts one box for both."""
    sample = _sample(text(60, 50, "第1\u20e3岗1\u20e3受1\u20e3理", "middle"))
    (image,) = made(AS_IMAGE, [sample], "png", PPI, system=True)
    pictures = drawn([sample], str(PROJECT / "fonts"))
    assert pictures == {sample: image}


def test_an_element_that_it_does_not_know_stops_it() -> None:
    with pytest.raises(typst.TypstError, match="svg element: ellipse"):
        made(OURS, [_sample('<ellipse cx="60" cy="40" rx="9" ry="5"/>')], "png")


def _sample(part: str) -> Drawing:
    return Drawing(document(120, 100, FAMILY, [part]), 120, 100)


def _apart(one: bytes, other: bytes) -> float:
    """How much ink stands elsewhere, of what the other picture has."""
    here, there = _ink(one), _ink(other)
    return sum(abs(a - b) for a, b in zip(here, there, strict=True)) / sum(there)


def _ink(png: bytes) -> list[float]:
    """How dark each square of a picture is, from 0 to 1, row by row."""
    width, height, rows = _rows(png)
    return [
        sum(255 - value for row in rows[top : top + GRID] for value in row[left : left + GRID]) / 255 / GRID / GRID
        for top in range(0, height, GRID)
        for left in range(0, width, GRID)
    ]


def _rows(png: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and the red of each pixel of an RGBA picture."""
    chunks = dict[bytes, bytes]()
    for kind, data in _chunks(png):
        chunks[kind] = chunks.get(kind, b"") + data
    width, height, *layout = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert layout == [8, 6, 0, 0, 0]
    raw = zlib.decompress(chunks[b"IDAT"])
    stride, rows, before = 4 * width, [], bytes(4 * width)
    for start in range(0, len(raw), stride + 1):
        before = _unfiltered(raw[start], raw[start + 1 : start + 1 + stride], before)
        rows.append(before[::4])
    return width, height, rows


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        at += 12 + size


def _unfiltered(kind: int, line: bytes, above: bytes) -> bytes:
    """A row of a PNG as it was (W3C PNG, 9.2)."""
    found = bytearray()
    for index, value in enumerate(line):
        left, corner = (found[index - 4], above[index - 4]) if index >= 4 else (0, 0)
        up = above[index]
        near = left + up - corner
        guess = (
            0, left, up, (left + up) // 2,
            min((left, up, corner), key=lambda each: abs(near - each)),
        )[kind]  # fmt: skip
        found.append((value + guess) & 255)
    return bytes(found)
