"""A matter reduced to what comparing reads, and how that travels.

Thousands of matters are held at once and come home from workers, so a comparable is
plain values without what nobody compares, with one object for equal keys and short
words, and places as bare numbers: 15 kB instead of 70, and marshal brings it home
five times as fast as pickle brings the whole (two cores, 10 kB a file).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from sys import intern
from typing import Any

from catalog_tool.formats.places import nodes_in
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
_LISTS = frozenset({
    "申请材料", "适用依据", "受理条件", "批准条件", "前置事项", "情形", "办事流程", "业务流程", "表单内容", "特别程序",
    "审批链", "审批结果", "事项",
})  # fmt: skip
"""Lists whose items have places of their own."""
_PARTED = frozenset({"办理时限", "实施主体", "收费"})
"""Fields whose parts have places of their own; where a part is a list, so have its items."""
_KEPT = frozenset(KEPT)
_SHORT = 24

Spots = Mapping[Path, tuple[int, ...]]
"""Line and column of a field; of a list its own, then those of each item in order."""


def reduced(document: Document) -> tuple[dict[str, Any], Spots]:
    """A matter's compared fields, and where they stand."""
    marks, ends = document.marks_in_order or (None, ())
    spots: dict[Path, tuple[int, ...]] = {(): tuple(document.place(()))}
    value: dict[str, Any] = {}
    place = _Counting(marks) if marks is not None else _Asking(document)
    known = iter(ends)
    at = 1
    for key, item in document.value.items():
        start = at + 1
        at = start + 1
        if marks is not None and isinstance(item, (dict, list)):
            at = next(known, 0) or start + nodes_in(item)
        if key not in _KEPT:
            continue
        value[key] = _lean(item, key in _WITHIN)
        if key in _LISTS and isinstance(item, list):
            spots[(key,)] = place.each(item, start, (key,))
            continue
        spots[(key,)] = place.one(start, (key,))
        if key in _PARTED and isinstance(item, dict):
            below = start + 1
            for part, content in item.items():
                path = (key, part)
                many = isinstance(content, list)
                spots[path] = place.each(content, below + 1, path) if many else place.one(below + 1, path)
                below += 1 + nodes_in(content)
    return value, spots


# Both are asked the same: one answers by the index in the walk, the other by the path.
class _Counting:
    """Places by counting the nodes of a walk: several times as fast as asking for each."""

    def __init__(self, marks: Sequence[Any]) -> None:
        self._marks = marks

    def one(self, index: int, path: Path) -> tuple[int, ...]:  # noqa: ARG002
        """The place of the node with an index in the walk."""
        mark = self._marks[index]
        return mark.line + 1, mark.column + 1

    def each(self, items: Sequence[Any], index: int, path: Path) -> tuple[int, ...]:
        """The place of a list and of each item."""
        numbers = [*self.one(index, path)]
        index += 1
        for item in items:
            numbers += self.one(index, path)
            index += nodes_in(item)
        return tuple(numbers)


class _Asking:
    """Places asked for by path, where something that was read was not kept and counts would be off."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def one(self, index: int, path: Path) -> tuple[int, ...]:  # noqa: ARG002
        """The place of a path."""
        return tuple(self._document.place(path))

    def each(self, items: Sequence[Any], index: int, path: Path) -> tuple[int, ...]:  # noqa: ARG002
        """The place of a list and of each item."""
        paths = [path, *((*path, number) for number in range(len(items)))]
        return tuple(number for one in paths for number in self._document.place(one))


def _lean(value: Any, within: bool) -> Any:
    kind = type(value)
    if kind is str:
        return intern(value) if len(value) <= _SHORT else value
    if kind is dict:
        return {intern(key): _lean(item, within) for key, item in value.items() if not within or key not in _UNREAD}
    if kind is list:
        return [_lean(item, within) for item in value]
    return value


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
