"""Templates from someone else: what could run or fetch something is refused, what only travels along is left out."""

from __future__ import annotations

import pytest
from docx_prints import SPACE, book, package, paragraph, parts_of, printed, relation, template, words_of

from catalog_tool.findings import CannotRun
from catalog_tool.handbook.docx.package import read_package

R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def field(*codes: str) -> str:
    runs = "".join(f"<w:r><w:instrText>{code}</w:instrText></w:r>" for code in codes)
    return (
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


PICT = '<w:p><w:r><w:pict><v:imagedata xmlns:v="urn:v" src="http://a.cn/x.png"/></w:pict></w:r></w:p>'
DOCTYPE = (
    '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    f"<w:document {SPACE}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
)
REFUSED = {
    "macros": (template("甲", more={"word/vbaProject.bin": b"x"}), "里有宏"),
    "macro relation": (template("甲", more={"word/a.bin": b"x"}, relations=relation("vbaProject", "a.bin")), "里有宏"),
    "embedded file": (template("甲", relations=relation("package", "../embeddings/a.xlsx")), "里有嵌入的文件"),
    "object": (template("甲", relations=relation("oleObject", "a.bin")), "里有嵌入的对象"),
    "foreign text": (template("甲", relations=relation("aFChunk", "a.html")), "里有嵌入的文件"),
    "remote picture": (
        template("甲", relations=relation("image", "http://a.cn/x.png", external=True)),
        "要从别处取图片",
    ),
    "remote header": (
        template("甲", relations=relation("header", "http://a.cn/x.xml", external=True)),
        "要从别处取内容",
    ),
    "link to a file": (
        template("甲", relations=relation("hyperlink", "file:///etc/passwd", external=True)),
        "只能链接网页和邮箱",
    ),
    "share": (template("甲", relations=relation("hyperlink", "\\\\host\\share", external=True)), "只能链接网页和邮箱"),
    "included text": (template(raw=field(' INCLUDETEXT "C:\\\\a.docx" ')), "INCLUDETEXT"),
    "cut field": (template(raw=field(" INCLUDE", 'PICTURE "http://a.cn/x.png" ')), "INCLUDEPICTURE"),
    "program": (template(raw=field(" DDEAUTO c:\\\\cmd.exe ")), "DDEAUTO"),
    "simple field": (template(raw='<w:p><w:fldSimple w:instr=" DDE a b "/></w:p>'), "DDE"),
    "picture by address": (template(raw=PICT), "要从别处取内容"),
    "entities": (package(DOCTYPE), "DOCTYPE"),
    "no text": (package(f"<w:document {SPACE}/>"), "不是通常的 Word 文档"),
    "broken text": (package(f"<w:document {SPACE}><w:body>"), "不是完整的 XML"),
    "missing part": (template("甲", relations=relation("header", "nowhere.xml")), "缺少 word/nowhere.xml"),
    "odd picture": (
        template("甲", more={"word/x.svg": b"<svg/>"}, relations=relation("image", "x.svg")),
        "不认识的图片",
    ),
    "tag in a field": (template(raw=field(" HYPERLINK {{ 手册.名称 }} ")), "域代码里不能写标签"),
    "no zip": (b"PK", "读不了"),
    "a workbook's beginning": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "读不了"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_could_run_or_fetch_something_is_refused(name: str) -> None:
    data, said = REFUSED[name]
    with pytest.raises(CannotRun) as caught:
        printed(book(), data)
    sentence = str(caught.value)
    assert said in sentence
    assert "Word" in sentence
    assert ".xlsx" not in sentence
    assert "Excel" not in sentence


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    with pytest.raises(CannotRun, match="压缩炸弹"):
        read_package(
            template("甲", more={"word/styles.xml": b" " * 300_000_000}, relations=relation("styles", "styles.xml")),
            "x.docx",
        )


def test_a_long_text_is_refused() -> None:
    with pytest.raises(CannotRun, match="太长"):
        printed(book(), template("长" * 1_500_000))


def test_an_overlapping_archive_is_refused() -> None:
    data = bytearray(template("甲"))
    at = data.rindex(b"PK\x01\x02")
    first = data.index(b"PK\x01\x02")
    data[at + 42 : at + 46] = data[first + 42 : first + 46]
    with pytest.raises(CannotRun, match=r"重叠|损坏"):
        read_package(bytes(data), "handbook.docx")


def test_what_only_travels_along_is_left_out() -> None:
    comment = (
        '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>正文</w:t></w:r><w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
    )
    attached = f'<w:settings {SPACE} {R}><w:attachedTemplate r:id="r1"/><w:compat/></w:settings>'
    more = {
        "word/comments.xml": f"<w:comments {SPACE}/>".encode(),
        "word/settings.xml": attached.encode(),
        "word/_rels/settings.xml.rels": b"",
        "customXml/item1.xml": b"<secret/>",
        "docProps/custom.xml": b"<secret/>",
    }
    more["word/_rels/settings.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + relation("attachedTemplate", "file:///C:/Users/wang/x.dotm", external=True)
        + "</Relationships>"
    ).encode()
    relations = relation("comments", "comments.xml").replace("r1", "r2") + relation("settings", "settings.xml")
    parts = parts_of(printed(book(), template(raw=comment, more=more, relations=relations)))
    assert sorted(name for name in parts if not name.startswith(("_rels", "docProps", "[", "word/_rels"))) == [
        "word/document.xml", "word/settings.xml",
    ]  # fmt: skip
    whole = b"".join(parts.values())
    for word in (b"comment", b"secret", b"attachedTemplate", b"dotm"):
        assert word not in whole
    assert b'<w:updateFields w:val="true"/><w:compat/>' in parts["word/settings.xml"]


def test_pictures_and_links_of_a_template_stay() -> None:
    relations = relation("image", "media/badge.png") + relation("hyperlink", "https://a.cn/", external=True).replace(
        "r1", "r2"
    )
    link = f'<w:p><w:hyperlink {R} r:id="r2"><w:r><w:t>网站</w:t></w:r></w:hyperlink></w:p>'
    data = printed(book(), template("甲", raw=link, more={"word/media/badge.png": b"\x89PNG"}, relations=relations))
    parts = parts_of(data)
    assert parts["word/media/badge.png"] == b"\x89PNG"
    assert b'Target="https://a.cn/"' in parts["word/_rels/document.xml.rels"]
    assert words_of(data) == ["甲", "网站"]


def test_a_template_without_a_use_is_told() -> None:
    from docx_prints import writer

    from catalog_tool.handbook.writing import Task

    ready = writer({"我的模板.docx": template("甲")}).open()
    assert ready(Task(book(), "册")).notes == (
        "模板文件夹里的 我的模板.docx 没有用到：模板要叫 handbook.docx，或者叫版本的名称，例如 brief.docx。请改名。",
    )


def test_an_edition_has_its_own_template() -> None:
    from docx_prints import writer

    from catalog_tool.handbook.writing import Task

    ready = writer({"list.docx": template("清单用的")}).open()
    assert words_of(ready(Task(book(edition="list"), "册")).files[0][1]) == ["清单用的"]
    assert "目　录" in words_of(ready(Task(book(), "册")).files[0][1])


def test_paragraph_of_a_body_reads_back() -> None:
    assert words_of(
        printed(book(), package(f"<w:document {SPACE}><w:body>{paragraph('甲')}</w:body></w:document>"))
    ) == ["甲"]
