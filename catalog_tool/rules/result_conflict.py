"""A result whose kind contradicts its name, or a certificate without validity or sample."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from catalog_tool.context import Context
from catalog_tool.domain.contacts import is_said
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import MAIN_WITH_SUBS, Matter, Path, mappings_of, text_of, texts_of
from catalog_tool.rules import rule

BAD = """
审批结果:
  - {名称: 建筑工程施工许可证, 类型: 批文}  # <- result-conflict
  - {名称: 关于同意设立的批复, 类型: 证照, 有效期: 长期, 样本: 附件/建筑工程施工许可证-样本.docx}  # <- result-conflict
  - {名称: 药品经营许可证, 类型: 证照, 有效期: 5 年}  # <- result-conflict
  - {名称: 居住证, 类型: 证照, 样本: 附件/建筑工程施工许可证-样本.docx}  # <- result-conflict
"""

GOOD = """
审批结果:
  - {名称: 施工许可证（变更页）, 类型: 证照, 样本: 附件/建筑工程施工许可证-样本.docx, 有效期: 无}
  - {名称: 完税凭证, 类型: 证明}
  - {名称: 不动产登记证明, 类型: 证照, 样本: 附件/建筑工程施工许可证-样本.docx, 有效期: 长期}
  - {名称: 规划条件批复, 类型: 批文}
"""

LIST = "result-kinds"
_CERTIFICATE = "证照"
_NAMES_NOTHING = frozenset({"无", "无结果", "无审批结果", "没有"})


@rule(
    severity=Severity.WARNING,
    title="审批结果写得不对",
    message="审批结果“{name}”{problem}；{advice}",
    source="温州办事指南核查规则：结果名称与类型一致，有结果的要有样本",
    what="审批结果的名称与类型一致：名称是批复、批文的类型是批文，末尾是证、证书、执照的类型是证照（凭证、证明不算）；类型是证照的要写"
    "有效期（可以写 长期 或 无），并附样本。指导目录不要求有效期和样本。",
    why="结果类型决定制证、送达和电子证照归集；有效期不写，群众不知道什么时候来换证。",
    fix="照证书实物改类型，补上有效期和样本。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Look at each result's name and kind, then at what a certificate needs."""
    results = matter.value.get("审批结果")
    if not results or matter.value.get("状态") == "取消":
        return
    if isinstance(results, dict):
        yield from _result(results, ("审批结果",), matter, context)
    else:
        for index, result in mappings_of(results):
            yield from _result(result, ("审批结果", index), matter, context)


def _result(result: Mapping[str, Any], path: Path, matter: Matter, context: Context) -> Iterator[Hit]:
    name, kind = text_of(result.get("名称")).strip(), text_of(result.get("类型"))
    if not name or not kind:
        return
    if name in _NAMES_NOTHING:
        if kind != "无":
            problem, advice = f"，类型却是“{kind}”", "有结果的写出名称，没有的类型写 无"
            yield Hit.at((*path, "类型"), name=name, problem=problem, advice=advice)
        return
    expected = context.once(_kinds)(name)
    if expected and kind not in expected:
        problem, advice = f"的类型是“{kind}”，按名称应为“{expected[0]}”", "请照发出的实物核对，改类型或改名称"
        yield Hit.at((*path, "类型"), name=name, problem=problem, advice=advice)
    # A directory leaves both to who issues; a main item issues nothing itself.
    if kind != _CERTIFICATE or context.is_directory or matter.code.endswith(MAIN_WITH_SUBS):
        return
    lacks = [key for key in ("有效期", "样本") if not text_of(result.get(key)).strip()]
    if lacks:
        problem = f"是证照，却没有写{'和'.join(lacks)}"
        advice = "有效期不限的写 长期，样本写文件的路径" if len(lacks) > 1 else _ADVICE[lacks[0]]
        yield Hit.at(path, name=name, problem=problem, advice=advice)


_ADVICE = {"有效期": "请写明几年，不限的写 长期", "样本": "请附一份样张，写出它的路径"}


def _kinds(context: Context) -> Callable[[str], tuple[str, ...]]:
    """The kinds that a name may have; () where it says nothing."""
    rows = [
        (re.compile(text_of(row.get("式样"))), tuple(texts_of(row.get("类型"))))
        for row in context.lexicon.lists.get(LIST, ())
        if is_said(row.get("式样"))
    ]

    def look_up(name: str) -> tuple[str, ...]:
        return next((kinds for pattern, kinds in rows if pattern.search(name)), ())

    return lru_cache(maxsize=4096)(look_up)
