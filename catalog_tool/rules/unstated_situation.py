"""A situation that is not said, or not asked: 非必要 without one, or one that 情形 does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog_tool.context import Context
from catalog_tool.domain.situations import Questions, questions_of, uses_of_situations
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Document, Kind, Path, texts_of
from catalog_tool.rules import rule

BAD = """
情形:
  - {编号: 招标, 问题: 是否依法必须招标, 选项: [是, 否]}
  - {编号: 监理, 问题: 是否依法必须监理, 选项: [是, 否]}
申请材料:
  - 名称: 中标通知书
    类别: 证明
    必要性: 必要
    适用情形: [公开招标]  # <- unstated-situation
    依据: [《建筑工程施工许可管理办法》第四条]
  - 名称: 监理合同
    类别: 其他
    必要性: 必要
    适用情形: [是]  # <- unstated-situation
    依据: [《建筑工程施工许可管理办法》第四条]
  - {名称: 授权委托书, 类别: 其他, 必要性: 非必要, 依据: [《建筑法》第八条]}  # <- unstated-situation
业务流程:
  - {环节: 审查, 说明: 核对保函, 适用情形: [{担保: 是}]}  # <- unstated-situation
"""

GOOD = """
情形:
  - {编号: 招标, 问题: 是否依法必须招标, 选项: [是, 否]}
  - {编号: 申请人, 问题: 谁来申请, 选项: [本人, 委托他人]}
申请材料:
  - 名称: 授权委托书
    类别: 其他
    介质: 纸质
    形式: 原件
    份数: {原件: 1}
    原件处理: 收取
    必要性: 非必要
    适用情形: [委托他人]
    容缺: 否
    来源渠道: 申请人自备
    依据: [《中华人民共和国建筑法》第八条]
    受理标准: 写明委托事项和期限
  - 名称: 中标通知书
    类别: 其他
    介质: 电子
    形式: 原件
    份数: {原件: 1}
    原件处理: 收取
    必要性: 必要
    适用情形: [{招标: 是, 申请人: 本人}, {招标: 是, 申请人: 委托他人}]
    容缺: 否
    来源渠道: 其他
    出具单位: 招标人
    依据: [《建筑工程施工许可管理办法》（住房和城乡建设部令第18号）第四条]
    受理标准: 由招标人签发
"""

_ABOLISHED = "取消"
_MOST_SHOWN = 4


@rule(
    severity=Severity.WARNING,
    title="适用情形没有说清",
    message="{problem}；{advice}",
    source="浙江政务服务网：申请人先选情形，再给出材料清单",
    what="非必要的材料要写明在什么情形下交。各处的 适用情形、免提交范围 都要是 情形 里有的选项；"
    "两个问题都有的选项，要写明是哪个问题的。",
    why="申请人先答几个问题，才知道自己要交什么、走哪几步；对不上的情形，谁也选不到它。",
    fix="在 情形 里补上这个问题和选项，或把 适用情形 改成已有的选项；同名选项写成 {问题编号: 选项}。",
    kinds=(Kind.MATTER, Kind.ONE_THING),
)
def check(document: Document, context: Context) -> Iterator[Hit]:
    """Look at optional materials, then at every use of a situation."""
    value = document.value
    materials = value.get("申请材料")
    if type(materials) is list:
        for index, material in enumerate(materials):
            if type(material) is dict and material.get("必要性") == "非必要" and not material.get("适用情形"):
                if value.get("状态") == _ABOLISHED:
                    return
                yield Hit.at(
                    ("申请材料", index, "适用情形"),
                    problem=f"材料“{material.get('名称', '')}”是非必要的，却没有写什么情形下交",
                    advice="请写 适用情形，人人都要交的改为必要，谁都不用交的删去",
                )
    questions: Questions | None = None
    for path, item in uses_of_situations(value):
        if questions is None:
            questions = questions_of(value)
            if value.get("状态") == _ABOLISHED or _is_left(value, questions, context):
                return
        yield from _unknown(path, item, questions)


def _is_left(value: dict[str, Any], questions: Questions, context: Context) -> bool:
    """Whether a directory asks nothing itself and leaves the questions to the regions."""
    return not questions and context.is_directory and "情形" in texts_of(value.get("地方自定"))


def _unknown(path: Path, item: object, questions: Questions) -> Iterator[Hit]:
    if not questions and item and isinstance(item, (str, dict)):
        spoken = item if isinstance(item, str) else "、".join(f"{number}：{option}" for number, option in item.items())
        problem = f"写了适用情形“{spoken}”，却没有 情形 让申请人选"
        yield Hit.at(path, problem=problem, advice="请先在 情形 里写明问题和选项")
    elif isinstance(item, str):
        having = [number for number, options in questions.items() if item in options]
        if not having and item:
            yield _hit(path, f"适用情形“{item}”在 情形 的选项里找不到", questions)
        elif len(having) > 1:
            problem = f"适用情形“{item}”在“{'”“'.join(having[:_MOST_SHOWN])}”里都有，说不清是哪一个"
            yield Hit.at(path, problem=problem, advice=f"请连问题的编号一起写，如 {having[0]}: {item}")
    elif isinstance(item, dict):
        for number, option in item.items():
            if number not in questions:
                yield _hit((*path, number), f"适用情形提到“{number}”，情形 里没有这个编号的问题", questions)
            elif isinstance(option, str) and option not in questions[number]:
                yield _hit((*path, number), f"适用情形“{number}：{option}”，这个问题没有这个选项", questions)


def _hit(path: Path, problem: str, questions: Questions) -> Hit:
    shown = list(questions.items())[:_MOST_SHOWN]
    asked = "、".join(f"{number}（{'、'.join(options[:_MOST_SHOWN])}）" for number, options in shown)
    return Hit.at(path, problem=problem, advice=f"现有的问题和选项是 {asked}，请改成一致")
