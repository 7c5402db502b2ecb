"""Sections on what is handed in: situations, materials, intermediary services, forms and samples."""

from __future__ import annotations

from catalog_tool.handbook.book import Cell
from catalog_tool.handbook.drafting import NOTHING, Blocks, Column, Draft, fields, group, grouped, ruled, said
from catalog_tool.handbook.reading import Node
from catalog_tool.handbook.sections.asking import as_questions, asked_of, rows_when
from catalog_tool.handbook.wording import NONE, address, citations, form_and_copies, labelled, limit, lines, situations

NUMBER = Column("序号", 3)
MATERIAL_COLUMNS = (
    NUMBER,
    Column("材料名称", 9),
    Column("类别", 4),
    Column("形式份数", 6),
    Column("必要性", 7),
    Column("来源", 7),
    Column("依据", 9),
    Column("备注", 9),
)


def materials(draft: Draft) -> Blocks:
    """9 申请材料."""
    node = draft.node
    listed = NOTHING if node["申请材料"].says_none else _material_table(draft)
    return grouped(
        "材料清单",
        ("办理情形", as_questions(asked_of(node), situation_table(node["情形"]))),
        ("材料清单", listed),
        ("中介服务", services(node["中介服务"])),
    )


def situation_table(node: Node) -> Blocks:
    """What the applicant chooses first, as a table."""
    if node.says_none:
        return NOTHING
    rows = []
    for item in node.mappings:
        many = {"是": "可选几项", "否": "选一项"}.get(item["多选"].text, item["多选"].text)
        rows.append((item["编号"].text, item["问题"].text, item["选项"].texts, many, situations(item["适用情形"])))
    columns = (Column("情形", 4), Column("问题", 8), Column("选项", 8), Column("选法", 4), Column("何时要选", 7))
    return ruled(columns, rows)


def _material_table(draft: Draft) -> Blocks:
    items, asked = draft.node["申请材料"].mappings, asked_of(draft.node)
    rows = [material_row(draft, number, item) for number, item in enumerate(items, 1)]
    table = ruled(MATERIAL_COLUMNS, rows, name_column=1)
    return rows_when(table, (asked.conditions(item["适用情形"]) for item in items))


def material_row(draft: Draft, number: int, node: Node) -> list[Cell | str]:
    """One material as a row of the table; the columns are MATERIAL_COLUMNS."""
    group_name, source = node["任选组"].text, node["来源事项"].text
    deferral = node["容缺"]
    return [
        str(number),
        node["名称"].texts,
        node["类别"].texts,
        lines(node["介质"].text, form_and_copies(node), node["原件处理"].text),
        lines(
            node["必要性"].text,
            labelled("适用情形", situations(node["适用情形"])),
            labelled("任选一份", group_name),
            _deferral(deferral),
        ),
        lines(node["来源渠道"].text, node["出具单位"].text),
        citations(node["依据"]) or (said(node["依据"]) if node["依据"].says_none else ()),
        lines(
            labelled("免提交", node["免提交"].text),
            labelled("免提交范围", situations(node["免提交范围"])),
            labelled("未共享原因", node["未共享原因"].text),
            labelled("受理标准", node["受理标准"].text),
            labelled("填报须知", node["填报须知"].text),
            *(("办理下列事项所得：", draft.register.refer(source)) if source else ()),
        ),
    ]


def _deferral(node: Node) -> str:
    if isinstance(node.value, dict):
        term = limit(node["期限"])
        return f"容缺：受理后 {term}内补交" if term else "容缺：可后补"
    return labelled("容缺", node.text)


def services(node: Node) -> Blocks:
    """中介服务: what somebody else has to do for the applicant first."""
    if node.says_none:
        return NOTHING
    rows = [
        (
            item["名称"].text,
            item["提供单位"].text,
            limit(item["时限"]),
            item["收费"].text,
            item["成果"].text,
            citations(item["依据"]),
        )
        for item in node.mappings
    ]
    columns = (
        Column("名称", 7), Column("提供单位", 9), Column("时限", 5),
        Column("收费", 6), Column("成果", 7), Column("依据", 9),
    )  # fmt: skip
    return ruled(columns, rows)


def submission(draft: Draft) -> Blocks:
    """10 申请材料提交."""
    node = draft.node
    online = node["网办地址"].text
    return fields(("提交方式", node["办理形式"]), ("网上办理地址", address(online) if online else ""))


def samples(draft: Draft) -> Blocks:
    """22 申请材料示范文本."""
    node = draft.node
    rows = [
        (item["名称"].text, item["空白表格"].text, item["示范文本"].text)
        for item in node["申请材料"].mappings
        if item["空白表格"].text or item["示范文本"].text
    ]
    columns = (Column("材料名称", 8), Column("空白表格", 9), Column("示范文本", 9))
    return (*ruled(columns, rows), *_joint_form(draft), *_forms(node["表单内容"]))


def _joint_form(draft: Draft) -> Blocks:
    form = draft.node["申请表"]
    replaced = tuple(draft.register.refer(code) for item in form["替代"] for code in [item.text] if code)
    return group("一表申请", fields(("表单名称", form["表单名称"]), ("替代下列事项的申请表", replaced)))


def _forms(node: Node) -> Blocks:
    if node.says_none:
        return group("表单内容", NOTHING)
    blocks: Blocks = ()
    columns = (Column("字段", 7), Column("数据来源", 7), Column("必填", 3), Column("填写要求", 10))
    for form in node.mappings:
        entries = form["字段"]
        rows = [
            (item["名称"].text, item["数据来源"].text, item["必填"].text, item["填写要求"].text)
            for item in entries.mappings
        ]
        name = form["表单名称"].text
        inside = NOTHING if entries.says_none else ruled(columns, rows)
        if name or inside:
            blocks += group(f"表单内容：{name}" if name else "表单内容", inside or fields(("字段", NONE)))
    return blocks
