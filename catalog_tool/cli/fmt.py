"""`catalog-tool fmt --from ENCODING`: convert files to UTF-8, keeping a copy."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from catalog_tool.cli.terminal import emit

NAME = "fmt"
HELP = """把 GBK 或 UTF-16 编码的文件转成 UTF-8，原文件另存一份。

例：catalog-tool fmt --from gbk guides/yueqing/公安/户口迁移.yaml
"""


class Encoding(StrEnum):
    """Encodings that files come in."""

    GBK = "gbk"
    UTF16 = "utf-16"


def command(
    files: Annotated[list[str], typer.Argument(metavar="文件...", help="要转换的文件。")],
    source: Annotated[Encoding, typer.Option("--from", help="文件现在的编码。")],
) -> int:
    """Convert each file; say what was kept where."""
    from catalog_tool import converting

    for file in files:
        done = converting.to_utf8(file, source.value)
        if done.kept:
            emit(f"{done.file} 已转成 UTF-8，原文件存为 {done.kept}\n")
        else:
            emit(f"{done.file} 本来就是 UTF-8，没有改动\n")
    return 0
