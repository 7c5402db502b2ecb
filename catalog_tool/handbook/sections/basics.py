"""审批服务基础 of a working manual: name and codes, basis, bodies, posts, number, conditions, result, limit, fee.

The order is that of DB31/T 544 (domain.md §6.4); what it does not know (power, service,
systems) stands beside what it belongs to.
"""

from __future__ import annotations

from catalog_tool.handbook.book import Cell
from catalog_tool.handbook.drafting import NOTHING, Blocks, Column, Draft, fields, group
from catalog_tool.handbook.reading import Node
from catalog_tool.handbook.sections import about, onething, outcome
from catalog_tool.handbook.sections.filled import Asked, Row, Sheet
from catalog_tool.handbook.wording import address, citations, day, limit, lines, situations

MUST, LOCAL, NEVER = Asked.EVERYWHERE, Asked.LOCALLY, Asked.NEVER
OWN_POWER = "法定本级行使"
ON_LINE = frozenset({"网上办理", "移动端"})


def matter(sheet: Sheet, draft: Draft) -> Blocks:
    """The basics of a matter."""
    node = draft.node
    return (
        *group("事项名称和编码", _names(sheet, node)),
        *group("设定依据", sheet.blocks(node["适用依据"], about.bases(node["适用依据"]), MUST)),
        *about.supplement(node["地方补充"]),
        *group("权力来源", _power(sheet, draft)),
        *group("办理机构", _bodies(sheet, draft)),
        *group("服务对象和办件类型", _service(sheet, node)),
        *group("数量限制", sheet.listing(node["数量限制"], LOCAL)),
        *group("受理条件", sheet.listing(node["受理条件"], LOCAL)),
        *group("不予受理情形", sheet.listing(node["不予受理情形"], LOCAL)),
        *group("审批条件", sheet.listing(node["批准条件"], LOCAL)),
        *group("不予批准情形", sheet.listing(node["不予批准情形"], LOCAL)),
        *group("前置事项", sheet.blocks(node["前置事项"], about.preconditions(draft), LOCAL)),
        *group("审批结果", results(sheet, draft)),
        *group("办理时限", limits(sheet, draft)),
        *group("收费", fees(sheet, node["收费"])),
    )


def one_thing(sheet: Sheet, draft: Draft) -> Blocks:
    """The basics of a 一件事; what follows from its members is not asked for."""
    node = draft.node
    return (
        *group(
            "名称和编码",
            sheet.fields(
                ("名称", node["名称"], MUST),
                ("通俗名称", node["通俗名称"], NEVER),
                ("编码", node["编码"], MUST),
                ("类别", node["类别"], MUST),
                ("类型", node["类型"], MUST),
                ("服务对象", node["服务对象"], LOCAL),
                ("适用范围", node["适用范围"], NEVER),
                ("办件类型", node["办件类型"], LOCAL),
                ("到现场次数", node["到现场次数"], LOCAL),
            ),
        ),
        *group("依据", (*about.basis(draft), *onething.member_bases(draft))),
        *group(
            "办理机构",
            sheet.fields(("牵头部门", node["牵头部门"], MUST), ("受理机构", node["受理机构"], LOCAL)),
        ),
        *about.conditions(draft),
        *group("审批结果", results(sheet, draft)),
        *group("收费", fees(sheet, node["收费"]) if node["收费"].exists else ()),
    )


def _names(sheet: Sheet, node: Node) -> Blocks:
    return (
        *sheet.fields(
            ("主项名称", node["主项名称"], MUST),
            ("子项名称", node["子项名称"], MUST),
            ("孙项名称", node["孙项名称"], NEVER),
            ("通俗名称", node["通俗名称"], LOCAL),
            ("基本编码", node["基本编码"], MUST),
            ("权力编码", node["权力编码"], NEVER),
            ("实施编码", node["实施编码"], LOCAL),
            ("业务办理项编码", node["业务办理项编码"], NEVER),
            ("事项类型", node["事项类型"], MUST),
            ("行使层级", node["行使层级"], MUST),
            ("分级说明", node["分级说明"], NEVER),
            ("主管部门", node["主管部门"], MUST),
            ("状态", node["状态"], LOCAL),
            ("版本", node["版本"], LOCAL),
            ("生效日期", day(node["生效日期"].text), LOCAL),
            ("取消日期", day(node["取消日期"].text), NEVER),
            ("主题（自然人）", node["主题"]["自然人"], sheet.locally(not node["主题"]["法人"].exists)),
            ("主题（法人）", node["主题"]["法人"], NEVER),
            ("改革标签", node["改革标签"], NEVER),
            ("地方自定", node["地方自定"], NEVER),
            ("年办件量", node["年办件量"], LOCAL),
        ),
        *about.changes(node),
    )


def _power(sheet: Sheet, draft: Draft) -> Blocks:
    node = draft.node
    giver = node["权力来源机关"]
    given = sheet.locally(node["权力来源"].text not in ("", OWN_POWER))
    return sheet.fields(
        ("权力来源", node["权力来源"], LOCAL),
        ("权力来源依据", citations(node["权力来源依据"]), given),
        ("权力来源机关", giver["名称"], given),
        ("机关层级", giver["层级"], given),
        ("权限", giver["权限"], given),
        ("范围", giver["范围"], NEVER),
        ("起", day(giver["起"].text), given),
        ("止", day(giver["止"].text), NEVER),
    )


def _bodies(sheet: Sheet, draft: Draft) -> Blocks:
    body = draft.node["实施主体"]
    return (
        *sheet.fields(
            ("实施主体", body["名称"], MUST),
            ("实施主体性质", body["性质"], LOCAL),
            ("统一社会信用代码", body["统一社会信用代码"], LOCAL),
            ("受理机构", about.accepting(draft), LOCAL),
        ),
        *about.decision(draft),
    )


def _service(sheet: Sheet, node: Node) -> Blocks:
    return sheet.fields(
        ("服务对象", node["服务对象"], LOCAL),
        ("适用范围", node["适用范围"], LOCAL),
        ("办件类型", node["办件类型"], LOCAL),
        ("审批方式", node["审批方式"], LOCAL),
    )


def results(sheet: Sheet, draft: Draft) -> Blocks:
    """审批结果 with how it is delivered, and in whose name it is made."""
    node = draft.node["审批结果"]
    if node.says_none:
        return NOTHING
    blocks: Blocks = ()
    for item in node.mappings:
        real = item["类型"].text != "无"
        blocks += sheet.fields(
            ("结果名称", item["名称"], LOCAL),
            ("类型", item["类型"], LOCAL),
            ("有效期", item["有效期"], sheet.locally(real)),
            ("样本", item["样本"], sheet.locally(real)),
            ("送达方式", item["送达方式"], sheet.locally(real)),
        )
    return (*blocks, *fields(("作出名义", draft.entrusted_by if blocks else ""))) or sheet.gap(node, LOCAL)


def limits(sheet: Sheet, draft: Draft) -> Blocks:
    """办理时限: statutory with its basis, promised, and by situation. A one-thing has its promise only."""
    node = draft.node["办理时限"]
    statutory = node["法定"]
    is_matter = not draft.node["事项"].exists
    has_number = isinstance(statutory["数值"].value, int)
    rows: list[Row] = [
        ("法定办结时限", limit(statutory), MUST if is_matter else NEVER),
        ("法定时限依据", citations(statutory["依据"]), sheet.locally(is_matter and has_number)),
        ("承诺办结时限", limit(node["承诺"]), LOCAL if is_matter else MUST),
        ("起止", node["起止"], NEVER if is_matter else LOCAL),
    ]
    cases: list[list[Cell | str]] = [
        [
            situations(item["适用情形"]),
            lines(limit(item["法定"]), *citations(item["法定"]["依据"])),
            limit(item["承诺"]),
        ]
        for item in node["分情形"].mappings
    ]
    columns = ((Column("情形", 8), LOCAL), (Column("法定办结时限", 7), NEVER), (Column("承诺办结时限", 7), LOCAL))
    return (*sheet.fields(*rows), *group("分情形时限", sheet.table(columns, cases, name_column=0)))


def fees(sheet: Sheet, node: Node) -> Blocks:
    """收费: whether, and what each item rests on."""
    whether, items = node["收费"].text, node["项目"]
    head = sheet.fields(("是否收费", "无（不收费）" if whether == "否" else whether, LOCAL))
    if items.says_none:
        return (*head, *group("收费项目", NOTHING))
    blocks: Blocks = ()
    for item in items.mappings:
        standard = item["标准"]
        tiers = outcome.tiers(standard)
        blocks += (
            *sheet.fields(
                ("收费项目", item["名称"], LOCAL),
                ("收费标准", standard.texts, sheet.locally(not tiers)),
                ("收费依据", citations(item["依据"]), LOCAL),
                ("减免", item["减免"], NEVER),
                ("执收单位", item["执收单位"], LOCAL),
                ("支付方式", item["支付方式"], LOCAL),
            ),
            *tiers,
        )
    missing = sheet.fields(("收费项目", (), LOCAL)) if whether == "是" and not blocks else ()
    return (*head, *blocks, *missing)


def handing_in(sheet: Sheet, draft: Draft) -> Blocks:
    """How an application reaches the office, and how often somebody must come for it."""
    node = draft.node
    ways = set(map(str, node["办理形式"].texts))
    on_line, visits = bool(ways & ON_LINE), node["到现场次数"].text
    stationed = node["进驻"]
    inside = stationed["中心"].text
    site = node["网办地址"].text
    return group(
        "办理方式",
        sheet.fields(
            ("办理形式", node["办理形式"], LOCAL),
            ("网办地址", (address(site),) if site else (), sheet.locally(on_line)),
            ("网办深度", node["网办深度"], sheet.locally(on_line)),
            ("不宜网办原因", node["不宜网办原因"], sheet.locally(bool(ways) and not on_line)),
            ("到现场次数", node["到现场次数"], LOCAL),
            ("必须现场原因", node["必须现场原因"], sheet.locally(on_line and visits not in ("", "0"))),
            ("未实现最多跑一次原因", node["未实现原因"], sheet.locally(visits not in ("", "0", "1"))),
            ("通办范围", node["通办范围"], LOCAL),
            ("通办方式", node["通办方式"], sheet.locally(node["通办范围"].text not in ("", "无"))),
            ("便民方式", node["便民方式"], LOCAL),
            ("进驻行政服务中心", inside, LOCAL),
            ("综合窗口", stationed["综合窗口"], sheet.locally(inside == "是")),
            ("对窗口的授权", stationed["授权"], sheet.locally(inside == "是")),
            ("未进驻原因", stationed["未进驻原因"], sheet.locally(inside == "否")),
        ),
    )


def keeping(sheet: Sheet, draft: Draft) -> Blocks:
    """The system a case is worked in, and how its file is kept."""
    system, archive = draft.node["办理系统"], draft.node["归档"]
    return sheet.fields(
        ("办理系统", system["名称"], LOCAL),
        ("建设", system["建设"], LOCAL),
        ("一窗受理", system["一窗受理"], LOCAL),
        ("归档范围", archive["范围"], LOCAL),
        ("保管期限", archive["保管期限"], LOCAL),
    )
