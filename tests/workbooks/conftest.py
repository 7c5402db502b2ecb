"""The tables of both kinds of catalog, as the packaged schemas make them."""

from __future__ import annotations

import pytest

from catalog_tool.schema.shapes import SchemaSet
from catalog_tool.standards import Standards
from catalog_tool.workbooks.tables import Tables, tables_of


@pytest.fixture(scope="session")
def schemas(standards: Standards) -> SchemaSet:
    """The schemas with the words of Zhejiang's profile."""
    return standards.composed(standards.context({"编码规则": "zhejiang"}, None))


@pytest.fixture(scope="session")
def tables(schemas: SchemaSet) -> Tables:
    """The tables of an 实施清单."""
    return tables_of(schemas, implementation=True)
