"""What a match means: the kind of an alignment (contract.md), and the changes within it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from catalog_tool.compare.changes import Setting
from catalog_tool.compare.comparable import Group, Row, Side, is_founded
from catalog_tool.compare.duty import same_duty
from catalog_tool.compare.found import Found, found_changes
from catalog_tool.compare.levels.elsewhere import exempt_entries
from catalog_tool.compare.matching.tiers import Match
from catalog_tool.domain.levels import levels_taking_part
from catalog_tool.domain.names import fold
from catalog_tool.model import Matter, text_of

LABELS = {
    "same": "一致",
    "renamed": "名称不一致",
    "recoded": "编码不一致",
    "regraded": "主项子项层次不同",
    "split": "一拆为多",
    "merged": "多并为一",
    "missing": "缺失",
    "exempt": "声明不认领",
    "undeclared": "目录外事项",
    "supplement": "地方补充",
    "outside": "不在比对范围",
    "doubtful": "同码异事，存疑",
    "abolished-kept": "上级已取消仍保留",
}
"""Every kind of alignment and what people read for it."""


_CLAIMED = frozenset({"sub-name", "code"})


@dataclass(frozen=True)
class Alignment:
    """Matters of both sides under one kind.

    `traits` and `args` are the policy's to ask and to print; `is_due` says of a
    directory matter without a local one whether the local list should have it.
    """

    kind: str
    match: Match
    changes: tuple[Found, ...] = ()
    traits: frozenset[str] = frozenset()
    args: Mapping[str, str] = field(default_factory=dict)
    is_due: bool = False

    @property
    def directory_rows(self) -> list[Row]:
        """The directory's rows in order; `between` counts in them."""
        return [row for group in self.match.directory for row in group.rows]

    @property
    def local_rows(self) -> list[Row]:
        """The local rows in order."""
        return [row for group in self.match.local for row in group.rows]

    @property
    def type(self) -> str:
        """事项类型, the directory's where there is one."""
        groups = self.match.directory or self.match.local
        return groups[0].first.type


class Aligner:
    """Decides kinds for one local list against its directories."""

    def __init__(self, local: Side, directories: Sequence[Side], setting: Setting) -> None:
        self._local = local
        self._directories = directories
        self._setting = setting
        self._exempt = exempt_entries(local)
        self._own_codes = {group.code for group in local.groups if group.code}

    def alignment(self, match: Match) -> Alignment:
        """The alignment of a match."""
        if not match.local:
            return self._without_local(match)
        if not match.directory:
            return self._without_directory(match)
        kind, traits, args = self._kind(match)
        return Alignment(kind, match, self._changes(match, kind), traits, args)

    def is_due(self, group: Group) -> bool:
        """Whether the directory's matter names a level, type and department the local list claims to hold.

        A main item that has subs (00Y) is no one's to claim: its subs are.
        """
        scope = self._local.scope
        if scope is None or not group.in_use or group.is_container:
            return False
        levels = {level for row in group.rows for level in levels_taking_part(row.matter)}
        return scope.reaches(levels, group.first.type, group.department, self._setting.bodies)

    def _without_local(self, match: Match) -> Alignment:
        group = match.directory[0]
        due = self.is_due(group)
        entry = self._exempt.get(group.code) if group.code else None
        if entry is not None:
            reason = text_of(entry.get("原因"))
            traits = {reason}
            if not is_founded(entry.get("依据")):
                traits.add("no-basis")
            return Alignment("exempt", match, (), frozenset(traits), {"cause": reason or "未写原因"}, is_due=due)
        if not due:
            return Alignment("outside", match)
        unused = group.code in self._own_codes
        count = len(self._local.problems)
        unread = f"（清单有 {count} 处读不了，可能就在其中，请先改好再比）" if count else ""
        missing = frozenset({"not-in-use"} if unused else ())
        return Alignment("missing", match, (), missing, {"unread": unread}, is_due=True)

    def _without_directory(self, match: Match) -> Alignment:
        group = match.local[0]
        if not group.in_use or group.is_container:
            return Alignment("outside", match)
        if group.first.get("地方补充"):
            return Alignment("supplement", match)
        levels = group.first.levels or [self._local.context.level]
        claimed = any(
            side.scope is not None
            and side.scope.reaches(levels, group.first.type, group.department, self._setting.bodies)
            for side in self._directories
        )
        if not claimed:
            return Alignment("outside", match)
        count = sum(len(side.problems) for side in dict.fromkeys(self._directories) if side is not self._local)
        unread = f"（省目录有 {count} 处读不了，可能就在其中，请先改好再比）" if count else ""
        return Alignment("undeclared", match, args={"unread": unread})

    def _kind(self, match: Match) -> tuple[str, frozenset[str], dict[str, str]]:
        one, other = match.directory[0], match.local[0]
        if len(match.local) > 1:
            traits = frozenset({"situations-only"} if _differ_in_situations_only(match.local) else ())
            return "split", traits, {"code": one.code or one.first.title}
        if len(match.directory) > 1:
            founded = is_founded(other.first.get("调整说明", "依据"))
            return "merged", frozenset({"with-basis"} if founded else ()), {"code": other.code}
        same_code = one.code == other.code
        if same_code and one.code and self._is_another(one, other):
            return "doubtful", frozenset(), {}
        if one.is_abolished and other.in_use:
            return "abolished-kept", frozenset(), {}
        if _is_regraded(one.first, other.first):
            return "regraded", frozenset(), {}
        if same_code:
            same = fold(one.first.title) == fold(other.first.title)
            return ("same" if same else "renamed"), frozenset(), {}
        return "recoded", frozenset(), {}

    def _is_another(self, one: Group, other: Group) -> bool:
        """Same code, but name, duty and type all differ."""
        here, there = one.first, other.first
        return (
            fold(here.title) != fold(there.title)
            and bool(here.type and there.type and here.type != there.type)
            and bool(one.department and there.body_name)
            and same_duty(one.rows[0], other.rows[0], self._setting) is not True
        )

    def _changes(self, match: Match, kind: str) -> tuple[Found, ...]:
        directory = [row for group in match.directory for row in group.rows]
        local = [row for group in match.local for row in group.rows]
        # A split or a merger says already that names and codes differ.
        claimed = _CLAIMED if kind in ("split", "merged") else frozenset()
        found = found_changes(directory, local, self._setting, claimed)
        if kind == "split":
            return _without_what_divides(found, len(local), "added", "dropped", side=1)
        if kind == "merged":
            return _without_what_divides(found, len(directory), "dropped", "added", side=0)
        return found


def _without_what_divides(
    found: tuple[Found, ...], parts: int, of_parts: str, of_whole: str, *, side: int
) -> tuple[Found, ...]:
    """The changes of a split or merger without the conditions that divide its parts.

    A condition of single parts (因婚迁) stands in the place of the whole's (因婚迁、升学之一).
    """

    def in_all(one: Found) -> bool:
        return len({pair[side] for pair in one.between}) == parts

    divides = any(one.change.kind == f"condition-{of_parts}" and not in_all(one) for one in found)

    def is_told(one: Found) -> bool:
        if one.change.kind == f"condition-{of_parts}":
            return in_all(one)
        return not (divides and one.change.kind == f"condition-{of_whole}")

    return tuple(one for one in found if is_told(one))


def _is_regraded(here: Matter, there: Matter) -> bool:
    """Whether 子项名称 = 主项名称 on one side only; what has not both names says nothing."""
    if not (here.main_name and here.sub_name and there.main_name and there.sub_name):
        return False
    return (fold(here.sub_name) == fold(here.main_name)) != (fold(there.sub_name) == fold(there.main_name))


# What situations may account for: parts of a split that differ in these alone are
# one matter whose differences belong under 情形.
_SITUATIONAL = {
    "基本编码", "权力编码", "业务办理项编码", "主项名称", "子项名称", "孙项名称", "受理条件", "批准条件", "情形",
    "申请材料", "表单内容", "调整说明",
}  # fmt: skip


def _differ_in_situations_only(groups: Sequence[Group]) -> bool:
    rows = [row for group in groups for row in group.rows if not group.is_container]
    rests = [{key: value for key, value in row.value.items() if key not in _SITUATIONAL} for row in rows]
    return all(rest == rests[0] for rest in rests[1:])
