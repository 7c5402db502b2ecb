"""Sections on fees, results, and where to turn: contacts, windows, questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catalog_tool.handbook.book import Cell, Items
from catalog_tool.handbook.drafting import NOTHING, Blocks, Column, Draft, fields, group, listing, ruled
from catalog_tool.handbook.reading import Node
from catalog_tool.handbook.wording import NONE, address, citations, lines
from catalog_tool.model import mapping_of, mappings_of, text_of

FROM_PLACE = ("名称", "地址", "时间", "电话", "交通")
"""What a window takes from its 场所 where it does not say it itself (format.md §2)."""


def fees(draft: Draft) -> Blocks:
    """14 收费依据及标准."""
    node = draft.node["收费"]
    whether, items = node["收费"].text, node["项目"]
    head = fields(("是否收费", f"{NONE}（不收费）" if whether == "否" else whether))
    if items.says_none:
        return (*head, *group("收费项目", NOTHING))
    blocks: Blocks = ()
    for item in items.mappings:
        standard = item["标准"]
        blocks += (
            *fields(
                ("收费项目", item["名称"]),
                ("收费标准", standard.texts),
                ("收费依据", citations(item["依据"])),
                ("减免", item["减免"]),
                ("执收单位", item["执收单位"]),
                ("支付方式", item["支付方式"]),
            ),
            *tiers(standard),
        )
    return (*head, *blocks)


def tiers(node: Node) -> Blocks:
    """收费标准 that differs by 档次, as a table."""
    rows = [(item["档次"].text, item["金额"].text, item["单位"].text) for item in node.mappings]
    return ruled((Column("档次", 10), Column("金额", 4), Column("单位", 5)), rows)


def results(draft: Draft) -> Blocks:
    """15 审批结果."""
    node = draft.node["审批结果"]
    if node.says_none:
        return NOTHING
    blocks: Blocks = ()
    for item in node.mappings:
        blocks += fields(
            ("结果名称", item["名称"]),
            ("类型", item["类型"]),
            ("有效期", item["有效期"]),
            ("样本", item["样本"]),
        )
    giver = draft.entrusted_by
    return (*blocks, *fields(("作出名义", giver if blocks else "")))


def delivery(draft: Draft) -> Blocks:
    """16 结果送达."""
    found = [item for item in draft.node["审批结果"].mappings if item["送达方式"].exists]
    if len(found) == 1:
        return fields(("送达方式", found[0]["送达方式"]))
    return fields(*((item["名称"].text or "送达方式", item["送达方式"]) for item in found))


def advice(draft: Draft) -> Blocks:
    """18 咨询途径."""
    return _contact(draft.node["咨询"])


def complaints(draft: Draft) -> Blocks:
    """19 监督投诉渠道."""
    return _contact(draft.node["监督投诉"])


def _contact(node: Node) -> Blocks:
    if not isinstance(node.value, dict) or not node.value:
        return listing(node)
    web = tuple(address(str(text)) for text in node["网址"].texts)
    return fields(("电话", node["电话"]), ("网址", web), ("地址", node["地址"]))


def windows(draft: Draft) -> Blocks:
    """20 办公地址和时间."""
    node = draft.node["办理窗口"]
    if node.says_none:
        return NOTHING
    rows: list[list[Cell | str]] = []
    for item in node.mappings:
        place = item["场所"].text
        rows.append(
            [
                lines(item["名称"].text or place),
                item["地址"].text,
                item["窗口"].text,
                item["可办"].joined,
                item["时间"].text,
                item["电话"].texts,
                item["交通"].text,
            ]
        )
    columns = (
        Column("地点", 7), Column("地址", 8), Column("窗口", 5), Column("可办", 5),
        Column("时间", 8), Column("电话", 6), Column("交通", 5),
    )  # fmt: skip
    return ruled(columns, rows)


def with_places(value: Mapping[str, Any], places: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """A document whose windows have what they lack from the catalog's 办理场所."""
    found = value.get("办理窗口")
    if not isinstance(found, list):
        return dict(value)
    completed = []
    for window in found:
        place = places.get(text_of(mapping_of(window).get("场所")), {})
        lacking = {key: place[key] for key in FROM_PLACE if key in place}
        completed.append({**lacking, **window} if isinstance(window, dict) else window)
    return {**value, "办理窗口": completed}


def places_of(manifest: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The catalog's 办理场所 by 编号; the first where one is written twice."""
    places: dict[str, Mapping[str, Any]] = {}
    for _, place in mappings_of(manifest.get("办理场所")):
        places.setdefault(text_of(place.get("编号")), place)
    places.pop("", None)
    return places


def enquiry(draft: Draft) -> Blocks:
    """21 公开查询."""
    return listing(draft.node["进度查询"])


def questions(draft: Draft) -> Blocks:
    """常见问题, after the numbered sections of a ministry's guide."""
    node = draft.node["常见问题"]
    if node.says_none:
        return NOTHING
    items = []
    for item in node.mappings:
        asked, answer = item["问"].text, item["答"].text
        items.append(lines(f"问：{asked}" if asked else "", f"答：{answer}" if answer else ""))
    kept = tuple(cell for cell in items if cell)
    return (Items(kept),) if kept else ()
