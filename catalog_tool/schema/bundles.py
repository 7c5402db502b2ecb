"""One self-contained JSON Schema an editor can use, cut out of the schema files.

Editors know less of JSON Schema than the engines: the YAML language server of VS Code
drops what stands beside a `$ref` under draft-07 and never loads our `$id`s. So every
reference is either written out in place or points into the bundle's own `$defs` and
stands alone; such a file reads the same under draft-07 and 2020-12.

Editors also read plain scalars by YAML's types, where this tool has text as written
and takes a key without a value as absent (format.md §5). What is legal must not be
underlined, so a free text may be a number too, and an optional key may be empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from catalog_tool.formats.yaml_stream import CODE_KEYS, CODE_LIST_KEYS
from catalog_tool.model import ONE_THING, Kind
from catalog_tool.schema.shapes import COMMON, FILES, IMPLEMENTATION_REF, SchemaSet

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ABSENT = "absent"
_CODE_KEYS = CODE_KEYS | CODE_LIST_KEYS | {"权力编码"}
_NOTES = ("title", "description")
_IN_FILE_ONLY = ("$schema", "$id", "$comment", "$defs")
_QUOTED = '编码要加引号，写成 "331000701000" 的样子'
_DATE = "日期写成 年-月-日，如 2018-06-01"


class Bundle(StrEnum):
    """The schemas that editors are given."""

    CATALOG = "catalog"
    ENTRY = "entry"
    DIRECTORY_ENTRY = "directory-entry"
    MATTER = "matter"
    DIRECTORY_MATTER = "directory-matter"
    ONE_THING = "one-thing"

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.value}.schema.json"


PURPOSES = {
    Bundle.CATALOG: "catalog.yaml",
    Bundle.ENTRY: "实施清单里的任何一个文件：事项或一件事，由“类别”决定",
    Bundle.DIRECTORY_ENTRY: "指导目录里的任何一个文件：事项或一件事，由“类别”决定",
    Bundle.MATTER: "实施清单里的事项",
    Bundle.DIRECTORY_MATTER: "指导目录里的事项",
    Bundle.ONE_THING: "一件事",
}


def bundled(schemas: SchemaSet, bundle: Bundle) -> dict[str, Any]:
    """One schema as a file for editors; `schemas` are composed with a profile."""
    writer = _Writer(schemas)
    match bundle:
        case Bundle.CATALOG:
            body = writer.whole(FILES[Kind.MANIFEST])
        case Bundle.MATTER:
            body = writer.whole(IMPLEMENTATION_REF)
        case Bundle.DIRECTORY_MATTER:
            body = writer.whole(FILES[Kind.MATTER])
        case Bundle.ONE_THING:
            body = writer.whole(FILES[Kind.ONE_THING])
        case Bundle.ENTRY | Bundle.DIRECTORY_ENTRY:
            body = writer.entry(IMPLEMENTATION_REF if bundle is Bundle.ENTRY else FILES[Kind.MATTER])
    return {"$schema": DIALECT, **body, "$defs": writer.definitions()}


@dataclass
class _Writer:
    """Writes schemas out and collects the definitions they point to."""

    schemas: SchemaSet
    _names: dict[str, str] = field(default_factory=dict)
    _written: dict[str, Any] = field(default_factory=dict)

    def whole(self, reference: str) -> dict[str, Any]:
        """The schema of a document."""
        return self._out(self._flat({"$ref": _absolute(reference, COMMON)}))

    def entry(self, matter: str) -> dict[str, Any]:
        """Of a document that may be a matter or a one-thing: only 类别 tells."""
        return {
            "title": "事项或一件事",
            "description": "一个政务服务事项；写了 类别: 一件事 的是一件事。",
            "type": "object",
            "if": {"properties": {"类别": {"enum": [ONE_THING]}}, "required": ["类别"]},
            "then": self.whole(FILES[Kind.ONE_THING]),
            "else": self.whole(matter),
        }

    def definitions(self) -> dict[str, Any]:
        """What was pointed to, and what an empty key is."""
        anything = {"type": ["string", "number", "boolean", "array", "object"]}
        # Said by what it is not: editors offer the word null wherever a schema names that type.
        return {ABSENT: {"not": anything}, **dict(sorted(self._written.items()))}

    def _flat(self, node: Mapping[str, Any]) -> dict[str, Any]:
        """A node with its reference followed and what stands beside it laid over."""
        own = {key: value for key, value in node.items() if key not in _IN_FILE_ONLY}
        reference = own.pop("$ref", None)
        if reference is None:
            return own
        return _laid_over(self._flat(self._target(reference)), own)

    def _target(self, reference: str) -> dict[str, Any]:
        """The node a full reference points to, its own references made full."""
        name, _, pointer = reference.partition("#")
        target: Any = self.schemas.files[name]
        for part in pointer.strip("/").split("/") if pointer.strip("/") else []:
            target = target[part]
        return dict(_with_full_references(target, name))

    def _out(self, node: dict[str, Any], *, codes: bool = False) -> dict[str, Any]:
        """A flat node as it is written into the bundle; the members of a list of codes stay text."""
        written: dict[str, Any] = {}
        for key, value in node.items():
            if key == "properties":
                required = node.get("required", [])
                written[key] = {
                    name: self._property(name, child, optional=name not in required) for name, child in value.items()
                }
            elif key in ("items", "additionalProperties") and isinstance(value, dict):
                written[key] = self._part(value, codes=codes)
            else:
                # Conditions too: what decides must not be read more widely.
                written[key] = value
        return written

    def _property(self, name: str, child: Any, *, optional: bool) -> Any:
        if not isinstance(child, dict):
            return child
        codes = name in _CODE_KEYS
        written = self._out(self._flat(child), codes=codes)
        written = _quoted(written) if codes else _as_editors_read(written)
        if not optional:
            return written
        notes = {key: written.pop(key) for key in _NOTES if key in written}
        return {**notes, "anyOf": [written, {"$ref": f"#/$defs/{ABSENT}"}]}

    def _part(self, node: dict[str, Any], *, codes: bool) -> dict[str, Any]:
        """A list's member: an object that has a name stands among the definitions, all else in place."""
        reference = node.get("$ref")
        flat = self._flat(node)
        if reference is None or len(node) > 1 or "properties" not in flat:
            return _quoted(self._out(flat)) if codes else _as_editors_read(self._out(flat))
        name = self._names.get(reference)
        if name is None:
            name = reference.rsplit("/", 1)[-1]
            while name in self._written or name == ABSENT:
                name += "_"
            self._names[reference] = name
            self._written[name] = {}  # taken, before what lies inside is written
            self._written[name] = self._out(flat)
        return {"$ref": f"#/$defs/{name}"}


def _absolute(reference: str, file: str) -> str:
    name, _, pointer = reference.partition("#")
    return f"{name or file}#{pointer}"


def _with_full_references(node: Any, file: str) -> Any:
    if isinstance(node, dict):
        return {
            key: _absolute(value, file)
            if key == "$ref" and isinstance(value, str)
            else _with_full_references(value, file)
            for key, value in node.items()
        }
    if isinstance(node, list):
        return [_with_full_references(item, file) for item in node]
    return node


def _laid_over(below: dict[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Both at once: notes are those nearest to the use, everything else holds together."""
    merged = dict(below)
    for key, value in above.items():
        if key not in merged or key in _NOTES or merged[key] == value:
            merged[key] = value
        elif key == "required":
            merged[key] = [*merged[key], *(name for name in value if name not in merged[key])]
        elif key == "properties":
            merged[key] = {
                **merged[key],
                **{name: _both(merged[key].get(name), child) for name, child in value.items()},
            }
        else:
            merged["allOf"] = [*merged.get("allOf", []), {key: value}]
    return merged


def _both(below: Any, above: Any) -> Any:
    if isinstance(below, dict) and isinstance(above, dict):
        return _laid_over(below, above)
    return above


def _quoted(written: dict[str, Any]) -> dict[str, Any]:
    """A code: without quotes it would be a number, and that is worth a sentence."""
    kinds = written.get("type", ())
    return {**written, "errorMessage": _QUOTED} if kinds == "string" or "string" in kinds else written


def _as_editors_read(written: dict[str, Any]) -> dict[str, Any]:
    """Choices and dates with their own sentence; a free text may be a number, as 12345 without quotes is to YAML."""
    kinds = written.get("type")
    kinds = [kinds] if isinstance(kinds, str) else list(kinds or ())
    if "enum" in written:
        return {**written, "errorMessage": f"只能填：{'、'.join(map(str, written['enum']))}"}
    if "string" not in kinds:
        return written
    if written.get("format") == "date":
        return {**written, "patternErrorMessage": _DATE, "errorMessage": _DATE}
    if written.get("pattern", r"\S") != r"\S":
        return written
    return {**written, "type": [*kinds, "number"]}
