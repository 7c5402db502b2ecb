"""Rules about materials and kinds of business: what they must find and what they must leave alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from catalog_tool.context import Context, Lexicon
from catalog_tool.model import Matter
from catalog_tool.rules.catch_all_material import check


def material(name: str, **fields: Any) -> dict[str, Any]:
    return {"申请材料": [{"名称": name, "类别": "证明", "必要性": "必要", **fields}]}


@pytest.mark.parametrize(
    "name",
    [
        "其他材料",
        "其它相关材料",
        "相关材料",
        "有关证明",
        "身份证、户口簿等材料",
        "身份证等证明材料",
        "合同、发票等材料（复印件）",
        "法律、法规、规章规定的其他材料",
        "根据相关法律法规规定需要提交的其他材料",
        "房产证（视情况提供）",
        "必要的证明文件",
        "审批机关认为必要的其他材料",
        "其他需要提供的材料",
        "其他材料（如有）",
        "营业执照及其他相关材料",
        "变更相关材料",
        "其他证明材料",
        "必要的图纸",
        "审批机关认为必要的图纸",
        "其他",
        "其他（如有）",
        "营业执照等",
        "身份证、户口簿等",
        "身份证、户口簿等复印件",
        "相关资料（如有）",
        "其他相关资料复印件",
        "相关证照",
    ],
)
def test_names_that_leave_open_what_to_bring(name: str, messages) -> None:
    (message,) = messages("catch-all-material", material(name))

    assert f"“{name}”" in message


@pytest.mark.parametrize(
    "name",
    [
        "其他证明材料：结婚证",
        "其他材料（结婚证）",
        "其他组织登记证书",
        "其他机构出具的验资报告",
        "优秀创业项目资助申报材料",
        "教材",
        "教材使用情况报告",
        "材料文本的中文译本",
        "广播电视情况说明",
        "近视情况检查表",
        "高等教育教材",
        "高等材料实验室证明",
        "同等学力证明",
        "二等材料员岗位证书",
        "工程质量等级证明材料",
        "项目必要性论证材料",
        "有关主管部门的批准文件",
        "相关专业技术人员职称证书",
        "与变更事项的证明材料",
        "补充提供的资料",
        "有必要的办学场地证明",
        "非必要的说明",
        "运动员技术等级",
        "学历证书（高等）",
        "相关资料（结婚证）",
        "其他证书登记表",
    ],
)
def test_names_that_only_look_so(name: str, messages) -> None:
    assert not messages("catch-all-material", material(name))


def test_no_material_of_twenty_real_guides_is_a_catch_all(shared: Path, messages) -> None:
    guides = json.loads((shared / "data/guangdong_guides_20.json").read_text(encoding="utf-8"))
    names = [name for guide in guides for name in guide["materials"]]

    assert len(names) > 60
    assert not [name for name in names if messages("catch-all-material", material(name))]


def test_without_the_word_list_nothing_is_a_catch_all(resources) -> None:
    context = Context({}, resources.profile("zhejiang"), Lexicon())

    assert not list(check(Matter(material("其他材料")), context))


def test_the_word_list_is_sorted_and_each_word_says_why(resources) -> None:
    words = resources.lexicon.words["catch-all-material"]

    assert list(words) == sorted(words)
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("basis", [[], [""], ["  "], [{"条款": "第十条"}], [{"名称": " "}], None, ["《》"], ["无"]])
def test_a_hollow_basis_is_none(basis: object, messages) -> None:
    assert messages("material-without-basis", material("资金证明", 依据=basis))


@pytest.mark.parametrize(
    "basis", [["《户口登记条例》第十条"], [{"文号": "浙政发〔2017〕1号"}], ["", {"名称": "《建筑法》"}]]
)
def test_one_named_basis_suffices(basis: object, messages) -> None:
    assert not messages("material-without-basis", material("资金证明", 依据=basis))


def test_forms_rest_on_the_licensing_law(messages) -> None:
    assert not messages("material-without-basis", material("申请表", 类别="表格"))


def timed(case_type: str, promise: tuple[int, str] | None, *cases: tuple[int, str], **more: Any) -> dict[str, Any]:
    limits: dict[str, Any] = {"法定": {"说明": "无法定时限"}}
    if promise:
        limits["承诺"] = {"数值": promise[0], "单位": promise[1]}
    limits["分情形"] = [{"适用情形": ["某"], "承诺": {"数值": number, "单位": unit}} for number, unit in cases]
    return {"办件类型": case_type, "办理时限": limits, **more}


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (timed("即办件", (1, "工作日")), "办理时限.承诺.数值"),
        (timed("即办件", (72, "小时")), "办理时限.承诺.数值"),
        (timed("即办件", (25, "小时")), "办理时限.承诺.数值"),
        (timed("即办件", (2000, "分钟")), "办理时限.承诺.数值"),
        (timed("即办件", (5, "工作日"), (3, "工作日")), "办理时限.承诺.数值"),
        (timed("即办件", None, (3, "自然日")), "办理时限.分情形第 1 项.承诺.数值"),
        (timed("承诺件", (0, "")), "办理时限.承诺.数值"),
        (timed("承诺件", (0, "工作日"), (0, "")), "办理时限.承诺.数值"),
        (
            timed("即办件", (0, ""), 业务流程=[{"环节": "审查", "时限": {"数值": 1, "单位": "工作日"}}]),
            "业务流程第 1 项.时限.数值",
        ),
        (
            timed("即办件", None, 办事流程=[{"环节": "送达", "计入时限": "是", "时限": {"数值": 2, "单位": "自然日"}}]),
            "办事流程第 1 项.时限.数值",
        ),
    ],
)
def test_what_no_situation_bears_out(value: dict[str, Any], place: str, messages) -> None:
    (message,) = messages("instant-conflict", value)

    assert message.startswith(f"{place} | ")


@pytest.mark.parametrize(
    "value",
    [
        timed("即办件", (0, "")),
        timed("即办件", (60, "分钟")),
        timed("即办件", (24, "小时")),
        timed("即办件", (1440, "分钟")),
        timed("即办件", (2, "小时"), (0, "")),
        timed("即办件", (5, "工作日"), (60, "分钟")),
        timed("即办件", (0, ""), (5, "工作日")),
        timed("即办件", None),
        timed("承诺件", (1, "工作日")),
        timed("承诺件", (0, ""), (3, "工作日")),
        timed("承诺件", (30, "分钟")),
        timed("承诺件", None),
        timed("", (0, "")),
        timed("即办件", (0, ""), 业务流程=[{"环节": "送达", "时限": {"数值": 3, "单位": "工作日"}}]),
        timed("即办件", (0, ""), 业务流程=[{"环节": "制证", "计入时限": "否", "时限": {"数值": 3, "单位": "工作日"}}]),
        timed("即办件", (0, ""), 业务流程=[{"环节": "受理", "时限": {"数值": 30, "单位": "分钟"}}]),
    ],
)
def test_what_is_true_of_some_situation(value: dict[str, Any], messages) -> None:
    assert not messages("instant-conflict", value)
