"""Indexes of a handbook: by name, by code, by law."""

from __future__ import annotations

from collections.abc import Sequence

from catalog_tool.handbook.book import Index, Part
from catalog_tool.handbook.subject import Setting


def indexes_of(parts: Sequence[Part], setting: Setting) -> tuple[Index, ...]:
    """The indexes of these parts."""
    return ()
