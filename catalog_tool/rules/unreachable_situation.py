"""An option that the applicant must choose among, and that changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from catalog_tool.context import Context
from catalog_tool.domain.situations import Questions, questions_of, uses_of_situations
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter, mappings_of, text_of, texts_of
from catalog_tool.rules import rule

BAD = """
情形:
  - 编号: 工程
    问题: 工程类别
    选项: [房屋建筑, 地下管线, 园林绿化]  # <- unreachable-situation
  - 编号: 投资
    问题: 谁来投资
    选项: [政府投资, 企业投资]  # <- unreachable-situation
  - 编号: 用地
    问题: 土地从哪里来
    选项: [出让, 划拨, 租赁]  # <- unreachable-situation
业务流程:
  - {环节: 现场踏勘, 说明: 到工地核对, 适用情形: [房屋建筑]}
  - {环节: 核对用地, 说明: 核对土地批文, 适用情形: [出让, 划拨]}
"""

GOOD = """
情形:
  - {编号: 招标, 问题: 是否依法必须招标, 选项: [是, 否]}
  - {编号: 工程, 问题: 工程类别, 选项: [房屋建筑, 市政基础设施]}
  - {编号: 收费, 问题: 按哪一档收费, 选项: [小型工程, 大型工程]}
收费:
  收费: 是
  项目:
    - 名称: 施工图审查费
      标准: [{档次: 小型工程, 金额: 100, 单位: 元/件}, {档次: 大型工程, 金额: 200, 单位: 元/件}]
      依据: [浙价费〔2014〕1号]
      执收单位: 象山县住房和城乡建设局
      支付方式: [统一公共支付]
特别程序:
  - 名称: 现场核查
    时限: {数值: 2, 单位: 工作日}
    计入时限: 是
    依据: [《建筑工程施工许可管理办法》（住房和城乡建设部令第18号）第五条]
    承担单位: 县质安站
    适用情形: [{招标: 是, 工程: 房屋建筑}]
"""

# Who chooses it chooses none of the others.
_REST = re.compile("^(?:否|无|没有|不|都不|均不|都没有|均无|以上[都均皆]|上述以外|其他|其它|其余|一般|普通|非|除)")
_ABOLISHED = "取消"
_A_PAIR = 2


@rule(
    severity=Severity.INFO,
    title="选了也没有区别的情形",
    message="问题“{question}”{which}，选哪个材料、流程、时限都一样；请写明它们各有什么不同，没有不同的并成一个或删去",
    source="浙江政务服务网：申请人先选情形，再给出材料清单",
    what="情形 的选项在 适用情形、免提交范围 和其他文字里都没有用到，而且同别的选项没有区别的。"
    "只有两个选项的单选问题，一个没有用到的不算；选项写明是其余情形的（其他、以上都不是、无、否）也不算；"
    "指导目录里 情形 由地方自定的不查。",
    why="多问一个没有用的问题，申请人就多一次选错的机会。",
    fix="把只在这个选项下才要的材料、环节、时限写上 适用情形；确实没有区别的，删去这个选项或这个问题。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Look for options that nothing in the matter refers to."""
    asked = matter.value.get("情形")
    # Without its materials a matter is not written out yet, which the schema says.
    if not asked or "申请材料" not in matter.value or matter.status == _ABOLISHED:
        return
    if context.is_directory and "情形" in texts_of(matter.value.get("地方自定")):
        return
    questions = questions_of(matter.value)
    used = _used(matter.value, questions)
    for index, question in mappings_of(asked):
        number = text_of(question.get("编号"))
        options = [option for option in texts_of(question.get("选项")) if option]
        idle = [option for option in options if (number, option) not in used and not _is_told(matter, option)]
        which = _which(idle, options, several=question.get("多选") == "是") if number else ""
        if which:
            yield Hit.at(("情形", index, "选项"), question=text_of(question.get("问题")) or number, which=which)


def _which(idle: list[str], options: list[str], *, several: bool) -> str:
    """What to say of the options that nothing refers to; "" where they make a difference all the same."""
    if several:
        idle = [option for option in idle if not _REST.match(option)]
    if idle and len(idle) == len(options):
        return f"的选项（{'、'.join(idle)}）哪里都没有用到"
    if several and idle:
        return f"的选项“{'”“'.join(idle)}”哪里都没有用到"
    if len(idle) > 1:
        return f"的选项“{'”“'.join(idle)}”哪里都没有用到，彼此没有区别"
    # Of two the one not used is the other case; of more it must say so.
    if idle and len(options) > _A_PAIR and not _REST.match(idle[0]):
        return f"的选项“{idle[0]}”哪里都没有用到"
    return ""


def _used(value: Mapping[str, Any], questions: Questions) -> set[tuple[str, str]]:
    """Every (编号, option) that something applies to; a bare option counts for each question that has it."""
    used: set[tuple[str, str]] = set()
    for _, item in uses_of_situations(value):
        if isinstance(item, str):
            used.update((number, item) for number, options in questions.items() if item in options)
        elif isinstance(item, dict):
            used.update((number, option) for number, option in item.items() if isinstance(option, str))
    return used


def _is_told(matter: Matter, option: str) -> bool:
    """Whether a text outside 情形 speaks of an option: a grade of a fee, a standard of a step."""
    if len(option) < 2:
        return False
    outside = Matter({key: item for key, item in matter.value.items() if key != "情形"})
    return option in outside.all_text
