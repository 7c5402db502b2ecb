"""Templates that people make: fields placed freely, slips named with their paragraph, nothing run or read."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
from docx_prints import SPACE, book, chapter, package, paragraph, printed, relation, template, text_of, words_of

from catalog_tool.findings import CannotRun
from catalog_tool.handbook.book import Book, Part
from catalog_tool.handbook.values import values_of

MOVE = {
    "主项名称": "户口迁移",
    "办理时限": {"法定": {"数值": 20, "单位": "工作日"}, "承诺": {"数值": 5, "单位": "工作日"}},
    "申请材料": [{"名称": "居民户口簿", "份数": {"原件": 1}}, {"名称": "{{ 手册.名称 }}"}],
    "服务对象": ["自然人"],
    "x-本县编号": "07",
}


def one(edition: str = "public") -> Book:
    """A Book of one matter with values."""
    matter = replace(chapter("m-1", "户口迁移", code="331000701000"), values=values_of(MOVE))
    return book(Part("p", "省公安厅", "", (matter,)), indexes=(), edition=edition)


def lines(*paragraphs: str, edition: str = "public") -> list[str]:
    """What a template of these paragraphs prints for each matter."""
    return words_of(printed(one(edition), template("{%p for 事项 in 各事项 %}", *paragraphs, "{%p endfor %}")))


def test_the_values_of_a_matter_are_placed_freely() -> None:
    assert lines("承诺 {{ 事项.办理时限.承诺 }}，法定 {{ 事项.办理时限.法定 }}") == ["承诺 5 工作日，法定 20 工作日"]
    assert lines("{{ 事项.申请材料.1.名称 }}：{{ 事项.申请材料.1.份数 }}") == ["居民户口簿：原件 1 份"]
    assert lines('{{ 事项["x-本县编号"] }}', "共 {{ 事项.申请材料|length }} 件") == ["07", "共 2 件"]
    assert lines('{% if "自然人" in 事项.服务对象 %}面向个人{% endif %}') == ["面向个人"]
    assert words_of(printed(one(), template("{{ 手册.名称 }}", "{{ 手册.文号 }}"))) == [
        "象山县政务服务办事指南", "象政办发〔2018〕36号",
    ]  # fmt: skip


def test_a_value_is_never_a_template_itself() -> None:
    assert lines("{%p for 材料 in 事项.申请材料 %}", "{{ 材料.名称 }}", "{%p endfor %}") == [
        "居民户口簿",
        "{{ 手册.名称 }}",
    ]


def test_rows_of_a_table_are_repeated() -> None:
    def row(text: str) -> str:
        return f"<w:tr><w:tc><w:tcPr/>{paragraph(text)}</w:tc></w:tr>"

    table = '<w:tbl><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid>' + "".join(
        map(row, ("材料名称", "{%tr for 材料 in 各事项[0].申请材料 %}", "{{ 材料.名称 }}", "{%tr endfor %}"))
    ) + "</w:tbl>"  # fmt: skip
    assert words_of(printed(one(), template(raw=table))) == ["材料名称", "居民户口簿", "{{ 手册.名称 }}"]


def test_what_is_not_filled_in_is_empty_in_public_and_said_inside() -> None:
    assert lines("电话：{{ 事项.咨询 }}。") == ["电话：。"]
    assert lines("电话：{{ 事项.咨询 }}。", edition="internal") == ["电话：未填。"]
    assert lines("{% if 事项.咨询 %}有{% else %}没有{% endif %}", edition="internal") == ["没有"]


def test_a_tag_that_word_cut_into_runs_is_whole_again() -> None:
    cut = "".join(f"<w:r><w:t>{piece}</w:t></w:r>" for piece in ("甲{", "{ 手", "册.", "名称 }", "}乙"))
    document = f"<w:document {SPACE}><w:body><w:p>{cut}</w:p></w:body></w:document>"
    assert words_of(printed(one(), package(document))) == ["甲象山县政务服务办事指南乙"]


def test_a_value_looks_like_the_run_it_stands_in() -> None:
    matter = replace(chapter("m-1", "甲\n乙"), values={})
    xml = text_of(
        printed(book(Part("p", "", "", (matter,)), indexes=()), template("{{ 各章[0].书签 }}{{ 各章[0].名称 }}"))
    )
    assert re.findall("<w:r><w:rPr><w:b/></w:rPr>", xml), xml
    assert len(re.findall("<w:r>", xml)) == len(re.findall("<w:r><w:rPr><w:b/></w:rPr>", xml))
    assert "甲</w:t><w:br/>" in xml


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{{ 手册.名字 }}", "手册没有“名字”，是不是“名称”"),
        ("{{ 各事项[0].办理时限.承若 }}", "“办理时限”下没有“承若”这个字段，是不是“承诺”"),
        ("{{ 各事项[0].承诺时限 }}", "事项里没有“承诺时限”这个字段"),
        ("{{ 手策.名称 }}", "没有“手策”这个名称"),
        ("{% if 手册.名称 %}有", "“{% if %}”没有结束，缺少“{% endif %}”"),
        ("有{% endif %}", "“{% endif %}”多了"),
        ("{{ 手册.名称", "“{{”没有配对"),
        ("{{ 手册.名称 ) }}", "标签写得不对"),
        ("｛｛ 手册.名称 ｝｝", "是全角的"),
        ("{{p 手册.名称 }}", "写成“{{ }}”就行"),
        ("{{ 手册.名称|大写 }}", "没有“|大写”这种写法"),
        ("{% foreach 章 in 各章 %}", "没有“{% foreach %}”这种标签"),
        ("{{ 1 / 0 }}", "这样算不出来"),
        ("{% include '/etc/passwd' %}", "不能取用别的文件"),
        ("{% import 'os' as os %}", "不能取用别的文件"),
        ("{% macro x() %}{% endmacro %}", "也不能定义宏"),
    ],
)
def test_a_slip_is_named_with_its_paragraph(tag: str, said: str) -> None:
    with pytest.raises(CannotRun) as caught:
        printed(one(), template("第一段", "第二段", f"前面 {tag.replace('<', '&lt;')} 后面", "{{ 手册.名称 }}"))
    sentence = str(caught.value)
    assert said in sentence
    assert re.match(r"模板 handbook\.docx 第 3 段“前面 ", sentence), sentence
    assert "请在 Word 或 WPS 里改正这一段" in sentence


def test_a_slip_behind_rows_and_loops_is_named_with_its_paragraph() -> None:
    table = (
        '<w:tbl><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid>'
        + "".join(
            f"<w:tr><w:tc>{paragraph(text)}</w:tc></w:tr>"
            for text in ("{%tr for 章 in 各章 %}", "{{ 章.名称 }}", "{{ 章.编码 }}", "{%tr endfor %}")
        )
        + "</w:tbl>"
    )
    with pytest.raises(CannotRun, match=r"第 6 段“\{\{ 手册\.文 \}\}”"):
        printed(one(), template("{{ 手册.名称 }}", raw=table + paragraph("{{ 手册.文 }}")))


def test_tags_that_cross_are_told_with_both_paragraphs() -> None:
    raw = (
        '<w:tbl><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid><w:tr><w:tc>'
        + paragraph("材料一览")
        + paragraph("{% if 手册.分册 %}分册")
        + "</w:tc></w:tr></w:tbl>"
        + paragraph("{% endif %}之后")
    )
    with pytest.raises(
        CannotRun, match=r"第 3 段“\{% endif %\}之后”有误：“\{% endif %\}”和第 2 段的“\{% if 手册.分册 %\}”套错了"
    ):
        printed(one(), template(raw=raw))


def test_a_header_has_fields_but_no_pictures() -> None:
    def with_header(text: str) -> bytes:
        header = f"<w:hdr {SPACE}>{paragraph(text)}</w:hdr>".encode()
        return template("正文", more={"word/header1.xml": header}, relations=relation("header", "header1.xml"))

    from docx_prints import parts_of

    assert (
        "象山县政务服务办事指南"
        in parts_of(printed(one(), with_header("{{ 手册.名称 }}")))["word/header1.xml"].decode()
    )
    with pytest.raises(CannotRun, match=r"页眉第 1 段“\{\{ 各章\[0\]\.书签 \}\}”有误：页眉、页脚和脚注里只能放文字"):
        printed(one(), with_header("{{ 各章[0].书签 }}"))


ATTACKS = [
    "{{ 手册.__class__ }}",
    "{{ 手册.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''.__class__.__base__ }}",
    "{{ 各章[0].__init__.__globals__ }}",
    "{{ 各事项[0].__getitem__.__globals__ }}",
    "{{ 手册.items() }}",
    "{{ 手册.more }}{{ 手册.kind }}",
    "{{ '{0.__class__}'.format(手册) }}",
    "{{ '%s' % 手册 }}",
    "{{ ''.join(['a']) }}",
    "{{ 手册.名称|attr('__class__') }}",
    "{{ 手册|tojson }}",
    "{{ cycler.__init__.__globals__.os }}",
    "{{ self.__init__.__globals__ }}",
    "{{ lipsum.__globals__ }}",
    "{{ range.__class__ }}",
    "{{ dict(a=1) }}",
    "{{ 各章|map('attr', '__class__')|list }}",
    "{{ 各章|map(attribute='__class__')|list }}",
    "{{ 各章|sum(attribute='__init__.__globals__') }}",
    "{{ [].append(1) }}{{ 各章.append(1) }}",
    "{{ '\\x5f\\x5fclass\\x5f\\x5f' }}{{ 手册['__class__'] }}",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_template_reaches_nothing_but_what_it_is_given(attack: str) -> None:
    with pytest.raises(CannotRun):
        printed(one(), template(attack))


BOMBS = [
    "{% for a in range(1000000000) %}{% endfor %}",
    "{{ 'a' * 1000000000 }}",
    "{{ [1] * 1000000000 }}",
    "{{ 10 ** 10000000 }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ 'a'|center(1000000000) }}",
    "{{ 'a'|indent(1000000000) }}",
    "{% set a = 'a' * 90000 %}{% set b = a ~ a ~ a %}{{ b ~ b }}",
    "{% set a = 'a' * 90000 %}{% set b = a + a + a %}{{ b }}",
]


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_template_cannot_fill_the_memory_by_a_number(bomb: str) -> None:
    begun = time.monotonic()
    with pytest.raises(CannotRun):
        printed(one(), template(bomb))
    assert time.monotonic() - begun < 3


def test_a_subdocument_is_not_to_be_had() -> None:
    with pytest.raises(CannotRun, match="没有“tpl”这个名称"):
        printed(one(), template("{{ tpl.new_subdoc('/etc/passwd') }}"))
