"""A matter's content changed since a revision, and its 版本 did not rise."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence

from catalog_tool.context import Context
from catalog_tool.domain.names import fold
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter
from catalog_tool.rules import Fact, PlacedFact, Surroundings, rule

# The first document of an example is the matter as it was, the second as it is.
BAD = """
版本: 2
到现场次数: 1
---
版本: 2  # <- version-not-raised
到现场次数: 0
必须现场原因:
"""

GOOD = """
版本: 2
---
版本: 3
通俗名称: 施工许可
"""

_ABOUT_THE_CHANGE = frozenset({"版本", "调整说明"})
_MOST_SHOWN = 5
_Identity = tuple[str, ...]


def facts(matter: Matter, context: Context) -> Iterator[Fact]:
    """What tells the matter apart, its 版本, and a digest of each of its fields; run under --since alone."""
    version = matter.value.get("版本")
    if not isinstance(version, int) or isinstance(version, bool):
        return
    who = [matter.code or fold(matter.title), matter.detail_name, matter.handling_code, matter.body_name]
    digests = [
        [key, _digest(value)]
        for key, value in matter.value.items()
        if key not in _ABOUT_THE_CHANGE and not key.startswith("x-") and value is not None
    ]
    yield Fact(("版本",), [who, version, digests])


def _digest(value: object) -> str:
    # The order of keys is no content: `fmt` changes it.
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


@rule(
    severity=Severity.WARNING,
    title="内容改了，版本没有提高",
    message="{fields}和比较的那一版不同，而版本仍是 {version}（那一版是 {before}）；请把版本改成 {next}，并写 调整说明",
    source="2018 年杭州市政府报告：建立办事指南和事项的动态调整机制",
    what="带 --since 检查时，同一事项（基本编码、孙项名称、业务办理项编码、实施主体都相同）的内容和那一版相比有改动，"
    "而 版本 没有加大。换文件、换顺序、改注释不算改动；x- 开头的和 调整说明 不计。",
    why="上级和别的系统靠版本判断要不要重新取数；内容改了版本不动，别处看到的就一直是旧的。",
    fix="把版本加一，在 调整说明 里写为什么改、依据什么；改动是无意的，改回去。",
    gathers=facts,
    wide=True,
    only_since=True,
)
def judge(facts: Sequence[PlacedFact], context: Context, around: Surroundings) -> Iterator[Hit]:
    """Compare each matter with what it was, wherever it stood."""
    if around.earlier is None:
        return
    earlier = _by_identity(around.earlier)
    for who, rows in _by_identity(facts).items():
        before = earlier.get(who, [])
        # Rows that cannot be told apart are duplicate-code's; which of them was which no one knows.
        if len(rows) != 1 or len(before) != 1:
            continue
        (_, version, now), (_, version_before, was) = rows[0].data, before[0].data
        changed = _changed(now, was)
        if changed and version <= version_before:
            shown = "、".join(changed[:_MOST_SHOWN]) + (f"等 {len(changed)} 处" if len(changed) > _MOST_SHOWN else "")
            raised = version_before + 1
            yield Hit.on(rows[0].anchor, fields=shown, version=version, before=version_before, next=raised)


def _by_identity(facts: Sequence[PlacedFact]) -> dict[_Identity, list[PlacedFact]]:
    found: dict[_Identity, list[PlacedFact]] = defaultdict(list)
    for fact in facts:
        found[tuple(fact.data[0])].append(fact)
    return found


def _changed(now: list[list[str]], was: list[list[str]]) -> list[str]:
    """The fields that differ, in the order they are written now; those that went follow."""
    digests, old = dict(now), dict(was)
    return [key for key in {**digests, **old} if digests.get(key) != old.get(key)]
