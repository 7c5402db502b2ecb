"""What a changed text must still be: read without a refusal, the same values, every comment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from catalog_tool.formats.comments import comments_of
from catalog_tool.formats.nodes import roots_of
from catalog_tool.formats.yaml_reader import read_yaml


def reads_as(text: str, values: Sequence[Mapping[str, Any]], *, manifest: bool) -> bool:
    """Whether a text is read without refusal, and as these values, a document each."""
    again = read_yaml(text.encode("utf-8"), "", manifest=manifest)
    return not again.refusals and [document.value for document in again.documents] == list(values)


def same_comments(one: str, other: str) -> bool:
    """Whether two texts that are read without refusal hold the same comments, in whatever order."""
    return sorted(comments_of(one, roots_of(one))) == sorted(comments_of(other, roots_of(other)))
