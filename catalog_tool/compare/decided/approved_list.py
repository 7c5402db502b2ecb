"""Approved lists (approved.yaml) as written by people: 批准, a list of entries.

An entry names a difference by its 指纹, which holds its values: where they change, the
approval no longer covers them. It may name all differences of a kind in a matter
instead, by 基本编码 or 事项名称 and 差异. An approval without an end is not given by
leaving the end out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from catalog_tool.compare.alignment import LABELS as ALIGNMENTS
from catalog_tool.compare.changes import LABELS as CHANGES
from catalog_tool.compare.decided.approval import Approval, ApprovedEntry
from catalog_tool.compare.levels.hole_kinds import JUDGED_HOLES
from catalog_tool.compare.levels.hole_kinds import LABELS as HOLES
from catalog_tool.compare.policy import UNJUDGED
from catalog_tool.domain.names import fold
from catalog_tool.findings import CannotRun
from catalog_tool.model import mapping_of, text_of

LIST = "批准"
FOREVER = "长期"
_EXAMPLE = "批准: [{指纹: …, 批准人: …, 文件: …, 到期: 2019-06-30}]"
_NAMING = ("基本编码", "事项名称", "差异", "本地值", "区划代码")
_KEYS = ("指纹", *_NAMING, "批准人", "文件", "到期", "说明")


def parse_approved(value: Mapping[str, Any], shown: str) -> tuple[ApprovedEntry, ...]:
    """The entries of a list; CannotRun with the entry and what to do where one is broken."""
    unknown = sorted(set(value) - {LIST})
    if unknown:
        raise CannotRun(f"{shown} 有误：没有 {unknown[0]} 这个键。请写成 {_EXAMPLE}。")
    listed = value.get(LIST)
    if listed is None:
        return ()
    if not isinstance(listed, list):
        raise CannotRun(f"{shown} 的 {LIST} 应是列表。请写成 {_EXAMPLE}。")
    return tuple(_entry(item, shown, number) for number, item in enumerate(listed, 1))


def _entry(item: object, shown: str, number: int) -> ApprovedEntry:
    fields = mapping_of(item)
    wrong = f"{shown} 第 {number} 条批准有误"
    if not fields:
        raise CannotRun(f"{wrong}：应是一组“键: 值”。请写成 {_EXAMPLE}。")
    texts = {key: text_of(value).strip() for key, value in fields.items()}
    unread = [key for key, value in fields.items() if key in _KEYS and value is not None and not texts[key]]
    unknown = [key for key in fields if key not in _KEYS]
    if unknown:
        raise CannotRun(f"{wrong}：没有 {unknown[0]} 这个键。可写 {'、'.join(_KEYS)}。")
    if unread:
        raise CannotRun(f"{wrong}：{unread[0]} 是空的，或不是一段文字。请改正。")
    for key, advice in (
        ("批准人", "请写批准的人或机关"),
        ("文件", "请写批准的文号或文件名"),
        ("到期", f"请写日期，如 2019-06-30；没有期限的写 {FOREVER}"),
    ):
        if not texts.get(key):
            raise CannotRun(f"{wrong}：没有写 {key}。{advice}。")
    approval = Approval(texts["批准人"], texts["文件"], _end(texts["到期"], wrong), texts.get("说明", ""))
    if texts.get("指纹"):
        return _by_fingerprint(texts, wrong, ApprovedEntry(shown, number, approval, texts["指纹"]))
    matter = texts.get("基本编码") or fold(texts.get("事项名称", ""))
    if not matter or not texts.get("差异"):
        missing = "差异" if matter else "指纹"
        raise CannotRun(f"{wrong}：没有写 {missing}。请写 指纹；或写 基本编码（没有编码的写 事项名称）和 差异。")
    kind = _kind(texts["差异"], wrong)
    return ApprovedEntry(shown, number, approval, "", matter, kind, texts.get("本地值", ""), texts.get("区划代码", ""))


def _by_fingerprint(texts: Mapping[str, str], wrong: str, entry: ApprovedEntry) -> ApprovedEntry:
    """Beside a fingerprint nothing else may narrow: a reader would believe that it does."""
    extra = [key for key in _NAMING if key in texts]
    if extra:
        raise CannotRun(f"{wrong}：写了 指纹，就不要再写 {extra[0]}。请删去其中一个；要备注的写在 说明 里。")
    return entry


def _end(text: str, wrong: str) -> str:
    if text == FOREVER:
        return ""
    try:
        is_day = dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        is_day = False
    if not is_day:
        raise CannotRun(f"{wrong}：到期 “{text}”不是真实的日期。请写成 2019-06-30 这样；没有期限的写 {FOREVER}。")
    return text


@cache
def _kinds() -> dict[str, str]:
    """Every kind that may be approved, by itself and by the words people read for it."""
    alignments = {kind: label for kind, label in ALIGNMENTS.items() if kind not in UNJUDGED}
    labels = alignments | CHANGES | {kind: HOLES[kind] for kind in JUDGED_HOLES}
    return {kind: kind for kind in labels} | {label: kind for kind, label in labels.items()}


def _kind(text: str, wrong: str) -> str:
    kind = _kinds().get(text)
    if kind is None:
        near = get_close_matches(text, _kinds(), n=1, cutoff=0.4)
        advice = f"是不是“{near[0]}”？" if near else "请照比对结果里的写，如 承诺时限更长。"
        raise CannotRun(f"{wrong}：没有“{text}”这一种差异。{advice}")
    return kind


def kind_label(kind: str) -> str:
    """What people read for a kind of alignment or change."""
    return CHANGES.get(kind) or ALIGNMENTS.get(kind) or HOLES.get(kind, kind)
