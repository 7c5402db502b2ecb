"""A hall's address that stops at the door: no window, room or floor."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from catalog_tool.context import Context
from catalog_tool.domain.contacts import is_said
from catalog_tool.domain.windows import Window, windows_of
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Document, Kind
from catalog_tool.rules import rule

BAD = """
办理窗口:
  - {名称: 象山县行政服务中心, 地址: 象山县丹东街道示例路 1 号, 时间: 工作日 8:30-17:00}  # <- imprecise-address
"""

GOOD = """
类别: 实施清单
办理场所:
  - {编号: XS-PCS, 名称: 石浦派出所户籍室, 类型: 派出所, 地址: 石浦镇示例路 9 号, 时间: 工作日 8:30-17:00}
  - {编号: XS-DB, 名称: 沙塘湾村代办点, 类型: 村社代办点, 地址: 沙塘湾村委会, 时间: 每周一、四上午}
  - {编号: XS-00, 名称: 象山县行政服务中心, 类型: 行政服务中心, 地址: 丹东街道示例路 1 号, 时间: 工作日 8:30-17:00}
---
办理窗口:
  - {场所: XS-PCS, 可办: [受理, 办理, 出件]}
  - {场所: XS-DB, 可办: [咨询, 收件]}
  - {场所: XS-00, 窗口: A 区综合 1-8 号, 可办: [咨询, 受理, 出件]}
  - {名称: 象山县行政服务中心不动产分中心, 地址: 丹东街道示例路 3 号二楼, 时间: 工作日 8:30-17:00, 可办: [受理]}
"""

WORDS = "precise-address"
_HALLS = frozenset({"行政服务中心", "分中心", "镇街便民服务中心"})
_HALL_NAME = re.compile("(?:服务|审批|办事|政务|受理|便民|办税)(?:中心|大厅|大楼|服务厅)|办事处大厅|服务厅")
_NO_HALL_NAME = re.compile("派出所|警务室|代办|村委|社区|村便民|自助")


@rule(
    severity=Severity.WARNING,
    title="大厅地址没有写到窗口",
    message="“{name}”的地址“{address}”只写到大门；请写明几号窗口、哪个房间或者几楼",
    source="温州办事指南核查规则：地址精确到窗口或房间；乐清市政协 2017 年报告：群众在二楼三楼之间来回跑",
    what="行政服务中心、分中心、镇街便民服务中心和名称是大厅的地方，办理窗口要写 窗口，或者地址里有窗口、房间、楼层。"
    "派出所、村社代办点、部门办公点、银行、邮政和自助终端不要求。",
    why="大厅有几层楼、上百个窗口，只写门牌，到了还要再问一遍、再排一次队。",
    fix="在这个办理窗口下写 窗口，如 二楼投资项目审批 3 号；各窗口通办的写“各综合窗口”。",
    kinds=(Kind.MATTER, Kind.ONE_THING),
)
def check(document: Document, context: Context) -> Iterator[Hit]:
    """Look at each window of a hall that gives no 窗口."""
    value = document.value
    if value.get("状态") == "取消":
        return
    for window in windows_of(value, context):
        if is_said(window.own.get("窗口")) or not _is_hall(window):
            continue
        address = window.text("地址")
        is_precise = context.once(_finder)
        # Without an address there is nothing to be more precise than.
        if is_precise and is_said(address) and not is_precise(f"{window.name}\n{address}"):
            yield Hit.at(("办理窗口", window.number), name=window.name, address=address)


def _is_hall(window: Window) -> bool:
    if window.kind:
        return window.kind in _HALLS
    name = window.name
    return _HALL_NAME.search(name) is not None and _NO_HALL_NAME.search(name) is None


def _finder(context: Context) -> Callable[[str], bool] | None:
    words = context.lexicon.words.get(WORDS)
    if not words:
        return None
    pattern = re.compile("|".join(f"(?:{word})" for word in words))
    return lru_cache(maxsize=4096)(lambda text: pattern.search(text) is not None)
