"""What the reader accepts and refuses (format.md §5), and where it says so."""

from __future__ import annotations

import string

import pytest

from catalog_tool.formats.refusals import READER_RULES, Refusal
from catalog_tool.formats.yaml_bytes import MOST_BYTES
from catalog_tool.formats.yaml_reader import MOST_NODES, kind_of, read_yaml
from catalog_tool.formats.yaml_stream import MOST_DEPTH, MOST_REFUSALS
from catalog_tool.model import Kind


def said(refusal: Refusal) -> str:
    return refusal.rule.message.format_map(refusal.args)


def refusals(text: str | bytes, *, manifest: bool = False) -> list[Refusal]:
    data = text.encode() if isinstance(text, str) else text
    return read_yaml(data, "事项.yaml", manifest=manifest).refusals


def value(text: str, *, manifest: bool = False) -> dict:
    found = read_yaml(text.encode(), "事项.yaml", manifest=manifest)
    assert found.refusals == []
    assert len(found.documents) == 1
    return found.documents[0].value


# What is refused, and where: (text, rule, line, column, words of the sentence).
REFUSED = {
    "duplicate key": ("名称: 甲\n别名: 乙\n名称: 丙\n", "duplicate-key", 3, 1, "“名称”"),
    "duplicate key deeper": ("甲:\n  - 乙: 1\n    乙: 2\n", "duplicate-key", 3, 5, "“乙”"),
    "duplicate key, second empty": ("名称: 甲\n名称:\n", "duplicate-key", 2, 1, "“名称”"),
    "duplicate key, first empty": ("名称:\n名称: 甲\n", "duplicate-key", 2, 1, "“名称”"),
    "duplicate key in flow": ("甲: {乙: 1, 乙: 2}\n", "duplicate-key", 1, 11, "“乙”"),
    "anchor": ("甲: &a 乙\n", "anchor-or-tag", 1, 4, "锚点“&a”"),
    "Chinese after an ampersand": ("甲: &锚 乙\n", "yaml-syntax", 1, 5, "加引号"),
    "anchor on a list": ("甲:\n  &a [乙]\n", "anchor-or-tag", 2, 3, "锚点“&a”"),
    "alias": ("甲: *a\n", "anchor-or-tag", 1, 4, "引用“*a”"),
    "alias as key": ("*a : 乙\n", "anchor-or-tag", 1, 1, "引用“*a”"),
    "alias alone": ("*a", "anchor-or-tag", 1, 1, "引用“*a”"),
    "tag": ("甲: !!str 乙\n", "anchor-or-tag", 1, 4, "标签"),
    "own tag on a mapping": ("甲: 乙\n丙: !x {丁: 戊}\n", "anchor-or-tag", 2, 4, "标签“!x”"),
    "escaped control character": ('甲: "乙\\x07"\n', "control-character", 1, 4, "U+0007"),
    "escaped line separator": ('甲: "\\u2028"\n', "control-character", 1, 4, "U+2028"),
    "escaped CR before LF": ('甲: "\\r\\n"\n', "control-character", 1, 4, "CR"),
    "escaped lone surrogate": ('甲: 乙\n丙: "丁\\ud800"\n', "control-character", 2, 8, "半个代理对"),
    "escape beyond Unicode": ('丙: "\\U00110000"\n', "control-character", 1, 7, "不存在的字符"),
    "control character": ("甲: 乙\n丙: 丁\x07\n", "control-character", 2, 5, "U+0007"),
    "NUL": ("甲: 乙\n丙: \x00\n", "control-character", 2, 4, "NUL"),
    "NEL": ("甲: 😀\x85乙\n", "control-character", 1, 5, "U+0085"),
    "line separator": ("甲: 乙\u2028丙: 丁\n", "control-character", 1, 5, "U+2028"),
    "byte order mark in the middle": ("甲: 乙\n\ufeff丙: 丁\n", "control-character", 2, 1, "U+FEFF"),
    "lone CR": ("甲: 乙\r丙: 丁\r", "control-character", 1, 5, "CR"),
    "lone CR after CR LF": ("甲: 乙\r\n丙: 丁\r戊: 己\r\n", "control-character", 2, 5, "CR"),
    "empty file": ("", "not-a-matter", 1, 1, "文件是空的"),
    "comments only": ("# 说明\n", "not-a-matter", 1, 1, "文件是空的"),
    "list": ("- 甲\n", "not-a-matter", 1, 1, "列表"),
    "text": ("甲乙丙\n", "not-a-matter", 1, 1, "一段文字"),
    "manifest by another name": ("类别: 实施清单\n名称: 甲\n", "not-a-matter", 1, 1, "catalog.yaml"),
    "tab indent": ("甲:\n\t乙: 丙\n", "yaml-syntax", 2, 1, "制表符"),
    "open quote": ('甲: "乙\n丙: 丁\n', "yaml-syntax", 3, 1, "引号没有配对"),
    "open bracket at the end": ("甲: [乙", "yaml-syntax", 1, 6, "方括号"),
    "open brace": ("甲: {乙: 丙\n", "yaml-syntax", 2, 1, "花括号"),
    "colon in text": ("甲: 乙: 丙\n", "yaml-syntax", 1, 5, "“键: 值”"),
    "full width colon above": ("甲：乙\n丙: 丁\n", "yaml-syntax", 2, 2, "全角"),
    "no space after a quoted key": ('"甲":乙\n', "yaml-syntax", 1, 4, "冒号后面没有空格"),
    "backslash": ('甲: "C:\\目录"\n', "yaml-syntax", 1, 7, "反斜杠"),
    "directive": ("%FOO bar\n---\n甲: 乙\n", "yaml-syntax", 1, 5, "指令"),
    "list as key": ("[甲]: 乙\n", "yaml-syntax", 1, 1, "键必须是文字"),
    "question mark list": ("? - 甲\n: 乙\n", "yaml-syntax", 1, 3, "键必须是文字"),
    "reserved character": ("甲: @乙\n", "yaml-syntax", 1, 4, "不能作为内容的开头"),
    "star without a name": ("甲: *\n", "yaml-syntax", 1, 5, "加引号"),
}


@pytest.mark.parametrize(("text", "rule", "line", "column", "words"), REFUSED.values(), ids=REFUSED)
def test_refused_with_place(text: str, rule: str, line: int, column: int, words: str) -> None:
    found = refusals(text)

    assert [(refusal.rule.name, *refusal.place) for refusal in found] == [(rule, line, column)]
    assert words in said(found[0])


@pytest.mark.parametrize(("text", "rule", "line", "column", "words"), REFUSED.values(), ids=REFUSED)
def test_place_is_the_same_with_byte_order_mark(text: str, rule: str, line: int, column: int, words: str) -> None:
    found = refusals(b"\xef\xbb\xbf" + text.encode())

    assert [(refusal.rule.name, *refusal.place) for refusal in found] == [(rule, line, column)]


@pytest.mark.parametrize("name", [name for name, case in REFUSED.items() if "\r" not in case[0]])
def test_place_is_the_same_with_windows_line_ends(name: str) -> None:
    text, rule, line, column, _ = REFUSED[name]
    found = refusals(text.replace("\n", "\r\n"))

    assert [(refusal.rule.name, *refusal.place) for refusal in found] == [(rule, line, column)]


def test_columns_count_code_points() -> None:
    (refusal,) = refusals("甲𠮷😀: {a: 😀𠮷, a: 1}\n")

    assert tuple(refusal.place) == (1, 14)
    assert refusal.related == ((1, 7),)


def test_duplicate_names_the_first_place() -> None:
    found = refusals("甲: 1\n乙: 2\n甲: 3\n甲: 4\n")

    assert [tuple(refusal.place) for refusal in found] == [(3, 1), (4, 1)]
    assert {refusal.related for refusal in found} == {((1, 1),)}


def test_the_first_of_two_equal_keys_stays() -> None:
    (document,) = read_yaml("甲: 1\n乙: {甲: 2}\n甲: {丙: 3}\n丁: 4\n".encode(), "f").documents

    assert document.value == {"甲": "1", "乙": {"甲": "2"}, "丁": "4"}
    assert document.place(("丁",)) == (4, 4)


def test_same_key_in_sibling_mappings_is_no_duplicate() -> None:
    assert value("- 甲: 1\n".replace("- ", "丙:\n  - ") + "  - 甲: 1\n丁:\n  甲:\n戊:\n  甲:\n")


@pytest.mark.parametrize(
    ("data", "named", "place"),
    [
        ("名称: a\n主项: 户口迁移".encode("gbk"), "GBK", (1, 1)),
        ("a: b\n名称: 户口迁移".encode("gbk"), "GBK", (2, 1)),
        ("名称: 户口迁移".encode("utf-16"), "UTF-16", (1, 1)),
        ("名称: 户口迁移\n主管部门: 省公安厅\n".encode("utf-16-le"), "UTF-16", (1, 1)),
        ("名称: 户口迁移\n主管部门: 省公安厅\n".encode("utf-16-be"), "UTF-16", (1, 1)),
    ],
)
def test_other_encodings_are_named_with_the_command(data: bytes, named: str, place: tuple[int, int]) -> None:
    (refusal,) = refusals(data)

    assert refusal.rule.name == "not-utf8"
    assert tuple(refusal.place) == place
    assert named in said(refusal)
    assert f"catalog-tool fmt --from {named.lower()}" in said(refusal)


def test_unknown_encoding_is_said_to_be_unknown() -> None:
    (refusal,) = refusals(b"a: \xff\xff\xfe\x81\n")

    assert refusal.rule.name == "not-utf8"
    assert "认不出" in said(refusal)


def test_one_stray_nul_is_no_other_encoding() -> None:
    assert [refusal.rule.name for refusal in refusals("名称: 户口\x00迁移\n")] == ["control-character"]


def test_limits_are_those_of_the_format() -> None:
    assert (MOST_DEPTH, MOST_BYTES) == (50, 5 * 1024 * 1024)


def test_size_limit_is_exact() -> None:
    fits = b"a: " + b"b" * (MOST_BYTES - 4) + b"\n"

    assert read_yaml(fits, "f").refusals == []
    assert [refusal.rule.name for refusal in refusals(fits + b"\n")] == ["file-too-large"]


def test_a_document_of_too_many_nodes_is_not_checked() -> None:
    found = read_yaml(f"甲: 1\n---\n甲: [{'1,' * MOST_NODES}]\n".encode(), "f")

    assert [document.index for document in found.documents] == [0]
    assert [(refusal.rule.name, refusal.document) for refusal in found.refusals] == [("file-too-large", 1)]


@pytest.mark.parametrize("deep", [MOST_DEPTH, MOST_DEPTH + 1])
@pytest.mark.parametrize("form", ["flow", "block"])
def test_depth_limit_is_exact(deep: int, form: str) -> None:
    if form == "flow":
        text, place = "a: " + "[" * (deep - 1) + "]" * (deep - 1), (1, MOST_DEPTH + 3)
    else:
        text, place = "".join(f"{' ' * level}a:\n" for level in range(deep)), (MOST_DEPTH + 1, MOST_DEPTH + 1)
    found = refusals(text)

    if deep <= MOST_DEPTH:
        assert found == []
    else:
        assert [(refusal.rule.name, tuple(refusal.place)) for refusal in found] == [("too-deep", place)]


@pytest.mark.parametrize("text", ["[" * 50_000, "{a: " * 50_000, "- " * 50_000, "? " * 50_000, "甲: " + "[" * 50_000])
def test_fifty_thousand_brackets_are_a_finding(text: str) -> None:
    assert "too-deep" in {refusal.rule.name for refusal in refusals(text)}


def test_too_many_refusals_end_the_reading() -> None:
    found = read_yaml(("甲: 1\n---\n" + "乙: 1\n" * 5_000).encode(), "f")

    assert len(found.refusals) == MOST_REFUSALS
    assert [document.value for document in found.documents] == [{"甲": "1"}]


def test_too_many_empty_documents_end_the_reading() -> None:
    assert len(refusals("---\n" * 5_000)) == MOST_REFUSALS


def test_documents_before_a_syntax_error_stand() -> None:
    found = read_yaml("甲: 1\n---\n乙: [\n---\n丙: 3\n".encode(), "f")

    assert [document.value for document in found.documents] == [{"甲": "1"}]
    assert [refusal.document for refusal in found.refusals] == [1]


def test_documents_count_from_zero_and_empty_ones_are_refused() -> None:
    found = read_yaml("甲: 1\n---\n---\n- 乙\n---\n丙: 3\n".encode(), "f")

    assert [(document.index, document.value) for document in found.documents] == [(0, {"甲": "1"}), (3, {"丙": "3"})]
    assert [(refusal.document, refusal.place.line) for refusal in found.refusals] == [(1, 3), (2, 4)]


def test_a_manifest_holds_one_document() -> None:
    found = read_yaml("类别: 实施清单\n---\n基本编码: x\n".encode(), "catalog.yaml", manifest=True)

    assert [document.kind for document in found.documents] == [Kind.MANIFEST]
    assert [(refusal.rule.name, refusal.document) for refusal in found.refusals] == [("not-a-matter", 1)]


# What is accepted: (text, value).
ACCEPTED = {
    "plain and quoted": ("甲: 乙\n'丙': \"丁\"\n", {"甲": "乙", "丙": "丁"}),
    "comments": ("# 一\n甲: 乙 # 二\n", {"甲": "乙"}),
    "windows line ends": ("甲: 乙\r\n丙: 丁\r\n", {"甲": "乙", "丙": "丁"}),
    "folded text": ("甲: >\n  一\n  二\n", {"甲": "一 二\n"}),
    "kept line ends": ("甲: |\n  一\n  二\n", {"甲": "一\n二\n"}),
    "flow": ("甲: {乙: [丙, 丁]}\n", {"甲": {"乙": ["丙", "丁"]}}),
    "escaped tab and line feed": ('甲: "一\\t二\\n"\n', {"甲": "一\t二\n"}),
    "astral": ("𠮷: 😀\n", {"𠮷": "😀"}),
    "absent": ("甲:\n乙: null\n丙: ~\n丁: 有\n", {"丁": "有"}),
    "absent items keep their place": ("甲: [一, null, ~, ]\n", {"甲": ["一", None, None]}),
    "quoted null": ("甲: 'null'\n乙: ''\n丙: \"~\"\n", {"甲": "null", "乙": "", "丙": "~"}),
    "other spellings of null": ("甲: Null\n乙: NULL\n丙: nil\n", {"甲": "Null", "乙": "NULL", "丙": "nil"}),
    "no booleans": ("甲: yes\n乙: No\n丙: on\n丁: true\n", {"甲": "yes", "乙": "No", "丙": "on", "丁": "true"}),
    "no dates": ("甲: 2018-06-01\n乙: 2018-06-01 12:00:00\n", {"甲": "2018-06-01", "乙": "2018-06-01 12:00:00"}),
    "no sexagesimals": ("甲: 12:30:45\n乙: 1:30\n", {"甲": "12:30:45", "乙": "1:30"}),
    "no octals": ("甲: 010200\n乙: 0x1F\n丙: 1_000\n", {"甲": "010200", "乙": "0x1F", "丙": "1_000"}),
    "no floats": ("甲: 1.10\n丙: 1e3\n丁: .inf\n", {"甲": "1.10", "丙": "1e3", "丁": ".inf"}),
    "no merge": ("<<: {甲: 乙}\n", {"<<": {"甲": "乙"}}),
    "keys are text": ("1: 甲\nnull: 乙\ntrue: 丙\n", {"1": "甲", "null": "乙", "true": "丙"}),
    "numbers elsewhere": ("甲: 5\n次数: 3\n", {"甲": "5", "次数": "3"}),
    "backslash outside double quotes": ("甲: C:\\ud800\n乙: '\\x07'\n", {"甲": "C:\\ud800", "乙": "\\x07"}),
    "colon in flow text": ("甲: {乙: http://例.cn/a}\n", {"甲": {"乙": "http://例.cn/a"}}),
}


@pytest.mark.parametrize(("text", "expected"), ACCEPTED.values(), ids=ACCEPTED)
def test_accepted(text: str, expected: dict) -> None:
    assert value(text) == expected


@pytest.mark.parametrize("text", ["0", "5", "30", "999999999"])
def test_numbers_of_number_keys(text: str) -> None:
    found = value(
        f"到现场次数: {text}\n年办件量: {text}\n版本: {text}\n办理时限: {{承诺: {{数值: {text}}}}}\n"
        f"收费: {{项目: [{{标准: [{{金额: {text}}}]}}]}}\n申请材料: [{{份数: {{原件: {text}, 复印件: {text}}}}}]\n"
    )
    number = int(text)

    assert found == {
        "到现场次数": number,
        "年办件量": number,
        "版本": number,
        "办理时限": {"承诺": {"数值": number}},
        "收费": {"项目": [{"标准": [{"金额": number}]}]},
        "申请材料": [{"份数": {"原件": number, "复印件": number}}],
    }
    assert all(type(item) is int for item in (found["版本"], found["到现场次数"]))


@pytest.mark.parametrize(
    "text", ["01", "+1", "-1", "1.0", "1e0", "0x10", "1_000", '"1"', "'1'", "1234567890", "１", "一", "0b1", "1 0"]
)
def test_what_is_no_number_stays_text(text: str) -> None:
    assert value(f"到现场次数: {text}\n") == {"到现场次数": text.strip("\"'")}


def test_numbers_only_where_they_belong() -> None:
    assert value("办理时限: {版本: 1}\n") == {"办理时限": {"版本": "1"}}
    assert value("原件: 1\n甲: {复印件: 2}\n") == {"原件": "1", "甲": {"复印件": "2"}}
    assert value("版本: 3\n") == {"版本": 3}
    assert value("版本: 3\n", manifest=True) == {"版本": "3"}
    assert value("数值: 3\n", manifest=True) == {"数值": 3}


@pytest.mark.parametrize("null", ["", "~", "null"])
def test_null_of_a_number_or_code_is_absent(null: str) -> None:
    assert value(f"到现场次数: {null}\n基本编码: {null}\n甲: 乙\n") == {"甲": "乙"}


def test_plain_codes_are_noted_quoted_ones_not() -> None:
    text = """
基本编码: 331000701000
实施编码: "113302250000000000433100070100"
权力编码: 给付-00142-001
实施主体: {统一社会信用代码: 11330225000000000X}
申请材料:
  - {名称: 甲, 来源事项: 330104401000}
  - {名称: 乙, 来源事项: '330104401000'}
前置事项: [330104401000, "330104401001", {基本编码: 330104401002}, 银行开户]
"""
    (document,) = read_yaml(text.encode(), "f").documents

    assert set(document.plain_codes) == {
        ("基本编码",),
        ("实施主体", "统一社会信用代码"),
        ("申请材料", 0, "来源事项"),
        ("前置事项", 0),
        ("前置事项", 2, "基本编码"),
    }


def test_places_of_keys_values_items_and_what_is_absent() -> None:
    text = "甲: 乙\n丙:\n  - 丁:\n    戊: 己\n  - 庚\n空:\n"
    (document,) = read_yaml(text.encode(), "f").documents

    assert document.place() == (1, 1)
    assert document.place(("甲",)) == (1, 4)
    assert document.place(("甲",), at_key=True) == (1, 1)
    assert document.place(("丙", 0)) == (3, 5)
    assert document.place(("丙", 0, "戊")) == (4, 8)
    assert document.place(("丙", 0, "戊"), at_key=True) == (4, 5)
    assert document.place(("丙", 1)) == (5, 5)
    assert document.place(("丙", 0, "没有")) == document.place(("丙", 0))
    assert document.place(("丙", 7)) == document.place(("丙",))
    assert document.place(("没有", 0, "更没有")) == (1, 1)
    assert document.place(("甲", 0)) == (1, 4)


def test_kinds() -> None:
    assert kind_of({"类别": "一件事", "名称": "甲"}) is Kind.ONE_THING
    assert kind_of({"类别": "一件亊"}) is Kind.ONE_THING
    assert kind_of({"类别": "证照", "基本编码": "x"}) is Kind.MATTER
    assert kind_of({}) is Kind.MATTER


@pytest.mark.parametrize("rule", READER_RULES, ids=lambda rule: rule.name)
def test_every_rule_is_explained(rule) -> None:
    assert rule.title
    assert rule.what
    assert rule.fix
    assert [field for _, field, _, _ in string.Formatter().parse(rule.message) if field is not None]
