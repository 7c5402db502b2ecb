"""In which parts a handbook is bound."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_tool.handbook.book import Book
from catalog_tool.handbook.build import build
from catalog_tool.handbook.grouping import ORDERS
from catalog_tool.handbook.subject import Choice, Contents


def book_of(*values: dict[str, Any], manifest: dict[str, Any] | None = None, **choice: Any) -> Book:
    things = [value for value in values if value.get("类别") == "一件事"]
    matters = [value for value in values if value.get("类别") != "一件事"]
    return build(Contents(manifest or {}, matters, things), Choice(**choice))


def bound(book: Book) -> dict[str, tuple[list[str], list[str]]]:
    """Titles of the chapters of each part, and of what it says is printed elsewhere."""
    return {
        part.title: ([chapter.title for chapter in part.chapters], [entry.text for entry in part.see])
        for part in book.parts
        if part.key != "part-appendix"
    }


def matter(name: str, **more: Any) -> dict[str, Any]:
    return {"基本编码": f"code-{name}", "主项名称": name, **more}


def test_a_matter_of_two_themes_is_printed_under_the_first_and_named_under_the_other() -> None:
    book = book_of(
        matter("a", 主题={"法人": ["税费缴纳"], "自然人": ["住房买卖"]}),
        matter("b", 主题={"自然人": ["住房买卖"]}),
        matter("c", 主题={"法人": ["税费缴纳"]}),
        matter("d"),
        by="theme",
    )
    # Those of a person's life stand before those of a company's.
    assert bound(book) == {
        "住房买卖": (["b"], ["a"]),
        "税费缴纳": (["a", "c"], []),
        "未注明主题": (["d"], []),
    }
    assert list(bound(book)) == ["住房买卖", "税费缴纳", "未注明主题"]
    assert [part.note for part in book.parts] == ["共 1 项，另有 1 项印在别处", "共 2 项", "共 1 项"]
    assert book.parts[0].see[0].targets == ("m-codea",)


def test_a_heading_whose_matters_are_all_printed_elsewhere_is_still_found() -> None:
    book = book_of(matter("a", 主题={"自然人": ["住房买卖", "资产处置"]}), by="theme")
    assert bound(book) == {"住房买卖": (["a"], []), "资产处置": ([], ["a"])}
    assert book.parts[1].note == "1 项印在别处"


def test_levels_stand_from_the_highest_to_the_lowest() -> None:
    book = book_of(matter("a", 行使层级=["镇级"]), matter("b", 行使层级=["县级", "省级"]), matter("c"), by="level")
    assert bound(book) == {
        "省级": ([], ["b"]),
        "县级": (["b"], []),
        "镇级": (["a"], []),
        "未注明行使层级": (["c"], []),
    }
    assert list(bound(book)) == ["省级", "县级", "镇级", "未注明行使层级"]


def test_audiences_are_persons_bodies_and_both() -> None:
    book = book_of(
        matter("a", 服务对象=["企业法人", "其他组织"]),
        matter("b", 服务对象=["自然人", "企业法人"]),
        matter("c", 服务对象=["自然人"]),
        by="audience",
    )
    assert bound(book) == {"面向个人": (["c"], []), "面向单位": (["a"], []), "个人和单位都可办": (["b"], [])}
    assert list(bound(book)) == ["面向个人", "面向单位", "个人和单位都可办"]


def test_places_stand_in_the_order_of_the_catalog() -> None:
    manifest = {"办理场所": [{"编号": "A", "名称": "行政服务中心"}, {"编号": "B", "名称": "石浦镇便民服务中心"}]}
    book = book_of(
        matter("a", 办理窗口=[{"场所": "B"}]),
        matter("b", 办理窗口=[{"场所": "A"}, {"场所": "B"}]),
        matter("c", 办理窗口=[{"名称": "车管所"}]),
        manifest=manifest,
        by="place",
    )
    assert bound(book) == {
        "行政服务中心": (["b"], []),
        "石浦镇便民服务中心": (["a"], ["b"]),
        "车管所": (["c"], []),
    }
    assert list(bound(book)) == ["行政服务中心", "石浦镇便民服务中心", "车管所"]


def test_each_one_thing_stands_before_its_members() -> None:
    things = [
        {"类别": "一件事", "名称": name, "编码": name, "事项": [{"基本编码": f"code-{code}"} for code in members]}
        for name, members in (("x", "ba"), ("y", "bcz"))
    ]
    book = book_of(*(matter(name) for name in "abcd"), *things, by="onething")
    assert bound(book) == {"x": (["x", "b", "a"], []), "y": (["y", "c"], ["b"]), "其他事项": (["d"], [])}


def test_a_matter_printed_here_and_elsewhere_is_counted_once() -> None:
    item = {"基本编码": "1", "主项名称": "生育待遇"}
    book = book_of(
        {**item, "孙项名称": "平产", "主题": {"自然人": ["生育"]}},
        {**item, "孙项名称": "津贴", "主题": {"自然人": ["就业", "生育"]}},
        by="theme",
    )
    assert {part.title: part.note for part in book.parts} == {"生育": "共 1 项", "就业": "共 1 项"}


def test_a_document_of_several_forms_is_pointed_to_by_the_first() -> None:
    book = book_of(
        matter("a", 主题={"自然人": ["住房", "税费"]}),
        matter("b", 主题={"自然人": ["住房"]}),
        by="theme",
        edition="notice",
    )
    keys = [chapter.key for chapter in book.chapters]
    (entry,) = book.parts[1].see
    assert entry.targets == tuple([key for key in keys if key.startswith("m-codea")][:1])


def test_handling_items_of_one_code_are_counted_as_one() -> None:
    item = {"基本编码": "1", "主项名称": "生育待遇", "主管部门": "省人社厅"}
    book = book_of({**item, "孙项名称": "平产"}, {**item, "孙项名称": "剖宫产"}, {**item, "基本编码": "2"})
    assert book.parts[0].note == "共 2 项"


WORDS = st.lists(st.sampled_from(["甲", "乙", "丙"]), max_size=3)
MATTER = st.fixed_dictionaries(
    {"基本编码": st.sampled_from("123456"), "主项名称": st.sampled_from("子丑寅")},
    optional={
        "主管部门": st.sampled_from("天地"),
        "主题": st.fixed_dictionaries({}, optional={"自然人": WORDS, "法人": WORDS}) | st.text(max_size=1),
        "服务对象": st.lists(st.sampled_from(["自然人", "企业法人"]), max_size=2),
        "行使层级": st.lists(st.sampled_from(["省级", "县级", "别级"]), max_size=2),
        "办理窗口": st.lists(
            st.fixed_dictionaries({}, optional={"场所": st.sampled_from("AB"), "名称": st.sampled_from("山水")}),
            max_size=2,
        ),
    },
)
THING = st.fixed_dictionaries(
    {
        "类别": st.just("一件事"),
        "名称": st.sampled_from(["开办", "买房"]),
        "编码": st.sampled_from("789"),
        "事项": st.lists(st.fixed_dictionaries({"基本编码": st.sampled_from("123456")}), max_size=3),
    }
)


@settings(deadline=None, max_examples=60)
@given(st.lists(MATTER, max_size=5), st.lists(THING, max_size=2), st.sampled_from([*ORDERS, "onething"]))
def test_every_document_is_printed_exactly_once_and_pointers_lead_to_another_part(
    matters: list[dict[str, Any]], things: list[dict[str, Any]], by: str
) -> None:
    book = build(Contents({"办理场所": [{"编号": "A", "名称": "水"}]}, matters, things), Choice(by=by))
    keys = [chapter.key for chapter in book.chapters if chapter.key.startswith("m-")]
    assert len(keys) == len(set(keys)) == len(matters) + len(things)
    assert len({part.key for part in book.parts}) == len(book.parts)
    for part in book.parts:
        own = {chapter.key for chapter in part.chapters}
        assert own or part.see
        for entry in part.see:
            assert set(entry.targets) <= set(keys) - own
