"""What people decided about a local list, read from the files beside its catalog.yaml.

alignments.yaml holds who is who, approved.yaml what was approved. A fault in one ends
the run: what was decided must not be judged anew without anybody noticing.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from catalog_tool import store
from catalog_tool.compare.decided.approval import ApprovedEntry
from catalog_tool.compare.decided.approved_list import parse_approved
from catalog_tool.compare.decided.confirmations import Confirmations, parse_confirmations
from catalog_tool.findings import CannotRun
from catalog_tool.formats.nodes import content_of
from catalog_tool.formats.refusals import Refusal
from catalog_tool.model import Document
from catalog_tool.operator_files import one_document, one_mapping
from catalog_tool.store import CatalogFolder, SourceFile

ALIGNMENTS, APPROVED = "alignments.yaml", "approved.yaml"


@dataclass(frozen=True)
class Learned:
    """An alignments.yaml as it stands: path, bytes (None where there is none), document, and what it says."""

    path: str
    data: bytes | None
    document: Document | None
    confirmations: Confirmations


def learned_of(folder: CatalogFolder) -> Learned:
    """The alignments.yaml of a list; CannotRun where it cannot be read."""
    path = _own_file(folder, ALIGNMENTS)
    if path is None:
        return Learned(os.path.join(folder.root, ALIGNMENTS), None, None, Confirmations())
    shown = store.shown_name(path)
    raw = store.read_source(SourceFile(path, shown))
    if not isinstance(raw, Refusal) and _says_nothing(raw):
        return Learned(path, raw, None, Confirmations())
    data, document = one_document(path, shown)
    return Learned(path, data, document, parse_confirmations(document.value, shown))


def approved_of(folder: CatalogFolder) -> tuple[ApprovedEntry, ...]:
    """The approved.yaml of a list, nothing where there is none; CannotRun where it cannot be read."""
    path = _own_file(folder, APPROVED)
    return () if path is None else approved_in(path)


def approved_in(path: str) -> tuple[ApprovedEntry, ...]:
    """An approved list that the operator names; CannotRun where it cannot be read."""
    shown = store.shown_name(path)
    return parse_approved(one_mapping(path, shown), shown)


def _own_file(folder: CatalogFolder, name: str) -> str | None:
    path = os.path.join(folder.root, name)
    if not os.path.lexists(path):
        return None
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder.root)):
        raise CannotRun(f"{store.shown_name(path)} 是一个链接，指到目录之外，没有打开。请换成文件本身。")
    return path


def _says_nothing(data: bytes) -> bool:
    """Whether a file has no content but comments."""
    try:
        lines = content_of(data).split("\n")
    except ValueError:  # not UTF-8, which reading says in its own words
        return False
    return all(not line.strip() or line.lstrip().startswith("#") for line in lines)
