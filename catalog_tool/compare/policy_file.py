"""A policy as its file says it: clauses checked one by one, so that none silently means nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from string import Formatter
from typing import Any

from catalog_tool.compare.alignment import LABELS
from catalog_tool.compare.changes import MIRRORS
from catalog_tool.compare.levels.hole_kinds import JUDGED_HOLES
from catalog_tool.compare.matching.floors import FLOORS, Floors
from catalog_tool.compare.policy import ANY, UNJUDGED, Clause, Decision, Policy
from catalog_tool.findings import CannotRun
from catalog_tool.model import mapping_of, text_of, texts_of

_TOP_KEYS = {"名称", "来源", "条款", "相似名称"}
_SUBJECTS: Mapping[str, frozenset[str]] = {
    "alignment": frozenset(LABELS) - UNJUDGED,
    "change": frozenset({*MIRRORS, ANY}),
    "chain": JUDGED_HOLES,
}
"""What a clause may be about, and the kinds of each."""
_KEYS = {*_SUBJECTS, "decision", "reason", "source", "types", "traits"}
TRAITS = {
    "uncertain": "单位不同或部门查不到，不能断定",
    "locally-set": "省目录的 地方自定 写明由地方定",
    "unset": "由地方定的字段，本地没有写",
    "given": "权力来源是下放、授权或委托，并写了依据",
    "expired": "下放、授权或委托的期限在比对之日已过",
    "not-begun": "下放、授权或委托的期限在比对之日还没有开始",
    "beyond-grant": "权力来源机关的 权限 里没有决定，审批链却写本级决定",
    "no-giver": "写了依据，没有写权力来源机关",
    "against": "不是和省目录比，是下级清单和它上一级的清单比（市与县、县与镇）",
    "within-standard": "上下级清单的不同，来自一方在省定标准内可自行调整的部分",
    "counter-duties": "审批链上本级只负责收件、受理、送达",
    "necessary": "省目录写明必要，且没有免提交",
    "no-basis": "不认领没有写依据",
    "found": "由上级或别的部门办，并且在这次比对的清单里找得到",
    "situations-only": "拆开的几项只在材料、条件、表单上不同",
    "with-basis": "调整说明里写了依据",
    "own-basis": "是本地自己的地方性法规、政府规章或规范性文件",
    "not-in-use": "清单里有这个编码，但状态不是在用",
    "本地无此业务": "不认领所写的原因",
    "上级直接行使": "不认领所写的原因",
    "职责划转": "不认领所写的原因",
    "暂不承接": "不认领所写的原因",
}
"""Everything a clause may ask for under `traits`, and what it means."""
_BY_LABEL = {each.label: each.value for each in Decision}
_PLACEHOLDERS = frozenset(
    {"cause", "code", "source", "giver", "scope", "term", "directory", "local", "unread", "powers", "duty", "level"}
)


def parse_policy(value: Mapping[str, Any], shown: str) -> Policy:
    """A policy from its file's plain value; CannotRun with the clause and what to do if it is broken."""
    unknown = sorted(set(value) - _TOP_KEYS)
    if unknown:
        raise CannotRun(f"口径文件 {shown} 有误：没有 {unknown[0]} 这个键。可写 名称、来源、条款、相似名称。")
    listed = value.get("条款")
    if not isinstance(listed, list) or not listed:
        raise CannotRun(f"口径文件 {shown} 里没有 条款。请照自带的 schemas/policies/zhejiang.yaml 写。")
    clauses = [_clause(item, f"口径文件 {shown} 第 {number} 条有误") for number, item in enumerate(listed, 1)]
    return Policy(text_of(value.get("名称")) or shown, clauses, _floors(value.get("相似名称"), shown))


def _floors(value: object, shown: str) -> Floors:
    """相似名称: {对上, 疑似}, each from 0 to 1."""
    if value is None:
        return FLOORS
    fields = mapping_of(value)
    numbers = []
    for key in ("对上", "疑似"):
        try:
            number = float(text_of(fields.get(key)))
        except ValueError:
            number = -1.0
        if not 0 <= number <= 1:
            raise CannotRun(f"口径文件 {shown} 有误：相似名称 的 {key} 应是 0 到 1 之间的数，如 0.9。")
        numbers.append(number)
    if set(fields) != {"对上", "疑似"} or numbers[0] < numbers[1]:
        raise CannotRun(f"口径文件 {shown} 有误：相似名称 只写 对上、疑似 两个数，对上 不小于 疑似。")
    return Floors(*numbers)


def _clause(item: object, wrong: str) -> Clause:
    fields = mapping_of(item)
    if not fields:
        raise CannotRun(f"{wrong}：应是一组“键: 值”。")
    _must_be_known(wrong, "键", fields, _KEYS)
    subjects = [subject for subject in _SUBJECTS if subject in fields]
    if len(subjects) != 1:
        raise CannotRun(f"{wrong}：alignment、change 和 chain 须写且只写一个。")
    subject = subjects[0]
    kind = text_of(fields[subject])
    _must_be_known(wrong, subject, [kind], _SUBJECTS[subject])
    # People may write the word that they read in reports.
    decision = _BY_LABEL.get(text_of(fields.get("decision")), text_of(fields.get("decision")))
    _must_be_known(wrong, "decision", [decision], {each.value for each in Decision})
    traits = _words(fields, "traits", wrong)
    _must_be_known(wrong, "traits", traits, TRAITS)
    return Clause(
        subject,
        kind,
        Decision(decision),
        _reason(fields, wrong),
        text_of(fields.get("source")),
        _words(fields, "types", wrong),
        traits,
    )


def _must_be_known(wrong: str, what: str, words: Iterable[str], known: Iterable[str]) -> None:
    unknown = sorted(set(words) - set(known))
    if unknown:
        near = get_close_matches(unknown[0], list(known), 1)
        meant = f"是不是 {near[0]}？" if near else ""
        raise CannotRun(f"{wrong}：{what} 里没有“{unknown[0]}”这一种。{meant}可写 {'、'.join(sorted(known))}。")


def _words(fields: Mapping[str, Any], key: str, wrong: str) -> frozenset[str]:
    """A list of words; what is written but is none must not silently mean "always"."""
    words = texts_of(fields.get(key))
    if key in fields and (not words or (isinstance(fields[key], list) and len(words) != len(fields[key]))):
        raise CannotRun(f"{wrong}：{key} 应是一串词，如 [行政许可]；不限就不要写。")
    return frozenset(words)


def _reason(fields: Mapping[str, Any], wrong: str) -> str:
    reason = text_of(fields.get("reason"))
    if not reason.strip():
        raise CannotRun(f"{wrong}：没有写 reason。请写给人看的理由。")
    try:
        parts = list(Formatter().parse(reason))
    except ValueError as error:
        raise CannotRun(f"{wrong}：reason 的花括号不成对；要印出花括号，请写两遍。") from error
    if any(format_spec or conversion for _, _, format_spec, conversion in parts):
        raise CannotRun(f"{wrong}：reason 的花括号里只能写词，如 {{code}}。")
    _must_be_known(wrong, "reason 的花括号", (name for _, name, _, _ in parts if name is not None), _PLACEHOLDERS)
    return reason
