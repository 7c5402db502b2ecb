"""What the office does, for its own people: steps, posts, consultations, documents, review standards.

The order within a step and the lists after it follow a working manual (业务手册, DB31/T
544; domain.md §6.4): who, by what standard, how long, which document, back to where.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.domain.steps import is_counted
from catalog_tool.handbook.book import Cell, Step, Steps
from catalog_tool.handbook.drafting import NOTHING, Blocks, Column, Draft, said
from catalog_tool.handbook.reading import Node
from catalog_tool.handbook.sections.bringing import Brought, brought
from catalog_tool.handbook.sections.course import CHAIN_COLUMNS, chain_rows
from catalog_tool.handbook.sections.filled import Asked, Sheet
from catalog_tool.handbook.wording import citations, day, form_and_copies, labelled, limit, lines, situations

MUST, LOCAL, NEVER = Asked.EVERYWHERE, Asked.LOCALLY, Asked.NEVER


def steps(sheet: Sheet, node: Node) -> Blocks:
    """业务流程 or 办事流程 step by step; a step outside the clock needs no limit and no standard."""
    if node.says_none:
        return NOTHING
    found = [_step(sheet, item) for item in node.mappings]
    return (Steps(tuple(found)),) if found else sheet.gap(node, MUST)


def _step(sheet: Sheet, item: Node) -> Step:
    counted = sheet.locally(isinstance(item.value, dict) and is_counted(item.value))
    together = item["并行组"].text
    details: list[tuple[str, Cell]] = [
        ("部门", sheet.cell(item["部门"], LOCAL)),
        ("办理处室", said(item["办理处室"])),
        ("岗位", sheet.cell(item["岗位"], LOCAL)),
        ("时限", sheet.cell(lines(limit(item["时限"])), counted)),
        ("计入时限", item["计入时限"].texts),
        ("审查标准", sheet.cell(item["审查标准"], counted)),
        ("产出", said(item["产出"])),
        ("产出文书", sheet.cell(item["产出文书"], counted)),
        ("退回至", said(item["退回至"])),
        ("同时进行", lines(f"“{together}”各环节同时进行" if together else "")),
        ("适用情形", lines(situations(item["适用情形"]))),
        ("征求意见", lines(*(_consulted(each) for each in item["征求意见部门"]))),
    ]
    return Step(item["环节"].text, item["说明"].texts, tuple(pair for pair in details if pair[1]))


def _consulted(node: Node) -> str:
    if not isinstance(node.value, dict):
        return node.text
    name, term = node["部门"].text, limit(node["时限"])
    return f"{name}（{term}）" if name and term else name or term


def _steps_of(draft: Draft) -> list[Node]:
    return draft.node["业务流程"].mappings


def consultations(sheet: Sheet, draft: Draft) -> Blocks:
    """Who else is asked, and by what he has agreed to it: rules, or his signature on the chart (seed: 分别签字确认)."""
    rows: list[list[Cell | str]] = []
    for step in _steps_of(draft):
        for item in step["征求意见部门"]:
            given = isinstance(item.value, dict)
            agreed = item["确认"]
            name = item["部门"].text if given else item.text
            texts = (agreed["方式"].text, agreed["文号"].text, day(agreed["日期"].text))
            if name or any(texts):
                rows.append([step["环节"].text, name, limit(item["时限"]), *texts])
    columns = (
        (Column("环节", 5), NEVER), (Column("征求意见的部门", 8), NEVER), (Column("答复时限", 5), LOCAL),
        (Column("确认方式", 5), LOCAL), (Column("确认文号", 6), NEVER), (Column("确认日期", 5), LOCAL),
    )  # fmt: skip
    return sheet.table(columns, rows)


def special_procedures(sheet: Sheet, node: Node) -> Blocks:
    """特别程序, with what they cost in time and money."""
    rows: list[list[Cell | str]] = [
        [
            str(number),
            item["名称"].text,
            limit(item["时限"]),
            item["计入时限"].text,
            situations(item["适用情形"]),
            lines(item["承担单位"].text, f"联合：{item['联合'].text}" if item["联合"].text else ""),
            item["收费"].text,
            citations(item["依据"]),
        ]
        for number, item in enumerate(node.mappings, 1)
    ]
    columns = (
        (Column("序号", 3), NEVER), (Column("名称", 6), MUST), (Column("时限", 5), LOCAL),
        (Column("计入时限", 4), LOCAL), (Column("适用情形", 6), NEVER), (Column("承担单位", 7), LOCAL),
        (Column("收费", 5), NEVER), (Column("依据", 9), LOCAL),
    )  # fmt: skip
    return NOTHING if node.says_none else sheet.table(columns, rows) or sheet.gap(node, LOCAL)


def windows(sheet: Sheet, node: Node) -> Blocks:
    """办理窗口, each with what of it is not known."""
    rows: list[list[Cell | str]] = [
        [
            str(number),
            _place(item),
            item["地址"].text,
            item["窗口"].text,
            item["可办"].joined,
            item["时间"].text,
            item["电话"].texts,
            item["交通"].text,
        ]
        for number, item in enumerate(node.mappings, 1)
    ]
    columns = (
        (Column("序号", 3), NEVER), (Column("地点", 7), LOCAL), (Column("地址", 8), LOCAL), (Column("窗口", 5), LOCAL),
        (Column("可办", 5), LOCAL), (Column("时间", 7), LOCAL), (Column("电话", 6), LOCAL), (Column("交通", 5), NEVER),
    )  # fmt: skip
    return NOTHING if node.says_none else sheet.table(columns, rows) or sheet.gap(node, LOCAL)


def _place(window: Node) -> str:
    # Both are asked for: a place that the catalog knows by this number is no value left over.
    code, name = window["场所"].text, window["名称"].text
    return name or code


def posts(draft: Draft) -> Blocks:
    """审批人员: each post once with the steps it does."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for step in _steps_of(draft):
        key = (step["部门"].text, step["办理处室"].text, step["岗位"].text)
        if any(key):
            found.setdefault(key, []).append(step["环节"].text)
    rows = [(*key, "、".join(dict.fromkeys(name for name in names if name))) for key, names in found.items()]
    columns = (Column("部门", 9), Column("办理处室", 7), Column("岗位", 7), Column("负责环节", 7))
    return Sheet(True).table([(column, NEVER) for column in columns], rows, name_column=2)


def documents(draft: Draft) -> Blocks:
    """产出文书: what is issued, at which step, by whom."""
    rows: list[list[Cell | str]] = []
    for step in _steps_of(draft):
        by = lines(step["部门"].text, step["办理处室"].text)
        for document in dict.fromkeys((*step["产出文书"].texts, *step["产出"].texts)):
            rows.append([str(len(rows) + 1), (document,), step["环节"].text, by, step["岗位"].text])
    columns = (
        Column("序号", 3), Column("文书", 10), Column("环节", 5), Column("承办", 8), Column("岗位", 6),
    )  # fmt: skip
    return Sheet(True).table([(column, NEVER) for column in columns], rows)


def chain(sheet: Sheet, node: Node) -> Blocks:
    """审批链: each level with its duties."""
    asked = zip(CHAIN_COLUMNS, (NEVER, MUST, LOCAL, MUST, NEVER, NEVER), strict=True)
    return NOTHING if node.says_none else sheet.table(list(asked), chain_rows(node))


def materials(sheet: Sheet, draft: Draft) -> Blocks:
    """申请材料 with the standard by which the window judges each."""
    node = draft.node["申请材料"]
    if node.says_none:
        return NOTHING
    rows = [_material(draft, number, item) for number, item in enumerate(brought(draft), 1)]
    columns = (
        (Column("序号", 3), NEVER), (Column("材料名称", 8), NEVER), (Column("形式份数", 6), LOCAL),
        (Column("必要性", 7), MUST), (Column("来源", 6), LOCAL), (Column("依据", 8), LOCAL),
        (Column("受理标准", 9), LOCAL), (Column("备注", 8), NEVER),
    )  # fmt: skip
    return sheet.table(columns, rows) or sheet.gap(node, MUST)


def _material(draft: Draft, number: int, item: Brought) -> list[Cell | str]:
    node = item.node
    source = node["来源事项"].text
    # 容缺 otherwise than with a term: 否 as written, and what is no known word.
    deferral = item.deferral or node["容缺"].text
    return [
        str(number),
        lines(item.name, *node["类别"].texts),
        lines(node["介质"].text, form_and_copies(node), node["原件处理"].text),
        lines(node["必要性"].text, *item.when, item.choice, labelled("容缺", deferral)),
        lines(node["来源渠道"].text, node["出具单位"].text),
        citations(node["依据"]) or said(node["依据"]),
        node["受理标准"].texts,
        lines(
            labelled("免提交", node["免提交"].text),
            labelled("免提交范围", situations(node["免提交范围"])),
            labelled("未共享原因", node["未共享原因"].text),
            labelled("填报须知", node["填报须知"].text),
            labelled("空白表格", node["空白表格"].text),
            labelled("示范文本", node["示范文本"].text),
            *(("办理下列事项所得：", draft.register.refer(source)) if source else ()),
        ),
    ]


def forms(sheet: Sheet, node: Node) -> Iterator[tuple[str, Blocks]]:
    """表单内容: a title and a table of fields for each form, with where their values come from."""
    for item in node.mappings:
        entries = item["字段"]
        rows = [
            [str(number), each["名称"].text, each["数据来源"].text, each["必填"].text, each["填写要求"].text]
            for number, each in enumerate(entries.mappings, 1)
        ]
        columns = (
            (Column("序号", 3), NEVER), (Column("字段", 7), MUST), (Column("数据来源", 8), LOCAL),
            (Column("必填", 3), LOCAL), (Column("填写要求", 9), NEVER),
        )  # fmt: skip
        inside = NOTHING if entries.says_none else sheet.table(columns, rows) or sheet.gap(entries, MUST)
        name = item["表单名称"].text
        if name or inside:
            yield (name or "未写名称的表单", inside)
