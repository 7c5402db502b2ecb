"""The use case behind `import`: a workbook's documents go into the files of a catalog.

What stands there already is changed where it differs and nowhere else, its comments
kept; what is new gets a file. A document with anything that could not be read stays out
whole: half a matter in the catalog would be worse than none. Nothing is written before
everything is known.
"""

from __future__ import annotations

from catalog_tool.importing.plan import Held, Imported, write_import
from catalog_tool.importing.planning import Planner
from catalog_tool.standards import Standards
from catalog_tool.workbook_folders import WorkbookFolder

__all__ = ["Held", "Imported", "plan_import", "write_import"]


def plan_import(workbook: WorkbookFolder, target: str, standards: Standards, *, prune: bool = False) -> Imported:
    """What an import into a folder would do; `prune` deletes what the workbook no longer has.

    Raises CannotRun where the folder cannot be a catalog.
    """
    return Planner(workbook, target, standards).plan(prune=prune)
