"""The real corpora as catalogs on disk, once a session, and the goldens of what is found in them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import convert
import pytest

from catalog_tool.checking import Checked, Selection, check_catalogs
from catalog_tool.standards import Standards
from catalog_tool.store import find_catalogs

GOLDEN = Path(__file__).parent / "golden"
Golden = Callable[[str, str], None]


@pytest.fixture(scope="session")
def county_rows(shared: Path) -> list[convert.Row]:
    """The rows of the county list."""
    return convert.read_county(shared)


@pytest.fixture(scope="session")
def guide_rows(shared: Path) -> list[convert.Row]:
    """The provincial guides."""
    return convert.read_guides(shared)


@pytest.fixture(scope="session")
def county(county_rows: list[convert.Row], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county list as a catalog, one file a matter."""
    folder = tmp_path_factory.mktemp("county")
    return convert.write_catalog(folder, convert.COUNTY_MANIFEST, map(convert.county_matter, county_rows))


@pytest.fixture(scope="session")
def guides(guide_rows: list[convert.Row], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guides as a catalog."""
    folder = tmp_path_factory.mktemp("guides")
    return convert.write_catalog(folder, convert.GUIDES_MANIFEST, map(convert.guide_matter, guide_rows))


@pytest.fixture(scope="session")
def check(standards: Standards) -> Callable[[Path], Checked]:
    """Validates a catalog with every rule."""
    return lambda folder: check_catalogs(find_catalogs([str(folder)]), standards, Selection(), debug=True)


@pytest.fixture(scope="session")
def checked_county(county: Path, check: Callable[[Path], Checked]) -> Checked:
    """The county list validated."""
    return check(county)


@pytest.fixture(scope="session")
def checked_guides(guides: Path, check: Callable[[Path], Checked]) -> Checked:
    """The guides validated."""
    return check(guides)


@pytest.fixture
def golden() -> Golden:
    """Compares a result with the one kept; UPDATE=1 rewrites it and fails, so that none is kept unread."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if os.environ.get("UPDATE") == "1":
            kept = path.read_text(encoding="utf-8") if path.exists() else ""
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            pytest.fail(f"{name} is {'unchanged' if kept == text else 'rewritten: read it'}; run again without UPDATE")
        assert text == path.read_text(encoding="utf-8")

    return compare
