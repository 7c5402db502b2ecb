"""What checking one file gives, and its form on the way home from a worker or in the cache.

The form is JSON without the file's name: a function of the bytes and the Context, so
that it can be kept and read again wherever the catalog then stands. Sentences are not
in it either: they are made of rule and arguments.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from catalog_tool.findings import MOST_PER_FILE, Anchor, Finding, Owner, Severity, Spot
from catalog_tool.formats.directives import Directive
from catalog_tool.model import Place, place_at
from catalog_tool.rules import PlacedFact, all_infos


@dataclass(slots=True)
class Extract:
    """What a file gives: placed findings, facts for rules across matters, ignore comments, the matters in it.

    Of one rule only as many findings are made as a file may show; the rest are
    counted in `omitted`, so that a file of faults costs no more than it says.
    """

    findings: list[Finding] = field(default_factory=list)
    facts: dict[str, list[PlacedFact]] = field(default_factory=dict)
    matters: list[Owner] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)
    # Plain dictionaries: a Counter costs as much to make as a rule to run, and most stay empty.
    omitted: dict[str, int] = field(default_factory=dict)
    _made: dict[tuple[str, Severity | None], int] = field(default_factory=dict)

    def takes(self, rule: str, severity: Severity | None = None) -> bool:
        """Whether one more finding of a rule, at a severity of its own, is to be made; counted either way."""
        made = self._made.get((rule, severity), 0)
        if made < MOST_PER_FILE:
            self._made[rule, severity] = made + 1
            return True
        self.omitted[rule] = self.omitted.get(rule, 0) + 1
        return False


def encode(extract: Extract) -> bytes:
    """An extract as bytes, about 2 kB a matter; every place and owner stands once."""
    owners: dict[int, int] = {}
    owner_rows: list[list[Any]] = []

    def owner_index(owner: Owner) -> int:
        index = owners.get(id(owner))
        if index is None:
            index = owners[id(owner)] = len(owner_rows)
            owner_rows.append([owner.document, owner.matter, owner.department, owner.subject])
        return index

    anchors: dict[int, int] = {}
    anchor_rows: list[list[Any]] = []
    facts: dict[str, list[Any]] = {}
    for name, gathered in extract.facts.items():
        if gathered:
            rows = facts[name] = []
            for anchor, data in gathered:
                index = anchors.get(id(anchor))
                if index is None:
                    index = anchors[id(anchor)] = len(anchor_rows)
                    line, column, *sheet = _bare(anchor.place)
                    anchor_rows.append([owner_index(anchor.owner), line, column, anchor.path, *sheet])
                rows.append((index, data))
    form: dict[str, Any] = {"matters": [owner_index(owner) for owner in extract.matters]}
    if facts:
        form["places"], form["facts"] = anchor_rows, facts
    if extract.findings:
        form["findings"] = [_finding_row(finding) for finding in extract.findings]
    if extract.directives:
        form["directives"] = extract.directives
    if extract.omitted:
        form["omitted"] = extract.omitted
    form["owners"] = owner_rows
    return json.dumps(form, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def decode(form: bytes, shown: str, inside: str) -> Extract:
    """The extract of a file that is now shown under this name."""
    value = json.loads(form.decode("utf-8", "surrogatepass"))
    owners = [
        Owner(shown, inside, document, matter and (matter[0], matter[1]), department, tuple(subject))
        for document, matter, department, subject in value["owners"]
    ]
    extract = Extract(matters=[owners[index] for index in value["matters"]])
    if "facts" in value:
        anchors = [
            Anchor(owners[owner], place_at(line, column, *sheet), tuple(path))
            for owner, line, column, path, *sheet in value["places"]
        ]
        extract.facts = {
            name: [PlacedFact(anchors[index], data) for index, data in rows] for name, rows in value["facts"].items()
        }
    if "findings" in value:
        extract.findings = [_finding(row, shown) for row in value["findings"]]
    if "directives" in value:
        extract.directives = [
            Directive(line, column, tuple(rules), *rest) for line, column, rules, *rest in value["directives"]
        ]
    if "omitted" in value:
        extract.omitted = value["omitted"]
    return extract


def _bare(place: Place | Spot) -> list[Any]:
    """Line and column, and in a workbook the sheet; the file's name is not part of the form."""
    return [place.line, place.column, *([place.sheet] if place.sheet else [])]


def _finding_row(finding: Finding) -> list[Any]:
    return [
        finding.rule, finding.severity.value, finding.line, finding.column, finding.path, finding.document,
        [_bare(spot) for spot in finding.related], finding.matter, dict(finding.args), finding.fingerprint,
        finding.department, *([finding.sheet] if finding.sheet else []),
    ]  # fmt: skip


def _finding(row: list[Any], shown: str) -> Finding:
    rule, severity, line, column, path, document, related, matter, args, fingerprint, department, *sheet = row
    info = all_infos()[rule]
    return Finding(
        rule=rule,
        severity=Severity(severity),
        message=info.message.format_map(args),
        file=shown,
        line=line,
        column=column,
        path=tuple(path),
        document=document,
        related=tuple(Spot(shown, *place) for place in related),
        matter=matter and (matter[0], matter[1]),
        args=args,
        fixable=info.fixable,
        fingerprint=fingerprint,
        department=department,
        sheet=sheet[0] if sheet else "",
    )
