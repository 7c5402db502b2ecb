"""What an applicant really has to hand in, and which situations exclude each other."""

from __future__ import annotations

from typing import Any

import pytest

from catalog_tool.context import Lexicon
from catalog_tool.domain.handing_in import asked_for, is_waived, must_be_handed_in
from catalog_tool.domain.overlap import are_disjoint, covers
from catalog_tool.domain.references import attachment_name
from catalog_tool.domain.synonyms import Synonyms
from catalog_tool.model import Matter

QUESTIONS = [
    {"编号": "原因", "问题": "因何迁移", "选项": ["婚迁", "升学"]},
    {"编号": "地域", "问题": "从哪里迁入", "选项": ["省内", "省外"]},
    {"编号": "领域", "问题": "哪些领域", "选项": ["环境", "食品"], "多选": "是"},
]


def matter(*materials: dict[str, Any], **more: Any) -> Matter:
    return Matter({"情形": QUESTIONS, "申请材料": list(materials), **more})


def needed(**more: Any) -> dict[str, Any]:
    return {"名称": "某证", "必要性": "必要", **more}


@pytest.mark.parametrize(
    ("one", "other", "disjoint"),
    [
        (["省内"], ["省外"], True),
        ([{"原因": "婚迁"}], ["升学"], True),
        ([{"原因": "婚迁", "地域": "省内"}], [{"原因": "婚迁", "地域": "省外"}], True),
        (["婚迁"], ["省内"], False),
        (["省内", "省外"], ["省外"], False),
        (["省内"], None, False),
        (["省内"], [], False),
        (["环境"], ["食品"], False),
        (["没有这个选项"], ["也没有"], True),
        (["没有这个选项"], ["没有这个选项"], False),
        ("写错了形", 7, False),
    ],
)
def test_situations_that_exclude_each_other(one: object, other: object, disjoint: bool) -> None:
    assert are_disjoint(matter(), one, other) is disjoint
    assert are_disjoint(matter(), other, one) is disjoint


@pytest.mark.parametrize(
    ("scope", "due", "covered"),
    [
        (["省内"], ["省内"], True),
        (["省内", "省外"], None, True),
        ([{"原因": "婚迁", "地域": "省内"}], [{"原因": "婚迁"}], False),
        ([{"原因": "婚迁"}], [{"原因": "婚迁", "地域": "省内"}], True),
        ([{"地域": "省内"}, {"地域": "省外"}], ["升学"], True),
        (["省内"], None, False),
        (["没有这个选项"], None, False),
        ([], ["省内"], True),
    ],
)
def test_scopes_that_cover_whatever_is_due(scope: object, due: object, covered: bool) -> None:
    assert covers(matter(), scope, due) is covered


def test_waived_everywhere_in_part_and_not_at_all() -> None:
    assert is_waived(matter(), needed(免提交="数据共享"))
    assert is_waived(matter(), needed(免提交="数据共享", 免提交范围=["省内"], 适用情形=["省内"]))
    assert not is_waived(matter(), needed(免提交="数据共享", 免提交范围=["省内"]))
    assert not is_waived(matter(), needed())


def test_one_of_a_group_that_is_waived_will_do() -> None:
    booklet = needed(任选组="身份")
    card = needed(任选组="身份", 免提交="电子证照")
    assert not must_be_handed_in(matter(booklet, card), booklet)
    assert must_be_handed_in(matter(booklet, needed(任选组="身份")), booklet)
    assert must_be_handed_in(matter(booklet, needed(任选组="别的", 免提交="电子证照")), booklet)


def test_a_waived_one_of_another_situation_will_not_do() -> None:
    here, there = needed(任选组="企业", 适用情形=["省内"]), needed(任选组="企业", 适用情形=["省外"], 免提交="数据共享")
    assert must_be_handed_in(matter(here, there), here)


def test_what_may_be_handed_in_need_not() -> None:
    assert not must_be_handed_in(matter(), {"名称": "某证", "必要性": "非必要"})


def test_an_abolished_matter_asks_for_nothing() -> None:
    assert [index for index, _ in asked_for(matter(needed()))] == [0]
    assert not asked_for(matter(needed(), 状态="取消"))


def test_too_many_questions_accuse_nobody() -> None:
    many = [{"编号": f"问{number}", "问题": "？", "选项": [f"甲{number}", f"乙{number}"]} for number in range(12)]
    scope = [{f"问{number}": f"甲{number}" for number in range(12)}]
    assert covers(Matter({"情形": many}), scope, None)


SYNONYMS = Synonyms(Lexicon(lists={"synonyms": ({"词": ["营业执照", "执照"], "来源": "无"},)}))


@pytest.mark.parametrize("name", ["执照", "执照（复印件）", "营业执照副本复印件", " 营业执照 (原件)", "营业执照正副本"])
def test_names_of_one_document(name: str) -> None:
    assert SYNONYMS.canonical(name) == "营业执照"


@pytest.mark.parametrize("name", ["母公司营业执照", "营业执照遗失声明", "复印件", "原件", ""])
def test_names_of_other_documents(name: str) -> None:
    assert SYNONYMS.canonical(name) == name


def test_without_the_table_names_stand_for_themselves() -> None:
    assert Synonyms(Lexicon()).canonical("执照（复印件）") == "执照"


def test_the_packaged_synonyms_name_nothing_twice(resources: Any) -> None:
    rows = resources.lexicon.lists["synonyms"]
    names = [name for row in rows for name in row["词"]]
    assert len(names) == len(set(names))
    assert [row["词"][0] for row in rows] == sorted(row["词"][0] for row in rows)
    assert all(row["来源"] for row in rows)


@pytest.mark.parametrize("path", ["附件/表.docx", "./附件/表.docx", "附件//表.docx", "附件/./表.docx"])
def test_one_file_however_its_path_is_written(path: str) -> None:
    assert attachment_name(path) == "附件/表.docx"


def test_letters_composed_either_way_are_one_file() -> None:
    assert attachment_name("附件/Cafe\u0301.docx") == attachment_name("附件/Caf\u00e9.docx")
