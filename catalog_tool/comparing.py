"""The use case behind `diff`: local lists against their directories.

Never requires validity: what cannot be read stands among the problems, the rest
goes on. The directories are read first and travel to the workers; each list is then
read, matched, judged and reduced in one place, so that a province's lists are never
held all at once.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from catalog_tool import store
from catalog_tool.comparables import Source, read_side, read_sides, source_of
from catalog_tool.compare.claims.matrix import matrix_of
from catalog_tool.compare.comparable import Side
from catalog_tool.compare.compared import Compared
from catalog_tool.compare.decided.approval import ApprovedEntry
from catalog_tool.compare.decided.approved import approved_each, approved_for_all
from catalog_tool.compare.decided.confirmations import Confirmations
from catalog_tool.compare.judged import JudgedLocal, with_exemptions_found
from catalog_tool.compare.levels.agreement import agreement
from catalog_tool.compare.levels.chains import holes_of
from catalog_tool.compare.levels.elsewhere import Elsewhere
from catalog_tool.compare.levels.holdings import Holdings, holdings_of, nearest_over
from catalog_tool.compare.one_list import judged_list
from catalog_tool.compare.policy import Policy
from catalog_tool.context import Lexicon
from catalog_tool.decided import approved_of, learned_of
from catalog_tool.domain.bodies import Bodies
from catalog_tool.domain.references import reference_fault, upper_paths
from catalog_tool.findings import CannotRun
from catalog_tool.formats.yaml_reader import MANIFEST_NAME
from catalog_tool.manifests import manifest_of, read_manifest
from catalog_tool.model import DIRECTORY
from catalog_tool.runner import run_partition, without_collecting
from catalog_tool.standards import Standards
from catalog_tool.store import CatalogFolder

_WORTH = 2_000
"""From so many files of several lists on, each list goes to a worker of its own."""
_KEPT = 2
"""Upper lists a worker keeps: a city's while its counties are compared, and a county's within while its towns are."""


@dataclass(frozen=True)
class ListItem:
    """A local list to compare; `directories` are keys of the job's sides, `confirmations` what people decided.

    `over` are the lists of the run right above it (its city's), `is_upper` says whether
    it is such a list itself.
    """

    source: Source
    directories: tuple[str, ...]
    confirmations: Confirmations
    over: tuple[Source, ...] = ()
    is_upper: bool = False


@dataclass(frozen=True)
class ListJob:
    """Reads local lists and judges them; carries the directories, and lists already read, once a worker."""

    sides: Mapping[str, Side]
    policy: Policy
    lexicon: Lexicon
    day: str

    def open(self) -> Callable[[ListItem], tuple[JudgedLocal, ...]]:
        """The lines of duty, looked up once; what comes back gives the list judged, then once more for each over it."""
        bodies = Bodies(self.lexicon)
        reading = _Reading(self.sides, self.lexicon)

        def work(item: ListItem) -> tuple[JudgedLocal, ...]:
            # Before the list itself: what was read first is given up first.
            uppers = [reading.side(upper, keep=True) for upper in item.over]
            side = reading.side(item.source, keep=item.is_upper)
            directories = tuple(self.sides[key] for key in item.directories)
            said = item.confirmations
            judged = judged_list(side, directories, self.policy, bodies, self.day, said.confirmed, said.apart)
            return (
                judged,
                *(agreement(upper, side, directories, self.policy, bodies, self.day) for upper in uppers),
            )

        return work


class _Reading:
    """The sides a worker has at hand: those it was given, and the upper lists it read last.

    A county's items stand in a row behind its city's, and a town's behind its county's,
    so that two are enough to read each once.
    """

    def __init__(self, sides: Mapping[str, Side], lexicon: Lexicon) -> None:
        self._sides = sides
        self._lexicon = lexicon
        self._kept: dict[str, Side] = {}

    def side(self, source: Source, *, keep: bool) -> Side:
        """A catalog's side, read unless it is at hand; `keep` where lists below will ask for it."""
        key = source.key
        side = self._sides.get(key) or self._kept.pop(key, None)
        if side is None:
            side = read_side(source, self._lexicon)
        if keep and key not in self._sides:
            self._kept[key] = side
            while len(self._kept) > _KEPT:
                del self._kept[next(iter(self._kept))]
        return side


class Comparing:
    """One run of `diff`: reads each catalog once, however many lists refer to it."""

    def __init__(self, standards: Standards, policy: Policy, day: str, workers: int = 1) -> None:
        self._standards = standards
        self._policy = policy
        self._day = day
        self._workers = workers
        self._uppers: dict[str, Source] = {}
        self._sides: dict[str, Side] = {}

    def compare(
        self,
        locals_: Sequence[CatalogFolder],
        directory: str | None,
        approved: Sequence[ApprovedEntry] | None = None,
    ) -> Compared:
        """Compare each list with `directory`, or with the 上级目录 it names.

        `approved` are the entries of an approved list for all; without one each list's own counts.

        Of several lists one whose catalog.yaml cannot be read has only problems; the
        rest goes on. CannotRun where there is nothing to compare, or nothing to compare with.
        """
        sources = [source_of(folder, self._standards) for folder in locals_]
        if len(sources) == 1 and not sources[0].manifest:
            raise _unreadable(read_side(sources[0], self._standards.lexicon))
        with without_collecting():
            own = {source.shown: approved_of(source.folder) for source in sources} if approved is None else {}
            over = _over(sources)
            uppers = {source.key for each in over for source in each}
            items = [
                ListItem(
                    source,
                    self._upper_keys(source, directory),
                    learned_of(source.folder).confirmations,
                    above,
                    source.key in uppers,
                )
                for source, above in zip(sources, over, strict=True)
            ]
            compared = self._judged(items)
        lists = [side for key in self._uppers if not (side := self._sides[key]).context.is_directory]
        by_itself, held = [first for first, *_ in compared], [holdings_of(side) for side in lists]
        judged = with_others(by_itself, held, self._policy, Bodies(self._standards.lexicon))
        judged += [against for _, *rest in compared for against in rest]
        marked = approved_each(judged, own, self._day, holes_of(judged, self._policy))
        marked = approved_for_all(marked.locals, approved or (), self._day, marked.holes)
        whole = tuple(marked.locals)
        return Compared(whole, matrix_of(whole), self._policy.name, self._day, marked.left, tuple(marked.holes))

    def _judged(self, items: Sequence[ListItem]) -> list[tuple[JudgedLocal, ...]]:
        """What each item gives, in the items' order, whatever the order of the work."""
        apart = len(items) > 1 and sum(len(item.source.folder.files) for item in items) >= _WORTH
        lists = [] if apart else [item.source for item in items]
        self._read({source.key: source for source in (*self._uppers.values(), *lists)})
        for key in self._uppers:
            if not self._sides[key].manifest:
                raise _unreadable(self._sides[key])
        job = ListJob(self._sides, self._policy, self._standards.lexicon, self._day)
        order = _below_each_other(items)
        ordered = [items[index] for index in order]
        results = run_partition(job, ordered, self._workers if apart else 1, chunk=1, worth=2)
        found = dict(zip(order, results, strict=True))
        return [found[index] for index in range(len(items))]

    def _read(self, sources: Mapping[str, Source]) -> None:
        """Read all these catalogs at once: the workers start but once."""
        sides = read_sides(list(sources.values()), self._standards.lexicon, self._workers)
        self._sides |= zip(sources, sides, strict=True)

    def _upper_keys(self, source: Source, given: str | None) -> tuple[str, ...]:
        """The keys of a list's directories, which are noted to be read."""
        if not source.manifest:
            return ()
        if given is not None:
            return (self._noted(given),)
        named = upper_paths(source.manifest)
        shown = source.folder.manifest.shown
        for path in named:
            if problem := reference_fault(path, may_climb=True):
                raise CannotRun(f"{shown} 的 上级目录 “{path}”{problem}，没有打开。请写成 ../zhejiang 这样的相对路径。")
        if not named:
            raise CannotRun(f"{shown} 没有写 上级目录，不知道和谁比。请补写，或用 --directory 指定省目录。")
        return tuple(self._noted(os.path.join(source.folder.root, path)) for path in named)

    def _noted(self, path: str) -> str:
        # A hundred counties name one directory: its folder is listed once.
        key = os.path.realpath(path)
        if key not in self._uppers:
            self._uppers[key] = source_of(_one_catalog(path), self._standards)
        return key


def _over(sources: Sequence[Source]) -> list[tuple[Source, ...]]:
    """For each list the lists of the run right above it; a 指导目录 is no list of a region."""
    lists = [source for source in sources if source.manifest and source.manifest.get("类别") != DIRECTORY]
    known = {source.key for source in lists}
    return [tuple(nearest_over(source, lists)) if source.key in known else () for source in sources]


def _below_each_other(items: Sequence[ListItem]) -> list[int]:
    """The indexes of the items, each right behind the list above it and what else stands below that."""
    places = {item.source.key: index for index, item in enumerate(items)}

    def path(index: int) -> tuple[int, ...]:
        over = items[index].over
        return (*(path(places[over[0].key]) if over else ()), index)

    return sorted(range(len(items)), key=path)


def with_others(
    judged: Sequence[JudgedLocal], uppers: Sequence[Holdings], policy: Policy, bodies: Bodies
) -> list[JudgedLocal]:
    """The lists of a run, judged anew where another list of it shows who has what they do not claim.

    `uppers` are lists that serve as another's directory.
    """
    held = (*(local.holdings for local in judged), *uppers)
    return [_with_others(local, held, policy, bodies) if local.kinds["exempt"] else local for local in judged]


def _with_others(local: JudgedLocal, held: Sequence[Holdings], policy: Policy, bodies: Bodies) -> JudgedLocal:
    others = [other for other in held if other.path != local.local.path]
    return with_exemptions_found(local, Elsewhere(local.holdings, others, bodies), policy)


def _unreadable(side: Side) -> CannotRun:
    """What is said of a catalog whose catalog.yaml cannot be read."""
    if not side.problems:
        return CannotRun(f"{side.path}/catalog.yaml 里什么也没有写，比对不了。请照 catalog-tool init 的样子补上。")
    problem = side.problems[0]
    return CannotRun(f"读不了 {problem.file}（第 {problem.line} 行）：{problem.message}。")


def _one_catalog(path: str) -> CatalogFolder:
    if not os.path.isfile(os.path.join(path, MANIFEST_NAME)):
        raise CannotRun(
            f"上级目录 {store.shown_name(path)} 里没有 {MANIFEST_NAME}。请检查路径，或用 --directory 指定。"
        )
    return store.find_catalogs([path])[0]


def local_lists(catalogs: Sequence[CatalogFolder]) -> list[CatalogFolder]:
    """The lists among catalogs that were found in folders: a 指导目录 beside them is no local list.

    What is read of a manifest here is not kept: before the lists are compared, `diff
    --confirm` may have written 部门对应 into it.
    """
    if len(catalogs) <= 1:
        return list(catalogs)
    lists = [catalog for catalog in catalogs if manifest_of(read_manifest(catalog)).get("类别") != DIRECTORY]
    return lists or list(catalogs)
