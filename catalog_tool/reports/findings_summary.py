"""The end of the text report: by department, by rule, and who is nearly done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from catalog_tool.domain.visible import one_line
from catalog_tool.findings import Finding, Report, RuleInfo, Severity
from catalog_tool.reports.findings_counts import Tally, by_department, by_rule, title_of
from catalog_tool.reports.findings_wording import NO_DEPARTMENT
from catalog_tool.reports.styled import Line, Segment, cut, pad, width

ELEMENTS = ("主项名称", "子项名称", "适用依据", "申请材料", "办事流程", "业务流程", "办理时限", "表单内容")
"""The eight elements a province unifies (八统一)."""
ENOUGH = 10
"""So many findings are seen at a glance; with more, tables help."""
_MOST_ROWS = 15
_WIDEST_NAME = 44
_NUMBER = 7


def summary(report: Report, rules: Mapping[str, RuleInfo]) -> Iterator[Line]:
    """Yield the tables, where there is enough to count, and the closing line."""
    if len(report.settled.findings) > ENOUGH:
        departments = [tally for tally in by_department(report) if tally.total]
        yield from _table("按部门", departments, [_department(tally, report) for tally in departments])
        found = by_rule(report)
        yield from _table("按规则", found, [_rule(tally, report, rules) for tally in found])
        yield from _nearly_done(report.settled.findings)
    yield _counts(report)


def share(part: int, whole: int) -> str:
    """A share of matters as a percentage; never 0 % or 100 % where it is not quite."""
    if not whole:
        return "–"
    percent = 100 * part / whole
    if 0 < part < whole:
        percent = min(max(percent, 0.1), 99.9)
    return f"{percent:.1f}%".replace(".0%", "%")


def lacking_one(findings: Sequence[Finding]) -> Counter[str]:
    """How many matters have all their errors in one and the same of the eight elements, by element."""
    elements: dict[tuple[str, int], set[str]] = {}
    for finding in findings:
        if finding.severity is Severity.ERROR and finding.matter is not None:
            element = str(finding.path[0]) if finding.path else ""
            elements.setdefault((finding.file, finding.document), set()).add(element)
    only = (next(iter(found)) for found in elements.values() if len(found) == 1)
    return Counter(element for element in only if element in ELEMENTS)


def _department(tally: Tally, report: Report) -> tuple[str, str]:
    held = report.departments.get(tally.name, 0)
    touched = len(tally.matters)
    of_all = f" / {held}（{share(touched, held)}）" if held else ""
    return one_line(tally.name) or NO_DEPARTMENT, f"{touched}{of_all}"


def _rule(tally: Tally, report: Report, rules: Mapping[str, RuleInfo]) -> tuple[str, str]:
    touched = len(tally.matters)
    of_all = f"（{share(touched, report.matters)}）" if touched else ""
    return f"{tally.name} {title_of(tally.name, rules)}", f"{touched}{of_all}"


def _table(title: str, tallies: Sequence[Tally], rows: Sequence[tuple[str, str]]) -> Iterator[Line]:
    """Yield a table of what falls on each name; the worst first, the rest as a sum."""
    if not rows:
        return
    shown = list(zip(tallies, rows, strict=True))[:_MOST_ROWS]
    widest = min(max(width(name) for _, (name, _) in shown), _WIDEST_NAME)
    head = [Segment(pad(title, widest + 2), "bold")]
    yield [*head, *(Segment(_right(severity.label), "dim") for severity in Severity), Segment("  涉及事项", "dim")]
    for tally, (name, matters) in shown:
        line = [Segment("  "), Segment(pad(cut(name, widest), widest))]
        for severity in Severity:
            count = tally.by_severity[severity]
            line.append(Segment(_right(str(count) if count else "–"), severity.value if count else "dim"))
        yield [*line, Segment(f"  {matters}")]
    if len(rows) > _MOST_ROWS:
        left = sum(tally.total for tally in tallies[_MOST_ROWS:])
        yield [Segment(f"  其余 {len(rows) - _MOST_ROWS} 个，共 {left} 处", "dim")]
    yield []


def _right(text: str) -> str:
    return " " * max(_NUMBER - width(text), 0) + text


def _nearly_done(findings: Sequence[Finding]) -> Iterator[Line]:
    lacking = lacking_one(findings)
    if lacking:
        each = "、".join(
            f"{name} {count}" for name, count in sorted(lacking.items(), key=lambda item: (-item[1], item[0]))
        )
        yield [Segment(f"只差一个要素就没有错误的事项 {lacking.total()} 个：{each}。", "bold")]
        yield []


def _counts(report: Report) -> Line:
    line = [Segment(f"检查了 {report.files} 个文件、{report.matters} 个事项：", "bold")]
    if not report.settled.findings:
        return [*line, Segment("没有发现问题。", "good")]
    for severity in Severity:
        count = report.settled.count(severity)
        line.append(Segment(f"{severity.label} {count}", severity.value if count else ""))
        line.append(Segment("，" if severity is not Severity.INFO else "。"))
    return line
