"""The use case behind `diff --confirm`: what staff ticked is written beside the lists it is about.

All or nothing: one row that cannot be taken, and no file is touched. What is said again
changes no byte, so a workbook may be read back twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from catalog_tool import store
from catalog_tool.compare.decided.confirmations import Confirmations
from catalog_tool.confirming.correspondence import KEY, Correspondence
from catalog_tool.confirming.lists import ListTicks, dealt, list_ticks
from catalog_tool.confirming.texts import learned_text, manifest_text
from catalog_tool.confirming.ticks import ticks_of
from catalog_tool.decided import learned_of
from catalog_tool.manifests import manifest_of, read_manifest
from catalog_tool.runner import without_collecting
from catalog_tool.schema.key_order import KeyOrders
from catalog_tool.standards import Standards
from catalog_tool.store import CatalogFolder
from catalog_tool.store.changing import Change, change_files
from catalog_tool.store.workbooks import read_workbook

__all__ = ["Confirmation", "confirm"]


@dataclass
class Confirmation:
    """What was refused (then nothing was written), what was written, and what a person should know; sentences."""

    refused: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def confirm(path: str, folders: Sequence[CatalogFolder], standards: Standards, day: str) -> Confirmation:
    """Write what a review workbook says of the lists, signed with a day (YYYY-MM-DD).

    CannotRun where the workbook cannot be read, or a file not be written.
    """
    shown = store.shown_name(path)
    with without_collecting():
        found = ticks_of(read_workbook(path)[0], shown)
    lists = [
        list_ticks(folder, store.shown_name(folder.root), manifest_of(read_manifest(folder)), learned_of(folder))
        for folder in folders
    ]
    refused, others = dealt(found.ticks, lists, day)
    result = Confirmation([*found.refused, *refused], notes=[*found.notes, *others])
    if result.refused:
        return result
    if not found.rows:
        result.notes.append(f"{shown} 里没有填过 判断 的行，没有要写的")
    orders = KeyOrders(standards.schemas)
    changes: list[Change] = []
    for one in lists:
        if one.ticks:
            changes += _changes(one, orders, result)
    change_files(changes)
    if found.rows and not changes:
        result.notes.append("表里的判断都已经写过，没有改动任何文件")
    return result


def _changes(one: ListTicks, orders: KeyOrders, result: Confirmation) -> list[Change]:
    """What becomes of the two files of a list."""
    manifest = read_manifest(one.folder)
    shown = one.folder.manifest.shown
    known = one.learned.confirmations
    after = known.with_more(one.decided)
    correspondence = Correspondence(manifest_of(manifest), shown)
    correspondence.learn(known, one.decided)
    changes: list[Change] = []
    if after != known:
        changes.append(Change(one.learned.path, one.learned.data, learned_text(one.learned, after)))
        result.written.append(f"{store.shown_name(one.learned.path)}：{_counted(known, after)}")
    if correspondence.changed:
        changes.append(manifest_text(one.folder, manifest, correspondence.value, orders))
        result.written.append(f"{shown} 的 {KEY}：{'；'.join(correspondence.changed)}")
    return changes


def _counted(known: Confirmations, after: Confirmations) -> str:
    """How many decisions of each kind are new or other than before."""
    fresh = [one for one in after.decided if known.by_pair.get((one.list, one.pair)) != one]
    counts = Counter(one.judgement for one in fresh)
    return "，".join(f"{judgement} {count}" for judgement, count in counts.items())
