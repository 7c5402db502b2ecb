"""A chart becomes drawings, as many as it takes to read them on a page.

What leads from one drawing to another ends in a numbered circle and goes on from the
same circle there (the connector of GB/T 1526).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from catalog_tool.handbook.book import Drawing
from catalog_tool.handbook.flow.graph import Block, Box, Chart, Edge, Shape, Way
from catalog_tool.handbook.flow.grid import MOST_COLUMNS, grid_of
from catalog_tool.handbook.flow.measure import LEADING, even, width, wrap
from catalog_tool.handbook.flow.paper import Sheet, sheet_of
from catalog_tool.handbook.flow.signing import Strip, signature_head, signature_rows
from catalog_tool.handbook.flow.svg import document, drawn, text

_TITLE = LEADING + 2
_GAP = 8.0
_FOR_CONNECTORS = (70.0, 160.0, 300.0, 450.0)
"""Points kept free on a drawing for the circles that others need, tried one after another."""
_SIGNED = 400.0


@dataclass(frozen=True, slots=True)
class Page:
    """The room for a drawing on paper, and the smallest type there, in points.

    By default the text area of GB/T 9704 (156 mm wide) less the room for a heading.
    """

    width: float = 442.0
    height: float = 609.0
    least: float = 8.0

    @property
    def widest(self) -> float:
        """The widest drawing of 10 pt text that is not printed below the smallest type."""
        return self.width * 10 / self.least

    @property
    def highest(self) -> float:
        """The highest one."""
        return self.height * 10 / self.least


def drawings_of(chart: Chart, signers: Mapping[str, str], page: Page, family: str) -> tuple[Drawing, ...]:
    """The drawings of a chart; one where a page holds it."""
    sheets = sheets_of(chart, page, _signing_room(signers))
    notes = [note for sheet in sheets for note in sheet.notes]
    wide = [_width(chart.title, sheet, signers, page) for sheet in sheets]
    pages = [_Filled(sheet, wide[number]) for number, sheet in enumerate(sheets)]
    for strip in _note_strips(notes, wide[-1]):
        if not pages[-1].holds(strip[0], chart.title, page):
            pages.append(_Filled(None, wide[-1]))
        pages[-1].add(strip)
    if signers:
        head, rows = signature_head(wide[-1]), signature_rows(signers, wide[-1])
        # The block stays whole where a page can hold it; else each page of it has its head.
        if not pages[-1].holds(head[0] + sum(height for height, _ in rows), chart.title, page):
            pages.append(_Filled(None, wide[-1]))
        pages[-1].add(head)
        for row in rows:
            if not pages[-1].holds(row[0], chart.title, page):
                pages.append(_Filled(None, wide[-1]))
                pages[-1].add(head)
            pages[-1].add(row)
    total = len(pages)
    return tuple(
        _drawing(_numbered(chart.title, number, total), filled, family) for number, filled in enumerate(pages, 1)
    )


@dataclass(slots=True)
class _Filled:
    """A drawing being filled: a sheet or none, and strips below it."""

    sheet: Sheet | None
    wide: float
    strips: list[Strip] = field(default_factory=list)

    def add(self, strip: Strip) -> None:
        self.strips.append(strip)

    def holds(self, height: float, title: str, page: Page) -> bool:
        """Whether so much more fits; an empty drawing holds anything."""
        used = (self.sheet.height + _GAP if self.sheet else 0.0) + sum(each for each, _ in self.strips)
        return not used or used + height <= page.highest - _title_room(title, self.wide)


def _signing_room(signers: Mapping[str, str]) -> float:
    """About what the block for signatures takes."""
    return (len(signers) + 1) * 26.0 + 2 * _GAP + LEADING if signers else 0.0


def _numbered(title: str, number: int, total: int) -> str:
    return title if total == 1 else f"{title}（图 {number}，共 {total} 图）"


def _width(title: str, sheet: Sheet, signers: Mapping[str, str], page: Page) -> float:
    least = min(width(title) * 1.1 + 10, 442.0, page.widest)
    return max(sheet.width, least, min(_SIGNED, page.widest) if signers else 0.0)


def _title_room(title: str, wide: float) -> float:
    return len(wrap(title + "（图 10，共 10 图）", wide / 1.1)) * _TITLE + 8


def _note_strips(notes: Sequence[str], wide: float) -> list[Strip]:
    lines = [line for note in notes for line in wrap(note, wide - 4)]
    return [(LEADING, text(2, LEADING - 3, line, "start")) for line in lines]


def _drawing(title: str, filled: _Filled, family: str) -> Drawing:
    sheet, wide = filled.sheet, filled.wide
    parts = []
    y = 2.0
    for line in even(title, wide / 1.1):
        parts.append(f'<g font-size="11">{text(wide / 2, y + _TITLE - 4, line, bold=True)}</g>')
        y += _TITLE
    y += 6
    if sheet is not None:
        parts.append(f'<g transform="translate({(wide - sheet.width) / 2:.1f} {y:.1f})">{drawn(sheet)}</g>')
        y += sheet.height
    for number, (height, strip) in enumerate(filled.strips):
        y += _GAP if number == 0 and sheet is not None else 0
        parts.append(f'<g transform="translate(0 {y:.1f})">{strip}</g>')
        y += height
    height = y + 1
    return Drawing(document(wide, height, family, parts), round(wide, 1), round(height, 1))


def sheets_of(chart: Chart, page: Page, signing: float = 0.0) -> list[Sheet]:
    """The chart on as few sheets as can be read; `signing` are the points that a block below should have left."""
    room = page.highest - _title_room(chart.title, page.width)
    if len(chart.lanes) > MOST_COLUMNS:
        return _split(chart, page, room)
    tried = []
    for natural in (True, False):
        tried.append(_sheet(chart.blocks, chart.boxes, chart.edges, chart.lanes, page, natural=natural))
        if tried[-1].height <= room - signing:
            return tried[-1:]
    fitting = [sheet for sheet in tried if sheet.height <= room]
    return fitting[:1] or (tried[-1:] if len(chart.blocks) == 1 else _split(chart, page, room))


def _sheet(
    blocks: Sequence[Block], boxes: Mapping[int, Box], edges: Sequence[Edge], lanes: Sequence[str], page: Page,
    *, natural: bool = True, first_note: int = 1,
) -> Sheet:  # fmt: skip
    return sheet_of(grid_of(blocks, boxes, edges, lanes), page.widest, first_note, natural=natural)


def _split(chart: Chart, page: Page, room: float) -> list[Sheet]:
    """As many blocks to a drawing as it holds legibly, with less on each where circles and lines take more room."""
    best: list[Sheet] = []
    for left in _FOR_CONNECTORS:
        sheets = _set(_Joined(chart, _chunks(chart, page, room - left)), chart, page, room)
        if not best or max(sheet.height for sheet in sheets) < max(sheet.height for sheet in best):
            best = sheets
        if max(sheet.height for sheet in best) <= room:
            break
    return best


def _chunks(chart: Chart, page: Page, room: float) -> list[list[Block]]:
    chunks: list[list[Block]] = [[]]
    pieces = (piece for whole in chart.blocks for piece in _pieces(whole, chart, page, room))
    for block in pieces:
        if chunks[-1] and not _fits([*chunks[-1], block], chart, page, room):
            chunks.append([])
        chunks[-1].append(block)
    return chunks


def _set(joined: _Joined, chart: Chart, page: Page, room: float) -> list[Sheet]:
    sheets: list[Sheet] = []
    first_note = 1
    for blocks in joined.chunks:
        for natural in (True, False):
            sheet = _sheet(
                blocks, joined.boxes, joined.edges, chart.lanes, page, natural=natural, first_note=first_note
            )
            if sheet.height <= room:
                break
        sheets.append(sheet)
        first_note += len(sheet.notes)
    return sheets


def _pieces(block: Block, chart: Chart, page: Page, room: float) -> list[Block]:
    """A block, or the rows of it where no page holds it, and halves of these; each box keeps what hangs on it."""
    rows = [(row,) for row in block.rows]
    if len(rows) == 1:
        row, half = block.rows[0], len(block.rows[0]) // 2
        rows = [(row[:half],), (row[half:],)] if half else rows
    if len(rows) == 1 or _fits([block], chart, page, room):
        return [block]
    parts = [Block(part, tuple(side for side in block.sides if chart.boxes[side].owner in part[0])) for part in rows]
    return [piece for part in parts for piece in _pieces(part, chart, page, room)]


def _fits(blocks: Sequence[Block], chart: Chart, page: Page, room: float) -> bool:
    lanes = {chart.boxes[key].lane for block in blocks for key in block.keys} - {""}
    if len(lanes) > MOST_COLUMNS:
        return False
    return _sheet(blocks, chart.boxes, chart.edges, chart.lanes, page).height <= room


class _Joined:
    """Blocks of several drawings, with connectors where a line leads from one to another."""

    def __init__(self, chart: Chart, chunks: Sequence[Sequence[Block]]) -> None:
        self._chart = chart
        self.boxes = dict(chart.boxes)
        self.edges: list[Edge] = []
        self.chunks = [list(blocks) for blocks in chunks]
        self._home = {key: n for n, blocks in enumerate(chunks) for block in blocks for key in block.keys}
        self._gathered = Counter(edge.target for edge in chart.edges if edge.way is Way.DOWN)
        self._sent = Counter(edge.source for edge in chart.edges)
        self._numbers: dict[tuple[Way, bool, int], int] = {}
        self._made: dict[tuple[int, int, int, Way], int] = {}
        self._first: dict[int, list[int]] = {}
        self._final: dict[int, list[int]] = {}
        self._sides: dict[int, list[int]] = {}
        for edge in chart.edges:
            if self._home[edge.source] == self._home[edge.target]:
                self.edges.append(edge)
            else:
                self._cross(edge)
        self._set_connectors()

    def _cross(self, edge: Edge) -> None:
        forward = edge.way is Way.DOWN
        # One circle for all that a join or the end gathers, or for all that one box sends elsewhere.
        by_target = not forward or self._gathered[edge.target] > self._sent[edge.source]
        meant = edge.target if by_target else edge.source
        number = self._numbers.setdefault((edge.way, by_target, meant), len(self._numbers) + 1)
        leaving = self._connector(number, edge.source, edge.way, leaving=True)
        arriving = self._connector(number, edge.target if not forward else -1, edge.way, leaving=False, at=edge.target)
        way = Way.DOWN if forward else Way.ASIDE
        out = replace(edge, target=leaving, way=way)
        if out not in self.edges:
            self.edges.append(out)
        into = Edge(arriving, edge.target, way)
        if into not in self.edges:
            self.edges.append(into)

    def _connector(self, number: int, box: int, way: Way, *, leaving: bool, at: int = -1) -> int:
        """The circle at one end: one for a number at each box, or at the head of each drawing."""
        by = box if at < 0 else at
        home = self._home[by]
        name = (number, home if box < 0 else ~box, int(leaving), way)
        if name in self._made:
            return self._made[name]
        lane = self.boxes[by].lane or self._lane_near(by)
        key = len(self.boxes)
        hangs = way is not Way.DOWN
        self.boxes[key] = Box(key, Shape.CONNECTOR, lane, (str(number),), owner=by if hangs else None)
        self._made[name] = key
        if hangs:
            self._sides.setdefault(by, []).append(key)
        else:
            (self._final if leaving else self._first).setdefault(home, []).append(key)
        return key

    def _lane_near(self, key: int) -> str:
        """The lane for a connector at a bar or at what hangs on another box: that of the nearest box with one."""
        owner = self.boxes[key].owner
        if owner is not None:
            return self.boxes[owner].lane
        ends = ({edge.source, edge.target} for edge in self._chart.edges if key in (edge.source, edge.target))
        return next((self.boxes[end].lane for pair in ends for end in sorted(pair) if self.boxes[end].lane), "")

    def _set_connectors(self) -> None:
        for blocks in self.chunks:
            for number, block in enumerate(blocks):
                more = tuple(side for key in block.keys for side in self._sides.get(key, ()))
                if more:
                    blocks[number] = replace(block, sides=block.sides + more)
        for home, keys in self._first.items():
            self.chunks[home].insert(0, Block((tuple(keys),)))
        for home, keys in self._final.items():
            self.chunks[home].append(Block((tuple(keys),)))
