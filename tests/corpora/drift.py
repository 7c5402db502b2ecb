"""A provincial directory made of a real county list, and the list with seeded drift.

Both sides begin equal, so that all that differs is what was seeded; every seed is
recorded with what the contract says of it. The list has neither limits nor materials:
both sides get the same plain ones, so that they can drift too.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from convert import COUNTY_MANIFEST, Row, Value, county_matter
from drift_fields import FIELD_DRIFTS

from catalog_tool.domain.names import fold

Key = tuple[tuple[str, ...], tuple[str, ...]]
"""The codes of both sides, a name where there is no code: what an alignment is known by."""
Changes = list[tuple[str, str, bool]]
"""Kind, decision, certain."""

LINES = {
    "区行政审批局": "四川省政务服务管理局",
    "区人社局": "四川省人力资源和社会保障厅",
    "区交通运输局": "四川省交通运输厅",
    "广安区税务局": "国家税务总局四川省税务局",
    "区住建局": "四川省住房和城乡建设厅",
    "区自然资源和规划局": "四川省自然资源厅",
    "区公安分局": "四川省公安厅",
    "区医疗保障局": "四川省医疗保障局",
    "区文广旅局": "四川省文化和旅游厅",
    "区教科体局": "四川省教育厅",
    "区农业农村局": "四川省农业农村厅",
    "区司法局": "四川省司法厅",
    "区卫健局": "四川省卫生健康委员会",
    "区民政局": "四川省民政厅",
    "区市监局": "四川省市场监督管理局",
    "区林业局": "四川省林业和草原局",
    "区生态环境局": "四川省生态环境厅",
    "区残联": "四川省残疾人联合会",
    "区水务局": "四川省水利厅",
    "区应急管理局": "四川省应急管理厅",
    "区政府办": "四川省人民政府办公厅",
    "区烟草专卖局": "四川省烟草专卖局",
    "区气象局": "四川省气象局",
    "区退役军人事务局": "四川省退役军人事务厅",
    "区财政局": "四川省财政厅",
    "区委办": "中共四川省委办公厅",
    "区综合执法局": "四川省住房和城乡建设厅",
    "区发改局": "四川省发展和改革委员会",
    "区公管办": "四川省发展和改革委员会",
    "区商务局": "四川省商务厅",
    "区委统战部": "中共四川省委统战部",
    "区经信局": "四川省经济和信息化厅",
    "区消防大队": "四川省消防救援总队",
    "区统计局": "四川省统计局",
}
CORRESPONDENCE = {
    "四川省人民政府办公厅": ["区政府办"],
    "中共四川省委办公厅": ["区委办"],
    "四川省住房和城乡建设厅": ["区住建局", "区综合执法局"],
    "四川省发展和改革委员会": ["区发改局", "区公管办"],
    "四川省消防救援总队": ["区消防大队"],
}
"""What no list of duties can know: whom this county gave a provincial department's matters to."""

DIRECTORY_MANIFEST: Value = {
    "类别": "指导目录",
    "名称": "四川省政务服务事项指导目录（由一县清单推出）",
    "层级": "省级",
    "区划代码": "510000",
    "区划名称": "四川省",
    "版本": "2025.4",
    "编码规则": "sichuan",
    "收录范围": ["省级", "市级", "县级"],
}
CITY_MANIFEST: Value = COUNTY_MANIFEST | {
    "名称": "广安市政务服务事项清单",
    "层级": "市级",
    "区划代码": "511600",
    "区划名称": "广安市",
    "收录范围": ["市级"],
}
DAY = "2025-04-30"
"""The day of the comparison: powers that ended before it have expired."""

_BASIS = ["川办发〔2025〕1号"]
_JOINT_BODY = "区行政审批局"
_OTHER_BODY, _THIRD_BODY = "区烟草专卖局", "区气象局"
_UNKNOWN_BODY = "区综合协调中心"
_LICENCE, _SERVICE = "行政许可", "公共服务"


def _limits(promise: int = 10, unit: str = "工作日", statutory: int = 20) -> Value:
    return {"法定": {"数值": statutory, "单位": "工作日"}, "承诺": {"数值": promise, "单位": unit}}


def _materials() -> list[Value]:
    return [
        {"名称": "申请表", "类别": "表格", "必要性": "必要"},
        {"名称": "身份证、营业执照", "类别": "证照", "必要性": "必要", "份数": {"复印件": 1}},
        {"名称": "情况说明", "类别": "其他", "必要性": "非必要"},
        {"名称": "社会保险缴费证明", "类别": "证明", "必要性": "必要", "免提交": "数据共享"},
    ]


@dataclass(frozen=True)
class Seed:
    """What comparing must say of one alignment; decision None is for kinds that are not judged."""

    kind: str
    decision: str | None = None
    changes: tuple[tuple[str, str, bool], ...] = ()


@dataclass
class Pair:
    """A matter of the list on both sides; what is empty on one side has drifted away."""

    directory: list[Value]
    local: list[Value]
    main: str

    @property
    def key(self) -> Key:
        """As an alignment is known by."""
        return known_by(self.directory), known_by(self.local)


def known_by(matters: Sequence[Value]) -> tuple[str, ...]:
    """Codes, or names where there is no code, sorted."""
    return tuple(sorted(matter.get("基本编码") or matter["子项名称"] for matter in matters))


@dataclass
class Drifted:
    """Both sides with their manifests, the list of the city above, and the record of what was seeded."""

    directory: list[Value]
    local: list[Value]
    local_manifest: Value
    city: list[Value]
    record: dict[Key, Seed] = field(default_factory=dict)


def derive_directory(rows: Sequence[Row], seed: int, *, crowded: bool = False) -> Drifted:
    """A directory of the rows, and the list with drift of every kind.

    Drift falls on main items apart from each other or, crowded, as many as possible
    beside one another on the subs of the same main items.
    """
    return _Seeding(rows, seed, crowded=crowded).drifted()


def _main_of(code: str) -> str:
    return code[:9] if code.startswith("51") and code.isalnum() else code


def _pair(row: Row) -> Pair:
    local = county_matter(row) | {"状态": "在用", "办理时限": _limits(), "申请材料": _materials()}
    line = LINES[row["dept"]]
    directory = deepcopy(local) | {"行使层级": ["市级", "县级"], "实施主体": {"名称": line}, "主管部门": line}
    for key in ("实施编码", "状态"):
        del directory[key]
    code = local.get("基本编码", "")
    return Pair([directory], [local], _main_of(code) or local["子项名称"])


class _Seeding:
    """Takes matters out of the list at random and makes them drift."""

    def __init__(self, rows: Sequence[Row], seed: int, *, crowded: bool) -> None:
        self._random = random.Random(seed)
        self._pairs = [_pair(row) for row in rows]
        self._names = Counter(fold(row["sub_name"]) for row in rows)
        self._groups: dict[str, list[Pair]] = {}
        for pair in self._pairs:
            self._groups.setdefault(pair.main, []).append(pair)
        self._codes = {pair.main for pair in self._pairs}
        self._order = self._random.sample(sorted(self._groups), len(self._groups))
        self._crowded = crowded
        if crowded:
            self._order.sort(key=lambda main: -len(self._groups[main]))
        self._taken: set[int] = set()
        self._seeds: list[tuple[Pair, Seed]] = []
        self._exempt: list[Value] = []
        self._city: list[Value] = []
        self._number = 90000

    def drifted(self) -> Drifted:
        self._twins()
        for drift in (
            self._merge, self._split, self._regrade, self._rename, self._recode, self._lose, self._exempt_some,
            self._go_alone, self._leave_scope, self._doubt, self._keep_abolished, self._move, self._raise,
            self._retype, self._slow, self._ask_more, self._change_fields, self._respell,
        ):  # fmt: skip
            drift()
        seeds = {id(pair): seed for pair, seed in self._seeds}
        manifest = COUNTY_MANIFEST | {"部门对应": CORRESPONDENCE, "不认领": self._exempt}
        drifted = Drifted([], [], manifest, self._city)
        for pair in self._pairs:
            drifted.directory += pair.directory
            drifted.local += pair.local
            drifted.record[pair.key] = seeds.get(id(pair), Seed("same"))
        return drifted

    # Taking

    def _take(self, fits: Callable[[Pair], bool] = lambda _: True, *, alone: bool = False) -> Pair:
        """A matter that fits, with `alone` the only one of its main item; none is taken twice."""
        for main in self._order:
            group = self._groups[main]
            chosen = next((pair for pair in group if self._is_free(pair) and fits(pair)), None)
            if chosen is not None and (not alone or len(group) == 1):
                self._taken.add(id(chosen))
                if alone or not self._crowded:
                    self._order.remove(main)
                return chosen
        raise AssertionError("no matter is left that fits")

    def _is_free(self, pair: Pair) -> bool:
        """Not taken yet, and known by a well-formed code and by a name that no other row has."""
        return (
            id(pair) not in self._taken
            and len(pair.main) == 9
            and pair.main.startswith("51")
            and self._names[fold(pair.local[0]["子项名称"])] == 1
        )

    def _note(self, pair: Pair, kind: str, decision: str | None = None, *changes: tuple[str, str]) -> None:
        certain = tuple((change, judged.removesuffix("?"), not judged.endswith("?")) for change, judged in changes)
        self._seeds.append((pair, Seed(kind, decision, tuple(sorted(certain)))))

    def _add(self, directory: list[Value], local: list[Value]) -> Pair:
        pair = Pair(directory, local, "")
        self._pairs.append(pair)
        return pair

    def _new_code(self, like: str) -> str:
        while True:
            self._number += 1
            main = f"{like[:4]}{self._number}"
            if main not in self._codes:
                return main + like[9:]

    def _fresh(self, name: str, type_: str = _LICENCE) -> Value:
        """A matter that no row of the list is."""
        model = deepcopy(self._pairs[0].local[0])
        code = self._new_code("511A00000000" if type_ == _LICENCE else "512000000000")
        name = f"{name}（{self._number}）"
        return model | {"基本编码": code, "主项名称": name, "子项名称": name, "事项类型": type_}

    # Alignments

    def _twins(self) -> None:
        """One of two equal names is handed to another body, under whose code the name is found."""
        twin = next(name for name, count in sorted(self._names.items()) if count == 2)
        pairs = [pair for pair in self._pairs if fold(pair.local[0]["子项名称"]) == twin]
        self._drop_with_reason(pairs[0], "职责划转", _BASIS)
        self._note(pairs[0], "exempt", "allowed")
        for pair in pairs:
            if pair.main in self._order:
                self._order.remove(pair.main)

    def _merge(self) -> None:
        for basis, keeps_code in ((None, False), (_BASIS, False), (None, True)):
            group = self._take_group()
            first = group[0].local[0]
            code = first["基本编码"] if keeps_code else first["基本编码"][:9] + "0" * len(first["基本编码"][9:])
            merged = first | {"基本编码": code, "子项名称": first["主项名称"]}
            if basis:
                merged["调整说明"] = {"原因": "精简事项", "依据": basis}
            for pair in group[1:]:
                self._pairs.remove(pair)
            group[0].directory = [matter for pair in group for matter in pair.directory]
            group[0].local = [merged]
            self._note(group[0], "merged", "allowed" if basis else "report")

    def _take_group(self) -> list[Pair]:
        for main in self._order:
            group = self._groups[main]
            matters = [pair.local[0] for pair in group]
            names = {matter.get("主项名称") for matter in matters}
            equal = all(len({str(matter[key]) for matter in matters}) == 1 for key in ("事项类型", "实施主体"))
            name = next(iter(names))
            if len(group) > 1 and len(names) == 1 and name and equal and fold(name) not in self._names:
                self._order.remove(main)
                return group
        raise AssertionError("no main item is left that could be merged")

    def _split(self) -> None:
        for variant in ("new-codes", "keeps-code", "asks-more", "faster"):
            pair = self._take(_is_undivided, alone=True)
            whole = pair.local[0]
            parts = []
            for number, note in enumerate(("新办", "变更", "注销"), 1):
                serial = f"{number:0{len(whole['基本编码']) - 9}d}"
                name = f"{whole['主项名称']}（{note}）"
                parts.append(deepcopy(whole) | {"基本编码": whole["基本编码"][:9] + serial, "子项名称": name})
            if variant == "keeps-code":
                parts[0] = whole
            changes = []
            if variant == "asks-more":
                parts[1]["申请材料"].append({"名称": "变更说明", "类别": "其他", "必要性": "必要"})
                changes.append(("material-added", "violation"))
            if variant == "faster":
                parts[2]["办理时限"] = _limits(3)
                changes.append(("promise-shorter", "allowed"))
            pair.local = parts
            self._note(pair, "split", "violation", *changes)

    def _regrade(self) -> None:
        pair = self._take(_is_sub)
        pair.local[0]["主项名称"] = pair.local[0]["子项名称"]
        self._note(pair, "regraded", None, ("main-name", "violation"))
        pair = self._take(_is_undivided, alone=True)
        local = pair.local[0]
        local["基本编码"] = local["基本编码"][:-1] + "1"
        local["子项名称"] += "（新办）"
        self._note(pair, "regraded", None, ("code", "violation"), ("sub-name", "violation"))

    def _rename(self) -> None:
        for _ in range(3):
            pair = self._take(_is_sub)
            pair.local[0]["子项名称"] += "办理"
            self._note(pair, "renamed", None, ("sub-name", "violation"))
            pair = self._take(_is_sub)
            pair.local[0]["主项名称"] += "类事项"
            self._note(pair, "same", None, ("main-name", "violation"))

    def _recode(self) -> None:
        for _ in range(3):
            pair = self._take()
            pair.local[0]["基本编码"] = self._new_code(pair.local[0]["基本编码"])
            self._note(pair, "recoded", None, ("code", "violation"))
        pair = self._take(_is_sub)
        pair.local[0]["基本编码"] = self._new_code(pair.local[0]["基本编码"])
        pair.local[0]["主项名称"] += "类事项"
        self._note(pair, "recoded", None, ("code", "violation"), ("parent", "violation"))

    def _lose(self) -> None:
        for type_, decision in ((_LICENCE, "violation"), (_SERVICE, "report")):
            for _ in range(2):
                pair = self._take(_of_type(type_))
                pair.local = []
                self._note(pair, "missing", decision)
            pair = self._take(_of_type(type_))
            unused = self._add([], pair.local)
            unused.local[0]["状态"] = "暂停"
            pair.local = []
            self._note(pair, "missing", decision)
            self._note(unused, "outside")

    def _exempt_some(self) -> None:
        for reason, basis, decision in (
            ("本地无此业务", None, "allowed"),
            ("上级直接行使", None, "report"),
            ("职责划转", _BASIS, "report"),
            ("职责划转", None, "violation"),
            ("暂不承接", _BASIS, "report"),
            ("暂不承接", None, "violation"),
        ):
            pair = self._take()
            self._drop_with_reason(pair, reason, basis)
            self._note(pair, "exempt", decision)
        pair = self._take()
        self._city.append(pair.local[0] | {"行使层级": ["市级"]})
        self._drop_with_reason(pair, "上级直接行使", None)
        self._note(pair, "exempt", "allowed")

    def _drop_with_reason(self, pair: Pair, reason: str, basis: list[str] | None) -> None:
        entry: dict[str, Any] = {"基本编码": pair.local[0]["基本编码"], "原因": reason}
        self._exempt.append(entry | ({"依据": basis} if basis else {}))
        pair.local = []

    def _go_alone(self) -> None:
        for type_, decision in ((_LICENCE, "violation"), (_SERVICE, "report")):
            pair = self._add([], [self._fresh("本地自设事项", type_)])
            self._note(pair, "undeclared", decision)
        pair = self._add([], [self._fresh("本地补充事项") | {"地方补充": {"依据": _BASIS, "备案号": "川备1号"}}])
        self._note(pair, "supplement", "allowed")

    def _leave_scope(self) -> None:
        """Nothing to judge by: another level's matter, a town's, an abolished one that is gone."""
        pair = self._take()
        pair.directory[0]["行使层级"], pair.local = ["省级"], []
        self._note(pair, "outside")
        pair = self._take()
        pair.directory[0]["状态"], pair.local = "取消", []
        self._note(pair, "outside")
        self._note(self._add([], [self._fresh("镇上的事项") | {"行使层级": ["镇级"]}]), "outside")

    def _doubt(self) -> None:
        pair = self._take(lambda pair: _is_sub(pair) and _of_type(_LICENCE)(pair) and _has_own_line(pair))
        other = self._fresh("毫不相干的事项", _SERVICE)
        pair.local[0] |= {key: other[key] for key in ("主项名称", "子项名称", "事项类型")}
        pair.local[0]["实施主体"] = {"名称": _other_body(pair)}
        changes = (("main-name", "violation"), ("sub-name", "violation"), ("type", "violation"))
        self._note(pair, "doubtful", "report", *changes, ("department", "report"))

    def _keep_abolished(self) -> None:
        for _ in range(2):
            pair = self._take()
            pair.directory[0]["状态"] = "取消"
            self._note(pair, "abolished-kept", "report")

    # Changes

    def _move(self) -> None:
        pair = self._take(_has_own_line)
        pair.local[0]["实施主体"] = {"名称": _other_body(pair)}
        self._note(pair, "same", None, ("department", "report"))
        pair = self._take(lambda pair: _has_own_line(pair) and pair.directory[0]["主管部门"] not in CORRESPONDENCE)
        pair.local[0]["实施主体"] = {"名称": _UNKNOWN_BODY}
        self._note(pair, "same", None, ("department", "report?"))

    def _raise(self) -> None:
        giver = {"名称": "广安市人民政府", "层级": "市级", "范围": "全区", "起": "2023-01-01"}
        given = {"权力来源": "上级委托", "权力来源依据": _BASIS, "权力来源机关": giver}
        chain = [{"层级": "县级", "职责": ["收件", "送达"]}, {"层级": "市级", "职责": ["受理", "审核", "决定"]}]
        for extra, decision in (
            ({}, "violation"),
            ({"权力来源": "上级委托"}, "violation"),
            (given, "allowed"),
            (given | {"权力来源机关": giver | {"止": "2024-12-31"}}, "report"),
            ({"审批链": chain}, "allowed"),
        ):
            pair = self._take()
            pair.directory[0]["行使层级"] = ["市级"]
            pair.local[0] |= deepcopy(extra)
            self._note(pair, "same", None, ("level-not-allowed", decision))

    def _retype(self) -> None:
        for type_, other in ((_LICENCE, "其他行政权力"), (_SERVICE, "行政确认")):
            pair = self._take(_of_type(type_))
            pair.local[0]["事项类型"] = other
            self._note(pair, "same", None, ("type", "violation"))

    def _slow(self) -> None:
        for limits, change, decision in (
            (_limits(15), "promise-longer", "violation"),
            (_limits(1, "月"), "promise-longer", "violation"),
            (_limits(12, "自然日"), "promise-longer", "report?"),
            (_limits(5), "promise-shorter", "allowed"),
            (_limits(60, "分钟"), "promise-shorter", "allowed"),
            (_limits(statutory=30), "statutory-differs", "violation"),
        ):
            pair = self._take()
            pair.local[0]["办理时限"] = limits
            self._note(pair, "same", None, (change, decision))
        pair = self._take()
        pair.directory[0]["地方自定"] = ["办理时限.承诺"]
        pair.local[0]["办理时限"] = _limits(15)
        self._note(pair, "same", None, ("promise-longer", "allowed"))

    def _ask_more(self) -> None:
        def drift(change: str, decision: str) -> list[Value]:
            pair = self._take()
            self._note(pair, "same", None, (change, decision))
            return pair.local[0]["申请材料"]

        drift("material-added", "violation").append({"名称": "无违法记录证明", "类别": "证明", "必要性": "必要"})
        del drift("material-dropped", "report")[0]
        del drift("material-dropped", "allowed")[2]
        del drift("material-dropped", "allowed")[3]
        drift("material-stricter", "violation")[1]["份数"] = {"复印件": 3}
        drift("material-stricter", "violation")[2]["必要性"] = "必要"
        drift("material-eased", "allowed")[0]["容缺"] = {"期限": {"数值": 5, "单位": "工作日"}}
        drift("material-eased", "allowed")[1]["必要性"] = "非必要"

    def _change_fields(self) -> None:
        for drift in FIELD_DRIFTS:
            for directory, local, change in (
                (drift.lesser, drift.greater, drift.more),
                (drift.greater, drift.lesser, drift.fewer),
            ):
                pair = self._take()
                pair.directory[0][drift.field], pair.local[0][drift.field] = directory, local
                self._note(pair, "same", None, change)

    def _respell(self) -> None:
        """What looks different and is the same."""
        pair = self._take(lambda pair: "（" in pair.local[0]["子项名称"])
        name = pair.local[0]["子项名称"]
        pair.local[0]["子项名称"] = name.replace("（", " (").replace("）", ")")
        pair = self._take()
        pair.local[0]["子项名称"] += "（县级行使）"
        if pair.local[0].get("主项名称") == pair.directory[0]["子项名称"]:
            pair.local[0]["主项名称"] += "（县级行使）"
        materials = self._take().local[0]["申请材料"]
        materials[1:2] = [materials[1] | {"名称": name} for name in ("营业执照", "身份证")]


def _is_sub(pair: Pair) -> bool:
    matter = pair.local[0]
    return "主项名称" in matter and fold(matter["主项名称"]) != fold(matter["子项名称"])


def _is_undivided(pair: Pair) -> bool:
    matter = pair.local[0]
    return matter["基本编码"][9:].strip("0") == "" and matter["主项名称"] == matter["子项名称"]


def _of_type(type_: str) -> Callable[[Pair], bool]:
    return lambda pair: pair.local[0]["事项类型"] == type_


def _has_own_line(pair: Pair) -> bool:
    return pair.local[0]["实施主体"]["名称"] != _JOINT_BODY


def _other_body(pair: Pair) -> str:
    return _THIRD_BODY if pair.local[0]["实施主体"]["名称"] == _OTHER_BODY else _OTHER_BODY


def seeded_kinds(drifted: Drifted) -> Iterator[tuple[str, list[str]]]:
    """Alignment kind and change kinds of every seed."""
    for seed in drifted.record.values():
        yield seed.kind, [kind for kind, _, _ in seed.changes]
