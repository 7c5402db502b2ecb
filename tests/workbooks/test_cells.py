"""Each kind of cell by an example: what it says, what is refused, and how a value is written."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from catalog_tool.formats.grids import Value
from catalog_tool.workbooks.cells import AS_IS, BadCell, cell_of, value_of
from catalog_tool.workbooks.tables import Column

TEXT = Column(("名称",), text=True)
CODE = Column(("基本编码",), text=True, code=True)
DATE = Column(("生效日期",), text=True, date=True)
COUNT = Column(("数值",), count=True)
LINES = Column(("受理条件",), lines=True)
ONE_OR_LINES = Column(("适用范围",), text=True, lines=True)
SITUATIONS = Column(("适用情形",), lines=True, objects=True)
CHOICES = Column(("办理形式",), lines=True, choices=("窗口办理", "网上办理"))
BASES = Column(("依据",), lines=True, objects=True)


def why(cell: Value, column: Column) -> str:
    """Why a cell is refused: a sentence in Chinese without its full stop."""
    with pytest.raises(BadCell) as bad:
        value_of(cell, column)
    sentence = str(bad.value)
    assert sentence
    assert not sentence.endswith("。")
    return sentence


@pytest.mark.parametrize(
    ("cell", "column", "value"),
    [
        ("户口迁移", TEXT, "户口迁移"),
        ("第一行\n第二行", TEXT, "第一行\n第二行"),
        ("第一行\r\n第二行\r第三行", TEXT, "第一行\n第二行\n第三行"),
        ("010200", CODE, "010200"),
        ("2018-05-10", DATE, "2018-05-10"),
        ("20", COUNT, 20),
        ("0", COUNT, 0),
        (20.0, COUNT, 20),
        ("有身份证\n有户口簿", LINES, ["有身份证", "有户口簿"]),
        ("有身份证", LINES, ["有身份证"]),
        ("有身份证", ONE_OR_LINES, "有身份证"),
        ("本市\n本省", ONE_OR_LINES, ["本市", "本省"]),
        ("[]", LINES, []),
        ("[]", TEXT, "[]"),
        ("婚迁", SITUATIONS, ["婚迁"]),
        ("{原因: 婚迁}", SITUATIONS, [{"原因": "婚迁"}]),
        ("{原因: 婚迁, 地域: 省内}\n投靠", SITUATIONS, [{"原因": "婚迁", "地域": "省内"}, "投靠"]),
        ('{名称: 《户口登记条例》, 条款: "1-2"}', BASES, [{"名称": "《户口登记条例》", "条款": "1-2"}]),
        ('{甲: "", 乙: "~", 丙: {}}', SITUATIONS, [{"甲": "", "乙": "~", "丙": {}}]),
    ],
)
def test_what_a_cell_says(cell: Value, column: Column, value: Any) -> None:
    assert value_of(cell, column) == value


@pytest.mark.parametrize("blank", [None, "", " ", "\u3000", "\n", "\u00a0\t"])
@pytest.mark.parametrize("column", [TEXT, CODE, DATE, COUNT, LINES, SITUATIONS])
def test_a_blank_cell_says_nothing(blank: Value, column: Column) -> None:
    assert value_of(blank, column) is None


@pytest.mark.parametrize(
    ("cell", "column", "value"),
    [
        (" 户口迁移\u3000", TEXT, "户口迁移"),
        (" 20 ", COUNT, 20),
        ("  有身份证 \n\n\u3000有户口簿\n", LINES, ["有身份证", "有户口簿"]),
        ("\n330104501000\u00a0", CODE, "330104501000"),
    ],
)
def test_blanks_around_are_typing(cell: Value, column: Column, value: Any) -> None:
    assert value_of(cell, column) == value


@pytest.mark.parametrize(
    "cell", ["=1+1", "+86 571", "-1", "@甲", "=HYPERLINK(1)", "'甲", "12", "1.10", "2018/5/10", "是"]
)
def test_what_looks_like_something_else_is_text(cell: str) -> None:
    assert value_of(cell, TEXT) == cell
    assert cell_of(cell, TEXT) == cell


def test_a_number_where_a_text_belongs() -> None:
    # What was typed cannot have been anything else: no zero in front, nothing cut off.
    assert value_of(12, TEXT) == "12"
    assert value_of(12.0, LINES) == ["12"]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (10200, "10200"),
        (10200.0, "10200"),
        (1.13301e17, "1.13301E+17"),
        (1.13e17, "1.13E+17"),
        (330104501000.0, "3.30105E+11"),
        (0.5, "0.5"),
    ],
)
def test_a_number_in_a_column_of_codes(cell: float, shown: str) -> None:
    assert f"这里是数字 {shown}，" in why(cell, CODE)
    assert why(cell, CODE).endswith("请把单元格设为文本，照原件重新输入")


@pytest.mark.parametrize("cell", [1.5, 1e15, 2018.1])
def test_a_number_in_a_column_of_texts_that_may_have_lost_something(cell: float) -> None:
    assert why(cell, TEXT).startswith("这里是数字 ")


@pytest.mark.parametrize("cell", [1.5, -1, 1e9, "1.0", "01", "二十", "1,000", float("inf"), float("nan")])
def test_a_count_that_is_none(cell: Value) -> None:
    assert why(cell, COUNT).startswith("这里只填数字，现在是“")


def test_a_limit_that_is_written_in_words() -> None:
    assert why("5个工作日", COUNT) == (
        "这里只填数字，现在是“5个工作日”；“5个工作日”的 5 填在这里，“工作日”填在“单位”列，当场办结填 0"
    )


def test_what_stands_in_files_is_understood_or_refused() -> None:
    """Messages speak of files, and a clerk copies what they say."""
    assert value_of("[《户口登记条例》第十条]", LINES) == ["《户口登记条例》第十条"]
    assert value_of("[甲, 乙]", ONE_OR_LINES) == ["甲", "乙"]
    assert why("[甲, {乙: 丙}]", LINES).startswith("“[甲, {乙: 丙}]”的方括号里读不出一项一项的内容")
    assert why("{行政复议: 六十日内}", TEXT).startswith("“{行政复议: 六十日内}”是文件里的写法")
    assert why("｛原因：婚迁｝", SITUATIONS) == "大括号、冒号、逗号请用半角，写成 {名称: 内容, 名称: 内容}"


def test_several_choices_on_a_line() -> None:
    assert value_of("窗口办理、网上办理", CHOICES) == ["窗口办理", "网上办理"]
    # Where one of them is no choice nobody knows what the mark stands for.
    assert value_of("窗口办理、其他", CHOICES) == ["窗口办理、其他"]


def test_the_only_item_of_a_list_that_may_be_a_text() -> None:
    assert cell_of(["0574-1"], ONE_OR_LINES) == "- 0574-1"
    assert value_of("- 0574-1", ONE_OR_LINES) == ["0574-1"]


@pytest.mark.parametrize("cell", [date(2018, 5, 10), datetime(2018, 5, 10)])  # noqa: DTZ001 - cells have no zone
def test_a_date_in_a_column_of_dates(cell: Value) -> None:
    assert value_of(cell, DATE) == "2018-05-10"


def test_a_date_elsewhere_was_something_else() -> None:
    sentence = "Excel 把这里的内容当成了日期 2018/5/10，原来写的是什么已看不出；请把单元格设为文本，照原件重新输入"
    assert why(date(2018, 5, 10), CODE) == sentence
    assert why(date(2018, 5, 10), TEXT) == sentence
    assert why(date(2018, 5, 10), COUNT) == sentence
    assert why(datetime(2018, 5, 10, 8, 30), DATE) == sentence  # noqa: DTZ001 - cells have no zone
    assert "当成了时间 08:30:00，" in why(time(8, 30), TEXT)
    assert "当成了时间 1 day, 0:00:00，" in why(timedelta(days=1), TEXT)


def test_a_number_is_no_date() -> None:
    assert why(43230, DATE) == "这里是数字 43230，不是日期；请把单元格设为文本，写成 2018-06-01 的样子"


@pytest.mark.parametrize("cell", ["#N/A", "#REF!", " #DIV/0! "])
@pytest.mark.parametrize("column", [TEXT, COUNT, LINES])
def test_what_a_formula_left(cell: str, column: Column) -> None:
    assert why(cell, column) == f"这里是公式出错的结果 {cell.strip()}；请改成实际内容"


def test_true_and_false() -> None:
    assert why(True, TEXT) == "这里是逻辑值 TRUE；请把单元格设为文本，填 是 或 否"
    assert "FALSE" in why(False, COUNT)


@pytest.mark.parametrize(
    "cell",
    [
        "{原因：婚迁}",
        "{原因: 婚迁",
        "{原因:婚迁}",
        "{}x",
        "{*a: b}",
        "{原因: [}",
        "{原因: ~}",
        "{原因: 婚迁, 地域}",
        "{原因: 婚迁} # 注",
        "{甲: [{乙: }]}",
    ],
)
def test_braces_that_are_no_object(cell: str) -> None:
    # Full-width colons are a habit; YAML would take them for part of the name, and the content would be gone.
    assert why(cell, SITUATIONS).startswith(f"“{cell}”写法有误；大括号里应写成")


@pytest.mark.parametrize(
    ("value", "column"),
    [
        ("", TEXT),
        (" 甲", TEXT),
        ("甲\n", TEXT),
        ("#N/A", TEXT),
        ("〔原样〕甲", TEXT),
        ("_x0041_", TEXT),
        (20, TEXT),
        ("20", COUNT),
        (["甲\n乙", "丙"], LINES),
        ([""], LINES),
        (["甲", ""], LINES),
        ("{甲: 乙}", TEXT),
        ("- 甲", ONE_OR_LINES),
        (["[甲, 乙]"], LINES),
        (["窗口办理、网上办理"], CHOICES),
        (["[]"], LINES),
        ("[]", ONE_OR_LINES),
        (["{甲"], SITUATIONS),
        ([{}], SITUATIONS),
        ([1, None, {"甲": ["乙"]}], LINES),
    ],
)
def test_what_a_person_could_not_write_stands_as_it_is(value: Any, column: Column) -> None:
    cell = cell_of(value, column)
    assert isinstance(cell, str)
    assert cell.startswith(AS_IS)
    assert value_of(cell, column) == value


@pytest.mark.parametrize(
    ("value", "column", "cell"),
    [
        ("户口迁移", TEXT, "户口迁移"),
        (20, COUNT, 20),
        (["甲", "乙"], LINES, "甲\n乙"),
        ([], LINES, "[]"),
        (["甲"], LINES, "甲"),
        (["甲", {"原因": "婚迁"}], SITUATIONS, "甲\n{原因: 婚迁}"),
        ([{"原因": "婚迁"}], SITUATIONS, "{原因: 婚迁}"),
    ],
)
def test_how_a_value_is_written(value: Any, column: Column, cell: str | int) -> None:
    assert cell_of(value, column) == cell
    assert value_of(cell, column) == value


@pytest.mark.parametrize(
    "cell",
    [
        "〔原样〕",
        "〔原样〕{",
        "〔原样〕甲",
        "〔原样〕1.5",
        "〔原样〕NaN",
        "〔原样〕true",
        "〔原样〕null",
        "〔原样〕-1",
        "〔原样〕" + "[" * 9_000,
    ],
)
def test_a_mark_before_what_is_no_value(cell: str) -> None:
    assert why(cell, TEXT).startswith("〔原样〕后面的内容")
