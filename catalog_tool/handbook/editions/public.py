"""完整版: the public guide.

Its sections stand in the order of a ministry's guide (自然资源部, 23 sections; domain.md
§6.2); what such a guide does not know (questions, remarks, values no section asked for)
follows. What nobody filled in is left out.
"""

from __future__ import annotations

from collections.abc import Callable

from catalog_tool.handbook.book import Chapter
from catalog_tool.handbook.drafting import Blocks, Draft
from catalog_tool.handbook.editions import Edition, each
from catalog_tool.handbook.sections import about, course, onething, outcome, papers
from catalog_tool.handbook.subject import Subject, chapter_of, left_over

SECTIONS: tuple[tuple[str, Callable[[Draft], Blocks]], ...] = (
    ("适用范围", about.scope),
    ("项目信息", about.identity),
    ("所含事项", onething.members),
    ("事项审查类型", about.kind),
    ("审批依据", lambda draft: (*about.basis(draft), *onething.member_bases(draft))),
    ("受理机构", about.acceptance),
    ("决定机构", about.decision),
    ("审批数量", about.quota),
    ("申请条件", about.conditions),
    ("申请材料", lambda draft: papers.materials(draft, onething.member_materials(draft))),
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
    ("常见问题", outcome.questions),
    ("备注", about.remarks),
)


def chapter(subject: Subject) -> Chapter:
    """The whole guide of one matter or one-thing."""
    sections = [(name, write(subject.draft)) for name, write in SECTIONS]
    return chapter_of(subject, [*sections, left_over(subject)])


EDITION = Edition("public", "完整版", "办事指南", each(chapter), apparatus=True)
