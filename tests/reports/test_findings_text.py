"""Findings as a person sees them: the place, the line in view, one place shown once."""

from __future__ import annotations

from typing import Any

import pytest

from catalog_tool.findings import Finding, Report, Severity, Spot, settle
from catalog_tool.reports.findings_text import write
from catalog_tool.reports.styled import render, width


def finding(**changes: Any) -> Finding:
    values: dict[str, Any] = {
        "rule": "wrong-type", "severity": Severity.ERROR, "message": "错了", "file": "甲.yaml", "line": 1, "column": 1,
        "path": (), **changes,
    }  # fmt: skip
    return Finding(**values)


def shown(*findings: Finding, source: str = "", columns: int = 80, **omitted: int) -> str:
    report = Report(settle(findings, omitted=omitted), 1, 1, "t", "s")
    return render(write(report, {}, source=lambda *_: source, columns=columns), color=False)


def marked(text: str) -> str:
    """What stands above the marks, cell by cell."""
    lines = [line.removesuffix("…") for line in text.split("\n")]
    index = next(number for number, line in enumerate(lines) if line.endswith("^"))
    cells = "".join(character * width(character) for character in lines[index - 1])
    start = lines[index].index("^")
    above = cells[width(lines[index][:start]) : width(lines[index])]
    kept = []
    while above:
        kept.append(above[0])
        above = above[width(above[0]) :]
    return "".join(kept)


@pytest.mark.parametrize(
    ("source", "column", "under"),
    [
        ("状态: 启用", 5, "启用"),
        ("状态: 启用 # 说明", 5, "启用"),
        ("甲: {状态: 启用, 乙: 丙}", 9, "启用"),
        ('编码: "3310" # 乙', 5, '"3310"'),
        ("承诺时限: 5", 1, "承诺时限"),
        ("甲: [乙]", 4, "["),
        ("  - 😀𠮷: 乙", 5, "😀𠮷"),
    ],
)
def test_the_mark_stands_under_the_fault(source: str, column: int, under: str) -> None:
    assert marked(shown(finding(column=column), source=source)) == under


@pytest.mark.parametrize("column", [1, 60, 500, 4_990])
def test_a_long_line_is_moved_into_view(column: int) -> None:
    source = "".join(f"{number:04d}，甲乙" for number in range(1_000))[:5_000]
    text = shown(finding(column=column), source=source, columns=80)

    assert all(width(line) <= 80 for line in text.split("\n"))
    assert marked(text).startswith(source[column - 1])


def test_of_a_line_of_megabytes_only_what_fits_is_shown() -> None:
    source = "甲: " + "乙丙 " * 1_500_000
    text = shown(*(finding(column=column) for column in range(1, 4_000_000, 20_000)), source=source)

    assert max(len(line) for line in text.split("\n")) < 200


def test_a_column_beyond_the_line_is_shown_at_its_end() -> None:
    assert "^" in shown(finding(column=99), source="甲: 乙")
    assert "^" not in shown(finding(column=99), source="  ")


def test_one_place_is_shown_once() -> None:
    text = shown(
        finding(message="缺少甲", path=("甲",)),
        finding(message="缺少乙", path=("乙",)),
        finding(column=3),
        source="丙: 丁",
    )

    assert text.count("甲.yaml:1:1") == 1
    assert text.index("缺少乙") < text.index("丙: 丁")
    assert "甲.yaml:1:3" in text
    assert "错误 3" in text


def test_the_same_place_with_other_related_places_is_shown_again() -> None:
    text = shown(finding(related=(Spot("乙.yaml", 2, 3),)), finding(path=("甲",), related=(Spot("丙.yaml", 4, 5),)))

    assert text.count("甲.yaml:1:1") == 2
    assert "另见 乙.yaml:2:3" in text


def test_what_was_left_out_is_said() -> None:
    assert "甲.yaml：另有 7 处没有列出" in shown(finding(), **{"甲.yaml": 7})


def test_control_characters_are_symbols() -> None:
    text = shown(finding(message="甲\x1b[31m\u202e乙\n丙", file="a\x07.yaml"), source="\x1b]0;x\x07: 乙")

    assert not set(text) & set("\x1b\x07\u202e")
    assert "甲␛[31m⟨U+202E⟩乙 丙" in text


MIXED = """\
甲/事项.xlsx〔基本信息!C5〕 错误 duplicate-code
  事项：临时救助（330600107000）
  330600107000 出现了 2 次
  另见 甲/救助.yaml:1:7

甲/救助.yaml:1:7 错误 duplicate-code
  事项：临时救助（330600107000）
  330600107000 出现了 2 次
  1 │ 基本编码: 33
    │           ^^
  另见 甲/事项.xlsx〔基本信息!C5〕
"""


def test_a_cell_is_named_and_has_no_source_line(mixed: Report) -> None:
    def source(file: str, line: int) -> str:
        assert (file, line) == ("甲/救助.yaml", 1)
        return "基本编码: 33"

    assert render(write(mixed, {}, source=source, columns=80), color=False).startswith(MIXED)


def test_one_cell_of_several_matters_is_shown_for_each() -> None:
    here = {"file": "甲.xlsx", "sheet": "材料", "message": "缺少甲列"}
    text = shown(*(finding(**here, document=index, matter=("", f"事项{index}")) for index in range(2)))

    assert text.count("甲.xlsx〔材料!A1〕") == 2
    assert "事项1" in text


def test_a_sheet_cannot_move_the_cursor() -> None:
    name = "材料\x1b]0;x\x07\u202e\n"
    text = shown(finding(sheet=name, related=(Spot("乙.xlsx", 2, 3, name),)))

    assert not set(text) & set("\x1b\x07\u202e")
    assert "甲.yaml〔材料␛]0;x␇⟨U+202E⟩ !A1〕" in text
    assert "另见 乙.xlsx〔材料␛]0;x␇⟨U+202E⟩ !C2〕" in text
