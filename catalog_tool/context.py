"""What a rule may know besides the document: profile, word lists, regions, manifest; frozen for a whole catalog."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from catalog_tool.model import DIRECTORY, mappings_of, text_of

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class TypeEntry:
    """One 事项类型 of a profile: its type codes (usually one) and its readable word."""

    codes: tuple[str, ...]
    word: str


@dataclass(frozen=True)
class Profile:
    """A coding profile (format.md §6): types, code forms, reform tags.

    `forms` maps 基本编码, 实施编码 and 业务办理项编码 to anchored regular expressions
    with the groups origin, type, main, sub / uscc, level, basic / order; a profile
    with readable codes has 权力编码 too (word, main, sub, detail).
    """

    name: str
    source: str
    types: Mapping[str, TypeEntry]
    forms: Mapping[str, str]
    reform_tags: tuple[str, ...]


class Region(NamedTuple):
    """One life of a 区划代码: the name it had, and the days (YYYY-MM-DD) it was in force.

    `since` and `until` are "" where the table knows no beginning or no end; on the
    day `until` the code no longer holds.
    """

    name: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True)
class Lexicon:
    """Word lists and duty stems: data under schemas/, loaded once.

    `words` maps a list's name to its entries, sorted; `duties` maps a department
    stem to the duties it has (schemas/departments.yaml), `joint_duties` are those of
    bodies that act for many lines (行政审批局, a town's government). `lists` are the
    tables under schemas/lists/ by file name, each entry as it stands there; `regions`
    are the lives of each 区划代码 of six digits (schemas/regions.csv), oldest first.
    """

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    duties: Mapping[str, frozenset[str]] = field(default_factory=dict)
    joint_duties: frozenset[str] = frozenset()
    lists: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    regions: Mapping[str, tuple[Region, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Context:
    """What a rule may know besides the document: frozen, the same for a whole catalog.

    `manifest` is the plain value of catalog.yaml; `attachments` are the files in the
    catalog that are no matters, relative to its folder and with forward slashes, None
    where nobody looked.
    """

    manifest: Mapping[str, Any]
    profile: Profile
    lexicon: Lexicon
    attachments: frozenset[str] | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        # What `once` made need not be picklable, and every worker makes its own.
        return (Context, (self.manifest, self.profile, self.lexicon, self.attachments))

    @cached_property
    def _made(self) -> dict[Any, Any]:
        return {}

    def once(self, make: Callable[[Context], Made]) -> Made:
        """What `make(context)` gives, made when first asked for: patterns and indexes of a rule."""
        made = self._made
        if make not in made:
            made[make] = make(self)
        known: Made = made[make]
        return known

    @cached_property
    def is_directory(self) -> bool:
        """True for a 指导目录, False for an 实施清单."""
        return self.manifest.get("类别") == DIRECTORY

    @cached_property
    def region(self) -> str:
        """区划代码 of the catalog."""
        return text_of(self.manifest.get("区划代码"))

    @cached_property
    def level(self) -> str:
        """层级 of the catalog."""
        return text_of(self.manifest.get("层级"))

    @cached_property
    def published(self) -> str:
        """发布日期 of the catalog."""
        return text_of(self.manifest.get("发布日期"))

    @cached_property
    def sites(self) -> Mapping[str, Mapping[str, Any]]:
        """办理场所 by 编号."""
        return {text_of(place.get("编号")): place for _, place in mappings_of(self.manifest.get("办理场所"))}
