"""What stands behind the chapters of a handbook: places, forms, attachments.

Of one matter only its forms are printed again, to be filled in: the rest stands in its chapter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalog_tool.handbook import blank_forms
from catalog_tool.handbook.book import Cell, Chapter, Line, Link, Part, Section
from catalog_tool.handbook.choosing import places_used
from catalog_tool.handbook.drafting import Column, ruled
from catalog_tool.handbook.reading import Node
from catalog_tool.handbook.subject import Setting, Subject
from catalog_tool.handbook.wording import day, lines

_USERS = 8
"""Documents that a row of the attachments names; of more, how many there are."""


def parts_of(setting: Setting, subjects: Sequence[Subject]) -> list[Part]:
    """The appendices as one part, if there are any."""
    listed = _attachments(subjects) if len(subjects) > 1 else None
    found = (_places(setting, subjects), *blank_forms.chapters_of(subjects), listed)
    chapters = tuple(chapter for chapter in found if chapter)
    return [Part("part-appendix", "附录", "", chapters, numbered=False)] if chapters else []


def _places(setting: Setting, subjects: Sequence[Subject]) -> Chapter | None:
    """办理场所 of the whole catalog, or those that the chosen matters use; a single one has its own with it."""
    used = {code for subject in subjects for code in places_used(subject.value)} if len(subjects) > 1 else set()
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


def _attachments(subjects: Sequence[Subject]) -> Chapter | None:
    """空白表格, 示范文本 and 样本: each file of the catalog once, and what it is for."""
    found: dict[tuple[str, str], tuple[dict[str, None], dict[str, str]]] = {}
    for subject in subjects:
        for kind, path, name in _files(subject):
            names, users = found.setdefault((kind, path), ({}, {}))
            names[name] = None
            users[subject.key] = subject.title
    rows: list[list[Cell | str]] = []
    for number, ((kind, path), (names, users)) in enumerate(found.items(), 1):
        shown: tuple[Line, ...] = tuple(Link(title, f"#{key}") for key, title in list(users.items())[:_USERS])
        more = f"等 {len(users)} 个事项" if len(users) > len(shown) else ""
        rows.append([str(number), lines(*names), kind, path, lines(*shown, more)])
    columns = (Column("序号", 3), Column("名称", 9), Column("种类", 4), Column("文件", 12), Column("用于事项", 10))
    blocks = ruled(columns, rows, name_column=1)
    return Chapter("attachments", "表格和样本文件", (Section("文件一览", blocks),)) if blocks else None


def _files(subject: Subject) -> Iterator[tuple[str, str, str]]:
    """Kind, path within the catalog and what it belongs to, of each attachment."""
    # A node of its own: what is listed here must still be printed in the chapter.
    node = Node(dict(subject.value))
    for item in node["申请材料"].mappings:
        for kind in ("空白表格", "示范文本"):
            if item[kind].text:
                yield kind, item[kind].text, item["名称"].text
    for item in node["审批结果"].mappings:
        if item["样本"].text:
            yield "结果样本", item["样本"].text, item["名称"].text
