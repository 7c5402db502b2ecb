"""Which line of duty a department stands in: 省住房和城乡建设厅 and 县住建局 are one line.

Departments are compared by duty, never by string (contract.md): names of the same
line differ by level, by year and by reform. schemas/departments.yaml lists the
stems; what is local stands in the catalog's 部门对应 and is read first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from catalog_tool.context import Lexicon
from catalog_tool.domain.names import fold

_BRACKETED = re.compile(r"\([^()]*\)")
# A name may begin with any of these; what follows is tried as a stem.
_HEADS = re.compile("国家税务总局|人民政府|街道|[省市县区州旗镇乡](?:级)?|级|以上")
_TAILS = (
    "行政主管部门", "主管部门", "委员会", "办公室", "总局", "分局", "部门", "机关", "机构", "厅", "局", "委", "办",
)  # fmt: skip


_UNIT_ENDS = re.compile("委员会|厅|局")
# What is left of many names once a region is cut off, and says no duty.
_NO_STEM = frozenset({"", "中心", "服务中心", "管理中心", "管理处", "管理所", "管理站", *_TAILS})


class Bodies:
    """Duties of department names under one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._joint_stems = tuple(stem for stem, duties in lexicon.duties.items() if duties & lexicon.joint_duties)
        self._duties = lru_cache(maxsize=16384)(self._look_up)

    def duties(self, name: str) -> frozenset[str]:
        """The duties of a department by its name; empty if none is known."""
        return self._duties(name)

    def same_line(self, one: str, other: str) -> bool | None:
        """Whether two departments have a duty in common; None if that is not known.

        A body that acts for many lines is of any line. Names that the table does not
        know are of one line where only region and 厅 局 委 tell them apart.
        """
        if fold(one) == fold(other):
            return True
        first, second = self.duties(one), self.duties(other)
        if (first | second) & self.lexicon.joint_duties:
            return True
        if first and second:
            return bool(first & second)
        return True if _stems(one) & _stems(other) else None

    def _look_up(self, name: str) -> frozenset[str]:
        text = _plain(name)
        for candidate in _candidates(text):
            if found := self.lexicon.duties.get(candidate):
                return found
        for stem in self._joint_stems:
            if text.endswith(stem) or _without_tail(text).endswith(stem):
                return self.lexicon.duties[stem]
        # A branch stands in its parent's line: 杭州市公安局上城区分局, 乐清市公安局虹桥派出所.
        for end in _UNIT_ENDS.finditer(text):
            for candidate in _candidates(text[: end.end()]):
                if found := self.lexicon.duties.get(candidate):
                    return found
        return frozenset()


def _plain(name: str) -> str:
    return _BRACKETED.sub("", fold(name))


def _candidates(text: str) -> Iterator[str]:
    """What may be the stem of a name: whole, without a head, without head and tail."""
    for start in (0, *(match.end() for match in _HEADS.finditer(text))):
        rest = text[start:]
        for stem in (rest, _without_tail(rest)):
            if stem:
                yield stem


@lru_cache(maxsize=16384)
def _stems(name: str) -> frozenset[str]:
    return frozenset(_without_tail(stem) or stem for stem in _candidates(_plain(name))) - _NO_STEM


def _without_tail(text: str) -> str:
    for tail in _TAILS:
        if text.endswith(tail) and len(text) > len(tail):
            return text[: -len(tail)]
    return ""


def mapped(correspondence: Mapping[str, Sequence[str]], directory_names: Sequence[str], local: str) -> bool | None:
    """What a catalog's 部门对应 says of a pair; None if it says nothing of the directory's department."""
    said = None
    for name in directory_names:
        if name in correspondence:
            said = False
            if any(fold(local).endswith(fold(allowed)) for allowed in correspondence[name]):
                return True
    return said
