"""`catalog-tool diff`: each local list against the provincial directory."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from catalog_tool.cli.terminal import emit

if TYPE_CHECKING:
    from catalog_tool.compare.compared import Compared

NAME = "diff"
_MOST_TOLD = 50
HELP = """比对：本地清单和省目录有哪些不同，哪些违规、须报备、可自行调整。

例：catalog-tool diff guides/yueqing

    catalog-tool diff guides/hangzhou guides/yueqing --directory guides/zhejiang --format json -o diff.json
"""


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
    approved: Annotated[
        str | None,
        typer.Option(metavar="文件", help="各清单共用的已批准差异；不写则用各清单旁的 approved.yaml。不算进退出码。"),
    ] = None,
    confirm: Annotated[
        str | None,
        typer.Option(metavar="工作簿", help="读回判断过的审核表，写进 alignments.yaml 和 部门对应，再照此比对。"),
    ] = None,
    day: Annotated[
        str | None, typer.Option("--date", metavar="日期", help="按哪一天看期限，如 2018-08-01；默认今天。")
    ] = None,
    format: Annotated[
        list[str] | None,
        typer.Option(
            "--format", metavar="格式", help="text、json、html、xlsx、markdown；可写几个，如 --format html=比对.html。"
        ),
    ] = None,
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="文件", help="写到文件，不写到屏幕。")] = None,
    fail_on: Annotated[FailOn, typer.Option(help="有哪一种判定时退出码为 1。")] = FailOn.VIOLATION,
    schemas: Annotated[
        str | None, typer.Option(metavar="文件夹", help="用自己的模式、编码规则和词表盖过自带的。")
    ] = None,
) -> int:
    """Compare, report, exit 1 where something is decided at or above --fail-on."""
    from catalog_tool import comparing, confirming, decided, runner, store
    from catalog_tool.cli.confirming import confirmed
    from catalog_tool.cli.diff_formats import FORMATS, write_reports
    from catalog_tool.cli.inputs import refuse_overwriting, standards, whole_catalog
    from catalog_tool.cli.wanted_reports import wanted_reports
    from catalog_tool.compare.policy import Decision
    from catalog_tool.compare.policy_file import parse_policy

    wanted = wanted_reports(format or [], output, FORMATS)
    resources, given = standards(schemas)
    rules = parse_policy(resources.policy(policy), policy or "zhejiang.yaml")
    if rules.unsaid:
        emit(f"注意：口径没有说 {'、'.join(rules.unsaid)} 怎样判，遇到了都按须报备。\n", error=True)
    folders = comparing.local_lists(store.find_catalogs([whole_catalog(path, "") for path in paths]))
    refuse_overwriting((each.file for each in wanted if each.file is not None), folders, confirm, policy, approved)
    as_of, entries = _day(day), decided.approved_in(approved) if approved is not None else None
    if confirm is not None and not confirmed(confirming.confirm(confirm, folders, given, as_of)):
        return 1
    compared = comparing.Comparing(given, rules, as_of, runner.cores()).compare(folders, directory, entries)
    write_reports(compared, wanted, resources.digest)
    _say_problems(compared)
    threshold = Decision(fail_on.value)
    decisions = [decision for local in compared.locals for decision in local.pending]
    holes = (hole.verdict.decision for hole in compared.holes if hole.approved is None)
    decisions += [decision for decision in holes if decision is not None]
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
