"""What every test may ask for: the packaged standards, and the shared data where it is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from catalog_tool.resources import Resources
from catalog_tool.standards import Standards

PROJECT = Path(__file__).resolve().parents[1]

# One commit is judged by the same examples everywhere, so that a change is refused for what it broke
# and for nothing else. `make hunt` looks for examples that nobody has met.
settings.register_profile("same", derandomize=True)
settings.register_profile("hunt", print_blob=True)
settings.load_profile(os.environ.get("EXAMPLES", "same"))


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
