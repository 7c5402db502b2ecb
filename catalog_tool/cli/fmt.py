"""`catalog-tool fmt`: files in their one form; with --from, files of another encoding in UTF-8."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from catalog_tool.cli.terminal import emit, wants_color

if TYPE_CHECKING:
    from catalog_tool.formats.edits import Fixed
    from catalog_tool.schema.shapes import SchemaSet

NAME = "fmt"
HELP = """把文件整理成统一的写法：键的顺序、缩进、换行、编码的引号；内容和注释一律不变。

例：catalog-tool fmt guides/yueqing

    catalog-tool fmt --dry-run guides/yueqing

    catalog-tool fmt --from gbk guides/yueqing/公安/户口迁移.yaml
"""


class Encoding(StrEnum):
    """Encodings that files come in."""

    GBK = "gbk"
    UTF16 = "utf-16"


def command(
    paths: Annotated[
        list[str], typer.Argument(metavar="路径...", help="目录、文件夹或文件；- 表示从标准输入读，写到标准输出。")
    ],
    check: Annotated[bool, typer.Option("--check", help="只列出写法不统一的文件，不改动；有则退出码为 1。")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只显示会怎样改，不改动。")] = False,
    source: Annotated[
        Encoding | None, typer.Option("--from", help="把这种编码的文件转成 UTF-8，原文件另存一份；不作别的整理。")
    ] = None,
    schemas: Annotated[
        str | None, typer.Option(metavar="文件夹", help="用自己的模式、编码规则和词表盖过自带的。")
    ] = None,
) -> int:
    """Bring files to their form, or convert them; say what was done."""
    from pathlib import Path

    from catalog_tool.resources import Resources

    if source is not None:
        if check or dry_run or "-" in paths:
            raise typer.BadParameter("--from 只转换文件，不能和 --check、--dry-run、- 一起用。")
        return _convert(paths, source)
    known = Resources(Path(schemas) if schemas is not None else None).schemas
    if "-" in paths:
        if len(paths) > 1 or check or dry_run:
            raise typer.BadParameter("- 不能和别的路径、--check、--dry-run 一起用。")
        return _stream(known)
    return _format(paths, known, check=check, dry_run=dry_run)


def _convert(files: list[str], source: Encoding) -> int:
    from catalog_tool import converting

    for file in files:
        done = converting.to_utf8(file, source.value)
        if done.kept:
            emit(f"{done.file} 已转成 UTF-8，原文件存为 {done.kept}\n")
        else:
            emit(f"{done.file} 本来就是 UTF-8，没有改动\n")
    return 0


def _stream(schemas: SchemaSet) -> int:
    """For editors: the whole text or, where it cannot be had, nothing but the reason."""
    from catalog_tool import formatting
    from catalog_tool.cli.inputs import stdin_bytes
    from catalog_tool.formats.edits import Fixed
    from catalog_tool.reports.fixes_diff import left_text

    done = formatting.format_bytes(stdin_bytes(), "-", schemas)
    if done.left:
        emit(left_text(Fixed((done,), 1)), error=True)
        return 1
    emit(done.after.decode("utf-8"))
    return 0


def _format(paths: list[str], schemas: SchemaSet, *, check: bool, dry_run: bool) -> int:
    import sys

    from catalog_tool import fixing, formatting, store
    from catalog_tool.reports.fixes_diff import diff_text, left_text

    formatted = formatting.format_catalogs(store.find_catalogs(paths), schemas)
    emit(left_text(formatted), error=True)
    failed: list[str] = []
    if check:
        emit("".join(f"{file.file}\n" for file in formatted.changed))
    elif dry_run:
        emit(diff_text(formatted, color=wants_color(sys.stdout)))
    else:
        failed = fixing.write(formatted)
        emit("".join(f"{sentence}\n" for sentence in failed), error=True)
    emit(_summary(formatted, len(formatted.changed) - len(failed), check=check or dry_run), error=check or dry_run)
    if failed:
        return 3
    return 1 if formatted.left or (check and formatted.changed) else 0


def _summary(formatted: Fixed, count: int, *, check: bool) -> str:
    if not formatted.changed:
        return f"{formatted.looked_at} 个文件，没有要整理的。\n"
    return f"{formatted.looked_at} 个文件，{'要整理' if check else '整理了'} {count} 个。\n"
