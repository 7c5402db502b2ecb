"""`catalog-tool init`: a new catalog, or the empty workbook to fill one in."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from catalog_tool.cli.terminal import emit

NAME = "init"
HELP = """新建一个目录：写好 catalog.yaml；或者给出空白工作簿、手册模板，改好再用。

例：catalog-tool init guides/xiangshan --name 象山县实施清单 --region 330225 --published 2018-05-10

    catalog-tool init --xlsx 空白.xlsx

    catalog-tool init --templates 模板
"""


class Category(StrEnum):
    """What a catalog is."""

    IMPLEMENTATION = "实施清单"
    DIRECTORY = "指导目录"


class Level(StrEnum):
    """Whose catalog it is."""

    NATIONAL = "国家级"
    PROVINCE = "省级"
    CITY = "市级"
    COUNTY = "县级"
    TOWN = "镇级"
    VILLAGE = "村级"


def command(
    folder: Annotated[
        str | None, typer.Argument(metavar="文件夹", help="新目录放在哪里；只要工作簿或模板的不写。")
    ] = None,
    xlsx: Annotated[str | None, typer.Option(metavar="文件", help="写一份空白工作簿。")] = None,
    templates: Annotated[
        str | None, typer.Option(metavar="文件夹", help="抄一份自带的手册模板到这里，改好后 render --template 用。")
    ] = None,
    name: Annotated[str, typer.Option(metavar="名称", help="目录的全称。")] = "",
    category: Annotated[
        Category, typer.Option(help="省里统一的是指导目录，各地照办的是实施清单。")
    ] = Category.IMPLEMENTATION,
    level: Annotated[Level, typer.Option(help="发布目录的机关是哪一级。")] = Level.COUNTY,
    region: Annotated[str, typer.Option(metavar="代码", help="区划代码：六位，镇级九位，村级十二位。")] = "",
    region_name: Annotated[str, typer.Option(metavar="名称", help="区划名称；六位代码在册的不必写。")] = "",
    profile: Annotated[str, typer.Option(metavar="名字", help="编码规则，如 zhejiang、national。")] = "zhejiang",
    published: Annotated[str, typer.Option("--published", metavar="日期", help="发布日期，如 2018-05-10。")] = "",
    schemas: Annotated[
        str | None, typer.Option(metavar="文件夹", help="用自己的模式、编码规则和词表盖过自带的。")
    ] = None,
) -> int:
    """Write catalog.yaml, the workbook, the templates, or all of them."""
    from catalog_tool import exporting, founding, store
    from catalog_tool.cli.inputs import standards
    from catalog_tool.cli.workbooks import check_new, check_target
    from catalog_tool.findings import CannotRun

    if folder is None and xlsx is None and templates is None:
        raise typer.BadParameter(
            "要建什么？请写新目录的文件夹，或用 --xlsx 要一份空白工作簿，用 --templates 要一份手册模板。"
        )
    resources, given = standards(schemas)
    if profile not in resources.profile_names:
        raise typer.BadParameter(f"没有 {profile} 这种编码规则，可用的是 {'、'.join(resources.profile_names)}。")
    facts = founding.Facts(category.value, name, level.value, region, region_name, profile, published)
    try:
        manifest = founding.manifest(facts, given, whole=folder is not None)
    except CannotRun as wrong:
        raise typer.BadParameter(str(wrong)) from None
    if xlsx is not None:
        check_target(xlsx)
        check_new(xlsx)
    if folder is not None:
        made = founding.found(folder, manifest, given)
        emit(f"已建好 {made}。接着：catalog-tool init --xlsx 空白.xlsx 填好后导入，或直接在文件夹里写事项文件。\n")
    if templates is not None:
        _write_templates(templates)
    if xlsx is not None:
        store.write_file(xlsx, exporting.empty_workbook(given, manifest, one_things=True))
        emit(f"已写出 {store.shown_name(xlsx)}。填好后：catalog-tool import {store.shown_name(xlsx)} -o 目录文件夹\n")
    return 0


def _write_templates(folder: str) -> None:
    """Copy what handbooks are printed by to where people may change it."""
    import os

    from catalog_tool import store
    from catalog_tool.findings import CannotRun
    from catalog_tool.resources import HANDBOOK_TEMPLATES, resource_folder

    if os.path.lexists(folder) and not (os.path.isdir(folder) and not os.listdir(folder)):
        raise CannotRun(f"{store.shown_name(folder)} 已经有东西，没有写。请换一个新文件夹。")
    for name in HANDBOOK_TEMPLATES:
        store.copy_folder(resource_folder("templates") / name, os.path.join(folder, name))
    emit(f"已抄好 {store.shown_name(folder)}。改好后：catalog-tool render 目录 --template {store.shown_name(folder)}\n")
