"""What all rules about demanded materials have in common: shapes, abolished matters, absent lists."""

from __future__ import annotations

from typing import Any

import pytest
from demands import asking, held, needed

from catalog_tool.context import Context, Lexicon
from catalog_tool.model import Matter
from catalog_tool.rules import all_rules

HERE = (
    "vague-material", "undeclared-deferral", "late-deferral", "missing-source", "government-held-material",
    "own-output-demanded", "duplicate-material", "missing-form", "missing-acceptance-standard", "odd-proof",
    "zero-copies", "form-field-without-source", "intermediary-unstated", "one-card-conflict",
)  # fmt: skip


@pytest.mark.parametrize("name", HERE)
@pytest.mark.parametrize("value", [None, 7, [[]], {"申请材料": 3}])
def test_values_of_any_shape_are_read_quietly(name: str, value: Any, messages) -> None:
    keys = (
        "名称", "类别", "必要性", "容缺", "来源渠道", "出具单位", "来源事项", "免提交", "免提交范围", "未共享原因",
        "依据", "任选组", "适用情形", "介质", "份数", "形式", "原件处理", "受理标准", "空白表格", "示范文本",
    )  # fmt: skip
    for key in keys:
        good = held("执照", 免提交范围=["省内"], 容缺={"期限": {"数值": 5, "单位": "工作日"}})
        messages(name, asking({**good, key: value}, {**good, key: value}, 改革标签=["一证通办"], 服务对象=["自然人"]))
    for key in ("申请材料", "中介服务", "表单内容", "改革标签", "业务流程", "审批结果", "办理时限", "情形", "服务对象"):
        messages(name, {**asking(held(来源渠道="中介机构出具")), key: value})
        messages(name, {**asking(held()), key: [value, {"字段": value, "名称": value, "成果": value, "环节": value}]})


@pytest.mark.parametrize("name", HERE)
def test_an_abolished_matter_is_left_alone(name: str, messages) -> None:
    rule = next(rule for rule in all_rules() if rule.name == name)
    assert rule.info.bad
    value = asking(
        needed("补充资料", 类别="表格", 介质="纸质", 容缺={"期限": {"数值": 90, "单位": "工作日"}}),
        held("非移民户证明", 来源渠道="中介机构出具", 出具单位=""),
        held(),
        held(),
        held("规划许可证", 出具单位="住房和城乡建设主管部门"),
        办理时限={"承诺": {"数值": 1, "单位": "工作日"}},
        表单内容=[{"表单名称": "表", "字段": [{"名称": "姓名"}]}],
        业务流程=[{"环节": "审查", "岗位": "科员"}],
        改革标签=["一证通办"],
    )
    if name != "undeclared-deferral":
        assert messages(name, value)
    assert not messages(name, {**value, "状态": "取消"})


@pytest.mark.parametrize("name", ["vague-material", "odd-proof", "own-output-demanded", "duplicate-material"])
def test_without_lists_the_rules_stand(name: str, resources) -> None:
    context = Context({}, resources.profile("zhejiang"), Lexicon())
    check = next(rule for rule in all_rules() if rule.name == name).check
    assert check is not None
    assert not list(check(Matter(asking(needed("非移民户证明"), needed("补充资料"), held())), context))
