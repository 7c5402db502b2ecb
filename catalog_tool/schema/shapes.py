"""The JSON Schemas as one frozen set: composed with a profile, asked for titles.

The files under schemas/ say what is law; what depends on a profile (matter types,
reform tags) is put in here, so that it is written once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from catalog_tool.context import Profile
from catalog_tool.model import Kind, Path

SCHEMA_BASE = "https://catalog-tool.example/schemas/1/"
COMMON = "common.schema.json"
MATTER = "matter.schema.json"
FILES = {Kind.MANIFEST: "catalog.schema.json", Kind.MATTER: MATTER, Kind.ONE_THING: "one-thing.schema.json"}
IMPLEMENTATION_REF = f"{MATTER}#/$defs/implementation"

Node = Mapping[str, Any]


@dataclass(frozen=True)
class SchemaSet:
    """The schema files by name, as parsed JSON."""

    files: Mapping[str, Any]

    def composed(self, profile: Profile, profile_names: tuple[str, ...]) -> SchemaSet:
        """The set with the profile's matter types and reform tags as allowed values."""
        files = deepcopy(dict(self.files))
        definitions = files[COMMON]["$defs"]
        definitions["matterType"]["enum"] = list(profile.types)
        definitions["reformTag"]["enum"] = list(profile.reform_tags)
        definitions["profileName"]["enum"] = list(profile_names)
        return SchemaSet(files)

    def entry(self, kind: Kind, *, implementation: bool) -> str:
        """The reference under which documents of a kind are checked."""
        if kind is Kind.MATTER and implementation:
            return SCHEMA_BASE + IMPLEMENTATION_REF
        return SCHEMA_BASE + FILES[kind]

    def by_uri(self) -> dict[str, Any]:
        """Every file under its absolute URI."""
        return {SCHEMA_BASE + name: schema for name, schema in self.files.items()}

    def node(self, kind: Kind, path: Path) -> Node:
        """The schema of the value at a path, references followed; {} where there is none.

        Title and description are those nearest to the use: a reference may carry its own.
        `$form` is what the definition that has the pattern says of it.
        """
        here = self._resolve(self.files[FILES[kind]], FILES[kind])
        for step in path:
            if isinstance(step, int):
                following = here.get("items")
            else:
                following = here.get("properties", {}).get(step, here.get("additionalProperties"))
            if not isinstance(following, dict):
                return {}
            here = self._resolve(following, here["$file"])
        return here

    def _resolve(self, node: Mapping[str, Any], file: str) -> dict[str, Any]:
        merged: dict[str, Any] = {**node, "$file": file}
        while "$ref" in merged:
            reference = merged.pop("$ref")
            name, _, pointer = reference.partition("#")
            file = name or file
            target: Any = self.files[file]
            for part in pointer.strip("/").split("/") if pointer.strip("/") else []:
                target = target[part]
            if "pattern" in target:
                merged.setdefault("$form", target.get("description", ""))
            merged = {**target, **merged, "$file": file}
        return merged

    @cached_property
    def field_paths(self) -> dict[Kind, tuple[tuple[str, str], ...]]:
        """For each kind of document every field's dotted path and its title, in schema order."""
        return {kind: tuple(self._walk(kind)) for kind in FILES}

    def _walk(self, kind: Kind) -> Iterator[tuple[str, str]]:
        pending: list[tuple[str, dict[str, Any], int]] = [("", self._resolve(self.files[FILES[kind]], FILES[kind]), 0)]
        while pending:
            prefix, node, depth = pending.pop(0)
            for key, child in node.get("properties", {}).items():
                path = f"{prefix}.{key}" if prefix else key
                if not isinstance(child, dict):  # true or false are schemas too
                    continue
                resolved = self._resolve(child, node["$file"])
                yield path, resolved.get("title", key)
                if depth < 6:  # deeper than any field of format.md; the shapes do not recurse
                    pending.append((path, resolved, depth + 1))
                    items = resolved.get("items")
                    if isinstance(items, dict):
                        pending.append((path, self._resolve(items, resolved["$file"]), depth + 1))
