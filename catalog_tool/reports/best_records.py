"""Who does best as JSON: `best` beside the matrix, whose columns it counts in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catalog_tool.compare.claims.best import Best, Columns, Lists, Outlier, Promises
from catalog_tool.domain.limits import Limit


def best_records(best: Mapping[str, Best]) -> list[dict[str, Any]]:
    """A record a matter; limits are printed as in `before` and `after`, `columns` count from 0."""
    return [_record(each) for each in best.values()]


def _record(best: Best) -> dict[str, Any]:
    return {
        "code": best.code,
        "name": best.matter.name,
        "standard": best.standard.text if best.standard is not None else None,
        "promise": _promises(best.promises) if best.promises is not None else None,
        "materials": _lists(best.materials) if best.materials is not None else None,
        "outliers": [_outlier(outlier) for outlier in best.outliers],
    }


def _promises(promises: Promises) -> dict[str, Any]:
    return {
        "shortest": [_held(held.value.text, held.columns) for held in promises.shortest],
        "certain": promises.is_certain,
        "longest": _held(promises.longest.value.text, promises.longest.columns),
        "median": promises.median,
        "unit": promises.unit or None,
        "regions": promises.measured,
    }


def _lists(lists: Lists) -> dict[str, Any]:
    return {
        "shortest": _held(lists.shortest.value, lists.shortest.columns),
        "longest": _held(lists.longest.value, lists.longest.columns),
        "median": lists.median,
        "regions": lists.measured,
    }


def _held(value: str | int, columns: Columns) -> dict[str, Any]:
    return {"value": value, "columns": list(columns)}


def _outlier(outlier: Outlier) -> dict[str, Any]:
    value = outlier.value.text if isinstance(outlier.value, Limit) else outlier.value
    return {"column": outlier.column, "of": outlier.aspect, "value": value}
