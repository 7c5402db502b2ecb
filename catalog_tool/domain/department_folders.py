"""In which folder a catalog keeps the matters of a department."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from catalog_tool.domain.file_names import safe_part
from catalog_tool.model import Matter


class DepartmentFolders:
    """Learned of the matters that stand in a catalog: file, with forward slashes, and value."""

    def __init__(self, standing: Iterable[tuple[str, Mapping[str, Any]]] = ()) -> None:
        self._found: dict[tuple[str, str], Counter[str]] = {}
        for file, value in standing:
            matter = Matter(value)
            folders = self._found.setdefault((matter.department, matter.body_name), Counter())
            folders[file.rpartition("/")[0]] += 1

    def of(self, matter: Matter) -> str:
        """Where most matters of the same department or body are, "" being the top; else a folder by its name."""
        counts: Counter[str] = Counter()
        for (department, body), folders in self._found.items():
            if department == matter.department != "" or body == matter.body_name != "":
                counts += folders
        if counts:
            return max(counts, key=lambda folder: (counts[folder], folder))
        return safe_part(matter.department or matter.body_name) or "未归部门"
