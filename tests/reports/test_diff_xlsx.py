"""The workbook of a comparison: every difference, the matrix and who does best, as text, the same twice."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from attacks import HOSTILE, nothing_hidden
from building import (
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
from catalog_tool.compare.compared import Compared
from catalog_tool.compare.decided.approval import Approval
from catalog_tool.compare.levels.chains import Hole
from catalog_tool.compare.policy import UNDECIDED, Decision, Verdict
from catalog_tool.findings import Finding, Severity, Spot
from catalog_tool.reports import diff_book, diff_xlsx

Value = dict[str, Any]
Rows = list[list[str]]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CODES = [f"33010020{number}000" for number in range(4)]


class Read:
    """A workbook read by hand, cells as they stand in the file."""

    def __init__(self, data: bytes) -> None:
        self.parts = zipfile.ZipFile(BytesIO(data))
        name = "xl/sharedStrings.xml"
        shared = list(self._xml(name)) if name in self.parts.namelist() else []
        self._texts = ["".join(piece.text or "" for piece in item.iter(f"{MAIN}t")) for item in shared]
        sheets = self._xml("xl/workbook.xml").iter(f"{MAIN}sheet")
        self.sheets = {
            sheet.get("name", ""): f"xl/worksheets/sheet{number}.xml" for number, sheet in enumerate(sheets, 1)
        }

    def _xml(self, name: str) -> ET.Element:
        return ET.fromstring(self.parts.read(name))

    def sheet(self, name: str) -> ET.Element:
        return self._xml(self.sheets[name])

    def rows(self, name: str) -> Rows:
        return [
            [self._text(cell) for cell in row.iter(f"{MAIN}c")] for row in self.sheet(name).iter(f"{MAIN}row")
        ]  # fmt: skip

    def records(self, name: str) -> list[dict[str, str]]:
        heads, *rows = self.rows(name)
        return [dict(zip(heads, row, strict=True)) for row in rows]

    def look(self, name: str, row: int, column: int) -> tuple[ET.Element, ET.Element]:
        """Font and fill of a cell, both counted from 0."""
        styles = self._xml("xl/styles.xml")
        cell = list(list(self.sheet(name).iter(f"{MAIN}row"))[row])[column]
        used = styles.find(f"{MAIN}cellXfs")[int(cell.get("s", "0"))]  # type: ignore[index]
        fonts, fills = styles.find(f"{MAIN}fonts"), styles.find(f"{MAIN}fills")
        return fonts[int(used.get("fontId", "0"))], fills[int(used.get("fillId", "0"))]  # type: ignore[index]

    def _text(self, cell: ET.Element) -> str:
        if cell.get("t") == "inlineStr":
            return "".join(piece.text or "" for piece in cell.iter(f"{MAIN}t"))
        value = cell.findtext(f"{MAIN}v") or ""
        return self._texts[int(value)] if cell.get("t") == "s" else value


def compared_of(*lists: tuple[Value, list[Value]], directory: list[Value]) -> Compared:
    upper = side(directory_manifest(), directory, "zhejiang")
    return whole([(side(county_manifest(**says), held, f"list{n}"), [upper]) for n, (says, held) in enumerate(lists)])


def read(compared: Compared) -> Read:
    return Read(diff_xlsx.write(compared, best_of(compared), tool="catalog-tool 0.1.0"))


@pytest.fixture(scope="module")
def province() -> Compared:
    """Three lists: one slow and greedy, one that lacks a matter, one that has one too many."""
    directory = [matter(code, f"许可{code[8]}") for code in CODES[:3]]
    more = [material("申请表"), material("居民身份证"), material("结婚证")]
    xiangshan = [
        matter(CODES[0], "许可0", 办理时限=limits(20, 17), 申请材料=more),
        matter(CODES[1], "开工许可"),
        matter(CODES[2], "许可2"),
    ]
    yueqing = [matter(CODES[0], "许可0", 办理时限=limits(20, 2)), matter(CODES[1], "许可1")]
    pingyang = [*(matter(code, f"许可{code[8]}") for code in CODES[:3]), matter("330100999000", "自设许可")]
    return compared_of(
        ({"区划名称": "象山县"}, xiangshan),
        ({"区划名称": "乐清市", "名称": "乐清市实施清单"}, yueqing),
        ({"区划名称": "平阳县", "名称": "平阳县实施清单"}, pingyang),
        directory=directory,
    )


def test_the_overview(province: Compared) -> None:
    rows = read(province).rows("概况")

    assert rows[1] == ["口径：浙江省八统一比对口径　比对之日：2018-08-01　程序：catalog-tool 0.1.0"]
    assert rows[2][:4] == ["序号", "区划", "清单", "对照"]
    assert rows[3] == [
        "1", "象山县", "象山县实施清单", "省指导目录（2018.2）", "3", "3", "0", "0", "0", "4", "0", "0", "0",
    ]  # fmt: skip
    assert [row[:4] for row in rows[4:6]] == [
        ["2", "乐清市", "乐清市实施清单", "省指导目录（2018.2）"],
        ["3", "平阳县", "平阳县实施清单", "省指导目录（2018.2）"],
    ]
    assert ["", "缺失", "省目录列有本级，本地清单没有"] in rows


def test_every_difference_with_both_values_and_both_places(province: Compared) -> None:
    records = read(province).records("差异")

    assert {
        "区划": "象山县", "判定": "违规", "种类": "承诺时限更长", "事项": "许可0", "编码": CODES[0],
        "部门": "省住房和城乡建设厅", "目录": "5 工作日", "本地": "17 工作日",
        "理由": "承诺时限不得长于省定标准", "目录位置": "zhejiang/0.yaml:1", "本地位置": "list0/0.yaml:1",
        "已批准": "",
    } in records  # fmt: skip
    missing = next(record for record in records if record["种类"] == "缺失")
    assert (missing["区划"], missing["目录"], missing["本地"]) == ("乐清市", f"许可2（{CODES[2]}）", "")
    assert (missing["目录位置"], missing["本地位置"]) == ("zhejiang/2.yaml:1", "")
    decided = [local.decisions.total() for local in province.locals]
    assert [sum(record["区划"] == local.region for record in records) for local in province.locals] == decided


def test_the_worst_of_a_list_comes_first(province: Compared) -> None:
    told = [record["判定"] for record in read(province).records("差异") if record["区划"] == "乐清市"]

    assert told == sorted(told, key=["违规", "须报备", "可自行调整"].index)
    assert set(told) == {"违规", "可自行调整"}


def test_what_is_approved_says_by_whom(province: Compared) -> None:
    approval = Approval("县府办", "象政办〔2018〕1号", "2019-12-31")
    local = province.locals[1]
    given = tuple(
        replace(each, approved=approval) if each.kind == "missing" else each for each in local.alignments
    )  # fmt: skip
    compared = replace(
        province, locals=(province.locals[0], replace(local, alignments=given), province.locals[2])
    )  # fmt: skip

    told = [record["已批准"] for record in read(compared).records("差异") if record["种类"] == "缺失"]

    assert told == ["县府办，象政办〔2018〕1号，到期 2019-12-31"]


def test_the_matrix_in_words(province: Compared) -> None:
    assert read(province).rows("认领对照") == [
        ["编码", "事项", "部门", "待处理", "象山县", "乐清市", "平阳县"],
        [CODES[0], "许可0", "省住房和城乡建设厅", "1", "时限、材料", "已认领", "已认领"],
        [CODES[1], "许可1", "省住房和城乡建设厅", "1", "名称不一致", "已认领", "已认领"],
        [CODES[2], "许可2", "省住房和城乡建设厅", "1", "已认领", "缺失", "已认领"],
        ["330100999000", "自设许可", "省住房和城乡建设厅", "1", "·", "·", "目录外"],
    ]


def test_cells_differ_without_their_colours(province: Compared) -> None:
    """Missing is white on dark; what has violations is bold; a name that differs is in italics."""
    book = read(province)
    looks = {
        word: book.look("认领对照", row, column)
        for word, row, column in (("好", 1, 5), ("违规", 1, 4), ("缺失", 3, 5), ("名称", 2, 4), ("目录外", 4, 6))
    }
    traits = {
        word: (
            font.find(f"{MAIN}b") is not None,
            font.find(f"{MAIN}i") is not None,
            font.find(f"{MAIN}u") is not None,
            fill[0].get("patternType"),
            font.find(f"{MAIN}color").get("rgb") if font.find(f"{MAIN}color") is not None else None,  # type: ignore[union-attr]
        )
        for word, (font, fill) in looks.items()
    }

    assert len(set(traits.values())) == len(traits), traits
    assert traits["缺失"] == (True, False, False, "solid", "FFFFFFFF")


def test_heads_and_names_stay_in_sight_and_are_filtered_and_printed(province: Compared) -> None:
    book = read(province)
    sheet = book.sheet("认领对照")

    pane = next(sheet.iter(f"{MAIN}pane"))
    assert (pane.get("xSplit"), pane.get("ySplit"), pane.get("state")) == ("4", "1", "frozen")
    assert next(sheet.iter(f"{MAIN}autoFilter")).get("ref") == "A1:G5"
    setup = next(sheet.iter(f"{MAIN}pageSetup"))
    assert (setup.get("paperSize"), setup.get("orientation"), setup.get("fitToHeight")) == ("8", "landscape", "0")
    names = {name.text for name in book._xml("xl/workbook.xml").iter(f"{MAIN}definedName")}
    assert "认领对照!$A:$D,认领对照!$1:$1" in names


def test_who_does_best(province: Compared) -> None:
    record = read(province).records("对标")[0]

    assert (record["省定承诺"], record["最快承诺"], record["最快的地方"]) == ("5 工作日", "2 工作日", "乐清市")
    assert (record["最慢承诺"], record["最慢的地方"], record["承诺中位数"]) == ("17 工作日", "象山县", "5 工作日")
    assert (record["最少材料"], record["材料最少的地方"], record["最多材料"]) == ("2", "乐清市、平阳县", "3")
    assert record["明显偏高"] == "象山县 承诺 17 工作日（中位数 5 工作日）"


def test_departments() -> None:
    directory = [matter(code, f"许可{code[8]}") for code in CODES[:3]]
    says = {"不认领": [exempted(CODES[1], "本地无此业务")]}

    compared = compared_of((says, [matter(CODES[0], "许可0")]), directory=directory)

    assert read(compared).rows("部门对账")[1] == [
        "象山县", "省住房和城乡建设厅", "3", "象山县住房和城乡建设局 1", "1", "0", "0", "0", "1", "本地无此业务 1", "1",
        CODES[2], "0",
    ]  # fmt: skip


def test_one_list_has_neither_matrix_nor_best() -> None:
    assert list(read(compared_of(({}, [matter()]), directory=[matter()])).sheets) == ["概况", "差异", "部门对账"]


def test_lists_of_one_region_are_told_apart() -> None:
    book = read(compared_of(({}, []), ({}, []), directory=[matter()]))

    assert book.rows("认领对照")[0][4:] == ["象山县（list0）", "象山县（list1）"]


def test_the_same_bytes_twice(province: Compared) -> None:
    assert diff_xlsx.write(province, best_of(province)) == diff_xlsx.write(province, best_of(province))


def test_rows_written_by_way_of_the_disk_are_the_same(province: Compared, monkeypatch: pytest.MonkeyPatch) -> None:
    held = read(province)
    monkeypatch.setattr(diff_xlsx, "BY_DISK", 0)
    spilled = read(province)

    assert "xl/sharedStrings.xml" in held.parts.namelist()
    assert "xl/sharedStrings.xml" not in spilled.parts.namelist()
    assert {name: spilled.rows(name) for name in spilled.sheets} == {name: held.rows(name) for name in held.sheets}
    assert diff_xlsx.write(province, {}) == diff_xlsx.write(province, {})


def test_what_a_sheet_does_not_hold_is_said(province: Compared, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = len(read(province).rows("差异")) - 1
    monkeypatch.setattr(diff_book, "MOST_ROWS", 2)
    monkeypatch.setattr(diff_xlsx, "MOST_ROWS", 2)

    book = read(province)

    assert len(book.rows("差异")) == 3
    assert [f"“差异”一张表只容 2 行，另有 {everything - 2} 行没有列出；请分几次比对。"] in book.rows("概况")


@pytest.mark.parametrize(
    "hostile", [HOSTILE, "=cmd|' /C calc'!A0", "+1", "@SUM(1)", "-1", "{=1}", "http://x", "长" * 40_000]
)
def test_nothing_becomes_a_formula_or_a_link(hostile: str) -> None:
    """Names, bodies, lists, regions, materials: whatever they look like they are text in cells marked as text."""
    held = matter(
        name=hostile,
        实施主体={"名称": hostile},
        申请材料=[material("申请表"), material("居民身份证"), material(hostile)],
    )
    says = {"名称": hostile, "区划名称": hostile}

    compared = compared_of((says, [held]), ({}, [matter()]), directory=[matter(), matter(CODES[3], hostile)])
    book = read(compared)

    for name, path in book.sheets.items():
        text = book.parts.read(path).decode()
        assert "<f>" not in text
        assert "<hyperlink" not in text
        cells = [cell for row in book.rows(name) for cell in row]
        assert all(nothing_hidden(cell) and len(cell.encode("utf-16-le")) // 2 <= 32_767 for cell in cells)
    shown = [cell for row in book.rows("差异") for cell in row]
    assert any(hostile[:3] in cell for cell in shown)


def test_what_a_person_must_decide_on_and_what_others_gave_have_sheets() -> None:
    """A department nobody can place is there to be judged; a power that was given says by whom and how long."""
    received = matter(
        CODES[1],
        "许可1",
        权力来源="上级下放",
        权力来源机关={"名称": "宁波市住建局", "层级": "市级"},
        权力来源依据=[{"文号": "甬政〔2018〕1号", "终止": "2018-12-31"}],
    )
    placed_nowhere = matter(CODES[0], "许可0", 实施主体={"名称": "象山县综合协调中心"})

    compared = compared_of(
        ({}, [placed_nowhere, received]), directory=[matter(CODES[0], "许可0"), matter(CODES[1], "许可1")]
    )
    book = read(compared)

    assert compared.locals[0].unclear_departments
    assert [row[3:5] for row in book.rows("部门对应")[1:]] == [["省住房和城乡建设厅", "象山县综合协调中心"]]
    assert [record["事项"] for record in book.records("承接权力")] == ["许可1"]
    assert "审批链缺口" not in book.sheets


def test_what_could_not_be_read_is_listed() -> None:
    compared = compared_of(({}, [matter()]), directory=[matter()])
    assert "读不了" not in read(compared).sheets
    local = compared.locals[0]
    problem = Finding("yaml-syntax", Severity.ERROR, "这里读不懂", "list0/9.yaml", 3, 1, ())
    unread = read(replace(compared, locals=(replace(local, problems=(problem,)),)))

    assert unread.rows("读不了")[1] == ["象山县", "list0/9.yaml:3:1", "这里读不懂"]


def test_chains_that_break_off() -> None:
    compared = compared_of(({}, [matter()]), directory=[matter()])
    here = compared.locals[0].local
    verdict = Verdict(Decision.VIOLATION, "受理后没有人审查")
    hole = Hole(
        CODES[0], "许可0", "duty-unheld", "县级", "审查", here, (here,), Spot("list0/0.yaml", 7, 1), verdict, "f"
    )
    lacking = replace(hole, kind="level-lacks", duty="", below=(), verdict=UNDECIDED)

    rows = read(replace(compared, holes=(hole, lacking))).rows("审批链缺口")

    assert rows[1:] == [
        [CODES[0], "许可0", "职责没有人承担", "违规", "县级", "审查", "象山县", "象山县", "受理后没有人审查",
         "list0/0.yaml:7"],
        [CODES[0], "许可0", "链上的清单缺这个事项", "", "县级", "", "象山县", "", "怎样判见象山县清单的“缺失”",
         "list0/0.yaml:7"],
    ]  # fmt: skip
