"""What a person reads at a terminal: what is wrong first, both values, where, what to do."""

from __future__ import annotations

from typing import Any

import pytest
from building import (
    DAY,
    county_manifest,
    directory_manifest,
    exempted,
    limits,
    material,
    matter,
    side,
    whole,
)

from catalog_tool.compare.claims.best import best_of
from catalog_tool.reports import diff_text, styled
from catalog_tool.reports.diff_overview import overview


def text_of(locals_: list[tuple[dict[str, Any], list[dict[str, Any]]]], directory: list[dict[str, Any]]) -> str:
    upper = side(directory_manifest(), directory, "zhejiang")
    sides = [side(county_manifest(**says), held, f"county{index}") for index, (says, held) in enumerate(locals_)]
    compared = whole([(local, [upper]) for local in sides])
    return styled.render(diff_text.write(compared), color=False)


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


def test_a_long_matrix_shows_the_worst_rows_and_says_what_it_leaves_out() -> None:
    directory = [matter(f"3301{n:05d}000", f"许可{n}") for n in range(70)]
    fine = [*directory[:68]]

    text = text_of([({}, fine), ({"区划名称": "乐清市"}, directory[:69])], directory)

    assert "另有 40 行没有列出" in text
    assert "330100069000 许可69                  缺失" in text
    assert "330100068000 许可68" in text


def table(text: str, first: str) -> list[str]:
    lines = text.split("\n")
    start = next(index for index, line in enumerate(lines) if line.startswith(first))
    return lines[start : lines.index("", start)]


def many(count: int) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Lists of which the last ones have more and more violations."""
    return [({"区划名称": f"第{n}县"}, [matter(办理时限=limits(20, 7))] if n % 2 else []) for n in range(count)]


def test_several_lists_are_counted_first() -> None:
    lists = [({"区划名称": "象山县"}, [matter()]), ({"区划名称": "乐清市"}, [])]

    counts = table(text_of(lists, [matter()]), "2 个清单")

    assert [line.split() for line in counts[1:]] == [
        ["事项", "对上", "缺失", "目录外", "违规", "须报备", "可调整"],
        ["1", "象山县", "1", "1", "0", "0", "0", "0", "0"],
        ["2", "乐清市", "0", "0", "1", "0", "1", "0", "0"],
    ]


def test_many_columns_become_characters_with_a_legend() -> None:
    cells = table(text_of(many(12), [matter()]), "认领对照")

    assert cells[1].split() == [str(n) for n in range(1, 13)]
    assert cells[2].split()[2:] == ["缺", "时"] * 6
    assert "缺 缺失" in cells[3]
    assert "时 时限违规" in cells[3]
    assert "有 已认领" not in cells[3]


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("count", [2, 3, 12, 40, 130])
def test_the_overview_is_no_wider_than_the_terminal_and_no_longer_than_a_few_screens(count: int, columns: int) -> None:
    upper = side(
        directory_manifest(), [matter(name="食品（含保健食品）经营许可证核发及变更、延续、补证、注销")], "zhejiang"
    )
    lists = [({"区划名称": "新疆维吾尔自治区某某蒙古自治州" + str(n)}, held) for n, (_, held) in enumerate(many(count))]
    sides = [side(county_manifest(**says), held, f"county{n}") for n, (says, held) in enumerate(lists)]
    compared = whole([(local, [upper]) for local in sides])

    text = styled.render(overview(compared, best_of(compared), columns), color=False)

    assert max(styled.width(line) for line in text.split("\n")) <= columns
    assert len(text.split("\n")) < 130
    assert ("另有" in text) is (count > 30)


def test_the_largest_gaps_and_who_is_far_off() -> None:
    promises = {"象山县": 17, "乐清市": 2, "平阳县": 5}
    lists = [({"区划名称": region}, [matter(办理时限=limits(20, days))]) for region, days in promises.items()]
    upper = side(directory_manifest(), [matter()], "zhejiang")
    compared = whole([(side(county_manifest(**says), held, says["区划名称"]), [upper]) for says, held in lists])

    text = styled.render(diff_text.write(compared, best_of(compared)), color=False)

    assert "承诺 最快 乐清市 2 工作日；最慢 象山县 17 工作日；中位数 5 工作日（3 地）" in text
    assert "象山县：承诺 1 项，材料 0 项，如 施工许可证核发 承诺 17 工作日（中位数 5 工作日）" in text


def test_the_largest_gap_comes_first_and_the_smaller_ones_are_counted() -> None:
    directory = [matter(f"33010020{n}000", f"许可{n}", 办理时限=limits(90, 60)) for n in range(9)]
    slow = [{**each, "办理时限": limits(90, 10 + n)} for n, each in enumerate(directory)]
    fast = [{**each, "办理时限": limits(90, 10)} for each in directory]
    upper = side(directory_manifest(), directory, "zhejiang")
    compared = whole([(side(county_manifest(), held, f"county{n}"), [upper]) for n, held in enumerate((slow, fast))])

    told = table(styled.render(overview(compared, best_of(compared), 120), color=False), "对标")

    assert [line.strip()[:3] for line in told[1::2]] == ["许可8", "许可7", "许可6", "许可5", "许可4", "许可3", "另有承"]
    assert "另有承诺不同的 2 个" in told[-1]


def test_what_repeats_is_told_once_with_examples() -> None:
    directory = [matter(f"3301{n:05d}000", f"许可{n}") for n in range(40)]
    local = [{**each, "实施主体": {"名称": "象山县公安局"}} for each in directory]
    local[3] = {**local[3], "办理时限": limits(20, 9)}

    text = text_of([({}, local)], directory)

    assert "同样的差异 40 个事项：实施部门不同：省目录 象山县住房和城乡建设局 → 本地 象山县公安局" in text
    assert text.count("→ 本地 象山县公安局") == 1
    assert "如 许可0（330100000000）  county0/0.yaml:1" in text
    assert text.index("承诺时限更长") < text.index("同样的差异")


def test_five_alike_are_told_one_by_one() -> None:
    directory = [matter(f"3301{n:05d}000", f"许可{n}") for n in range(5)]

    assert "同样" not in text_of(
        [({}, [{**each, "实施主体": {"名称": "象山县公安局"}} for each in directory])], directory
    )


def test_a_list_that_differs_everywhere_stays_readable() -> None:
    """Every name, limit and paper is another one; what is not shown is counted, and nothing hides behind the milder."""
    directory = [matter(f"3301{n:05d}000", f"许可{n}") for n in range(300)]
    local = [
        {**each, "主项名称": f"许可证{n}", "子项名称": f"许可证{n}", "办理时限": limits(400, 6 + n)}
        for n, each in enumerate(directory)
    ]

    text = text_of([({}, local)], directory)

    assert len(text.split("\n")) <= 350
    told = text.count("\n      违规：")
    assert f"（违规 {900 - told}" in text
    assert "--format xlsx" in text


def test_what_a_region_may_decide_itself_never_crowds_out_a_violation() -> None:
    codes = [f"3301{n:05d}000" for n in range(90)]
    directory = [matter(code, f"许可{code}") for code in codes]
    milder = [matter(code, f"许可{code}", 办理时限=limits(20, 1 + n % 4)) for n, code in enumerate(codes[:60])]
    worse = [matter(code, f"许可{code}", 办理时限=limits(20, 6 + n)) for n, code in enumerate(codes[60:])]

    text = text_of([({}, [*milder, *worse])], directory)

    assert text.count("\n      违规：") == 30
    assert "个事项还有差异没有列出（可自行调整" in text or text.count("可自行调整：") >= 4


def test_many_lists_have_only_the_overview() -> None:
    text = text_of(many(12), [matter()])

    assert "各清单逐条的差异见 --format xlsx" in text
    assert "承诺时限更长" not in text


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
