"""Findings as JUnit XML, the form that Jenkins and GitLab read from any tester.

A suite is a file and a case is what one rule says of it. Errors are failures; warnings
and hints are `skipped`: both programs list those with their text, and neither turns a
build red for them, as --fail-on does by default. Files without findings are known by
number only, so they are one case that passes; without it a clean run would be an
empty report, which Jenkins refuses.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

from catalog_tool.domain.visible import one_line
from catalog_tool.findings import INTERNAL_ERROR, Finding, Report, Severity
from catalog_tool.reports.findings_wording import aside, cell_words, field_words, matter_words, seen, where


def write(report: Report) -> str:
    """The suites as text."""
    root = ET.Element("testsuites", name=seen(report.tool))
    findings = report.settled.findings
    files = {file: list(group) for file, group in groupby(findings, lambda finding: finding.file)}
    suites = [_suite(file, found, report.settled.omitted.get(file, 0)) for file, found in files.items()]
    clean = max(report.files - len(files), 0)
    if clean or not suites:
        suites.append(_clean(clean))
    root.extend(suites)
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(file: str, findings: Sequence[Finding], omitted: int) -> ET.Element:
    rules: dict[str, list[Finding]] = {}
    for finding in findings:
        rules.setdefault(finding.rule, []).append(finding)
    cases = [_case(file, rule, rules[rule]) for rule in sorted(rules)]
    suite = ET.Element("testsuite", name=_line(file), file=_line(file), tests=str(len(cases)))
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(attribute, str(sum(1 for case in cases if case[0].tag == tag)))
    suite.extend(cases)
    if omitted:
        ET.SubElement(suite, "system-out").text = f"另有 {omitted} 处没有列出；请先改上面的，再查一次。"
    return suite


def _case(file: str, rule: str, findings: Sequence[Finding]) -> ET.Element:
    case = ET.Element("testcase", name=seen(rule), classname=_classname(file))
    worst = min((finding.severity for finding in findings), key=lambda severity: severity.rank)
    tag = "failure" if worst is Severity.ERROR else "skipped"
    if rule == INTERNAL_ERROR.name:
        tag = "error"
    first = _line(findings[0].message + aside(cell_words(findings[0])))
    message = first if len(findings) == 1 else f"{len(findings)} 处：{first}"
    outcome = ET.SubElement(case, tag, message=message, type=worst.label)
    outcome.text = "\n".join(_text(finding) for finding in findings)
    return case


def _text(finding: Finding) -> str:
    lines = [f"{_line(where(finding))} {finding.severity.label} {_line(finding.message)}"]
    if words := matter_words(finding):
        lines.append(f"  事项：{_line(words)}")
    if finding.department:
        lines.append(f"  部门：{_line(finding.department)}")
    if finding.path:
        lines.append(f"  字段：{_line(field_words(finding.path))}")
    lines += [f"  另见 {_line(where(other))}" for other in finding.related]
    return "\n".join(lines)


def _classname(file: str) -> str:
    """Folders as packages, as Jenkins shows them in a tree; a dot of a name would be one more level."""
    return ".".join(part.replace(".", "_") for part in _line(file).split("/") if part)


def _clean(files: int) -> ET.Element:
    suite = ET.Element("testsuite", name="没有问题的文件", tests="1", failures="0", errors="0", skipped="0")
    ET.SubElement(suite, "testcase", name=f"{files} 个文件没有问题", classname="没有问题的文件")
    return suite


def _line(text: str) -> str:
    return one_line(seen(text))
