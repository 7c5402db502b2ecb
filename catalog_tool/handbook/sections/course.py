"""Sections on how and how long: flows, duties of levels, special procedures, ways of handling, limits."""

from __future__ import annotations

from catalog_tool.handbook.book import Cell, Step, Steps
from catalog_tool.handbook.drafting import NOTHING, Blocks, Column, Draft, fields, group, grouped, ruled
from catalog_tool.handbook.reading import Node
from catalog_tool.handbook.sections.asking import NOTHING_ASKED, Asked, asked_of, rows_when, step_when
from catalog_tool.handbook.wording import citations, day, labelled, limit, lines, one_line, situations


def course(draft: Draft) -> Blocks:
    """11 办理基本流程."""
    node, asked = draft.node, asked_of(draft.node)
    return grouped(
        "办事流程",
        ("办事流程", _outer(node["办事流程"], asked)),
        ("业务流程", _inner(node["业务流程"], asked)),
        ("各级职责", _chain(node["审批链"])),
        ("特别程序", special_procedures(node["特别程序"], asked)),
    )


def _outer(node: Node, asked: Asked) -> Blocks:
    if node.says_none:
        return NOTHING
    steps = []
    for item in node.mappings:
        details: list[tuple[str, Cell]] = [
            ("承办", _undertakers(item)),
            ("时限", lines(limit(item["时限"]))),
            ("计入时限", item["计入时限"].texts),
            ("审查标准", item["审查标准"].texts),
            ("产出", lines(item["产出"].text, item["产出文书"].text)),
            ("适用情形", lines(situations(item["适用情形"]))),
            ("说明", _notes(item)),
        ]
        step = Step(item["环节"].text, item["说明"].texts, tuple(pair for pair in details if pair[1]))
        steps.append(step_when(step, asked.conditions(item["适用情形"])))
    return (Steps(tuple(steps)),) if steps else ()


def _inner(node: Node, asked: Asked) -> Blocks:
    if node.says_none:
        return NOTHING
    items = node.mappings
    rows = [
        (
            str(number),
            item["环节"].text,
            item["说明"].texts,
            _undertakers(item),
            lines(limit(item["时限"]), labelled("计入时限", item["计入时限"].text)),
            item["审查标准"].texts,
            lines(item["产出"].text, item["产出文书"].text),
            lines(labelled("适用情形", situations(item["适用情形"])), *_notes(item)),
        )
        for number, item in enumerate(items, 1)
    ]
    columns = (
        Column("序号", 3), Column("环节", 5), Column("说明", 9), Column("承办", 7),
        Column("时限", 6), Column("审查标准", 9), Column("产出", 6), Column("备注", 7),
    )  # fmt: skip
    table = ruled(columns, rows, name_column=1)
    return rows_when(table, (asked.conditions(item["适用情形"]) for item in items))


def _undertakers(step: Node) -> Cell:
    return lines(step["部门"].text, step["办理处室"].text, step["岗位"].text)


def _notes(step: Node) -> Cell:
    together = step["并行组"].text
    return lines(
        f"“{together}”各环节同时进行" if together else "",
        labelled("退回至", step["退回至"].text),
        *(labelled("征求意见", _consulted(item)) for item in step["征求意见部门"]),
    )


def _consulted(node: Node) -> str:
    if not isinstance(node.value, dict):
        return node.text
    agreed = node["确认"]
    notes = lines(
        limit(node["时限"]),
        labelled("确认", one_line(lines(agreed["方式"].text, agreed["文号"].text, day(agreed["日期"].text)), "，")),
    )
    name = node["部门"].text
    return f"{name}（{one_line(notes)}）" if notes else name


def _chain(node: Node) -> Blocks:
    return NOTHING if node.says_none else ruled(CHAIN_COLUMNS, chain_rows(node), name_column=1)


CHAIN_COLUMNS = (
    Column("序号", 3), Column("层级", 4), Column("部门", 9), Column("职责", 9),
    Column("时限", 6), Column("计入时限", 4),
)  # fmt: skip


def chain_rows(node: Node) -> list[list[Cell | str]]:
    """审批链 link by link; the columns are CHAIN_COLUMNS."""
    return [
        [
            str(number),
            item["层级"].text,
            item["部门"].text,
            item["职责"].joined,
            limit(item["时限"]),
            item["计入时限"].text,
        ]
        for number, item in enumerate(node.mappings, 1)
    ]


def special_procedures(node: Node, asked: Asked = NOTHING_ASKED) -> Blocks:
    """Hearings, inspections, reviews, with what they cost in time."""
    if node.says_none:
        return NOTHING
    items = node.mappings
    rows = [
        (
            item["名称"].text,
            limit(item["时限"]),
            item["计入时限"].text,
            situations(item["适用情形"]),
            item["承担单位"].text,
            item["收费"].text,
            item["联合"].text,
            citations(item["依据"]),
        )
        for item in items
    ]
    columns = (
        Column("名称", 6), Column("时限", 5), Column("计入时限", 4), Column("适用情形", 7),
        Column("承担单位", 7), Column("收费", 5), Column("联合进行", 4), Column("依据", 9),
    )  # fmt: skip
    return rows_when(ruled(columns, rows), (asked.conditions(item["适用情形"]) for item in items))


def manner(draft: Draft) -> Blocks:
    """12 办理方式."""
    node = draft.node
    stationed = node["进驻"]
    return fields(
        ("到现场次数", node["到现场次数"]),
        ("必须现场原因", node["必须现场原因"]),
        ("未实现最多跑一次原因", node["未实现原因"]),
        ("通办范围", node["通办范围"]),
        ("通办方式", node["通办方式"]),
        ("网办深度", node["网办深度"]),
        ("不宜网办原因", node["不宜网办原因"]),
        ("便民方式", node["便民方式"]),
        ("进驻行政服务中心", stationed["中心"]),
        ("综合窗口", stationed["综合窗口"]),
        ("对窗口的授权", stationed["授权"]),
        ("未进驻原因", stationed["未进驻原因"]),
    )


def limits(draft: Draft) -> Blocks:
    """13 办结时限."""
    node, asked = draft.node["办理时限"], asked_of(draft.node)
    statutory, items = node["法定"], node["分情形"].mappings
    cases = [(situations(item["适用情形"]), _statutory(item["法定"]), limit(item["承诺"])) for item in items]
    columns = (Column("情形", 8), Column("法定办结时限", 7), Column("承诺办结时限", 7))
    table = rows_when(ruled(columns, cases), (asked.conditions(item["适用情形"]) for item in items))
    return (
        *fields(
            ("法定办结时限", limit(statutory)),
            ("法定时限依据", citations(statutory["依据"])),
            ("承诺办结时限", limit(node["承诺"])),
            ("起止", node["起止"]),
        ),
        *group("分情形时限", table),
    )


def _statutory(node: Node) -> Cell:
    return lines(limit(node), *citations(node["依据"]))
