"""Findings as one HTML page that opens from disk, for the clerk who has to see them all put right.

Counts are in the page itself; the list is made by the page's script out of JSON in it,
a page at a time, so that 20,000 findings are no heavier than a hundred. Values are
hostile: they reach the page by autoescaping or as text nodes only, and a
Content-Security-Policy lets nothing run but the one script whose hash it names.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import groupby
from typing import Any

from jinja2 import DictLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from catalog_tool.findings import CannotRun, Finding, Report, RuleInfo, Severity
from catalog_tool.reports.findings_counts import by_department, by_rule, matters_touched, title_of
from catalog_tool.reports.findings_wording import NO_DEPARTMENT, cell_words, field_words, matter_words, seen, where

PAGE, STYLE, SCRIPT = "page.html.j2", "style.css", "page.js"
WITHOUT_SCRIPT = 200
"""Findings that a browser without JavaScript shows."""

_SEVERITIES = tuple(Severity)


def write(report: Report, rules: Mapping[str, RuleInfo], templates: Mapping[str, str]) -> str:
    """The page by the templates given as name → text (templates/findings/)."""
    for name in (PAGE, STYLE, SCRIPT):
        if name not in templates:
            raise CannotRun(f"模板不完整：缺少 {name}。请重新安装 catalog-tool。")
    environment = ImmutableSandboxedEnvironment(
        loader=DictLoader(dict(templates)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"seen": seen, "department": _department, "percent": _percent, "count": "{:,}".format}
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
            style=_inline(templates[STYLE], "style"),
            style_hash=_hash(templates[STYLE]),
            script=_inline(templates[SCRIPT], "script"),
            script_hash=_hash(templates[SCRIPT]),
            data=_json(_data(report, [tally.name for tally in tallies], list(known), rules)),
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


def _json(data: object) -> Markup:
    """JSON that cannot end its element, nor begin another, nor break a line of script."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - nothing is left that HTML would read


def _inline(text: str, element: str) -> Markup:
    """The template's own style or script; it must not end its element, or the hash would not fit."""
    if f"</{element}" in text.lower():
        raise CannotRun(f"templates/findings 里的 {element} 不能含有 </{element}。请改正模板。")
    return Markup(text)  # noqa: S704 - a template, not a value


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
