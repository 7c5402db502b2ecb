"""业务手册: the working manual of an office (DB31/T 544 order; domain.md §6.4).

审批服务基础 first, then 办理流程 as it is worked, what is accepted by which standard, what
is issued and kept. Nothing is left out: what an office could fill in and did not is 未填
(sections/filled.py says which fields), and what no section knows stands at the end.
"""

from __future__ import annotations

from catalog_tool.handbook.book import Chapter
from catalog_tool.handbook.drafting import NOTHING, Blocks, Draft, group
from catalog_tool.handbook.editions import Edition, each
from catalog_tool.handbook.sections import basics, joint_time, onething, outcome, papers, review
from catalog_tool.handbook.sections.chart import chart
from catalog_tool.handbook.sections.filled import Asked, Sheet
from catalog_tool.handbook.subject import Subject, chapter_of, left_over

MUST, LOCAL = Asked.EVERYWHERE, Asked.LOCALLY


def chapter(subject: Subject) -> Chapter:
    """The manual of one matter or one-thing."""
    draft, sheet = subject.draft, Sheet.of(subject.draft)
    sections = _of_one_thing(sheet, draft) if subject.is_one_thing else _of_matter(sheet, draft)
    return chapter_of(subject, [*sections, left_over(subject)])


def _of_matter(sheet: Sheet, draft: Draft) -> list[tuple[str, Blocks]]:
    node = draft.node
    return [
        ("审批服务基础", basics.matter(sheet, draft)),
        ("申请和收件", _acceptance(sheet, draft)),
        ("办理流程", _course(sheet, draft)),
        ("特别程序", review.special_procedures(sheet, node["特别程序"])),
        ("征求意见", review.consultations(sheet, draft)),
        ("产出文书", review.documents(draft)),
        ("岗位职责", review.posts(draft)),
        ("各级职责", sheet.blocks(node["审批链"], review.chain(sheet, node["审批链"]), Asked.NEVER)),
        ("表单和数据来源", _forms(sheet, draft)),
        ("办理流程图", chart(draft, internal=True)),
        ("系统和归档", basics.keeping(sheet, draft)),
        ("对外公开", _public(sheet, draft)),
    ]


def _acceptance(sheet: Sheet, draft: Draft) -> Blocks:
    node = draft.node
    services = node["中介服务"]
    return (
        *group("办理情形", sheet.blocks(node["情形"], papers.situation_table(node["情形"]), LOCAL)),
        *group("申请材料和受理标准", review.materials(sheet, draft)),
        *group("中介服务", sheet.blocks(services, papers.services(services), LOCAL)),
        *basics.handing_in(sheet, draft),
    )


def _course(sheet: Sheet, draft: Draft) -> Blocks:
    return (
        *group("业务流程", review.steps(sheet, draft.node["业务流程"])),
        *group("办事流程（申请人所见）", review.steps(Sheet(False), draft.node["办事流程"])),
    )


def _forms(sheet: Sheet, draft: Draft) -> Blocks:
    node = draft.node["表单内容"]
    if node.says_none:
        return NOTHING
    blocks = [block for title, inside in review.forms(sheet, node) for block in group(title, inside)]
    return tuple(blocks) or sheet.gap(node, MUST)


def _public(sheet: Sheet, draft: Draft) -> Blocks:
    node = draft.node
    remedy = node["权利救济"]
    return (
        *group("咨询", sheet.blocks(node["咨询"], outcome.advice(draft), LOCAL)),
        *group("监督投诉", sheet.blocks(node["监督投诉"], outcome.complaints(draft), LOCAL)),
        *group("办理窗口", review.windows(sheet, node["办理窗口"])),
        *group("进度查询", sheet.listing(node["进度查询"], LOCAL)),
        *group("申请人权利和义务", sheet.listing(node["申请人权利义务"], LOCAL)),
        *group(
            "权利救济",
            sheet.fields(("行政复议", remedy["行政复议"], LOCAL), ("行政诉讼", remedy["行政诉讼"], LOCAL)),
        ),
        *group("常见问题", sheet.blocks(node["常见问题"], outcome.questions(draft), LOCAL)),
        *group("备注", sheet.listing(node["备注"], Asked.NEVER)),
    )


def _of_one_thing(sheet: Sheet, draft: Draft) -> list[tuple[str, Blocks]]:
    node = draft.node
    form = node["申请表"]
    return [
        ("所含事项", sheet.blocks(node["事项"], onething.members(draft), MUST)),
        ("审批服务基础", basics.one_thing(sheet, draft)),
        (
            "申请和收件",
            (
                *group("办理情形", sheet.blocks(node["情形"], papers.situation_table(node["情形"]), LOCAL)),
                *group("申请材料", onething.member_materials(draft)),
                *papers.samples(draft),
                *group("一表申请", () if form.exists else sheet.gap(form, LOCAL)),
            ),
        ),
        ("办理流程", group("业务流程", review.steps(sheet, node["业务流程"]))),
        ("办结时限", (*basics.limits(sheet, draft), *joint_time.joint_time(draft))),
        ("特别程序", review.special_procedures(sheet, node["特别程序"]) if node["特别程序"].exists else ()),
        ("征求意见", review.consultations(sheet, draft)),
        ("产出文书", review.documents(draft)),
        ("岗位职责", review.posts(draft)),
        ("办理流程图", chart(draft, internal=True)),
        ("对外公开", _public(sheet, draft)),
    ]


EDITION = Edition("internal", "业务手册", "业务手册", each(chapter), apparatus=True, complete=True)
