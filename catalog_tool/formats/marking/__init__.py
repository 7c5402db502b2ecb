"""Remarks in a copy of a person's own workbook, its layout untouched."""

from catalog_tool.formats.marking.copying import Mark, Marked, marked
from catalog_tool.formats.marking.listing import Link, Listing

__all__ = ["Link", "Listing", "Mark", "Marked", "marked"]
