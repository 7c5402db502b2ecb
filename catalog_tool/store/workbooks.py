"""A workbook that an office sent: its bytes, and what the files beside it tell about it."""

from __future__ import annotations

import os
import re
import stat

from catalog_tool.findings import CannotRun
from catalog_tool.formats.books.reading import read_book
from catalog_tool.formats.books.refusals import refused, too_large
from catalog_tool.formats.grids import Book
from catalog_tool.formats.system_errors import said
from catalog_tool.store.reading import shown_name

MOST_BYTES = 200 * 1024 * 1024
# Without waiting for a pipe's other end.
_READ_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_NUMBER = r"(?:\s*[(（]\d{1,2}[)）])?"
# How Windows in Chinese and English, macOS, browsers, WPS and network disks name copies.
_COPIES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<original>.+?)\s*[-–—_]\s*副本{_NUMBER}\d{{0,2}}",
        rf"(?P<original>.+?)(?:的|\s)\s*副本{_NUMBER}\s*\d{{0,2}}",
        r"(?P<original>.+?)\s*[-–—_(（ ]*\s*冲突(?:副本|文件).*",
        rf"(?P<original>.+?)\s+-\s+Copy{_NUMBER}",
        rf"(?P<original>.+?)\s+copy{_NUMBER}\s*\d{{0,2}}",
        rf"Copy{_NUMBER}\s+of\s+(?P<original>.+)",
        rf"(?:副本|复件){_NUMBER}\s*[-_]?\s*(?P<original>.+)",
        r"(?P<original>.+?)\s*[(（]\d{1,2}[)）]",
    )
)


def read_workbook(path: str) -> tuple[Book, bytes]:
    """The workbook and the bytes it was read from; notes say so where it is a copy or open in an editor."""
    shown = shown_name(path)
    _refuse_lock_file(path, shown)
    data = _read(path, shown)
    book = read_book(data, shown)
    opened = open_in_editor(path)
    if opened:
        book.notes.append(f"{opened}，读到的是上次保存的内容")
    copy = _copy_note(path)
    if copy:
        book.notes.append(copy)
    return book, data


def open_in_editor(path: str) -> str:
    """Give a sentence naming the lock file that an editor has laid beside a workbook; "" where there is none."""
    folder, name = os.path.split(path)
    # Excel and WPS, the same with a shortened name, WPS on Linux, LibreOffice.
    locks = [f"~${name}", *([f"~${name[2:]}"] if len(name) > 8 else []), f".~{name}", f".~lock.{name}#"]
    for lock in locks:
        if lock != name and os.path.isfile(os.path.join(folder, lock)):
            program = "LibreOffice" if lock.endswith("#") else "Excel 或 WPS"
            return f"{name} 可能正在 {program} 里打开（旁边有锁文件 {lock}；如果并没有打开，可以删去它）"
    return ""


def _refuse_lock_file(path: str, shown: str) -> None:
    folder, name = os.path.split(path)
    if not name.startswith(("~$", ".~")):
        return
    real = _locked_file(folder or ".", name)
    advice = f"请改用 {real}。" if real else "请改用去掉开头符号的那个文件。"
    raise refused(shown, "这是编辑软件打开工作簿时留下的锁文件，里面没有数据", advice)


def _locked_file(folder: str, name: str) -> str:
    if name.startswith(".~lock."):
        exact, rest = name[len(".~lock.") :].removesuffix("#"), ""
    else:
        exact, rest = name[2:], name[2:] if name.startswith("~$") else ""
    if exact and os.path.isfile(os.path.join(folder, exact)):
        return exact
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return ""
    return next((other for other in names if rest and other != name and len(other) > 8 and other[2:] == rest), "")


def _read(path: str, shown: str) -> bytes:
    try:
        handle = os.open(path, _READ_FLAGS)
        try:
            return _read_handle(handle, shown)
        finally:
            os.close(handle)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise refused(shown, said(error), "请检查文件名和所在的文件夹。") from error
    except PermissionError as error:
        if os.path.isdir(path):  # Windows says so of folders
            raise _no_file(shown) from error
        problem = "没有读取权限，或文件正被 Excel、WPS 等程序占用"
        raise refused(shown, problem, "请关闭正在使用它的程序，或复制一份到有权限的文件夹后再试。") from error
    except OSError as error:
        raise refused(shown, said(error), "请检查文件，或复制到本机硬盘后再试。") from error
    except ValueError as error:  # a NUL in the name
        raise refused(shown, "文件名里有不允许的字符", "请检查文件名。") from error


def _read_handle(handle: int, shown: str) -> bytes:
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        raise _no_file(shown)
    if status.st_size > MOST_BYTES:
        raise _too_long(shown)
    pieces, size = [], 0
    # Short reads, and files that grow meanwhile; one byte beyond the limit is enough to refuse.
    while piece := os.read(handle, min(max(status.st_size, 4096), MOST_BYTES - size) + 1):
        pieces.append(piece)
        size += len(piece)
        if size > MOST_BYTES:
            raise _too_long(shown)
    return b"".join(pieces)


def _too_long(shown: str) -> CannotRun:
    return too_large(shown, f"文件超过 {MOST_BYTES // 1024 // 1024} MB")


def _no_file(shown: str) -> CannotRun:
    return refused(shown, "它不是普通文件（可能是文件夹、管道或设备）", "请给出工作簿文件本身。")


def _copy_note(path: str) -> str:
    folder, name = os.path.split(path)
    stem, extension = os.path.splitext(name)
    for pattern in _COPIES:
        found = pattern.fullmatch(stem)
        if found is None:
            continue
        original = found["original"] + extension
        beside = os.path.join(folder, original)
        if not os.path.isfile(beside):
            return f"看文件名，{name} 像是一个副本，请确认读的是该用的那一份"
        return (
            f"看文件名，{name} 像是 {original} 的副本，两个文件都在；{_newer(path, beside, original)}，请确认该用哪一份"
        )
    return ""


def _newer(copy: str, original: str, name: str) -> str:
    try:
        times = os.stat(copy).st_mtime_ns, os.stat(original).st_mtime_ns
    except OSError:
        return "看不出哪一份较新"
    if times[0] == times[1]:
        return "两份的修改时间相同"
    return "副本较新" if times[0] > times[1] else f"{name} 较新"
