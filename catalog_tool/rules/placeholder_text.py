"""A field that holds a placeholder instead of what is due."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from catalog_tool.context import Context
from catalog_tool.domain.placeholders import placeholders
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Kind, Matter, Path, texts_of
from catalog_tool.rules import rule

BAD = """
受理条件: [工程投资额在限额以上, 按上级规定执行]  # <- placeholder-text
批准条件: 待补充  # <- placeholder-text
常见问题:
  - 问: 要带哪些图纸？
    答: 详见附件。  # <- placeholder-text
  - 问: 多久能拿到证？
    答: 具体时间以窗口答复为准  # <- placeholder-text
---
类别: 一件事
受理机构: 待补充  # <- placeholder-text
"""

GOOD = """
受理条件: [工程投资额在限额以上, 已办理用地批准手续]
批准条件: [施工场地已经具备施工条件, 施工图审查意见见《实施细则》第三条, 建设资金已落实]
备注: 待补充
常见问题:
  - {问: 周六能办吗？, 答: 周六上午可以办理，法定节假日以政务服务中心公告为准。}
"""

# What nobody must fill in, and what a person of the office writes for himself.
_FREE = frozenset({"备注", "归档", "地方自定"})
# What says of a condition only that there are rules for it is vague-condition's.
_CONDITIONS = ("受理条件", "批准条件")
_VAGUE = "vague-condition"
_ABOLISHED = "取消"


@rule(
    severity=Severity.ERROR,
    title="内容是占位文字",
    message="这里只写了“{text}”，等于没有填；请写出具体内容，确实没有的删去这一项",
    source="国办函〔2017〕115号：201 个平台中 68% 有空白栏目",
    what="应当写内容的地方整格写着 待补充、详见附件、按上级规定、以窗口为准 一类的话。一句话里另有实在内容的不算；"
    "受理条件、批准条件里只说按有关规定的另有规则；"
    "一件事和 catalog.yaml 也查。备注、归档，指导目录里列入 地方自定 的项目，已经取消的事项，都不查。",
    why="申请人打开指南就是要看这一格，看到的却是让他再去问别人。",
    fix="把附件、上级规定、窗口口径里的内容写到这一格来；暂时定不下来的事项，先不要公布这一项。",
    kinds=Kind,
    as_matter=True,
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Look quickly over all texts; on a suspicion walk them with their paths."""
    known = context.once(placeholders)
    if not known.stands_in(matter.all_text) or matter.status == _ABOLISHED:
        return
    left = tuple(texts_of(matter.value.get("地方自定"))) if context.is_directory else ()
    is_placeholder = known.is_placeholder
    for path, text in _texts(matter.value):
        if is_placeholder(text) and not _is_left(path, left) and not _is_vague(path, text, context):
            yield Hit.at(path, text=text.strip())


def _texts(value: Any) -> Iterator[tuple[Path, str]]:
    waiting: list[tuple[Path, Any]] = [((), value)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, dict):
            waiting.extend(
                ((*path, key), item) for key, item in value.items() if key not in _FREE and not key.startswith("x-")
            )
        elif isinstance(value, list):
            waiting.extend(((*path, index), item) for index, item in enumerate(value))


def _is_vague(path: Path, text: str, context: Context) -> bool:
    """Whether a condition only says 按有关规定."""
    return path[0] in _CONDITIONS and any(
        re.search(word, text.strip()) for word in context.lexicon.words.get(_VAGUE, ())
    )


def _is_left(path: Path, left: tuple[str, ...]) -> bool:
    """Whether the directory leaves a field to the regions."""
    name = ".".join(step for step in path if isinstance(step, str))
    return any(name == field or name.startswith(f"{field}.") for field in left)
