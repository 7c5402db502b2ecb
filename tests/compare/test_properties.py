"""What holds for any two catalogs, however odd."""

from __future__ import annotations

import json
import random
from typing import Any

from building import ABSENT, compared, county_manifest, directory_manifest, laid_over, material, matter, report_of, side
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_tool.compare.changes import MIRRORS
from catalog_tool.compare.policy import Decision
from catalog_tool.model import LEVELS

FEW = settings(max_examples=30, deadline=None)

MAINS = ["3301002010", "3301002020", "3308007020"]
CODES = st.sampled_from(
    [f"{main[:9]}{sub}" for main in MAINS for sub in ("000", "001", "002", "003", "00Y")] + ["", "x1"]
)
NAMES = st.sampled_from(
    ["施工许可", "施工许可（新办）", "施工许可（变更）", "户口迁移", "居住证申领", "注销", "养犬登记"]
)
TYPES = st.sampled_from(["行政许可", "行政确认", "公共服务"])
BODIES = st.sampled_from(["象山县公安局", "县住建局", "象山县民政局", "县级民政部门"])
LINES = st.sampled_from(["省公安厅", "省住房和城乡建设厅", "省民政厅"])
LIMIT = st.fixed_dictionaries({"数值": st.integers(0, 40), "单位": st.sampled_from(["工作日", "自然日", "月", "小时"])})
PAPERS = st.lists(
    st.builds(
        material,
        st.sampled_from(["身份证", "户口簿", "身份证或户口簿", "结婚证、户口簿", "申请表", "居民身份证"]),
        必要性=st.sampled_from(["必要", "非必要"]),
        形式=st.sampled_from(["原件", "复印件", "原件和复印件"]),
        份数=st.fixed_dictionaries({"原件": st.integers(0, 2)}, optional={"复印件": st.integers(1, 2)}),
        容缺=st.one_of(st.just("否"), st.fixed_dictionaries({"期限": LIMIT})),
        适用情形=st.lists(st.sampled_from(["婚迁", "升学"]), max_size=2),
        任选组=st.sampled_from([ABSENT, "身份"]),
        免提交=st.sampled_from([ABSENT, "数据共享"]),
        免提交范围=st.lists(st.sampled_from(["婚迁", "升学"]), max_size=1),
    ),
    max_size=4,
)
MATTERS = st.lists(
    st.builds(
        matter,
        CODES,
        st.sampled_from(["施工许可", "户口迁移"]),
        子项名称=NAMES,
        孙项名称=st.sampled_from([ABSENT, "甲", "乙"]),
        事项类型=TYPES,
        行使层级=st.lists(st.sampled_from(LEVELS), min_size=1, max_size=2),
        主管部门=LINES,
        实施主体=st.fixed_dictionaries({"名称": BODIES}),
        状态=st.sampled_from(["在用", "在用", "在用", "暂停", "取消"]),
        申请材料=PAPERS,
        办理时限=st.fixed_dictionaries({"法定": LIMIT, "承诺": LIMIT}),
    ),
    max_size=7,
)


def codes_of(matters: list[dict]) -> list[str]:
    return [value["基本编码"] for value in matters if "基本编码" in value]


@FEW
@given(MATTERS)
def test_a_catalog_compared_with_itself_is_the_same(matters: list[dict]) -> None:
    result = compared(matters, matters)

    assert {each["kind"] for each in result["alignments"]} <= {"same"}
    assert not any(each["changes"] for each in result["alignments"])
    assert all(len(each["directory"]) == len(each["local"]) for each in result["alignments"])


@FEW
@given(MATTERS, MATTERS)
def test_every_matter_stands_in_exactly_one_alignment(directory: list[dict], local: list[dict]) -> None:
    result = compared(directory, local)

    for name, given_matters in (("directory", directory), ("local", local)):
        rows = [(row["file"], row["line"]) for each in result["alignments"] for row in each[name]]
        assert len(rows) == len(set(rows)) == len(given_matters)
        for each in result["alignments"]:
            for code in {row["code"] for row in each[name]} - {""}:
                held = sum(row["code"] == code for row in each[name])
                assert held == codes_of(given_matters).count(code)
    assert all(each["directory"] or each["local"] for each in result["alignments"])


@FEW
@given(MATTERS, MATTERS, st.randoms(use_true_random=False))
def test_the_order_of_files_means_nothing(directory: list[dict], local: list[dict], chance: random.Random) -> None:
    named = [[{**value, "x-file": index} for index, value in enumerate(values)] for values in (directory, local)]
    shuffled = [chance.sample(values, len(values)) for values in named]

    assert compared(*shuffled) == compared(*named)


@FEW
@given(MATTERS, MATTERS)
def test_departments_add_up(directory: list[dict], local: list[dict]) -> None:
    says = {"不认领": [{"基本编码": code, "原因": "本地无此业务"} for code in codes_of(directory)[::2]]}
    result = compared(directory, local, local_says=says)

    rows = result["departments"]
    for row in rows:
        assert row["matters"] == sum(each["matters"] for each in row["local"]) + row["exempt"] + row["missing"]
    assert sum(row["missing"] for row in rows) == result["summary"]["missing"]
    assert sum(row["undeclared"] for row in rows) == result["summary"]["undeclared"]
    assert len({row["directory"] for row in rows}) == len(rows)


@FEW
@given(MATTERS, MATTERS)
def test_the_summary_counts_what_stands_below_it(directory: list[dict], local: list[dict]) -> None:
    result = compared(directory, local)

    found = result["alignments"]
    decisions = [each["decision"] for each in found] + [
        change["decision"] for each in found for change in each["changes"]
    ]
    for decision in Decision:
        assert result["summary"][decision.value] == decisions.count(decision.value)
    for kind in ("missing", "undeclared", "outside"):
        assert result["summary"][kind] == sum(each["kind"] == kind for each in found)
    codes = codes_of(local)
    assert result["summary"]["matters"] == len(set(codes)) + len(local) - len(codes)


def swapped_sides(one: list[dict], other: list[dict]) -> tuple[dict, dict]:
    scope = {"收录范围": {}}
    here, there = directory_manifest(**scope), directory_manifest(**scope)
    return (
        report_of([(side(there, other, "b"), [side(here, one, "a")])])["locals"][0],
        report_of([(side(there, one, "a"), [side(here, other, "b")])])["locals"][0],
    )


def rows_of(alignment: dict, name: str) -> list[tuple[str, int]]:
    return [(row["file"], row["line"]) for row in alignment[name]]


@FEW
@given(st.lists(st.tuples(MATTERS.filter(bool), MATTERS.filter(bool)), min_size=1, max_size=3))
def test_swapping_the_sides_swaps_values_and_mirrors_kinds(given_pairs: list[tuple[list[dict], list[dict]]]) -> None:
    one, other = [], []
    for number, (here, there) in enumerate(given_pairs):
        code = f"33010020{number}000"
        # One row a side in use under one code, so that rows and alignments mirror for certain.
        one.append({**here[0], "基本编码": code, "状态": "在用"})
        other.append({**there[0], "基本编码": code, "状态": "在用"})

    forth, back = swapped_sides(one, other)

    for there_and, back_again in zip(forth["alignments"], back["alignments"], strict=True):
        assert there_and["kind"] == back_again["kind"]
        assert rows_of(there_and, "directory") == rows_of(back_again, "local")
        stated, returned = plain(there_and["changes"]), plain(back_again["changes"])
        # Of some limits nobody can say which is longer: either may be (contract.md, Limits).
        unsure = {each for each in stated if each[0] == "promise-longer" and (each[0], each[2], each[1]) in returned}
        mirrored = {(MIRRORS[kind], after, before) for kind, before, after in stated - unsure}
        assert mirrored == returned - {(kind, after, before) for kind, before, after in unsure}


def plain(changes: list[dict]) -> set[tuple[str, str, str]]:
    return {(each["kind"], each["before"], each["after"]) for each in changes if each["kind"] != "level-not-allowed"}


@FEW
@given(MATTERS, MATTERS, MATTERS)
def test_the_matrix_is_a_rectangle_of_known_words(directory: list[dict], one: list[dict], other: list[dict]) -> None:
    upper = side(directory_manifest(), directory, "directory")
    lists = [
        (side(county_manifest(区划名称=name), held, name), [upper]) for name, held in (("甲县", one), ("乙县", other))
    ]

    report = report_of(lists)

    matrix = report["matrix"]
    assert matrix["columns"] == ["甲县", "乙县"]
    assert len(matrix["rows"]) == len(set(matrix["rows"])) == len(matrix["cells"])
    assert all(len(cells) == 2 and any(cells) for cells in matrix["cells"])
    known = set(codes_of(directory))
    directory_rows = [code in known for code in matrix["rows"]]
    assert directory_rows == sorted(directory_rows, reverse=True)
    found = {each["kind"] for local in report["locals"] for each in local["alignments"]}
    assert {cell for cells in matrix["cells"] for cell in cells} <= {*found, "differs", "level", None}


WORDS = ["", "县级", "在用", "330100201000", "（县级）", "、", "取消", "{", "\u202e", "名" * 5000]
INNER_KEYS = [
    "名称",
    "数值",
    "单位",
    "法定",
    "承诺",
    "层级",
    "职责",
    "部门",
    "基本编码",
    "原因",
    "依据",
    "路径",
    "选项",
    "编号",
    "适用情形",
    "分情形",
    "事项类型",
    "主管部门",
    "起",
    "止",
    "范围",
    "份数",
    "期限",
]
SHAPES: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from(WORDS) | st.integers(0, 9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(INNER_KEYS), inner, max_size=3),
    max_leaves=6,
)
KEYS = [
    "基本编码",
    "权力编码",
    "业务办理项编码",
    "主项名称",
    "子项名称",
    "孙项名称",
    "事项类型",
    "行使层级",
    "审批链",
    "权力来源",
    "权力来源依据",
    "权力来源机关",
    "地方补充",
    "实施主体",
    "主管部门",
    "状态",
    "调整说明",
    "地方自定",
    "情形",
    "申请材料",
    "办理时限",
]
ODD = st.lists(st.dictionaries(st.sampled_from(KEYS), SHAPES, max_size=5), max_size=4)
ODD_MANIFEST = st.dictionaries(
    st.sampled_from(
        ["类别", "名称", "层级", "区划代码", "区划名称", "版本", "编码规则", "收录范围", "不认领", "部门对应"]
    ),
    SHAPES,
    max_size=4,
)


@settings(max_examples=80, deadline=None)
@given(ODD, ODD, ODD_MANIFEST, ODD_MANIFEST)
def test_no_shape_makes_it_fail(directory: list[dict], local: list[dict], upper: dict, lower: dict) -> None:
    whole = [laid_over(matter(), value) for value in (*directory, *local)]
    for one, other in ((directory, local), (whole, local), (directory, whole), (whole, whole[::-1])):
        result = compared(one, other, directory_says=upper, local_says=lower)
        rows = [row for each in result["alignments"] for row in (*each["directory"], *each["local"])]
        assert len(rows) == len(one) + len(other)
        json.dumps(result, ensure_ascii=False).encode()


@FEW
@given(ODD)
def test_odd_shapes_compared_with_themselves_are_the_same(matters: list[dict]) -> None:
    # A supplement is paired by code only, and what has neither code nor name by nothing.
    fixed = {"状态": "在用", "地方补充": ABSENT, "子项名称": "施工许可"}
    whole = [laid_over(matter(), {**value, **fixed}) for value in matters]

    assert not [each for each in compared(whole, whole)["alignments"] if each["kind"] != "same" or each["changes"]]
