"""Departments add up; the matrix has a row for every code and a column for every list."""

from __future__ import annotations

from building import (
    CODE,
    compared,
    county_manifest,
    directory_manifest,
    exempted,
    material,
    matter,
    report_of,
    side,
)


def test_each_matter_is_counted_once_under_its_first_local_body() -> None:
    codes = [f"33010020{n}000" for n in range(6)]
    directory = [matter(code, f"施工{code}") for code in codes]
    directory += [
        matter("330800702000", "居住证", 主管部门="省公安厅"),
        matter("330600000000", "省里的", 行使层级=["省级"]),
    ]
    local = [
        matter(codes[0], f"施工{codes[0]}"),
        matter(codes[1], f"施工{codes[1]}", 实施主体={"名称": "象山县综合行政执法局"}),
        matter(codes[2], f"施工{codes[2]}", 孙项名称="甲", 实施主体={"名称": "象山县人防办"}),
        matter(codes[2], f"施工{codes[2]}", 孙项名称="乙", 实施主体={"名称": "象山县住建局"}),
        matter("330100999000", "自设许可"),
        matter("330100998000", "自设烟草许可", 主管部门="省烟草专卖局"),
    ]
    says = {"不认领": [exempted(codes[3], "本地无此业务"), exempted("330600000000", "本地无此业务")]}

    rows = {row["directory"]: row for row in compared(directory, local, local_says=says)["departments"]}

    account = rows["省住房和城乡建设厅"]
    assert {key: account[key] for key in ("directory", "matters", "local", "exempt", "missing", "undeclared")} == {
        "directory": "省住房和城乡建设厅",
        "matters": 6,
        "local": [
            {"name": "象山县人防办", "matters": 1},
            {"name": "象山县住房和城乡建设局", "matters": 1},
            {"name": "象山县综合行政执法局", "matters": 1},
        ],
        "exempt": 1,
        "missing": 2,
        "undeclared": 1,
    }
    assert (rows["省公安厅"]["matters"], rows["省公安厅"]["missing"]) == (1, 1)
    assert (rows["省烟草专卖局"]["matters"], rows["省烟草专卖局"]["undeclared"]) == (0, 1)
    assert set(rows) == {"省住房和城乡建设厅", "省公安厅", "省烟草专卖局"}


def matrix(*columns: tuple[dict, list[dict]], directory: list[dict]) -> dict:
    upper = side(directory_manifest(), directory, "directory")
    return report_of([(side(county_manifest(**says), held), [upper]) for says, held in columns])["matrix"]


def test_one_list_has_no_matrix() -> None:
    assert matrix(({}, [matter()]), directory=[matter()]) is None


def test_cells() -> None:
    codes = [f"33010020{n}000" for n in range(6)]
    directory = [matter(code, f"施工{code}") for code in codes[:4]]
    directory += [matter(codes[4], "市里的许可", 行使层级=["市级"]), matter(codes[5], "省里的许可", 行使层级=["省级"])]
    more = {"申请材料": [material("申请表"), material("居民身份证"), material("结婚证")]}
    xiangshan = [
        matter(codes[0], f"施工{codes[0]}"),
        matter(codes[1], f"施工{codes[1]}", **more),
        matter(codes[4], "市里的许可"),
    ]
    yueqing = [matter(codes[2], f"开工{codes[2]}"), matter("330100999000", "自设许可")]

    found = matrix(
        ({"区划名称": "象山县", "不认领": [exempted(codes[3], "本地无此业务")]}, xiangshan),
        ({"区划名称": "乐清市"}, yueqing),
        directory=directory,
    )

    assert found["columns"] == ["象山县", "乐清市"]
    assert found["rows"] == [*codes[:5], "330100999000"]
    assert found["cells"] == [
        ["same", "missing"],
        ["differs", "missing"],
        ["missing", "renamed"],
        ["exempt", "missing"],
        ["level", None],
        [None, "undeclared"],
    ]


def test_a_split_keeps_its_word_in_the_matrix() -> None:
    local = [matter(f"{CODE[:9]}00{n}", 子项名称=f"施工{n}", 行使层级=["镇级"]) for n in (1, 2)]

    assert matrix(({}, local), ({}, [matter()]), directory=[matter()])["cells"] == [["split", "same"]]


def test_what_is_neither_due_nor_in_use_has_no_row() -> None:
    directory = [matter(行使层级=["市级"])]

    assert matrix(({}, [matter(状态="暂停")]), ({}, []), directory=directory)["rows"] == []
