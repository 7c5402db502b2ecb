"""How the domain's small objects are said: limits, citations, situations, dates, copies.

One wording for sections and for values, so that a template of the staff's own says
a limit exactly as the default one does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from catalog_tool.domain.limits import limit_of
from catalog_tool.handbook.book import Cell, Line, Link
from catalog_tool.handbook.reading import Node

NONE = "无"
UNFILLED = "未填"
_DIGITS = "〇一二三四五六七八九"
_DAY = re.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})")
_ADDRESS = re.compile("https?://[!-~]+", re.IGNORECASE)


def day(text: str) -> str:
    """A date as official papers write it, without padding: 2018年5月2日; other text as it is."""
    match = _DAY.fullmatch(text) if len(text) == 10 else None
    return f"{match[1]}年{int(match[2])}月{int(match[3])}日" if match else text


def address(text: str) -> Line:
    """A web address as a link; anything that is none, or not wholly ASCII, as plain text."""
    return Link(text, text) if _ADDRESS.fullmatch(text) else text


def limit(node: Node) -> str:
    """A {数值, 单位, 说明} as printed: 5 工作日（自受理起）; only its 说明 where there is no number."""
    known = limit_of(node.value)
    number, unit, note = node["数值"].text, node["单位"].text, node["说明"].text
    text = known.text if known else f"{number} {unit}".strip()
    if not text:
        return note
    return f"{text}（{note}）" if note and note != text else text


def citation(node: Node) -> Cell:
    """A basis: 《…》（文号）第十条 with its kind, and the wording of the article on a line of its own."""
    if not isinstance(node.value, dict):
        return node.texts
    number = node["文号"].text
    head = node["名称"].text + (f"（{number}）" if number else "") + node["条款"].text
    kind = node["类别"].text
    if kind:
        head += f"［{kind}］" if head else kind
    return lines(head, node["内容"].text)


def citations(node: Node) -> Cell:
    """All bases of a list, line by line."""
    return tuple(line for item in node for line in citation(item))


def situations(node: Node) -> str:
    """适用情形 as 原因为婚迁，且地域为省内；or …: any item suffices, all of a mapping must hold."""
    said = []
    for item in node:
        if isinstance(item.value, dict):
            conditions = [f"{Node(key).text}为{item[key].joined}" for key in item.value if isinstance(key, str)]
            said.append("，且".join(conditions))
        else:
            said.append(item.text)
    return "；或 ".join(text for text in said if text)


def copies(node: Node) -> str:
    """份数: 原件 1 份、复印件 2 份."""
    if not isinstance(node.value, dict):
        return node.text
    return "、".join(f"{key} {node[key].text} 份" for key in ("原件", "复印件") if node[key].text)


def form_and_copies(node: Node) -> str:
    """形式 and 份数 of a material: 原件 1 份; 原件和复印件（原件 1 份、复印件 2 份）."""
    kind, counted = node["形式"].text, copies(node["份数"])
    if not kind or not counted:
        return kind or counted
    return counted if counted.startswith(f"{kind} ") else f"{kind}（{counted}）"


def lines(*texts: Line) -> Cell:
    """Those of the lines that say something."""
    return tuple(text for text in texts if text)


def labelled(label: str, text: str) -> str:
    """标签：文字, or nothing where there is no text."""
    return f"{label}：{text}" if text else ""


def one_line(cell: Iterable[Line], separator: str = "；") -> str:
    """A cell as text on one line."""
    return separator.join(line.text if isinstance(line, Link) else line for line in cell)


def chinese_number(number: int) -> str:
    """一, 二, … 十, 十一, … 九十九; digits beyond."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones else "")
