"""The same things as the full guide says, in as few words as a page that is handed out has room for."""

from __future__ import annotations

from catalog_tool.handbook.book import Cell, Items, Line, Link, Paragraphs, QrCode
from catalog_tool.handbook.drafting import NOTHING, Blocks, Column, Draft, ruled
from catalog_tool.handbook.reading import Node
from catalog_tool.handbook.wording import NONE, address, citation, limit, lines, one_line, situations

ELSEWHERE = "其余见完整版。"


def promise(draft: Draft) -> Cell:
    """How long it takes: the promise, and those that differ by situation, a line each."""
    node = draft.node["办理时限"]
    cases = [(situations(item["适用情形"]), limit(item["承诺"])) for item in node["分情形"].mappings]
    return lines(limit(node["承诺"]), *(f"{when}：{text}" if when else text for when, text in cases if text))


def procedures(draft: Draft) -> Cell:
    """特别程序, a line each: 专家评审（30 工作日，不计入时限；环评类别为报告书）."""
    node = draft.node["特别程序"]
    if node.says_none:
        return (NONE,)
    found = []
    for item in node.mappings:
        outside = "不计入时限" if item["计入时限"].text == "否" else ""
        notes = lines("，".join(text for text in (limit(item["时限"]), outside) if text), situations(item["适用情形"]))
        name = item["名称"].text
        found.append(f"{name}（{one_line(notes)}）" if name and notes else name)
    return lines(*found)


def visits(draft: Draft) -> str:
    """How often one must come."""
    number, reason = draft.node["到现场次数"].text, draft.node["必须现场原因"].text
    if not number:
        return ""
    if number == "0":
        return "0 次，不用到现场"
    return f"{number} 次（{reason}）" if reason else f"{number} 次"


def fee(draft: Draft) -> Cell:
    """What it costs: each item with its standard; 不收费 where the data say so."""
    node = draft.node["收费"]
    if node.says_none:
        return (NONE,)
    whether, items = node["收费"].text, node["项目"]
    if whether == "否":
        return ("不收费",)
    charged = [line for item in items.mappings for line in _charged(item)]
    return tuple(charged) or lines("收费" if whether == "是" else whether)


def _charged(item: Node) -> Cell:
    standard = item["标准"]
    tiers = [
        " ".join(text for text in (tier["档次"].text, tier["金额"].text, tier["单位"].text) if text)
        for tier in standard.mappings
    ]
    said = "；".join(str(text) for text in (*standard.texts, *tiers) if text)
    name, waived = item["名称"].text, item["减免"].joined
    text = f"{name}：{said}" if name and said else name or said
    return lines(text, f"减免：{waived}" if waived else "")


def outcome(draft: Draft) -> Cell:
    """What one gets: 营业执照（有效期 长期）."""
    node = draft.node["审批结果"]
    if node.says_none:
        return (NONE,)
    found = []
    for item in node.mappings:
        name, term = item["名称"].text, item["有效期"].text
        found.append(f"{name}（有效期 {term}）" if name and term else name)
    return lines(*found)


def delivery(draft: Draft) -> str:
    """How one gets it, of all results."""
    ways = [str(way) for item in draft.node["审批结果"].mappings for way in item["送达方式"].texts]
    return "、".join(dict.fromkeys(ways))


def contact(node: Node) -> Cell:
    """咨询 or 监督投诉: the phones, or what else there is."""
    if node.says_none:
        return (NONE,)
    if not isinstance(node.value, dict):
        return node.texts
    return lines(node["电话"].joined, *(node["网址"].texts), node["地址"].joined)


def windows(draft: Draft, most: int) -> Blocks:
    """Where: at most so many windows; that there are more is said."""
    node = draft.node["办理窗口"]
    if node.says_none:
        return NOTHING
    rows: list[list[Cell | str]] = [
        [
            item["名称"].text or item["场所"].text,
            item["地址"].text,
            item["窗口"].text,
            item["时间"].text,
            item["电话"].texts,
        ]
        for item in node.mappings
    ]
    columns = (
        Column("地点", 7), Column("地址", 8), Column("窗口", 5), Column("时间", 8), Column("电话", 6),
    )  # fmt: skip
    table = ruled(columns, rows[:most])
    hidden = len(rows) - most
    return (*table, *((Paragraphs((f"另有 {hidden} 处可办，{ELSEWHERE}",)),) if hidden > 0 else ()))


def online(draft: Draft) -> Blocks:
    """The address on the net, to be scanned where it is one."""
    text = draft.node["网办地址"].text
    found: Line = address(text) if text else ""
    if isinstance(found, Link):
        return (QrCode(found.target, "扫码办理"),)
    return (Paragraphs((found,)),) if found else ()


def listed(node: Node, most: int | None = None) -> Blocks:
    """Texts as a numbered list, at most so many; that there are more is said."""
    if node.says_none:
        return NOTHING
    texts = node.texts
    if len(texts) == 1:
        return (Paragraphs(texts),)
    shown = texts[:most]
    more = (Paragraphs((ELSEWHERE,)),) if len(shown) < len(texts) else ()
    return (Items(tuple((text,) for text in shown)), *more) if shown else ()


def course(draft: Draft) -> Blocks:
    """The flow as the applicant sees it, a line a step."""
    node = draft.node["办事流程"]
    if node.says_none:
        return NOTHING
    items = []
    for item in node.mappings:
        head, text, term = item["环节"].text, item["说明"].joined, limit(item["时限"])
        said = f"{head}：{text}" if head and text else head or text
        items.append(lines(f"{said}（{term}）" if said and term else said))
    kept = tuple(cell for cell in items if cell)
    return (Items(kept),) if kept else ()


def bases(draft: Draft) -> Cell:
    """适用依据 without the wording of the articles, each once."""
    node = draft.node["适用依据"]
    if node.says_none:
        return (NONE,)
    found = [cell[0] for item in node for cell in [citation(item)] if cell]
    return tuple(dict.fromkeys(found))
