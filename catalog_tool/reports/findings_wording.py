"""What several reports of findings say alike: what a finding is about, and where, safe to look at."""

from __future__ import annotations

import re
from urllib.parse import quote

from catalog_tool.domain.visible import visible
from catalog_tool.findings import Finding, Spot
from catalog_tool.model import Path

NO_DEPARTMENT = "（未归部门）"
"""Findings outside matters, such as those of a manifest, are nobody's until someone takes them."""

_NOT_XML = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")


def seen(text: str) -> str:
    """The text with everything visible that a screen would hide or XML would refuse; lines stay."""
    return _NOT_XML.sub(lambda match: f"⟨U+{ord(match.group()):04X}⟩", visible(text))


def matter_words(finding: Finding) -> str:
    """The matter's name and code, "" outside matters or where it has neither."""
    code, name = finding.matter or ("", "")
    return f"{name}（{code}）" if name and code else name or code


def cell_words(there: Finding | Spot) -> str:
    """Sheet and cell as formulas name them, 申请材料!C5; "" outside workbooks."""
    return f"{there.sheet}!{there.cell}" if there.sheet else ""


def where(there: Finding | Spot, *, column: bool = True) -> str:
    """A place as a person finds it: 甲.yaml:3:5, without the column if it is not wanted; 甲.xlsx〔申请材料!C5〕."""
    if there.sheet:
        return f"{there.file}〔{cell_words(there)}〕"
    return f"{there.file}:{there.line}" + (f":{there.column}" if column else "")


def aside(*words: str) -> str:
    """What is told beside a sentence, 〔甲，乙〕; "" where there is nothing."""
    told = "，".join(word for word in words if word)
    return f"〔{told}〕" if told else ""


def field_words(path: Path) -> str:
    """A path as a clerk reads it: 申请材料第 2 项 › 名称; items count from 1."""
    words: list[str] = []
    for step in path:
        if isinstance(step, int):
            words.append(f"{words.pop() if words else ''}第 {step + 1} 项")
        else:
            words.append(step)
    return " › ".join(words)


def uri(file: str) -> str:
    """A file name as a URI reference: relative ones stay relative, absolute ones get file:.

    A colon is escaped, because `甲:乙.yaml` would otherwise have the scheme 甲.
    """
    escaped = quote(file.encode("utf-8", "surrogatepass"), safe="/~")
    if re.match("[A-Za-z]:/", file):
        return f"file:///{file[:2]}{escaped[4:]}"
    if file.startswith("//"):
        return f"file:{escaped}"
    return f"file://{escaped}" if file.startswith("/") else escaped
