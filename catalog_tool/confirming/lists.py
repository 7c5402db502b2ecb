"""Which local list each tick is about, and whether the ticks on one list agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from catalog_tool.compare.decided.confirmations import DEPARTMENTS, SAME, Decided, departments_decided, matters_decided
from catalog_tool.confirming.ticks import Tick
from catalog_tool.decided import Learned
from catalog_tool.domain.visible import one_line
from catalog_tool.model import text_of
from catalog_tool.store import CatalogFolder


@dataclass
class ListTicks:
    """One local list of the run, what it knew, and what was ticked of it."""

    folder: CatalogFolder
    shown: str
    region: str
    learned: Learned
    ticks: list[tuple[Tick, Decided]] = field(default_factory=list)

    @property
    def decided(self) -> list[Decided]:
        """What was said, in the workbook's order."""
        return [decided for _, decided in self.ticks]


def dealt(ticks: Iterable[Tick], lists: Sequence[ListTicks], day: str) -> tuple[list[str], list[str]]:
    """Give each tick to its list; what is refused, and what is about other lists, as sentences."""
    refused: list[str] = []
    others: dict[str, list[str]] = defaultdict(list)
    for tick in ticks:
        if not tick.region and not tick.path and len(lists) > 1:
            refused.append(f"{tick.place}：清单和区划代码都是空的，不知是哪一份清单；请从新导出的工作簿重新勾选。")
            continue
        found = _list_of(tick, lists)
        if found is None:
            others[one_line(f"{tick.path}（{tick.region}）" if tick.region else tick.path)].append(tick.place)
            continue
        found.ticks.append((tick, _decided(tick, day)))
    notes = [
        f"{places[0]}{f' 等 {len(places)} 行' if len(places) > 1 else ''}是清单 {name} 的，"
        "不在这次比对的清单里，没有写；要写的，请把那份清单的文件夹也写在命令后面"
        for name, places in others.items()
    ]
    for one in lists:
        refused += _contradictions(one)
    return refused, notes


def _list_of(tick: Tick, lists: Sequence[ListTicks]) -> ListTicks | None:
    """By 区划代码 where that tells, else by path too; who renamed a folder means the same list."""
    if not tick.region and not tick.path:
        return lists[0]
    if tick.region:
        of_region = [one for one in lists if one.region == tick.region]
        if len(of_region) == 1:
            return of_region[0]
        return next((one for one in of_region if one.shown == tick.path), None)
    return next((one for one in lists if not one.region and one.shown == tick.path), None)


def _decided(tick: Tick, day: str) -> Decided:
    if tick.list == DEPARTMENTS:
        return departments_decided(tick.directory[1], tick.local[1], tick.judgement, tick.who, day, tick.note)
    return matters_decided(tick.directory, tick.local, tick.judgement, tick.who, day, tick.note)


def _contradictions(one: ListTicks) -> list[str]:
    """Rows that say both of one pair, and rows by which several matters would each be several others."""
    said: dict[tuple[object, ...], tuple[Tick, Decided]] = {}
    refused = []
    for tick, decided in one.ticks:
        before = said.setdefault((decided.list, decided.pair), (tick, decided))
        if before[1].judgement != decided.judgement:
            both = f"{before[1].judgement}，这里写 {decided.judgement}"
            refused.append(f"{tick.place}：{one_line(decided.about)}在{before[0].place}写 {both}；请只留一种。")
    return refused or _tangles(one)


def _tangles(one: ListTicks) -> list[str]:
    """One against several is a split or a merger; several against several is nobody's meaning."""
    after = one.learned.confirmations.with_more(one.decided).confirmed.same
    here: dict[str, set[str]] = defaultdict(set)
    there: dict[str, set[str]] = defaultdict(set)
    for directory, local in after:
        here[directory].add(local)
        there[local].add(directory)
    refused = []
    for tick, decided in one.ticks:
        directory, local = decided.pair
        if decided.judgement == SAME and len(here[directory]) > 1 and len(there[local]) > 1:
            refused.append(
                f"{tick.place}：{one_line(decided.about)}两边都还和别的事项是同一。一个可以对几个（拆分），"
                "几个可以对一个（合并），不能几个对几个；请把不该算同一的改成 不同。"
            )
    return refused


def list_ticks(folder: CatalogFolder, shown: str, manifest: object, learned: Learned) -> ListTicks:
    """A list without ticks yet; `manifest` is the plain value of its catalog.yaml."""
    value = manifest if isinstance(manifest, dict) else {}
    return ListTicks(folder, shown, text_of(value.get("区划代码")), learned)
