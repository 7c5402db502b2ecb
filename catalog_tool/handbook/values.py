"""Every field of a document as printed text under its Chinese path.

Items of lists count from 1 (`申请材料.1.名称`). What has one wording as a whole has it
at its own path too: `办理时限.承诺` is 5 工作日, `行使层级` is 县级、市级.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from catalog_tool.domain.visible import visible
from catalog_tool.handbook import wording
from catalog_tool.handbook.reading import Node, scalar_text


def values_of(value: Any) -> dict[str, str]:
    """Printed text by dotted path, in the order of the data."""
    found: dict[str, str] = {}
    _collect(value, "", "", found)
    return found


class Values(Mapping[str, str]):
    """The values of a document, made when one is asked for; `more` are computed ones, which give way to its own.

    Only templates that place values and the search for missing glyphs ask for them, in
    their own processes: what travels there is the document, a third of its values.
    """

    __slots__ = ("_document", "_made", "_more")

    def __init__(self, document: Mapping[str, Any], more: Mapping[str, str]) -> None:
        self._document = document
        self._more = more
        self._made: dict[str, str] | None = None

    def _all(self) -> dict[str, str]:
        if self._made is None:
            self._made = values_of(self._document)
            for name, text in self._more.items():
                self._made.setdefault(name, text)
        return self._made

    def __getitem__(self, path: str) -> str:
        return self._all()[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __repr__(self) -> str:
        return repr(self._all())

    def __reduce__(self) -> tuple[type[Values], tuple[Mapping[str, Any], Mapping[str, str]]]:
        return Values, (self._document, self._more)


_shown = lru_cache(maxsize=4096)(visible)
"""Documents share their few keys."""


def _collect(value: Any, path: str, key: str, found: dict[str, str]) -> None:
    if isinstance(value, dict):
        if path and (whole := _mapping(value, key)):
            found[path] = whole
        for name, item in value.items():
            shown = _shown(str(name))
            _collect(item, f"{path}.{shown}" if path else shown, str(name), found)
    elif isinstance(value, list):
        if path and (whole := _list(value, key)):
            found[path] = whole
        key = "依据" if "依据" in key else ""
        for number, item in enumerate(value, 1):
            _collect(item, f"{path}.{number}", key, found)
    elif path and (text := scalar_text(value)):
        found[path] = wording.day(text)


def _list(value: list[Any], key: str) -> str:
    if not value:
        return wording.NONE
    if key in ("适用情形", "免提交范围"):
        return wording.situations(Node(value))
    if "依据" in key:
        return wording.one_line(wording.citations(Node(value)))
    return Node(value).joined


def _mapping(value: dict[Any, Any], key: str) -> str:
    if not value:
        return wording.NONE
    if "数值" in value or "单位" in value or key in ("法定", "承诺"):
        return wording.limit(Node(value))
    if key == "份数":
        return wording.copies(Node(value))
    return wording.one_line(wording.citation(Node(value))) if key == "依据" else ""
