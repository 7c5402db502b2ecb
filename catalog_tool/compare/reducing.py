"""A matter reduced to what comparing reads, and how that travels.

Thousands of matters are held at once and come home from workers, so a comparable is
plain values without what nobody compares, with one object for equal keys and short
words, and places as bare numbers: 15 kB instead of 70, and marshal brings it home
five times as fast as pickle brings the whole (two cores, 10 kB a file).
"""

from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any

from catalog_tool.model import Document, Path, Place

KEPT = (
    "基本编码", "权力编码", "业务办理项编码", "主项名称", "子项名称", "孙项名称", "事项类型", "行使层级", "审批链",
    "权力来源", "权力来源依据", "权力来源机关", "地方补充", "实施主体", "主管部门", "状态", "调整说明", "地方自定",
    "适用依据", "受理条件", "批准条件", "前置事项", "情形", "申请材料", "办事流程", "业务流程", "办理时限", "表单内容",
    "特别程序", "服务对象", "办件类型", "到现场次数", "办理形式", "通办范围", "通办方式", "收费", "审批结果",
    "名称", "编码", "牵头部门", "事项",
)  # fmt: skip
"""The fields any comparator, or the judgement, reads; the last four are those of a 一件事."""
_WITHIN = ("申请材料", "办事流程", "业务流程", "适用依据", "表单内容", "审批结果")
_UNREAD = frozenset({
    "说明", "岗位", "办理处室", "产出", "产出文书", "退回至", "征求意见部门", "填报须知", "空白表格", "示范文本",
    "出具单位", "来源渠道", "来源事项", "未共享原因", "介质", "内容", "样本", "送达方式", "填写要求",
})  # fmt: skip
"""Keys inside those lists that no comparator reads."""
_PLACED: tuple[Path, ...] = (
    (), ("基本编码",), ("编码",), ("主项名称",), ("子项名称",), ("事项类型",), ("行使层级",), ("实施主体", "名称"),
    ("主管部门",), ("办理时限",), ("办理时限", "法定"), ("办理时限", "承诺"), ("服务对象",), ("办件类型",),
    ("到现场次数",), ("办理形式",), ("通办范围",), ("通办方式",), ("收费",),
)  # fmt: skip
_PLACED_LISTS: tuple[Path, ...] = (
    ("申请材料",), ("办理时限", "分情形"), ("适用依据",), ("受理条件",), ("批准条件",), ("前置事项",), ("情形",),
    ("办事流程",), ("业务流程",), ("表单内容",), ("特别程序",), ("审批链",), ("审批结果",), ("收费", "项目"),
    ("事项",),
)  # fmt: skip
_SHORT = 24

Spots = Mapping[Path, tuple[int, ...]]
"""Line and column of a field; of a list its own, then those of each item in order."""


def reduced(value: Mapping[str, Any]) -> dict[str, Any]:
    """A matter's value with the compared fields only."""
    return {key: _lean(value[key], key in _WITHIN) for key in KEPT if key in value}


def _lean(value: Any, within: bool) -> Any:
    kind = type(value)
    if kind is str:
        return intern(value) if len(value) <= _SHORT else value
    if kind is dict:
        return {intern(key): _lean(item, within) for key, item in value.items() if not within or key not in _UNREAD}
    if kind is list:
        return [_lean(item, within) for item in value]
    return value


def spots_of(document: Document, value: Mapping[str, Any]) -> Spots:
    """Where the compared fields of a document stand."""
    place = document.place
    spots: dict[Path, tuple[int, ...]] = {path: tuple(place(path)) for path in _PLACED if not path or path[0] in value}
    for path in _PLACED_LISTS:
        listed = value.get(str(path[0]))
        if len(path) > 1 and listed is not None:
            listed = listed.get(path[1]) if isinstance(listed, dict) else None
        if listed is None:
            continue
        numbers = [*place(path)]
        if isinstance(listed, list):
            for index in range(len(listed)):
                numbers += place((*path, index))
        spots[path] = tuple(numbers)
    return spots


def place_of(spots: Spots, path: Path) -> Place:
    """The place of a path, or of its nearest ancestor that has one."""
    while True:
        found = spots.get(path)
        if found is not None:
            return Place(found[0], found[1])
        last, path = path[-1], path[:-1]
        if isinstance(last, int) and path in spots:
            at = 2 * (last + 1)
            found = spots[path]
            if at < len(found):
                return Place(found[at], found[at + 1])
