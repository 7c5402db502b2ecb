"""The parts of a volume become a .docx: same parts in, same bytes out.

Nothing here knows the time: entries of the zip have the date zip begins with, and the
document's properties the day of the handbook.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import escape

from catalog_tool.handbook.book import Book
from catalog_tool.handbook.docx.package import Part
from catalog_tool.handbook.docx.runs import attribute
from catalog_tool.handbook.docx.shelf import Shelf

DOCUMENT = "word/document.xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = {"document": f"{_WORD}.document.main+xml", "theme": "application/vnd.openxmlformats-officedocument.theme+xml"}
_PICTURES = {
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp",
    "emf": "image/x-emf", "wmf": "image/x-wmf", "tif": "image/tiff", "tiff": "image/tiff",
}  # fmt: skip
_DAY = re.compile("([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")
_SETTINGS_BEFORE = re.compile("<w:(?:hdrShapeDefaults|footnotePr|endnotePr|compat|docVars|rsids|mathPr)[ />]|<m:mathPr")
LEVEL = 3
"""Of deflate: XML of tables shrinks to a thirtieth with it; the usual 6 takes twice the time for a tenth less."""


@dataclass(frozen=True, slots=True)
class Text:
    """A part of the template, filled in."""

    part: Part
    xml: str


def packed(texts: Sequence[Text], rest: Iterable[Part], book: Book, shelf: Shelf) -> bytes:
    """The .docx of a volume: filled parts, those that stay as they are (as `content`), pictures and addresses."""
    others = list(rest)
    files: dict[str, bytes] = {}
    # Pictures the template does not print stay away.
    used = [png for png, key in shelf.media.items() if f'r:embed="{key}"' in texts[0].xml]
    media = {png: f"media/handbook-{number}.png" for number, png in enumerate(used, 1)}
    parts = [*(text.part for text in texts), *others]
    files["[Content_Types].xml"] = _content_types(parts)
    document = texts[0].part.name
    files["_rels/.rels"] = _package_relations(document)
    for text in texts:
        files[text.part.name] = text.xml.encode("utf-8")
        _relate(files, text.part, shelf if text is texts[0] else None, media)
    for part in others:
        files[part.name] = part.content
        _relate(files, part, None, {})
    folder = document.rpartition("/")[0]
    for png, name in media.items():
        files[f"{folder}/{name}"] = png
    files["docProps/core.xml"] = _core(book)
    files["docProps/app.xml"] = _app()
    return _zipped(files)


def renewing(settings: str) -> str:
    """Settings that make Word reckon contents and page numbers anew when it opens the file."""
    place = _SETTINGS_BEFORE.search(settings)
    at = place.start() if place else settings.rindex("</")
    return f'{settings[:at]}<w:updateFields w:val="true"/>{settings[at:]}'


def _relate(files: dict[str, bytes], part: Part, shelf: Shelf | None, media: Mapping[bytes, str]) -> None:
    folder, _, name = part.name.rpartition("/")
    lines = []
    for relation in part.relations:
        target = relation.target if relation.external else f"/{relation.target}"
        lines.append(_relation(relation.id, relation.type, target, external=relation.external))
    if shelf is not None:
        lines += [_relation(shelf.media[png], "image", target) for png, target in media.items()]
        lines += [_relation(key, "hyperlink", address, external=True) for address, key in shelf.addresses.items()]
    if lines:
        xml = f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{"".join(lines)}</Relationships>'
        files[f"{folder}/_rels/{name}.rels"] = xml.encode("utf-8")


def _relation(key: str, kind: str, target: str, *, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{attribute(key)}" Type="{_OFFICE}/{kind}" Target="{attribute(target)}"{mode}/>'


def _content_types(parts: Iterable[Part]) -> bytes:
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    lines = []
    for part in parts:
        if part.kind == "image":
            ending = part.name.rpartition(".")[2].lower()
            defaults[ending] = _PICTURES[ending]
        else:
            kind = _TYPES.get(part.kind, f"{_WORD}.{part.kind}+xml")
            lines.append(f'<Override PartName="/{attribute(part.name)}" ContentType="{kind}"/>')
    defaults["png"] = _PICTURES["png"]
    lines.append(
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>'
    )
    known = "".join(
        f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in sorted(defaults.items())
    )
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'{_HEAD}<Types xmlns="{space}">{known}{"".join(lines)}</Types>'.encode()


def _package_relations(document: str) -> bytes:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return (
        f'{_HEAD}<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="{attribute(document)}"/>'
        f'<Relationship Id="rId2" Type="{core}" Target="docProps/core.xml"/>'
        f'<Relationship Id="rId3" Type="{_OFFICE}/extended-properties" Target="docProps/app.xml"/></Relationships>'
    ).encode()


def _core(book: Book) -> bytes:
    found = _DAY.search(book.date)
    day = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else "1980-01-01"
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:{name}>'
        for name in ("created", "modified")
    )
    volume = f"（{book.volume.label}）" if book.volume else ""
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{attribute(book.title + volume)}</dc:title><dc:subject>{attribute(book.label)}</dc:subject>"
        f"<dc:creator>{attribute(book.issuer)}</dc:creator><dc:description>{attribute(book.imprint)}</dc:description>"
        f"<cp:lastModifiedBy>{attribute(book.issuer)}</cp:lastModifiedBy><dc:language>zh-CN</dc:language>"
        f"{dates}</cp:coreProperties>"
    ).encode()


def _app() -> bytes:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return (
        f'{_HEAD}<Properties xmlns="{space}"><Application>{escape("catalog-tool")}</Application></Properties>'.encode()
    )


def _zipped(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, content, compresslevel=LEVEL)
    return stream.getvalue()
