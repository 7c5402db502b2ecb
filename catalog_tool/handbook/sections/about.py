"""Sections on what the matter is: scope, identity, type, basis, bodies, number, conditions, rights."""

from __future__ import annotations

from catalog_tool.handbook.book import Cell, Items, Line
from catalog_tool.handbook.drafting import NOTHING, Blocks, Column, Draft, fields, group, listing, ruled
from catalog_tool.handbook.reading import Node
from catalog_tool.handbook.wording import citation, citations, day, labelled, lines, one_line, situations


def scope(draft: Draft) -> Blocks:
    """1 适用范围."""
    node = draft.node
    return (*listing(node["适用范围"]), *fields(("服务对象", node["服务对象"])))


def identity(draft: Draft) -> Blocks:
    """2 项目信息."""
    node = draft.node
    return (
        *fields(
            ("主项名称", node["主项名称"]),
            ("子项名称", node["子项名称"]),
            ("孙项名称", node["孙项名称"]),
            ("通俗名称", node["通俗名称"]),
            ("名称", node["名称"]),
            ("基本编码", node["基本编码"]),
            ("权力编码", node["权力编码"]),
            ("实施编码", node["实施编码"]),
            ("业务办理项编码", node["业务办理项编码"]),
            ("编码", node["编码"]),
            ("行使层级", node["行使层级"]),
            ("分级说明", node["分级说明"]),
            ("权力来源", node["权力来源"]),
            ("主管部门", node["主管部门"]),
            ("牵头部门", node["牵头部门"]),
            ("主题（自然人）", node["主题"]["自然人"]),
            ("主题（法人）", node["主题"]["法人"]),
            ("改革标签", node["改革标签"]),
            ("地方自定", node["地方自定"]),
            ("状态", node["状态"]),
            ("版本", node["版本"]),
            ("生效日期", day(node["生效日期"].text)),
            ("取消日期", day(node["取消日期"].text)),
            ("年办件量", node["年办件量"]),
        ),
        *_giver(node["权力来源机关"]),
        *changes(node),
    )


def _giver(node: Node) -> Blocks:
    return group(
        "权力来源机关",
        fields(
            ("名称", node["名称"]),
            ("层级", node["层级"]),
            ("权限", node["权限"]),
            ("范围", node["范围"]),
            ("起", day(node["起"].text)),
            ("止", day(node["止"].text)),
        ),
    )


def changes(node: Node) -> Blocks:
    """调整说明: why a version differs from the one before."""
    change = node["调整说明"]
    return group(
        "调整说明",
        fields(
            ("原因", change["原因"]),
            ("依据", citations(change["依据"])),
            ("日期", day(change["日期"].text)),
        ),
    )


def kind(draft: Draft) -> Blocks:
    """3 事项审查类型."""
    node = draft.node
    return fields(
        ("事项类型", node["事项类型"]),
        ("类别", node["类别"]),
        ("类型", node["类型"]),
        ("办件类型", node["办件类型"]),
        ("审批方式", node["审批方式"]),
    )


def basis(draft: Draft) -> Blocks:
    """4 审批依据."""
    node = draft.node
    return (
        *bases(node["适用依据"]),
        *group("权力来源依据", bases(node["权力来源依据"])),
        *supplement(node["地方补充"]),
    )


def supplement(node: Node) -> Blocks:
    """地方补充: on what a matter rests that the provincial directory does not have."""
    return group("地方补充", (*bases(node["依据"]), *fields(("备案号", node["备案号"]))))


def bases(node: Node) -> Blocks:
    """A list of 依据, numbered."""
    if node.says_none:
        return NOTHING
    items = tuple(cell for item in node for cell in [citation(item)] if cell)
    return (Items(items),) if items else ()


def acceptance(draft: Draft) -> Blocks:
    """5 受理机构."""
    node = draft.node
    body = node["实施主体"]
    return fields(
        ("受理机构", accepting(draft)),
        ("实施主体", body["名称"]),
        ("实施主体性质", body["性质"]),
        ("统一社会信用代码", body["统一社会信用代码"]),
    )


def accepting(draft: Draft) -> str:
    """The accepting body as a value: as written, else whom the 审批链 names, else the 实施主体."""
    bodies = draft.on_duty("收件", "受理")
    return draft.node["受理机构"].joined or "、".join(bodies) or draft.node["实施主体"]["名称"].text


def deciding(draft: Draft) -> str:
    """Who decides: by 委托 the giver, else whom the 审批链 names, else the 实施主体."""
    return draft.entrusted_by or "、".join(draft.on_duty("决定")) or draft.node["实施主体"]["名称"].text


def acting(draft: Draft, duty: str) -> str:
    """In whose name an office acts: by 委托 of this duty (受理 审查 决定 发证) its giver's, else its own.

    Where 权限 is not written, all of them are taken to be entrusted (licensing law, art. 24).
    """
    giver, powers = draft.entrusted_by, draft.node["权力来源机关"]["权限"].texts
    return giver if giver and (not powers or duty in powers) else accepting(draft)


def decision(draft: Draft) -> Blocks:
    """6 决定机构."""
    giver = draft.entrusted_by
    body = draft.node["实施主体"]["名称"].text
    note = f"{body}受委托办理，以{giver}的名义作出决定" if giver and body else ""
    return fields(("决定机构", deciding(draft)), ("说明", note))


def quota(draft: Draft) -> Blocks:
    """7 审批数量."""
    return listing(draft.node["数量限制"])


def conditions(draft: Draft) -> Blocks:
    """8 申请条件."""
    node = draft.node
    return (
        *group("受理条件", listing(node["受理条件"])),
        *group("批准条件", listing(node["批准条件"])),
        *group("不予受理情形", listing(node["不予受理情形"])),
        *group("不予批准情形", listing(node["不予批准情形"])),
        *group("前置事项", preconditions(draft)),
    )


def preconditions(draft: Draft) -> Blocks:
    """前置事项: whose result this matter needs."""
    node = draft.node["前置事项"]
    if node.says_none:
        return NOTHING
    rows: list[tuple[Cell, Cell, str]] = []
    for item in node:
        code = item["基本编码"].text if isinstance(item.value, dict) else item.text
        name: tuple[Line, ...] = (draft.register.refer(code),) if code else ()
        rows.append((name, citations(item["依据"]), situations(item["适用情形"])))
    return ruled((Column("先行办结的事项", 5), Column("依据", 5), Column("适用情形", 4)), rows)


def rights(draft: Draft) -> Blocks:
    """17 申请人权利和义务."""
    node = draft.node
    remedy = node["权利救济"]
    return (
        *listing(node["申请人权利义务"]),
        *group("权利救济", fields(("行政复议", remedy["行政复议"]), ("行政诉讼", remedy["行政诉讼"]))),
    )


def remarks(draft: Draft) -> Blocks:
    """备注, after the numbered sections of a ministry's guide."""
    node = draft.node
    system, archive = node["办理系统"], node["归档"]
    about = one_line(lines(labelled("建设", system["建设"].text), labelled("一窗受理", system["一窗受理"].text)), "，")
    name = system["名称"].text
    if name and about:
        about = f"{name}（{about}）"
    return (
        *listing(node["备注"]),
        *fields(
            ("办理系统", about or name),
            ("归档范围", archive["范围"]),
            ("保管期限", archive["保管期限"]),
        ),
    )
