"""The use case behind `validate --fix`: what can be put right without asking anyone is put right.

A fix is an edit of a span: everything else in the file stays byte for byte. What comes
out is read again and must hold the same values but for what was meant; otherwise the
file is left as it was, and that is said.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Protocol

from catalog_tool import rules, store
from catalog_tool.context import Context
from catalog_tool.formats.directives import Directive
from catalog_tool.formats.edits import Edit, Fixed, Left, Rewrite, applied
from catalog_tool.formats.key_order import moved
from catalog_tool.formats.nodes import Node, content_of, roots_of
from catalog_tool.formats.refusals import Refusal
from catalog_tool.formats.rereading import reads_as, same_comments
from catalog_tool.formats.yaml_bytes import BOM
from catalog_tool.formats.yaml_reader import MANIFEST_NAME, ReadFile, read_yaml
from catalog_tool.manifests import manifest_of, read_manifest
from catalog_tool.model import Document, Kind, Matter, Path
from catalog_tool.rules import Rule, all_rules, subject_of
from catalog_tool.runner import run_partition
from catalog_tool.schema.key_order import KeyOrders
from catalog_tool.schema.shapes import SchemaSet
from catalog_tool.standards import Standards
from catalog_tool.store import CatalogFolder, SourceFile
from catalog_tool.store.replacing import replace_file

KEY_ORDER = "key-order"
"""No rule, since any order is lawful: the name under which the moving of keys is counted and selected."""

Mend = Callable[[str], str | None]
"""A rule's fixer, the function `mended` in its module: the text as it should stand, None where a person must decide."""

READS_OTHERWISE = "这里的写法不常见，改过以后内容会变；请手工改"


class Wanted(Protocol):
    """Which fixes are asked for, by the names of their rules."""

    def has(self, name: str, /) -> bool:
        """Whether one is."""
        ...


@dataclass(frozen=True)
class FixJob:
    """Fixes the files of one catalog; carries all it needs."""

    schemas: SchemaSet
    context: Context
    wanted: Wanted

    def open(self) -> Callable[[SourceFile], Rewrite | None]:
        """Collect the fixers once."""
        fixer = Fixer(self.schemas, self.context, self.wanted)

        def work(file: SourceFile) -> Rewrite | None:
            data = store.read_source(file)
            if isinstance(data, Refusal):
                return None  # the check says so
            return fixer.rewrite(data, file, manifest=file.inside == MANIFEST_NAME)

        return work


def fix_catalogs(catalogs: Iterable[CatalogFolder], standards: Standards, wanted: Wanted, *, workers: int = 1) -> Fixed:
    """What becomes of every file that was asked for; nothing is written."""
    files: list[Rewrite] = []
    looked_at = 0
    for catalog in catalogs:
        manifest = manifest_of(read_manifest(catalog))
        job = FixJob(standards.schemas, standards.context(manifest, catalog.attachments), wanted)
        asked = catalog.asked()
        sources = [file for file in (catalog.manifest, *catalog.files) if file.shown in asked]
        looked_at += len(sources)
        files += [file for file in run_partition(job, sources, workers) if file is not None]
    return Fixed(tuple(files), looked_at)


def write(fixed: Fixed) -> list[str]:
    """Write the files that changed; a sentence for each that could not be written, while the others go on."""
    said = (replace_file(file.path, file.before, file.after) for file in fixed.changed)
    return [sentence for sentence in said if sentence]


def menders() -> dict[str, Mend]:
    """The fixer of every rule that has one."""
    found: dict[str, Mend] = {}
    for rule in all_rules():
        module = sys.modules[f"{rules.__name__}.{rule.name.replace('-', '_')}"]
        if mended := getattr(module, "mended", None):
            found[rule.name] = mended
    return found


@dataclass(slots=True)
class _Mending:
    """A text that is to be put right: where it is, as it shall stand, and the rules that say so."""

    node: Node
    document: int
    path: Path
    text: str
    rules: list[str]


class Fixer:
    """Puts files of one context right."""

    def __init__(self, schemas: SchemaSet, context: Context, wanted: Wanted) -> None:
        self._context = context
        self._orders = KeyOrders(schemas)
        self._moves_keys = wanted.has(KEY_ORDER)
        self._menders = {name: mend for name, mend in menders().items() if wanted.has(name)}
        self._rules = [rule for rule in all_rules() if rule.name in self._menders]

    def rewrite(self, data: bytes, file: SourceFile, *, manifest: bool) -> Rewrite | None:
        """What becomes of a file; None where nothing is to be done or said."""
        read = read_yaml(data, file.shown, manifest=manifest)
        hits = [*self._hits(read)]
        if read.refusals:
            if not hits:
                return None
            first = min(read.refusals, key=lambda refusal: refusal.place)
            why = f"这个文件里有“{first.rule.title}”，须先由人改正，然后再运行一次"
            return Rewrite(file.path, file.shown, data, data, left=(Left("", first.place.line, why),))
        after, counts, left = self._fixed(data, read, hits)
        if after == data and not left:
            return None
        return Rewrite(file.path, file.shown, data, after, counts, tuple(left))

    def _hits(self, read: ReadFile) -> Iterator[tuple[Rule, Document, Path, int]]:
        """Yield what the fixable rules report and no ignore comment covers: rule, document, path and line."""
        for document in read.documents:
            matter = Matter(document.value)
            for rule in self._rules:
                if rule.check is None or document.kind not in rule.kinds:
                    continue
                for hit in rule.check(subject_of(rule, document, matter), self._context):
                    line = document.place(hit.path, at_key=hit.at_key).line
                    if not any(_covers(comment, rule.name, line) for comment in read.directives):
                        yield rule, document, hit.path, line

    def _fixed(
        self, data: bytes, read: ReadFile, hits: list[tuple[Rule, Document, Path, int]]
    ) -> tuple[bytes, Counter[str], list[Left]]:
        text = content_of(data)
        mendings, left = self._mendings(roots_of(text), hits)
        counts: Counter[str] = Counter()
        wanted = [deepcopy(document.value) for document in read.documents]
        for mending in mendings:
            _put(wanted[mending.document], mending.path, mending.text)
            counts.update(mending.rules)
        edited = applied(text, (Edit(m.node.start, m.node.end, _written(m)) for m in mendings))
        manifest = read.documents[0].kind is Kind.MANIFEST
        if not reads_as(edited, wanted, manifest=manifest):
            return data, Counter(), [*left, Left("", 1, READS_OTHERWISE)]
        if self._moves_keys and (edits := self._moves(edited, read)):
            ordered = applied(edited, edits)
            if reads_as(ordered, wanted, manifest=manifest) and same_comments(ordered, edited):
                counts[KEY_ORDER] = len(edits)
                edited = ordered
            else:
                left.append(Left(KEY_ORDER, 1, READS_OTHERWISE))
        return (BOM if data.startswith(BOM) else b"") + edited.encode("utf-8"), counts, left

    def _mendings(
        self, roots: list[Node], hits: list[tuple[Rule, Document, Path, int]]
    ) -> tuple[list[_Mending], list[Left]]:
        """What is to be put right, one entry a text however many rules report it, and what is left."""
        found: dict[tuple[int, Path], _Mending] = {}
        left = []
        for rule, document, path, line in hits:
            node = roots[document.index].at(path)
            assert node is not None, "what a rule reports stands in the file"
            known = found.get((document.index, path)) or _Mending(node, document.index, path, node.text, [])
            text = self._menders[rule.name](known.text)
            if text is None:
                left.append(Left(rule.name, line, "怎样才对须由人决定"))
            elif node.is_block_text:
                left.append(Left(rule.name, line, "文字写在 | 或 > 之后，请手工改"))
            else:
                known.text = text
                known.rules.append(rule.name)
                found[document.index, path] = known
        return [*found.values()], left

    def _moves(self, text: str, read: ReadFile) -> list[Edit]:
        """The edits that bring the documents' top-level entries into order."""
        roots = roots_of(text)
        orders = [self._orders.of(document.kind)(()) for document in read.documents]
        found = (moved(text, root, order) for root, order in zip(roots, orders, strict=True))
        return [edit for edit in found if edit is not None]


def _covers(comment: Directive, rule: str, line: int) -> bool:
    return bool(comment.reason) and rule in comment.rules and comment.first <= line <= comment.last


def _written(mending: _Mending) -> str:
    """The text as it is written into the file: in the quotes it had, in double ones where it had or needs them."""
    node, text = mending.node, mending.text
    if node.style == "'":
        return "'" + text.replace("'", "''") + "'"
    # A plain text that did not change was reported for its missing quotes.
    if node.style == "" and text != node.text and _may_stand_plain(text):
        return text
    return json.dumps(text, ensure_ascii=False)


def _may_stand_plain(text: str) -> bool:
    return not any(mark in text for mark in ":#,[]{}&*!|>'\"%@`\\") and text[0] not in "-?~" and text != "null"


def _put(value: Any, path: Path, text: str) -> None:
    for step in path[:-1]:
        value = value[step]
    value[path[-1]] = text
