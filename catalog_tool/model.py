"""The words everything else is written in: Path, Place, Document, Matter.

A document's value is plain data (dict, list, str, int) exactly as the file has it;
positions stay beside it and are asked for by path. Reads through `Matter` never
raise on a wrong shape: what is not as format.md §2 says reads as absent, because
the schema has already reported it and the rest of the matter is still checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple, Self

Path = tuple[str | int, ...]
"""Keys and list indices (from 0) that lead from a document's root to a value."""


class Place(NamedTuple):
    """Where something stands in its file: line and column from 1, in code points."""

    line: int
    column: int

    @property
    def sheet(self) -> str:
        """The sheet it stands in; "" outside workbooks."""
        return ""

    @property
    def cell(self) -> str:
        """The cell's name, such as C5; "" outside workbooks."""
        return ""


class CellPlace(Place):
    """Where something stands in a workbook: row and column of its cell, and the sheet."""

    def __new__(cls, line: int, column: int, sheet: str) -> Self:
        """Row and column from 1, and the sheet's name."""
        place = super().__new__(cls, line, column)
        place._sheet = sheet
        return place

    _sheet: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CellPlace) and tuple(self) == tuple(other) and self._sheet == other._sheet

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((*self, self._sheet))

    @property
    def sheet(self) -> str:
        """The sheet's name."""
        return self._sheet

    @property
    def cell(self) -> str:
        """The cell's name."""
        return cell_name(self.line, self.column)


def place_at(line: int, column: int, sheet: str = "") -> Place:
    """A place in a file, or in a sheet if one is named."""
    return CellPlace(line, column, sheet) if sheet else Place(line, column)


def column_letters(column: int) -> str:
    """A column as workbooks name it: 1 → A, 28 → AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """A cell as workbooks name it, row and column from 1: C5."""
    return f"{column_letters(column)}{row}"


class Kind(StrEnum):
    """What a document is (format.md §1)."""

    MANIFEST = "manifest"
    MATTER = "matter"
    ONE_THING = "one-thing"


DIRECTORY = "指导目录"
IMPLEMENTATION = "实施清单"
ONE_THING = "一件事"
IN_USE = "在用"
MAIN_WITH_SUBS = "00Y"

LEVELS = ("国家级", "省级", "市级", "县级", "镇级", "村级")
"""Levels from the highest to the lowest; the level digit of an 实施编码 is the index + 1."""


class Document:
    """One YAML document: its plain value, what it is, and where each part stands.

    `file` is the name people are shown (forward slashes), `index` counts the
    documents of a file from 0, `locate(path, at_key)` answers with a Place for
    every path, also for one that is absent: then the nearest ancestor's.
    `plain_codes` are the paths of codes written without quotes.
    """

    __slots__ = ("_locate", "file", "index", "kind", "plain_codes", "value")

    def __init__(
        self,
        kind: Kind,
        value: dict[str, Any],
        file: str,
        index: int,
        locate: Callable[[Path, bool], Place],
        plain_codes: Sequence[Path] = (),
    ) -> None:
        self.kind = kind
        self.value = value
        self.file = file
        self.index = index
        self.plain_codes = plain_codes
        self._locate = locate

    def place(self, path: Path = (), *, at_key: bool = False) -> Place:
        """The place of the value at `path`, or of its key; of the nearest ancestor if absent."""
        return self._locate(path, at_key)

    @property
    def marks_in_order(self) -> tuple[Sequence[Any], Sequence[int]] | None:
        """What has `line` and `column` (from 0) for each node, keys included, as a walk over the value meets them.

        Beside them, as far as known, the indices of what follows each list or mapping directly under the root.
        For who wants most places of a document at once; None where they can only be asked for one by one.
        """
        found: tuple[Sequence[Any], Sequence[int]] | None = getattr(self._locate, "in_order", None)
        return found


def text_of(value: object) -> str:
    """The value if it is text, else ""."""
    return value if isinstance(value, str) else ""


def texts_of(value: object) -> list[str]:
    """The texts of a list, or of a single text; anything else is passed over."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [item for item in value if isinstance(item, str)]
    return []


def mapping_of(value: object) -> Mapping[str, Any]:
    """The value if it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def mappings_of(value: object) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Index and item of each mapping in a list; anything else is passed over."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, dict):
                yield index, item


class Matter:
    """A matter's values under the names of domain.md §9; reads never raise.

    Built from a Document's value, so rules, comparators and the handbook all
    read one shape the same way.
    """

    __slots__ = ("_all_text", "_lists", "value")

    def __init__(self, value: Mapping[str, Any]) -> None:
        self.value = value
        self._lists: dict[str, list[tuple[int, Mapping[str, Any]]]] = {}
        self._all_text: str | None = None

    @property
    def all_text(self) -> str:
        """Every text of the matter, one a line: a first, quick look for what may stand anywhere."""
        if self._all_text is None:
            found: list[str] = []
            waiting: list[Any] = [self.value]
            # What is found on the way is appended to what is being gone through.
            for value in waiting:
                for item in value.values() if type(value) is dict else value:
                    kind = type(item)
                    if kind is str:
                        found.append(item)
                    elif kind is dict or kind is list:
                        waiting.append(item)
            self._all_text = "\n".join(found)
        return self._all_text

    def listed(self, key: str) -> list[tuple[int, Mapping[str, Any]]]:
        """Index and item of each mapping in a top-level list; kept, since many rules read the same lists."""
        known = self._lists.get(key)
        if known is None:
            known = self._lists[key] = list(mappings_of(self.value.get(key)))
        return known

    @property
    def code(self) -> str:
        """基本编码."""
        return text_of(self.value.get("基本编码"))

    @property
    def power_code(self) -> str:
        """权力编码, Zhejiang's readable form."""
        return text_of(self.value.get("权力编码"))

    @property
    def implementation_code(self) -> str:
        """实施编码."""
        return text_of(self.value.get("实施编码"))

    @property
    def handling_code(self) -> str:
        """业务办理项编码."""
        return text_of(self.value.get("业务办理项编码"))

    @property
    def main_name(self) -> str:
        """主项名称."""
        return text_of(self.value.get("主项名称"))

    @property
    def sub_name(self) -> str:
        """子项名称."""
        return text_of(self.value.get("子项名称"))

    @property
    def detail_name(self) -> str:
        """孙项名称, the handling item's own name."""
        return text_of(self.value.get("孙项名称"))

    @property
    def title(self) -> str:
        """The name people know it by: 子项名称, else 主项名称."""
        return self.sub_name or self.main_name

    @property
    def type(self) -> str:
        """事项类型."""
        return text_of(self.value.get("事项类型"))

    @property
    def levels(self) -> list[str]:
        """行使层级."""
        return texts_of(self.value.get("行使层级"))

    @property
    def chain(self) -> list[tuple[int, Mapping[str, Any]]]:
        """审批链: index and link."""
        return self.listed("审批链")

    @property
    def power_source(self) -> str:
        """权力来源."""
        return text_of(self.value.get("权力来源"))

    @property
    def body(self) -> Mapping[str, Any]:
        """实施主体."""
        return mapping_of(self.value.get("实施主体"))

    @property
    def body_name(self) -> str:
        """实施主体.名称."""
        return text_of(self.body.get("名称"))

    @property
    def department(self) -> str:
        """主管部门."""
        return text_of(self.value.get("主管部门"))

    @property
    def status(self) -> str:
        """状态; a directory's matter without one is in use."""
        return text_of(self.value.get("状态")) or IN_USE

    @property
    def materials(self) -> list[tuple[int, Mapping[str, Any]]]:
        """申请材料: index and material."""
        return self.listed("申请材料")

    def steps(self, flow: str) -> list[tuple[int, Mapping[str, Any]]]:
        """Index and step of 办事流程 or 业务流程."""
        return self.listed(flow)

    @property
    def limits(self) -> Mapping[str, Any]:
        """办理时限."""
        return mapping_of(self.value.get("办理时限"))

    @property
    def case_type(self) -> str:
        """办件类型: 即办件 or 承诺件."""
        return text_of(self.value.get("办件类型"))

    def get(self, *path: str | int) -> Any:
        """The value at a path, None where anything on the way is absent or of another shape."""
        value: Any = self.value
        for step in path:
            if isinstance(step, str):
                if not isinstance(value, dict) or step not in value:
                    return None
            elif not isinstance(value, list) or step >= len(value):
                return None
            value = value[step]
        return value


def spoken(path: Path) -> str:
    """A path as a person reads it: 申请材料第 3 项.名称."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"第 {step + 1} 项"
        else:
            text += f".{step}" if text else step
    return text
