"""办理窗口: where a matter is handled, with what its 办理场所 supplies (format.md §2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from catalog_tool.context import Context
from catalog_tool.model import mappings_of, text_of

_NO_SITE: Mapping[str, Any] = {}


class Window(NamedTuple):
    """A window as written, where in the list, and the place it refers to; an empty place where it refers to none."""

    number: int
    own: Mapping[str, Any]
    site: Mapping[str, Any]

    def text(self, key: str) -> str:
        """What the window says itself, else its place."""
        return text_of(self.own.get(key)) or text_of(self.site.get(key))

    @property
    def name(self) -> str:
        """The place's name as a person is told it."""
        return self.text("名称")

    @property
    def kind(self) -> str:
        """类型 of the place, "" where none is known."""
        return text_of(self.site.get("类型"))

    @property
    def dangles(self) -> bool:
        """Whether it refers to a place that catalog.yaml does not have: what it would supply is unknown."""
        return not self.site and bool(text_of(self.own.get("场所")).strip())


def windows_of(value: Mapping[str, Any], context: Context) -> Iterator[Window]:
    """The windows of a matter or one-thing."""
    windows = value.get("办理窗口")
    if windows:
        sites = context.sites
        for index, own in mappings_of(windows):
            code = own.get("场所")
            yield Window(index, own, sites.get(code, _NO_SITE) if isinstance(code, str) else _NO_SITE)
