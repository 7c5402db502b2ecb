"""What a person reads of a schema fault: the field by its title, what was found, what may be written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from catalog_tool.context import Context
from catalog_tool.findings import Finding
from catalog_tool.inspecting import DocumentChecker
from catalog_tool.model import Kind
from catalog_tool.resources import Resources
from catalog_tool.schema.engines import Fault, FaultKind
from catalog_tool.schema.faults import SCHEMA_RULES, FaultWriter
from catalog_tool.schema.shapes import SchemaSet

Say = Callable[..., str]


@pytest.fixture(scope="session")
def say(schemas: SchemaSet) -> Say:
    """The sentence for a fault at a path, by its kind."""
    writer = FaultWriter(schemas)

    def sentence(rule: FaultKind, *path: str | int, found: Any = None, kind: Kind = Kind.MATTER) -> str:
        value: Any = found
        for step in reversed(path):
            value = {step: value} if isinstance(step, str) else [*[None] * step, value]
        hit = writer.hit(kind, value, Fault(path, rule))
        assert hit.path == path
        return SCHEMA_RULES[rule].message.format_map(hit.args)

    return sentence


@pytest.mark.parametrize(
    ("path", "suggested"),
    [
        (("承诺时限",), "办理时限.承诺"),
        (("法定时限",), "办理时限.法定"),
        (("办理时限", "承诺时限"), "承诺"),
        (("办里时限",), "办理时限"),
        (("申请材料", 0, "必要姓"), "必要性"),
        (("材料",), "申请材料"),
        (("收费标准",), "收费.项目.标准"),
        (("投诉电话",), "监督投诉.电话"),
        (("审批链", 0, "职 责"), "职责"),
        (("材料名称",), "申请材料.名称"),
    ],
)
def test_unknown_key_suggests_the_nearest(path: tuple[str | int, ...], suggested: str, say: Say) -> None:
    text = say(FaultKind.UNKNOWN, *path, found="甲")

    assert f"是不是要写“{suggested}”？" in text
    assert f"没有“{path[-1]}”这个键" in text
    assert "x-" in text


def test_unknown_key_that_is_like_nothing_gets_the_list(say: Say) -> None:
    text = say(FaultKind.UNKNOWN, "办理时限", "zzz")

    assert "“办理时限”里没有“zzz”这个键" in text
    assert "这里可写：法定、承诺、分情形" in text
    assert "69 种" in say(FaultKind.UNKNOWN, "zzz")


def test_very_long_and_empty_keys_are_shown_short(say: Say) -> None:
    assert len(say(FaultKind.UNKNOWN, "键" * 5_000)) < 300
    assert "“（空）”" in say(FaultKind.UNKNOWN, "")


def test_unknown_key_in_a_manifest_and_a_one_thing(say: Say) -> None:
    assert "“目录信息”里没有“级别”" in say(FaultKind.UNKNOWN, "级别", kind=Kind.MANIFEST)
    assert "是不是要写“事项”" in say(FaultKind.UNKNOWN, "事项们", kind=Kind.ONE_THING)


def test_unknown_value_suggests_the_nearest_and_lists_all(say: Say) -> None:
    text = say(FaultKind.VALUE, "事项类型", found="行政许克")

    assert "是不是“行政许可”？" in text
    assert "行政处罚、行政强制" in text
    assert "是不是" not in say(FaultKind.VALUE, "状态", found="废")
    assert "可写：在用、暂停、取消" in say(FaultKind.VALUE, "状态", found="废")


def test_missing_key_names_title_and_owner(say: Say) -> None:
    text = say(FaultKind.MISSING, "申请材料", 2, "必要性")

    assert "“申请材料第 3 项”缺少必填的“必要性”（材料必要性）" in text
    assert "非交不可的填 必要" in text
    assert "“事项”缺少必填的“主项名称”" in say(FaultKind.MISSING, "主项名称")


@pytest.mark.parametrize("written", ["01", "+1", "1.0", "1e0", "0x10", "1_000", "1"])
def test_wrong_type_of_a_number(written: str, say: Say) -> None:
    text = say(FaultKind.TYPE, "办理时限", "承诺", "数值", found=written)

    assert text.startswith("“时限数值”应是不加引号的整数")
    assert text.endswith(f"这里是文字“{written}”")


@pytest.mark.parametrize(
    ("path", "found", "words"),
    [
        (("申请材料",), "甲", "应是列表，这里是文字“甲”"),
        (("申请材料",), {"甲": "乙"}, "应是列表，这里是一组“键: 值”"),
        (("备注",), ["甲", "乙"], "应是文字，这里是列表（2 项）"),
        (("备注",), 5, "应是文字，这里是数 5"),
        (("受理条件", 1), None, "应是文字，这里是空的一项"),
        (("咨询",), 5, "应是文字或列表或一组“键: 值”，这里是数 5"),
        (("申请材料", 0, "适用情形", 0, "原因"), ["甲"], "应是文字，这里是列表（1 项）"),
    ],
)
def test_wrong_type_says_both(path: tuple[str | int, ...], found: Any, words: str, say: Say) -> None:
    assert words in say(FaultKind.TYPE, *path, found=found)


def test_wrong_type_where_keys_are_free(say: Say) -> None:
    assert "应是列表" in say(FaultKind.TYPE, "部门对应", "省厅", found="甲", kind=Kind.MANIFEST)


@pytest.mark.parametrize(
    ("path", "found", "words"),
    [
        (("生效日期",), "2018.5.1", "2018-06-01"),
        (("主项名称",), " ", "不能是空的"),
        (("行使层级",), [], "不能是空的"),
        (("网办地址",), "www.例.cn", "http://"),
        (("申请材料", 0, "容缺"), "是", "不能缺的填 否"),
    ],
)
def test_wrong_form_says_the_form(path: tuple[str | int, ...], found: Any, words: str, say: Say) -> None:
    assert words in say(FaultKind.FORM, *path, found=found)


@pytest.fixture
def check(schemas: SchemaSet, resources: Resources) -> Callable[[str], list[Finding]]:
    """The schema findings of a text in a local list."""
    context = Context({"类别": "实施清单"}, resources.profile("zhejiang"), resources.lexicon)
    checker = DocumentChecker(schemas, context, debug=True)

    def findings(text: str) -> list[Finding]:
        names = {rule.name for rule in SCHEMA_RULES.values()}
        return [finding for finding in checker.check_bytes(text.encode(), "甲.yaml").findings if finding.rule in names]

    return findings


def test_missing_key_points_at_the_object_that_lacks_it(check) -> None:
    found = {finding.path: finding for finding in check("主项名称: 甲\n办理时限:\n  法定: {数值: 5}\n")}
    promise, unit, code = (found[path] for path in (("办理时限", "承诺"), ("办理时限", "法定", "单位"), ("基本编码",)))

    assert (promise.rule, promise.line, promise.column) == ("missing-key", 3, 3)
    assert (unit.line, unit.column) == (3, 7)
    assert (code.line, code.column) == (1, 1)


def test_unknown_key_points_at_the_key_and_wrong_value_at_the_value(check) -> None:
    found = {finding.path: finding for finding in check("状态: 启用\n承诺时限: 5\n申请材料:\n  - 名 称: 甲\n")}

    assert (found["状态",].line, found["状态",].column) == (1, 5)
    assert (found["承诺时限",].line, found["承诺时限",].column) == (2, 1)
    assert (found["申请材料", 0, "名 称"].line, found["申请材料", 0, "名 称"].column) == (4, 5)


def test_nothing_is_said_twice_of_what_the_reader_refused(check) -> None:
    found = check("状态: *a\n状态: &b 在用\n备注: !x [甲]\n申请材料: [*c]\n")
    paths = {finding.path for finding in found}

    assert not paths & {("状态",), ("备注",), ("申请材料", 0)}
    assert ("主项名称",) in paths
