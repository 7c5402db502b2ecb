"""Findings for a person at a terminal: the place, what is wrong, the line underlined."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from catalog_tool.domain.visible import one_line, visible
from catalog_tool.findings import Finding, Report, RuleInfo
from catalog_tool.reports.findings_counts import title_of
from catalog_tool.reports.findings_repeats import Repeat, parted
from catalog_tool.reports.findings_summary import share, summary
from catalog_tool.reports.findings_wording import where
from catalog_tool.reports.styled import Line, Segment, cut, width, wrapped

SourceLine = Callable[[str, int], str]
"""File name and line number → the line's text, "" where it cannot be had."""

_MARGIN = 4
_EXAMPLES = 5


def write(
    report: Report, rules: Mapping[str, RuleInfo], *, source: SourceLine, columns: int, fold: bool = False
) -> list[Line]:
    """Findings in order, those that repeat once, then a summary.

    Source lines take at most `columns` cells; with `fold` so do messages, which for
    a file or a pipe stay on one line, where they can be searched.
    """
    lines: list[Line] = []
    alone, repeats = parted(report.settled.findings)
    for _, group in groupby(alone, _subject):
        lines += _group(list(group), source, columns, fold=fold)
        lines.append([])
    for repeat in repeats:
        lines += _repeat(repeat, report, rules, source, columns, fold=fold)
        lines.append([])
    for file, count in sorted(report.settled.omitted.items()):
        lines.append([Segment(f"{one_line(file)}：另有 {count} 处没有列出；请先改上面的，再查一次。", "dim")])
    lines += summary(report, rules)
    if report.settled.findings:
        example = report.settled.findings[0].rule
        lines.append([Segment(f"想知道某条规则查什么、怎么改：catalog-tool explain {example}", "dim")])
    return lines


def _repeat(
    repeat: Repeat, report: Report, rules: Mapping[str, RuleInfo], source: SourceLine, columns: int, *, fold: bool
) -> list[Line]:
    """A fault that repeats: how often, one instance in full, where the others are."""
    findings = repeat.findings
    first = findings[0]
    touched = f"，涉及 {repeat.matters} 个事项（占 {share(repeat.matters, report.matters)}）" if repeat.matters else ""
    head = [
        Segment(f"同一个问题 {len(findings)} 处", "bold"),
        Segment(f"{touched}："),
        Segment(f"{first.severity.label} {title_of(first.rule, rules)}", first.severity.value),
        Segment(f" {first.rule}", "dim"),
    ]
    lines: list[Line] = [head]
    if repeat.keys:
        keys = "、".join(f"{one_line(key)} {count}" for key, count in repeat.keys)
        lines += _told(f"各键：{keys}", "dim", columns, fold=fold)
    lines += _group([first], source, columns, fold=fold)
    places = "、".join(one_line(where(each, column=False)) for each in findings[1 : _EXAMPLES + 1])
    left = len(findings) - 1 - _EXAMPLES
    more = f" 等 {len(findings) - 1} 处（全部位置：--format xlsx=清单.xlsx）" if left > 0 else ""
    return [*lines, *_told(f"还有 {places}{more}", "dim", columns, fold=fold)]


def _told(text: str, style: str, columns: int, *, fold: bool) -> list[Line]:
    return [[Segment(f"  {part}", style)] for part in (wrapped(text, columns - 4) if fold else [text])]


def _subject(finding: Finding) -> tuple[object, ...]:
    place = (*finding.unit, finding.sheet, finding.line, finding.column)
    return (*place, finding.rule, finding.severity, finding.related)


def _group(findings: Sequence[Finding], source: SourceLine, columns: int, *, fold: bool) -> list[Line]:
    """What one rule says of one place, such as all keys that an object lacks: the place is shown once."""
    finding = findings[0]
    style = finding.severity.value
    head = [
        Segment(one_line(where(finding)), "bold"),
        Segment(" "),
        Segment(finding.severity.label, style),
        Segment(f" {finding.rule}", "dim"),
    ]
    lines: list[Line] = [head]
    if finding.matter and any(finding.matter):
        code, name = finding.matter
        lines.append([Segment(f"  事项：{one_line(name)}{f'（{one_line(code)}）' if code else ''}")])
    for message in (one_line(each.message) for each in findings):
        lines += _told(message, style, columns, fold=fold)
    lines += _excerpt(finding, source, columns)
    for other in finding.related[:10]:
        lines.append([Segment(f"  另见 {one_line(where(other))}", "dim")])
    return lines


def _excerpt(finding: Finding, source: SourceLine, columns: int) -> list[Line]:
    """The source line and a mark under the faulty part, moved into view when the line is long.

    A workbook has no lines.
    """
    if finding.sheet:
        return []
    text = source(finding.file, finding.line)
    if not text.strip():
        return []
    room = max(columns - len(str(finding.line)) - _MARGIN - 4, 20)
    # A line may be megabytes long: only what can come into view is looked at.
    start = min(finding.column - 1, len(text))
    first = max(start - room, 0)
    text, start = text[first : start + room], start - first
    length = _span(text, start)
    shift = 0
    if first or width(text[: start + length]) > room:
        while shift < start and width(text[shift : start + length]) > room * 2 // 3:
            shift += 1
    shown = visible(text[shift:].expandtabs(1))
    before = visible(text[shift:start].expandtabs(1))
    marked = visible(text[start : start + length].expandtabs(1))
    ellipsis = "…" if first + shift else ""
    number = f"  {finding.line} │ "
    blank = " " * (width(number) - 2) + "│ "
    under = " " * (width(ellipsis) + width(before)) + "^" * max(width(marked), 1)
    return [
        [Segment(number, "dim"), Segment(cut(ellipsis + shown, room))],
        [Segment(blank, "dim"), Segment(cut(under, room), finding.severity.value)],
    ]


def _span(text: str, start: int) -> int:
    """How many characters from `start` belong to the scalar or key that stands there."""
    rest = text[start:]
    if not rest:
        return 1
    if rest[0] in "\"'":
        end = rest.find(rest[0], 1)
        return end + 1 if end > 0 else len(rest.rstrip())
    if rest[0] in "[{":
        return 1
    for position in range(len(rest)):
        ahead = rest[position : position + 2]
        if ahead in (": ", ", ", " #") or ahead in (":", ","):
            return max(position, 1)
        if rest[position] in "]}":
            return max(position, 1)
    return len(rest.rstrip())
