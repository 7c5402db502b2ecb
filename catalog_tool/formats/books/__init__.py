"""Workbooks that offices send, read safely: xlsx, xls, ods, csv, JSON lines become sheets of cells."""

from catalog_tool.formats.books.reading import read_book

__all__ = ["read_book"]
