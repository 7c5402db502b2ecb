"""Which levels' links in the 审批链 two flows 业务流程 can be about (format.md §2: a local list writes its own)."""

from __future__ import annotations

from catalog_tool.compare.changes import Setting
from catalog_tool.compare.comparable import Row
from catalog_tool.context import Context
from catalog_tool.model import Matter, text_of


def levels_told_of(directory: Row, local: Row, setting: Setting) -> tuple[frozenset[str], frozenset[str]]:
    """The levels whose links each side's 业务流程 can be about; two empty sets where no chain divides the matter."""
    if "审批链" not in directory.value and "审批链" not in local.value:
        return frozenset(), frozenset()
    matters = (directory.matter, local.matter)
    chained = {text_of(link.get("层级")) for matter in matters for _, link in matter.chain} - {""}
    if len(chained) < 2:
        return frozenset(), frozenset()
    return (
        _levels_written(directory.matter, setting.directory, chained),
        _levels_written(local.matter, setting.local, chained),
    )


def _levels_written(matter: Matter, context: Context, chained: set[str]) -> frozenset[str]:
    if not context.is_directory and context.level in chained:
        return frozenset({context.level})
    return frozenset(chained.intersection(matter.levels) or chained)
