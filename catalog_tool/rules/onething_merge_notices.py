"""Members of a 一件事 that each publish or inspect, where once would do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from catalog_tool.context import Context
from catalog_tool.domain.onething import asks_the_applicant, essentials, most_together
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Document, Kind, mappings_of, text_of, texts_of
from catalog_tool.rules import Fact, PlacedFact, parted, rule

BAD = """
基本编码: "330100301000"
主项名称: 建设用地规划许可证核发
子项名称: 建设用地规划许可证核发
特别程序: [{名称: 公示, 时限: {数值: 10, 单位: 自然日}, 计入时限: 否}]
---
基本编码: "330100401000"
主项名称: 建设工程规划许可证核发
子项名称: 建设工程规划许可证核发
特别程序: [{名称: 批前公示, 时限: {数值: 10, 单位: 自然日}, 计入时限: 否}]
---
类别: 一件事
名称: 规划许可  # <- onething-merge-notices
事项:
  - {基本编码: "330100301000", 层级: 县级, 部门: 象山县住房和城乡建设局}
  - {基本编码: "330100401000", 层级: 县级, 部门: 象山县住房和城乡建设局}
"""

GOOD = """
基本编码: "330100301000"
主项名称: 建设用地规划许可证核发
子项名称: 建设用地规划许可证核发
特别程序:
  - 名称: 公示
    时限: {数值: 10, 单位: 自然日}
    计入时限: 否
    依据: [《中华人民共和国城乡规划法》第四十条]
    承担单位: 象山县住房和城乡建设局
---
基本编码: "330100401000"
主项名称: 建设工程规划许可证核发
子项名称: 建设工程规划许可证核发
特别程序:
  - 名称: 公示
    时限: {数值: 10, 单位: 自然日}
    计入时限: 否
    依据: [《中华人民共和国城乡规划法》第四十条]
    承担单位: 象山县住房和城乡建设局
---
类别: 一件事
名称: 规划许可
申请表: {表单名称: 规划许可联合申请表, 替代: ["330100301000", "330100401000"]}
特别程序:
  - 名称: 公示
    时限: {数值: 10, 单位: 自然日}
    计入时限: 否
    依据: [《中华人民共和国城乡规划法》第四十条]
    联合: 是
事项:
  - {基本编码: "330100301000", 层级: 县级, 部门: 象山县住房和城乡建设局}
  - {基本编码: "330100401000", 层级: 县级, 部门: 象山县市场监督管理局}
"""

LIST = "mergeable-procedures"
_MERGED = "合一"
_ABOLISHED = "取消"
_MOST_NAMES = 5
_FLOWS = ("办事流程", "业务流程")


def _table(context: Context) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What can be merged: its name, and the words that a procedure or step of that kind has in its name."""
    rows = context.lexicon.lists.get(LIST, ())
    return tuple((text_of(row.get("名称")), tuple(texts_of(row.get("写法")))) for row in rows)


@lru_cache(maxsize=4096)
def _kind(name: str, table: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    """What a procedure or a step is, of what can be merged; "" if nothing."""
    return next((kind for kind, words in table if any(word in name for word in words)), "")


def facts(document: Document, context: Context) -> Iterator[Fact]:
    """Of a matter [code, what it publishes or inspects]; of a one-thing its members and what is joint."""
    value, table = document.value, context.once(_table)
    if document.kind is Kind.ONE_THING:
        procedures = [each for _, each in mappings_of(value.get("特别程序")) if each.get("联合") == "是"]
        joint = {_kind(text_of(each.get("名称")), table) for each in procedures}
        yield Fact(("名称",), {**essentials(value), "联合": sorted(joint)})
        return
    kinds: set[str] = set()
    for key, name in (("特别程序", "名称"), (_FLOWS[0], "环节"), (_FLOWS[1], "环节")):
        listed = value.get(key)
        if type(listed) is list:
            for item in listed:
                said = item.get(name) if type(item) is dict else None
                if type(said) is str and (kind := _kind(said, table)):
                    kinds.add(kind)
    code = text_of(value.get("基本编码")) if kinds else ""
    if code and value.get("状态") != _ABOLISHED:
        yield Fact(("基本编码",), [code, sorted(kinds)])


@rule(
    severity=Severity.INFO,
    title="一件事的公示、核查可以合并",
    message="办“{thing}”，{matters}各做一次{kind}；合并成一次可以省时间，请在 特别程序 里写明联合进行",
    source="乐清市政协 2017 年报告：三次公示并为一次，30 天缩短为 10 天",
    what="同一件事所含的几个事项，特别程序或流程里各有公示、公告或现场核查，而一件事没有写明联合进行（联合: 是）。"
    "合一办理的、只征求意见的、不会同时办到的事项不算。",
    why="公示、核查按天算，几个部门接着做就要几倍的时间；对象是同一个项目，做一次各部门都能用。",
    fix="在一件事的 特别程序 里写上这一程序和 联合: 是，各部门一起公示、一起到现场；确有不同要求的可以不改。",
    gathers=facts,
    kinds=(Kind.MATTER, Kind.ONE_THING),
)
def judge(facts: Sequence[PlacedFact], context: Context) -> Iterator[Hit]:
    """For each one-thing, look for a kind that several members have each for itself."""
    things, of_matters = parted(facts)
    if not things:
        return
    kinds: dict[str, dict[str, PlacedFact]] = defaultdict(dict)
    for fact in of_matters:
        for kind in fact.data[1]:
            kinds[kind].setdefault(fact.data[0], fact)
    for thing in things:
        for kind, holders in kinds.items():
            if kind not in thing.data["联合"]:
                yield from _look(thing, kind, holders)


def _look(thing: PlacedFact, kind: str, holders: Mapping[str, PlacedFact]) -> Iterator[Hit]:
    having: dict[str, int] = {}
    for at, member in enumerate(thing.data["事项"]):
        code = text_of(member.get("基本编码"))
        if code in holders and asks_the_applicant(member) and member.get("方式") != _MERGED:
            having.setdefault(code, at)
    together = most_together(thing.data, list(having.values())) if len(having) > 1 else []
    if len(together) > 1:
        found = [holders[text_of(thing.data["事项"][at].get("基本编码"))] for at in together]
        matters = "、".join(f"“{_title(fact)}”" for fact in found[:_MOST_NAMES]) + (
            f"等 {len(found)} 个事项" if len(found) > _MOST_NAMES else ""
        )
        yield Hit.on(
            thing.anchor, [fact.anchor for fact in found], thing=thing.data["名称"], matters=matters, kind=kind
        )


def _title(fact: PlacedFact) -> str:
    code, title = fact.anchor.owner.matter or (fact.data[0], "")
    return title or code
