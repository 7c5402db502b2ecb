"""A template as a package of parts, taken apart without trusting it.

A .docx from someone else may hold macros, load pictures and templates from elsewhere,
or inflate to gigabytes. What could run or fetch something is refused with a sentence;
what only travels along (comments, data of other programs, the name of the template it
was made with) is left out. The parts kept are the ones named here, no others.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from catalog_tool.findings import CannotRun
from catalog_tool.formats.books.zip_parts import Container

MOST_PARTS = 64 * 1024 * 1024
MOST_DOCUMENT = 4 * 1024 * 1024
"""Bytes of a template's text part: the packaged one has a fiftieth of it, and docxtpl's patterns take their time."""
_RESAVE = "请在 Word 或 WPS 里打开，另存为 Word 文档（.docx）后再试；不是你们自己做的模板，先别打开它"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/"
_XML_KINDS = {"styles", "settings", "fontTable", "numbering", "theme", "header", "footer", "footnotes", "endnotes"}
_WITH_TAGS = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}
_LEFT_OUT = {
    "attachedTemplate", "comments", "commentsExtended", "commentsIds", "commentsExtensible", "people", "customXml",
    "glossaryDocument", "webSettings", "stylesWithEffects", "keyMapCustomizations", "printerSettings", "thumbnail",
    "extended-properties", "custom-properties", "core-properties", "metadata/core-properties", "recipientData",
    "mailMergeSource", "mailMergeHeaderSource", "font",
}  # fmt: skip
_REFUSED = {
    "vbaProject": "宏", "wordVbaData": "宏", "oleObject": "嵌入的对象", "package": "嵌入的文件",
    "control": "ActiveX 控件",
    "aFChunk": "嵌入的文件", "subDocument": "子文档", "frame": "框架页", "activeXControlBinary": "ActiveX 控件",
}  # fmt: skip
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".tif", ".tiff")
_FETCHING = frozenset({
    "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "DDE", "DDEAUTO", "LINK", "IMPORT", "MACROBUTTON", "DATABASE", "RD",
    "FILLIN", "ASK", "EMBED", "MERGEFIELD", "PRINT", "AUTOTEXT", "AUTOTEXTLIST", "CONTROL", "HTMLACTIVEX",
})  # fmt: skip
"""Fields that fetch something, run something or ask whoever opens the file."""
_EMBEDDING = {"object", "control", "altChunk", "subDoc", "OLEObject"}
_DROPPED = {
    "commentRangeStart", "commentRangeEnd", "commentReference", "attachedTemplate", "mailMerge", "embedRegular",
    "embedBold", "embedItalic", "embedBoldItalic", "saveThroughXslt", "linkStyles", "updateFields",
}  # fmt: skip
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class Relation:
    """A line of a part's relationships; `target` is a part's name, or an address where `external`."""

    id: str
    type: str
    target: str
    external: bool = False


@dataclass(slots=True)
class Part:
    """A part that is kept: its bytes or, where it is XML, its parsed element, and what it relates to."""

    name: str
    kind: str
    content: bytes = b""
    element: Any = None
    relations: list[Relation] = field(default_factory=list)

    @property
    def label(self) -> str:
        """What a person calls it; "" for the text itself."""
        return _WITH_TAGS.get(self.kind, "")

    @property
    def has_tags(self) -> bool:
        """Whether its text is filled in."""
        return self.kind == "document" or self.kind in _WITH_TAGS


def read_package(data: bytes, shown: str) -> list[Part]:
    """The parts of a template, the text first; raises CannotRun with what is wrong and what to do."""
    try:
        return _Reader(data, shown).parts()
    except CannotRun as error:
        # The readers of containers speak of workbooks in their second sentence.
        said = str(error).partition("。")[0]
        if said.startswith("模板 "):
            raise
        raise CannotRun(f"{said.replace(f'没有读 {shown}', f'模板 {shown} 读不了', 1)}。{_RESAVE}。") from error


class _Reader:
    def __init__(self, data: bytes, shown: str) -> None:
        self._shown = shown
        self._container = Container(data, shown)
        self._found: dict[str, Part] = {}
        self._size = 0

    def parts(self) -> list[Part]:
        if any(name.rpartition("/")[2].lower().startswith(("vbaproject", "vbadata")) for name in self._container.names):
            raise self._refused("里有宏")
        if "word/document.xml" not in self._container and "_rels/.rels" not in self._container:
            raise self._refused("不是 Word 文档")
        for relation in self._relations(""):
            if relation.type == "officeDocument":
                self._take("document", relation.target)
                break
        else:
            raise self._refused("不是 Word 文档")
        return list(self._found.values())

    def _take(self, kind: str, name: str) -> None:
        if name.casefold() in self._found:
            return
        if name not in self._container:
            raise self._refused(f"不完整：缺少 {name[:80]}")
        part = self._found[name.casefold()] = Part(name, kind)
        if kind == "image":
            part.content = self._read(name)
            return
        part.element = self._element(name)
        if kind == "document" and part.element.find(f"{W}body") is None:
            raise self._refused("不是通常的 Word 文档（可能存成了“严格 Open XML”）")
        part.relations = [relation for relation in self._relations(name) if self._keep(relation)]
        self._check(part)

    def _keep(self, relation: Relation) -> bool:
        kind = relation.type
        if kind in _REFUSED:
            raise self._refused(f"里有{_REFUSED[kind]}")
        if kind == "hyperlink" and relation.external:
            if not re.match("(?:https?|mailto):", relation.target, re.IGNORECASE):
                raise self._refused(f"里有指向 {relation.target[:80]} 的链接，只能链接网页和邮箱")
            return True
        if kind in _LEFT_OUT or not (kind in _XML_KINDS or kind == "image"):
            return False
        if relation.external:
            raise self._refused(f"要从别处取{'图片' if kind == 'image' else '内容'}（{relation.target[:80]}）")
        if kind == "image" and not relation.target.lower().endswith(_PICTURES):
            raise self._refused(f"里有不认识的图片 {relation.target[:80]}")
        self._take(kind, relation.target)
        return True

    def _check(self, part: Part) -> None:
        """What stands in the text itself and would fetch or run something."""
        from lxml import etree

        kept = {relation.id for relation in part.relations}
        for code in _field_codes(part.element):
            name = code.split(maxsplit=1)[0].upper() if code.split() else ""
            if name in _FETCHING:
                raise self._refused(f"里有会取外部内容或运行程序的域（{name}）")
        for node in list(part.element.iter(etree.Element)):
            name = etree.QName(node).localname
            if name in _EMBEDDING:
                raise self._refused("里有嵌入的对象或文件")
            if name in _DROPPED and node.getparent() is not None:
                node.getparent().remove(node)
                continue
            for key, value in list(node.attrib.items()):
                if key in ("src", "href") or key.endswith("}href"):
                    raise self._refused(f"要从别处取内容（{value[:80]}）")
                if key.startswith("{" + _OFFICE[:-1] + "}") and value not in kept:
                    # The relation was left out: an id that leads nowhere makes Word mend the file.
                    del node.attrib[key]

    def _relations(self, name: str) -> list[Relation]:
        folder, _, file = name.rpartition("/")
        path = f"{folder}/_rels/{file}.rels".lstrip("/")
        if path not in self._container:
            return []
        found = []
        for node in self._element(path).iter(RELATIONSHIP):
            kind = node.get("Type", "").removeprefix(_OFFICE).removeprefix(_PACKAGE)
            external = node.get("TargetMode", "") == "External"
            target = node.get("Target", "")
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found.append(Relation(node.get("Id", ""), kind.rpartition("/")[2], target, external))
        return found

    def _element(self, name: str) -> Any:
        from lxml import etree

        content = self._container.xml_parts(lambda each: each.casefold() == name.casefold())
        data = next(iter(content.values()))
        self._count(len(data))
        if len(data) > MOST_DOCUMENT:
            raise self._refused(f"太长：{name[:80]} 有 {len(data) // 1024 // 1024} MB")
        try:
            return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
        except etree.XMLSyntaxError as error:
            raise self._refused(f"已损坏：{name[:80]} 不是完整的 XML") from error

    def _read(self, name: str) -> bytes:
        content = self._container.read(name)
        self._count(len(content))
        return content

    def _count(self, size: int) -> None:
        self._size += size
        if self._size > MOST_PARTS:
            raise self._refused(f"解压后超过 {MOST_PARTS // 1024 // 1024} MB")

    def _refused(self, what: str) -> CannotRun:
        return CannotRun(f"模板 {self._shown} {what}，没有用它。{_RESAVE}。")


def _field_codes(element: Any) -> Iterator[str]:
    """The code of every field; one cut into several runs is whole again."""
    for simple in element.iter(f"{W}fldSimple"):
        yield simple.get(f"{W}instr", "")
    opened: list[str] = []
    for node in element.iter(f"{W}fldChar", f"{W}instrText"):
        if node.tag == f"{W}instrText":
            if opened:
                opened[-1] += node.text or ""
            else:
                yield node.text or ""
        elif node.get(f"{W}fldCharType") == "begin":
            opened.append("")
        elif node.get(f"{W}fldCharType") == "end" and opened:
            yield opened.pop()
    yield from opened
