"""Which sheets a workbook lists and in which parts they stand.

Readers are given a plain workbook made from this outline, with the worksheets that
were checked and nothing else: they trip over macro sheets, chart pages and parts in
unusual places, and a part that is listed a thousand times would be read as often.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

from catalog_tool.formats.books.refusals import damaged
from catalog_tool.formats.books.zip_parts import packed

WORKBOOK = "xl/workbook.xml"
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."


class ListedSheet(NamedTuple):
    """A sheet as the workbook lists it: its name, what it is, its part."""

    name: str
    hidden: bool
    kind: str
    part: str


@dataclass(slots=True)
class Outline:
    """The sheets in order, the parts of texts and formats ("" if none), and where its dates begin."""

    sheets: list[ListedSheet] = field(default_factory=list)
    texts: str = ""
    styles: str = ""
    from_1904: bool = False


def outline(parts: dict[str, bytes], shown: str) -> Outline:
    """The outline of a workbook, or CannotRun where it contradicts itself."""
    names = {name.casefold(): name for name in parts}
    relations: dict[str, tuple[str, str]] = {}
    found = Outline()
    listed: list[dict[str, str]] = []

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", ""))).lstrip("/")
            kind = attributes.get("Type", "").rpartition("/")[2]
            relations[attributes.get("Id", "")] = (kind, names.get(target.casefold(), ""))

    def element(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            listed.append(attributes)
        elif name == "workbookPr":
            found.from_1904 = attributes.get("date1904", "") in ("1", "true", "on")

    _walk(parts.get(names.get("xl/_rels/workbook.xml.rels", ""), b"<r/>"), relation, shown)
    _walk(parts[names[WORKBOOK]], element, shown)
    for kind, part in relations.values():
        if kind == "sharedStrings":
            found.texts = part
        elif kind == "styles":
            found.styles = part
    for attributes in listed:
        kind, part = relations.get(next((v for k, v in attributes.items() if k.endswith(":id")), ""), ("", ""))
        name = attributes.get("name", "")
        if not part:
            raise damaged(shown, f"缺少工作表“{name[:31]}”的内容")
        found.sheets.append(ListedSheet(name, attributes.get("state", "visible") != "visible", kind, part))
    if len({sheet.part for sheet in found.sheets}) < len(found.sheets):
        raise damaged(shown, "几个工作表指到同一处内容")
    return found


def _walk(xml: bytes, begins: object, shown: str) -> None:
    parser = expat.ParserCreate()

    def local(name: str, attributes: dict[str, str]) -> None:
        begins(name.partition(":")[2] or name, attributes)  # type: ignore[operator]

    parser.StartElementHandler = local
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise damaged(shown, "工作簿的目录不合格式") from error


def plain_workbook(sheets: list[bytes], texts: bytes, styles: bytes, *, from_1904: bool) -> bytes:
    """A container with nothing but these sheets, named by their numbers."""
    inside = {f"worksheets/sheet{number}.xml": ("worksheet", xml) for number, xml in enumerate(sheets, 1)}
    if texts:
        inside["sharedStrings.xml"] = ("sharedStrings", texts)
    if styles:
        inside["styles.xml"] = ("styles", styles)
    listed = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, len(sheets) + 1))
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{name}"/>'
        for number, (name, (kind, _)) in enumerate(inside.items(), 1)
    )
    types = "".join(
        f'<Override PartName="/xl/{name}" ContentType="{_TYPE}{kind}+xml"/>' for name, (kind, _) in inside.items()
    )
    contents = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}sheet.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        WORKBOOK: f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><workbookPr date1904="{int(from_1904)}"/>'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
    }
    parts = {name: content.encode() for name, content in contents.items()}
    return packed({**parts, **{f"xl/{name}": content for name, (_, content) in inside.items()}})
