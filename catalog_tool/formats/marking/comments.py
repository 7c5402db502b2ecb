"""Remarks as comments of cells: the text in one part, the yellow boxes in another (VML).

Our words stand between a first and a last line of their own. What a person wrote into
the same comment, before or after, stays when the remarks are written anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from catalog_tool.formats.marking.geometry import Cells, box_for
from catalog_tool.formats.marking.package import Package
from catalog_tool.formats.marking.xml import (
    DECLARATION,
    LINKS,
    MAIN,
    MOST_CHARACTERS,
    Node,
    Part,
    SheetPart,
    Unkeepable,
    as_utf8,
    cell_at,
    escaped,
    fitting,
    in_cell,
    shown,
)
from catalog_tool.model import cell_name

_ROOM = 300
"""Characters a comment must have left for words of ours to be worth writing."""
AUTHOR = "catalog-tool"
FIRST, LAST = "【catalog-tool】", "——"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
AFTER_LEGACY = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing",
)  # fmt: skip
"""A worksheet's children in the order they must have, up to the one that leads to comments' boxes."""

_WORDS = f"{FIRST}\\s*?\n.*?(?:\n{LAST}(?=\\s|$)|\\Z)"
_OURS = re.compile(f"\\A\\s*{_WORDS}\\s*|\\s*{_WORDS}", re.DOTALL)
_NO_COMMENTS = (
    DECLARATION + f'<comments xmlns="{MAIN}"><authors></authors><commentList></commentList></comments>'.encode()
)
_NO_SHAPES = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="0"/>'
    b"</o:shapelayout></xml>"
)
_SHAPE_TYPE = (
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = re.compile(rb"<v:shape\b(?:(?!</v:shape>).)*?</v:shape>", re.DOTALL)
_THREAD = re.compile(rb"""<(?:[\w.-]+:)?threadedComment\b[^>]*?\bref=["'](\w+)""")
_ID = re.compile(rb"_x0000_s(\d+)")
_ID_MAP = re.compile(rb"""(<o:idmap\b[^>]*?\bdata=["'])([\d,\s]*)(["'])""")

Cell = tuple[int, int]


class Note(NamedTuple):
    """What we write into a comment: paragraphs of a label and a text."""

    paragraphs: tuple[tuple[str, str], ...]

    def text(self, beside: str = "") -> str:
        """All of ours as one text, as long as a comment may be that has other words already."""
        body = "\n\n".join(f"{label}：{text}" for label, text in self.paragraphs)
        # A line like our last one would end our words too early.
        body = re.sub(f"\n({LAST})", r"\n \1", shown(body).strip())
        return fitting(body, MOST_CHARACTERS - _ROOM - 2 * len(beside))


class Drawings:
    """Numbers of boxes: no two of a workbook have the same, and they are dealt out by blocks of 1,024."""

    def __init__(self, package: Package) -> None:
        self._last = 0
        for name in package.names():
            if name.lower().endswith(".vml"):
                data = as_utf8(package.read(name))
                blocks = [int(number) // 1024 for number in _ID.findall(data)]
                blocks += [int(number) for number in _blocks(data)]
                self._last = max([self._last, *blocks])

    def ids(self, data: bytes, used: list[int]) -> Iterator[int]:
        """Free numbers for a drawing: those of its own blocks first, then of new ones, noted in `used`."""
        taken = {int(number) for number in _ID.findall(data)}
        for block in [int(number) for number in _blocks(data) if int(number)]:
            used.append(block)
            yield from (block * 1024 + at for at in range(1, 1024) if block * 1024 + at not in taken)
        while True:
            self._last += 1
            used.append(self._last)
            yield from range(self._last * 1024 + 1, self._last * 1024 + 1024)


def _blocks(data: bytes) -> list[bytes]:
    found = _ID_MAP.search(data)
    return [number for number in re.split(rb"[,\s]+", found[2]) if number] if found else []


def remark(package: Package, sheet: SheetPart, part: str, notes: Mapping[Cell, Note], drawings: Drawings) -> list[Cell]:
    """Put notes at cells of a sheet and take earlier ones of ours out; the cells where that was not possible."""
    name = package.follow(part, "comments")
    if not name and not notes:
        return []
    threaded = _threaded(package, part)
    comments = Part(package.read(name) if name else _NO_COMMENTS)
    wanted = {cell: note for cell, note in notes.items() if cell not in threaded}
    texts, gone, full = _write_texts(comments, wanted)
    refused = sorted((threaded & notes.keys()) | full)
    if not comments.is_changed:
        return refused
    if not name:
        name = package.free_name("xl/comments{}.xml")
        package.relate(part, f"{LINKS}/comments", name)
        package.write(name, comments.written(), COMMENTS_TYPE)
    else:
        package.write(name, comments.written())
    _write_boxes(package, sheet, part, texts, gone, drawings)
    return refused


def _threaded(package: Package, part: str) -> set[Cell]:
    cells: set[Cell] = set()
    for relation in package.relations(part):
        if relation.kind == "threadedComment" and relation.part:
            cells |= {cell_at(name.decode()) for name in _THREAD.findall(package.read(relation.part))}
    return cells


def _write_texts(comments: Part, notes: Mapping[Cell, Note]) -> tuple[dict[Cell, str], set[Cell], set[Cell]]:
    """Change the comments: texts of those that now hold words of ours, cells that lost theirs, cells that are full."""
    listed = comments.root.child("commentList")
    if listed is None:
        raise ValueError("no commentList")
    texts: dict[Cell, str] = {}
    gone: set[Cell] = set()
    full: set[Cell] = set()
    waiting = dict(notes)
    for node in listed.children:
        cell = cell_at(node.get("ref"))
        content = node.child("text")
        whole, kept = _kept(comments, content) if content else ("", b"")
        theirs = _OURS.sub("", whole)
        if theirs == whole and cell not in waiting:
            continue
        if content is None or not theirs.strip():
            comments.remove(node)
            gone.add(cell)
            continue
        note = waiting.pop(cell, None)
        if note and 2 * len(theirs) + 2 * _ROOM > MOST_CHARACTERS:
            full.add(cell)
            note = None
        words = note.text(theirs) if note else ""
        ours = _runs(comments.prefix, words, apart=True) if note else b""
        comments.replace(content.start, content.end, _text(comments.prefix, kept + ours))
        if note:
            texts[cell] = f"{theirs}\n\n{FIRST}\n{words}\n{LAST}"
    author = _author(comments) if waiting else ""
    prefix = comments.prefix
    for cell, note in sorted(waiting.items()):
        text = _text(prefix, _runs(prefix, note.text(), apart=False))
        head = f'<{prefix}comment ref="{cell_name(*cell)}" authorId="{author}">'
        comments.append(listed, head.encode() + text + f"</{prefix}comment>".encode())
        texts[cell] = f"{FIRST}\n{note.text()}\n{LAST}"
    return texts, gone, full


def _kept(comments: Part, content: Node) -> tuple[str, bytes]:
    """The text of a comment, and its runs without our words."""
    pieces = [(run, run if run.local == "t" else run.child("t")) for run in content.children]
    whole = "".join(piece.text for run, piece in pieces if piece and run.local in {"r", "t"})
    spans = [found.span() for found in _OURS.finditer(whole)]
    kept = []
    at = 0
    prefix = comments.prefix
    for run, piece in pieces:
        if piece is None or run.local not in {"r", "t"}:
            continue
        start, at = at, at + len(piece.text)
        rest = _outside(piece.text, [(first - start, last - start) for first, last in spans])
        look = run.child("rPr") if run is not piece else None
        if rest:
            kept.append(
                f"<{prefix}r>".encode()
                + (comments.raw(look) if look else b"")
                + f'<{prefix}t xml:space="preserve">{escaped(rest).replace("&#10;", chr(10))}</{prefix}t>'.encode()
                + f"</{prefix}r>".encode()
            )
    return whole, b"".join(kept)


def _outside(text: str, spans: Sequence[tuple[int, int]]) -> str:
    kept, at = [], 0
    for first, last in spans:
        kept.append(text[at : max(first, at)])
        at = max(at, last)
    return "".join([*kept, text[at:]])


def _text(prefix: str, runs: bytes) -> bytes:
    return f"<{prefix}text>".encode() + runs + f"</{prefix}text>".encode()


def _runs(prefix: str, text: str, *, apart: bool) -> bytes:
    look = (
        f'<{prefix}sz val="9"/><{prefix}color indexed="81"/><{prefix}rFont val="宋体"/>'
        f'<{prefix}family val="3"/><{prefix}charset val="134"/>'
    )
    gap = "\n\n" if apart else ""
    return (
        f'<{prefix}r><{prefix}rPr><{prefix}b/>{look}</{prefix}rPr><{prefix}t xml:space="preserve">{gap}{FIRST}\n'
        f"</{prefix}t></{prefix}r>"
        f'<{prefix}r><{prefix}rPr>{look}</{prefix}rPr><{prefix}t xml:space="preserve">{in_cell(text)}\n{LAST}'
        f"</{prefix}t></{prefix}r>"
    ).encode()


def _author(comments: Part) -> str:
    authors = comments.root.child("authors")
    if authors is None:
        raise ValueError("no authors")
    for index, node in enumerate(authors.children):
        if node.text == AUTHOR:
            return str(index)
    name = comments.prefix + "author"
    comments.append(authors, f"<{name}>{AUTHOR}</{name}>".encode())
    return str(len(authors.children))


def _write_boxes(
    package: Package, sheet: SheetPart, part: str, texts: Mapping[Cell, str], gone: set[Cell], drawings: Drawings
) -> None:
    """Boxes for the comments: new, let down, or taken out."""
    name = _drawing_of(package, sheet, part)
    if not texts and not (name and gone):
        return
    data = _usual(as_utf8(package.read(name))) if name else _NO_SHAPES
    cells = Cells(sheet)
    boxed: set[Cell] = set()

    def changed(found: re.Match[bytes]) -> bytes:
        shape = found[0]
        cell = _cell_of(shape)
        if cell in gone:
            return b""
        if cell is None:
            return shape
        boxed.add(cell)
        if cell in texts:
            return _let_down(shape, cells, texts[cell])
        return shape

    data = _SHAPE.sub(changed, data)
    missing = sorted(cell for cell in texts if cell not in boxed)
    data = _with_shapes(data, missing, texts, cells, drawings)
    if name:
        package.write(name, data)
        return
    name = package.free_name("xl/drawings/vmlDrawing{}.vml")
    package.write(name, data, VML_TYPE)
    id = package.relate(part, f"{LINKS}/vmlDrawing", name)
    prefix, declared = sheet.link_prefix()
    xml = f'<{sheet.prefix}legacyDrawing{declared} {prefix}:id="{id}"/>'
    sheet.insert(sheet.ordered("legacyDrawing", AFTER_LEGACY), xml.encode())


def _usual(data: bytes) -> bytes:
    """A drawing with the prefixes everyone uses: openpyxl calls them ns0, ns1 and ns2."""
    for prefix, namespace in ((b"v", b"vml"), (b"o", b"office:office"), (b"x", b"office:excel")):
        found = re.search(rb"""xmlns:([\w.-]+)=["']urn:schemas-microsoft-com:""" + namespace + rb"""["']""", data)
        if found is None or b"</xml>" not in data:
            raise Unkeepable("批注的图形部分与通常的写法不同")
        if found[1] != prefix:
            data = re.sub(rb"(?<=[<\s/])" + re.escape(found[1]) + rb":(?=[A-Za-z])", prefix + b":", data)
            data = data.replace(b"xmlns:" + found[1] + b"=", b"xmlns:" + prefix + b"=")
    return data


def _drawing_of(package: Package, sheet: SheetPart, part: str) -> str:
    node = sheet.root.child("legacyDrawing")
    if node is None:
        return ""
    for relation in package.relations(part):
        if relation.id == node.get("id") and relation.part:
            return relation.part
    raise Unkeepable("批注的图形部分缺失")


def _cell_of(shape: bytes) -> Cell | None:
    if not re.search(rb"""ObjectType=["']Note["']""", shape):
        return None
    row = re.search(rb"<x:Row>\s*(\d+)\s*</x:Row>", shape)
    column = re.search(rb"<x:Column>\s*(\d+)\s*</x:Column>", shape)
    return (int(row[1]) + 1, int(column[1]) + 1) if row and column else None


def _let_down(shape: bytes, cells: Cells, text: str) -> bytes:
    def lower(found: re.Match[bytes]) -> bytes:
        numbers = found[2].decode()
        if len(numbers.split(",")) != 8:
            return found[0]
        return found[1] + cells.taller(numbers, text).encode() + found[3]

    return re.sub(rb"(<x:Anchor>\s*)([\d,\s-]+?)(\s*</x:Anchor>)", lower, shape)


def _with_shapes(
    data: bytes, places: Sequence[Cell], texts: Mapping[Cell, str], cells: Cells, drawings: Drawings
) -> bytes:
    if not places:
        return data
    blocks: list[int] = []
    ids = drawings.ids(data, blocks)
    shapes = [] if b'"_x0000_t202"' in data else [_SHAPE_TYPE]
    for order, cell in enumerate(places, 1):
        box = box_for(texts[cell])
        shapes.append(
            f'<v:shape id="_x0000_s{next(ids)}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;'
            f"margin-top:2pt;width:{box.width * 0.75:g}pt;height:{box.height * 0.75:g}pt;z-index:{order};"
            f'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
            f'<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
            f'<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
            f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
            f"<x:Anchor>{cells.anchor(*cell, box)}</x:Anchor><x:AutoFill>False</x:AutoFill>"
            f"<x:Row>{cell[0] - 1}</x:Row><x:Column>{cell[1] - 1}</x:Column></x:ClientData></v:shape>".encode()
        )
    numbers = ",".join(str(block) for block in dict.fromkeys([*map(int, _blocks(data)), *blocks]) if block)
    data = _ID_MAP.sub(lambda found: found[1] + numbers.encode() + found[3], data, count=1)
    end = data.rindex(b"</xml>")
    return data[:end] + b"".join(shapes) + data[end:]
