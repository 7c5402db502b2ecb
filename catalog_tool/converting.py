"""The use case behind `fmt --from`: files of another encoding become UTF-8, the original kept."""

from __future__ import annotations

from dataclasses import dataclass

from catalog_tool import store
from catalog_tool.findings import CannotRun
from catalog_tool.formats.refusals import Refusal
from catalog_tool.store import SourceFile

# GB 18030 holds GBK and GB 2312, and decodes what WPS and old systems write.
CODECS = {"gbk": "gb18030", "utf-16": "utf-16"}


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
    data = store.read_source(SourceFile(path, shown))
    if isinstance(data, Refusal):
        raise CannotRun(f"{shown}：{data.rule.message.format_map(data.args)}。")
    try:
        data.decode("utf-8")
        if b"\0" not in data:
            return Converted(shown, "")
    except UnicodeDecodeError:
        pass  # as expected: it is what we were asked to convert
    try:
        text = data.decode(CODECS[encoding])
    except UnicodeDecodeError as error:
        raise CannotRun(
            f"{shown} 不是 {encoding.upper()} 编码（第 {error.start + 1} 个字节起读不通），没有改动。"
        ) from error
    kept = f"{path}.{encoding}.bak"
    store.write_file(kept, data)
    store.write_file(path, text.removeprefix("\ufeff").replace("\r\n", "\n").encode("utf-8"))
    return Converted(shown, store.shown_name(kept))
