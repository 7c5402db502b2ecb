"""清单: the list of matters, and the list of what is not claimed."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_tool.handbook.book import Book, Link, Table
from catalog_tool.handbook.build import build
from catalog_tool.handbook.subject import Choice, Contents

BODY = {"名称": "桐庐县人力社保局"}


def matter(code: str, main: str, sub: str, **more: Any) -> dict[str, Any]:
    return {"基本编码": code, "主项名称": main, "子项名称": sub, "主管部门": "省人社厅", "实施主体": BODY, **more}


def listed(*values: dict[str, Any], manifest: dict[str, Any] | None = None, **choice: Any) -> Book:
    things = [value for value in values if value.get("类别") == "一件事"]
    matters = [value for value in values if value.get("类别") != "一件事"]
    return build(
        Contents({"区划名称": "桐庐县", **(manifest or {})}, matters, things), Choice(edition="list", **choice)
    )


def tables(book: Book) -> list[Table]:
    found = [block for chapter in book.chapters for section in chapter.sections for block in section.blocks]
    assert all(isinstance(block, Table) for block in found)
    return [block for block in found if isinstance(block, Table)]


def columns(table: Table, *names: str) -> list[tuple[str, ...]]:
    """The rows as text, of these columns only."""
    at = [table.head.index(name) for name in names]
    return [tuple("/".join(str(line) for line in row[number]) for number in at) for row in table.rows]


def test_a_department_has_one_landscape_table() -> None:
    book = listed(
        matter(
            "330100601000", "劳务派遣经营许可", "劳务派遣经营许可", 事项类型="行政许可", 行使层级=["县级"],
            办件类型="承诺件", 办理时限={"承诺": {"数值": 8, "单位": "工作日"}}, 到现场次数=1,
        ),
        {**matter("331000701000", "户口迁移", "户口迁移"), "主管部门": "省公安厅"},
    )  # fmt: skip
    assert book.title == "桐庐县政务服务事项清单"
    assert book.label == ""
    assert [(part.title, part.numbered) for part in book.parts] == [("省人社厅", False), ("省公安厅", False)]
    assert [(chapter.title, chapter.landscape) for chapter in book.chapters] == [("省人社厅", True), ("省公安厅", True)]
    first, _ = tables(book)
    assert dict(zip(first.head, (cell[0] for cell in first.rows[0]), strict=True)) == {
        "序号": "1",
        "主项名称": "劳务派遣经营许可",
        "子项名称": "劳务派遣经营许可",
        "基本编码": "330100601000",
        "事项类型": "行政许可",
        "行使层级": "县级",
        "实施主体": "桐庐县人力社保局",
        "办件类型": "承诺件",
        "承诺时限": "8 工作日",
        "到现场次数": "1",
    }
    assert len(first.widths) == len(first.head)


def test_a_main_item_stands_once_and_handling_items_share_a_number() -> None:
    book = listed(
        matter("330600142001", "生育待遇", "医疗费支付", 孙项名称="平产"),
        matter("330600142001", "生育待遇", "医疗费支付", 孙项名称="剖宫产", 实施主体={"名称": "医保中心"}),
        matter("330600142002", "生育待遇", "生育津贴"),
        matter("33060014200Y", "生育待遇", "生育待遇"),
        matter("330600143000", "工伤待遇", "工伤待遇"),
    )
    (table,) = tables(book)
    assert columns(table, "序号", "主项名称", "子项名称", "基本编码", "实施主体") == [
        ("1", "生育待遇", "", "33060014200Y", "桐庐县人力社保局"),
        ("2", "", "医疗费支付（剖宫产）", "330600142001", "医保中心"),
        ("", "", "医疗费支付（平产）", "", "桐庐县人力社保局"),
        ("3", "", "生育津贴", "330600142002", "桐庐县人力社保局"),
        ("4", "工伤待遇", "工伤待遇", "330600143000", "桐庐县人力社保局"),
    ]
    assert table.blank == ""


def test_equal_names_of_two_codes_are_two_main_items() -> None:
    (table,) = tables(listed(matter("330600142001", "登记", "设立"), matter("330600143001", "登记", "变更")))
    assert columns(table, "主项名称") == [("登记",), ("登记",)]


def test_what_is_delegated_is_listed_in_its_givers_name() -> None:
    value = matter(
        "330101202001", "器械许可", "器械许可", 权力来源="上级委托", 权力来源机关={"名称": "杭州市市场监管局"}
    )
    assert columns(tables(listed(value))[0], "实施主体") == [("杭州市市场监管局/（委托桐庐县人力社保局实施）",)]
    own = {**value, "权力来源": "上级下放"}
    assert columns(tables(listed(own))[0], "实施主体") == [("桐庐县人力社保局",)]


def test_bases_are_short_and_remarks_say_what_is_suspended() -> None:
    law = "《社会保险法》"
    articles = [{"名称": law, "条款": "第五十四条", "内容": "用人单位已经缴纳……"}, {"名称": law, "条款": "第五十五条"}]
    others = [{"名称": f"《{number}法》"} for number in "甲乙丙"]
    book = listed(
        matter("1", "a", "a", 适用依据=articles, 状态="暂停", 备注="限县城"),
        matter("2", "b", "b", 适用依据=[*articles, *others], 状态="在用"),
    )
    assert columns(tables(book)[0], "依据", "备注") == [
        ("《社会保险法》第五十四条、第五十五条", "暂停/限县城"),
        ("《社会保险法》第五十四条、第五十五条/《甲法》/《乙法》/等 4 项依据", ""),
    ]


def test_a_directory_states_the_statutory_limit() -> None:
    value = matter(
        "1", "a", "a", 办理时限={"法定": {"数值": 20, "单位": "工作日"}, "承诺": {"数值": 5, "单位": "工作日"}}
    )
    (table,) = tables(listed(value, manifest={"类别": "指导目录"}))
    assert columns(table, "法定时限") == [("20 工作日",)]
    (table,) = tables(listed(value))
    assert "法定时限" not in table.head


def test_one_things_have_a_table_of_their_own() -> None:
    thing = {
        "类别": "一件事", "名称": "开办企业", "编码": "331619996000", "牵头部门": "县市场监管局",
        "办理时限": {"承诺": {"数值": 3, "单位": "工作日"}},
        "事项": [{"基本编码": "1"}, {"名称": "银行开户"}, {"基本编码": "8"}],
    }  # fmt: skip
    book = listed(matter("1", "企业登记", "设立登记"), thing)
    assert columns(tables(book)[1], "一件事名称", "牵头部门", "所含事项", "承诺时限") == [
        ("开办企业", "县市场监管局", "1. 设立登记/2. 银行开户/3. 8", "3 工作日")
    ]
    mixed = listed(matter("1", "企业登记", "设立登记"), thing, by="onething")
    (chapter,) = mixed.chapters
    assert [section.name for section in chapter.sections] == ["一件事", "事项"]


def test_what_belongs_to_another_part_leads_to_the_table_it_stands_in() -> None:
    book = listed(
        matter("1", "a", "a", 主题={"自然人": ["住房", "税费"]}),
        matter("2", "b", "b", 主题={"自然人": ["税费"]}),
        by="theme",
    )
    housing, taxes = book.parts
    assert [entry.targets for entry in taxes.see] == [(housing.chapters[0].key,)]


def test_what_is_not_claimed_is_a_list_of_the_manifest() -> None:
    manifest = {
        "不认领": [
            {"基本编码": "330104501000", "原因": "本地无此业务", "说明": "不临海"},
            {"基本编码": "330104601000", "原因": "职责划转", "依据": ["杭政函〔2017〕1号"]},
            "330104701000",
        ]
    }
    gone = matter("330104601000", "旧事项", "旧事项", 状态="取消")
    book = listed(gone, manifest=manifest, lists=("不认领",))
    assert book.title == "桐庐县政务服务不认领事项清单"
    (part,) = book.parts
    assert part.note == "共 3 项"
    assert part.chapters[0].landscape
    assert columns(tables(book)[0], "序号", "基本编码", "事项名称", "不认领原因", "说明", "依据") == [
        ("1", "330104501000", "", "本地无此业务", "不临海", ""),
        ("2", "330104601000", "旧事项", "职责划转", "", "杭政函〔2017〕1号"),
        ("3", "330104701000", "", "", "", ""),
    ]
    assert listed(gone, lists=("不认领",)).parts == ()


def test_a_list_links_to_no_chapter_that_it_does_not_have() -> None:
    values = [matter("1", "a", "a", 前置事项=["2"]), matter("2", "b", "b")]
    assert not any(
        isinstance(line, Link)
        for table in tables(listed(*values))
        for row in table.rows
        for cell in row
        for line in cell
    )


SCALAR = st.none() | st.integers(0, 9) | st.text("甲乙\u202e", max_size=2)
ANY = st.recursive(
    SCALAR,
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["名称", "承诺", "条款", "数值", "基本编码"]), inner, max_size=2)
    ),
    max_leaves=4,
)
KEYS = [
    "主管部门",
    "子项名称",
    "孙项名称",
    "实施主体",
    "事项类型",
    "行使层级",
    "办理时限",
    "适用依据",
    "备注",
    "状态",
    "权力来源机关",
    "到现场次数",
    "事项",
]


CODES = ["330600142001", "330600142002", "33060014200Y", "9", ""]
MATTERS = st.tuples(st.sampled_from(CODES), st.dictionaries(st.sampled_from(KEYS), ANY, max_size=5))


@settings(deadline=None, max_examples=60)
@given(st.lists(MATTERS, min_size=1, max_size=6))
def test_every_matter_has_a_row_and_every_code_one_number(found: list[tuple[str, dict[str, Any]]]) -> None:
    values = [{"基本编码": code, "主项名称": f"事项{number}", **more} for number, (code, more) in enumerate(found)]
    book = listed(*values)
    rows = [row for table in tables(book) for row in columns(table, "序号", "主项名称")]
    assert len(rows) == len(values)
    assert {name for _, name in rows} >= {f"事项{number}" for number in range(len(values))}
    for table in tables(book):
        numbers = [number for (number,) in columns(table, "序号") if number]
        assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    counted = [sum(bool(number) for (number,) in columns(table, "序号")) for table in tables(book)]
    assert [part.note for part in book.parts] == [f"共 {count} 项" for count in counted]
