"""完整版: the public guide.

Its sections stand in the order of a ministry's guide (自然资源部, 23 sections; domain.md
§6.2); what such a guide does not know (questions, remarks, values no section asked for)
follows. A 一件事 is read from its members on: who does what, which situation is mine,
what I bring, how it runs and how long; what it shares with a matter follows. What nobody
filled in is left out.
"""

from __future__ import annotations

from collections.abc import Callable

from catalog_tool.handbook.book import Chapter
from catalog_tool.handbook.drafting import Blocks, Draft
from catalog_tool.handbook.editions import Edition, each
from catalog_tool.handbook.sections import about, course, joint_time, onething, outcome, papers
from catalog_tool.handbook.sections.asking import as_questions, asked_of
from catalog_tool.handbook.sections.chart import chart
from catalog_tool.handbook.subject import Subject, chapter_of, left_over

Sections = tuple[tuple[str, Callable[[Draft], Blocks]], ...]

SECTIONS: Sections = (
    ("适用范围", about.scope),
    ("项目信息", about.identity),
    ("事项审查类型", about.kind),
    ("审批依据", about.basis),
    ("受理机构", about.acceptance),
    ("决定机构", about.decision),
    ("审批数量", about.quota),
    ("申请条件", about.conditions),
    ("申请材料", papers.materials),
    ("申请材料提交", papers.submission),
    ("办理基本流程", course.course),
    ("办理方式", course.manner),
    ("办结时限", course.limits),
    ("收费依据及标准", outcome.fees),
    ("审批结果", outcome.results),
    ("结果送达", outcome.delivery),
    ("申请人权利和义务", about.rights),
    ("咨询途径", outcome.advice),
    ("监督投诉渠道", outcome.complaints),
    ("办公地址和时间", outcome.windows),
    ("公开查询", outcome.enquiry),
    ("申请材料示范文本", papers.samples),
    ("办理流程图", chart),
    ("常见问题", outcome.questions),
    ("备注", about.remarks),
)

ONE_THING_SECTIONS: Sections = (
    ("所含事项", onething.members),
    ("办理情形", lambda draft: as_questions(asked_of(draft.node), papers.situation_table(draft.node["情形"]))),
    ("申请材料", onething.member_materials),
    ("申请表和示范文本", papers.samples),
    ("申请材料提交", papers.submission),
    ("办理基本流程", course.course),
    ("办理流程图", chart),
    ("办结时限", lambda draft: (*course.limits(draft), *joint_time.joint_time(draft))),
    ("受理机构", about.acceptance),
    ("办公地址和时间", outcome.windows),
    ("办理方式", course.manner),
    ("收费依据及标准", outcome.fees),
    ("审批结果", outcome.results),
    ("结果送达", outcome.delivery),
    ("适用范围", about.scope),
    ("项目信息", about.identity),
    ("事项审查类型", about.kind),
    ("审批依据", lambda draft: (*about.basis(draft), *onething.member_bases(draft))),
    ("申请条件", about.conditions),
    ("申请人权利和义务", about.rights),
    ("咨询途径", outcome.advice),
    ("监督投诉渠道", outcome.complaints),
    ("公开查询", outcome.enquiry),
    ("常见问题", outcome.questions),
    ("备注", about.remarks),
)


def chapter(subject: Subject) -> Chapter:
    """The whole guide of one matter or one-thing."""
    order = ONE_THING_SECTIONS if subject.is_one_thing else SECTIONS
    sections = [(name, write(subject.draft)) for name, write in order]
    return chapter_of(subject, [*sections, left_over(subject)])


EDITION = Edition("public", "完整版", "办事指南", each(chapter), apparatus=True, complete=True)
