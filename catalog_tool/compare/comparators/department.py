"""实施主体, compared by duty."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.compare.changes import Change, Setting, comparator
from catalog_tool.compare.comparable import Row
from catalog_tool.compare.duty import directory_bodies, same_duty


@comparator("department")
def compare(directory: Row, local: Row, setting: Setting) -> Iterator[Change]:
    """Report a body of another line of duty, or one of which that cannot be said."""
    body, names = local.matter.body_name, directory_bodies(directory, local)
    if not body or not names:
        return
    same = same_duty(directory, local, setting)
    if same is not True:
        before = directory.matter.body_name or names[0]
        args = {"directory": directory.matter.department or before, "local": body}
        yield Change("department", ("实施主体", "名称"), before, body, certain=same is False, args=args)
