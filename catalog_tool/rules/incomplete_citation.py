"""A basis that cannot be looked up: no 《》, no article, no number, or a number without 〔〕."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from catalog_tool.context import Context
from catalog_tool.domain.bases import is_named
from catalog_tool.domain.citations import (
    DEPARTMENT_RULE,
    DOCUMENT,
    GOVERNMENT_RULE,
    LAW,
    LOCAL_REGULATION,
    REGULATION,
    Citation,
    basis_lists,
    fold_law,
    parse,
)
from catalog_tool.domain.placeholders import placeholders
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter, Path
from catalog_tool.rules import rule

BAD = """
适用依据:
  - 名称: 中华人民共和国建筑法  # <- incomplete-citation
    条款: 第七条、第八条
    类别: 法律
  - {名称: 《建设工程质量管理条例》, 文号: 国务院令第279号, 类别: 行政法规}  # <- incomplete-citation
  - {名称: 《建筑工程施工许可管理办法》, 条款: 第四条, 类别: 部门规章}  # <- incomplete-citation
  - 名称: 《象山县建设工程管理若干意见》
    文号: 象政发[2017]6号  # <- incomplete-citation
    类别: 规范性文件
前置事项:
  - 基本编码: "330100301000"
    依据: [建筑法第八条]  # <- incomplete-citation
"""

GOOD = """
适用依据:
  - {名称: 《中华人民共和国建筑法》（2011年修正）, 条款: 第七条、第八条, 类别: 法律}
  - {名称: 《建筑工程施工许可管理办法》, 文号: 住房和城乡建设部令第18号, 条款: 第四条, 类别: 部门规章}
  - {名称: 《象山县建设工程管理若干意见》, 文号: 象政发〔2017〕6号, 类别: 规范性文件}
  - {名称: 《关于推进和保障桐庐县深化“最多跑一次”改革的决定》, 类别: 人大决定}
前置事项:
  - {基本编码: "330100301000", 依据: [《建筑法》第八条, 象政发〔2017〕6号]}
"""

_NUMBERED: Final = frozenset({DEPARTMENT_RULE, GOVERNMENT_RULE, DOCUMENT})
_IN_ARTICLES: Final = frozenset({LAW, REGULATION, LOCAL_REGULATION, DEPARTMENT_RULE, GOVERNMENT_RULE})
_LAW_LIKE = re.compile("(?:法|法典|条例|细则)(?:\\([^()]*\\))?$")
# Decisions, lists and replies are seldom divided into articles, whatever their rank.
_UNDIVIDED = re.compile(
    "(?:决定|决议|目录|名录|清单|公告|通告|批复|复函|解释|通知|意见|标准|规划|方案)(?:\\([^()]*\\))?$"
)
# A bare 7 may be anything.
_ARTICLE = re.compile(
    "第.{1,20}?[条章节款项部分编]|[附全序][件表录则文号]|[零〇一二三四五六七八九十百0-9]{1,9}[条章节款项]"
)
_FIELDS = ("名称", "文号", "条款", "内容", "类别")
_ABOLISHED = "取消"
_STILL_IN_A_LAW = 60


@rule(
    severity=Severity.WARNING,
    title="依据写得不全",
    message="依据“{basis}”{problem}；{advice}",
    source="江苏省“不见面审批”事项办事指南编写规范：依据写全称、文号、条款；GB/T 9704-2012：年份用六角括号〔〕",
    what="各处的依据都要查得到：名称带书名号（只写文号的除外）；法律、法规、规章写到第几条；"
    "类别是规章、规范性文件的有文号；文号的年份用六角括号〔〕。决定、目录、通知一类不分条的不要求条款。",
    why="写得不全的依据，申请人和窗口都翻不到原文，等于没有依据。",
    fix="补全称和书名号、条款、文号，如 《中华人民共和国户口登记条例》第十条、浙政发〔2017〕6号。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Look at each basis of the matter; what recurs is judged once."""
    for path, bases in basis_lists(matter.value):
        for index, item in enumerate(bases):
            if type(item) is str:
                faults = _faults_of_text(item)
            elif type(item) is dict:
                faults = _faults_of_object(*[value if type(value) is str else "" for value in map(item.get, _FIELDS)])
            else:
                continue
            if faults and matter.status != _ABOLISHED:
                yield from _hits((*path, index), item, faults, context)


def _hits(path: Path, item: object, faults: tuple[tuple[str, str, str, str], ...], context: Context) -> Iterator[Hit]:
    is_placeholder = context.once(placeholders).is_placeholder
    for key, basis, problem, advice in faults:
        # What says nothing at all is placeholder-text's.
        if not is_placeholder(basis):
            yield Hit.at((*path, key) if isinstance(item, dict) else path, basis=basis, problem=problem, advice=advice)


@lru_cache(maxsize=16384)
def _faults_of_text(text: str) -> tuple[tuple[str, str, str, str], ...]:
    return tuple(fault for one in parse(text) for fault in _faults(one, text))


@lru_cache(maxsize=16384)
def _faults_of_object(
    name: str, number: str, article: str, content: str, category: str
) -> tuple[tuple[str, str, str, str], ...]:
    item = {"名称": name, "文号": number, "条款": article, "类别": category}
    # An article quoted with its number needs no 条款 of its own.
    quoted = content[:_STILL_IN_A_LAW]
    return tuple(fault for one in parse(item) for fault in _faults(one, quoted))


def _faults(one: Citation, beside: str) -> Iterator[tuple[str, str, str, str]]:
    """Key, basis as shown, problem and advice of each fault; `beside` may hold the article too."""
    shown = f"《{one.name}》" if one.marked else one.name or one.number
    if not is_named(shown):
        return
    if one.name and not one.marked:
        yield "名称", shown, "没有书名号，看不出是哪部法规或哪份文件", "请写成 《全称》，只写文号的写全文号"
    if mended := one.number_fault:
        yield "文号", shown, f"的文号“{one.number}”年份没有用六角括号", f"请写成 {mended}"
    if not one.name:
        return
    if one.category in _NUMBERED and not one.number:
        advice = "请补上文号，如 浙政发〔2017〕6号、住房和城乡建设部令第18号"
        yield "文号", shown, f"是{one.category}，却没有写文号", advice
    folded = fold_law(one.name)
    divided = one.category in _IN_ARTICLES if one.category else one.marked and _LAW_LIKE.search(folded)
    if divided and not _UNDIVIDED.search(folded) and not _has_article(one, beside):
        yield "条款", shown, "没有写到第几条", "请写明条款，如 第十条第二款"


def _has_article(one: Citation, beside: str) -> bool:
    if one.article and _ARTICLE.search(one.article.replace(one.number, "") if one.number else one.article):
        return True
    return bool(_ARTICLE.match(beside.strip()) and beside.strip().startswith("第"))
