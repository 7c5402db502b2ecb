"""不认领: what the directory gives to this level and this region declares why it has none (format.md §1)."""

from __future__ import annotations

from catalog_tool.handbook.book import Cell, Chapter, Part, Section
from catalog_tool.handbook.drafting import Column, ruled
from catalog_tool.handbook.reading import Node
from catalog_tool.handbook.subject import Setting
from catalog_tool.handbook.wording import citations

_COLUMNS = (Column("序号", 3), Column("基本编码", 7), Column("事项名称", 10), Column("不认领原因", 7),
            Column("说明", 14), Column("依据", 12))  # fmt: skip


def parts_of(setting: Setting) -> list[Part]:
    """The list of what is not claimed, as a part of one chapter; none where the manifest has none."""
    rows: list[list[Cell | str]] = []
    for item in Node(setting.contents.manifest.get("不认领")):
        code = item["基本编码"].text if isinstance(item.value, dict) else item.text
        rows.append(
            [
                str(len(rows) + 1),
                code,
                # The directory has the name; this catalog only where it once had the matter.
                setting.register.titles.get(code, ""),
                item["原因"].text,
                item["说明"].texts,
                citations(item["依据"]),
            ]
        )
    blocks = ruled(_COLUMNS, rows, name_column=1)
    if not blocks:
        return []
    chapter = Chapter("not-claimed", "不认领事项", (Section("", blocks),), landscape=True)
    return [Part("part-1", chapter.title, f"共 {len(rows)} 项", (chapter,), numbered=False)]
