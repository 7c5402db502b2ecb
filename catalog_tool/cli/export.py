"""`catalog-tool export`: a catalog as a workbook."""

from __future__ import annotations

from typing import Annotated

import typer

from catalog_tool.cli.terminal import emit

NAME = "export"
HELP = """把目录导出成工作簿（.xlsx），在 Excel、WPS、LibreOffice 里填写和修改，再用 import 导回来。

例：catalog-tool export guides/xiangshan -o 象山县.xlsx
"""


def command(
    path: Annotated[str, typer.Argument(metavar="目录", help="要导出的目录。")],
    output: Annotated[str, typer.Option("-o", "--output", metavar="文件", help="工作簿写到哪里。")],
    schemas: Annotated[
        str | None, typer.Option(metavar="文件夹", help="用自己的模式、编码规则和词表盖过自带的。")
    ] = None,
) -> int:
    """Write the workbook; what could not be read goes to stderr, the rest is in the workbook."""
    from catalog_tool import exporting, store
    from catalog_tool.cli.inputs import refuse_overwriting, standards, whole_catalog
    from catalog_tool.cli.workbooks import check_target, replace_kept, told
    from catalog_tool.findings import CannotRun

    folders = store.find_catalogs([whole_catalog(path, "请写它所在目录的文件夹。")])
    if len(folders) != 1:
        raise CannotRun(f"{path} 里有 {len(folders)} 个目录，一次导出一个。请写其中一个的文件夹。")
    check_target(output)
    refuse_overwriting([output], folders)
    _, given = standards(schemas)
    exported = exporting.export(folders[0], given)
    replace_kept(output, exported.data)
    told(exported.problems)
    things = f"、一件事 {exported.one_things} 件" if exported.one_things else ""
    left = f"；另有 {len(exported.problems)} 处读不了，没有导出" if exported.problems else ""
    emit(f"已导出 {store.shown_name(output)}：事项 {exported.matters} 件{things}{left}。\n")
    return 1 if exported.problems else 0
