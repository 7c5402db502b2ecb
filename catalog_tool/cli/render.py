"""`catalog-tool render CATALOG`: the handbook of a catalog."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from catalog_tool.cli.handbook_formats import Format
from catalog_tool.cli.terminal import emit

if TYPE_CHECKING:
    from catalog_tool.publishing import Published

_VOLUME = re.compile(r"(.*)-第\d+册\.(\w+)")
NAME = "render"
HELP = """排印办事指南手册：网页、PDF、DOCX 三种格式，公开的、内部的、窗口用的六种版本。

例：catalog-tool render guides/xiangshan --format html --format pdf -o out

    catalog-tool render guides/xiangshan --department 省公安厅 -o out

    catalog-tool render guides/xiangshan --edition notice --matter 331000701000 --situation 原因=婚迁 -o out
"""


class Edition(StrEnum):
    """Who a handbook is for."""

    PUBLIC = "public"
    BRIEF = "brief"
    INTERNAL = "internal"
    COUNTER = "counter"
    LIST = "list"
    NOTICE = "notice"


class Order(StrEnum):
    """In which parts a handbook is bound."""

    DEPARTMENT = "department"
    THEME = "theme"
    ONETHING = "onething"
    AUDIENCE = "audience"
    PLACE = "place"
    LEVEL = "level"


def command(
    catalog: Annotated[str, typer.Argument(metavar="目录", help="放 catalog.yaml 的文件夹。")],
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="文件夹", help="写到这个文件夹，没有就新建；不写就是当前文件夹。")
    ] = ".",
    format: Annotated[
        list[Format] | None, typer.Option("--format", help="格式，可写几次；默认 html。", show_default=False)
    ] = None,
    edition: Annotated[
        Edition | None,
        typer.Option(
            help="版本：public 完整版，brief 简版，internal 业务手册，counter 收件核对单，list 清单，"
            "notice 一次性告知单；默认 public，有 --list 时是 list。",
            show_default=False,
        ),
    ] = None,
    by: Annotated[
        Order,
        typer.Option(
            help="按什么分编：department 部门，theme 主题，onething 一件事，"
            "audience 服务对象，place 办理地点，level 层级。"
        ),
    ] = Order.DEPARTMENT,
    date: Annotated[
        str | None, typer.Option(metavar="年-月-日", help="封面上的日期，默认是目录的发布日期。", show_default=False)
    ] = None,
    matter: Annotated[str | None, typer.Option(metavar="编码", help="只印这个编码的事项或一件事。")] = None,
    department: Annotated[
        str | None, typer.Option(metavar="部门", help="只印这个部门的：主管部门或实施主体的全称。")
    ] = None,
    listed: Annotated[
        list[str] | None,
        typer.Option(
            "--list", metavar="词", help="只印列入这个词的：改革标签、通办方式、办理形式，或 不认领；可写几次。"
        ),
    ] = None,
    situation: Annotated[
        list[str] | None,
        typer.Option(metavar="编号=选项", help="只印这种情形要的，例如 原因=婚迁；可写几次。"),
    ] = None,
    place: Annotated[str | None, typer.Option(metavar="编号", help="只印在这个办理场所办理的。")] = None,
    template: Annotated[
        str | None, typer.Option(metavar="文件夹", help="用这个文件夹里的模板，没有的仍用自带的。")
    ] = None,
    schemas: Annotated[
        str | None, typer.Option(metavar="文件夹", help="用自己的字体表（fonts.yaml）盖过自带的。")
    ] = None,
    verify: Annotated[bool, typer.Option("--verify", help="印好后读回来，核对每个值都在。")] = False,
    jobs: Annotated[int | None, typer.Option(min=1, metavar="个数", help="同时用几个进程，默认等于处理器数。")] = None,
) -> int:
    """Print the handbook; exit 1 where a part of the catalog could not be read, or the print is wrong."""
    import os

    from catalog_tool import store
    from catalog_tool.cli.handbook_formats import writers
    from catalog_tool.cli.inputs import whole_catalog
    from catalog_tool.findings import CannotRun
    from catalog_tool.handbook.subject import Choice
    from catalog_tool.publishing import publish
    from catalog_tool.runner import cores
    from catalog_tool.store.together import Together

    if date is not None and not _is_day(date):
        raise typer.BadParameter("日期要写成 年-月-日，例如 2018-05-10。", param_hint="--date")
    if os.path.lexists(output) and not os.path.isdir(output):
        raise CannotRun(f"-o 要写一个文件夹，{store.shown_name(output)} 是一个文件。请换个名字。")
    folders = store.find_catalogs([whole_catalog(catalog, "只印一个事项请用 --matter 编码。")])
    if len(folders) != 1:
        names = "、".join(store.shown_name(folder.root) for folder in folders[:5])
        more = "等" if len(folders) > 5 else ""
        raise CannotRun(f"{catalog} 里有 {len(folders)} 个目录（{names}{more}），一次印一个。请指到其中一个。")
    choice = Choice(
        edition=(edition or (Edition.LIST if listed else Edition.PUBLIC)).value,
        date=date or "",
        matter=matter or "",
        department=department or "",
        by=by.value,
        lists=tuple(dict.fromkeys(listed or ())),
        answers=tuple(dict.fromkeys(_answer(text) for text in situation or ())),
        place=place or "",
    )
    with Together(output) as folder:
        published = publish(
            folders[0],
            writers(format or [Format.HTML], template, schemas),
            choice,
            workers=jobs or cores(),
            verified=verify,
            out=folder.put,
        )
    _report(published, output)
    if verify and published.files and not published.faults:
        emit("已读回核对：事项的每个值都在。\n")
    return 1 if published.problems or published.faults or not published.files else 0


def _answer(text: str) -> tuple[str, str]:
    question, equals, option = text.partition("=")
    if not (question and equals and option):
        raise typer.BadParameter("情形要写成 编号=选项，例如 原因=婚迁。", param_hint="--situation")
    return question, option


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _counted(published: Published) -> str:
    parts = [f"{published.matters} 个事项"] if published.matters else []
    if published.one_things:
        parts.append(f"{published.one_things} 件“一件事”")
    return "、".join(parts)


def printed_lines(names: Sequence[str], counted: str) -> Iterator[tuple[Sequence[str], str]]:
    """What was printed, a line each: the first and last file, and what is in them.

    A site is many files in one folder, told by its front page; the volumes of a format are one print.
    """
    volumes: dict[tuple[str, str], list[str]] = {}
    for name in names:
        if volume := _VOLUME.fullmatch(name):
            volumes.setdefault((volume[1], volume[2]), []).append(name)
    for name in names:
        volume = _VOLUME.fullmatch(name)
        bound = volumes[volume[1], volume[2]] if volume else []
        if len(bound) > 1:
            if name == bound[0]:
                yield (name, bound[-1]), f"{len(bound)} 册，{counted}"
        elif any(name == f"{stem}-总目录.{suffix}" for stem, suffix in volumes):
            yield (name,), "各册的总目录"
        elif "/" not in name or name.endswith("/index.html"):
            yield (name,), counted


def _report(published: Published, output: str) -> None:
    import os

    from catalog_tool.domain.visible import one_line
    from catalog_tool.store import shown_name

    counted = _counted(published) or "不认领的事项"
    for names, what in printed_lines([name for name, _ in published.files], counted):
        emit(f"{' 至 '.join(shown_name(os.path.join(output, name)) for name in names)}：{what}\n")
    for problem in published.problems:
        where = f"{one_line(problem.file)}:{problem.line}:{problem.column}"
        emit(f"{where} {problem.severity.label} {one_line(problem.message)}\n", error=True)
    if published.problems:
        emit(f"以上 {len(published.problems)} 处有问题，读不出的没有印进去，其余照印。\n", error=True)
    if published.cancelled:
        emit(f"已取消的 {published.cancelled} 个事项没有印。\n", error=True)
    for sentence in (*published.notes, *published.faults):
        emit(f"{one_line(sentence)}\n", error=True)
    if not published.files:
        emit("目录里没有可印的事项，没有写文件。\n", error=True)
