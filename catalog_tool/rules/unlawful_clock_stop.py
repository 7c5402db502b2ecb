"""A licence whose clock stands still for a procedure that the law does not take out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.bases import names_a_basis
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter, mappings_of, text_of
from catalog_tool.rules import rule

BAD = """
特别程序:
  - 名称: 公示
    时限: {数值: 7, 单位: 工作日}
    计入时限: 否  # <- unlawful-clock-stop
"""

GOOD = """
特别程序:
  - {名称: 专家评审, 时限: {数值: 30, 单位: 工作日}, 计入时限: 否}
  - 名称: 公示
    时限: {数值: 7, 单位: 工作日}
    计入时限: 否
    依据: [《中华人民共和国海域使用管理法》第十七条]
  - {名称: 现场核查, 时限: {数值: 1, 单位: 工作日}, 计入时限: 是}
"""

WORDS = "clock-stopping"
_LICENCE = "行政许可"
_CANCELLED = "取消"
_ASIDE = re.compile("[（(][^（）()]{0,60}[）)]")
_JOINED = re.compile("[、，,；;/+]|以及|和|及|或者|或")
_END = "(?:会|会议|程序|环节|阶段|工作|活动|时间|期间|过程|手续)?"


@rule(
    severity=Severity.ERROR,
    title="不该停的时限停了",
    message="特别程序“{name}”写着不计入时限，却没有依据；"
    "依法只有听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审可以不计，请改为 计入时限: 是，或写明依据",
    source="行政许可法第四十五条",
    what="行政许可的特别程序写 计入时限: 否 的，须是听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审之一；"
    "别的程序要写明依据。",
    why="把公示、核查、会审的时间都剔出去，二十个工作日可以拖成半年，承诺等于没有。",
    fix="把 计入时限 改为 是，并核对承诺够不够；确有法律、法规规定不计入的，在 依据 里写明条款。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Look at the procedures of a licence that are not counted."""
    value = matter.value
    if "特别程序" not in value or value.get("事项类型") != _LICENCE or value.get("状态") == _CANCELLED:
        return
    lawful = context.once(_pattern)
    if lawful is None:
        return
    for index, procedure in mappings_of(value["特别程序"]):
        name = text_of(procedure.get("名称"))
        if (
            procedure.get("计入时限") == "否"
            and not _is_lawful(name, lawful)
            and not names_a_basis(procedure.get("依据"))
        ):
            yield Hit.at(("特别程序", index, "计入时限"), name=name)


def _is_lawful(name: str, lawful: re.Pattern[str]) -> bool:
    """Whether each procedure that a name joins is one of the law's: 招标公示 is a 公示."""
    parts = [part for part in _JOINED.split(_ASIDE.sub("", name).strip()) if part.strip()]
    return bool(parts) and all(lawful.search(part.strip()) for part in parts)


def _pattern(context: Context) -> re.Pattern[str] | None:
    words = context.lexicon.words.get(WORDS)
    return re.compile(f"(?:{'|'.join(f'(?:{word})' for word in words)}){_END}$") if words else None
