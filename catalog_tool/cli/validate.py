"""`catalog-tool validate`: catalogs, folders or files against schema and rules."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from catalog_tool.cli.terminal import emit, progress_bar

if TYPE_CHECKING:
    from catalog_tool.checking import Checked, Decisions
    from catalog_tool.gathering import Engine, Progress
    from catalog_tool.resources import Resources

NAME = "validate"
HELP = """检查目录：是否合乎八统一的格式和规则。

例：catalog-tool validate guides/yueqing

    catalog-tool validate guides --format text --format xlsx=问题清单.xlsx

    catalog-tool validate 象山县.xlsx --format xlsx=象山县-批注.xlsx

    catalog-tool validate guides --since origin/main --format github

    catalog-tool validate guides --baseline 旧账.json --write-baseline
"""


class FailOn(StrEnum):
    """From which level on the exit code is 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


def command(
    paths: Annotated[list[str], typer.Argument(metavar="路径...", help="目录、文件夹或文件；- 表示从标准输入读。")],
    format: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="格式[=文件]",
            help="text（不写时）、json、sarif、github、gitlab、junit、html、xlsx；可多次，如 --format html=报告.html。",
        ),
    ] = None,
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="文件", help="写到文件，不写到屏幕。")] = None,
    fail_on: Annotated[FailOn, typer.Option(help="达到哪一级时退出码为 1。")] = FailOn.ERROR,
    select: Annotated[list[str] | None, typer.Option(metavar="规则", help="只看这条规则；可多次。")] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="规则", help="不看这条规则；可多次。")] = None,
    policy: Annotated[
        str | None, typer.Option(metavar="文件", help="规则的级别；不写则用目录里的 policy.yaml。")
    ] = None,
    schemas: Annotated[
        str | None, typer.Option(metavar="文件夹", help="用自己的模式、编码规则和词表盖过自带的。")
    ] = None,
    catalog: Annotated[str | None, typer.Option(metavar="目录", help="从标准输入读时，它属于哪个目录。")] = None,
    stdin_filename: Annotated[
        str | None, typer.Option(metavar="文件", help="从标准输入读的是目录里哪个文件的新内容；代替它检查。")
    ] = None,
    baseline: Annotated[str | None, typer.Option(metavar="文件", help="基线：记在里面的旧问题不再报。")] = None,
    write_baseline: Annotated[
        bool, typer.Option("--write-baseline", help="把现有的问题写进 --baseline 的文件。")
    ] = False,
    since: Annotated[
        str | None, typer.Option(metavar="版本", help="只报这个 git 版本以来改动过的文件；整个目录照样读。")
    ] = None,
    mapping: Annotated[
        str | None,
        typer.Option(metavar="文件", help="检查别处来的表：它的表头与我们的字段怎样对应；写法见 import --suggest。"),
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="先改好能稳妥改的（编码引号、括号、全角、空格、键的顺序），再检查。")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="和 --fix 一起用：只显示会怎样改，不写文件。")] = False,
    jobs: Annotated[int | None, typer.Option(metavar="个数", min=1, help="用几个进程；不写则按处理器的个数。")] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="不用上次检查留下的缓存。")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="程序自身出错时显示详情。")] = False,
) -> int:
    """Check, report, exit 1 where something is at or above --fail-on."""
    from catalog_tool import checking
    from catalog_tool.cli.finding_formats import FORMATS, report_of, write_reports
    from catalog_tool.cli.inputs import (
        catalogs_for,
        refuse_overwriting,
        selection,
        source_lines,
        standards,
        stdin_bytes,
    )
    from catalog_tool.cli.wanted_reports import wanted_reports
    from catalog_tool.cli.workbooks import workbook_reader
    from catalog_tool.findings import Severity
    from catalog_tool.workbook_folders import WorkbookFolder

    narrowed = bool(since or select or ignore or "-" in paths)
    for wrong, sentence in (
        (dry_run and not fix, "--dry-run 要和 --fix 一起用。"),
        (write_baseline and baseline is None, "--write-baseline 要写到哪里？请加 --baseline 文件。"),
        (write_baseline and narrowed, "--write-baseline 要看全部问题，不能和 --since、--select、--ignore、- 一起用。"),
        (write_baseline and (format or output is not None), "--write-baseline 只写基线，报告请另跑一次。"),
        (fix and "-" in paths, "--fix 改的是文件，不能从标准输入读。要整理标准输入，用 catalog-tool fmt -。"),
    ):
        if wrong:
            raise typer.BadParameter(sentence)
    wanted = wanted_reports(format or [], output, FORMATS)
    resources, given = standards(schemas)
    chosen = selection(select or [], ignore or [])
    folders = catalogs_for(paths, catalog, stdin_filename, workbook_reader(resources, given, mapping))
    workbooks = [folder for folder in folders if isinstance(folder, WorkbookFolder)]
    for wrong, sentence in (
        (bool(workbooks) and (fix or since is not None), "--fix 和 --since 只用于目录的文件，工作簿请先导入。"),
        (mapping is not None and not workbooks, "--mapping 用于别处来的工作簿，这里没有工作簿。"),
    ):
        if wrong:
            raise typer.BadParameter(sentence)
    targets = [each.file for each in wanted if each.file is not None]
    refuse_overwriting([*targets, *([baseline] if write_baseline and baseline else [])], folders, mapping)
    if fix:
        from catalog_tool.cli.fixing import fix_files

        changed = folders if since is None else checking.changed_catalogs(folders, since)
        fix_files(changed, given, chosen, dry_run=dry_run)
        if dry_run:
            return 0
    extra = [(stdin_filename or "-", stdin_bytes())] if "-" in paths else []
    decisions = _decisions(policy, None if write_baseline else baseline, since)
    with progress_bar("检查") as progress:
        engine = _engine(jobs, None if no_cache or debug else resources, progress)
        checked = checking.check_catalogs(folders, given, chosen, decisions, engine, extra=extra, debug=debug)
    of_workbooks = [f"{each.manifest.shown}：{note}。" for each in workbooks for note in each.read.notes]
    for note in (*checked.notes, *of_workbooks):
        emit(f"注意：{note}\n", error=True)
    if write_baseline and baseline is not None:
        return _record(checked, baseline)
    sent = workbooks[0] if len(folders) == 1 and workbooks else None
    write_reports(report_of(checked, resources.digest), wanted, source_lines(folders, dict(extra)), sent)
    return 1 if checked.settled.worst_reaches(Severity(fail_on.value)) else 0


def _decisions(policy: str | None, baseline: str | None, since: str | None) -> Decisions:
    from catalog_tool.checking import Decisions
    from catalog_tool.operator_files import text_file
    from catalog_tool.policies import policies
    from catalog_tool.settling.baseline import parse_baseline

    known = None if baseline is None else parse_baseline(text_file(baseline), baseline)
    return Decisions(policies(policy), known, since)


def _engine(jobs: int | None, cached: Resources | None, progress: Progress | None) -> Engine:
    from catalog_tool import __version__
    from catalog_tool.gathering import CacheSettings, Engine
    from catalog_tool.resources import program_stamp
    from catalog_tool.runner import cores
    from catalog_tool.store.cache import cache_folder

    settings = None
    if cached is not None:
        settings = CacheSettings(cache_folder(), f"{__version__} {cached.digest} {program_stamp()}")
    return Engine(jobs or cores(), settings, progress)


def _record(checked: Checked, file: str) -> int:
    """Write the baseline; what was recorded is no failure."""
    from catalog_tool import store
    from catalog_tool.settling.baseline import written

    if not checked.complete:
        raise typer.BadParameter("--write-baseline 要看全部问题，请指到整个目录。")
    text, count = written(checked.recordable, checked.locked)
    store.write_file(file, text.encode())
    left = len(checked.recordable) - count
    more = f"另有 {left} 处不能记入基线（读不了的文件、口径规定不得关闭的规则），仍会报出。" if left else ""
    emit(f"基线 {store.shown_name(file)} 已记下 {count} 处问题。{more}\n")
    return 0
