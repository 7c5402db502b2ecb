"""Edits of spans in the parts of a workbook, so that whatever is not understood stays as it is.

A round trip through an XML tree renames prefixes that mc:Ignorable still mentions, and
Excel then asks whether it should repair the file. Here a part is read only to find where
its elements stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.parsers import expat

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MOST_CHARACTERS = 32_767
"""UTF-16 units a cell or a comment holds."""
CUT = "……（下略）"

_TAG = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*(/?)>""")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufdd0-\ufdef\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)


class Unkeepable(Exception):
    """Why a copy of the package cannot be made: one Chinese clause."""


class Node:
    """An element and where it stands: `start` to `inner` is its start tag, `close` to `end` its end tag."""

    __slots__ = ("attributes", "children", "close", "end", "inner", "name", "start", "text")

    def __init__(self, name: str, attributes: Mapping[str, str], start: int) -> None:
        self.name = name
        self.attributes = dict(attributes)
        self.start = self.inner = self.close = self.end = start
        self.children: list[Node] = []
        self.text = ""

    @property
    def local(self) -> str:
        """The name without its prefix."""
        return self.name.rpartition(":")[2]

    @property
    def is_empty(self) -> bool:
        """Whether it is written as a single tag."""
        return self.inner == self.end

    def child(self, local: str) -> Node | None:
        """The first child of that name."""
        return next((child for child in self.children if child.local == local), None)

    def all(self, local: str) -> list[Node]:
        """The children of that name."""
        return [child for child in self.children if child.local == local]

    def below(self, local: str) -> Iterator[Node]:
        """Every element of that name at any depth, in order."""
        for child in self.children:
            if child.local == local:
                yield child
            yield from child.below(local)

    def get(self, local: str, default: str = "") -> str:
        """An attribute by its name without prefix."""
        for name, value in self.attributes.items():
            if name.rpartition(":")[2] == local:
                return value
        return default


class Part:
    """One XML part: read once, changed by spans, written once."""

    def __init__(self, data: bytes) -> None:
        self.data = as_utf8(data)
        self.root = _parsed(self.data)
        prefix, colon, _ = self.root.name.rpartition(":")
        self.prefix = prefix + colon
        self._edits: list[tuple[int, int, int, bytes]] = []
        self._removed: set[int] = set()
        self._attributes: dict[int, tuple[Node, dict[str, str]]] = {}
        self._added: dict[int, tuple[Node, list[bytes]]] = {}

    @property
    def is_changed(self) -> bool:
        """Whether anything is to be written."""
        return bool(self._edits or self._attributes or self._added)

    def raw(self, node: Node) -> bytes:
        """The element as it is written."""
        return self.data[node.start : node.end]

    def set(self, node: Node, **attributes: str) -> None:
        """Change or add attributes."""
        if any(node.attributes.get(name) != value for name, value in attributes.items()):
            self._attributes.setdefault(node.start, (node, {}))[1].update(attributes)

    def append(self, node: Node, xml: bytes) -> None:
        """Put something at the end of an element."""
        self._added.setdefault(node.start, (node, []))[1].append(xml)

    def insert(self, at: int, xml: bytes) -> None:
        """Put something between two elements."""
        self.replace(at, at, xml)

    def replace(self, start: int, end: int, xml: bytes) -> None:
        """Put something in place of a span."""
        self._edits.append((start, end, len(self._edits), xml))

    def remove(self, node: Node) -> None:
        """Take an element out, once."""
        if node.start not in self._removed:
            self._removed.add(node.start)
            self.replace(node.start, node.end, b"")

    def is_removed(self, node: Node) -> bool:
        """Whether it was taken out."""
        return node.start in self._removed

    def ordered(self, local: str, order: Sequence[str]) -> int:
        """Where a child of the root belongs that is not there, after all that come before it."""
        before = order[: order.index(local)]
        return max((child.end for child in self.root.children if child.local in before), default=self.root.inner)

    def link_prefix(self) -> tuple[str, str]:
        """The prefix of relationship ids, and its declaration where the root has none."""
        for name, value in self.root.attributes.items():
            if value == LINKS and name.startswith("xmlns:"):
                return name[6:], ""
        return "r", f' xmlns:r="{LINKS}"'

    def written(self) -> bytes:
        """The part with all changes made."""
        edits = list(self._edits)
        for start in {*self._attributes, *self._added} - self._removed:
            node, changes = self._attributes.get(start, (None, {}))
            grown, added = self._added.get(start, (None, []))
            node = node or grown
            assert node is not None
            if node.is_empty:
                tag = _tag(node, changes, closed=not added)
                tail = b"".join(added) + f"</{node.name}>".encode() if added else b""
                edits.append((node.start, node.end, -1, tag + tail))
                continue
            if changes:
                edits.append((node.start, node.inner, -1, _tag(node, changes, closed=False)))
            if added:
                edits.append((node.close, node.close, len(edits), b"".join(added)))
        return self._applied(edits)

    def _applied(self, edits: list[tuple[int, int, int, bytes]]) -> bytes:
        pieces: list[bytes] = []
        at = 0
        for start, end, _, xml in sorted(edits):
            if start < at:
                raise ValueError(f"edits overlap at {start}")
            pieces += (self.data[at:start], xml)
            at = end
        return b"".join([*pieces, self.data[at:]])


class SheetPart(Part):
    """A sheet without its cells: they are by far the most of it, and no mark touches them."""

    def __init__(self, data: bytes) -> None:
        data = as_utf8(data)
        found = re.search(rb"<((?:[\w.-]+:)?sheetData)(?=[\s/>])", data)
        if found is None:
            super().__init__(data)
            self.cells = b""
            return
        name = found[1]
        close = data.rfind(b"</" + name, found.end())
        opening = _TAG.match(data, found.start())
        if opening is None or (close < 0 and not opening[1]):
            raise ValueError("no end of sheetData")
        end = opening.end() if opening[1] else data.index(b">", close) + 1
        self.cells = data[found.start() : end]
        super().__init__(data[: found.start()] + b"<" + name + b"/>" + data[end:])

    def written(self) -> bytes:
        """The sheet with its cells again and all changes made."""
        node = self.root.child("sheetData")
        if node is not None:
            self.replace(node.start, node.end, self.cells)
        return super().written()


def _parsed(data: bytes) -> Node:
    parser = expat.ParserCreate("UTF-8")
    top = Node("", {}, 0)
    open_nodes = [top]

    def begin(name: str, attributes: dict[str, str]) -> None:
        node = Node(name, attributes, parser.CurrentByteIndex)
        tag = _TAG.match(data, node.start)
        if tag is None:
            raise ValueError(f"no tag at {node.start}")
        node.inner = node.close = node.end = tag.end()
        open_nodes[-1].children.append(node)
        open_nodes.append(node)

    def finish(name: str) -> None:
        node = open_nodes.pop()
        # An empty element ends where it began.
        if data[node.inner - 2 : node.inner] != b"/>":
            node.close = parser.CurrentByteIndex
            node.end = data.index(b">", node.close) + 1

    def text(piece: str) -> None:
        open_nodes[-1].text += piece

    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    parser.Parse(data, True)
    return top.children[0]


def _refuse(*_: Any) -> None:
    raise ValueError("document type declaration")


def _tag(node: Node, changes: Mapping[str, str], *, closed: bool) -> bytes:
    attributes = "".join(f' {name}="{escaped(value)}"' for name, value in {**node.attributes, **changes}.items())
    return f"<{node.name}{attributes}{'/' if closed else ''}>".encode()


def as_utf8(data: bytes) -> bytes:
    """A part's bytes in UTF-8 without a mark, the only encoding whose offsets we count."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16")
        return DECLARATION + re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode()
    head = re.match(rb"""(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["'][^>]*\?>""", data)
    if head and head[1].lower() not in {b"utf-8", b"us-ascii"}:
        return DECLARATION + data[head.end() :].decode(head[1].decode()).encode()
    return data.removeprefix(b"\xef\xbb\xbf")


def check(data: bytes) -> None:
    """Fail if a part we changed is no longer XML."""
    expat.ParserCreate("UTF-8").Parse(data, True)


def escaped(text: str) -> str:
    """Text as the value of an attribute or the content of an element."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text.replace("\t", "&#9;").replace("\n", "&#10;").replace("\r", "&#13;")


def shown(text: str) -> str:
    """The text with everything visible that a screen would hide or XML would refuse; lines stay."""
    return _UNSEEN.sub(_symbol, text.replace("\r\n", "\n").replace("\r", "\n"))


def _symbol(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"⟨U+{code:04X}⟩"


def fitting(text: str, most: int = MOST_CHARACTERS) -> str:
    """The text, cut to so many UTF-16 units with a sign that it is."""
    if len(text) * 2 <= most:
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= most * 2:
        return text
    return units[: (most - len(CUT)) * 2].decode("utf-16-le", "ignore") + CUT


def in_cell(text: str) -> str:
    """Text as a cell's or a comment's content: Excel would read _x0041_ as A."""
    return escaped(re.sub("_(x[0-9A-Fa-f]{4}_)", r"_x005F_\1", text)).replace("&#10;", "\n").replace("&#9;", "\t")


def lines_of(text: str, room: int) -> int:
    """Lines the text takes when wrapped: 1 wide for ASCII, 2 for Chinese; longer than any cell shows is not counted."""
    widths = ((len(part) + len(part.encode("utf-8", "replace"))) // 2 for part in text[:8_000].split("\n"))
    return sum(max(-(-width // max(room, 1)), 1) for width in widths)


def cell_at(name: str) -> tuple[int, int]:
    """Row and column of a cell's name, from 1: C5 → (5, 3)."""
    found = re.fullmatch(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})", name)
    if found is None:
        raise ValueError(f"no cell: {name}")
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def sheet_reference(sheet: str, cells: str) -> str:
    """A range as formulas and links name it, 'A''s'!C5."""
    return "'" + sheet.replace("'", "''") + "'!" + cells
