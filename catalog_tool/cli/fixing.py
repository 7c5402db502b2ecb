"""`validate --fix`: put right what is certain before checking, or show what would be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from catalog_tool.cli.terminal import emit, wants_color

if TYPE_CHECKING:
    from catalog_tool.checking import Selection
    from catalog_tool.formats.edits import Fixed
    from catalog_tool.standards import Standards
    from catalog_tool.store import CatalogFolder


def fix_files(catalogs: Sequence[CatalogFolder], standards: Standards, selection: Selection, *, dry_run: bool) -> None:
    """Fix the files that were asked for; what was done and left goes to stderr, since stdout is the report's."""
    import sys

    from catalog_tool import fixing
    from catalog_tool.reports.fixes_diff import diff_text, left_text

    fixed = fixing.fix_catalogs(catalogs, standards, selection)
    failed = []
    if dry_run:
        emit(diff_text(fixed, color=wants_color(sys.stdout)))
    else:
        failed = fixing.write(fixed)
    emit(left_text(fixed) + "".join(f"{sentence}\n" for sentence in failed) + _summary(fixed, dry_run), error=True)


def _summary(fixed: Fixed, dry_run: bool) -> str:
    from catalog_tool.fixing import KEY_ORDER

    if not fixed.changed:
        return "没有能自动改的地方。\n"
    counts: Counter[str] = Counter()
    for file in fixed.changed:
        counts.update(file.counts)
    kinds = "，".join(f"{'键的顺序' if name == KEY_ORDER else name} {counts[name]} 处" for name in sorted(counts))
    return f"{'可以改' if dry_run else '改了'} {len(fixed.changed)} 个文件：{kinds}。\n"
