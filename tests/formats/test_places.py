"""Places late in a document are found by the noted ends, and are the same as by counting."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from catalog_tool.formats.places import Locator
from catalog_tool.formats.yaml_reader import read_yaml
from catalog_tool.model import Document

GUIDES = sorted((Path(__file__).parents[2] / "guides").glob("*/*/*.yaml"))[::7]


def paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, item in items for found in paths(item, (*path, key)))]


def by_counting(document: Document) -> Locator:
    locate: Any = document._locate
    return Locator(document.value, locate._marks, locate._holes)


@pytest.mark.parametrize("file", GUIDES, ids=lambda file: file.stem)
def test_the_same_places_from_back_to_front(file: Path) -> None:
    for document in read_yaml(file.read_bytes(), file.name).documents:
        counting = by_counting(document)
        for path in reversed(paths(document.value)):
            assert document.place(path) == counting(path, False)
            assert document.place(path, at_key=True) == counting(path, True)


def test_what_was_not_kept_shifts_nothing() -> None:
    (document,) = read_yaml("甲: {a: 1}\n乙:\n丙: [1]\n甲: {b: 2}\n丁: [3]\n".encode(), "x").documents

    assert document.place(("丁", 0)) == (5, 5)
    assert document.place(("丙", 0)) == (3, 5)
