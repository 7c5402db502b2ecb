"""What is worth telling of the best promises and lists: the largest gaps first, and who is often far off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from catalog_tool.compare.claims.best import GAPS, PROMISE, Best, Lists, Outlier, Promises
from catalog_tool.domain.limits import Limit
from catalog_tool.reports.diff_wording import held_said, median_said, number_said, regions_said


class Far(NamedTuple):
    """A region with its outliers, each with the matter it is of."""

    column: int
    found: tuple[tuple[Best, Outlier], ...]

    def count(self, aspect: str) -> int:
        """How many there are of promises, or of materials."""
        return sum(outlier.aspect == aspect for _, outlier in self.found)


def gaps_in_promises(best: Iterable[Best]) -> list[tuple[Best, Promises]]:
    """Matters whose longest promise is longer than the shortest, the largest gap first."""
    found = [(each, each.promises) for each in best if each.promises is not None and _gap(each.promises) > 0]
    return sorted(found, key=lambda item: (-_gap(item[1]), item[0].code))


def gaps_in_lists(best: Iterable[Best]) -> list[tuple[Best, Lists]]:
    """Matters whose longest list is longer than the shortest, the largest gap first."""
    found = [(each, each.materials) for each in best if each.materials is not None]
    apart = [item for item in found if item[1].longest.value > item[1].shortest.value]
    return sorted(apart, key=lambda item: (item[1].shortest.value - item[1].longest.value, item[0].code))


def often_far(best: Iterable[Best]) -> list[Far]:
    """Regions with outliers, those with the most first."""
    by_column: dict[int, list[tuple[Best, Outlier]]] = {}
    for each in best:
        for outlier in each.outliers:
            by_column.setdefault(outlier.column, []).append((each, outlier))
    found = [Far(column, tuple(items)) for column, items in by_column.items()]
    return sorted(found, key=lambda far: (-len(far.found), far.column))


def promises_said(promises: Promises, names: Sequence[str]) -> str:
    """The shortest with its regions, the longest with its, the median."""
    shortest = "；".join(held_said(held, names) for held in promises.shortest)
    unsure = "" if promises.is_certain else "（单位不同，分不出先后）"
    middle = f"中位数 {median_said(promises)}（{promises.measured} 地）"
    return f"最快 {shortest}{unsure}；最慢 {held_said(promises.longest, names)}；{middle}"


def lists_said(lists: Lists, names: Sequence[str]) -> str:
    """The shortest list with its regions, the longest with its, the median."""
    few, many = lists.shortest, lists.longest
    return (
        f"最少 {regions_said(few.columns, names)} {few.value} 份；最多 {regions_said(many.columns, names)} "
        f"{many.value} 份；中位数 {number_said(lists.median)} 份（{lists.measured} 地）"
    )


def outlier_said(best: Best, outlier: Outlier) -> str:
    """A region's own value beside the median: 承诺 20 工作日（中位数 5 工作日）."""
    if outlier.aspect == PROMISE and isinstance(outlier.value, Limit) and best.promises is not None:
        return f"承诺 {outlier.value.text}（中位数 {median_said(best.promises)}）"
    middle = number_said(best.materials.median) if best.materials is not None else ""
    return f"材料 {outlier.value} 份（中位数 {middle} 份）"


def _gap(promises: Promises) -> float:
    """How far the longest is above the shortest, in gaps that count in their unit.

    A shortest one of another unit is certainly shorter than all of the common one or
    cannot be told from them: then the gap is from nothing, or there is none to tell.
    """
    longest = promises.longest.value.plain
    shortest = promises.shortest[0].value.plain
    if not promises.unit or not promises.is_certain:
        return 0
    least = shortest.number if shortest.unit == promises.unit else 0
    return (longest.number - least) / GAPS[promises.unit]
