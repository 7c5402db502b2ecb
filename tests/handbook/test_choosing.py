"""Which documents are printed, what may not be asked for, and what the cover calls it."""

from __future__ import annotations

from typing import Any

import pytest

from catalog_tool.findings import CannotRun
from catalog_tool.handbook.build import build
from catalog_tool.handbook.choosing import cancelled, check_choice, nothing_chosen
from catalog_tool.handbook.subject import Choice, Contents, keys_of

MANIFEST = {
    "区划名称": "桐庐县",
    "发布日期": "2018-06-01",
    "办理场所": [{"编号": "TL", "名称": "行政服务中心"}, {"编号": "FS", "名称": "分水镇便民服务中心"}],
    "不认领": [{"基本编码": "330104501000", "原因": "本地无此业务"}],
}
MATTERS: list[dict[str, Any]] = [
    {
        "基本编码": "331000701000",
        "权力编码": "其他-00701-000",
        "主项名称": "户口迁移",
        "主管部门": "省公安厅",
        "实施主体": {"名称": "桐庐县公安局"},
        "改革标签": ["一证通办"],
        "情形": [{"编号": "原因", "问题": "因为什么", "选项": ["婚迁", "升学"]}],
        "办理窗口": [{"场所": "TL"}, {"场所": "FS", "窗口": "2 号"}],
    },
    {
        "基本编码": "330600107000",
        "主项名称": "临时救助",
        "主管部门": "省民政厅",
        "办理形式": ["网上办理"],
        "情形": [
            {"编号": "原因", "问题": "因为什么", "选项": ["疾病"]},
            {"编号": "家庭", "问题": "哪些家庭", "选项": ["低保", "特困"], "多选": "是"},
        ],
        "办理窗口": [{"场所": "FS"}],
    },
]
THING = {"类别": "一件事", "名称": "开办企业", "编码": "331619996000", "牵头部门": "县市场监督管理局"}
CONTENTS = Contents(MANIFEST, MATTERS, [THING])


def titles(**choice: Any) -> list[str]:
    chosen = Choice(**choice)
    check_choice(CONTENTS, chosen)
    parts = build(CONTENTS, chosen).parts
    return [chapter.title for part in parts if part.key != "part-appendix" for chapter in part.chapters]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"matter": "331000701000"}, ["户口迁移"]),
        ({"matter": "其他-00701-000"}, ["户口迁移"]),
        ({"matter": "331619996000"}, ["开办企业"]),
        ({"department": "省公安厅"}, ["户口迁移"]),
        ({"department": "桐庐县公安局"}, ["户口迁移"]),
        ({"department": " 省公安厅"}, ["户口迁移"]),
        ({"department": "县市场监督管理局"}, ["开办企业"]),
        ({"lists": ("一证通办",)}, ["户口迁移"]),
        ({"lists": ("一证通办", "网上办理")}, ["户口迁移", "临时救助"]),
        ({"place": "FS"}, ["户口迁移", "临时救助"]),
        ({"place": "TL"}, ["户口迁移"]),
        ({"place": "TL", "department": "省民政厅"}, []),
    ],
)
def test_what_is_chosen(choice: dict[str, Any], expected: list[str]) -> None:
    assert sorted(titles(**choice)) == sorted(expected)


def test_at_a_place_only_its_windows_are_printed() -> None:
    book = build(CONTENTS, Choice(place="FS", department="省公安厅"))
    (chapter,) = [chapter for chapter in book.chapters if chapter.title == "户口迁移"]
    assert chapter.values["办理窗口.1.窗口"] == "2 号"
    assert chapter.values["办理窗口.1.名称"] == "分水镇便民服务中心"
    assert "办理窗口.2.场所" not in chapter.values


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ({"answers": (("理由", "婚迁"),)}, ["没有编号为“理由”的情形", "原因、家庭", "--situation"]),
        ({"answers": (("原因", "购房"),)}, ["没有选项“购房”", "婚迁、升学、疾病"]),
        ({"answers": (("原因", "婚迁"), ("原因", "升学"))}, ["只能选一项", "婚迁、升学"]),
        ({"answers": (("原因", "疾病"),), "matter": "331000701000"}, ["没有选项“疾病”", "婚迁、升学"]),
        ({"answers": (("家庭", "低保"),), "department": "省公安厅"}, ["没有编号为“家庭”的情形", "原因"]),
        ({"answers": (("原因", "婚迁"),), "matter": "331619996000"}, ["要印的事项都没有写 情形"]),
        ({"place": "XX"}, ["没有编号为“XX”的办理场所", "TL、FS", "--place"]),
        ({"lists": ("不认领",)}, ["--list 不认领 只能印清单", "--edition"]),
        ({"lists": ("不认领", "一证通办"), "edition": "list"}, ["--list 一证通办", "分开印"]),
        ({"lists": ("不认领",), "edition": "list", "place": "TL", "matter": "1"}, ["--matter、--place"]),
    ],
)
def test_what_cannot_be_had_is_refused_with_what_there_is(choice: dict[str, Any], said: list[str]) -> None:
    with pytest.raises(CannotRun) as refused:
        check_choice(CONTENTS, Choice(**choice))
    for text in said:
        assert text in str(refused.value)


def test_answers_that_some_matter_knows_are_taken() -> None:
    for answers in ((("原因", "疾病"),), (("原因", "婚迁"),), (("家庭", "低保"), ("家庭", "特困"))):
        check_choice(CONTENTS, Choice(answers=answers))


def test_a_choice_that_fits_nothing_says_which_option_to_mend() -> None:
    check_choice(CONTENTS, Choice(matter="9", answers=(("原因", "婚迁"),)))
    held = Contents({}, [{"主管部门": "省卫生计生委", "改革标签": ["一证通办"]}])
    assert "--matter" in nothing_chosen(held, Choice(matter="9"))
    assert "--department" in nothing_chosen(held, Choice(department="省卫计委"))
    assert "这份目录里有 省卫生计生委。" in nothing_chosen(held, Choice(department="省卫计委"))
    assert "这份目录里有 一证通办。" in nothing_chosen(held, Choice(lists=("一证通",)))
    assert "“一证通”" in nothing_chosen(held, Choice(lists=("一证通",)))
    assert "没有写 不认领" in nothing_chosen(held, Choice(lists=("不认领",), edition="list"))


@pytest.mark.parametrize(
    ("choice", "title"),
    [
        ({}, "桐庐县政务服务办事指南"),
        ({"matter": "331000701000"}, "桐庐县户口迁移办事指南"),
        ({"department": "桐庐县公安局"}, "桐庐县政务服务办事指南（桐庐县公安局）"),
        ({"place": "FS"}, "桐庐县政务服务办事指南（分水镇便民服务中心）"),
        ({"lists": ("一证通办",), "edition": "list"}, "桐庐县政务服务一证通办事项清单"),
        ({"lists": ("不认领",), "edition": "list"}, "桐庐县政务服务不认领事项清单"),
    ],
)
def test_the_cover_says_what_was_asked_for(choice: dict[str, Any], title: str) -> None:
    assert build(CONTENTS, Choice(**choice)).title == title


def test_only_the_cancelled_that_would_have_been_printed_are_told() -> None:
    gone = {"基本编码": "1", "主项名称": "甲", "状态": "取消", "主管部门": "省公安厅"}
    other = {**gone, "基本编码": "2", "主管部门": "省民政厅"}
    contents = Contents(MANIFEST, [gone, other])
    assert cancelled(contents, Choice()) == [gone, other]
    assert cancelled(contents, Choice(department="省民政厅")) == [other]
    assert cancelled(contents, Choice(lists=("不认领",), edition="list")) == []


def test_a_suspended_matter_is_printed_and_says_so_and_one_to_be_cancelled_says_when() -> None:
    matters = [
        {"基本编码": "1", "主项名称": "甲", "状态": "暂停"},
        {"基本编码": "2", "主项名称": "乙", "状态": "取消", "取消日期": "2019-01-01"},
        {"基本编码": "3", "主项名称": "丙", "状态": "取消", "取消日期": "2018-01-01"},
    ]
    contents = Contents(MANIFEST, matters)
    notices = {chapter.title: chapter.notice for chapter in build(contents, Choice()).chapters}
    assert notices["甲"] == "本事项暂停办理。"
    assert notices["乙"] == "本事项自2019年1月1日起取消。"
    assert "丙" not in notices
    (asked,) = [chapter for chapter in build(contents, Choice(matter="3")).chapters if chapter.title == "丙"]
    assert asked.notice == "本事项已取消，不再办理。"


def test_keys_are_files_of_their_own_where_case_does_not_count() -> None:
    values = [{"基本编码": code} for code in ("1a", "1A", "1-A", "", None, "../x")]
    keys = [keys_of(values)[id(value)] for value in values]
    assert keys == ["m-1a", "m-1A-2", "m-1A-3", "m-x", "m-x-2", "m-x-3"]
