"""A clerk's habits: what is read of them, what is refused and where."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from catalog_tool.findings import CannotRun
from catalog_tool.model import Kind
from catalog_tool.own_workbooks import own_workbook
from catalog_tool.standards import Standards
from catalog_tool.workbooks.laying_out import Entry, laid_out
from catalog_tool.workbooks.tables import Tables
from catalog_tool.workbooks.writing import workbook_of
from tests.workbooks.sheets import Rows, read, said, values

CODE = "330104501000"
MATTERS = f"""
    基本编码* | 子项名称
    {CODE}    | 户口迁移
"""


def only(tables: Tables, sheets: Mapping[str, Rows]) -> dict[str, object]:
    """The value of the one document of a workbook in which nothing is refused."""
    (value,) = values(read(tables, sheets))
    return value


def test_titles_above_the_headers(tables: Tables) -> None:
    rows = f"象山县政务服务事项清单\n填报单位：公安局 | 填报日期：2018-05-10{MATTERS}"
    assert only(tables, {"事项": rows}) == {"基本编码": CODE, "子项名称": "户口迁移"}


def test_columns_in_another_order_and_others_left_out(tables: Tables) -> None:
    rows = f"子项名称|区分|办理时限.承诺.单位|基本编码|办理时限.承诺.数值\n户口迁移||工作日|{CODE}|3"
    assert only(tables, {"事项": rows}) == {
        "基本编码": CODE,
        "子项名称": "户口迁移",
        "办理时限": {"承诺": {"单位": "工作日", "数值": 3}},
    }


@pytest.mark.parametrize("header", ["子项名称", "子项名称*", "子项名称＊", " 子项名称 * ", "子项⏎名称"])
def test_stars_blanks_and_breaks_in_headers(header: str, tables: Tables) -> None:
    assert only(tables, {"事项": f"{header}|基本编码*\n户口迁移|{CODE}"})["子项名称"] == "户口迁移"


def test_blank_keys_below_the_first_row_of_a_matter(tables: Tables) -> None:
    materials = f"""
        基本编码 | 名称
        {CODE}   | 户口簿
                 | 身份证
    """
    assert only(tables, {"事项": MATTERS, "申请材料": materials})["申请材料"] == [
        {"名称": "户口簿"},
        {"名称": "身份证"},
    ]


def test_rows_of_a_matter_need_not_stand_together(tables: Tables) -> None:
    matters = f"基本编码|子项名称\n{CODE}|迁移\n330104502000|登记"
    materials = f"基本编码|名称\n{CODE}|甲\n330104502000|乙\n{CODE}|丙"
    first, second = values(read(tables, {"申请材料": materials, "事项": matters}))
    assert first["申请材料"] == [{"名称": "甲"}, {"名称": "丙"}]
    assert second["申请材料"] == [{"名称": "乙"}]


def test_handling_items_are_told_apart_by_a_column(tables: Tables) -> None:
    matters = [["基本编码", "区分", "孙项名称"], [CODE, "1", "婚迁"], [CODE, 2.0, "投靠"]]
    materials = [["基本编码", "区分", "名称"], [CODE, 2, "户口簿"], [CODE, 1.0, "结婚证"], [None, None, "身份证"]]
    first, second = values(read(tables, {"事项": matters, "申请材料": materials}))
    assert first["申请材料"] == [{"名称": "结婚证"}, {"名称": "身份证"}]
    assert second["申请材料"] == [{"名称": "户口簿"}]


def test_the_same_code_twice(tables: Tables) -> None:
    found = read(tables, {"事项": f"基本编码|孙项名称\n{CODE}|婚迁\n{CODE}|投靠"})
    assert said(found) == [f"事项!A3 第 2 行已有同样的基本编码 {CODE}，同码的几行请在“区分”列分别填 1、2、3"]
    assert [refusal.document for refusal in found.refusals] == [1]


def test_a_row_of_a_matter_that_is_nowhere(tables: Tables) -> None:
    found = read(tables, {"事项": MATTERS, "申请材料": "基本编码|区分|名称\n330104509000||户口簿\n|1|身份证"})
    assert said(found) == [
        "申请材料!A2 基本编码 330104509000：“事项”表里没有这一行，这一行没有读；请核对基本编码，或先在“事项”表里加上",
        "申请材料!A3 没有写基本编码、区分 1：“事项”表里没有这一行，这一行没有读；请核对基本编码，或先在“事项”表里加上",
    ]
    assert [document.value for document in found.documents] == [{"基本编码": CODE, "子项名称": "户口迁移"}]


def test_a_row_whose_code_became_a_number_holds_its_matter_back(tables: Tables) -> None:
    matters = f"基本编码|子项名称\n{CODE}|迁移\n010200|登记"
    found = read(tables, {"事项": matters, "申请材料": [["基本编码", "名称"], [float(CODE), "甲"], [10200, "乙"]]})
    assert [sentence.split("，")[0] for sentence in said(found)] == [
        "申请材料!A2 基本编码：这里是数字 3.30105E+11",
        "申请材料!A3 基本编码：这里是数字 10200",
    ]
    assert found.held == {0, 1}


def test_rows_below_one_whose_code_became_a_number(tables: Tables) -> None:
    matters = f"基本编码|子项名称\n{CODE}|迁移\n|没有编码的"
    found = read(tables, {"事项": matters, "申请材料": [["基本编码", "名称"], [float(CODE), "甲"], [None, "乙"]]})
    assert said(found)[1:] == ["申请材料!A3 上面一行的基本编码没有读出，这一行不知属于哪一件，没有读；请先改好上面一行"]
    assert found.held == {0}
    assert found.documents[1].value == {"子项名称": "没有编码的"}


@pytest.mark.parametrize("odd", [float("inf"), float("nan"), 1e300, 10**30])
def test_numbers_that_are_no_keys(odd: float, tables: Tables) -> None:
    matters = [["基本编码", "区分", "子项名称"], [CODE, odd, "迁移"], ["9" * 5_000, None, "登记"]]
    found = read(tables, {"事项": matters, "申请材料": [["基本编码", "区分", "名称"], [odd, odd, "甲"]]})
    assert [document.value["子项名称"] for document in found.documents] == ["迁移", "登记"]
    assert found.held == set()
    assert len(said(found)) == 1


def test_a_code_that_became_a_number_in_the_main_sheet(tables: Tables) -> None:
    found = read(tables, {"事项": [["基本编码", "子项名称"], [10200, "登记"]], "申请材料": "基本编码|名称\n010200|甲"})
    # Its rows are still its own: one fault is said once.
    (only_one,) = said(found)
    assert only_one.startswith("事项!A2 这里是数字 10200，不是文本，")
    assert [refusal.document for refusal in found.refusals] == [0]


def test_headers_that_mean_nothing(tables: Tables) -> None:
    found = read(tables, {"事项": f"基本编码|子项名|甲乙丙|\n{CODE}|户口迁移|无|旁注"})
    assert said(found) == [
        "事项!B1 表头“子项名”不认识，这一列没有读；是不是“子项名称”？",
        "事项!C1 表头“甲乙丙”不认识，这一列没有读；不要的列请删去",
        "事项!D1 表头“”不认识，这一列没有读；请补上表头",
    ]
    assert [document.value for document in found.documents] == [{"基本编码": CODE}]


def test_a_header_that_stands_twice(tables: Tables) -> None:
    found = read(tables, {"事项": f"基本编码|子项名称|子项名称*\n{CODE}|户口迁移|户口登记"})
    assert said(found) == ["事项!C1 表头“子项名称”不认识，这一列没有读；前面已有一列同名，请删去一列"]
    assert found.documents[0].value["子项名称"] == "户口迁移"


def test_blank_columns_and_rows_are_passed_over(tables: Tables) -> None:
    assert only(tables, {"事项": [[None], ["基本编码", None, "子项名称"], [], [CODE, None, "户口迁移"], [None, None]]})


def test_a_sheet_of_ours_without_headers(tables: Tables) -> None:
    found = read(tables, {"事项": MATTERS, "申请材料": f"{CODE}|户口簿", "办事流程": ""})
    assert said(found) == [
        "申请材料!A1 工作表“申请材料”里找不到“基本编码”这一列的表头，整张表没有读；请从导出的工作簿复制表头这一行"
    ]


def test_two_sheets_of_one_kind(tables: Tables) -> None:
    found = read(
        tables, {"事项": MATTERS, "窗口": f"基本编码|名称\n{CODE}|甲", "办理窗口": f"基本编码|名称\n{CODE}|乙"}
    )
    assert said(found) == ["办理窗口!A1 工作表“办理窗口”和“窗口”是同一种表，这张没有读；请并成一张"]
    assert found.documents[0].value["办理窗口"] == [{"名称": "甲"}]


def test_sheets_that_are_not_ours_are_told_and_those_of_ours_that_only_tell_are_not(tables: Tables) -> None:
    sheets = {"事项": MATTERS, "草稿": "甲|乙", "空表": "", "选项": "甲", "问题清单": "甲", "未导入的行（2）": "甲"}
    found = read(tables, sheets)
    assert found.notes == ["工作表“草稿”不是目录的表，没有读"]
    assert said(found) == []


@pytest.mark.parametrize(("sheet", "counts"), [("申请材料", True), ("草稿", False)])
def test_hidden_sheets(sheet: str, counts: bool, tables: Tables, tmp_path: Path, standards: Standards) -> None:
    from openpyxl import load_workbook

    path = tmp_path / "甲.xlsx"
    path.write_bytes(workbook_of(tables, [Entry(Kind.MATTER, {"基本编码": CODE})], "甲"))
    book = load_workbook(path)
    if sheet not in book.sheetnames:
        book.create_sheet(sheet)["A1"] = "甲"
    book[sheet].sheet_state = "veryHidden"
    book.save(path)

    if counts:
        with pytest.raises(
            CannotRun, match="工作表“申请材料”是隐藏的，看不见的内容不读。请取消隐藏或删去这张表，再来一次。"
        ):
            own_workbook(str(path), standards)
    else:
        assert own_workbook(str(path), standards).read.notes == ["隐藏的工作表“草稿”没有读"]


def test_a_list_that_is_there_and_empty(tables: Tables) -> None:
    matters = f"基本编码|申请材料|表单内容\n{CODE}||无"
    assert only(tables, {"事项": matters, "表单内容": "基本编码|表单名称\n"}) == {"基本编码": CODE, "表单内容": []}


def test_a_list_said_to_be_empty_that_has_rows(tables: Tables) -> None:
    matters = f"基本编码|申请材料\n{CODE}|无"
    found = read(tables, {"事项": matters, "申请材料": f"基本编码|名称\n{CODE}|户口簿"})
    assert said(found) == ["事项!B2 这里说没有申请材料，“申请材料”表里却有它的行；请改一处"]
    assert [refusal.document for refusal in found.refusals] == [0]


def test_a_list_written_into_its_column(tables: Tables) -> None:
    found = read(tables, {"事项": f"基本编码|申请材料\n{CODE}|户口簿"})
    assert said(found) == ["事项!B2 这一列只填“无”或空着，“申请材料”的内容请写在“申请材料”表里"]


@pytest.mark.parametrize(
    ("flag", "rows", "value"),
    [
        ("", "户口簿", {"名称": "户口簿"}),
        ("清单", "户口簿", [{"名称": "户口簿"}]),
        ("", "户口簿 准迁证", [{"名称": "户口簿"}, {"名称": "准迁证"}]),
        ("清单", "户口簿 准迁证", [{"名称": "户口簿"}, {"名称": "准迁证"}]),
        ("无", "", []),
    ],
)
def test_a_result_or_a_list_of_results(flag: str, rows: str, value: object, tables: Tables) -> None:
    results = "基本编码|名称\n" + "\n".join(f"{CODE}|{row}" for row in rows.split())
    assert only(tables, {"事项": f"基本编码|审批结果\n{CODE}|{flag}", "审批结果": results})["审批结果"] == value


FEES = "基本编码|名称|标准|标准.档次|标准.金额|标准.单位"


def test_a_fee_by_a_sentence_and_by_tiers(tables: Tables) -> None:
    fees = f"""
        {FEES}
        {CODE} | 工本费 | 每本 5 元 |      |     |
               | 登记费 |           | 首次 | 100 | 元
               |        |           | 变更 | 50  | 元
        {CODE} | 登记费 |           | 注销 | 20  | 元
    """
    matters = f"基本编码|收费.收费\n{CODE}|是"
    assert only(tables, {"事项": matters, "收费": fees})["收费"] == {
        "收费": "是",
        "项目": [
            {"名称": "工本费", "标准": "每本 5 元"},
            {
                "名称": "登记费",
                "标准": [
                    {"档次": "首次", "金额": 100, "单位": "元"},
                    {"档次": "变更", "金额": 50, "单位": "元"},
                    {"档次": "注销", "金额": 20, "单位": "元"},
                ],
            },
        ],
    }


def test_a_fee_by_both(tables: Tables) -> None:
    found = read(tables, {"事项": MATTERS, "收费": f"{FEES}\n{CODE}|工本费|每本 5 元|首次|5|元"})
    assert said(found) == ["收费!D2 “标准”已经写成一句话，这里不能再分项填；两处请只留一处"]
    found = read(tables, {"事项": MATTERS, "收费": f"基本编码|名称|标准|标准.金额\n{CODE}|工本费|每本 5 元|5"})
    assert said(found) == ["收费!D2 “标准”已经写成一句话，这里不能再分项填；两处请只留一处"]


def test_two_forms_a_row_a_field(tables: Tables) -> None:
    forms = f"""
        基本编码 | 表单名称 | 字段.名称 | 字段.必填
        {CODE}   | 申请表   | 姓名      | 是
                 |          | 住址      | 否
                 | 申请表   | 电话      |
                 | 承诺书   | []        |
                 | 回执     |           |
    """
    assert only(tables, {"事项": MATTERS, "表单内容": forms})["表单内容"] == [
        {
            "表单名称": "申请表",
            "字段": [{"名称": "姓名", "必填": "是"}, {"名称": "住址", "必填": "否"}, {"名称": "电话"}],
        },
        {"表单名称": "承诺书", "字段": []},
        {"表单名称": "回执"},
    ]


def test_the_manifest_stands_upright(tables: Tables) -> None:
    manifest = """
        目录基本信息
        字段*      | 内容       | 说明
        名称*      | 象山县清单 | 全称
        收录范围   | 县级⏎镇级 |
        办理场所   | 无         |
        区划名     | 象山县     |
        名称       | 又一个     |
    """
    found = read(tables, {"目录信息": manifest, "不认领": f"基本编码|原因\n{CODE}|职责划转"})
    assert said(found) == [
        "目录信息!A6 表头“区划名”不认识，这一列没有读；是不是“区划名称”？",
        "目录信息!A7 表头“名称”不认识，这一列没有读；上面已有同名的一行",
    ]
    assert found.manifest is not None
    assert found.manifest.value == {
        "名称": "象山县清单",
        "收录范围": ["县级", "镇级"],
        "办理场所": [],
        "不认领": [{"基本编码": CODE, "原因": "职责划转"}],
    }


def test_departments_that_answer_to_each_other(tables: Tables) -> None:
    pairs = "上级部门|本地部门\n省住建厅|县住建局⏎县执法局\n省公安厅|县公安局\n省公安厅|派出所\n|县民政局"
    found = read(tables, {"目录信息": "字段|内容\n名称|甲", "部门对应": pairs})
    assert said(found) == [
        "部门对应!A4 “省公安厅”前面已有一行，请并成一行，本地部门一行写一个",
        "部门对应!A5 没有写上级部门",
    ]
    assert found.manifest is not None
    assert found.manifest.value["部门对应"] == {"省住建厅": ["县住建局", "县执法局"], "省公安厅": ["县公安局"]}


def test_text_that_no_cell_can_hold(tables: Tables) -> None:
    text = "一二三四五六七八九\n" * 5_000 + " 完"
    long = {"基本编码": CODE, "备注": text, "申请材料": [{"名称": "甲", "受理标准": f"{text}二"}]}
    sheets = {sheet.table.name: [sheet.headers, *sheet.rows] for sheet in laid_out(tables, [Entry(Kind.MATTER, long)])}
    cells = [cell for rows in sheets.values() for row in rows for cell in row if isinstance(cell, str)]
    assert max(len(cell.encode("utf-16-le")) // 2 for cell in cells) <= 32_767
    assert "〔长文字 1〕" in cells
    assert only(tables, sheets) == long
    # Excel may make numbers of the numbers.
    sheets["长文字"] = [[float(cell) if str(cell).isdecimal() else cell for cell in row] for row in sheets["长文字"]]
    assert only(tables, sheets) == long
