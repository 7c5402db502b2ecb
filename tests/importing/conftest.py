"""A small catalog of its own for each test, and its workbook beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workbooks.catalogs import SMALL, copy_of, workbook_of_example


@pytest.fixture
def catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of an example, in the folder the test works in."""
    monkeypatch.chdir(tmp_path)
    return copy_of(SMALL, tmp_path)


@pytest.fixture
def workbook(catalog: Path, tmp_path: Path) -> Path:
    """What `export` makes of it."""
    assert catalog.is_dir()
    return workbook_of_example(SMALL, tmp_path / "甲.xlsx")
