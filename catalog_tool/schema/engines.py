"""Two JSON Schema engines behind one seam.

jsonschema-rs is a hundred times faster but has wheels for some CPUs only;
jsonschema is pure Python and runs wherever offices do. Both answer with the same
faults: a path and a kind. Everything a sentence needs beyond that comes from the
schema itself, so that the engines cannot differ in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import islice
from typing import Any, NamedTuple

from catalog_tool.model import Path


class FaultKind(StrEnum):
    """What is wrong at a path; for MISSING and UNKNOWN the path ends in the key."""

    MISSING = "missing-key"
    UNKNOWN = "unknown-key"
    TYPE = "wrong-type"
    VALUE = "unknown-value"
    FORM = "wrong-form"


class Fault(NamedTuple):
    """One schema fault."""

    path: Path
    kind: FaultKind


Engine = Callable[[Any], list[Fault]]
"""Takes a plain value, gives its faults, sorted and each once."""

_KINDS = {
    "type": FaultKind.TYPE,
    "enum": FaultKind.VALUE,
    "const": FaultKind.VALUE,
    "pattern": FaultKind.FORM,
    "format": FaultKind.FORM,
    "minLength": FaultKind.FORM,
    "maxLength": FaultKind.FORM,
    "minItems": FaultKind.FORM,
    "maxItems": FaultKind.FORM,
    "minProperties": FaultKind.FORM,
    "minimum": FaultKind.FORM,
    "maximum": FaultKind.FORM,
    "uniqueItems": FaultKind.FORM,
}
MOST_FAULTS = 2000
"""Of one document: ten times what is shown of a file; a hundred thousand would cost seconds and be read by nobody."""
_PRECEDENCE = {FaultKind.TYPE: 0, FaultKind.VALUE: 1, FaultKind.FORM: 2}


def engine_name() -> str:
    """Which engine is used here."""
    try:
        import jsonschema_rs  # noqa: F401  (only whether it is there)
    except ImportError:
        return "jsonschema"
    return "jsonschema-rs"


def make_engine(schemas: Mapping[str, Any], entry: str, *, name: str | None = None) -> Engine:
    """An engine for the schema at the URI `entry` among `schemas` (URI → schema).

    `name` asks for one engine; by default the fast one where it is installed.
    """
    if (name or engine_name()) == "jsonschema-rs":
        return _fast(schemas, entry)
    return _portable(schemas, entry)


def _tidy(faults: Iterable[Fault]) -> list[Fault]:
    """Each fault once; of several about one value only the most basic."""
    best: dict[tuple[Path, bool], Fault] = {}
    for fault in islice(faults, MOST_FAULTS):
        about_key = fault.kind in (FaultKind.MISSING, FaultKind.UNKNOWN)
        known = best.get((fault.path, about_key))
        if known is None or _PRECEDENCE.get(fault.kind, 0) < _PRECEDENCE.get(known.kind, 0):
            best[fault.path, about_key] = fault
    return sorted(best.values(), key=lambda fault: ([(str(type(step)), step) for step in fault.path], fault.kind))


def _fast(schemas: Mapping[str, Any], entry: str) -> Engine:
    import jsonschema_rs

    registry = jsonschema_rs.Registry(list(schemas.items()), draft=jsonschema_rs.Draft202012)
    validator = jsonschema_rs.Draft202012Validator({"$ref": entry}, registry=registry, validate_formats=True)
    is_valid, iter_errors = validator.is_valid, validator.iter_errors

    def faults(value: Any) -> list[Fault]:
        return [] if is_valid(value) else _tidy(_fast_faults(iter_errors(value)))

    return faults


def _fast_faults(errors: Iterable[Any]) -> Iterable[Fault]:
    for error in errors:
        path = tuple(error.instance_path)
        keyword = error.schema_path[-1]
        if keyword == "required":
            yield Fault((*path, error.kind.property), FaultKind.MISSING)
        elif keyword == "additionalProperties":
            for key in error.kind.unexpected:
                yield Fault((*path, key), FaultKind.UNKNOWN)
        else:
            yield Fault(path, _KINDS.get(keyword, FaultKind.FORM))


def _portable(schemas: Mapping[str, Any], entry: str) -> Engine:
    import jsonschema

    # A schema that names its draft would be checked by that draft's own class, without our pattern.
    undrafted = {
        uri: {key: value for key, value in schema.items() if key != "$schema"} for uri, schema in schemas.items()
    }
    extend: Any = jsonschema.validators.extend
    draft = extend(jsonschema.Draft202012Validator, {"pattern": _pattern})
    validator = draft({"$ref": entry}, format_checker=draft.FORMAT_CHECKER, **_references(undrafted))

    def faults(value: Any) -> list[Fault]:
        return _tidy(_portable_faults(validator.iter_errors(value)))

    return faults


def _references(schemas: Mapping[str, Any]) -> dict[str, Any]:
    """What resolves references: a registry, or on CPUs without any Rust wheel the old resolver.

    jsonschema 4.18 and later lean on a Rust package; where that has no wheel (as on
    loongarch64) pyproject.toml asks for 4.17.3, which is pure Python.
    """
    try:
        import referencing
        from referencing.jsonschema import DRAFT202012
    except ImportError:
        from jsonschema import RefResolver

        return {"resolver": RefResolver("", {}, store=dict(schemas))}
    resources = [(uri, DRAFT202012.create_resource(schema)) for uri, schema in schemas.items()]
    registry: Any = referencing.Registry().with_resources(resources)
    return {"registry": registry}


def _pattern(_validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[Any]:
    # In JSON Schema $ is the very end; Python's also stands before a last line feed.
    from jsonschema import ValidationError

    if isinstance(instance, str) and not re.search(re.sub(r"(?<!\\)\$$", r"\\Z", pattern), instance):
        yield ValidationError("pattern")


def _portable_faults(errors: Iterable[Any]) -> Iterable[Fault]:
    for error in errors:
        path = tuple(error.absolute_path)
        if error.validator == "required":
            for key in error.validator_value:
                if key not in error.instance:
                    yield Fault((*path, key), FaultKind.MISSING)
        elif error.validator == "additionalProperties":
            known = error.schema.get("properties", {})
            for key in error.instance:
                if key not in known and not key.startswith("x-"):
                    yield Fault((*path, key), FaultKind.UNKNOWN)
        else:
            yield Fault(path, _KINDS.get(error.validator, FaultKind.FORM))
