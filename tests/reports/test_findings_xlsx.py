"""The workbook: everything is there, as text, ready to filter and print, and the same twice."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from attacks import HOSTILE, nothing_hidden

from catalog_tool.findings import Report, RuleInfo, Settled
from catalog_tool.reports import findings_xlsx
from catalog_tool.reports.findings_xlsx import CUT, MOST_CHARACTERS, write

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class Sheets:
    """A workbook read by hand: cells, links and settings as they stand in the file."""

    def __init__(self, data: bytes) -> None:
        self.parts = zipfile.ZipFile(BytesIO(data))
        shared = self.xml("xl/sharedStrings.xml")
        self.texts = ["".join(piece.text or "" for piece in item.iter(f"{MAIN}t")) for item in shared]
        self.names = [sheet.get("name") for sheet in self.xml("xl/workbook.xml").iter(f"{MAIN}sheet")]

    def xml(self, name: str) -> ET.Element:
        return ET.fromstring(self.parts.read(name))

    def sheet(self, number: int) -> ET.Element:
        return self.xml(f"xl/worksheets/sheet{number}.xml")

    def rows(self, number: int) -> list[list[str]]:
        return [
            [self.text(cell) for cell in row.iter(f"{MAIN}c")] for row in self.sheet(number).iter(f"{MAIN}row")
        ]  # fmt: skip

    def text(self, cell: ET.Element) -> str:
        value = cell.findtext(f"{MAIN}v") or ""
        return self.texts[int(value)] if cell.get("t") == "s" else value

    def links(self, number: int) -> list[str]:
        try:
            relations = self.xml(f"xl/worksheets/_rels/sheet{number}.xml.rels")
        except KeyError:
            return []
        return [relation.get("Target", "") for relation in relations]


def test_the_summary(example: Report, rules: dict[str, RuleInfo]) -> None:
    sheets = Sheets(write(example, rules))

    assert sheets.names == ["汇总", "问题清单"]
    assert sheets.rows(1) == [
        ["政务服务事项目录检查结果"],
        ["检查 12 个文件、15 个事项，其中 3 件有问题：错误 3 处，警告 1 处，提示 1 处。"],
        ["程序：catalog-tool 0.1.0　检查依据：sha256:0123456789abcdef"],
        ["按部门"],
        ["部门", "错误", "警告", "提示", "合计", "有问题事项", "检查事项", "占比"],
        ["象山县民政局", "2", "0", "0", "2", "2", "4", "0.5"],
        ["象山县公安局", "1", "1", "0", "2", "1", "8", "0.125"],
        ["（未归部门）", "0", "0", "1", "1", "0", "", ""],
        ["象山县水利局", "0", "0", "0", "0", "0", "3", "0"],
        ["合计", "3", "1", "1", "5", "3", "15", "0.2"],
        ["按规则"],
        ["问题", "级别", "处数", "涉及事项", "涉及部门", "规则", "", ""],
        ["编码重复", "错误", "2", "2", "1", "duplicate-code", "", ""],
        ["承诺时限超过法定时限", "错误", "1", "1", "1", "promise-exceeds-statutory", "", ""],
        ["括号不齐", "警告", "1", "1", "1", "uneven-brackets", "", ""],
        ["unknown-key", "提示", "1", "0", "0", "unknown-key", "", ""],
        ["没有列全的文件（请先改已列出的，再查一次）"],
        ["文件", "处数"],
        ["xiangshan/民政/临时 救助#1%41:乙.yaml", "3"],
    ]


def test_the_list_by_department(example: Report, rules: dict[str, RuleInfo]) -> None:
    rows = Sheets(write(example, rules)).rows(2)

    assert rows[0] == [
        "序号", "部门", "级别", "事项编码", "事项名称", "问题", "怎么改", "规则", "位置", "字段",
    ]  # fmt: skip
    assert rows[2] == [
        "2", "象山县公安局", "错误", "331000701001", "户口迁移（婚迁）",
        "承诺 30 工作日，长于法定 20 工作日", "改过来。", "承诺时限超过法定时限\npromise-exceeds-statutory",
        "xiangshan/公安/户口迁移.yaml:41", "办理时限 › 承诺 › 数值",
    ]  # fmt: skip
    assert [row[1] for row in rows[1:]] == [
        "象山县公安局", "象山县公安局", "象山县民政局", "象山县民政局", "（未归部门）",
    ]  # fmt: skip


def test_links_start_from_the_workbook(example: Report, rules: dict[str, RuleInfo]) -> None:
    moving = "xiangshan\\公安\\户口迁移.yaml"

    assert Sheets(write(example, rules)).links(2) == [moving, moving, "xiangshan\\catalog.yaml"]
    assert Sheets(write(example, rules, root="../")).links(2)[0] == f"..\\{moving}"


@pytest.mark.parametrize(
    ("file", "target"),
    [
        ("甲 乙#1%41.yaml", "甲%20乙%231%2541.yaml"),
        ("-", None),
        ("/root/甲.yaml", None),
        ("C:/甲.yaml", None),
        ("甲\u202e.yaml", None),
        ("甲" * 2_001, None),
    ],
)
def test_what_is_linked(example: Report, rules: dict[str, RuleInfo], file: str, target: str | None) -> None:
    finding = replace(example.settled.findings[0], file=file)
    sheets = Sheets(write(replace(example, settled=Settled((finding,), {})), rules))

    assert sheets.links(2) == ([] if target is None else [target])
    assert sheets.rows(2)[1][8] == f"{file}:9".replace("\u202e", "⟨U+202E⟩")


def cell_links(sheets: Sheets) -> list[tuple[str | None, str | None]]:
    return [(link.get("ref"), link.get("location")) for link in sheets.sheet(2).iter(f"{MAIN}hyperlink")]


def test_a_cell_is_named_and_linked(mixed: Report, rules: dict[str, RuleInfo]) -> None:
    sheets = Sheets(write(mixed, rules))

    assert [row[8] for row in sheets.rows(2)[1:]] == ["甲/事项.xlsx〔基本信息!C5〕", "甲/救助.yaml:1"]
    assert sheets.links(2) == ["甲\\事项.xlsx", "甲\\救助.yaml"]
    assert cell_links(sheets) == [("I2", "'基本信息'!C5"), ("I3", None)]


@pytest.mark.parametrize(
    ("sheet", "location"),
    [
        ("甲 #1%41 '乙'", "'甲 #1%41 ''乙'''!C5"),
        ("甲/乙", None),
        ("甲]乙", None),
        ("甲\u202e", None),
        ("甲\n乙", None),
        ("甲" * 32, None),
        (HOSTILE, None),
    ],
)
def test_which_cells_are_linked(mixed: Report, rules: dict[str, RuleInfo], sheet: str, location: str | None) -> None:
    finding = replace(mixed.settled.findings[0], sheet=sheet)
    sheets = Sheets(write(replace(mixed, settled=Settled((finding,), {})), rules))

    assert sheets.links(2) == ["甲\\事项.xlsx"]
    assert cell_links(sheets) == [("I2", location)]
    assert nothing_hidden(sheets.rows(2)[1][8])


def test_it_prints_and_filters(example: Report, rules: dict[str, RuleInfo]) -> None:
    sheets = Sheets(write(example, rules))
    sheet = sheets.sheet(2)

    assert sheet.find(f"{MAIN}autoFilter").attrib == {"ref": "A1:J6"}  # type: ignore[union-attr]
    assert sheet.find(f".//{MAIN}pane").get("state") == "frozen"  # type: ignore[union-attr]
    setup = sheet.find(f"{MAIN}pageSetup")
    assert setup is not None
    assert (setup.get("paperSize"), setup.get("orientation"), setup.get("fitToHeight")) == ("9", "landscape", "0")
    assert "第 &P 页，共 &N 页" in (sheet.findtext(f"{MAIN}headerFooter/{MAIN}oddFooter") or "")
    names = {name.get("name"): name.text for name in sheets.xml("xl/workbook.xml").iter(f"{MAIN}definedName")}
    assert names["_xlnm.Print_Titles"] == "问题清单!$1:$1"


def test_departments_lead_into_the_list(example: Report, rules: dict[str, RuleInfo]) -> None:
    links = Sheets(write(example, rules)).sheet(1).iter(f"{MAIN}hyperlink")

    assert [(link.get("ref"), link.get("location")) for link in links] == [
        ("A7", "'问题清单'!A4"), ("A8", "'问题清单'!A2"), ("A9", "'问题清单'!A6"),
    ]  # fmt: skip


def test_the_same_bytes_twice(example: Report, rules: dict[str, RuleInfo]) -> None:
    assert write(example, rules) == write(example, rules)


def test_nothing_found(clean: Report, rules: dict[str, RuleInfo]) -> None:
    sheets = Sheets(write(clean, rules))

    assert sheets.rows(1)[1] == ["检查 12 个文件、15 个事项，没有发现问题。"]
    assert len(sheets.rows(2)) == 1


@pytest.mark.parametrize("attack", [HOSTILE, "=1+1", "+1", "-1", "@SUM(A1)", "http://a.b", "007", "_x0041_"])
def test_values_are_text(hostile: Report, rules: dict[str, RuleInfo], attack: str) -> None:
    settled = hostile.settled
    finding = replace(settled.findings[0], message=attack, matter=(attack, attack), department=attack, rule=attack)
    data = write(replace(hostile, settled=Settled((finding,), settled.omitted), tool=attack), rules)
    sheets = Sheets(data)

    for number in (1, 2):
        assert sheets.sheet(number).find(f".//{MAIN}f") is None
        for cell in sheets.sheet(number).iter(f"{MAIN}c"):
            assert cell.get("t") == "s" or sheets.text(cell).replace(".", "").isdigit() or not sheets.text(cell)
    assert all(nothing_hidden(text) for text in sheets.texts)
    if attack == "_x0041_":
        assert sheets.rows(2)[1][5] == "_x005F_x0041_"
    elif attack != HOSTILE:
        assert sheets.rows(2)[1][3] == attack


def test_cells_of_data_stay_text_when_edited(example: Report, rules: dict[str, RuleInfo]) -> None:
    sheets = Sheets(write(example, rules))
    formats = sheets.xml("xl/styles.xml").find(f"{MAIN}cellXfs")
    assert formats is not None
    rows = list(sheets.sheet(2).iter(f"{MAIN}row"))

    quoted = [formats[int(cell.get("s", "0"))].get("quotePrefix") for cell in rows[1]]
    assert quoted == [None, "1", None, *["1"] * 7]


@pytest.mark.parametrize("character", ["长", "𠮷"])
def test_a_cell_holds_no_more_than_excel_does(example: Report, rules: dict[str, RuleInfo], character: str) -> None:
    finding = replace(example.settled.findings[0], message=character * 40_000)
    rows = Sheets(write(replace(example, settled=Settled((finding,), {})), rules)).rows(2)

    text = rows[1][5]
    assert MOST_CHARACTERS - 1 <= len(text.encode("utf-16-le")) // 2 <= MOST_CHARACTERS
    assert text.endswith(CUT)


def test_more_links_and_rows_than_excel_allows(
    example: Report, rules: dict[str, RuleInfo], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(findings_xlsx, "MOST_LINKS", 2)
    monkeypatch.setattr(findings_xlsx, "MOST_ROWS", 3)
    finding = example.settled.findings[0]
    many = tuple(replace(finding, line=line) for line in range(1, 6))

    sheets = Sheets(write(replace(example, settled=Settled(many, {})), rules))

    assert sheets.names == ["汇总", "问题清单", "问题清单（2）"]
    assert [row[0] for row in sheets.rows(2)[1:]] == ["1", "2", "3"]
    assert [row[0] for row in sheets.rows(3)[1:]] == ["4", "5"]
    assert (len(sheets.links(2)), len(sheets.links(3))) == (2, 2)
