"""New values in an old text: only what changes changes, and no comment of what stays is lost."""

from __future__ import annotations

import copy
import difflib
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from catalog_tool.formats.comments import comments_of
from catalog_tool.formats.nodes import content_of, roots_of
from catalog_tool.formats.revising import UnusualLayout, revised
from catalog_tool.formats.yaml_reader import read_yaml
from catalog_tool.formatting import Formatter
from catalog_tool.model import Kind
from catalog_tool.resources import Resources
from catalog_tool.schema.key_order import KeyOrders
from catalog_tool.store import SourceFile

SCHEMAS = Resources().schemas
ORDERS = KeyOrders(SCHEMAS)
FORMATTER = Formatter(SCHEMAS)
FILE = SourceFile("甲.yaml", "甲.yaml")

GUIDE = """\
# 象山：户口迁移

基本编码: "330104101000" # 省里的码
主项名称: 户口迁移
通俗名称: '迁户口'
实施主体: {名称: 象山县公安局,   统一社会信用代码: "11330225002954764E"}
版本: 3

# 一、依据
适用依据:
  - 名称: 《户口登记条例》 # 全国人大
    条款: 第十条
    内容: |  # 照录
      公民迁出本户口管辖区，
      由本人或者户主申报
    # 条例说完
# 二、材料

# 原件
申请材料:
  # 第一份
  - 名称: 居民户口簿
    份数: {原件: 1, 复印件: 2}  # 两份
    # 户口簿说完
  # 第二份
  - 名称: 结婚证
    必要性: 必要 # 非婚迁不用
    # 结婚证说完

  # 三代以内

  # 第三份
  - 名称: 居民身份证
    必要性: 必要
  # 材料完
业务流程:
  - 环节: 申请
    部门: 象山县公安局
  - {环节: 审查, 时限: {数值: 5, 单位: 工作日}} # 省厅要求
  - {环节: 决定}
办理时限:
  法定: {数值: 20, 单位: 工作日}
  承诺: {数值: 5, 单位: 工作日} # 县里说的
备注:
# 文末
"""


def order(kind: Kind = Kind.MATTER) -> Any:
    return ORDERS.of(kind)


def values_of(text: str) -> list[Any]:
    read = read_yaml(text.encode(), "")
    assert not read.refusals
    return [document.value for document in read.documents]


def comments(text: str) -> Counter[str]:
    plain = content_of(text.encode())
    return Counter(comments_of(plain, roots_of(plain)))


def revise(text: str, **changes: Any) -> str:
    return revised(text, read_yaml(text.encode(), "").documents, ORDERS.of, **changes)


def changed(text: str, change: Callable[[Any], Any], index: int = 0) -> str:
    value = copy.deepcopy(values_of(text)[index])
    change(value)
    after = revise(text, changed={index: value})
    assert values_of(after)[index] == value
    return after


def difference(before: str, after: str) -> list[str]:
    return [
        line
        for line in difflib.unified_diff(before.split("\n"), after.split("\n"), n=0, lineterm="")
        if not line.startswith(("---", "+++", "@@"))
    ]


def put(*path: Any) -> Callable[[Any], Any]:
    """A change: the last of the arguments at the path the others are."""

    def change(value: Any) -> None:
        for step in path[:-2]:
            value = value[step]
        value[path[-2]] = path[-1]

    return change


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        (
            put("办理时限", "承诺", "数值", 4),
            ["-  承诺: {数值: 5, 单位: 工作日} # 县里说的", "+  承诺: {数值: 4, 单位: 工作日} # 县里说的"],
        ),
        (
            put("业务流程", 1, "时限", "数值", 4),
            [
                "-  - {环节: 审查, 时限: {数值: 5, 单位: 工作日}} # 省厅要求",
                "+  - {环节: 审查, 时限: {数值: 4, 单位: 工作日}} # 省厅要求",
            ],
        ),
        (
            put("基本编码", "330104102000"),
            ['-基本编码: "330104101000" # 省里的码', '+基本编码: "330104102000" # 省里的码'],
        ),
        (put("通俗名称", "迁户口: 到县城"), ["-通俗名称: '迁户口'", "+通俗名称: '迁户口: 到县城'"]),
        (put("主项名称", "迁移: 户口"), ["-主项名称: 户口迁移", '+主项名称: "迁移: 户口"']),
        (put("备注", "不收费"), ["-备注:", "+备注: 不收费"]),
        (put("子项名称", "户口迁移"), ["+子项名称: 户口迁移"]),
        (put("申请材料", 1, "类别", "证照"), ["+    类别: 证照"]),
        (
            put("实施主体", "性质", "法定机关"),
            [
                '-实施主体: {名称: 象山县公安局,   统一社会信用代码: "11330225002954764E"}',
                '+实施主体: {名称: 象山县公安局, 统一社会信用代码: "11330225002954764E", 性质: 法定机关}',
            ],
        ),
        (
            put("实施主体", "名称", "县公安局"),
            [
                '-实施主体: {名称: 象山县公安局,   统一社会信用代码: "11330225002954764E"}',
                '+实施主体: {名称: 县公安局,   统一社会信用代码: "11330225002954764E"}',
            ],
        ),
        (
            lambda value: value["申请材料"].pop(1),
            ["-  # 第二份", "-  - 名称: 结婚证", "-    必要性: 必要 # 非婚迁不用", "-    # 结婚证说完"],
        ),
        (
            lambda value: value["申请材料"].pop(2),
            ["-  # 第三份", "-  - 名称: 居民身份证", "-    必要性: 必要"],
        ),
        (
            lambda value: value["申请材料"].insert(1, {"名称": "出生证明", "类别": "证明"}),
            ["+  - 名称: 出生证明", "+    类别: 证明"],
        ),
        (
            lambda value: value["业务流程"].insert(1, {"环节": "受理", "时限": {"数值": 0}}),
            ["+  - {环节: 受理, 时限: {数值: 0}}"],
        ),
        (lambda value: value["业务流程"].pop(0), ["-  - 环节: 申请", "-    部门: 象山县公安局"]),
        (
            put("适用依据", 0, "内容", "公民迁出本户口管辖区，\n由本人申报"),
            ["-    内容: |  # 照录", "+    内容: |-  # 照录", "-      由本人或者户主申报", "+      由本人申报"],
        ),
        (
            put("适用依据", 0, "内容", "公民迁出本户口管辖区，\n由本人申报\n"),
            ["-      由本人或者户主申报", "+      由本人申报"],
        ),
        (
            lambda value: value.pop("适用依据"),
            [
                "-",
                "-# 一、依据",
                "-适用依据:",
                "-  - 名称: 《户口登记条例》 # 全国人大",
                "-    条款: 第十条",
                "-    内容: |  # 照录",
                "-      公民迁出本户口管辖区，",
                "-      由本人或者户主申报",
                "-    # 条例说完",
            ],
        ),
    ],
)
def test_only_what_changes_changes(change: Callable[[Any], Any], lines: list[str]) -> None:
    after = changed(GUIDE, change)

    assert difference(GUIDE, after) == lines


def test_this_guide_has_the_one_form() -> None:
    assert FORMATTER.rewrite(GUIDE.encode(), FILE, manifest=False) is None


def test_what_moves_takes_its_comments_along() -> None:
    after = changed(GUIDE, lambda value: value["申请材料"].sort(key=lambda item: item["名称"], reverse=True))

    assert comments(after) == comments(GUIDE)
    assert "  # 第二份\n  - 名称: 结婚证\n    必要性: 必要 # 非婚迁不用\n    # 结婚证说完\n" in after


def test_line_ends_and_byte_order_mark_stay() -> None:
    text = "\ufeff" + GUIDE.replace("\n", "\r\n")
    after = changed(text, put("办理时限", "承诺", "数值", 4))

    assert after.startswith("\ufeff# 象山")
    assert after.replace("\r\n", "\n").removeprefix("\ufeff") == changed(GUIDE, put("办理时限", "承诺", "数值", 4))
    assert after.count("\r\n") == after.count("\n")


def test_what_changes_shape_keeps_its_comments() -> None:
    text = "审批结果: # 结果\n  # 名\n  名称: 证 # 旁\n  类型: 证照\n  # 完\n备注: 甲 # 备\n"
    after = changed(text, put("审批结果", [{"名称": "证", "类型": "证照"}]))
    assert after == "# 名\n# 旁\n# 完\n审批结果: [{名称: 证, 类型: 证照}] # 结果\n备注: 甲 # 备\n"
    after = changed(text, put("备注", ["一" * 30, "二" * 30]))
    assert after.endswith(f"备注: # 备\n  - {'一' * 30}\n  - {'二' * 30}\n")
    after = changed(text, put("审批结果", {}))
    assert after == "# 完\n审批结果: {} # 结果\n备注: 甲 # 备\n"


def test_comments_between_brackets_come_above_where_they_have_no_place() -> None:
    text = "进驻: {中心: 是, # 县里\n  # 都授权\n  授权: 全部} # 旁\n"
    assert changed(text, put("进驻", "授权", "部分")) == text.replace("全部", "部分")
    after = changed(text, put("进驻", "综合窗口", "综合受理"))
    assert after == "# 县里\n# 都授权\n进驻: {中心: 是, 综合窗口: 综合受理, 授权: 全部} # 旁\n"


def test_what_no_longer_fits_in_brackets_stands_by_lines() -> None:
    text = "前置事项: [户口迁移, '居住证'] # 两项\n"
    after = changed(text, put("前置事项", ["户口迁移", "居住证", "330104101000"]))
    assert after == "前置事项: [户口迁移, '居住证', \"330104101000\"] # 两项\n"
    after = changed(text, put("前置事项", ["户口迁移", "很" * 50]))
    assert after == f"前置事项: # 两项\n  - 户口迁移\n  - {'很' * 50}\n"


def test_a_list_that_is_no_longer_empty_or_single_is_written_as_a_new_one() -> None:
    window = {"场所": "XS-00", "可办": ["咨询"]}
    text = "办理窗口: [] # 无\n"
    one = changed(text, put("办理窗口", [window]))
    assert one == "办理窗口: [{场所: XS-00, 可办: [咨询]}] # 无\n"
    two = "办理窗口: # 无\n  - {场所: XS-00, 可办: [咨询]}\n  - {场所: XS-01}\n"
    assert changed(text, put("办理窗口", [window, {"场所": "XS-01"}])) == two
    assert changed(one, put("办理窗口", [window, {"场所": "XS-01"}])) == two
    assert changed(two, put("办理窗口", [])) == text


@pytest.mark.parametrize(
    ("text", "key", "value", "after"),
    [
        ("备注: '甲'\n", "备注", "甲\n乙", "备注: |-\n  甲\n  乙\n"),
        ('备注: "甲"\n', "备注", "甲\n乙", '备注: "甲\\n乙"\n'),
        ("备注: 'a''b'\n", "备注", "b'c", "备注: 'b''c'\n"),
        ("备注: |\n  甲\n", "备注", "乙", "备注: |-\n  乙\n"),
        ("备注: >- # 折\n  甲\n  乙\n", "备注", "丙", "备注: 丙 # 折\n"),
        ("备注: |+ # 头\n  甲\n\n", "备注", " 乙\n", '备注: " 乙\\n" # 头\n'),
        ("备注: 甲 # 旁\n", "备注", "甲\n乙", "备注: |- # 旁\n  甲\n  乙\n"),
        ("备注: # 头\n  # 上\n  甲 # 旁\n", "备注", "乙", "备注: # 头\n  # 上\n  乙 # 旁\n"),
        ("备注: # 头\n  # 上\n  甲 # 旁\n", "备注", "甲\n乙", "# 头\n# 上\n备注: |- # 旁\n  甲\n  乙\n"),
        ("备注: # 头\n  甲\n", "备注", "甲\n乙", "备注: |- # 头\n  甲\n  乙\n"),
        ("到现场次数: '1'\n", "到现场次数", 0, "到现场次数: 0\n"),
        ("到现场次数: 1\n", "到现场次数", "0", '到现场次数: "0"\n'),
        ("基本编码: '1'\n", "基本编码", "2", '基本编码: "2"\n'),
        ("数值: ~ # 无\n", "数值", 5, "数值: 5 # 无\n"),
    ],
)
def test_how_a_text_was_written_is_kept(text: str, key: str, value: Any, after: str) -> None:
    assert changed(text, put(key, value)) == after


SEVERAL = """\
# 全文

主项名称:   甲 # 第一
备注: 乙
---
# 第二个
备注:   丙
主项名称: 丁

# 以下第三个
---
主项名称: |
  戊
...
"""


def test_other_documents_stay_byte_for_byte() -> None:
    assert changed(SEVERAL, put("主项名称", "改"), 1) == SEVERAL.replace(
        "备注:   丙\n主项名称: 丁\n", "主项名称: 改\n备注: 丙\n"
    )
    assert revise(SEVERAL) == SEVERAL
    assert revise(SEVERAL, changed={0: values_of(SEVERAL)[0]}) == SEVERAL


def test_documents_go_and_come() -> None:
    first, second, third = SEVERAL.split("---\n")
    assert revise(SEVERAL, removed={1}) == first + "# 以下第三个\n---\n" + third
    assert revise(SEVERAL, removed={0}) == "# 全文\n\n" + second + "---\n" + third
    assert revise(SEVERAL, removed={2}) == first + "---\n" + second + "...\n"
    assert revise(SEVERAL, removed={0, 1}) == "# 全文\n\n# 以下第三个\n" + third
    assert revise(SEVERAL, removed={0, 1, 2}) == ""
    more = [{"主项名称": "己"}, {"主项名称": "庚"}]
    assert revise(SEVERAL, added=more) == SEVERAL + "---\n主项名称: 己\n---\n主项名称: 庚\n"
    assert revise(SEVERAL, removed={0, 1, 2}, added=more) == "# 全文\n\n主项名称: 己\n---\n主项名称: 庚\n"
    assert revise("备注: |\n   甲", added=more[:1]) == "备注: |-\n   甲\n---\n主项名称: 己\n"


def test_an_unusual_layout_is_written_anew_or_said() -> None:
    text = "主项名称: 甲 # 一\n---\n{主项名称: 乙}\n---\n? 备注\n: 丙\n"
    after = revise(text, changed={1: {"主项名称": "改"}, 2: {"备注": "改"}})
    assert after == "主项名称: 甲 # 一\n---\n主项名称: 改\n---\n备注: 改\n"
    with pytest.raises(UnusualLayout):
        revise("{主项名称: 乙} # 注\n", changed={0: {"主项名称": "改"}})
    assert revise("{主项名称: 乙} # 注\n", added=[{"备注": "丙"}]) == "{主项名称: 乙} # 注\n---\n备注: 丙\n"


def test_a_manifest_keeps_its_order_and_its_version() -> None:
    text = "类别: 实施清单\n名称: 甲\n版本: 2018\n"
    read = read_yaml(text.encode(), "", manifest=True)
    value = {**read.documents[0].value, "版本": "2019", "层级": "县级"}
    after = revised(text, read.documents, ORDERS.of, changed={0: value})
    assert after == '类别: 实施清单\n名称: 甲\n层级: 县级\n版本: "2019"\n'


def test_a_comment_below_a_last_kept_text() -> None:
    """Without a line feed at the end of the file the text above the comment has its own all the same."""
    text = '基本编码: "1"\n通俗名称: 旧\n备注: |\n  甲\n# 说明'
    read = read_yaml(text.encode(), "甲.yaml")
    value = {**read.documents[0].value, "通俗名称": "新"}
    assert value["备注"] == "甲\n"
    after = revised(text, read.documents, ORDERS.of, changed={0: value})
    assert after == '基本编码: "1"\n通俗名称: 新\n备注: |\n  甲\n# 说明\n'
