"""What tests of the PDF share: small Books, and prints of them made once. Only the packaged fonts are used."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from handbook_pages import PROJECT, squeezed
from pypdf import PdfReader

from catalog_tool.handbook.book import (
    Book,
    Chapter,
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
    Section,
    Signature,
    Step,
    Steps,
    Table,
)
from catalog_tool.handbook.pdf import PdfWriter
from catalog_tool.handbook.writing import Printed, Task
from catalog_tool.resources import handbook_templates

MM = 72 / 25.4
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60" width="120pt" height="60pt" font-size="10">'
    '<rect x="1" y="1" width="90" height="40" fill="none" stroke="#000"/><text x="10" y="20">审查图</text></svg>'
)


def writer(own: Mapping[str, str] | None = None) -> PdfWriter:
    """A writer with the packaged fonts alone, and templates of the test's own over ours."""
    templates = handbook_templates("pdf") | {name: text.encode() for name, text in (own or {}).items()}
    return PdfWriter(templates, str(PROJECT / "fonts"), system_fonts=False)


def chapter(key: str, title: str, *blocks: Any, **more: Any) -> Chapter:
    return Chapter(key, title, (Section("说明", tuple(blocks)),), **more)


def book(*parts: Part, **more: Any) -> Book:
    """A Book of these parts with a cover's usual facts."""
    facts: dict[str, Any] = {
        "title": "象山县政务服务办事指南",
        "edition": "public",
        "label": "完整版",
        "issuer": "象山县人民政府办公室",
        "date": "2018年5月10日",
        "effective": "2018年6月1日",
        "version": "2018.2",
        "digest": "0123456789ab",
        "preface": (Paragraphs(("本手册收录象山县的办事事项。",)),),
        "parts": parts,
    }
    return Book(**facts | more)


@dataclass(frozen=True)
class Print:
    """A printed PDF: its bytes, what is told of it, and the text of each page."""

    data: bytes
    told: Printed

    @property
    def reader(self) -> PdfReader:
        return PdfReader(io.BytesIO(self.data))

    @property
    def pages(self) -> list[str]:
        return [squeezed(page.extract_text()) for page in self.reader.pages]

    @property
    def text(self) -> str:
        return "".join(self.pages)


def printed(of: Book, own: Mapping[str, str] | None = None) -> Print:
    """The Book printed in one volume."""
    told = writer(own).open()(Task(of, "手册"))
    ((name, data),) = told.files
    assert name == "手册.pdf"
    return Print(data, told)


ROWS = 60


def sample() -> Book:
    """Two departments and appendices with every kind of block."""
    table = Table(
        ("序号", "材料名称", "说明"),
        tuple(((str(number),), (f"材料{number}",), ("原件一份，复印件两份",)) for number in range(1, ROWS + 1)),
        (1, 3, 4),
    )
    everything = (
        Fields((("办理机构", ("象山县公安局",)), ("见", (Link("居住证申领", "#m-2"), Link("网办", "https://a.cn/b"))))),
        Items((("第一项",), ("第二项", "续第二项"))),
        Steps((Step("申请", ("网上提交",), (("时限", ("1 日",)),)),)),
        Group("分组", (Paragraphs(("组内文字",)), Group("再分组", (Items((("再一项",),)),)))),
        Flow((Drawing(SVG, 120, 60), Drawing(SVG, 120, 60)), "先申请，后审查"),
        QrCode("https://www.zjzwfw.gov.cn/", "扫码办理"),
        Signature(("申请人（签名）", "2018年　月　日")),
        table,
    )
    landscape = Chapter("list", "横排清单", (Section("", (table,)),), landscape=True, numbered=False)
    return book(
        Part("part-1", "省公安厅", "共 2 项", (
            chapter("m-1", "户口迁移", *everything, code="331000701000", kicker="户籍办理", notice="本事项暂停办理。"),
            chapter("m-2", "居住证申领", Paragraphs(("一句话。",))),
        ), see=(Entry("开办企业", "331000999000", ("m-3",)),)),
        Part("part-2", "省民政厅", "共 1 项", (chapter("m-3", "结婚登记", Paragraphs(("一句话。",))),)),
        Part("part-a", "附录", "", (landscape, chapter("form", "申请表", Paragraphs(("表。",)))), numbered=False),
        indexes=(Index("index-names", "按名称索引", (("H", (Entry("户口迁移", "331000701000", ("m-1",)),)),)),),
    )  # fmt: skip


@cache
def sample_print() -> Print:
    return printed(sample())


def of_text(text: str, **more: Any) -> Book:
    """A Book whose only chapter is one paragraph."""
    return book(Part("part-1", "省公安厅", "", (replace(chapter("m-1", "题", Paragraphs((text,))), **more),)))
