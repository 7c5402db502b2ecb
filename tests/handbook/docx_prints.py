"""Books with one of everything, templates of a few paragraphs, and Word files taken apart."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from catalog_tool.handbook.book import (
    Book,
    Chapter,
    Choices,
    Drawing,
    Entry,
    Fields,
    Flow,
    Group,
    Index,
    Items,
    Link,
    Paragraphs,
    Part,
    QrCode,
    Question,
    Section,
    Signature,
    Step,
    Steps,
    Table,
)  # fmt: skip
from catalog_tool.handbook.docx import DocxWriter
from catalog_tool.handbook.writing import Task
from catalog_tool.resources import handbook_templates, resource_folder

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40" width="80pt" height="40pt" font-family="serif" '
    'font-size="10"><rect x="1" y="1" width="78" height="38" fill="#fff" stroke="#000"/>'
    '<text x="20" y="24">受理</text></svg>'
)
TABLE = Table(
    ("序号", "材料名称", "说明"),
    ((("1",), ("居民户口簿",), ()), (("2",), ("结婚证",), ("见", Link("网址", "https://a.cn/")))),
    (1, 4, 5),
)
BLOCKS = (
    Paragraphs(("第一段", Link("户口迁移", "#m-2"), Link("外部", "https://example.cn/x?a=1&b=2"))),
    Items((("甲",), ("乙", "乙的说明"))),
    Fields((("承诺时限", ("5 工作日",)), ("电话", ("1", "2")))),
    TABLE,
    Steps((Step("受理", ("当场",), (("时限", ("1 工作日",)),)),)),
    Group("小组", (Paragraphs(("组内",)), Group("更小", (Paragraphs(("最里面",)),)))),
    Choices((Question("原因", "为什么迁？", ("婚迁", "投靠")),),
            Table(("问题", "选项"), ((("为什么迁？",), ("婚迁、投靠",)),), (1, 1))),
    Flow((Drawing(SVG, 80, 40),), "先受理，后决定。", Table(("环节",), ((("受理",),),), (1,))),
    QrCode("https://www.zjzwfw.gov.cn/", "扫码办理"),
    Signature(("收件人：", "日期：")),
)  # fmt: skip


def chapter(key: str, title: str, *sections: Section, **marks: Any) -> Chapter:
    return Chapter(key, title, sections or (Section("适用范围", (Paragraphs((f"{title}的范围",)),)),), **marks)


def book(*parts: Part, **marks: Any) -> Book:
    """A Book of these parts; of two departments where none is given."""
    given = parts or (
        Part("part-1", "省公安厅", "共 2 项", (
            chapter("m-1", "居住证申领", Section("全部", BLOCKS), kicker="流动人口管理", code="331000702000"),
            chapter("m-2", "户口迁移", notice="本事项暂停办理。"),
        )),
        Part("part-2", "省民政厅", "", (chapter("m-3", "临时救助"), chapter("m-4", "事项一览", landscape=True)),
             see=(Entry("户口迁移", "331000701000", ("m-2",)),)),
    )  # fmt: skip
    marks = {
        "indexes": (Index("by-name", "按名称索引", (("H", (Entry("户口迁移", "331000701000", ("m-2", "m-3")),)),)),),
        "edition": "public", "label": "完整版", "preface": (Paragraphs(("编给办事的人看。",)),), **marks,
    }  # fmt: skip
    return Book(
        title="象山县政务服务办事指南", issuer="象山县人民政府办公室", date="2018年5月10日", effective="2018年6月1日",
        version="2018.2", digest="0123456789ab", parts=given, values={"文号": "象政办发〔2018〕36号"}, **marks,
    )  # fmt: skip


def writer(templates: Mapping[str, bytes] | None = None) -> DocxWriter:
    return DocxWriter({**handbook_templates("docx"), **(templates or {})}, str(resource_folder("fonts")))


def printed(book: Book, template: bytes | None = None) -> bytes:
    """The one volume of a Book, by the packaged template or another."""
    ready = writer({"handbook.docx": template} if template else None).open()
    return ready(Task(book, "册")).files[0][1]


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def text_of(data: bytes) -> str:
    """The XML of the text."""
    return parts_of(data)["word/document.xml"].decode()


def words_of(data: bytes) -> list[str]:
    """What each paragraph says, fields' codes left out, empty ones too."""
    found = []
    for paragraph in re.findall(r"<w:p[ >].*?</w:p>", text_of(data), re.DOTALL):
        pieces = re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(br)/>", paragraph)
        said = "".join("\n" if line else text for text, line in pieces)
        if said.strip():
            found.append(said)
    return found


def paragraph(text: str) -> str:
    return f'<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def template(*paragraphs: str, raw: str = "", more: Mapping[str, bytes] | None = None, relations: str = "") -> bytes:
    """A .docx of plain paragraphs (and raw XML behind them), with further parts."""
    body = "".join(map(paragraph, paragraphs)) + raw
    return package(f"<w:document {SPACE}><w:body>{body}</w:body></w:document>", more, relations)


def package(document: str, more: Mapping[str, bytes] | None = None, relations: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    files = {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{space}"><Relationship Id="a" Type="{_OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>'.encode(),
        "word/document.xml": document.encode(),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{space}">{relations}</Relationships>'.encode(),
        **(more or {}),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def relation(kind: str, target: str, *, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="r1" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'
