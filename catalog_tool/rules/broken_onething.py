"""A 一件事 whose members are missing, abolished or of another level, or whose kind is not theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from catalog_tool.context import Context
from catalog_tool.domain.bodies import Bodies
from catalog_tool.domain.levels import levels_taking_part
from catalog_tool.domain.names import fold
from catalog_tool.domain.onething import asks_the_applicant, essentials
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Document, Kind, Matter, mappings_of, text_of
from catalog_tool.rules import Fact, PlacedFact, Surroundings, parted, rule

BAD = """
基本编码: "330101001000"
主项名称: 企业设立登记
子项名称: 企业设立登记
---
基本编码: "330101203000"
主项名称: 药品零售经营许可
子项名称: 药品零售经营许可
状态: 取消
取消日期: 2018-09-01
---
类别: 一件事
名称: 开药店
类型: 单部门跨层级  # <- broken-onething
牵头部门: 象山县市场监督管理局
事项:
  - {基本编码: "330101001000", 层级: 县级, 部门: 象山县市场监督管理局}
  - {基本编码: "330101203000", 层级: 县级, 部门: 象山县市场监督管理局}  # <- broken-onething
  - {基本编码: "331400512000", 层级: 县级, 部门: 国家税务总局象山县税务局}  # <- broken-onething
---
类别: 一件事
名称: 企业变更
编码: "331600002000"
类型: 多部门跨层级
牵头部门: 象山县市场监督管理局
事项:
  - {基本编码: "330101001000", 层级: 县级, 部门: 象山县市场监督管理局}
  - {基本编码: "331400907000", 层级: 镇级, 部门: 石浦镇人民政府}
---
基本编码: "330100201000"
行使层级: [市级]
---
类别: 一件事
名称: 企业开工
编码: "331600003000"
事项:
  - {基本编码: "330100201000", 层级: 县级, 部门: 象山县住房和城乡建设局}  # <- broken-onething
  - {名称: 用水报装, 办理单位: 象山县自来水公司, 性质: 公用企业}
---
基本编码: "330100202000"
行使层级: [县级]
---
类别: 一件事
名称: 企业扩建
编码: "331600004000"
事项:
  - {基本编码: "330100202000", 层级: 市级, 部门: 象山县住房和城乡建设局}  # <- broken-onething
  - {名称: 用水报装, 办理单位: 象山县自来水公司, 性质: 公用企业}
"""

GOOD = """
基本编码: "330101001000"
主项名称: 企业设立登记
子项名称: 企业设立登记
---
类别: 一件事
名称: 开药店
类型: 多部门跨层级
牵头部门: 象山县市场监督管理局
事项:
  - {基本编码: "330101001000", 层级: 县级, 部门: 象山县市场监督管理局}
  - {基本编码: "330101209000", 层级: 市级, 部门: 宁波市卫生和计划生育委员会}
  - {名称: 银行开户, 办理单位: 自选的银行, 性质: 金融机构}
"""

_ABOLISHED = "取消"
_ONE_DEPARTMENT, _ONE_LEVEL, _MANY_DEPARTMENTS, _MANY_LEVELS = "单部门", "单层级", "多部门", "跨层级"
_MOST_NAMES = 3

Row = list[Any]
"""Of a matter: its code, the levels that take part in it, whether it is abolished."""


def facts(document: Document, context: Context) -> Iterator[Fact]:
    """Of a matter code, levels, whether it is abolished; of a one-thing each member, and its kind with all of them."""
    value = document.value
    if document.kind is not Kind.ONE_THING:
        code = value.get("基本编码")
        if type(code) is str and code:
            yield Fact(("基本编码",), [code, levels_taking_part(Matter(value)), value.get("状态") == _ABOLISHED])
        return
    if value.get("事项") == []:
        yield Fact(("事项",), {"空": text_of(value.get("名称"))})
        return
    for index, member in mappings_of(value.get("事项")):
        if code := text_of(member.get("基本编码")):
            yield Fact(("事项", index, "基本编码"), {"编码": code, "层级": text_of(member.get("层级"))})
    steps = [step for _, step in mappings_of(value.get("业务流程"))]
    flow = {fold(text_of(step.get("部门"))) for step in steps} - {""}
    kept = {**essentials(value), "类型": text_of(value.get("类型")), "牵头部门": text_of(value.get("牵头部门"))}
    yield Fact(("类型",), {**kept, "流程部门": len(flow), "征求意见": any(step.get("征求意见部门") for step in steps)})


@rule(
    severity=Severity.ERROR,
    title="一件事与所含事项对不上",
    message="{problem}；{advice}",
    source="杭州市 2018 年报告：单部门跨层级、单层级多部门、多部门跨层级三类一件事，以省目录为指导逐项梳理",
    what="有编码的成员要在本目录、上级目录或同时检查的其他目录里找得到，没有取消，行使层级与成员写的层级一致；"
    "类型要与成员的部门数、层级数相符。本目录里没有的编码，别的层级的目录不在手边时不下结论，手边一个事项也没有时同样；"
    "上级目录读不了的，只提示无法核对；"
    "没有编码的成员（公用企业、金融机构、中介机构）不查。",
    why="成员找不到或已取消，这件事就办不下去；类型不对，统计和流程设计都跟着错。",
    fix="核对成员的编码和层级；已取消的换成接替它的事项；按成员实际涉及的部门和层级改 类型。",
    gathers=facts,
    kinds=(Kind.MATTER, Kind.ONE_THING),
    wide=True,
)
def judge(facts: Sequence[PlacedFact], context: Context, around: Surroundings) -> Iterator[Hit]:
    """Look each member up, then compare the kind with the members."""
    things, of_matters = parted(facts)
    if not things:
        return
    known = _Known(of_matters, context, around)
    for fact in things:
        if "空" in fact.data:
            problem = f"一件事“{fact.data['空']}”没有列出所含的事项"
            yield Hit.on(fact.anchor, problem=problem, advice="请写明由哪些事项组成")
        elif "编码" in fact.data:
            problem, advice = known.fault(fact.data["编码"], fact.data["层级"])
            if problem and (unread := around.unread()):
                yield _unsure(fact, unread)
            elif problem:
                yield Hit.on(fact.anchor, problem=problem, advice=advice)
        elif problem := _kind_fault(fact.data, known, context.once(_bodies)):
            yield Hit.on(fact.anchor, problem=problem, advice="请按所含事项改类型，或核对成员的部门和层级")


def _unsure(fact: PlacedFact, unread: Sequence[str]) -> Hit:
    """Say that a member could not be checked: what is not here may well stand there."""
    uppers = "”“".join(unread[:_MOST_NAMES])
    problem = f"成员 {fact.data['编码']} 无法核对：上级目录“{uppers}”不在，或者有文件读不了"
    advice = "请先把上级目录的路径或文件改好，再核对这个成员"
    return Hit.on(fact.anchor, severity=Severity.INFO, problem=problem, advice=advice)


def _bodies(context: Context) -> Bodies:
    return Bodies(context.lexicon)


class _Known:
    """The matters of this catalog and, asked for only when one is not here, of those around it."""

    def __init__(self, facts: Sequence[PlacedFact], context: Context, around: Surroundings) -> None:
        self._own = _by_code(facts)
        self._context = context
        self._around = around

    @cached_property
    def _others(self) -> dict[str, list[Row]]:
        return _by_code(self._around.others())

    @cached_property
    def _levels_around(self) -> frozenset[str]:
        return frozenset(level for rows in self._others.values() for row in rows for level in row[1])

    def rows(self, code: str) -> list[Row]:
        """Every row of a code that is not abolished, here or, if none is here, around."""
        here = [row for row in self._own.get(code, ()) if not row[2]]
        return here or [row for row in self._others.get(code, ()) if not row[2]]

    def fault(self, code: str, level: str) -> tuple[str, str]:
        """What is wrong with a member, and what to do; "" and "" if nothing, or if nobody can say."""
        if any(_serves(row, level) for row in self._own.get(code, ())):
            return "", ""
        own = self._own.get(code, ())
        rows = [*own, *self._others.get(code, ())]
        # Only the city's list can say what the city does; what this catalog itself says of a matter needs no other.
        contradicted = any(not row[2] or level in row[1] for row in own)
        if any(_serves(row, level) for row in rows) or not (contradicted or self._sees(level)):
            return "", ""
        if not rows:
            where = "本目录、上级目录和同时检查的目录里都没有" if self._others else "本目录里没有"
            return f"成员 {code} 在{where}", "请核对编码，或补上这个事项"
        if all(row[2] for row in rows):
            return f"成员 {code} 已经取消", "请换成接替它的事项，没有的从一件事里删去"
        levels = "、".join(dict.fromkeys(each for row in rows if not row[2] for each in row[1]))
        return f"成员 {code} 写的是{level}办理，这个事项却由{levels}行使", "请改成员的层级，或核对编码"

    def _sees(self, level: str) -> bool:
        """Whether matters of a level would be in sight: this catalog's own level, all in a directory."""
        if not self._own and not self._others:
            # Nothing but one-things: their matters are kept elsewhere.
            return False
        return level in ("", self._context.level) or self._context.is_directory or level in self._levels_around


def _serves(row: Row, level: str) -> bool:
    """Whether a row is in use at a level; one that names no level may be."""
    return not row[2] and (not level or not row[1] or level in row[1])


def _by_code(facts: Sequence[PlacedFact]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact.data, list):
            found[fact.data[0]].append(fact.data)
    return found


def _kind_fault(thing: Mapping[str, Any], known: _Known, bodies: Bodies) -> str:
    """What in a one-thing's 类型 is certainly not so; "" if nothing."""
    kind, coded = thing["类型"], [member for member in thing["事项"] if text_of(member.get("基本编码"))]
    levels = list(dict.fromkeys(level for member in coded if (level := text_of(member.get("层级")))))
    departments = list(dict.fromkeys(name for member in coded if (name := text_of(member.get("部门")))))
    found = []
    if _ONE_LEVEL in kind and len(levels) > 1:
        found.append(f"成员分在{'、'.join(levels)}")
    if _MANY_LEVELS in kind and coded and _is_one_level(coded, levels, known):
        found.append(f"成员都在{levels[0]}")
    if _ONE_DEPARTMENT in kind and (pair := _two_departments(coded, bodies)):
        found.append(f"成员由“{pair[0]}”“{pair[1]}”几个部门办")
    if _MANY_DEPARTMENTS in kind and coded and departments and _is_one_department(thing, coded, bodies):
        found.append(f"成员都由“{departments[0]}”一个部门办")
    return f"类型写的是{kind}，{'，'.join(found)}" if found else ""


def _is_one_level(coded: Sequence[Mapping[str, Any]], levels: Sequence[str], known: _Known) -> bool:
    """Whether every member says the same level, and no matter of theirs is handled by several in turn."""
    if len(levels) != 1 or not all(member.get("层级") for member in coded):
        return False
    return all((rows := known.rows(member["基本编码"])) and all(len(row[1]) == 1 for row in rows) for member in coded)


def _two_departments(coded: Sequence[Mapping[str, Any]], bodies: Bodies) -> tuple[str, str] | None:
    """Two departments of different lines that both handle something."""
    names = list(dict.fromkeys(text_of(member.get("部门")) for member in coded if asks_the_applicant(member)))
    for at, one in enumerate(names):
        for other in names[at + 1 :]:
            if one and other and bodies.same_line(one, other) is False:
                return one, other
    return None


def _is_one_department(thing: Mapping[str, Any], coded: Sequence[Mapping[str, Any]], bodies: Bodies) -> bool:
    """Whether one department alone has to do with it, nobody else beside it being named."""
    if len(coded) < len(thing["事项"]) or thing["流程部门"] > 1 or thing["征求意见"]:
        return False
    names = [text_of(member.get("部门")) for member in coded]
    if not all(names):
        return False
    names += [thing["牵头部门"]] if thing["牵头部门"] else []
    first = names[0]
    return all(fold(name) == fold(first) or _same_duty(name, first, bodies) for name in names[1:])


def _same_duty(one: str, other: str, bodies: Bodies) -> bool:
    """Whether two names certainly are of one line: the same known duties."""
    duties = bodies.duties(one)
    return bool(duties) and duties == bodies.duties(other)
