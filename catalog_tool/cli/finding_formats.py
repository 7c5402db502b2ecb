"""The formats of `validate`: what --format may say, and which report writes each."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence

from catalog_tool import __version__, store
from catalog_tool.checking import Checked
from catalog_tool.cli.terminal import columns, emit, emit_bytes, wants_color
from catalog_tool.cli.wanted_reports import Wanted, must_have_file
from catalog_tool.findings import Report, RuleInfo, Severity
from catalog_tool.model import Kind, text_of
from catalog_tool.reports.findings_text import SourceLine
from catalog_tool.rules import all_infos
from catalog_tool.workbook_folders import WorkbookFolder

FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit", "html", "xlsx")


def report_of(checked: Checked, digest: str) -> Report:
    """A run as its reports see it; `digest` tells which schemas it went by."""
    tool = f"catalog-tool {__version__}"
    return Report(checked.settled, checked.matters, checked.files, tool, digest, checked.departments)


def write_reports(
    report: Report, wanted: Sequence[Wanted], source: SourceLine, sent: WorkbookFolder | None = None
) -> None:
    """Make every report before the first is written, so that a failure leaves none beside others.

    `sent` is the workbook that was checked, if it was one: its xlsx report is a copy of itself.
    """
    made = [(each, _made(each, report, source, sent)) for each in wanted]
    for each, data in made:
        if each.file is not None:
            store.write_file(each.file, data)
    for each, data in made:
        if each.file is None:
            emit_bytes(data)
    files = [store.shown_name(each.file) for each, _ in made if each.file is not None]
    if len(files) == len(made):
        counts = "，".join(f"{severity.label} {report.settled.count(severity)}" for severity in Severity)
        emit(f"已写出 {'、'.join(files)}：{counts}。\n", error=True)


def _made(wanted: Wanted, report: Report, source: SourceLine, sent: WorkbookFolder | None) -> bytes:
    on_screen = wanted.file is None and sys.stdout.isatty()
    if wanted.format == "text":
        from catalog_tool.reports import findings_text, styled

        lines = findings_text.write(report, all_infos(), source=source, columns=columns(), fold=on_screen)
        color = wanted.file is None and wants_color(sys.stdout)
        return styled.render(lines, color=color).encode("utf-8", "replace")
    must_have_file(wanted, on_screen=on_screen)
    if wanted.format == "xlsx" and sent is not None:
        return _marked(report, sent)
    result = _writer(wanted.format, wanted.file, all_infos())(report)
    return result if isinstance(result, bytes) else result.encode("utf-8", "replace")


def _marked(report: Report, sent: WorkbookFolder) -> bytes:
    from catalog_tool.reports.marked_workbook import checked_copy

    names = {
        document.index: (text_of(document.value.get("编码")), text_of(document.value.get("名称")))
        for document in sent.read.documents
        if document.kind is Kind.ONE_THING
    }
    done = checked_copy(report, all_infos(), sent.data, sent.book, names)
    for sentence in done.lost:
        emit(f"注意：{sentence}。\n", error=True)
    return done.data


def _writer(name: str, file: str | None, rules: Mapping[str, RuleInfo]) -> Callable[[Report], str | bytes]:
    """What turns a report into a format's text or bytes; `text` is not among them."""
    if name == "json":
        from catalog_tool.reports import findings_json

        return findings_json.write
    if name == "sarif":
        from catalog_tool.reports import findings_sarif

        return lambda report: findings_sarif.write(report, rules)
    if name == "github":
        from catalog_tool.reports import findings_github

        return findings_github.write
    if name == "gitlab":
        from catalog_tool.reports import findings_gitlab

        return lambda report: findings_gitlab.write(report, rules)
    if name == "junit":
        from catalog_tool.reports import findings_junit

        return findings_junit.write
    if name == "html":
        from catalog_tool.reports import findings_html
        from catalog_tool.resources import template_texts

        return lambda report: findings_html.write(report, rules, template_texts("page", "findings"))
    from catalog_tool.reports import findings_xlsx

    return lambda report: findings_xlsx.write(report, rules, root=_way_back(file))


def _way_back(file: str | None) -> str:
    """From the folder of a file to the working directory, which names of files start from; "" if it is that."""
    try:
        way = os.path.relpath(".", os.path.dirname(file or "") or ".")
    except ValueError:  # another drive on Windows: absolute then
        way = os.getcwd()
    return "" if way == "." else way.replace(os.sep, "/") + "/"
