"""Text tables in the encodings and with the signs that offices use."""

from __future__ import annotations

import pytest

from catalog_tool.findings import CannotRun
from catalog_tool.formats.books.reading import read_book
from catalog_tool.formats.grids import Value

TABLE = "编码,名称\n010200,设立登记\n"
ROWS: list[list[Value]] = [["编码", "名称"], ["010200", "设立登记"]]


def rows(data: bytes | str, shown: str = "甲.csv") -> list[list[Value]]:
    book = read_book(data.encode() if isinstance(data, str) else data, shown)
    assert book.kind == "csv"
    (grid,) = book.grids
    assert grid.name == ""
    return grid.rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(encoding: str) -> None:
    assert rows((TABLE * 3).encode(encoding)) == ROWS * 3


def test_an_encoding_that_was_guessed_is_noted() -> None:
    assert read_book(TABLE.encode("gbk"), "甲.csv").notes == ["文件是 GBK 编码，已按该编码读取"]
    assert read_book(TABLE.encode(), "甲.csv").notes == []


@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_the_sign_between_cells_is_found(sign: str) -> None:
    text = f"编码{sign}名称{sign}说明\n1{sign}甲{sign}先交a,再交b;然后等\n2{sign}乙{sign}无\n"
    expected = [["编码", "名称", "说明"], ["1", "甲", "先交a,再交b;然后等"], ["2", "乙", "无"]]
    quoted = text.replace("先交a,再交b;然后等", '"先交a,再交b;然后等"')
    assert rows(quoted) == expected


def test_a_title_above_the_heads_does_not_decide() -> None:
    text = "某市事项清单\n编码;名称;份数\n1;甲,乙;2\n2;丙,丁;1\n"
    assert rows(text) == [["某市事项清单"], ["编码", "名称", "份数"], ["1", "甲,乙", "2"], ["2", "丙,丁", "1"]]


def test_one_column_and_declared_sign() -> None:
    assert rows("甲\n乙\n") == [["甲"], ["乙"]]
    assert rows("sep=;\r\n甲;乙,丙\r\n") == [["甲", "乙,丙"]]


def test_quoted_cells_line_ends_and_ragged_rows() -> None:
    assert rows('甲,"一\r\n二 ""三"""\r\n\r\n乙\r\n,,丙,,\r\n') == [
        ["甲", '一\n二 "三"'],
        [],
        ["乙"],
        [None, None, "丙"],
    ]
    assert rows("甲,乙\r丙,丁\r") == [["甲", "乙"], ["丙", "丁"]]


def test_a_code_that_was_protected_from_excel_is_freed() -> None:
    assert rows('编码,名称\n="010200",甲\n"=""010201""",乙\n') == [["编码", "名称"], ["010200", "甲"], ["010201", "乙"]]


def test_two_encodings_in_one_file_are_refused_with_the_line() -> None:
    first, second = "编码,名称\n1,公司设立登记办理\n", "2,个体工商户注销登记办理\n"
    for data, line in (
        (first.encode("gbk") + second.encode(), 3),
        (first.encode() + second.encode("gbk"), 3),
        (first.encode() + b"2,\xff\xff\n", 3),
    ):
        with pytest.raises(CannotRun, match=f"第 {line} 行的文字编码与其他行不同.*另存为"):
            read_book(data, "甲.csv")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("甲,乙\n丙\0,丁\n", "第 2 行有控制字符 NUL"),
        ("甲,乙\n丙\x07,丁\n", "第 2 行有控制字符 U\\+0007"),
        ('甲,乙\n丙,"丁\n戊,己\n庚,辛\n', "第 2 行的引号没有配对"),
        ("甲,乙\n丙," + "丁" * 200_000, "第 2 行附近有超过 131072 字的单元格"),
        ("甲,乙\n" + "丙," * 20_000, "第 2 行有 20001 列"),
    ],
)
def test_refusals_name_the_line(text: str, said: str) -> None:
    with pytest.raises(CannotRun, match=f"没有读 甲.csv：{said}"):
        read_book(text.encode(), "甲.csv")
