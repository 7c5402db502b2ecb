"""`catalog-tool render CATALOG`: the handbook of a catalog."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from catalog_tool.cli.terminal import emit

if TYPE_CHECKING:
    from catalog_tool.publishing import Published

NAME = "render"
HELP = """排印办事指南：封面、目录、每个事项一章，一个文件。

例：catalog-tool render guides/xiangshan -o out

    catalog-tool render guides/xiangshan --department 省公安厅 -o out
"""


class Format(StrEnum):
    """Formats of a handbook."""

    HTML = "html"


class Edition(StrEnum):
    """Who a handbook is for."""

    PUBLIC = "public"


def command(
    catalog: Annotated[str, typer.Argument(metavar="目录", help="放 catalog.yaml 的文件夹。")],
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="文件夹", help="写到这个文件夹，没有就新建；不写就是当前文件夹。")
    ] = ".",
    format: Annotated[Format, typer.Option("--format", help="格式。")] = Format.HTML,
    edition: Annotated[Edition, typer.Option(help="版本：public 是完整版。")] = Edition.PUBLIC,
    date: Annotated[
        str | None, typer.Option(metavar="年-月-日", help="封面上的日期，默认是目录的发布日期。", show_default=False)
    ] = None,
    matter: Annotated[str | None, typer.Option(metavar="编码", help="只印这个编码的事项或一件事。")] = None,
    department: Annotated[
        str | None, typer.Option(metavar="部门", help="只印这个部门的：主管部门或实施主体的全称。")
    ] = None,
) -> int:
    """Print the handbook; exit 1 where a part of the catalog could not be read."""
    import os

    from catalog_tool import store
    from catalog_tool.cli.inputs import whole_catalog
    from catalog_tool.findings import CannotRun
    from catalog_tool.handbook.build import Choice
    from catalog_tool.publishing import publish
    from catalog_tool.resources import template_texts

    if date is not None and not _is_day(date):
        raise typer.BadParameter("日期要写成 年-月-日，例如 2018-05-10。", param_hint="--date")
    folders = store.find_catalogs([whole_catalog(catalog, "只印一个事项请用 --matter 编码。")])
    if len(folders) != 1:
        names = "、".join(store.shown_name(folder.root) for folder in folders[:5])
        raise CannotRun(f"{catalog} 里有 {len(folders)} 个目录（{names}），一次印一个。请指到其中一个。")
    choice = Choice(edition.value, date or "", matter or "", department or "")
    published = publish(folders[0], template_texts(format.value), choice)
    for name, data in published.files:
        path = os.path.join(output, name)
        store.write_file(path, data)
        emit(f"{store.shown_name(path)}：{_counted(published)}\n")
    _report(published)
    return 1 if published.problems or not published.files else 0


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


def _report(published: Published) -> None:
    from catalog_tool.domain.visible import one_line

    for problem in published.problems:
        where = f"{one_line(problem.file)}:{problem.line}:{problem.column}"
        emit(f"{where} {problem.severity.label} {one_line(problem.message)}\n", error=True)
    if published.problems:
        emit(f"以上 {len(published.problems)} 处没有印进去，其余照印。\n", error=True)
    if published.cancelled:
        emit(f"已取消的 {published.cancelled} 个事项没有印。\n", error=True)
    if not published.files:
        emit("目录里没有可印的事项，没有写文件。\n", error=True)
