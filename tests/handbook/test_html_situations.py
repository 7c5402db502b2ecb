"""What an applicant is asked, and in which of his answers a row counts."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from catalog_tool.handbook.book import Block, Chapter, Choices, Group, Steps, Table
from catalog_tool.handbook.build import build
from catalog_tool.handbook.reading import Node
from catalog_tool.handbook.sections.asking import asked_of
from catalog_tool.handbook.subject import Choice, Contents
from catalog_tool.model import ONE_THING

QUESTIONS = [
    {"编号": "原因", "问题": "因何迁移", "选项": ["婚迁", "升学"]},
    {"编号": "地域", "问题": "从哪里迁入", "选项": ["省内", "省外"], "适用情形": ["婚迁"]},
]


def chapter_of(value: dict[str, Any], *others: dict[str, Any]) -> Chapter:
    things = [each for each in (value, *others) if each.get("类别") == ONE_THING]
    matters = [each for each in (value, *others) if each.get("类别") != ONE_THING]
    chapters = build(Contents({}, matters, things), Choice()).chapters
    return next(chapter for chapter in chapters if chapter.title in (value.get("主项名称"), value.get("名称")))


def blocks_of(chapter: Chapter) -> list[Block]:
    def flat(blocks: tuple[Block, ...]) -> list[Block]:
        return [each for block in blocks for each in (flat(block.blocks) if isinstance(block, Group) else [block])]

    return [block for section in chapter.sections for block in flat(section.blocks)]


def table_of(chapter: Chapter, head: str) -> Table:
    return next(block for block in blocks_of(chapter) if isinstance(block, Table) and head in block.head)


def test_materials_steps_limits_and_procedures_say_when_they_count() -> None:
    chapter = chapter_of(
        {
            "主项名称": "户口迁移",
            "情形": QUESTIONS,
            "申请材料": [
                {"名称": "居民户口簿"},
                {"名称": "结婚证", "适用情形": [{"原因": "婚迁", "地域": "省外"}, "升学"]},
            ],
            "办事流程": [{"环节": "申请"}, {"环节": "寄送", "适用情形": ["省外"]}],
            "业务流程": [{"环节": "核对", "适用情形": ["省内"]}],
            "特别程序": [{"名称": "公示", "适用情形": ["升学"]}],
            "办理时限": {"分情形": [{"适用情形": ["省内"], "承诺": {"数值": 1, "单位": "工作日"}}]},
        }
    )
    (choices,) = [block for block in blocks_of(chapter) if isinstance(block, Choices)]
    assert [(question.key, question.options, question.conditions) for question in choices.questions] == [
        ("原因", ("婚迁", "升学"), ()),
        ("地域", ("省内", "省外"), ({"原因": "婚迁"},)),
    ]
    assert len(choices.table.rows) == 2
    assert table_of(chapter, "材料名称").conditions == ((), ({"原因": "婚迁", "地域": "省外"}, {"原因": "升学"}))
    (steps,) = [block for block in blocks_of(chapter) if isinstance(block, Steps)]
    assert [step.conditions for step in steps.steps] == [(), ({"地域": "省外"},)]
    assert table_of(chapter, "环节").conditions == (({"地域": "省内"},),)
    assert table_of(chapter, "计入时限" if "计入时限" in table_of(chapter, "名称").head else "名称").conditions
    assert table_of(chapter, "承诺办结时限").conditions == (({"地域": "省内"},),)


def test_a_condition_nobody_can_answer_hides_nothing() -> None:
    asked = asked_of(Node({"情形": [*QUESTIONS, {"编号": "另一", "选项": ["省内"]}]}))
    for value in (
        [{"别的": "婚迁"}],  # no such question
        [{"原因": "省外"}],  # not one of its options
        ["退休"],  # nobody's option
        ["省内"],  # two questions have it
        ["婚迁", {"原因": ["婚迁"]}],  # not an answer
        ["婚迁", {}],
        [],
        None,
        3,
    ):
        assert asked.conditions(Node(value)) == (), value
    assert asked.conditions(Node("婚迁")) == ({"原因": "婚迁"},)


def test_questions_that_cannot_be_asked_are_left_to_the_table() -> None:
    twice = [{"编号": "甲", "选项": ["一"]}, {"编号": "甲", "选项": ["二"]}, {"问题": "没有编号", "选项": ["三"]}, "怪"]
    assert asked_of(Node({"情形": twice})).questions == ()
    itself = [{"编号": "甲", "选项": ["一", "二"], "适用情形": ["一"]}]
    (question,) = asked_of(Node({"情形": itself})).questions
    assert question.conditions == ()
    assert question.text == "甲"


def test_a_joint_material_counts_with_any_member_that_uses_it() -> None:
    def matter(code: str, *names: str) -> dict[str, Any]:
        return {"基本编码": code, "主项名称": f"事项{code}", "申请材料": [{"名称": name} for name in names]}

    thing = {
        "类别": ONE_THING, "名称": "开办企业", "编码": "9",
        "情形": [{"编号": "另需", "问题": "还要办什么", "选项": ["参保", "零售"], "多选": "是"}],
        "事项": [{"基本编码": "1"}, {"基本编码": "2", "适用情形": ["参保"]}, {"基本编码": "3", "适用情形": ["零售"]}],
    }  # fmt: skip
    chapter = chapter_of(thing, matter("1", "章程"), matter("2", "章程", "名册"), matter("3", "名册", "平面图"))
    members = table_of(chapter, "须先办好") if "须先办好" in str(chapter) else table_of(chapter, "事项")
    assert members.conditions == ((), ({"另需": "参保"},), ({"另需": "零售"},))
    materials = table_of(chapter, "用于事项")
    assert materials.conditions == ((), ({"另需": "参保"}, {"另需": "零售"}), ({"另需": "零售"},))
    assert next(block for block in blocks_of(chapter) if isinstance(block, Choices)).questions[0].many


ANY = st.recursive(
    st.none() | st.sampled_from(["甲", "乙", "一", "二", ""]) | st.integers(0, 3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["编号", "选项", "问题", "适用情形", "甲", "乙"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(ANY, ANY)
def test_conditions_name_only_what_is_asked(situations: Any, when: Any) -> None:
    asked = asked_of(Node({"情形": situations}))
    options = {question.key: question.options for question in asked.questions}
    for conditions in (asked.conditions(Node(when)), *(question.conditions for question in asked.questions)):
        for answers in conditions:
            assert answers
            assert all(option in options[key] for key, option in answers.items())
