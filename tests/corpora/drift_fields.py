"""Drift of one field at a time: what the directory says, what the list says, what that is called.

Each is seeded both ways round, so that kind and mirror are both found.
"""

from __future__ import annotations

from typing import Any, NamedTuple


class FieldDrift(NamedTuple):
    """A field with two values, and kind and decision where the list has the greater (`more`) or the lesser."""

    field: str
    lesser: Any
    greater: Any
    more: tuple[str, str]
    fewer: tuple[str, str]


def _law(name: str, article: str, category: str = "法律") -> dict[str, str]:
    return {"名称": f"《{name}》", "条款": article, "类别": category}


def _steps(*names: str) -> list[dict[str, str]]:
    return [{"环节": name} for name in names]


def _form(*fields: str) -> list[dict[str, Any]]:
    return [{"表单名称": "申请表", "字段": [{"名称": name, "数据来源": "自行填写"} for name in fields]}]


def _fee(*items: tuple[str, int]) -> dict[str, Any]:
    if not items:
        return {"收费": "否"}
    told = [
        {"名称": name, "标准": [{"档次": "每件", "金额": amount, "单位": "元"}], "依据": ["川价发〔2018〕1号"]}
        for name, amount in items
    ]
    return {"收费": "是", "项目": told}


_SURVEY = {"名称": "现场核查", "时限": {"数值": 5, "单位": "工作日"}}

FIELD_DRIFTS = (
    FieldDrift(
        "适用依据",
        [_law("中华人民共和国行政许可法", "第十二条")],
        [_law("行政许可法", "第十二条"), _law("中华人民共和国建筑法", "第七条")],
        ("basis-added", "report"),
        ("basis-dropped", "violation"),
    ),
    FieldDrift(
        "受理条件",
        ["年满十八周岁"],
        ["年满十八周岁", "在本地居住满半年"],
        ("condition-added", "violation"),
        ("condition-dropped", "report"),
    ),
    FieldDrift(
        "前置事项", [], ["511A0108100001"], ("precondition-added", "violation"), ("precondition-dropped", "allowed")
    ),
    FieldDrift(
        "情形",
        [{"编号": "1", "问题": "因何申请", "选项": ["新办", "变更"]}],
        [{"编号": "1", "问题": "因何申请", "选项": ["新办", "变更", "注销"]}],
        ("situation-added", "allowed"),
        ("situation-dropped", "allowed"),
    ),
    FieldDrift(
        "办事流程",
        _steps("申请", "受理", "决定"),
        _steps("申请", "受理", "公示", "决定"),
        ("step-added", "violation"),
        ("step-dropped", "allowed"),
    ),
    FieldDrift(
        "办事流程",
        _steps("申请", "缴费", "决定"),
        _steps("申请", "决定", "缴费"),
        ("step-order", "report"),
        ("step-order", "report"),
    ),
    FieldDrift("特别程序", [], [_SURVEY], ("special-added", "violation"), ("special-dropped", "report")),
    FieldDrift(
        "特别程序",
        [{**_SURVEY, "计入时限": "是"}],
        [{**_SURVEY, "计入时限": "否"}],
        ("clock-stopped", "report"),
        ("clock-counted", "report"),
    ),
    FieldDrift("到现场次数", 0, 1, ("visits-more", "violation"), ("visits-fewer", "allowed")),
    FieldDrift(
        "服务对象",
        ["自然人", "企业法人"],
        ["自然人"],
        ("audience-narrowed", "violation"),
        ("audience-widened", "allowed"),
    ),
    FieldDrift("办件类型", "即办件", "承诺件", ("case-slower", "violation"), ("case-faster", "allowed")),
    FieldDrift(
        "办理形式",
        ["窗口办理", "网上办理"],
        ["窗口办理"],
        ("channel-dropped", "violation"),
        ("channel-added", "allowed"),
    ),
    FieldDrift(
        "表单内容", _form("姓名"), _form("姓名", "职业"), ("field-added", "violation"), ("field-dropped", "allowed")
    ),
    FieldDrift("收费", _fee(), _fee(("工本费", 10)), ("fee-added", "violation"), ("fee-dropped", "allowed")),
    FieldDrift(
        "收费", _fee(("工本费", 10)), _fee(("工本费", 25)), ("fee-higher", "violation"), ("fee-lower", "allowed")
    ),
    FieldDrift(
        "审批结果",
        {"名称": "准予许可决定书", "类型": "批文"},
        {"名称": "经营许可证", "类型": "证照"},
        ("result-differs", "report"),
        ("result-differs", "report"),
    ),
    FieldDrift(
        "业务流程",
        [{"环节": "受理", "审查标准": "材料齐全"}],
        [{"环节": "受理", "审查标准": "材料齐全且经单位盖章"}],
        ("standard-differs", "report"),
        ("standard-differs", "report"),
    ),
)
