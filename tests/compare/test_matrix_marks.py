"""What people see in a cell of the claim matrix: its word, and in which aspects there are violations."""

from __future__ import annotations

from typing import Any

import pytest
from building import (
    CODE,
    county_manifest,
    directory_manifest,
    laid_over,
    limits,
    material,
    matter,
    side,
    whole,
)

from catalog_tool.compare.alignment import LABELS
from catalog_tool.compare.changes import MIRRORS
from catalog_tool.compare.claims.marks import OTHER, mark_of
from catalog_tool.compare.claims.matrix import Known, Matrix
from catalog_tool.reports.diff_wording import LETTERS, STYLES, WORDS, cell_letter, cell_said
from catalog_tool.reports.diff_xlsx_matrix import CELL_STYLES

Value = dict[str, Any]
MORE = [material("申请表"), material("居民身份证"), material("结婚证")]
SLOW = limits(20, 7)


def matrix(local: list[Value], directory: list[Value] | None = None) -> Matrix:
    """The matrix of a list beside one without a flaw."""
    directory = directory or [matter()]
    upper = side(directory_manifest(), directory, "directory")
    sides = [side(county_manifest(), held, f"list{index}") for index, held in enumerate((local, directory))]
    found = whole([(each, [upper]) for each in sides]).matrix
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("over", "cell", "marks", "said", "letter"),
    [
        ({}, "same", (), "已认领", "有"),
        ({"办理时限": limits(20, 3)}, "same", (), "已认领", "有"),
        ({"办理时限": SLOW}, "differs", ("时限",), "时限", "时"),
        ({"申请材料": MORE}, "differs", ("材料",), "材料", "材"),
        ({"办理时限": SLOW, "申请材料": MORE}, "differs", ("时限", "材料"), "时限、材料", "时"),
        ({"事项类型": "行政确认"}, "differs", ("类型",), "类型", "违"),
        ({"子项名称": "开工许可", "办理时限": SLOW}, "renamed", ("时限", "名称"), "名称不一致（时限）", "名"),
        ({"行使层级": ["镇级"]}, "level", ("层级",), "层级不符", "层"),
    ],
)
def test_cells(over: Value, cell: str, marks: tuple[str, ...], said: str, letter: str) -> None:
    directory = [matter(主项名称="施工许可")]

    found = matrix([matter(主项名称="施工许可", **over)], directory)

    assert found.cells == ((cell, "same"),)
    assert found.marks == ((marks, ()),)
    assert (cell_said(cell, marks), cell_letter(cell, marks)) == (said, letter)


def test_what_is_missing_or_not_due_has_no_marks() -> None:
    own = matter("330100999000", "自设许可", 办理时限=SLOW)

    found = matrix([own])

    assert found.cells == (("missing", "same"), ("undeclared", None))
    assert found.marks == (((), ()), ((), ()))
    assert [cell_said(*pair) for pair in zip(found.cells[1], found.marks[1], strict=True)] == ["目录外", "·"]


def test_rows_say_what_they_are() -> None:
    """As the directory has it; what no directory has as the list has it."""
    found = matrix([matter(name="开工许可"), matter("330100999000", "自设许可", 主管部门="")])

    assert dict(zip(found.rows, found.matters, strict=True)) == {
        CODE: Known("施工许可证核发", "省住房和城乡建设厅"),
        "330100999000": Known("自设许可", "象山县住房和城乡建设局"),
    }


@pytest.mark.parametrize("turned", [False, True])
def test_a_directorys_name_goes_before_a_lists_own(turned: bool) -> None:
    """Also where the list that goes by the directory that knows the code comes second."""
    knowing, other = side(directory_manifest(), [matter()], "one"), side(directory_manifest(), [], "other")
    lists = [
        (side(county_manifest(), [matter(name="自设许可")], "list"), [other]),
        (side(county_manifest(), [], "without"), [knowing]),
    ]

    found = whole(lists[::-1] if turned else lists).matrix

    assert found is not None
    assert [known.name for known in found.matters] == ["施工许可证核发"]


def test_two_lists_of_one_region_are_two_columns() -> None:
    found = matrix([laid_over(matter(), {"办理时限": SLOW})])

    assert found.columns == ("象山县", "象山县")
    assert found.cells == (("differs", "same"),)


def test_equal_marks_are_kept_once() -> None:
    codes = [f"33010020{number}000" for number in range(5)]
    directory = [matter(code, f"许可{code}") for code in codes]

    found = matrix([laid_over(each, {"办理时限": SLOW}) for each in directory], directory)

    assert len({id(cells[0]) for cells in found.marks}) == 1


def test_every_kind_has_its_word_its_letter_its_look_and_its_mark() -> None:
    kinds = {*LABELS, "differs", "level"}

    assert set(WORDS) == set(LETTERS) == set(CELL_STYLES) - {None} == kinds
    assert set(STYLES) <= kinds
    assert len(set(LETTERS.values())) == len(LETTERS)
    assert not {"时", "材"} & set(LETTERS.values())
    assert [kind for kind in MIRRORS if mark_of(kind) == OTHER] == []
