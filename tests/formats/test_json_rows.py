"""Records in JSON become rows under their keys."""

from __future__ import annotations

import json

import pytest

from catalog_tool.findings import CannotRun
from catalog_tool.formats.books import json_rows
from catalog_tool.formats.books.reading import read_book

RECORDS = [
    {"编码": "010200", "时限": 20, "费用": 2.5, "停用": False, "渠道": ["窗口", 12345, None]},
    {"编码": "330100", "依据": [{"名称": "甲法"}], "空": "", "无": None, "时限": 5.0, "列": []},
]
ROWS = [
    ["编码", "时限", "费用", "停用", "渠道", "依据", "空", "无", "列"],
    ["010200", 20, 2.5, False, ["窗口", "12345", ""]],
    ["330100", 5, None, None, None, '[{"名称":"甲法"}]'],
]


def test_three_shapes_give_the_same_rows() -> None:
    lines = "\n".join(json.dumps(record, ensure_ascii=False) for record in RECORDS) + "\n\n"
    for text, kind, name in (
        (lines, "jsonl", ""),
        (json.dumps(RECORDS, indent=1), "json", ""),
        (json.dumps({"版本": 1, "事项": RECORDS}, indent=1), "json", "事项"),
        (json.dumps({"事项": RECORDS}), "json", "事项"),
    ):
        book = read_book(text.encode(), "甲.json")
        (grid,) = book.grids
        assert (book.kind, grid.name, grid.rows, book.notes) == (kind, name, ROWS, [])
    assert read_book(lines.encode("gbk"), "甲.jsonl").notes == ["文件是 GBK 编码，已按该编码读取"]


def test_one_record_on_one_line_is_json_lines() -> None:
    book = read_book('{"编码": "1"}'.encode(), "甲.jsonl")
    assert (book.kind, book.grids[0].rows) == ("jsonl", [["编码"], ["1"]])


def test_half_a_character_and_numbers_without_end_are_text() -> None:
    assert read_book(b'[{"a": "\\ud83d", "b": NaN}]', "甲.json").grids[0].rows == [["a", "b"], ["\ufffd", "NaN"]]


def test_json_in_a_csv_is_a_csv() -> None:
    assert read_book("[甲],乙\n".encode(), "甲.csv").kind == "csv"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": 1}\n{"a": \n', "第 2 行不合 JSON 格式"),
        ('{"a": 1}\n[2]\n', "第 2 行不是 {…} 这样的记录"),
        ('[\n{"a": 1},\n{"a" 2}]', "第 3 行不合 JSON 格式"),
        ('[{"a": 1}, 2]', "第 2 条不是 {…} 这样的记录"),
        ('{"a": 1}\n{"b": 1, "b": 2}\n', "第 2 行一条记录里有两个“b”"),
        ('{\n"a": [{}],\n"b": [{}]}', "应当是一组记录"),
        ('{\n"a": 1}', "应当是一组记录"),
        ("[" * 100_000, "嵌套太深"),
        ('[{"a": ' + "9" * 10_000 + "}]", "数字太长"),
        ("甲", "不合 JSON 格式"),
    ],
)
def test_refusals(text: str, said: str) -> None:
    with pytest.raises(CannotRun) as raised:
        read_book(text.encode(), "甲.json")
    assert said in str(raised.value)


def test_a_key_for_every_record_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_rows, "MOST_CELLS", 100)
    records = [{f"键{number}": 1} for number in range(20)]
    with pytest.raises(CannotRun, match="20 条记录里有 20 种键"):
        read_book(json.dumps(records).encode(), "甲.json")
