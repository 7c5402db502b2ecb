"""Rules about a material's name, its deferral and its source."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from demands import DIRECTORY, asking, needed

# vague-material

REAL_VAGUE = {
    "优秀创业项目资助申报材料", "补充提供的资料", "建设项目所依据的文件", "增员减员资料", "与变更事项的证明材料",
    "成绩证明材料",
}  # fmt: skip


def test_the_six_vague_ones_of_twenty_real_guides_and_no_other(shared: Path, messages) -> None:
    guides = json.loads((shared / "data/guangdong_guides_20.json").read_text(encoding="utf-8"))
    names = [name for guide in guides for name in guide["materials"]]

    assert {name for name in names if messages("vague-material", asking(needed(name)))} == REAL_VAGUE


@pytest.mark.parametrize(
    "name", ["资料", "提交的文件", "申请材料", "业绩证明文件（复印件）", "技术资料", "情况说明材料"]
)
def test_names_that_say_only_what_for(name: str, messages) -> None:
    assert messages("vague-material", asking(needed(name)))


@pytest.mark.parametrize(
    "name",
    [
        "招标文件",
        "主管部门批准文件",
        "身份证明文件",
        "项目负责人身份证明",
        "证明材料：结婚证",
        "申报材料（商业计划书、财务报表）",
        "证明材料（身份证复印件）",
        "管理体系文件目录",
        "地质资料",
        "教学材料清单",
        "原材料",
        "其他证明材料",
        "相关材料",
    ],
)
def test_names_of_something_or_of_anything(name: str, messages) -> None:
    assert not messages("vague-material", asking(needed(name)))


# undeclared-deferral, late-deferral


@pytest.mark.parametrize("deferral", ["否", {"期限": {"数值": 3, "单位": "工作日"}}])
def test_one_material_that_says_it_suffices(deferral: object, messages) -> None:
    assert not messages("undeclared-deferral", asking(needed(), needed("另一份", 容缺=deferral)))


@pytest.mark.parametrize(("name", "is_main"), [("申请表及照片", True), ("申请书、章程", True), ("申请表附图", False)])
def test_a_main_material_with_others_is_one(name: str, is_main: bool, messages) -> None:
    value = asking(needed(name, 容缺={"期限": {"数值": 3, "单位": "工作日"}}))

    assert bool(messages("undeclared-deferral", value)) is is_main


@pytest.mark.parametrize("deferral", [None, "", {}])
def test_a_hollow_deferral_says_nothing(deferral: object, messages) -> None:
    (message,) = messages("undeclared-deferral", asking(needed(容缺=deferral)))

    assert message.startswith("申请材料 | 1 份")


@pytest.mark.parametrize("value", [asking(), asking(needed(免提交="数据共享")), {}])
def test_where_nothing_is_handed_in_nothing_can_be_deferred(value: dict[str, Any], messages) -> None:
    assert not messages("undeclared-deferral", value)


def test_a_directory_need_not_say_what_may_come_later(messages) -> None:
    assert not messages("undeclared-deferral", asking(needed()), **DIRECTORY)


@pytest.mark.parametrize(
    "name", ["施工许可申请表", "申请书（原件）", "居民身份证", "法定代表人身份证复印件", "有效身份证件", "护照"]
)
def test_main_materials_are_not_deferred(name: str, messages) -> None:
    deferred = needed(name, 容缺={"期限": {"数值": 3, "单位": "工作日"}})

    (message,) = messages("undeclared-deferral", asking(deferred))
    assert message.startswith("申请材料第 1 项.容缺 | ")
    assert messages("undeclared-deferral", asking(deferred), **DIRECTORY)
    assert not messages("undeclared-deferral", asking(needed(name, 容缺="否")))


@pytest.mark.parametrize("name", ["申请表附件清单", "中国税收居民身份证明", "居住证申领须知", "家庭成员名册"])
def test_lesser_materials_may_be_deferred(name: str, messages) -> None:
    assert not messages("undeclared-deferral", asking(needed(name, 容缺={"期限": {"数值": 3, "单位": "工作日"}})))


def deferred(number: int, unit: str, *cases: tuple[str, int], when: list[str] | None = None, **more: Any) -> Any:
    limits = {
        "承诺": {"数值": 5, "单位": "工作日"},
        "分情形": [{"适用情形": [option], "承诺": {"数值": days, "单位": "工作日"}} for option, days in cases],
    }
    questions = [{"编号": "类", "问题": "？", "选项": ["新办", "变更"]}]
    material = needed(容缺={"期限": {"数值": number, "单位": unit}}, **({"适用情形": when} if when else {}))
    return asking(material, 办理时限=limits, 情形=questions, **more)


@pytest.mark.parametrize(
    "value",
    [
        deferred(6, "工作日"),
        deferred(8, "自然日"),
        deferred(1, "月"),
        deferred(10, "工作日", ("新办", 20), when=["变更"]),
        deferred(6, "工作日", ("变更", 4)),
    ],
)
def test_a_deferral_beyond_every_promise(value: dict[str, Any], messages) -> None:
    (message,) = messages("late-deferral", value)

    assert "承诺 5 工作日" in message


@pytest.mark.parametrize(
    "value",
    [
        deferred(5, "工作日"),
        deferred(6, "自然日"),
        deferred(7, "自然日"),
        deferred(2, "小时"),
        deferred(10, "工作日", ("新办", 20)),
        deferred(10, "工作日", ("新办", 20), when=["新办"]),
        deferred(4, "工作日", ("变更", 2)),
        deferred(9, "工作日", 办件类型="即办件"),
        asking(needed(容缺={"期限": {"数值": 9, "单位": "工作日"}})),
        asking(needed(容缺="否"), 办理时限={"承诺": {"数值": 0}}),
        asking(needed(容缺={"期限": {"数值": 9, "单位": "天"}}), 办理时限={"承诺": {"数值": 1, "单位": "工作日"}}),
    ],
)
def test_deferrals_within_some_promise(value: dict[str, Any], messages) -> None:
    assert not messages("late-deferral", value)


# missing-source


def test_a_source_and_where_needed_who(messages) -> None:
    (message,) = messages("missing-source", asking(needed()))
    assert message.startswith("申请材料第 1 项.来源渠道 | 材料“某份材料”没有写来源渠道")
    assert messages("missing-source", asking(needed(来源渠道="政府部门核发", 出具单位=" ")))
    assert messages("missing-source", asking(needed(来源渠道="中介机构出具")))
    for channel in ("申请人自备", "其他"):
        assert not messages("missing-source", asking(needed(来源渠道=channel)))


def test_a_directory_that_names_a_source_names_it_in_full(messages) -> None:
    assert not messages("missing-source", asking(needed()), **DIRECTORY)
    assert messages("missing-source", asking(needed(来源渠道="政府部门核发")), **DIRECTORY)


def test_where_the_situations_say_it_all_the_general_promise_is_nobodys(messages) -> None:
    only = deferred(4, "工作日", ("变更", 2), when=["变更"])
    both = deferred(4, "工作日", ("变更", 2), ("新办", 3))

    assert "承诺 2 工作日" in messages("late-deferral", only)[0]
    assert "承诺 3 工作日" in messages("late-deferral", both)[0]
