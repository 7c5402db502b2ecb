"""What a person reads at a terminal: what is wrong first, both values, where, what to do."""

from __future__ import annotations

from typing import Any

import pytest
from building import (
    DAY,
    POLICY,
    _Standards,
    county_manifest,
    directory_manifest,
    exempted,
    limits,
    material,
    matter,
    side,
)

from catalog_tool.compare.matrix import matrix_of
from catalog_tool.comparing import Comparing
from catalog_tool.reports import diff_text, styled


def text_of(locals_: list[tuple[dict[str, Any], list[dict[str, Any]]]], directory: list[dict[str, Any]]) -> str:
    comparing = Comparing(_Standards(), POLICY, DAY)  # type: ignore[arg-type]
    upper = side(directory_manifest(), directory, "zhejiang")
    sides = [side(county_manifest(**says), held, f"county{index}") for index, (says, held) in enumerate(locals_)]
    judged = [comparing._judged(local, (upper,), [other for other in sides if other is not local]) for local in sides]
    lines = diff_text.write(judged, matrix_of(judged), policy=POLICY.name, day=DAY)
    return styled.render(lines, color=False)


def test_both_values_the_decision_the_reason_and_the_place() -> None:
    text = text_of([({}, [matter(办理时限=limits(20, 7))])], [matter()])

    assert "承诺时限更长：省目录 5 工作日 → 本地 7 工作日" in text
    assert "违规：承诺时限不得长于省定标准" in text
    assert "county0/0.yaml:1:1" in text
    assert f"比对之日：{DAY}" in text
    assert "象山县实施清单  对照 省指导目录（2018.2）" in text


def test_the_worst_comes_first_and_what_is_right_not_at_all() -> None:
    directory = [matter(f"33010020{n}000", f"许可{n}") for n in range(1, 4)]
    local = [
        matter("330100201000", "许可1", 办理时限=limits(20, 3)),
        matter("330100202000", "许可2"),
        matter("330100203000", "许可3", 办理时限=limits(20, 9)),
    ]

    text = text_of([({}, local)], directory)

    assert text.index("许可3（") < text.index("许可1（")
    assert "许可2（" not in text


def test_departments_are_shown_where_something_does_not_add_up_by_itself() -> None:
    text = text_of(
        [({"不认领": [exempted("330100205000", "本地无此业务")]}, [matter()])],
        [matter(), matter("330100205000", "甲许可"), matter("330100206000", "乙许可")],
    )

    assert "省住房和城乡建设厅 3 = 象山县住房和城乡建设局 1 + 不认领 1 + 缺失 1" in text
    assert "部门对账" not in text_of([({}, [matter()])], [matter()])


def test_a_department_with_nothing_but_undeclared_matters() -> None:
    text = text_of([({}, [matter(主管部门="省公安厅")])], [])

    assert "省公安厅 0 = 0；另有目录外 1" in text


def test_the_matrix_of_several() -> None:
    text = text_of([({"区划名称": "象山县"}, [matter()]), ({"区划名称": "乐清市"}, [])], [matter()])

    assert "认领对照" in text
    assert "象山县" in text
    assert "缺失" in text
    assert "认领对照" not in text_of([({}, [matter()])], [matter()])


def test_a_long_matrix_says_what_it_leaves_out() -> None:
    directory = [matter(f"3301{n:05d}000", f"许可{n}") for n in range(70)]

    assert "另有 10 行没有列出" in text_of([({}, []), ({}, [])], directory)


@pytest.mark.parametrize("hostile", ["\x1b[31m红", "行\n二", "\u202e倒", "[red]x[/red]"])
def test_values_are_shown_and_never_obeyed(hostile: str) -> None:
    text = text_of(
        [({"名称": hostile}, [matter(申请材料=[material("申请表"), material("居民身份证"), material(hostile)])])],
        [matter()],
    )

    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "行\n二" not in text
    if hostile.startswith("["):
        assert hostile in text
