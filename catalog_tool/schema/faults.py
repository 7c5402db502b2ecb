"""Schema faults become hits whose arguments make Chinese sentences.

The field is named by its title, what was found and what is allowed are both shown,
and the nearest known key or value is suggested: most unknown keys are a slip of
one character, or a key written one level too high (承诺时限 → 办理时限.承诺).
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from catalog_tool.findings import Hit, RuleInfo, Severity
from catalog_tool.model import Kind, Matter, Path, spoken
from catalog_tool.schema.engines import Fault, FaultKind
from catalog_tool.schema.shapes import Node, SchemaSet

_SOURCE = "format.md §2"
_LIKENESS = 0.6
_LONGEST_SLIP = 40
"""Longer than any key with a slip in it: not worth comparing."""
_FULL_WIDTH = re.compile("[，：［］｛｝]")
_SHOWN_TEXT = 40
_SHOWN_VALUES = 14


def _rule(kind: FaultKind, title: str, message: str, *, what: str, fix: str) -> RuleInfo:
    return RuleInfo(kind.value, Severity.ERROR, title, message, _SOURCE, what=what, fix=fix)


SCHEMA_RULES = {
    FaultKind.UNKNOWN: _rule(
        FaultKind.UNKNOWN,
        "没有这个键",
        "“{owner}”里没有“{key}”这个键；{advice}",
        what="键名不在格式规定之内，写在这里的内容谁也读不到。",
        fix="改成提示的键名；确属本地自用的，键名以 x- 开头。",
    ),
    FaultKind.MISSING: _rule(
        FaultKind.MISSING,
        "缺少必填的键",
        "“{owner}”缺少必填的“{key}”{title}；{advice}",
        what="八统一要求或格式规定必须有的内容没有写；只有键而没有值也算没有写。",
        fix="补写该键和内容。",
    ),
    FaultKind.TYPE: _rule(
        FaultKind.TYPE,
        "内容的种类不对",
        "“{title}”应是{expected}，这里是{found}{advice}",
        what="该写列表的写成了文字，该写数的加了引号，等等。",
        fix="按提示改写；列表每项前加“- ”，数不加引号、不带小数和前导零。",
    ),
    FaultKind.VALUE: _rule(
        FaultKind.VALUE,
        "没有这个取值",
        "“{title}”没有“{found}”这个取值；{advice}",
        what="该字段只能取规定的值。",
        fix="改成所列取值之一。",
    ),
    FaultKind.FORM: _rule(
        FaultKind.FORM,
        "写法不合要求",
        "“{title}”写成“{found}”不合要求：{expected}",
        what="日期、网址、必填文字等有固定写法。",
        fix="按提示改写，例如日期写成 2018-06-01。",
    ),
}


class FaultWriter:
    """Writes hits for the faults of documents checked against one schema set."""

    def __init__(self, schemas: SchemaSet) -> None:
        self._schemas = schemas
        self._suggested = lru_cache(maxsize=4096)(self._suggest_key)

    def hit(self, kind: Kind, value: Any, fault: Fault) -> Hit:
        """The hit for a fault in a document's value."""
        match fault.kind:
            case FaultKind.UNKNOWN:
                owner, key = self._owner(kind, fault.path), str(fault.path[-1])
                advice = self._suggested(kind, fault.path[:-1], key)
                return Hit.at(fault.path, at_key=True, owner=owner, key=_shown(key) or "（空）", advice=advice)
            case FaultKind.MISSING:
                node = self._schemas.node(kind, fault.path)
                advice = str(node.get("description") or "请补写").rstrip("。") + _allowed(node)
                owner, key = self._owner(kind, fault.path), str(fault.path[-1])
                title = f"（{node['title']}）" if node.get("title", key) != key else ""
                return Hit.at(fault.path, owner=owner, key=key, title=title, advice=advice)
        node = self._schemas.node(kind, fault.path)
        found = Matter(value).get(*fault.path)
        title = node.get("title") or spoken(fault.path)
        if fault.kind is FaultKind.TYPE:
            expected, advice = _expected_type(node, found), _type_advice(node, found)
            return Hit.at(fault.path, title=title, expected=expected, found=_found_type(found), advice=advice)
        shown = _shown(found)
        if fault.kind is FaultKind.VALUE:
            return Hit.at(fault.path, title=title, found=shown, advice=_value_advice(shown, node))
        return Hit.at(fault.path, title=title, found=shown, expected=_expected_form(node, found))

    def _owner(self, kind: Kind, path: Path) -> str:
        if len(path) > 1:
            return spoken(path[:-1])
        return {Kind.MANIFEST: "目录信息", Kind.MATTER: "事项", Kind.ONE_THING: "一件事"}[kind]

    def _suggest_key(self, kind: Kind, parent: Path, key: str) -> str:
        known = list(self._schemas.node(kind, parent).get("properties", {}))
        best = self._nearest(kind, parent, key, known) if len(key) <= _LONGEST_SLIP else ""
        if best:
            return f"是不是要写“{best}”？本地自用的键请以 x- 开头"
        if known:
            return f"这里可写：{_enumeration(known)}；本地自用的键请以 x- 开头"
        return "请删去，或以 x- 开头作为本地自用的键"

    def _nearest(self, kind: Kind, parent: Path, key: str, known: list[str]) -> str:
        """The known key, or path of one that belongs elsewhere, that a key was likely meant to be; "" if none."""
        alike = _Likeness(key)
        # Of equally likely ones first those that may stand here, then the one least deep.
        scored = [(alike.to(name), 1, 0, name) for name in known]
        prefix = ".".join(step for step in parent if isinstance(step, str))
        for path, title in self._schemas.field_paths[kind]:
            likeness = max(alike.to(path.rpartition(".")[2]), alike.to(title), alike.to(path))
            direct = path.removeprefix(f"{prefix}.") if prefix else path
            here = direct in known
            scored.append((likeness, int(here), -path.count("."), direct if here else path))
        likeness, _, _, best = max(scored, default=(0.0, 0, 0, ""))
        return best if likeness >= _LIKENESS else ""


class _Likeness:
    """How much words are like one word, from 0 to 1; 0 for all that are less than a slip away."""

    def __init__(self, word: str) -> None:
        self._matcher: SequenceMatcher[str] = SequenceMatcher(None, b=word, autojunk=False)

    def to(self, other: str) -> float:
        matcher = self._matcher
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() < _LIKENESS or matcher.quick_ratio() < _LIKENESS:
            return 0.0
        return matcher.ratio()


def _value_advice(found: str, node: Node) -> str:
    allowed = [str(value) for value in node.get("enum", [])]
    alike = _Likeness(found)
    best = max(((alike.to(value), value) for value in allowed), default=(0.0, ""))
    if _FULL_WIDTH.search(found):
        return f"几个值之间的逗号要用半角（英文）的；可写：{_enumeration(allowed)}"
    suggestion = f"是不是“{best[1]}”？" if best[0] >= _LIKENESS else ""
    return f"{suggestion}可写：{_enumeration(allowed)}"


def _enumeration(words: list[str]) -> str:
    shown = "、".join(words[:_SHOWN_VALUES])
    return f"{shown} 等 {len(words)} 种" if len(words) > _SHOWN_VALUES else shown


_TYPE_WORDS = {"string": "文字", "array": "列表", "object": "一组“键: 值”", "integer": "整数"}


def _expected_type(node: Node, found: object) -> str:
    types = node.get("type", [])
    words = [_TYPE_WORDS.get(name, name) for name in ([types] if isinstance(types, str) else types)]
    if words == ["整数"] and isinstance(found, str):
        return "不加引号的整数（0，或不以 0 开头、不带小数点的一至九位数）"
    return "或".join(words) or "别的种类"


def _type_advice(node: Node, found: object) -> str:
    """What to write instead: the field's description, and a word on full-width marks, which look right and are not."""
    if node.get("type") == "integer":
        return ""
    if isinstance(found, str) and _FULL_WIDTH.search(found):
        return "；逗号、冒号、括号、引号都要用半角（英文）的"
    description = str(node.get("description") or "").rstrip("。")
    return f"；{description}" if description else ""


def _allowed(node: Node) -> str:
    """The values a field may have, or the items of its list, if they are few and fixed."""
    items = node.get("items")
    values = node.get("enum") or (items.get("enum") if isinstance(items, dict) else None)
    return f"；可写：{_enumeration([str(value) for value in values])}" if values else ""


def _found_type(found: object) -> str:
    match found:
        case None:
            return "空的一项"
        case str():
            return f"文字“{_shown(found)}”"
        case list():
            return f"列表（{len(found)} 项）"
        case dict():
            return "一组“键: 值”"
        case _:
            return f"数 {found}"


def _expected_form(node: Node, found: object) -> str:
    if node.get("format") == "date":
        return "应是真实存在的日期，写成 年-月-日，如 2018-06-01"
    if found in ("", [], {}) or (isinstance(found, str) and not found.strip()):
        return "不能是空的"
    return str(node.get("$form") or node.get("description") or "请按格式说明改写").rstrip("。")


def _shown(found: object) -> str:
    text = found if isinstance(found, str) else "" if found is None else str(found)
    return text if len(text) <= _SHOWN_TEXT else text[:_SHOWN_TEXT] + "…"
