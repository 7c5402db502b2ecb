"""What a difference means: clauses from a file, the first that fits decides.

Comparators and alignments state; this is the only place where something is allowed
or not, and the reason it gives is the policy's, not the code's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter
from typing import Any

from catalog_tool.compare.alignment import LABELS
from catalog_tool.compare.changes import MIRRORS, Change
from catalog_tool.compare.comparable import Row
from catalog_tool.compare.levels.hole_kinds import JUDGED_HOLES
from catalog_tool.compare.matching.floors import FLOORS, Floors
from catalog_tool.findings import CannotRun
from catalog_tool.model import mapping_of, text_of, texts_of

ANY = "*"
UNJUDGED = frozenset({"same", "renamed", "recoded", "regraded", "outside"})
"""Alignments whose changes are judged, not they themselves (contract.md)."""


class Decision(StrEnum):
    """What a region may do about a difference, worst first."""

    VIOLATION = "violation"
    REPORT = "report"
    ALLOWED = "allowed"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return tuple(Decision).index(self)

    @property
    def label(self) -> str:
        """The Chinese word."""
        return {"violation": "违规", "report": "须报备", "allowed": "可自行调整"}[self.value]


@dataclass(frozen=True)
class Clause:
    """One line of a policy: which kind, under which conditions, decided how and why."""

    subject: str
    kind: str
    decision: Decision
    reason: str
    source: str
    types: frozenset[str]
    traits: frozenset[str]

    def fits(self, type_: str, traits: frozenset[str]) -> bool:
        """Whether the clause decides a case of its kind."""
        return (not self.types or type_ in self.types) and self.traits <= traits


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision and its reason; both None for what is not judged by itself."""

    decision: Decision | None
    reason: str | None


class Policy:
    """A parsed policy."""

    def __init__(self, name: str, clauses: Iterable[Clause], floors: Floors = FLOORS) -> None:
        self.name = name
        self.clauses = tuple(clauses)
        self.floors = floors
        self._by_kind: dict[tuple[str, str], tuple[Clause, ...]] = {}
        self._verdicts: dict[tuple[Decision, str], Verdict] = {}

    def judge_alignment(self, kind: str, type_: str, traits: frozenset[str], args: Mapping[str, str]) -> Verdict:
        """The verdict on an alignment by its kind, 事项类型, traits, and what fills the reason's placeholders."""
        if kind in UNJUDGED:
            return Verdict(None, None)
        return self._judge("alignment", kind, type_, traits, args)

    def judge_change(self, change: Change, type_: str, directory: Row) -> Verdict:
        """The verdict on a change of a matter of a type, whose directory row may leave fields to regions."""
        traits = set(change.traits)
        if not change.certain:
            traits.add("uncertain")
        if directory.leaves_to_region(".".join(step for step in change.path if isinstance(step, str))):
            traits.add("locally-set")
        return self._judge("change", change.kind, type_, frozenset(traits), change.args)

    def judge_chain(self, kind: str, type_: str, args: Mapping[str, str]) -> Verdict:
        """The verdict on a hole in the chain of a matter of a type."""
        return self._judge("chain", kind, type_, frozenset(), args)

    def _judge(self, subject: str, kind: str, type_: str, traits: frozenset[str], args: Mapping[str, str]) -> Verdict:
        clauses = self._by_kind.get((subject, kind))
        if clauses is None:
            of_kind = (clause for clause in self.clauses if clause.subject == subject and clause.kind in (kind, ANY))
            clauses = self._by_kind[subject, kind] = tuple(of_kind)
        for clause in clauses:
            if clause.fits(type_, traits):
                return self._verdict(clause.decision, clause.reason.format_map(_Filled(args)))
        # A policy that says nothing of a kind must not let it pass unseen.
        return Verdict(Decision.REPORT, "口径没有说这种情况怎样判，请人工核对")

    def _verdict(self, decision: Decision, reason: str) -> Verdict:
        # One object for all that are equal: a province has a hundred thousand of them.
        found = self._verdicts.get((decision, reason))
        if found is None:
            found = self._verdicts[decision, reason] = Verdict(decision, reason)
        return found


class _Filled(dict[str, str]):
    """Placeholders that a case does not fill are left out rather than being an error."""

    def __missing__(self, key: str) -> str:
        return ""


_TOP_KEYS = {"名称", "来源", "条款", "相似名称"}
_SUBJECTS: Mapping[str, frozenset[str]] = {
    "alignment": frozenset(LABELS) - UNJUDGED,
    "change": frozenset({*MIRRORS, ANY}),
    "chain": JUDGED_HOLES,
}
"""What a clause may be about, and the kinds of each."""
_KEYS = {*_SUBJECTS, "decision", "reason", "source", "types", "traits"}
TRAITS = frozenset({
    "uncertain", "locally-set", "unset", "given", "expired", "counter-duties", "necessary", "no-basis", "found",
    "not-begun", "beyond-grant", "no-giver", "against", "within-standard",
    "situations-only", "with-basis", "own-basis", "not-in-use", "本地无此业务", "上级直接行使", "职责划转", "暂不承接",
})  # fmt: skip
"""Everything a clause may ask for under `traits`."""
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
    decision = text_of(fields.get("decision"))
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
        raise CannotRun(f"{wrong}：{what} 里没有“{unknown[0]}”这一种。可写 {'、'.join(sorted(known))}。")


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
