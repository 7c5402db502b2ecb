"""Ways in which a matter can be applied for, and whether one of them is the net."""

from __future__ import annotations

from catalog_tool.model import Matter, text_of, texts_of

_BY_NET = frozenset({"网上办理", "移动端"})
_BY_NET_ABROAD = frozenset({"全程网上办理", "网上申报证照快递送达"})
"""Of 通办方式: who may apply from elsewhere on-line may apply on-line."""


def ways(matter: Matter) -> list[str]:
    """办理形式, as written."""
    return texts_of(matter.value.get("办理形式"))


def is_on_line(matter: Matter) -> bool:
    """Whether a matter can be applied for on-line: as 办理形式 says; where it says nothing, 通办方式 or a 网办地址."""
    value = matter.value
    offered = value.get("办理形式")
    if type(offered) is list and "网上办理" in offered:
        return True
    ways_said = texts_of(offered)
    if ways_said:
        return not _BY_NET.isdisjoint(ways_said)
    return not _BY_NET_ABROAD.isdisjoint(texts_of(value.get("通办方式"))) or bool(
        text_of(value.get("网办地址")).strip()
    )


NOT_APPLIED_FOR = frozenset({"行政处罚", "行政强制", "行政征收", "行政检查", "内部管理"})
"""Types that an office exercises of itself: nobody applies, so no counter and no page has to take applications."""
