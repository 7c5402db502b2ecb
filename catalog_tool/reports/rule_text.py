"""What is known of a rule, for `explain` and `rules`."""

from __future__ import annotations

from collections.abc import Iterable

from catalog_tool.findings import RuleInfo
from catalog_tool.reports.styled import Line, Segment, pad, width


def explain(info: RuleInfo) -> list[Line]:
    """A rule's page: what it checks, why, how to right it, wrong and right, source."""
    lines: list[Line] = [
        [Segment(info.name, "bold"), Segment("  "), Segment(info.severity.label, info.severity.value)],
        [Segment(info.title)],
    ]
    for title, text in (("查什么", info.what), ("为什么", info.why), ("怎么改", info.fix)):
        if text:
            lines += [[], [Segment(title, "bold")], [Segment(f"  {text}")]]
    for title, text, style in (("错的写法", info.bad, "error"), ("对的写法", info.good, "good")):
        if text:
            lines += [[], [Segment(title, style)]]
            lines += [[Segment(f"  {line}")] for line in _without_marks(text)]
    lines += [[], [Segment("出处", "bold")], [Segment(f"  {info.source}")]]
    if info.fixable:
        lines += [[], [Segment("这类问题有固定的改法，将来可由程序代改。", "dim")]]
    return lines


def _without_marks(text: str) -> list[str]:
    lines = []
    for line in text.strip("\n").splitlines():
        code, mark, _ = line.partition("# <- ")
        lines.append(f"{code.rstrip()}   # ← 这里" if mark else line)
    return lines


def listing(infos: Iterable[RuleInfo]) -> list[Line]:
    """Every rule on a line: name, level, title."""
    known = list(infos)
    widest = max(width(info.name) for info in known)
    lines: list[Line] = []
    for info in known:
        level = Segment(info.severity.label, info.severity.value)
        lines.append([Segment(pad(info.name, widest + 2)), level, Segment(f"  {info.title}")])
    lines += [[], [Segment(f"共 {len(known)} 条。某一条的详情：catalog-tool explain 规则名", "dim")]]
    return lines
