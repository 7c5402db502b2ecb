"""A Book as the data its template gets: plain, with what has to be reckoned beforehand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from catalog_tool.handbook.book import Book
from catalog_tool.handbook.pdf.breaks import in_cell, in_line
from catalog_tool.handbook.pdf.tables import LANDSCAPE, PORTRAIT, set_table
from catalog_tool.handbook.plain import plain
from catalog_tool.handbook.qr import NotEncodable, fault, svg

QR_MM = 30
"""Side of a QR code in print, quiet zone included."""
_NOT_SHOWN = frozenset({"kind", "key", "targets", "svg", "values", "facets", "conditions", "questions"})
"""Fields that no reader sees as they are: a mark in them would break a link or a drawing."""


def data_of(book: Book) -> tuple[dict[str, Any], list[str]]:
    """The Book as JSON has it, and what is wrong with its print as Chinese sentences.

    On top of the Book's own fields: `imprint`; `slim`, whether it is all about one matter,
    so that contents and dividers would lead nowhere; `volume.label`; of a table `size` and
    `columns` (points) and `loose` (per row: may it break?); of a QrCode `picture` (SVG,
    "" where there can be none). Where this volume has no such chapter the `target` of a
    link is "", and `targets` of an entry have no key of it.
    """
    faults: list[str] = []
    dresser = _Dresser(frozenset(chapter.key for chapter in book.chapters), faults)
    data: dict[str, Any] = dresser.dressed(plain(book))
    data["imprint"] = book.imprint
    data["slim"] = _is_slim(book)
    if book.volume:
        data["volume"]["label"] = book.volume.label
    return data, faults


def _is_slim(book: Book) -> bool:
    numbered = [chapter for part in book.parts if part.numbered for chapter in part.chapters]
    few = len(list(book.chapters)) <= _FEW
    return few and not book.volume and len({chapter.code for chapter in numbered}) <= 1


_FEW = 12
"""Chapters of one matter: itself, its forms, or the notices of it."""


@dataclass(frozen=True)
class _Dresser:
    """Goes over plain data and knows which chapter it is in and how wide the page is there."""

    keys: frozenset[str]
    faults: list[str]
    room: float = PORTRAIT
    where: str = "前言"
    breaks: Callable[[str], str] = field(default=in_line)

    def dressed(self, value: Any) -> Any:
        """The value with break marks and with what is reckoned."""
        if isinstance(value, str):
            return self.breaks(value)
        if isinstance(value, list):
            breaks = self.breaks
            return [breaks(item) if isinstance(item, str) else self.dressed(item) for item in value]
        if not isinstance(value, dict):
            return value
        if value.get("kind") == "table":
            return self._table(value)
        if "sections" in value:
            room = LANDSCAPE if value["landscape"] else PORTRAIT
            return replace(self, where=f"《{value['title']}》", room=room)._fields(value)
        return self._fields(value)

    def _fields(self, value: dict[str, Any]) -> dict[str, Any]:
        found = {key: item if key in _NOT_SHOWN else self.dressed(item) for key, item in value.items()}
        if "targets" in value:
            found["targets"] = [key for key in value["targets"] if key in self.keys]
        elif "target" in value:
            target = value["target"]
            leads_nowhere = target.startswith("#") and target[1:] not in self.keys
            found["target"] = "" if leads_nowhere else target
        elif value.get("kind") == "qr":
            found["picture"] = self._picture(value["address"])
        return found

    def _table(self, table: dict[str, Any]) -> dict[str, Any]:
        setting = set_table(table, self.room)
        if setting.overflows:
            count = len(setting.widths)
            self.faults.append(
                f"{self.where}有一张 {count} 栏的表，纸面放不下，格子里的字可能超出格线。请减少栏数，或改用横排的版本。"
            )
        cells = replace(self, breaks=in_cell)
        return {
            "kind": "table",
            "head": cells.dressed(table["head"]),
            "rows": cells.dressed(table["rows"]),
            "blank": table["blank"],
            "size": setting.size,
            "columns": list(setting.widths),
            "loose": list(setting.loose),
        }

    def _picture(self, address: str) -> str:
        wrong = fault(address, QR_MM)
        if wrong:
            self.faults.append(f"{self.where}：{wrong}")
        try:
            return svg(address)
        except NotEncodable:
            return ""
