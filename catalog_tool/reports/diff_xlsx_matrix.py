"""The sheets of several lists: who claims what (认领对照), who does best (对标)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from catalog_tool.compare.claims.best import Best, Columns, Lists, Promises
from catalog_tool.compare.claims.matrix import Matrix
from catalog_tool.reports.diff_book import A3, Cell, Column, DiffBook, Styled
from catalog_tool.reports.diff_gaps import outlier_said
from catalog_tool.reports.diff_wording import FINE, cell_said, median_said, regions_said

MATRIX, BEST = "认领对照", "对标"
_KNOWN = (Column("编码", 14), Column("事项", 31), Column("部门", 20), Column("待处理", 8))
_REGION = 12
_NAMED = 6
CELL_STYLES = {
    None: "cell-none",
    "same": "cell-fine",
    "exempt": "cell-none",
    "outside": "cell-none",
    "supplement": "cell-fine",
    "missing": "cell-missing",
    "differs": "cell-differs",
    "split": "cell-differs",
    "level": "cell-level",
    "undeclared": "cell-outside",
    "renamed": "cell-name",
    "recoded": "cell-name",
    "regraded": "cell-name",
    "merged": "cell-name",
    "doubtful": "cell-name",
    "abolished-kept": "cell-name",
}
"""How each cell looks; besides its colour by type, pattern or a dark ground."""
_BEST = (
    Column("编码", 14), Column("事项", 31), Column("部门", 20), Column("省定承诺", 11),
    Column("最快承诺", 12), Column("最快的地方", 24), Column("最慢承诺", 12), Column("最慢的地方", 24),
    Column("承诺中位数", 12), Column("几地（承诺）", 8),
    Column("最少材料", 8), Column("材料最少的地方", 24), Column("最多材料", 8), Column("材料最多的地方", 24),
    Column("材料中位数", 8), Column("几地（材料）", 8), Column("明显偏高", 40),
)  # fmt: skip


def fill_matrix(book: DiffBook, matrix: Matrix, names: Sequence[str]) -> None:
    """A row a matter, a column a region; `names` are the regions'."""
    book.table(
        MATRIX,
        (*_KNOWN, *(Column(name, _REGION) for name in names)),
        _matrix_rows(matrix),
        frozen=len(_KNOWN),
        paper=A3,
    )


def _matrix_rows(matrix: Matrix) -> Iterator[list[Cell | Styled]]:
    said: dict[tuple[str | None, tuple[str, ...]], Styled] = {}
    for code, matter, cells, marks in zip(matrix.rows, matrix.matters, matrix.cells, matrix.marks, strict=True):
        row: list[Cell | Styled] = [code, matter.name, matter.department]
        row.append(sum(cell not in FINE for cell in cells))
        for key in zip(cells, marks, strict=True):
            if key not in said:
                said[key] = cell_said(*key), CELL_STYLES[key[0]]
            row.append(said[key])
        yield row


def fill_best(book: DiffBook, best: Mapping[str, Best], names: Sequence[str]) -> None:
    """A row a matter: the shortest and longest promise and list, who has them, the medians, who is far off."""
    book.table(BEST, _BEST, (_best_row(each, names) for each in best.values()), frozen=2, paper=A3)


def _best_row(best: Best, names: Sequence[str]) -> list[Cell | Styled]:
    far = (f"{names[outlier.column]} {outlier_said(best, outlier)}" for outlier in best.outliers)
    return [
        best.code,
        best.matter.name,
        best.matter.department,
        best.standard.text if best.standard is not None else "",
        *_promises(best.promises, names),
        *_lists(best.materials, names),
        "\n".join(far),
    ]


def _promises(promises: Promises | None, names: Sequence[str]) -> list[Cell]:
    if promises is None:
        return [""] * 6
    unsure = "" if promises.is_certain else "\n（单位不同，分不出先后）"
    return [
        "\n".join(held.value.text for held in promises.shortest) + unsure,
        "\n".join(_who(held.columns, names) for held in promises.shortest),
        promises.longest.value.text,
        _who(promises.longest.columns, names),
        median_said(promises),
        promises.measured,
    ]


def _lists(lists: Lists | None, names: Sequence[str]) -> list[Cell]:
    if lists is None:
        return [""] * 6
    few, many = lists.shortest, lists.longest
    return [
        few.value,
        _who(few.columns, names),
        many.value,
        _who(many.columns, names),
        float(lists.median),
        lists.measured,
    ]


def _who(columns: Columns, names: Sequence[str]) -> str:
    return regions_said(columns, names, _NAMED)
