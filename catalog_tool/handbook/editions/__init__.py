"""Editions of a handbook: who it is for, and what it says to them. One edition a file; being there registers it.

A module here has EDITION. Its `chapters` gets the documents of one part of the Book in
order and makes the chapters of them: one each in most editions, several forms each in
some, one table of all of them in the list.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from catalog_tool.handbook.book import Chapter
from catalog_tool.handbook.subject import Subject

Writing = Callable[[str, Sequence[Subject]], Iterable[Chapter]]


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition.

    `name` is what `--edition` takes, `label` what the cover says, `document` what such
    a paper is called: it ends titles and file names. With `apparatus` a Book of it has
    indexes and appendices.
    """

    name: str
    label: str
    document: str
    chapters: Writing
    apparatus: bool = False
    complete: bool = False
    loose: bool = False


def each(write: Callable[[Subject], Chapter]) -> Writing:
    """The writing of an edition that has one chapter a document."""
    return lambda _title, subjects: map(write, subjects)


@cache
def editions() -> Mapping[str, Edition]:
    """All editions by name."""
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    found = {module.EDITION.name: module.EDITION for module in modules if hasattr(module, "EDITION")}
    return dict(sorted(found.items()))
