"""The formats of `validate`: what --format may say, and which report writes each."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import typer

from catalog_tool import __version__, store
from catalog_tool.checking import Checked
from catalog_tool.cli.terminal import columns, emit, emit_bytes, wants_color
from catalog_tool.findings import Report, RuleInfo, Severity
from catalog_tool.model import Kind, text_of
from catalog_tool.reports.findings_text import SourceLine
from catalog_tool.rules import all_infos
from catalog_tool.workbook_folders import WorkbookFolder

FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit", "html", "xlsx")
BINARY = frozenset({"xlsx"})


@dataclass(frozen=True)
class Wanted:
    """One report to write: its format, and the file, None for stdout."""

    format: str
    file: str | None


def wanted_formats(given: Sequence[str], output: str | None) -> list[Wanted]:
    """What --format and -o ask for together; wrong usage where two would go to one place."""
    wanted = []
    for text in given or ["text"]:
        name, equals, file = text.partition("=")
        if name not in FORMATS:
            raise typer.BadParameter(f"没有 {name} 这种格式。可用的是 {'、'.join(FORMATS)}。")
        if equals and not file:
            raise typer.BadParameter(f"--format {name}= 后面没有写文件。例：--format {name}=报告.{name}")
        wanted.append(Wanted(name, file or None))
    unplaced = [each.format for each in wanted if each.file is None]
    if len(unplaced) > 1:
        example = " ".join(f"--format {name}=文件" for name in unplaced[1:])
        raise typer.BadParameter(f"{'、'.join(unplaced)} 不能都写到一处，请给其余的指定文件：{example}")
    if output is not None and not unplaced:
        raise typer.BadParameter("每种格式都已指定文件，-o 没有东西可写。请去掉 -o。")
    wanted = [Wanted(each.format, each.file or output) for each in wanted]
    files = [each.file for each in wanted if each.file is not None]
    for file in files:
        if files.count(file) > 1:
            raise typer.BadParameter(f"两种格式都要写到 {file}。请写到不同的文件。")
    return wanted


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
    if wanted.format in BINARY and on_screen:
        example = f"--format {wanted.format}=文件.{wanted.format}"
        raise typer.BadParameter(f"{wanted.format} 不能显示在屏幕上，请写 {example}")
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

        return lambda report: findings_html.write(report, rules, template_texts("findings"))
    from catalog_tool.reports import findings_xlsx

    return lambda report: findings_xlsx.write(report, rules, root=_way_back(file))


def _way_back(file: str | None) -> str:
    """From the folder of a file to the working directory, which names of files start from; "" if it is that."""
    try:
        way = os.path.relpath(".", os.path.dirname(file or "") or ".")
    except ValueError:  # another drive on Windows: absolute then
        way = os.getcwd()
    return "" if way == "." else way.replace(os.sep, "/") + "/"
