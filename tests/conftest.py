"""What every test may ask for: the packaged standards, and the shared data where it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog_tool.resources import Resources
from catalog_tool.standards import Standards

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real lists and example cases beside the project."""
    folder = PROJECT / "../shared"
    if not folder.is_dir():
        pytest.skip("the shared data does not lie beside the project")
    return folder


@pytest.fixture(scope="session")
def resources() -> Resources:
    """What is packaged under schemas/."""
    return Resources()


@pytest.fixture(scope="session")
def standards(resources: Resources) -> Standards:
    """What checking goes by."""
    return Standards(resources.schemas, resources.profile, resources.profile_names, resources.lexicon)
