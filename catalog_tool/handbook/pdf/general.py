"""The general contents of a handbook in several volumes: where each chapter is, by volume and page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from catalog_tool.handbook.book import Book
from catalog_tool.handbook.pdf.data import data_of


def bare(book: Book) -> Book:
    """The Book without what its chapters say."""
    parts = tuple(
        replace(part, chapters=tuple(replace(chapter, sections=(), values={}, facets={}) for chapter in part.chapters))
        for part in book.parts
    )
    return replace(book, parts=parts, preface=(), values={})


def general_data(book: Book, pages: Sequence[Mapping[str, int]]) -> dict[str, Any]:
    """The data of general.typ: those of a bare Book, `volumes`, and `places`: key → "volume-page".

    `pages` are the volumes in order, each chapter key → page.
    """
    data, _ = data_of(book)
    data["places"] = {key: f"{number}-{page}" for number, volume in enumerate(pages, 1) for key, page in volume.items()}
    data["volumes"] = len(pages)
    return data
