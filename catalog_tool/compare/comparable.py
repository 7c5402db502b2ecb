"""What comparing keeps of a matter, and of a catalog: values and places, never documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from catalog_tool.compare.scope import Scope, scope_of
from catalog_tool.context import Context, Profile
from catalog_tool.domain.codes import parse_basic
from catalog_tool.domain.names import fold
from catalog_tool.findings import Finding
from catalog_tool.model import IN_USE, MAIN_WITH_SUBS, Document, Matter, Path, Place, texts_of

# The fields any comparator, or the judgement, reads. A comparable must stay small:
# thousands of files' worth of them are held at once.
KEPT = (
    "基本编码", "权力编码", "业务办理项编码", "主项名称", "子项名称", "孙项名称", "事项类型", "行使层级", "审批链",
    "权力来源", "权力来源依据", "权力来源机关", "地方补充", "实施主体", "主管部门", "状态", "调整说明", "地方自定",
    "受理条件", "批准条件", "情形", "申请材料", "办理时限", "表单内容", "服务对象", "办件类型", "到现场次数",
    "办理形式", "收费", "审批结果", "特别程序",
)  # fmt: skip
_PLACED: tuple[Path, ...] = (
    (), ("基本编码",), ("主项名称",), ("子项名称",), ("事项类型",), ("行使层级",), ("实施主体", "名称"), ("主管部门",),
    ("办理时限",), ("办理时限", "法定"), ("办理时限", "承诺"), ("申请材料",),
)  # fmt: skip
_PLACED_LISTS: tuple[Path, ...] = (("申请材料",), ("办理时限", "分情形"))
_ABOLISHED = "取消"
_CODE_LENGTH, _MAIN_LENGTH = 12, 9


@dataclass(frozen=True, eq=False)
class Row:
    """One document of a matter, reduced to what is compared.

    `places` holds the place of every compared field by its path.
    """

    file: str
    value: Mapping[str, Any]
    places: Mapping[Path, Place]
    main_code: str

    @cached_property
    def matter(self) -> Matter:
        """Typed reads of the value."""
        return Matter(self.value)

    def place(self, path: Path) -> Place:
        """The place of a path, or of its nearest ancestor that was kept."""
        while path not in self.places:
            path = path[:-1]
        return self.places[path]

    def leaves_to_region(self, path: str) -> bool:
        """Whether 地方自定 names a field (办理时限.承诺) or what it stands in."""
        named = texts_of(self.matter.get("地方自定"))
        return any(path == field or path.startswith(f"{field}.") for field in named)

    @property
    def sort_key(self) -> tuple[str | int, ...]:
        """Order that does not depend on file order where codes and names tell rows apart."""
        matter = self.matter
        names = (matter.title, matter.handling_code, matter.main_name)
        return (matter.code, *names, self.file, self.places[()].line)


def row_of(document: Document, context: Context) -> Row:
    """The comparable of a matter's document."""
    value = {key: document.value[key] for key in KEPT if key in document.value}
    matter = Matter(value)
    places: dict[Path, Place] = {path: document.place(path) for path in _PLACED}
    for path in _PLACED_LISTS:
        listed = matter.get(*path)
        if isinstance(listed, list):
            places |= {(*path, index): document.place((*path, index)) for index in range(len(listed))}
    return Row(document.file, value, places, main_code_of(context.profile, matter.code))


def main_code_of(profile: Profile, code: str) -> str:
    """The code of the main item; "" where the code has not the profile's form.

    A profile without a form leaves the nine digits that both codings in use have.
    """
    parsed = parse_basic(profile, code)
    if parsed is not None:
        return parsed.main_code
    return code[:_MAIN_LENGTH] if "基本编码" not in profile.forms and len(code) == _CODE_LENGTH else ""


def is_founded(value: object) -> bool:
    """Whether a list of 依据, or a single one, says anything at all."""
    if isinstance(value, list):
        return any(is_founded(item) for item in value)
    if isinstance(value, dict):
        return any(is_founded(item) for item in value.values())
    return isinstance(value, str) and bool(value.strip())


@dataclass(frozen=True, eq=False)
class Group:
    """A matter: all rows of one 基本编码, in order; a row without a code is a group of its own."""

    rows: tuple[Row, ...]

    @property
    def first(self) -> Matter:
        """The first row's matter: what the group is known by."""
        return self.rows[0].matter

    @property
    def code(self) -> str:
        """The 基本编码; "" without one."""
        return self.first.code

    @property
    def main_code(self) -> str:
        """The code of the main item; "" where the code has not the profile's form."""
        return self.rows[0].main_code

    @property
    def department(self) -> str:
        """The line it belongs to: 主管部门, else 实施主体."""
        return self.first.department or self.first.body_name

    @cached_property
    def in_use(self) -> bool:
        """Whether any row is 在用."""
        return any(row.matter.status == IN_USE for row in self.rows)

    @property
    def is_abolished(self) -> bool:
        """Whether every row is 取消."""
        return all(row.matter.status == _ABOLISHED for row in self.rows)

    @property
    def is_container(self) -> bool:
        """Whether it is a main item that has subs (00Y): a heading that nobody applies for."""
        return bool(self.main_code) and self.code[len(self.main_code) :] == MAIN_WITH_SUBS

    @property
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
    """A catalog as comparing sees it. `problems` are what could not be read."""

    path: str
    context: Context
    groups: tuple[Group, ...]
    problems: tuple[Finding, ...] = field(default=())

    @property
    def manifest(self) -> Mapping[str, Any]:
        """The plain value of catalog.yaml."""
        return self.context.manifest

    @cached_property
    def scope(self) -> Scope | None:
        """What it claims to hold in full; None where it claims nothing."""
        return scope_of(self.context)
