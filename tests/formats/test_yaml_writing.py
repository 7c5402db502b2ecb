"""Values as text: what is written reads back as the same values, in the one form and laid out as people do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_values import TEXTS, documents, manifests

from catalog_tool.formats.yaml_reader import MANIFEST_NAME, kind_of, read_yaml
from catalog_tool.formats.yaml_writing import written
from catalog_tool.formatting import Formatter
from catalog_tool.model import Kind
from catalog_tool.resources import Resources, resource_folder
from catalog_tool.schema.key_order import KeyOrders
from catalog_tool.store import SourceFile

SCHEMAS = Resources().schemas
ORDERS = KeyOrders(SCHEMAS)
FORMATTER = Formatter(SCHEMAS)
FILE = SourceFile("甲.yaml", "甲.yaml")


def text_of(*values: Any, kind: Kind = Kind.MATTER) -> str:
    return written(values, [ORDERS.of(kind)] * len(values))


def check(text: str, values: list[Any], *, manifest: bool = False) -> None:
    for pure in (False, True):
        read = read_yaml(text.encode(), "", manifest=manifest, pure=pure)
        assert not read.refusals
        assert [document.value for document in read.documents] == values
        codes = [path for document in read.documents for path in document.plain_codes]
        assert codes == []
    if all(values):
        assert FORMATTER.rewrite(text.encode(), FILE, manifest=manifest) is None


@given(st.lists(documents(), min_size=1, max_size=3))
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_written_reads_back_in_the_one_form(values: list[Any]) -> None:
    check(written(values, [ORDERS.of(kind_of(value)) for value in values]), values)


@given(manifests())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_manifest_too(value: Any) -> None:
    check(text_of(value, kind=Kind.MANIFEST), [value], manifest=True)


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_any_text_in_any_place(text: str) -> None:
    value = {
        "备注": text,
        "x-甲": [text, [text], {"a": text}],
        "数值": text,
        "基本编码": text,
        "前置": [text, "乙\n丙"],
    }
    check(text_of(value), [value])


GUIDES = sorted(file for file in resource_folder("guides").rglob("*.yaml") if "_regions" not in file.parts)


@pytest.mark.parametrize("file", GUIDES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_the_example_province_comes_back(file: Path) -> None:
    manifest = file.name == MANIFEST_NAME
    read = read_yaml(file.read_bytes(), "", manifest=manifest)
    values = [document.value for document in read.documents]
    check(written(values, [ORDERS.of(document.kind) for document in read.documents]), values, manifest=manifest)


LAID_OUT = """\
基本编码: "330104101000"
子项名称: "甲: 乙"
通俗名称: 夫妻投靠 # 1
版本: 1
生效日期: 2018-08-01
前置事项: ["330104102000", 户口迁移]
适用依据:
  - 名称: 《户口登记条例》
    条款: 第十条
    内容: |-
      第十条　公民迁出本户口管辖区，

      由本人或者户主申报
申请材料:
  - 名称: 居民户口簿
    份数: {原件: 1, 复印件: 2}
    适用情形: [{事由: 夫妻投靠}]
    依据: [《户口登记条例》第十条, "第一条, 第二条"]
业务流程:
  - {环节: 受理, 时限: {数值: 0}}
  - 环节: 审查
    说明: 查验材料，核对申请人与户口登记的信息，补充调查存疑的情况
    时限: {数值: 5, 单位: 工作日}
    审查标准: 材料齐全、信息一致
办理时限: {法定: {数值: "20", 单位: 工作日}, 承诺: {数值: 5, 单位: 工作日}}
表单内容: []
监督投诉: {电话: "12345"}
备注: " 首尾有空格 "
x-内部: ["null", null, "是否: 否", "12:30", {}]
"""


def test_how_it_is_laid_out() -> None:
    text = LAID_OUT.replace("夫妻投靠 # 1", '"夫妻投靠 # 1"')
    (document,) = read_yaml(text.encode(), "").documents
    shuffled = dict(reversed(document.value.items()))

    assert text_of(shuffled) == text


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ({"备注": ""}, '备注: ""'),
        ({"备注": "~"}, '备注: "~"'),
        ({"备注": "甲,乙 [1]"}, "备注: 甲,乙 [1]"),
        ({"x-甲": ["甲:?"]}, 'x-甲: ["甲:?"]'),
        ({"x-甲": ["甲,乙"]}, 'x-甲: ["甲,乙"]'),
        ({"备注": "https://a.cn/?b=1#c"}, "备注: https://a.cn/?b=1#c"),
        ({"备注": "a\tb"}, '备注: "a\\tb"'),
        ({"备注": '说"好"'}, '备注: 说"好"'),
        ({"备注": "“引号”"}, "备注: “引号”"),
        ({"备注": " 甲\n乙"}, '备注: " 甲\\n乙"'),
        ({"备注": "甲\n\n"}, '备注: "甲\\n\\n"'),
        ({"备注": "甲\n"}, "备注: |\n  甲"),
        ({"x-甲: 乙": "丙"}, '"x-甲: 乙": 丙'),
        ({"权力编码": "给付-00142-001"}, "权力编码: 给付-00142-001"),
        ({"备注": None, "主项名称": "甲"}, "主项名称: 甲"),
        ({"x-甲": [[["甲"], ["乙"]]]}, "x-甲:\n  - - [甲]\n    - [乙]"),
        ({"x-甲": [["甲"], ["乙", []]]}, "x-甲:\n  - [甲]\n  - [乙, []]"),
    ],
)
def test_small_things_of_writing(value: Any, line: str) -> None:
    assert text_of(value) == line + "\n"


def test_documents_are_parted_and_none_are_nothing() -> None:
    assert text_of({"主项名称": "甲"}, {}, {"主项名称": "乙"}) == "主项名称: 甲\n---\n{}\n---\n主项名称: 乙\n"
    assert text_of() == ""
