"""What the looks of marks and of our own sheets add to a workbook's styles.

A marked cell keeps its own format: its look is a conditional format, laid over the cell
and gone without a trace when the remark is. It may have thin borders and patterns only,
so levels differ by hatch, depth of grey and kind of line, which a black and white copy keeps.
"""

from __future__ import annotations

from catalog_tool.formats.marking.package import Package
from catalog_tool.formats.marking.xml import DECLARATION, MAIN, Node, Part

ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors",
    "extLst",
)  # fmt: skip
STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_BARE = (
    DECLARATION
    + f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'.encode()
)


def _look(fill: str, line: str, colour: str) -> str:
    sides = "".join(
        f'<{side} style="{line}"><color rgb="{colour}"/></{side}>' for side in ("left", "right", "top", "bottom")
    )
    return f"<dxf><fill>{fill}</fill><border>{sides}</border></dxf>"


LOOKS = (
    _look(
        '<patternFill patternType="lightUp"><fgColor rgb="FFD9534F"/><bgColor rgb="FFF6C7C3"/></patternFill>',
        "thin",
        "FFC00000",
    ),
    _look('<patternFill><bgColor rgb="FFFFE699"/></patternFill>', "dashed", "FF7F6000"),
    _look('<patternFill><bgColor rgb="FFEAF3FB"/></patternFill>', "dotted", "FF1F4E79"),
)
"""Looks of marked cells, worst first: errors and what was not taken, warnings, hints."""

_PLAIN = '<font><sz val="10"/><color rgb="FF000000"/><name val="宋体"/><family val="3"/><charset val="134"/></font>'
_BOLD = _PLAIN.replace("<font>", "<font><b/>")
_FONTS = {
    "plain": _PLAIN,
    "bold": _BOLD,
    "italic": _PLAIN.replace("<font>", "<font><i/>"),
    "title": _BOLD.replace('"10"', '"16"').replace("宋体", "黑体"),
    "head": _BOLD.replace("宋体", "黑体"),
    "link": _PLAIN.replace("<font>", "<font><u/>").replace("FF000000", "FF0B4F9E"),
}


def _solid(colour: str) -> str:
    return (
        f'<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor indexed="64"/></patternFill></fill>'
    )


_FILLS = {
    "": '<fill><patternFill patternType="none"/></fill>',
    "head": _solid("FFE4E7EB"),
    "error": _solid("FFF8D7D3"),
    "warning": _solid("FFFFF1CC"),
    "hint": _solid("FFEAF3FB"),
}
_NO_BORDER = "<border><left/><right/><top/><bottom/><diagonal/></border>"
_BORDER = (
    "<border>"
    + "".join(f'<{side} style="thin"><color rgb="FFA6A6A6"/></{side}>' for side in ("left", "right", "top", "bottom"))
    + "<diagonal/></border>"
)
# Font, fill, border, horizontal alignment, whether text stays text when it is edited.
_CELLS: dict[str, tuple[str, str, str, str, bool]] = {
    "text": ("plain", "", _BORDER, "left", True),
    "number": ("plain", "", _BORDER, "center", False),
    "link": ("link", "", _BORDER, "left", True),
    "head": ("head", "head", _BORDER, "center", True),
    "title": ("title", "", _NO_BORDER, "", True),
    "error": ("bold", "error", _BORDER, "center", True),
    "warning": ("plain", "warning", _BORDER, "center", True),
    "hint": ("italic", "hint", _BORDER, "center", True),
}


class Styles:
    """The workbook's styles; asked twice for the same, it adds it once, also over several markings."""

    def __init__(self, package: Package, workbook: str) -> None:
        self._package = package
        self._name = package.follow(workbook, "styles")
        if not self._name:
            self._name = package.free_name("xl/styles{}.xml")
            package.write(self._name, _BARE, STYLES_TYPE)
            kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
            package.relate(workbook, kind, self._name)
        self._part = Part(package.read(self._name))
        self._items: dict[str, list[str]] = {}
        self._counts: dict[str, int] = {}

    def look(self, rank: int) -> int:
        """The differential format of a level of marks."""
        return self._index("dxfs", LOOKS[rank])

    def cell(self, name: str) -> int:
        """The cell format of a kind of cell on our sheets."""
        font, fill, border, across, quoted = _CELLS[name]
        wrap = "" if name == "title" else ' wrapText="1"'
        along = f' horizontal="{across}"' if across else ""
        down = "center" if name in {"head", "title"} else "top"
        return self._index(
            "cellXfs",
            f'<xf numFmtId="0" fontId="{self._index("fonts", _FONTS[font])}" '
            f'fillId="{self._index("fills", _FILLS[fill])}" borderId="{self._index("borders", border)}" xfId="0"'
            f'{" quotePrefix=" + chr(34) + "1" + chr(34) if quoted else ""} applyFont="1" applyFill="1" '
            f'applyBorder="1" applyAlignment="1"><alignment{along} vertical="{down}"{wrap}/></xf>',
        )

    def _index(self, group: str, xml: str) -> int:
        xml = self._prefixed(xml)
        if group not in self._items:
            node = self._part.root.child(group)
            known = [] if node is None else [self._part.raw(child).decode() for child in node.children]
            self._items[group], self._counts[group] = known, len(known)
        items = self._items[group]
        if xml not in items:
            items.append(xml)
        return items.index(xml)

    def _prefixed(self, xml: str) -> str:
        prefix = self._part.prefix
        return xml.replace("</", "\0").replace("<", f"<{prefix}").replace("\0", f"</{prefix}") if prefix else xml

    def save(self) -> None:
        """Write what was added."""
        for group, items in self._items.items():
            added = "".join(items[self._counts[group] :]).encode()
            if added:
                self._extend(self._part.root.child(group), group, len(items), added)
        self._package.write(self._name, self._part.written())

    def _extend(self, node: Node | None, group: str, count: int, added: bytes) -> None:
        if node is not None:
            self._part.set(node, count=str(count))
            self._part.append(node, added)
            return
        name = self._part.prefix + group
        xml = f'<{name} count="{count}">'.encode() + added + f"</{name}>".encode()
        self._part.insert(self._part.ordered(group, ORDER), xml)
