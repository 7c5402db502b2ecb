"""The order of keys at every place of a document: that of the properties in its schema, and of nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from catalog_tool.formats.key_order import KeyOrder
from catalog_tool.model import Kind, Path
from catalog_tool.schema.shapes import SchemaSet


class KeyOrders:
    """Key orders by kind of document; each place is looked up once."""

    def __init__(self, schemas: SchemaSet) -> None:
        self._schemas = schemas
        self._known: dict[tuple[Kind, Path], tuple[str, ...]] = {}

    def of(self, kind: Kind) -> KeyOrder:
        """The order of keys in documents of a kind, by path."""
        return partial(self._at, kind)

    def _at(self, kind: Kind, path: Path) -> Sequence[str]:
        place = tuple(0 if isinstance(step, int) else step for step in path)
        keys = self._known.get((kind, place))
        if keys is None:
            keys = self._known[kind, place] = tuple(self._schemas.node(kind, place).get("properties", ()))
        return keys
