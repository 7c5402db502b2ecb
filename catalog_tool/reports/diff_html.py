"""A comparison as one HTML page that opens from disk: the claim matrix, and both sides of each cell beside each other.

Counts and what could not be read are in the page itself; the matrix and the differences
are drawn by the page's scripts out of JSON in it, only what is in sight, so that a
hundred regions × 2,000 matters scroll. Each list's differences are an element of their
own, which is read when somebody first asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from jinja2 import TemplateError
from markupsafe import Markup

from catalog_tool.compare.alignment import LABELS as ALIGNMENT_LABELS
from catalog_tool.compare.changes import LABELS as CHANGE_LABELS
from catalog_tool.compare.claims.best import Best
from catalog_tool.compare.claims.matrix import columns_of
from catalog_tool.compare.comparators.stale_version import KIND as STALE_VERSION
from catalog_tool.compare.compared import Compared
from catalog_tool.compare.judged import Catalogued, JudgedLocal
from catalog_tool.compare.levels.devolved import STATES
from catalog_tool.compare.levels.hole_kinds import LABELS as HOLE_LABELS
from catalog_tool.compare.policy import Decision
from catalog_tool.findings import CannotRun, Finding
from catalog_tool.formats.inlined import json_text
from catalog_tool.reports.diff_decided import approved_words, doubts, left_over, stale
from catalog_tool.reports.diff_html_data import PageData, best_data
from catalog_tool.reports.diff_html_levels import WENT
from catalog_tool.reports.diff_wording import STYLES, WORDS, column_names, list_name
from catalog_tool.reports.findings_wording import seen, where
from catalog_tool.reports.offline_page import Templates, must_have, page_environment, script_of, style_of

PAGE = "page.html.j2"
STYLES_IN_ORDER = ("style.css", "diff.css")
SCRIPTS_IN_ORDER = (
    "dom.js",
    "data.js",
    "filters.js",
    "panel.js",
    "matrix.js",
    "lists.js",
    "levels.js",
    "print.js",
    "page.js",
)
MOST_PROBLEMS = 500
"""Problems named in the page: who has more begins with these."""
_NOTHING: Mapping[str, Best] = MappingProxyType({})


@dataclass(frozen=True)
class Standing:
    """One list as the table at the top tells it."""

    title: str
    against: str
    matters: int
    matched: int
    missing: int
    undeclared: int
    decisions: tuple[int, ...]
    approved: int
    problems: int


def write(compared: Compared, templates: Templates, *, tool: str, best: Mapping[str, Best] = _NOTHING) -> Iterator[str]:
    """The page in pieces by the templates of templates/page/ and templates/diff/, to be written one after the other.

    `best` is what best_of says of the regions. CannotRun with the first piece where
    the templates are broken.
    """
    must_have(templates, (PAGE,))
    environment = page_environment(templates)
    environment.globals |= {"where": where, "approved_words": approved_words}
    standings = [_standing(local) for local in compared.locals]
    problems = _problems(compared.locals)
    data = _Data(compared, best)
    try:
        yield from environment.get_template(PAGE).generate(
            compared=compared,
            tool=tool,
            decisions=tuple(Decision),
            standings=standings,
            totals=_totals(compared.locals),
            problems=problems[:MOST_PROBLEMS],
            problem_count=len(problems),
            remarks=_remarks(compared),
            holes=compared.holes[:MOST_PROBLEMS],
            hole_labels=HOLE_LABELS,
            style=style_of(templates, STYLES_IN_ORDER),
            script=script_of(templates, SCRIPTS_IN_ORDER),
            data=data,
        )
    except TemplateError as error:
        raise CannotRun(f"比对结果的网页模板有误：{error.message}。请改正 templates/diff 里的模板。") from error


class _Data:
    """The page's JSON, an element at a time; what is shared comes after what shares it."""

    def __init__(self, compared: Compared, best: Mapping[str, Best]) -> None:
        self._compared = compared
        self._best = best
        self._data = PageData(compared.matrix)
        self._cells: list[list[int]] = []

    def lists(self) -> Iterator[Markup]:
        """What stands behind each list's cells, in order."""
        for local in self._compared.locals:
            if self._compared.matrix is not None and local.against is None:
                self._cells.append(self._data.cells(local))
            yield json_text(self._data.list_data(local))

    def shared(self) -> Markup:
        """What they refer to."""
        return json_text(self._data.shared())

    def overview(self) -> Markup:
        """What the page shows at once."""
        compared = self._compared
        matrix = compared.matrix
        rows: dict[str, Any] = {"columns": [], "names": [], "rows": [], "cells": [], "also": {}, "best": []}
        if matrix is not None:
            names = column_names(compared)
            rows = {
                "columns": [place for place, local in enumerate(compared.locals) if local.against is None],
                "names": [seen(name) for name in names],
                "rows": self._data.rows(),
                "cells": self._cells,
                "also": self._data.other_names(),
                "best": best_data(self._best, matrix.rows, names) if self._best else [],
            }
        return json_text(
            {
                "lists": _list_heads(compared),
                "suggestions": sum(len(local.suggestions) for local in compared.locals),
                "devolved": [len(local.devolved) for local in compared.locals],
                **rows,
                "looks": self._data.looks(),
                "departments": self._data.departments(),
                "words": [[word, STYLES.get(kind, "")] for kind, word in WORDS.items()],
                "kinds": [[kind, label] for kind, label in ALIGNMENT_LABELS.items()],
                "changes": list(CHANGE_LABELS.values()),
                "ofLists": list(CHANGE_LABELS).index(STALE_VERSION),
                "went": list(WENT.values()),
                "states": list(STATES),
                "decisions": ["", *(decision.label for decision in Decision), "已批准"],
            }
        )


def _list_heads(compared: Compared) -> list[list[str]]:
    """For each list its name among the others, its full name, its folder, its directories, what people call these."""
    names = iter(column_names(compared))
    heads = []
    for local in compared.locals:
        against = local.against
        name = next(names) if against is None else f"{local.region}（对照 {against.region}）"
        directories = "、".join(each.name or each.path for each in _uppers(local))
        upper = "省目录" if against is None else "上级清单"
        heads.append([*(seen(text) for text in (name, list_name(local), local.local.path, directories)), upper])
    return heads


def _uppers(local: JudgedLocal) -> Sequence[Catalogued]:
    return local.directories if local.against is None else (local.against,)


def _standing(local: JudgedLocal) -> Standing:
    kinds, decisions = local.kinds, local.decisions
    return Standing(
        list_name(local),
        "、".join(f"{each.name or each.path}（{each.version or '未写版本'}）" for each in _uppers(local)),
        local.local.matters,
        local.matched,
        kinds["missing"],
        kinds["undeclared"],
        tuple(decisions[decision] for decision in Decision),
        local.approvals.applied,
        len(local.problems),
    )


def _totals(locals_: Sequence[JudgedLocal]) -> Standing:
    """All lists together; one that is compared with its city's besides is counted once."""
    standings = [_standing(local) for local in columns_of(locals_)]
    return Standing(
        "合计" if len(standings) == len(locals_) else f"合计（对照目录的 {len(standings)} 个清单）",
        "",
        sum(each.matters for each in standings),
        sum(each.matched for each in standings),
        sum(each.missing for each in standings),
        sum(each.undeclared for each in standings),
        tuple(sum(each.decisions[place] for each in standings) for place in range(len(Decision))),
        sum(each.approved for each in standings),
        sum(each.problems for each in standings),
    )


def _problems(locals_: Sequence[JudgedLocal]) -> list[Finding]:
    """What could not be read, a directory's once however many lists are compared with it."""
    found: dict[tuple[Any, ...], Finding] = {}
    for local in locals_:
        for problem in local.problems:
            key = (problem.file, problem.sheet, problem.line, problem.column, problem.message)
            found.setdefault(key, problem)
    return list(found.values())


def _remarks(compared: Compared) -> list[str]:
    """What people signed that does nothing any more, and what they still have to decide on."""
    remarks = dict.fromkeys(left_over(compared.approvals))
    for local in compared.locals:
        remarks |= dict.fromkeys(left_over(local.approvals))
        remarks |= dict.fromkeys(
            f"{list_name(local)}：{sentence}" for sentence in (*stale(local), doubts(local)) if sentence
        )
    return list(remarks)
