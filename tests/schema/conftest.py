"""The schema set as a catalog of Zhejiang has it, its fragments, and engines over both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from schema_fragments import fragments_of

from catalog_tool.model import Kind
from catalog_tool.resources import Resources
from catalog_tool.schema.engines import Engine, make_engine
from catalog_tool.schema.shapes import SchemaSet


@pytest.fixture(scope="session")
def schemas(resources: Resources) -> SchemaSet:
    """The packaged schemas with the profile zhejiang."""
    return resources.schemas.composed(resources.profile("zhejiang"), resources.profile_names)


@pytest.fixture(scope="session")
def engine(schemas: SchemaSet) -> Callable[..., Engine]:
    """Makes an engine by name for a kind; each once."""
    made: dict[tuple[Any, ...], Engine] = {}

    def make(name: str, kind: Kind = Kind.MATTER, *, implementation: bool = True, fragments: bool = False) -> Engine:
        wanted = (name, kind, implementation, fragments)
        if wanted not in made:
            used = fragments_of(schemas) if fragments else schemas
            made[wanted] = make_engine(used.by_uri(), used.entry(kind, implementation=implementation), name=name)
        return made[wanted]

    return make
