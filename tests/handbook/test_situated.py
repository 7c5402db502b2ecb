"""A document as it is for an applicant who said which situation he is in."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from catalog_tool.domain.answers import holds
from catalog_tool.domain.situations import conditions, questions_by_option
from catalog_tool.handbook.build import build
from catalog_tool.handbook.situated import in_situation, left_of
from catalog_tool.handbook.subject import Choice, Contents
from catalog_tool.model import Matter

QUESTIONS = [
    {"编号": "原因", "问题": "因为什么迁移", "选项": ["婚迁", "升学", "购房"]},
    {"编号": "地域", "问题": "从哪里迁来", "选项": ["省内", "省外"], "适用情形": ["婚迁"]},
]


def matter(**more: Any) -> dict[str, Any]:
    return {"基本编码": "331000701000", "主项名称": "户口迁移", "情形": QUESTIONS, **more}


def material(name: str, *when: Any, **more: Any) -> dict[str, Any]:
    return {"名称": name, **({"适用情形": list(when)} if when else {}), **more}


def names(items: list[dict[str, Any]]) -> list[str]:
    return [item["名称"] for item in items]


def test_what_never_applies_is_left_out_and_what_always_does_has_no_condition() -> None:
    value = matter(
        申请材料=[
            material("户口簿"),
            material("结婚证", "婚迁"),
            material("录取通知书", "升学"),
            material("准迁证", {"原因": "婚迁", "地域": "省外"}, "升学"),
        ]
    )
    found = in_situation(value, [("原因", "婚迁")])["申请材料"]
    assert names(found) == ["户口簿", "结婚证", "准迁证"]
    assert "适用情形" not in found[1]
    # What is still open is where he comes from; that 升学 would do too is of no use to him.
    assert found[2]["适用情形"] == [{"地域": "省外"}]


def test_steps_procedures_preconditions_and_services_follow_the_situation() -> None:
    items = {
        key: [material("甲"), material("乙", "升学")]
        for key in ("办事流程", "业务流程", "特别程序", "前置事项", "中介服务")
    }
    found = in_situation(matter(**items), [("原因", "购房")])
    assert {key: names(found[key]) for key in items} == {key: ["甲"] for key in items}


def test_the_question_answered_stays_with_its_answer_and_the_chapter_says_it() -> None:
    contents = Contents({}, [matter(), {"基本编码": "4", "主项名称": "不问情形的"}])
    book = build(contents, Choice(answers=(("原因", "购房"),)))
    asked, other = book.chapters
    assert asked.notice == "按下列情形列出：因为什么迁移——购房。"
    assert asked.values["情形.1.选项"] == "购房"
    assert other.notice == ""


def test_a_question_asked_only_under_another_answer_goes_with_it_and_so_does_what_hangs_on_it() -> None:
    value = matter(申请材料=[material("外省证明", "省外"), material("户口簿")])
    found = in_situation(value, [("原因", "升学")])
    assert [question["编号"] for question in found["情形"]] == ["原因"]
    assert names(found["申请材料"]) == ["户口簿"]
    kept = in_situation(value, [("原因", "婚迁")])
    assert [question["编号"] for question in kept["情形"]] == ["原因", "地域"]
    assert "适用情形" not in kept["情形"][1]


def test_of_materials_to_choose_from_the_only_one_left_must_be_handed_in() -> None:
    value = matter(
        申请材料=[
            material("身份证", 任选组="身份"),
            material("护照", "升学", 任选组="身份"),
            material("房产证", 任选组="住所"),
            material("租房合同", 任选组="住所"),
            material("孤本", 任选组="只此一份"),
        ]
    )
    found = in_situation(value, [("原因", "购房")])["申请材料"]
    assert [item.get("任选组") for item in found] == [None, "住所", "住所", "只此一份"]


def test_the_limit_of_the_situation_is_the_limit() -> None:
    limits = {
        "承诺": {"数值": 5, "单位": "工作日"},
        "起止": "自受理起",
        "分情形": [
            {"适用情形": ["婚迁"], "承诺": {"数值": 1, "单位": "工作日"}},
            {"适用情形": ["升学"], "承诺": {"数值": 0}},
        ],
    }
    assert in_situation(matter(办理时限=limits), [("原因", "婚迁")])["办理时限"] == {
        "承诺": {"数值": 1, "单位": "工作日"},
        "起止": "自受理起",
    }
    assert in_situation(matter(办理时限=limits), [("原因", "购房")])["办理时限"] == {
        "承诺": {"数值": 5, "单位": "工作日"},
        "起止": "自受理起",
    }


def test_an_exemption_that_does_not_reach_him_is_none() -> None:
    value = matter(申请材料=[material("户口簿", 免提交="数据共享", 免提交范围=["婚迁"])])
    assert in_situation(value, [("原因", "婚迁")])["申请材料"] == [{"名称": "户口簿", "免提交": "数据共享"}]
    assert in_situation(value, [("原因", "升学")])["申请材料"] == [{"名称": "户口簿"}]


def test_several_answers_to_one_question_are_all_true() -> None:
    value = {
        "情形": [{"编号": "领域", "问题": "领域", "选项": ["食品", "环境", "农业"], "多选": "是"}],
        "申请材料": [material("甲", "食品"), material("乙", "环境"), material("丙", "农业")],
    }
    assert names(in_situation(value, [("领域", "食品"), ("领域", "环境")])["申请材料"]) == ["甲", "乙"]


def test_members_of_a_one_thing_and_what_waits_for_them_follow_the_situation() -> None:
    thing = {
        "类别": "一件事",
        "名称": "开办企业",
        "编码": "9",
        "情形": [{"编号": "职工", "问题": "有没有职工", "选项": ["有职工", "没有职工"]}],
        "事项": [
            {"基本编码": "1"},
            {"基本编码": "2", "适用情形": ["有职工"]},
            {"名称": "银行开户", "前置": ["1", "2"]},
        ],
        "申请表": {"表单名称": "一表", "替代": ["1", "2"]},
    }
    found = in_situation(thing, [("职工", "没有职工")])
    assert [member.get("基本编码") for member in found["事项"]] == ["1", None]
    assert found["事项"][1]["前置"] == ["1"]
    assert found["申请表"]["替代"] == ["1"]


def test_the_joint_materials_of_a_one_thing_follow_the_situation_of_its_members() -> None:
    member = {
        "基本编码": "1",
        "主项名称": "落户",
        "情形": QUESTIONS,
        "申请材料": [material("结婚证", "婚迁"), material("户口簿")],
    }
    thing = {"类别": "一件事", "名称": "新居民", "编码": "9", "事项": [{"基本编码": "1"}]}
    book = build(Contents({}, [member], [thing]), Choice(answers=(("原因", "升学"),)))
    (chapter,) = [chapter for chapter in book.chapters if chapter.title == "新居民"]
    said = repr(chapter.sections)
    assert "户口簿" in said
    assert "结婚证" not in said


def test_a_document_that_does_not_ask_is_left_as_it_is() -> None:
    value = {"主项名称": "甲", "申请材料": [material("乙", "婚迁")]}
    assert in_situation(value, [("原因", "升学")]) is value
    assert in_situation(matter(), []) == matter()


def test_unreadable_conditions_hide_nothing() -> None:
    for found in ([], "", None, [None], [{}]):
        assert left_of(found, {"原因": ["婚迁"]}, {"婚迁": "原因"}) is None
    assert left_of([7], {"原因": ["婚迁"]}, {}) == [7]
    assert left_of([{"原因": ["婚迁", "升学"]}], {"原因": ["购房"]}, {}) == [{"原因": ["婚迁", "升学"]}]


OPTIONS = {"问一": ["甲", "乙"], "问二": ["丙", "丁"], "问三": ["戊", "己"]}
WHEN = st.lists(
    st.sampled_from([option for options in OPTIONS.values() for option in options])
    | st.fixed_dictionaries({}, optional={name: st.sampled_from(options) for name, options in OPTIONS.items()}).filter(
        bool
    ),
    min_size=1,
    max_size=4,
)


@given(
    WHEN,
    st.fixed_dictionaries({name: st.sampled_from(options) for name, options in OPTIONS.items()}),
    st.sets(st.sampled_from(list(OPTIONS)), min_size=1),
)
def test_who_answers_some_questions_first_and_the_rest_later_comes_to_the_same(
    when: list[Any], answers: dict[str, str], first: set[str]
) -> None:
    value = {
        "情形": [{"编号": name, "问题": name, "选项": options} for name, options in OPTIONS.items()],
        "申请材料": [{"名称": "证", "适用情形": when}],
    }
    owners = questions_by_option(Matter(value))
    needed = holds(conditions(when, owners), frozenset(f"{name}：{option}" for name, option in answers.items()))
    some = in_situation(value, [(name, answers[name]) for name in sorted(first)])
    found = in_situation(some, [(name, answers[name]) for name in OPTIONS if name not in first])
    assert bool(found["申请材料"]) == needed
    if needed:
        assert found["申请材料"] == [{"名称": "证"}]


def test_an_answer_another_matter_asks_for_by_the_same_number_says_nothing_here() -> None:
    """原因 of one matter is 婚迁 or 升学, of another 火灾 or 疾病: told 婚迁, the other keeps all it needs."""
    relief = matter(
        情形=[{"编号": "原因", "问题": "因为什么陷入困难", "选项": ["火灾", "疾病"]}],
        申请材料=[material("事故认定书", "火灾"), material("医疗费用结算单", "疾病")],
    )
    assert in_situation(relief, [("原因", "婚迁")]) == relief
