"""What a reading says, in a form that can be compared."""

from __future__ import annotations

from typing import Any

from catalog_tool.formats import yaml_reader
from catalog_tool.formats.refusals import Refusal
from catalog_tool.formats.yaml_reader import ReadFile
from catalog_tool.formats.yaml_stream import RawDocument, StreamBuilder


def seen(found: ReadFile) -> tuple[Any, ...]:
    """Everything a reading says, to compare two of them."""
    return (
        [(document.index, document.kind, document.value, document.plain_codes) for document in found.documents],
        [(refusal.rule.name, refusal.place, refusal.path, refusal.document) for refusal in found.refusals],
        [refusal.rule.message.format_map(refusal.args) for refusal in found.refusals],
    )


def raw_documents(data: bytes, *, pure: bool) -> list[RawDocument]:
    """What the parser and the builder make of a text, also of one that is no matter."""
    next_event = yaml_reader._events(data, pure=pure)
    assert not isinstance(next_event, Refusal)
    builder = StreamBuilder(next_event, manifest=False, watched=True)
    builder.run()
    return builder.documents
