"""Reading back what was printed: nothing is missed, and what is missing is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from catalog_tool.handbook.book import Book
from catalog_tool.handbook.build import build
from catalog_tool.handbook.choosing import chosen
from catalog_tool.handbook.docx import DocxWriter
from catalog_tool.handbook.html import HtmlWriter
from catalog_tool.handbook.pdf import PdfWriter
from catalog_tool.handbook.subject import Choice, Contents, keys_of
from catalog_tool.handbook.verifying import verify
from catalog_tool.handbook.verifying.expected import values_of_document
from catalog_tool.handbook.writing import Printed, Writer
from catalog_tool.resources import handbook_templates, resource_folder

MANIFEST = {
    "区划名称": "象山县",
    "区划代码": "330225",
    "版本": "2018.2",
    "发布日期": "2018-05-10",
    "文号": "象政办发〔2018〕36号",
}
MOVE = {
    "基本编码": "331000701000", "主项名称": "户口迁移", "子项名称": "户口迁移", "主管部门": "省公安厅",
    "申请材料": [{"名称": "居民户口簿", "受理标准": "在有效期内，页面完整"}, {"名称": "结婚证", "适用情形": ["婚迁"]}],
    "办理时限": {"法定": {"数值": 20, "单位": "工作日"}, "承诺": {"数值": 0}},
    "收费": {"收费": "否"},
}  # fmt: skip
RELIEF = {"基本编码": "330600107000", "主项名称": "临时救助", "子项名称": "临时救助", "主管部门": "省民政厅"}
CONTENTS = Contents(MANIFEST, [MOVE, RELIEF], (), "0123456789ab")
FORMATS = ("html", "pdf", "docx")


def writer(format: str) -> Writer:
    templates, fonts = handbook_templates(format), str(resource_folder("fonts"))
    makers: dict[str, Callable[[], Writer]] = {
        "html": lambda: HtmlWriter(templates),
        "pdf": lambda: PdfWriter(templates, fonts),
        "docx": lambda: DocxWriter(templates, fonts),
    }
    return makers[format]()


def printed(format: str, book: Book) -> list[Printed]:
    chosen_writer = writer(format)
    work = chosen_writer.open()
    pieces = [work(task) for task in chosen_writer.tasks(book, "手册")]
    return [*pieces, chosen_writer.closing(book, "手册", pieces)]


def documents() -> dict[str, Any]:
    values = [value for values in chosen(CONTENTS, Choice()) for value in values]
    return {keys_of(values)[id(value)]: value for value in values}


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_all_there_gives_no_sentence(format: str) -> None:
    book = build(CONTENTS, Choice())
    assert verify(book, documents(), printed(format, book)) == ()


@pytest.mark.parametrize("format", FORMATS)
def test_a_value_that_was_not_printed_is_told_with_its_place(format: str) -> None:
    book = build(CONTENTS, Choice())
    more = {key: {**value} for key, value in documents().items()}
    more["m-331000701000"]["申请材料"] = [*MOVE["申请材料"], {"名称": "迁移证"}]

    said = verify(book, more, printed(format, book))

    assert said == (f"“户口迁移”的 申请材料第 3 项.名称“迁移证”没有印进 {format.upper()}",)


@pytest.mark.parametrize("format", FORMATS)
def test_a_value_in_another_chapter_does_not_count(format: str) -> None:
    book = build(CONTENTS, Choice())
    more = documents()
    more["m-330600107000"] = {**RELIEF, "申请材料": [{"名称": "居民户口簿"}]}

    said = verify(book, more, printed(format, book))

    assert said == (f"“临时救助”的 申请材料第 1 项.名称“居民户口簿”没有印进 {format.upper()}",)


@pytest.mark.parametrize("format", FORMATS)
def test_a_lost_chapter_and_a_lost_preface_are_told(format: str) -> None:
    book = build(CONTENTS, Choice())
    half = replace(book, parts=book.parts[:1], preface=())
    lost = [chapter.title for part in book.parts[1:] for chapter in part.chapters]

    said = " ".join(verify(book, documents(), printed(format, half)))

    assert lost
    assert all(f"“{title}”" in said for title in lost)
    assert "象政办发〔2018〕36号" in said


@pytest.mark.parametrize("format", FORMATS)
def test_pages_of_another_content_are_told(format: str) -> None:
    """The hash on the pages is of the content: pages of an earlier print are not this one's."""
    book = build(CONTENTS, Choice())
    said = verify(book, documents(), printed(format, replace(book, digest="ba9876543210")))
    assert said
    assert all("内容校验" in sentence for sentence in said)


def test_values_are_told_in_the_words_of_print() -> None:
    found = {
        ".".join(map(str, path)): text
        for path, text in values_of_document({**MOVE, "x-内部": "不印", "生效日期": "2018-05-02"})
    }
    assert found["办理时限.承诺.数值"] == "当场办结"
    assert found["收费.收费"] == "无（不收费）"
    assert found["生效日期"] == "2018年5月2日"
    assert "x-内部" not in found


@pytest.mark.parametrize(
    "texts", [["%\u0301\u0308x", "涨幅 5% 以内"], ["1\ufe0f\u20e3 甲", "1 份"], ["مرحبا", "ي\ufe0f"]]
)
def test_marks_that_belong_to_another_sign_are_no_loss(texts: list[str]) -> None:
    """A PDF gives the accents of one % back with every %: what is printed must not be told lost."""
    value = {**RELIEF, "受理条件": texts}
    contents = Contents(MANIFEST, [value], (), "0123456789ab")
    book = build(contents, Choice())
    (printed_value,) = chosen(contents, Choice())[0]
    found = verify(book, {"m-330600107000": printed_value}, printed("pdf", book))
    assert found == ()
