"""Findings as one HTML page that opens from disk, for the clerk who has to see them all put right.

Counts are in the page itself; the list is made by the page's script out of JSON in it,
a page at a time, so that 20,000 findings are no heavier than a hundred.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from jinja2 import TemplateError

from catalog_tool.findings import CannotRun, Finding, Report, RuleInfo, Severity
from catalog_tool.formats.inlined import json_text
from catalog_tool.reports.findings_counts import by_department, by_rule, matters_touched, title_of
from catalog_tool.reports.findings_wording import NO_DEPARTMENT, cell_words, field_words, matter_words, seen, where
from catalog_tool.reports.offline_page import Templates, must_have, page_environment, script_of, style_of

PAGE, STYLES, SCRIPTS = "page.html.j2", ("style.css",), ("dom.js", "page.js")
WITHOUT_SCRIPT = 200
"""Findings that a browser without JavaScript shows."""

_SEVERITIES = tuple(Severity)


def write(report: Report, rules: Mapping[str, RuleInfo], templates: Templates) -> str:
    """The page by the templates of templates/page/ and templates/findings/."""
    must_have(templates, (PAGE,))
    style, script = style_of(templates, STYLES), script_of(templates, SCRIPTS)
    environment = page_environment(templates)
    environment.filters |= {"department": _department, "percent": _percent}
    environment.globals |= {"matter_words": matter_words, "field_words": field_words, "where": where}
    tallies = by_department(report)
    found = by_rule(report)
    known = {tally.name: rules.get(tally.name) for tally in found}
    try:
        return environment.get_template(PAGE).render(
            report=report,
            severities=_SEVERITIES,
            departments=tallies,
            found=found,
            rules=known,
            titles={name: seen(title_of(name, rules)) for name in known},
            touched=matters_touched(report.settled.findings),
            first=report.settled.findings[:WITHOUT_SCRIPT],
            style=style,
            script=script,
            data=json_text(_data(report, [tally.name for tally in tallies], list(known), rules)),
        )
    except TemplateError as error:
        raise CannotRun(f"检查结果的网页模板有误：{error.message}。请改正 templates/findings 里的模板。") from error


def _data(
    report: Report, departments: Sequence[str], names: Sequence[str], rules: Mapping[str, RuleInfo]
) -> dict[str, Any]:
    """What the script shows; names that come often stand once, and rows are lists, for size."""
    department_index = {name: index for index, name in enumerate(departments)}
    rule_index = {name: index for index, name in enumerate(names)}
    findings = sorted(
        report.settled.findings,
        key=lambda finding: (department_index[finding.department], finding.file, finding.document),
    )
    matters = []
    for (department, file, _, matter), group in groupby(findings, _subject):
        code, name = matter or ("", "")
        rows = [_row(finding, rule_index[finding.rule]) for finding in group]
        matters.append([department_index[department], seen(code), seen(name), seen(file), rows])
    return {
        "departments": [_department(name) for name in departments],
        "rules": [_rule(name, rules) for name in names],
        "matters": matters,
    }


def _subject(finding: Finding) -> tuple[str, str, int, tuple[str, str] | None]:
    return (finding.department, finding.file, finding.document, finding.matter)


def _row(finding: Finding, rule: int) -> list[Any]:
    related = [seen(where(other)) for other in finding.related]
    field = seen(field_words(finding.path))
    row = [finding.severity.rank, rule, seen(finding.message), finding.line, finding.column, field, related]
    return [*row, seen(cell_words(finding))] if finding.sheet else row


def _rule(name: str, rules: Mapping[str, RuleInfo]) -> list[str]:
    info = rules.get(name)
    told = (info.what, info.why, info.fix, info.source) if info else ("", "", "", "")
    return [seen(text) for text in (name, title_of(name, rules), *told)]


def _department(name: str) -> str:
    return seen(name) or NO_DEPARTMENT


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "—"
