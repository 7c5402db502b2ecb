"""Whatever stands in a review workbook and whatever is signed, nothing crashes and nothing is lost."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_tool.compare.decided.confirmations import (
    APART,
    DIFFERENT,
    ONE_LINE,
    SAME,
    Confirmations,
    departments_decided,
    matters_decided,
    parse_confirmations,
)
from catalog_tool.confirming.texts import learned_text
from catalog_tool.confirming.ticks import ticks_of
from catalog_tool.decided import learned_of
from catalog_tool.findings import CannotRun
from catalog_tool.formats.grids import Book, Grid
from catalog_tool.formats.yaml_bytes import UNWANTED
from catalog_tool.store import CatalogFolder, SourceFile

HEADS = [
    "判断", "确认人", "备注", "目录名称", "本地名称", "目录编码", "本地编码", "清单", "区划代码", "指纹", "上级部门",
    "本地部门",
]  # fmt: skip
CELLS = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.sampled_from(["同一", "不同", "是", "√", "330100201000", "330225", "张三", "", " ", "\x00", "\u202e"]),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.just(date(2018, 1, 1)),
    st.just(datetime(2018, 1, 1, 1)),  # noqa: DTZ001 - as workbooks give it
    st.just(time(1)),
    st.just(timedelta(1)),
)
ROWS = st.lists(st.lists(CELLS, max_size=len(HEADS) + 2), max_size=6)
MERGED = st.lists(st.tuples(*[st.integers(1, 9)] * 4), max_size=2)


@given(heads=st.permutations(HEADS), before=ROWS, rows=ROWS, merged=MERGED)
def test_a_sheet_of_anything_is_read_or_refused_row_by_row(
    heads: list[str], before: list[Any], rows: list[Any], merged: list[Any]
) -> None:
    grid = Grid("疑似对应", [*before, list(heads), *rows], tuple(merged))

    found = ticks_of(Book("xlsx", [grid]), "表.xlsx")

    assert len(found.ticks) + len(found.refused) == found.rows
    for tick in found.ticks:
        assert tick.judgement in (SAME, DIFFERENT)
        assert tick.who.strip()
        assert not UNWANTED.search("".join((tick.who, tick.note, *tick.directory, *tick.local)))


@given(grids=st.lists(st.builds(Grid, st.text(max_size=4), ROWS), max_size=2))
def test_a_workbook_without_the_heads_is_refused_as_a_whole(grids: list[Grid]) -> None:
    with pytest.raises(CannotRun, match=r"表\.xlsx"):
        ticks_of(Book("xlsx", grids), "表.xlsx")


TEXTS = st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"]), min_size=1, max_size=12).filter(
    lambda text: text.strip() and not UNWANTED.search(text)
)
MATTERS = st.builds(
    lambda codes, names, judgement, who: matters_decided(
        (codes[0], names[0]), (codes[1], names[1]), judgement, who, "2018-08-01"
    ),
    st.tuples(*[st.sampled_from(["", "330100201000", "330100202000", "000100201000"])] * 2),
    st.tuples(TEXTS, TEXTS),
    st.sampled_from([SAME, DIFFERENT]),
    TEXTS,
)
DEPARTMENTS = st.builds(
    lambda pair, judgement, who: departments_decided(*pair, judgement, who, "2018-08-01"),
    st.tuples(TEXTS, TEXTS),
    st.sampled_from([ONE_LINE, APART]),
    TEXTS,
)
DECIDED = st.lists(st.one_of(MATTERS, DEPARTMENTS), max_size=4)


@settings(max_examples=60)
@given(first=DECIDED, second=DECIDED)
def test_what_is_written_is_read_again_and_said_twice_is_written_once(
    tmp_path_factory: Any, first: list[Any], second: list[Any]
) -> None:
    folder = catalog(tmp_path_factory.mktemp("c"))
    after = Confirmations()
    for said in (first, second):
        learned = learned_of(folder)
        after = learned.confirmations.with_more(said)
        if after == learned.confirmations:
            continue
        Path(learned.path).write_bytes(learned_text(learned, after))
        read = learned_of(folder)
        assert read.confirmations.by_pair == after.by_pair
        assert read.confirmations.with_more(said) == read.confirmations or _twice(said)
    judgements = {(one.list, one.pair): one.judgement for one in (*first, *second)}
    assert {mark: one.judgement for mark, one in after.by_pair.items()} == judgements or _twice(first) or _twice(second)


def _twice(said: list[Any]) -> bool:
    """Whether one workbook says of a pair both, which reading it refuses."""
    marks = [(one.list, one.pair) for one in said]
    return len(set(marks)) < len(marks)


def catalog(root: Path) -> CatalogFolder:
    return CatalogFolder(root, SourceFile(str(root / "catalog.yaml"), "catalog.yaml"))


VALUES = st.recursive(
    st.one_of(st.none(), st.integers(), st.text(max_size=4), st.sampled_from([SAME, "330100201000"])),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["对应", "部门", "目录", "目录名称", "本地", "判断", "确认人", "日期", "备注"]),
            inner,
            max_size=6,
        )
    ),
    max_leaves=12,
)


@given(value=st.dictionaries(st.sampled_from(["对应", "部门"]), VALUES))
def test_a_file_of_any_shape_is_read_or_named(value: dict[str, Any]) -> None:
    try:
        found = parse_confirmations(value, "alignments.yaml")
    except CannotRun as error:
        assert "alignments.yaml" in str(error)  # noqa: PT017 - either outcome is right
    else:
        assert all(one.judgement for one in found.decided)
