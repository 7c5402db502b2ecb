"""What a file is, by its bytes; its name is only a hint, since exports are often misnamed."""

from __future__ import annotations

import re

from catalog_tool.findings import CannotRun
from catalog_tool.formats.books.refusals import RESAVE, damaged, refused
from catalog_tool.formats.books.xlsx_outline import WORKBOOK
from catalog_tool.formats.books.zip_parts import Container

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_NEED = "需要的是 .xlsx、.xls、.ods、.csv、.json 或 .jsonl 文件。"
_BEGINNINGS = (
    (b"%PDF", "这是 PDF 文件，不是表格", f"请向提供方要原来的表格；{_NEED}"),
    (b"{\\rtf", "这是 RTF 文档，不是表格", "请把其中的表格复制到 Excel 或 WPS 表格，存为 .xlsx 再试。"),
    (b"Rar!", "这是 RAR 压缩包", "请先解压，再给出里面的表格文件。"),
    (b"7z\xbc\xaf", "这是 7z 压缩包", "请先解压，再给出里面的表格文件。"),
    (b"\x1f\x8b", "这是 gzip 压缩包", "请先解压，再给出里面的表格文件。"),
    (b"\x89PNG", "这是图片", f"请向提供方要原来的表格；{_NEED}"),
    (b"\xff\xd8\xff", "这是图片", f"请向提供方要原来的表格；{_NEED}"),
    (b"SQLite format 3", "这是数据库文件，不是表格", f"请导出成表格；{_NEED}"),
)
_OLD_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x10\x00", b"\x09\x08\x08\x00")
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta|style|div)[\s>]", re.IGNORECASE)


def zip_kind(container: Container, shown: str) -> str:
    """Give xlsx or ods; CannotRun saying what it is otherwise."""
    if WORKBOOK in container:
        return "xlsx"
    if "xl/workbook.bin" in container:
        raise refused(shown, "这是 Excel 二进制工作簿（.xlsb）")
    if "mimetype" in container and "content.xml" in container:
        if b"spreadsheet" in container.read("mimetype"):
            return "ods"
        raise refused(shown, "这是 OpenDocument 文档，不是表格", _NEED)
    names = [name.casefold() for name in container.names]
    known = (
        ("word/", "这是 Word 文档（.docx），不是表格", "请把其中的表格复制到 Excel 或 WPS 表格，存为 .xlsx 再试。"),
        ("ppt/", "这是演示文稿（.pptx），不是表格", _NEED),
        ("index/", "这是苹果 Numbers 表格", "请在 Numbers 里导出为 Excel（.xlsx）再试。"),
    )
    for beginning, problem, advice in known:
        if any(name.startswith(beginning) for name in names):
            raise refused(shown, problem, advice)
    if "[content_types].xml" in names or any(name.startswith("xl/") for name in names):
        raise damaged(shown, "里面没有工作簿")
    raise refused(shown, "这是 ZIP 压缩包，不是表格", "请先解压，再给出里面的表格文件。")


def refuse_foreign(data: bytes, shown: str) -> None:
    """Say what binary files are that are no workbook; text passes."""
    for beginning, problem, advice in _BEGINNINGS:
        if data.startswith(beginning):
            raise refused(shown, problem, advice)
    if data.startswith(_OLD_BIFF):
        raise refused(shown, "这是很旧的 Excel 格式")


def foreign_text(text: str) -> tuple[str, str] | None:
    """The problem and the advice for texts that are no table: web pages, web archives, XML."""
    start = text[:4096].lstrip()
    if start[:1] == "<":
        if "urn:schemas-microsoft-com:office:spreadsheet" in start:
            return "这是 Excel 2003 的 XML 表格", RESAVE
        if _HTML.search(start):
            return "这其实是网页（HTML），只是起了表格的文件名", RESAVE
        return "这是 XML 文件，不是表格", _NEED
    if re.match(r"(?:MIME-Version|From|Content-Type):", start, re.IGNORECASE) and "multipart" in start.lower():
        return "这其实是网页存档（MHT），只是起了表格的文件名", RESAVE
    return None


def ole_kind(streams: dict[str, int], shown: str) -> CannotRun:
    """Why an OLE container without a workbook is not read."""
    if "encryptedpackage" in streams:
        return refused(shown, "文件加了打开密码", "请在 Excel 或 WPS 里去掉打开密码，保存后再试。")
    if "worddocument" in streams:
        return refused(
            shown, "这是 Word 文档（.doc），不是表格", "请把其中的表格复制到 Excel 或 WPS 表格，存为 .xlsx 再试。"
        )
    if "powerpoint document" in streams:
        return refused(shown, "这是演示文稿（.ppt），不是表格", _NEED)
    return refused(shown, "里面没有找到工作簿")
