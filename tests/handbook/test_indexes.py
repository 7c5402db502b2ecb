"""The indexes of a handbook: by name, by code, by law."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_tool.handbook.book import Book, Entry, Index
from catalog_tool.handbook.build import build
from catalog_tool.handbook.subject import Choice, Contents

MATTERS: list[dict[str, Any]] = [
    {
        "基本编码": "331000701000",
        "主项名称": "户口迁移",
        "事项类型": "其他行政权力",
        "通俗名称": "迁户口",
        "适用依据": [{"名称": "《中华人民共和国户口登记条例》", "条款": "第十条、第十三条", "类别": "行政法规"}],
    },
    {
        "基本编码": "330101001001",
        "主项名称": "企业登记",
        "子项名称": "设立登记",
        "事项类型": "行政许可",
        "适用依据": [{"名称": "《公司法》", "条款": "第六条"}, {"名称": "《中华人民共和国公司法》", "条款": "第7条"}],
    },
    {
        "基本编码": "330101001002",
        "主项名称": "企业登记",
        "子项名称": "变更登记",
        "事项类型": "行政许可",
        "适用依据": [{"名称": "《中华人民共和国公司法》（2018年修正）", "条款": "第七条"}],
    },
    {"基本编码": "330100601000", "主项名称": "重庆路道路占用", "事项类型": "行政许可", "适用依据": []},
]


def book_of(*matters: dict[str, Any], **choice: Any) -> Book:
    return build(Contents({}, matters), Choice(**choice))


def index(book: Book, key: str) -> dict[str, list[Entry]]:
    (found,) = [each for each in book.indexes if each.key == key]
    return {title: list(entries) for title, entries in found.groups}


def texts(entries: list[Entry]) -> list[tuple[str, str]]:
    return [(entry.text, entry.note) for entry in entries]


def test_names_stand_under_their_letter_with_their_plain_names_and_main_items() -> None:
    names = index(book_of(*MATTERS), "index-names")
    assert list(names) == ["B", "C", "H", "Q", "S"]
    assert texts(names["C"]) == [("重庆路道路占用", "330100601000")]
    assert texts(names["H"]) == [("户口迁移", "331000701000")]
    assert names["Q"] == [
        Entry("企业登记", "", ("m-330101001001", "m-330101001002")),
        Entry("迁户口", "即户口迁移", ("m-331000701000",)),
    ]


def test_one_name_is_entered_once() -> None:
    main = {"基本编码": "33060014200Y", "主项名称": "生育待遇", "通俗名称": "生育待遇"}
    sub = {
        "基本编码": "330600142001",
        "主项名称": "生育待遇",
        "子项名称": "生育津贴",
        "通俗名称": ["生育津贴", "产假工资"],
    }
    names = index(book_of(main, sub), "index-names")
    assert texts(names["S"]) == [("生育待遇", "33060014200Y"), ("生育津贴", "330600142001")]
    assert texts(names["C"]) == [("产假工资", "即生育津贴")]


def test_names_without_a_reading_stand_last() -> None:
    names = index(
        book_of({"主项名称": "12345热线"}, {"主项名称": "“一老一小”服务"}, {"主项名称": "APP备案"}), "index-names"
    )
    assert {letter: [entry.text for entry in entries] for letter, entries in names.items()} == {
        "A": ["APP备案"],
        "Y": ["“一老一小”服务"],
        "其他": ["12345热线"],
    }


def test_subs_called_alike_are_told_apart_by_their_main_item() -> None:
    matters = [
        {"基本编码": f"33010100{number}001", "主项名称": main, "子项名称": "首次申请"}
        for number, main in enumerate(("施工资质", "监理资质"), 1)
    ]
    names = index(book_of(*matters), "index-names")
    assert texts(names["S"])[1:] == [("首次申请（监理资质）", "330101002001"), ("首次申请（施工资质）", "330101001001")]


def test_codes_stand_under_their_type_and_handling_items_together() -> None:
    item = {"基本编码": "330600142001", "主项名称": "生育待遇", "事项类型": "行政给付"}
    book = book_of(*MATTERS, {**item, "孙项名称": "平产"}, {**item, "孙项名称": "剖宫产"})
    codes = index(book, "index-codes")
    assert list(codes) == ["行政许可", "行政给付", "其他行政权力"]
    assert [entry.text for entry in codes["行政许可"]] == ["330100601000", "330101001001", "330101001002"]
    (both,) = codes["行政给付"]
    assert both.note == "生育待遇（剖宫产）、生育待遇（平产）"
    assert both.targets == ("m-330600142001", "m-330600142001-2")


def test_a_main_item_stands_before_its_subs() -> None:
    matters = [
        {"基本编码": code, "主项名称": "生育待遇", "子项名称": code} for code in ("330600142001", "33060014200Y")
    ]
    (entries,) = index(book_of(*matters), "index-codes").values()
    assert [entry.text for entry in entries] == ["33060014200Y", "330600142001"]


def test_a_law_is_one_however_it_is_called_and_tells_which_articles_are_cited() -> None:
    laws = index(book_of(*MATTERS), "index-laws")
    assert list(laws) == ["《中华人民共和国公司法》", "《中华人民共和国户口登记条例》"]
    assert laws["《中华人民共和国公司法》"] == [
        Entry("设立登记", "第6条、第7条", ("m-330101001001",)),
        Entry("变更登记", "第7条", ("m-330101001002",)),
    ]


def test_what_is_no_article_stands_as_written_unless_it_is_the_wording() -> None:
    decision = "《国务院对确需保留的行政审批项目设定行政许可的决定》"
    matters = [
        {"基本编码": "1", "主项名称": "甲", "适用依据": [{"名称": decision, "条款": "附件第32项"}]},
        {"基本编码": "2", "主项名称": "乙", "适用依据": [{"名称": decision, "条款": "国家对此实行许可制度，" * 9}]},
        {"基本编码": "3", "主项名称": "丙", "适用依据": ["浙政发〔2017〕6号", f"{decision}附件第32项"]},
    ]
    laws = index(book_of(*matters), "index-laws")
    assert texts(laws[decision]) == [("甲", "附件第32项"), ("乙", ""), ("丙", "附件第32项")]
    assert texts(laws["浙政发〔2017〕6号"]) == [("丙", "")]


def test_a_book_of_one_matter_and_a_list_have_no_index() -> None:
    assert book_of(*MATTERS, matter="331000701000").indexes == ()
    assert book_of(*MATTERS, edition="list").indexes == ()


def test_hostile_names_are_shown_as_symbols() -> None:
    book = book_of(
        {
            "主项名称": "甲\u202e乙",
            "通俗名称": "丙\u0007",
            "适用依据": [{"名称": "《丁\u202e法》", "条款": "附\u0007件"}],
        },
        {"主项名称": "戊"},
    )
    shown = repr(book.indexes)
    assert "\\u202e" not in shown
    assert "\\x07" not in shown
    assert "《丁⟨U+202E⟩法》" in shown


NAME = st.text("甲乙银行重庆AZ09（〇㐀", min_size=1, max_size=4)
MATTER = st.fixed_dictionaries(
    {},
    optional={
        "基本编码": st.sampled_from(["330101001001", "33010100100Y", "331000701000", "x"]),
        "主项名称": NAME,
        "子项名称": NAME,
        "孙项名称": NAME,
        "通俗名称": NAME | st.lists(NAME, max_size=2),
        "事项类型": NAME | st.lists(NAME, max_size=2) | st.none(),
        "适用依据": st.lists(
            st.fixed_dictionaries({"名称": NAME, "条款": st.text("第一二条之、至附件", max_size=8)}) | NAME, max_size=3
        )
        | NAME,
    },
)


@settings(deadline=None, max_examples=60)
@given(st.lists(MATTER, min_size=2, max_size=6))
def test_every_chapter_is_in_the_index_of_names_and_no_entry_leads_nowhere(matters: list[dict[str, Any]]) -> None:
    book = book_of(*matters)
    keys = {chapter.key for chapter in book.chapters}
    found: dict[str, Index] = {each.key: each for each in book.indexes}
    for each in book.indexes:
        for _, entries in each.groups:
            assert entries
            for entry in entries:
                assert entry.text
                assert entry.targets
                assert set(entry.targets) <= keys
    named = {key for _, entries in found["index-names"].groups for entry in entries for key in entry.targets}
    assert named == {key for key in keys if key.startswith("m-")}
    assert build(Contents({}, matters), Choice()).indexes == book.indexes
