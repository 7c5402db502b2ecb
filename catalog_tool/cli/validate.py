"""`catalog-tool validate`: catalogs, folders or files against schema and rules."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from catalog_tool.cli.terminal import columns, emit, wants_color

if TYPE_CHECKING:
    from catalog_tool.checking import Checked

NAME = "validate"
HELP = """检查目录：是否合乎八统一的格式和规则。

例：catalog-tool validate guides/yueqing

    catalog-tool validate guides --format json -o findings.json
"""


class Format(StrEnum):
    """Formats of the report."""

    TEXT = "text"
    JSON = "json"


class FailOn(StrEnum):
    """From which level on the exit code is 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


def command(
    paths: Annotated[list[str], typer.Argument(metavar="路径...", help="目录、文件夹或文件；- 表示从标准输入读。")],
    format: Annotated[Format, typer.Option("--format", help="输出格式。")] = Format.TEXT,
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="文件", help="写到文件，不写到屏幕。")] = None,
    fail_on: Annotated[FailOn, typer.Option(help="达到哪一级时退出码为 1。")] = FailOn.ERROR,
    select: Annotated[list[str] | None, typer.Option(metavar="规则", help="只看这条规则；可多次。")] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="规则", help="不看这条规则；可多次。")] = None,
    schemas: Annotated[
        str | None, typer.Option(metavar="文件夹", help="用自己的模式、编码规则和词表盖过自带的。")
    ] = None,
    catalog: Annotated[str | None, typer.Option(metavar="目录", help="从标准输入读时，它属于哪个目录。")] = None,
    debug: Annotated[bool, typer.Option("--debug", help="程序自身出错时显示详情。")] = False,
) -> int:
    """Check, report, exit 1 where something is at or above --fail-on."""
    from catalog_tool import checking, store
    from catalog_tool.cli.inputs import catalogs_for, selection, source_lines, standards, stdin_bytes
    from catalog_tool.findings import Severity

    resources, given = standards(schemas)
    chosen = selection(select or [], ignore or [])
    folders = catalogs_for(paths, catalog)
    extra = [("-", stdin_bytes())] if "-" in paths else []
    checked = checking.check_catalogs(folders, given, chosen, extra=extra, debug=debug)
    if format is Format.JSON:
        text = _json(checked, resources.digest)
    else:
        text = _text(checked, source_lines(folders, dict(extra)), to_file=output is not None)
    if output is None:
        emit(text)
    else:
        store.write_file(output, text.encode("utf-8", "replace"))
    return 1 if checked.settled.worst_reaches(Severity(fail_on.value)) else 0


def _json(checked: Checked, digest: str) -> str:
    from catalog_tool import __version__
    from catalog_tool.reports import findings_json

    tool = f"catalog-tool {__version__}"
    return findings_json.write(checked.settled, matters=checked.matters, files=checked.files, tool=tool, schemas=digest)


def _text(checked: Checked, source: Callable[[str, int], str], *, to_file: bool) -> str:
    import sys

    from catalog_tool.reports import findings_text, styled

    fold = not to_file and sys.stdout.isatty()
    matters, files = checked.matters, checked.files
    lines = findings_text.write(
        checked.settled, matters=matters, files=files, source=source, columns=columns(), fold=fold
    )
    return styled.render(lines, color=not to_file and wants_color(sys.stdout))
