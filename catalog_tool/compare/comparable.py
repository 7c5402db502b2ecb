"""What comparing keeps of a matter, and of a catalog: values and places, never documents."""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from catalog_tool.compare.reducing import Spots, place_of, reduced
from catalog_tool.compare.scope import Scope, scope_of
from catalog_tool.context import Context, Profile
from catalog_tool.domain.codes import parse_basic
from catalog_tool.domain.contacts import is_said
from catalog_tool.domain.names import fold
from catalog_tool.findings import Finding, Spot
from catalog_tool.model import IN_USE, MAIN_WITH_SUBS, Document, Matter, Path, Place, text_of, texts_of

VERSION_PATHS: tuple[Path, ...] = (("版本",), ("上级目录版本",))
"""What catalog.yaml says of editions: its own, and its directory's."""
_ABOLISHED = "取消"
_CODE_LENGTH, _MAIN_LENGTH = 12, 9


@dataclass(frozen=True, eq=False)
class Row:
    """One document of a matter, reduced to what is compared (compare/reducing.py).

    `spots` are where its compared fields stand.
    """

    file: str
    value: Mapping[str, Any]
    spots: Spots
    main_code: str

    @cached_property
    def matter(self) -> Matter:
        """Typed reads of the value."""
        return Matter(self.value)

    def place(self, path: Path) -> Place:
        """The place of a path, or of its nearest ancestor that was kept."""
        return place_of(self.spots, path)

    def leaves_to_region(self, path: str) -> bool:
        """Whether 地方自定 names a field (办理时限.承诺) or what it stands in."""
        named = texts_of(self.matter.get("地方自定"))
        return any(path == field or path.startswith(f"{field}.") for field in named)

    @property
    def sort_key(self) -> tuple[str | int, ...]:
        """Order that does not depend on file order where codes and names tell rows apart."""
        matter = self.matter
        names = (matter.title, matter.handling_code, matter.main_name)
        return (matter.code, *names, self.file, self.place(()).line)


def row_of(document: Document, context: Context) -> Row:
    """The comparable of a matter's document."""
    value, spots = reduced(document)
    return Row(document.file, value, spots, main_code_of(context.profile, text_of(value.get("基本编码"))))


def packed(rows: Iterable[Row]) -> bytes:
    """Rows as bytes for another process of this very program."""
    return marshal.dumps([(row.file, row.value, row.spots, row.main_code) for row in rows])


def unpacked(data: bytes) -> list[Row]:
    """The rows again."""
    return [Row(*parts) for parts in marshal.loads(data)]  # noqa: S302  # from a process of ours


def main_code_of(profile: Profile, code: str) -> str:
    """The code of the main item; "" where the code has not the profile's form.

    A profile without a form leaves the nine digits that both codings in use have.
    """
    parsed = parse_basic(profile, code)
    if parsed is not None:
        return parsed.main_code
    return code[:_MAIN_LENGTH] if "基本编码" not in profile.forms and len(code) == _CODE_LENGTH else ""


def is_founded(value: object) -> bool:
    """Whether a list of 依据, or a single one, says anything at all: 无 does not."""
    if isinstance(value, list):
        return any(is_founded(item) for item in value)
    if isinstance(value, dict):
        return any(is_founded(item) for item in value.values())
    return is_said(value)


@dataclass(frozen=True, eq=False)
class Group:
    """A matter: all rows of one 基本编码, in order; a row without a code is a group of its own."""

    rows: tuple[Row, ...]

    @cached_property
    def first(self) -> Matter:
        """The first row's matter: what the group is known by."""
        return self.rows[0].matter

    @cached_property
    def code(self) -> str:
        """The 基本编码; "" without one."""
        return self.first.code

    @cached_property
    def main_code(self) -> str:
        """The code of the main item; "" where the code has not the profile's form."""
        return self.rows[0].main_code

    @cached_property
    def department(self) -> str:
        """The line it belongs to: 主管部门, else 实施主体."""
        return self.first.department or self.first.body_name

    @cached_property
    def in_use(self) -> bool:
        """Whether any row is 在用."""
        return any(row.matter.status == IN_USE for row in self.rows)

    @cached_property
    def is_abolished(self) -> bool:
        """Whether every row is 取消."""
        return all(row.matter.status == _ABOLISHED for row in self.rows)

    @cached_property
    def is_container(self) -> bool:
        """Whether it is a main item that has subs (00Y): a heading that nobody applies for."""
        return bool(self.main_code) and self.code[len(self.main_code) :] == MAIN_WITH_SUBS

    @cached_property
    def is_undivided(self) -> bool:
        """Whether the sub-item is the main item itself: by code 000, or by equal names."""
        if self.main_code and self.code[len(self.main_code) :].strip("0") == "":
            return True
        return bool(self.first.main_name) and fold(self.first.sub_name) == fold(self.first.main_name)


def grouped(rows: Sequence[Row]) -> list[Group]:
    """Rows grouped by code, in an order that does not depend on theirs."""
    by_code: dict[str, list[Row]] = {}
    alone: list[Group] = []
    for row in sorted(rows, key=lambda row: row.sort_key):
        if row.matter.code:
            by_code.setdefault(row.matter.code, []).append(row)
        else:
            alone.append(Group((row,)))
    return [Group(tuple(group)) for group in by_code.values()] + alone


@dataclass(frozen=True, eq=False)
class Side:
    """A catalog as comparing sees it. `problems` are what could not be read.

    `versions` say where VERSION_PATHS of its catalog.yaml stand.
    """

    path: str
    context: Context
    groups: tuple[Group, ...]
    problems: tuple[Finding, ...] = ()
    one_things: tuple[Row, ...] = ()
    versions: tuple[Spot, ...] = ()

    def __reduce__(self) -> tuple[Any, ...]:
        # A directory travels to every worker.
        rows = packed(row for group in self.groups for row in group.rows)
        sizes = [len(group.rows) for group in self.groups]
        return _side_from, (self.path, self.context, rows, sizes, self.problems, packed(self.one_things), self.versions)

    @property
    def manifest(self) -> Mapping[str, Any]:
        """The plain value of catalog.yaml."""
        return self.context.manifest

    @cached_property
    def scope(self) -> Scope | None:
        """What it claims to hold in full; None where it claims nothing."""
        return scope_of(self.context)


def _side_from(
    path: str,
    context: Context,
    data: bytes,
    sizes: Sequence[int],
    problems: tuple[Finding, ...],
    one_things: bytes,
    versions: tuple[Spot, ...],
) -> Side:
    rows = iter(unpacked(data))
    groups = tuple(Group(tuple(islice(rows, size))) for size in sizes)
    return Side(path, context, groups, problems, tuple(unpacked(one_things)), versions)
