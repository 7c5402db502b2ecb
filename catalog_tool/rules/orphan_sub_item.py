"""Main items and sub-items that do not belong together.

A list need not show its main items as rows of their own: most real lists never do,
and their subs carry 主项名称 themselves. Only where a catalog shows most of its
divided main items as rows (00Y) is one without a row a gap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from catalog_tool.context import Context
from catalog_tool.domain.codes import parse_basic
from catalog_tool.domain.names import fold
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter
from catalog_tool.rules import Fact, PlacedFact, rule

BAD = """
基本编码: "330100201000"  # <- orphan-sub-item
---
基本编码: "330100201001"
---
基本编码: "33010030100Y"  # <- orphan-sub-item
---
基本编码: "33010040100Y"
---
基本编码: "330100401001"
---
基本编码: "330100501001"  # <- orphan-sub-item
主项名称: 建设工程规划许可证核发
子项名称: 建设工程规划许可证核发（建筑类）
---
基本编码: "330100601001"  # <- orphan-sub-item
主项名称: 客运班线经营许可
子项名称: 客运班线经营许可（新增）
---
基本编码: "330100601002"  # <- orphan-sub-item
主项名称: 道路客运班线经营许可证明办理
子项名称: 道路客运班线经营许可证明办理（补发）
---
基本编码: "33010060100Y"
主项名称: 客运班线经营许可
子项名称: 客运班线经营许可
"""

GOOD = """
基本编码: "33010020100Y"
---
基本编码: "330100201001"
子项名称: 建筑工程施工许可证核发（新办）
---
基本编码: "330100201002"
子项名称: 建筑工程施工许可证核发（变更）
---
基本编码: "330100301000"
主项名称: 建设工程规划许可证核发
子项名称: 建设工程规划许可证核发
"""

_WHOLE, _MAIN, _SUB = "whole", "main", "sub"
_ABOLISHED = "取消"
_MOST_SHOWN = 3


def facts(matter: Matter, context: Context) -> Iterator[Fact]:
    """Main code, role, code and 主项名称 of each coded matter in force."""
    code = parse_basic(context.profile, matter.code)
    if code is not None and matter.status != _ABOLISHED:
        role = _WHOLE if code.is_undivided else _MAIN if code.is_main_with_subs else _SUB
        yield Fact(("基本编码",), [code.main_code, role, matter.code, matter.main_name])


@dataclass
class _Main:
    """All rows of one main code: the first row of each full code by role, and of each 主项名称."""

    rows: dict[str, dict[str, PlacedFact]] = field(default_factory=lambda: {_WHOLE: {}, _MAIN: {}, _SUB: {}})
    names: dict[str, PlacedFact] = field(default_factory=dict)

    def add(self, fact: PlacedFact) -> None:
        """Take a row; handling items of one code count once."""
        _, role, code, name = fact.data
        self.rows[role].setdefault(code, fact)
        if name:
            self.names.setdefault(fold(name), fact)


@rule(
    severity=Severity.ERROR,
    title="主项与子项对不上",
    message="{problem}；{advice}",
    source="GB/T 39554.1-2020：000 为不分子项，00Y 为有子项的主项；DB52/T 1264-2018",
    what="编码末三位是 000 的事项不应有子项；00Y 的应有子项；目录里列了主项行的，每个子项都要有主项行；"
    "同一主项编码只有一个主项名称（不止一个的只警告）。已取消的不计。",
    why="主项和子项靠编码相连。连不上的，汇总时或者漏掉，或者挂到别的主项下；各地自编子项更会让数据传不上去。",
    fix="对照省目录：本不分子项的，把各子项并回 000，差别用 情形 表示；确有子项的，主项改 00Y；缺的行补上，多的删去。",
    gathers=facts,
)
def judge(facts: Sequence[PlacedFact], context: Context) -> Iterator[Hit]:
    """Group rows by main code and look at each group."""
    mains: dict[str, _Main] = defaultdict(_Main)
    # By code: what is said of which matter must not depend on how files are named.
    for fact in sorted(facts, key=lambda fact: str(fact.data[2])):
        mains[fact.data[0]].add(fact)
    shown = sum(1 for main in mains.values() if main.rows[_SUB] and main.rows[_MAIN])
    unshown = sum(1 for main in mains.values() if main.rows[_SUB] and not main.rows[_MAIN])
    for main in mains.values():
        yield from _rows(main, shows_mains=shown > 0 and shown >= unshown)
        if len(main.names) > 1:
            yield from _names(main)


def _rows(main: _Main, *, shows_mains: bool) -> Iterator[Hit]:
    wholes, mains, subs = (list(main.rows[role].values()) for role in (_WHOLE, _MAIN, _SUB))
    for whole in wholes:
        if divided := [*mains, *subs]:
            problem = f"{whole.data[2]} 表示不分子项，目录里却另有 {_codes(divided)}"
            advice = "请对照省目录：不分子项的并回这一项，分子项的把这一项改为主项（末三位 00Y）或删去"
            yield Hit.on(whole.anchor, [fact.anchor for fact in divided], problem=problem, advice=advice)
    for row in mains:
        if not subs and not wholes:
            problem = f"{row.data[2]} 表示主项下有子项，目录里却一个子项也没有"
            yield Hit.on(row.anchor, problem=problem, advice="请补上子项；本不分子项的，编码末三位改为 000")
    if shows_mains and subs and not mains and not wholes:
        first, others = subs[0], [fact.anchor for fact in subs[1:]]
        problem = f"子项 {_codes(subs)} 没有主项：目录里别的主项都有末三位 00Y 的一行，这里没有"
        yield Hit.on(first.anchor, others, problem=problem, advice="请补上主项那一行，或核对编码中间五位是否抄错")


def _names(main: _Main) -> Iterator[Hit]:
    rows = list(main.names.values())
    names = "”“".join(row.data[3] for row in rows[:_MOST_SHOWN])
    more = "等" if len(rows) > _MOST_SHOWN else ""
    problem = f"主项编码 {rows[0].data[0]} 有 {len(rows)} 个主项名称（“{names}”{more}）"
    advice = "请对照省目录核对：编码抄错的改编码，名称写错的改名称"
    for row in rows:
        others = [other.anchor for other in rows if other is not row]
        yield Hit.on(row.anchor, others, severity=Severity.WARNING, problem=problem, advice=advice)


def _codes(rows: Sequence[PlacedFact]) -> str:
    codes = "、".join(row.data[2] for row in rows[:_MOST_SHOWN])
    return codes if len(rows) <= _MOST_SHOWN else f"{codes} 等 {len(rows)} 个"
