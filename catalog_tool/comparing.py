"""The use case behind `diff`: local lists against their directories.

Never requires validity: what cannot be read stands among the problems, the rest
goes on. Files become comparables as they are read, so documents are not kept.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from catalog_tool import store
from catalog_tool.compare.alignment import Aligner
from catalog_tool.compare.changes import Setting
from catalog_tool.compare.comparable import Group, Row, Side, grouped, row_of
from catalog_tool.compare.departments import department_table
from catalog_tool.compare.elsewhere import exempt_entries
from catalog_tool.compare.judged import JudgedLocal, judge
from catalog_tool.compare.matching import match
from catalog_tool.compare.matrix import Matrix, matrix_of
from catalog_tool.compare.policy import Policy
from catalog_tool.context import Context
from catalog_tool.domain.bodies import Bodies
from catalog_tool.domain.references import reference_fault, upper_paths
from catalog_tool.findings import CannotRun, Finding, settle
from catalog_tool.formats.refusals import Refusal
from catalog_tool.formats.yaml_reader import MANIFEST_NAME, read_yaml
from catalog_tool.manifests import manifest_of, read_manifest
from catalog_tool.model import DIRECTORY, Kind
from catalog_tool.placing import file_owner, place_refusal
from catalog_tool.runner import run_partition
from catalog_tool.standards import Standards
from catalog_tool.store import CatalogFolder, SourceFile


@dataclass(frozen=True)
class Compared:
    """A whole run: each local list judged, the matrix of several, the policy's name and the day."""

    locals: tuple[JudgedLocal, ...]
    matrix: Matrix | None
    policy: str
    day: str


@dataclass(slots=True)
class Rows:
    """What a file gives to comparing."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class RowsJob:
    """Reads files into rows; carries the context of their catalog."""

    context: Context

    def open(self) -> Callable[[SourceFile], Rows]:
        """Nothing to make ready."""

        def work(file: SourceFile) -> Rows:
            data = store.read_source(file)
            if isinstance(data, Refusal):
                return Rows(problems=[place_refusal(data, file_owner(file.shown, self.context.region, file.inside))])
            read = read_yaml(data, file.shown)
            problems = [
                place_refusal(refusal, file_owner(file.shown, self.context.region, file.inside, refusal.document))
                for refusal in read.refusals
            ]
            rows = [row_of(document, self.context) for document in read.documents if document.kind is Kind.MATTER]
            return Rows(rows, problems)

        return work


def read_side(catalog: CatalogFolder, standards: Standards) -> Side:
    """A catalog as comparing sees it; only problems where its manifest cannot be read at all."""
    context, refused = _manifest(catalog, standards)
    rows: list[Row] = []
    refusals = [*((catalog.manifest, refusal) for refusal in refused), *catalog.refused]
    problems = [
        place_refusal(refusal, file_owner(file.shown, context.region, file.inside)) for file, refusal in refusals
    ]
    if not context.manifest:
        return Side(store.shown_name(catalog.root), context, (), tuple(problems))
    for result in run_partition(RowsJob(context), catalog.files):
        rows += result.rows
        problems += result.problems
    return Side(store.shown_name(catalog.root), context, tuple(grouped(rows)), tuple(problems))


def _manifest(catalog: CatalogFolder, standards: Standards) -> tuple[Context, list[Refusal]]:
    """The context of a catalog by its manifest (an empty one if that cannot be read), and what was refused in it."""
    read = read_manifest(catalog)
    return standards.context(manifest_of(read)), read.refusals


class Comparing:
    """One run of `diff`: reads each catalog once, however many lists refer to it."""

    def __init__(self, standards: Standards, policy: Policy, day: str) -> None:
        self._standards = standards
        self._policy = policy
        self._day = day
        self._sides: dict[str, Side] = {}
        self._bodies = Bodies(standards.lexicon)

    def compare(self, locals_: Sequence[CatalogFolder], directory: str | None) -> Compared:
        """Compare each list with `directory`, or with the 上级目录 it names.

        Of several lists one whose catalog.yaml cannot be read has only problems; the
        rest goes on. CannotRun where there is nothing to compare, or nothing to compare with.
        """
        sides = [self._side(catalog) for catalog in locals_]
        if len(sides) == 1:
            _must_be_readable(sides[0])
        judged = []
        for catalog, side in zip(locals_, sides, strict=True):
            if not side.manifest:
                judged.append(JudgedLocal(side, (), (), (), settle(side.problems).findings))
                continue
            others = [other for other in sides if other is not side]
            judged.append(self._judged(side, self._directories(catalog, side, directory), others))
        return Compared(tuple(judged), matrix_of(judged), self._policy.name, self._day)

    def _side(self, catalog: CatalogFolder) -> Side:
        key = os.path.realpath(catalog.root)
        if key not in self._sides:
            self._sides[key] = read_side(catalog, self._standards)
        return self._sides[key]

    def _directories(self, catalog: CatalogFolder, side: Side, given: str | None) -> tuple[Side, ...]:
        if given is not None:
            return (_must_be_readable(self._side(_one_catalog(given))),)
        named = upper_paths(side.manifest)
        shown = catalog.manifest.shown
        for path in named:
            if problem := reference_fault(path, may_climb=True):
                raise CannotRun(f"{shown} 的 上级目录 “{path}”{problem}，没有打开。请写成 ../zhejiang 这样的相对路径。")
        if not named:
            raise CannotRun(f"{shown} 没有写 上级目录，不知道和谁比。请补写，或用 --directory 指定省目录。")
        uppers = (self._side(_one_catalog(os.path.join(catalog.root, path))) for path in named)
        return tuple(_must_be_readable(upper) for upper in uppers)

    def _judged(self, side: Side, directories: tuple[Side, ...], others: Sequence[Side]) -> JudgedLocal:
        setting = Setting(directories[0].context, side.context, self._bodies, self._day)
        aligner = Aligner(side, directories, setting, others)
        matches = match(_ruling(directories), side, self._bodies, frozenset(exempt_entries(side)))
        alignments = [aligner.alignment(found) for found in matches]
        region = side.context.region
        uppers = [upper for upper in dict.fromkeys(directories) if upper is not side]
        problems = settle([*side.problems, *(problem for upper in uppers for problem in upper.problems)])
        return JudgedLocal(
            side,
            directories,
            tuple(judge(alignment, self._policy, region) for alignment in alignments),
            tuple(department_table(alignments, self._bodies)),
            problems.findings,
        )


def _must_be_readable(side: Side) -> Side:
    if not side.manifest:
        problem = side.problems[0]
        raise CannotRun(f"读不了 {problem.file}（第 {problem.line} 行）：{problem.message}。")
    return side


def _one_catalog(path: str) -> CatalogFolder:
    if not os.path.isfile(os.path.join(path, MANIFEST_NAME)):
        raise CannotRun(
            f"上级目录 {store.shown_name(path)} 里没有 {MANIFEST_NAME}。请检查路径，或用 --directory 指定。"
        )
    return store.find_catalogs([path])[0]


def _ruling(directories: Sequence[Side]) -> list[Group]:
    """The matters of all directories; of several with one code the first directory's rules."""
    groups: dict[str, Group] = {}
    without: list[Group] = []
    for side in dict.fromkeys(directories):
        for group in side.groups:
            if group.code:
                groups.setdefault(group.code, group)
            else:
                without.append(group)
    return [*groups.values(), *without]


def local_lists(catalogs: Sequence[CatalogFolder], standards: Standards) -> list[CatalogFolder]:
    """The lists among catalogs that were found in folders: a 指导目录 beside them is no local list."""
    if len(catalogs) <= 1:
        return list(catalogs)
    lists = [catalog for catalog in catalogs if manifest_of(read_manifest(catalog)).get("类别") != DIRECTORY]
    return lists or list(catalogs)
