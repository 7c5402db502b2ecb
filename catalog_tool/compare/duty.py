"""Whether two rows' bodies stand in one line of duty."""

from __future__ import annotations

from catalog_tool.compare.changes import Setting
from catalog_tool.compare.comparable import Row
from catalog_tool.domain.bodies import mapped
from catalog_tool.model import mapping_of, text_of, texts_of


def directory_bodies(directory: Row, local: Row) -> list[str]:
    """Who the directory says acts at the local level: its chain's link there, else 实施主体, else 主管部门."""
    here = directory.matter
    links = [text_of(link.get("部门")) for _, link in here.chain if link.get("层级") in local.matter.levels]
    return [name for name in (*links, here.body_name or here.department) if name]


def same_duty(directory: Row, local: Row, setting: Setting) -> bool | None:
    """Whether the local 实施主体 is of the directory's line; None if a side is silent or unknown.

    部门对应 is read first, the local catalog's before the directory's; then what a person has told apart.
    """
    body, names = local.matter.body_name, directory_bodies(directory, local)
    if not body or not names:
        return None
    department = directory.matter.department
    for context in (setting.local, setting.directory):
        correspondence = mapping_of(context.manifest.get("部门对应"))
        listed = {name: texts_of(bodies) for name, bodies in correspondence.items()}
        # What it leaves out is no proof: learning one body must neither disown the others nor silence a doubt.
        if mapped(listed, [*names, *([department] if department else [])], body):
            return True
    if setting.apart and any((name, body) in setting.apart for name in (*names, department)):
        return False
    verdicts = [setting.bodies.same_line(name, body) for name in names]
    if True in verdicts:
        return True
    if None in verdicts and department:
        # The directory's own name for the body says nothing: its line does.
        return setting.bodies.same_line(department, body)
    return None if None in verdicts else False
