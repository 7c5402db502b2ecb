"""The use case behind `fmt --from`: files of another encoding become UTF-8, the original kept."""

from __future__ import annotations

import os
from dataclasses import dataclass

from catalog_tool import store
from catalog_tool.findings import CannotRun
from catalog_tool.formats.refusals import Refusal
from catalog_tool.formats.yaml_bytes import guessed_encoding, utf16_codec
from catalog_tool.store import SourceFile


@dataclass(frozen=True)
class Converted:
    """A file that was converted, and the name its original is kept under; "" if it was UTF-8 already."""

    file: str
    kept: str


def to_utf8(path: str, encoding: str) -> Converted:
    """Convert one file to UTF-8 with LF line ends; the original stays beside it as *.原编码.bak.

    Raises CannotRun where the file cannot be read or is not of that encoding.
    """
    shown = store.shown_name(path)
    if not os.path.lexists(path):
        raise CannotRun(f"没有这个文件：{shown}。请检查路径。")
    data = store.read_source(SourceFile(path, shown))
    if isinstance(data, Refusal):
        raise CannotRun(f"{shown}：{data.rule.message.format_map(data.args)}。")
    found = guessed_encoding(data)
    if found == "utf-8":
        return Converted(shown, "")
    if found != encoding:
        better = f"，像是 {found.upper()}" if found else ""
        raise CannotRun(f"{shown} 不是 {encoding.upper()} 编码{better}，没有改动。请核对后再转换。")
    text = data.decode(utf16_codec(data) if encoding == "utf-16" else "gb18030")
    kept = _free_name(f"{path}.{encoding}.bak", data)
    store.write_file(kept, data)
    store.write_file(path, text.removeprefix("\ufeff").replace("\r\n", "\n").encode("utf-8"))
    return Converted(shown, store.shown_name(kept))


def _free_name(path: str, data: bytes) -> str:
    """The name itself, or the next one with a number: an earlier original is never overwritten."""
    name, number = path, 1
    while os.path.lexists(name) and store.read_source(SourceFile(name, name)) != data:
        number += 1
        name = f"{path.removesuffix('.bak')}.{number}.bak"
    return name
