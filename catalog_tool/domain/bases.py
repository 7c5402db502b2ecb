"""依据 as a claim: whether a list of bases names anything at all."""

from __future__ import annotations

from catalog_tool.domain.contacts import is_said

_NO_BASIS = frozenset({"无依据", "暂无依据", "没有依据", "无法定依据", "无相关依据"})


def is_named(text: object) -> bool:
    """Whether a name, number or plain text of a basis says anything: 《》, 无 and a stroke say nothing."""
    return isinstance(text, str) and is_said(name := text.strip("《》 \u3000\t\n")) and name not in _NO_BASIS


def names_a_basis(value: object) -> bool:
    """Whether a text, an object or any item of a list names a law or a document (名称, 文号 or plain text)."""
    if type(value) is list:
        for item in value:
            if type(item) is str:
                if is_named(item):
                    return True
            elif type(item) is dict and (is_named(item.get("名称")) or is_named(item.get("文号"))):
                return True
        return False
    if isinstance(value, dict):
        return is_named(value.get("名称")) or is_named(value.get("文号"))
    return is_named(value)
