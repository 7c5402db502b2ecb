"""Typst: from templates and data to the bytes of a PDF."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from catalog_tool.findings import CannotRun
from catalog_tool.handbook.typst_memory import forget

if TYPE_CHECKING:
    import typst

_PLACE = re.compile(r"┌─ (.*):(\d+):(\d+)")
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")


def require_typst() -> None:
    """CannotRun where the typst module is not installed."""
    try:
        import typst  # noqa: F401
    except ImportError as error:
        raise CannotRun(
            "没有安装 typst，印不了 PDF；DOCX 和 HTML 照常可印（--format docx、--format html）。"
            "要印 PDF，请运行 pip install typst 后重试。"
        ) from error


@dataclass(frozen=True)
class Typesetter:
    """Sets data by templates (name → bytes); `fonts` are what Typst found and may use."""

    templates: Mapping[str, bytes]
    fonts: typst.Fonts

    def set(self, main: str, data: Mapping[str, Any], date: str) -> tuple[bytes, dict[str, list[Any]]]:
        """The PDF of the template `main`, and the values of its metadata by label (`pages`, `run-over`).

        `date` is the day as printed (2018年5月10日): the PDF is dated then, never today.
        The data reach the template as JSON text in `sys.inputs`, never as source.
        Raises CannotRun where a template is wrong.
        """
        import typst

        # Typst reads what a template imports from files only; so they are files for as long
        # as one volume is set. Its root is this folder: nothing outside can be read.
        with tempfile.TemporaryDirectory(prefix="catalog-tool-", ignore_cleanup_errors=True) as root:
            for name, source in self.templates.items():
                (Path(root) / name).write_bytes(source)
            nothing = str(Path(root) / "packages")
            try:
                compiler = typst.Compiler(
                    input=str(Path(root) / main),
                    root=root,
                    font_paths=self.fonts,
                    sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
                    package_path=nothing,
                    package_cache_path=nothing,
                )
                pdf = _exported(compiler, _seconds(date))
                marks = {label: json.loads(compiler.query(f"<{label}>", field="value")) for label in _MARKS}
            except typst.TypstError as error:
                raise CannotRun(_sentence(error, main)) from error
            finally:
                forget(self.fonts)
        return pdf, marks


def _exported(compiler: typst.Compiler, seconds: int) -> bytes:
    """The PDF by the accessibility standard; without it where a template of the user's does not keep it.

    Without tags at all where Typst fails over its own (a name of nothing but signs that are
    not printed makes a link without text): a print without tags is better than none.
    """
    import typst

    attempts: tuple[tuple[Any, bool], ...] = ((["ua-1"], True), ([], True), ([], False))
    for standards, tags in attempts:
        try:
            pdf = compiler.compile(format="pdf", timestamp=seconds, pdf_standards=standards, pdf_tags=tags)
        except typst.TypstError as error:
            told = f"{error.message} {error.diagnostic}"
            if not tags or not ("PDF/UA-1" in told or "internal error" in told):
                raise
        else:
            assert isinstance(pdf, bytes)
            return pdf
    raise AssertionError


_MARKS = ("pages", "run-over")


def _seconds(date: str) -> int:
    """The day as seconds since 1970, UTC; 0 where it is none."""
    import datetime as dt

    match = _DAY.fullmatch(date)
    if not match:
        return 0
    try:
        year, month, day = map(int, match.groups())
        return int(dt.datetime(year, month, day, tzinfo=dt.UTC).timestamp())
    except ValueError:
        return 0


def _sentence(error: typst.TypstError, main: str) -> str:
    """What Typst complains of, with file and line, in one sentence."""
    place = _PLACE.search(error.diagnostic)
    where = f"{Path(place[1]).name} 第 {place[2]} 行第 {place[3]} 列" if place else main
    if any(sign in error.message for sign in _OURS):
        return (
            f"PDF 排不出来（{where}，Typst 说：{error.message}）。请先印 --format docx 或 html，"
            "并把这份目录和这句话告诉维护程序的人。"
        )
    return f"模板 pdf/{where}有错，Typst 说：{error.message}。请改正模板，或去掉 --template。"


_OURS = ("internal error", "maximum grouping depth")
"""What no template is to blame for."""
