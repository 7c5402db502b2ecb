"""What is computed of a 一件事: its members in order, the bases and materials of all of them."""

from __future__ import annotations

from typing import Any

from catalog_tool.domain.onething import JointMaterial, in_order, joint_materials, member_key
from catalog_tool.handbook.book import Cell, Items, Paragraphs
from catalog_tool.handbook.drafting import NOTHING, Blocks, Column, Draft, group, ruled
from catalog_tool.handbook.reading import Node
from catalog_tool.handbook.sections.asking import Asked, Conditions, asked_of, rows_when
from catalog_tool.handbook.sections.papers import MATERIAL_COLUMNS, material_row
from catalog_tool.handbook.wording import citation, labelled, lines, one_line, situations
from catalog_tool.model import mappings_of, text_of

_BASIS = "依据"


def members(draft: Draft) -> Blocks:
    """所含事项: what is handled, by whom, after what, when."""
    node = draft.node["事项"]
    if node.says_none:
        return NOTHING
    items = {id(item.value): item for item in node.mappings}
    ordered = [items[id(value)] for value in in_order([item.value for item in items.values()])]
    rows: list[list[Cell | str]] = []
    for number, item in enumerate(ordered, 1):
        code, name = item["基本编码"].text, item["名称"].text
        rows.append(
            [
                str(number),
                lines(draft.register.refer(code) if code else "", name),
                item["层级"].text,
                lines(item["部门"].text, item["办理单位"].text, item["性质"].text),
                tuple(draft.register.refer(key.text, brief=True) for key in item["前置"] if key.text),
                situations(item["适用情形"]),
                lines(item["方式"].text, item["阶段"].text),
            ]
        )
    columns = (
        Column("序号", 3), Column("事项", 10), Column("层级", 4), Column("办理单位", 7),
        Column("须先办好", 8), Column("适用情形", 6), Column("方式", 4),
    )  # fmt: skip
    asked = asked_of(draft.node)
    return rows_when(ruled(columns, rows, name_column=1), (asked.conditions(item["适用情形"]) for item in ordered))


def _ordered(draft: Draft) -> list[Any]:
    return in_order([item for _, item in mappings_of(draft.node["事项"].value)])


def member_bases(draft: Draft) -> Blocks:
    """适用依据 of all members that this catalog has, each once."""
    found: dict[str, Cell] = {}
    for member in _ordered(draft):
        for matter in draft.register.matters.get(text_of(member.get("基本编码")), ()):
            for item in Node(matter.get("适用依据")):
                cell = citation(item)
                if cell:
                    found.setdefault(one_line(cell), cell)
    return group("所含事项的依据", (Items(tuple(found.values())),) if found else ())


def member_materials(draft: Draft) -> Blocks:
    """The materials of all members, each once, without what an earlier member produces."""
    ordered = _ordered(draft)
    if not ordered:
        return ()
    joints = list(joint_materials(ordered, draft.register.matters))
    rows = [_row(draft, number, joint) for number, joint in enumerate(joints, 1)]
    unknown = [
        code
        for member in ordered
        for code in [text_of(member.get("基本编码"))]
        if code and code not in draft.register.matters
    ]
    note = f"下列事项不在本目录内，所需材料未列入：{'、'.join(Node(code).text for code in unknown)}"
    used_for = Column("用于事项", 10)
    columns = (*MATERIAL_COLUMNS[:5], used_for, *(column for column in MATERIAL_COLUMNS[5:] if column.title != _BASIS))
    asked = asked_of(draft.node)
    table = rows_when(ruled(columns, rows, name_column=1), (_when(asked, joint) for joint in joints))
    return (*table, *((Paragraphs((note,)),) if unknown else ()))


def _when(asked: Asked, joint: JointMaterial) -> Conditions:
    """When a material is needed: with any of the members that use it; what a member asks itself is not asked here."""
    found = [asked.conditions(Node(use.member.get("适用情形"))) for use in joint.uses]
    return tuple(answers for each in found for answers in each) if all(found) else ()


def _row(draft: Draft, number: int, joint: JointMaterial) -> list[Cell | str]:
    # Whose situation it is stands with the member that asks; the basis in the member's own chapter.
    plain = {key: value for key, value in joint.material.items() if key != "适用情形"}
    row = material_row(draft, number, Node(plain))
    basis = next(index for index, column in enumerate(MATERIAL_COLUMNS) if column.title == _BASIS)
    del row[basis]
    row.insert(5, tuple(line for use in joint.uses for line in _use(draft, use.member, use.material, use.spared_by)))
    return row


def _use(draft: Draft, member: Any, material: Any, spared_by: str) -> Cell:
    spared = draft.register.titles.get(spared_by, spared_by)
    return lines(
        draft.register.refer(Node(member_key(member)).text, brief=True),
        labelled("适用情形", situations(Node(member.get("适用情形")))),
        labelled("本材料适用情形", situations(Node(material.get("适用情形")))),
        f"一并办理{Node(spared).text}的不用提交" if spared_by else "",
    )
