"""What catalogs are measured by: schemas, profiles, lexicon, as frozen values from resources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from catalog_tool.context import Context, Lexicon, Profile
from catalog_tool.model import text_of
from catalog_tool.schema.shapes import SchemaSet


@dataclass(frozen=True)
class Standards:
    """What checking goes by, as frozen values from resources: schemas, profiles, lexicon."""

    schemas: SchemaSet
    profile: Callable[[str], Profile]
    profile_names: tuple[str, ...]
    lexicon: Lexicon

    def context(self, manifest: Mapping[str, Any], attachments: Iterable[str] | None = None) -> Context:
        """The context of a catalog by its manifest's plain value; an unknown 编码规则 gives the neutral profile."""
        known = None if attachments is None else frozenset(attachments)
        return Context(manifest, self.profile(text_of(manifest.get("编码规则"))), self.lexicon, known)

    def composed(self, context: Context) -> SchemaSet:
        """The schemas with what the catalog's profile allows."""
        return self.schemas.composed(context.profile, self.profile_names)
