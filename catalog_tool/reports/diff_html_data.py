"""A comparison as the data of a page: two hundred thousand cells in a few megabytes.

Names, reasons and values that come often stand once and are known by their number;
a directory's matter stands once however many lists are compared with it; rows are
lists, without what is 0 at their end. The page reads the cells at once, and of a list
what stands behind its cells only when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from catalog_tool.compare.alignment import LABELS as ALIGNMENT_LABELS
from catalog_tool.compare.changes import LABELS as CHANGE_LABELS
from catalog_tool.compare.claims.best import MATERIALS, Best
from catalog_tool.compare.claims.marks import Marks, marks_of
from catalog_tool.compare.claims.matrix import Matrix, cell_word
from catalog_tool.compare.decided.approval import Approval
from catalog_tool.compare.entry import Entry
from catalog_tool.compare.judged import MATTER, JudgedAlignment, JudgedChange, JudgedLocal
from catalog_tool.compare.policy import Decision
from catalog_tool.domain.limits import Limit
from catalog_tool.findings import Spot
from catalog_tool.reports.diff_decided import approved_words
from catalog_tool.reports.diff_html_levels import levels_data
from catalog_tool.reports.diff_wording import WORDS, marks_besides, median_said, number_said, regions_said
from catalog_tool.reports.findings_wording import field_words, seen, where
from catalog_tool.reports.numbered import Numbered, without_end

NO_DEPARTMENT = "（未写部门）"
APPROVED = 4
"""In place of a decision: everything decided there has been approved."""
_KINDS = {kind: place for place, kind in enumerate(ALIGNMENT_LABELS)}
_CHANGES = {kind: place for place, kind in enumerate(CHANGE_LABELS)}
_WORDS = {word: place for place, word in enumerate(WORDS)}
_DECISIONS = {None: 0} | {decision: decision.rank + 1 for decision in Decision}
_FEW = 5
_MATCHED = {
    "code": "基本编码",
    "converted-code": "换算后的编码",
    "name": "名称",
    "name-in-department": "同部门的名称",
    "main-code": "主项编码",
    "similar-name": "相似的名称",
    "confirmed": "",
}


class PageData:
    """Collects what the lists share while each is turned into data: first the lists, then `shared`."""

    def __init__(self, matrix: Matrix | None) -> None:
        self._matrix = matrix
        self._places = {code: place for place, code in enumerate(matrix.rows if matrix is not None else ())}
        self._also: dict[int, dict[str, None]] = {}
        self._texts = Numbered({"": 0})
        self._entries = Numbered()
        self._ways = Numbered()
        self._departments = Numbered()
        self._looks = Numbered({None: 0})
        self._plain: dict[tuple[str, Decision | None], int] = {}

    def shared(self) -> dict[str, Any]:
        """What the lists refer to by number, to be asked for last."""
        entries = [self._entry(entry, "", "") for entry in self._entries]
        ways = [
            [_MATCHED.get(how or "", ""), confidence, [seen(each) for each in because]]
            for how, confidence, because in self._ways
        ]
        return {"texts": [seen(text) for text in self._texts], "entries": entries, "ways": ways}

    def looks(self) -> list[Any]:
        """What cells look like by number: word, decision, marks; 0 for one that is not due."""
        return [0 if look is None else [look[0], look[1], list(look[2])] for look in self._looks]

    def departments(self) -> list[str]:
        """The departments by number."""
        return [seen(name) or NO_DEPARTMENT for name in self._departments]

    def rows(self) -> list[list[Any]]:
        """The matrix's rows: code, name, department."""
        matrix = self._matrix
        return [
            [seen(code), seen(known.name), self._departments[known.department]]
            for code, known in zip(self._places, matrix.matters if matrix is not None else (), strict=True)
        ]

    def cells(self, local: JudgedLocal) -> list[int]:
        """A list's column: for each row of the matrix the number of its look."""
        behind = alignments_by_code(local)
        for code, judged in behind.items():
            if judged.kind != "same" and judged.directory and code in self._places:
                self._note_names(code, judged)
        return [self._look(behind.get(code)) for code in self._places]

    def other_names(self) -> dict[int, list[str]]:
        """By row the codes and names that lists have for it, where they are not the directory's own: to be found by."""
        return {place: list(self._also[place]) for place in sorted(self._also)}

    def _note_names(self, code: str, judged: JudgedAlignment) -> None:
        own = {"", code, *(entry.name for entry in judged.directory)}
        for word in (word for entry in judged.local for word in (entry.code, entry.name)):
            if word not in own:
                self._also.setdefault(self._places[code], {})[seen(word)] = None

    def list_data(self, local: JudgedLocal) -> dict[str, Any]:
        """What stands behind a list's cells; directory matters that are neither due nor held are left out."""
        kept = [each for each in local.alignments if each.local or each.is_due or any(True for _ in each.decisions)]
        path = local.local.path
        return {
            "alignments": [self._alignment(each, path) for each in kept],
            "suggestions": [self._alignment(each, path) for each in local.suggestions],
            **levels_data(local, kept, self._texts),
        }

    def _look(self, judged: JudgedAlignment | None) -> int:
        if judged is None:
            return 0
        if judged.changes or judged.approved is not None:
            return self._look_of(judged)
        key = (judged.kind, judged.verdict.decision)
        if key not in self._plain:
            self._plain[key] = self._look_of(judged)
        return self._plain[key]

    def _look_of(self, judged: JudgedAlignment) -> int:
        word = cell_word(judged)
        marks: Marks = marks_besides(word, marks_of(judged))
        return self._looks[(_WORDS[word], _worst(judged), marks)]

    def _alignment(self, judged: JudgedAlignment, path: str) -> list[Any]:
        first = judged.directory[0] if judged.directory else None
        code, name = (first.code, first.name) if first is not None else ("", "")
        row = [
            _KINDS[judged.kind],
            _DECISIONS[judged.verdict.decision],
            self._texts[judged.verdict.reason or ""],
            self._ways[(judged.matched_by, judged.confidence, judged.because)],
            self._departments[judged.department],
            self._texts[judged.type if judged.subject == MATTER else "一件事"],
            self._look(judged),
            [self._entries[entry] for entry in judged.directory],
            [self._entry(entry, path, name, code) for entry in judged.local],
            [self._change(change, judged) for change in judged.changes],
            self._approval(judged.approved),
            0 if judged.subject == MATTER else 1,
        ]
        return without_end(row)

    def _entry(self, entry: Entry, path: str, name: str, code: str = "") -> list[Any]:
        """A row: code and name (-1 where they are the directory's), body, file, line, promise, materials + 1, outside.

        Files are told from the list's folder on, since many lists name them alike;
        `outside` is 1 where a file is not in that folder.
        """
        inside = bool(path) and entry.file.startswith(f"{path}/")
        row = [
            -1 if code and entry.code == code else self._texts[entry.code],
            -1 if name and entry.name == name else self._texts[entry.name],
            self._texts[entry.body],
            self._texts[_place(entry, path if inside else "")],
            0 if entry.sheet else entry.line,
            self._texts[entry.promise.text if entry.promise is not None else ""],
            0 if entry.materials is None else entry.materials + 1,
            0 if inside else 1,
        ]
        return without_end(row)

    def _change(self, change: JudgedChange, judged: JudgedAlignment) -> list[Any]:
        """A change: kind, decision, reason, before, after, path, the two places, uncertain, between, approval."""
        one, other = change.between[0] if change.between else (0, 0)
        row = [
            _CHANGES[change.kind],
            _DECISIONS[change.verdict.decision],
            self._texts[change.verdict.reason or ""],
            self._texts[change.before],
            self._texts[change.after],
            self._texts[field_words(change.path)],
            self._spot(change.directory, judged.directory[one : one + 1]),
            self._spot(change.local, judged.local[other : other + 1]),
            0 if change.certain else 1,
            0 if change.between in ((), ((0, 0),)) else [list(pair) for pair in change.between],
            self._approval(change.approved),
        ]
        return without_end(row)

    def _spot(self, spot: Spot, entries: Sequence[Entry]) -> int | list[int]:
        """Where a value stands: the line in its entry's file, or the number of a text in a list."""
        if not spot.file:
            return 0
        if entries and spot.file == entries[0].file and not spot.sheet:
            return spot.line
        return [self._texts[where(spot, column=False)]]

    def _approval(self, approval: Approval | None) -> int:
        return 0 if approval is None else self._texts[approved_words(approval)]


def alignments_by_code(local: JudgedLocal) -> dict[str, JudgedAlignment]:
    """The alignment that a cell of the matrix tells of, by 基本编码: the directory's codes before a list's own."""
    given: dict[str, JudgedAlignment] = {}
    alone: dict[str, JudgedAlignment] = {}
    known: set[str] = set()
    for judged in local.alignments:
        if judged.subject != MATTER:
            continue
        codes = dict.fromkeys(entry.code for entry in judged.directory or judged.local if entry.code)
        if not judged.directory:
            alone |= dict.fromkeys(codes, judged)
            continue
        known |= set(codes)
        if judged.local or judged.is_due:
            given |= dict.fromkeys(codes, judged)
    return {code: judged for code, judged in alone.items() if code not in known} | given


def best_data(best: Mapping[str, Best], rows: Sequence[str], names: Sequence[str]) -> list[Any]:
    """For each row 0, or: the directory's promise, who promises least, who asks for fewest, who is far off."""
    return [0 if code not in best else _best(best[code], names) for code in rows]


def _best(best: Best, names: Sequence[str]) -> list[Any]:
    promises, materials = best.promises, best.materials
    least = (
        [[seen(held.value.text), seen(regions_said(held.columns, names, _FEW))] for held in promises.shortest]
        if (promises is not None)
        else []
    )
    fewest = (
        [materials.shortest.value, seen(regions_said(materials.shortest.columns, names, _FEW))]
        if materials is not None
        else 0
    )
    far = [[outlier.column, _far(outlier.aspect, outlier.value)] for outlier in best.outliers]
    return [
        seen(best.standard.text) if best.standard is not None else "",
        least,
        seen(median_said(promises)) if promises is not None else "",
        fewest,
        number_said(materials.median) if materials is not None else "",
        far,
    ]


def _far(aspect: str, value: Limit | int) -> str:
    if aspect == MATERIALS or isinstance(value, int):
        return f"材料 {value} 项"
    return f"承诺 {seen(value.text)}"


def _worst(judged: JudgedAlignment) -> int:
    """The worst that is decided and not approved, as a number; APPROVED where all of it is approved."""
    pending = [decision.rank for decision in judged.pending]
    if pending:
        return min(pending) + 1
    return APPROVED if any(True for _ in judged.decisions) else 0


def _place(entry: Entry, path: str) -> str:
    """The file, from the list's folder on; in a workbook with the row."""
    file = entry.file[len(path) + 1 :] if path else entry.file
    return where(Spot(file, entry.line, 1, entry.sheet), column=False) if entry.sheet else file
