"""What stands behind the chapters of a handbook: places, and forms."""

from __future__ import annotations

from collections.abc import Sequence

from catalog_tool.handbook.book import Cell, Chapter, Part, Section
from catalog_tool.handbook.choosing import places_used
from catalog_tool.handbook.drafting import Column, ruled
from catalog_tool.handbook.reading import Node
from catalog_tool.handbook.subject import Setting, Subject
from catalog_tool.handbook.wording import day, lines


def parts_of(setting: Setting, subjects: Sequence[Subject]) -> list[Part]:
    """The appendices as one part, if there are any."""
    chapters = tuple(chapter for chapter in (_places(setting, subjects),) if chapter)
    return [Part("part-appendix", "附录", "", chapters, numbered=False)] if chapters else []


def _places(setting: Setting, subjects: Sequence[Subject]) -> Chapter | None:
    """办理场所 of the whole catalog, or those that the chosen matters use."""
    used = {code for subject in subjects for code in places_used(subject.value)}
    rows: list[list[Cell | str]] = []
    for code, place in setting.places.items():
        if setting.choice.is_everything or code in used:
            node = Node(place)
            rows.append(
                [
                    node["编号"].text,
                    lines(node["名称"].text, node["类型"].text, node["区划代码"].text),
                    lines(node["地址"].text, node["坐标"].text),
                    node["时间"].text,
                    node["电话"].texts,
                    node["交通"].text,
                    day(node["核实日期"].text),
                ]
            )
    columns = (
        Column("编号", 5), Column("名称", 9), Column("地址", 8), Column("时间", 8),
        Column("电话", 6), Column("交通", 5), Column("核实日期", 5),
    )  # fmt: skip
    blocks = ruled(columns, rows, name_column=1)
    return Chapter("places", "办理场所", (Section("办理场所一览", blocks),)) if blocks else None
