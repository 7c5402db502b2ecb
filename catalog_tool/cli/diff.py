"""`catalog-tool diff`: each local list against the provincial directory."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from catalog_tool.cli.terminal import emit, wants_color

if TYPE_CHECKING:
    from catalog_tool.comparing import Compared

NAME = "diff"
_MOST_TOLD = 50
HELP = """比对：本地清单和省目录有哪些不同，哪些违规、须报备、可自行调整。

例：catalog-tool diff guides/yueqing

    catalog-tool diff guides/hangzhou guides/yueqing --directory guides/zhejiang --format json -o diff.json
"""


class Format(StrEnum):
    """Formats of the report."""

    TEXT = "text"
    JSON = "json"


class FailOn(StrEnum):
    """From which decision on the exit code is 1."""

    VIOLATION = "violation"
    REPORT = "report"
    ALLOWED = "allowed"


def command(
    paths: Annotated[list[str], typer.Argument(metavar="清单...", help="本地清单的文件夹，可以几个。")],
    directory: Annotated[
        str | None, typer.Option(metavar="目录", help="省目录的文件夹；不写则用清单里的 上级目录。")
    ] = None,
    policy: Annotated[str | None, typer.Option(metavar="文件", help="自己的比对口径。")] = None,
    day: Annotated[
        str | None, typer.Option("--date", metavar="日期", help="按哪一天看期限，如 2018-08-01；默认今天。")
    ] = None,
    format: Annotated[Format, typer.Option("--format", help="输出格式。")] = Format.TEXT,
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="文件", help="写到文件，不写到屏幕。")] = None,
    fail_on: Annotated[FailOn, typer.Option(help="有哪一种判定时退出码为 1。")] = FailOn.VIOLATION,
    schemas: Annotated[
        str | None, typer.Option(metavar="文件夹", help="用自己的模式、编码规则和词表盖过自带的。")
    ] = None,
) -> int:
    """Compare, report, exit 1 where something is decided at or above --fail-on."""
    import sys

    from catalog_tool import __version__, comparing, store
    from catalog_tool.cli.inputs import standards, whole_catalog
    from catalog_tool.compare.policy import Decision, parse_policy

    resources, given = standards(schemas)
    rules = parse_policy(resources.policy(policy), policy or "zhejiang.yaml")
    folders = comparing.local_lists(store.find_catalogs([whole_catalog(path, "") for path in paths]), given)
    compared = comparing.Comparing(given, rules, _day(day)).compare(folders, directory)
    if format is Format.JSON:
        from catalog_tool.reports import diff_json

        tool = f"catalog-tool {__version__}"
        text = diff_json.write(
            compared.locals,
            compared.matrix,
            tool=tool,
            schemas=resources.digest,
            policy=compared.policy,
            day=compared.day,
        )
    else:
        from catalog_tool.reports import diff_text, styled

        lines = diff_text.write(compared.locals, compared.matrix, policy=compared.policy, day=compared.day)
        text = styled.render(lines, color=output is None and wants_color(sys.stdout))
    if output is None:
        emit(text)
    else:
        store.write_file(output, text.encode("utf-8", "replace"))
    _say_problems(compared)
    threshold = Decision(fail_on.value)
    decisions = (decision for local in compared.locals for decision in local.decisions)
    return 1 if any(decision.rank <= threshold.rank for decision in decisions) else 0


def _day(text: str | None) -> str:
    if text is None:
        return dt.datetime.now(tz=dt.UTC).astimezone().date().isoformat()
    try:
        is_day = dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        is_day = False
    if not is_day:
        raise typer.BadParameter(f"--date 写成“{text}”，应是真实的日期，如 2018-08-01。")
    return text


def _say_problems(compared: Compared) -> None:
    """Name on stderr what could not be read: the report may be going to a file or a program."""
    from catalog_tool.domain.visible import one_line

    problems = [problem for local in compared.locals for problem in local.problems]
    for problem in problems[:_MOST_TOLD]:
        emit(f"{one_line(problem.file)}:{problem.line}:{problem.column} {one_line(problem.message)}\n", error=True)
    if problems:
        emit(f"catalog-tool：以上共 {len(problems)} 处读不了，没有参加比对；其余照比。\n", error=True)
