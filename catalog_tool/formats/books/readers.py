"""The libraries that take a checked xlsx apart: python-calamine, or openpyxl where it has no wheel.

Both give the same rows. python-calamine is Rust and 12 times as fast; it can also
panic, which Python sees as a PanicException that is no Exception.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from catalog_tool.findings import CannotRun
from catalog_tool.formats.books.cell_values import MOST_CELLS, grid_rows
from catalog_tool.formats.books.refusals import damaged, too_large
from catalog_tool.formats.grids import Value

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class WorkbookReader(Protocol):
    """Gives the rows of a plain workbook's sheets in order; raises CannotRun only."""

    def sheets(self, data: bytes, count: int, shown: str) -> Iterator[list[list[Value]]]:
        """The rows of each sheet from A1 on; nobody vouches for the cells, only for how far they reach."""
        ...


def chosen_reader() -> WorkbookReader:
    """The fast one if this machine has it."""
    return CalamineReader() if has_calamine() else OpenpyxlReader()


def has_calamine() -> bool:
    """True if python-calamine can be imported."""
    try:
        import python_calamine  # noqa: F401
    except ImportError:
        return False
    return True


def _guarded(read: Callable[[], Iterator[list[list[Value]]]], shown: str) -> Iterator[list[list[Value]]]:
    """What is read; whatever a library raises says that the file is damaged."""
    try:
        yield from read()
    except (CannotRun, GeneratorExit):
        raise
    except Exception as error:
        raise damaged(shown) from error
    except BaseException as error:
        # A panic of the Rust reader is no Exception; Ctrl-C is none either and goes on.
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(shown) from None


class CalamineReader:
    """Reads with python-calamine, one sheet after the other."""

    def sheets(self, data: bytes, count: int, shown: str) -> Iterator[list[list[Value]]]:
        """As WorkbookReader says."""
        return _guarded(lambda: self._sheets(data, count, shown), shown)

    @staticmethod
    def _sheets(data: bytes, count: int, shown: str) -> Iterator[list[list[Value]]]:
        from python_calamine import CalamineWorkbook

        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        area = 0
        for index in range(count):
            sheet = workbook.get_sheet_by_index(index)
            row, column = sheet.start or (0, 0)
            # Counted before Python makes objects of the cells, and for all sheets together.
            area += (row + sheet.height) * (column + sheet.width)
            if area > MOST_CELLS:
                raise too_many_cells(shown)
            yield grid_rows(sheet.to_python(), row, column)


class OpenpyxlReader:
    """Reads with openpyxl, row by row."""

    def sheets(self, data: bytes, count: int, shown: str) -> Iterator[list[list[Value]]]:
        """As WorkbookReader says."""
        return _guarded(lambda: self._sheets(data, count, shown), shown)

    @staticmethod
    def _sheets(data: bytes, count: int, shown: str) -> Iterator[list[list[Value]]]:
        from openpyxl import load_workbook

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # they are about things we do not read
            workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        area = 0
        for index in range(count):
            sheet: Any = workbook.worksheets[index]
            sheet.reset_dimensions()  # what the file says of its size may be a lie
            rows: list[list[Any]] = []
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                for row in sheet.iter_rows(values_only=True):
                    area += len(row) + 1
                    if area > MOST_CELLS:
                        raise too_many_cells(shown)
                    rows.append([_unescaped(cell) if isinstance(cell, str) and "_x" in cell else cell for cell in row])
            yield grid_rows(rows)


def too_many_cells(shown: str) -> CannotRun:
    """All sheets together are too much."""
    return too_large(shown, f"所有工作表合起来超过 {MOST_CELLS // 10_000} 万个单元格")


def _unescaped(text: str) -> str:
    # Control characters stand as _x000D_ in the XML; openpyxl leaves them so.
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
