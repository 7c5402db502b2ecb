"""Matters that demand something, as plain values, for the tests of rules about materials."""

from __future__ import annotations

from typing import Any

DIRECTORY = {"类别": "指导目录"}


def needed(name: str = "某份材料", **fields: Any) -> dict[str, Any]:
    return {"名称": name, "类别": "证明", "必要性": "必要", **fields}


def asking(*materials: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"实施主体": {"名称": "象山县住房和城乡建设局"}, "申请材料": list(materials), **more}


def held(name: str = "营业执照", **fields: Any) -> dict[str, Any]:
    return needed(name, **{"类别": "证照", "来源渠道": "政府部门核发", "出具单位": "工商行政管理部门", **fields})


CARD = held("居民身份证", 出具单位="公安机关", 原件处理="核验退还", 形式="原件")
