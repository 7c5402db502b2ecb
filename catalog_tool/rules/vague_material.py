"""A material whose name says what it is for, but not what it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from catalog_tool.context import Context
from catalog_tool.domain.handing_in import asked_for
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter
from catalog_tool.rules import rule

BAD = """
申请材料:
  - {名称: 补充提供的资料, 类别: 其他, 必要性: 必要}  # <- vague-material
  - {名称: 优秀创业项目资助申报材料, 类别: 其他, 必要性: 必要}  # <- vague-material
  - 名称: 成绩证明材料（复印件）  # <- vague-material
    类别: 证明
    必要性: 必要
"""

GOOD = """
申请材料:
  - 名称: 创业项目申报材料（商业计划书、项目路演视频）
    类别: 其他
    介质: 电子
    形式: 原件
    必要性: 必要
    容缺: 否
    来源渠道: 申请人自备
    依据: [《象山县创业资助办法》（象政办发〔2017〕12号）第四条]
    受理标准: 计划书加盖公章，视频不超过五分钟
"""

_VAGUE, _CATCH_ALL = "vague-material", "catch-all-material"


@rule(
    severity=Severity.WARNING,
    title="材料名称含糊",
    message="材料“{name}”只说到“{words}”，看不出是哪一份；请写出这份材料本来的名称，有几份的逐份列出",
    source="乐清市政协 2017 年报告：清理模糊性表述 230 余项；广东省二十份省级指南中 66 份材料有 6 份如此",
    what="材料名称以 提供的资料、申报材料、证明材料、所依据的文件 一类收尾的，算含糊。"
    "后面用括号或冒号点明是哪几份的不算；招标文件、主管部门批准文件、身份证明文件 是确定的东西，也不算。",
    why="申请人不知道该带哪一份，不同窗口要的也不一样，容易多跑。",
    fix="改成材料本身的名称，如把 成绩证明材料 改为 运动会成绩册；确实有几种都可以的，逐种列出并放进同一个 任选组。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Search the end of each material's name."""
    vague = context.once(_search)
    for index, material in asked_for(matter):
        name = material.get("名称")
        if type(name) is str and (words := vague(name)):
            yield Hit.at(("申请材料", index, "名称"), name=name, words=words)


def _search(context: Context) -> Callable[[str], str]:
    """What is vague of a name, "" if nothing; a name that leaves everything open has a rule of its own."""
    lists = context.lexicon.words
    vague, open_ = _pattern(lists.get(_VAGUE, ())), _pattern(lists.get(_CATCH_ALL, ()))
    known: dict[str, str] = {}

    def search(name: str) -> str:
        words = known.get(name)
        if words is None:
            found = vague.search(name.strip())
            words = known[name] = found.group() if found and not open_.search(name.strip()) else ""
        return words

    return search


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{word})" for word in words) or "(?!)")
