"""A labelled set for matching: a real list on both sides, local drift of every kind, the answer known.

Both sides begin as one real list, so that every drifted matter stands among the real
neighbours it must not be taken for. A world is one such pair of lists; several, by
seed, give the set. What drifts gets a new code (but where the kind says otherwise), so
that its name alone can find it. The tables of drift here are written from how offices
write, not from the lists of the program: what these lack is counted as lost.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from catalog_tool.compare.comparable import Side, grouped, row_of
from catalog_tool.context import Context
from catalog_tool.domain.names import fold
from catalog_tool.model import Document, Kind, Place
from catalog_tool.resources import Resources

Value = dict[str, Any]
RESOURCES = Resources()

SEEDS = (2018, 2021, 2025)
Key = tuple[tuple[str, ...], tuple[str, ...]]
"""The codes of an alignment, of both sides, each sorted."""

TYPES = {
    "1": "行政许可", "5": "行政给付", "7": "行政确认", "8": "行政奖励", "9": "行政裁决", "10": "其他行政权力",
    "20": "公共服务",
}  # fmt: skip

SHORT_FORMS = [
    ("公共租赁住房", "公租房"), ("社会保险", "社保"), ("基本医疗保险", "医保"), ("网络预约出租汽车", "网约车"),
    ("巡游出租汽车", "巡游车"), ("民办非企业单位", "民非单位"), ("道路货物运输", "道路货运"),
    ("道路旅客运输", "道路客运"), ("互联网上网服务营业场所", "网吧"), ("居民身份证", "身份证"),
    ("律师及律所", "律师及律师事务所"), ("增值税专用发票", "增值税专票"), ("城乡居民基本养老保险", "城乡居保"),
    ("农民专业合作社", "农民合作社"), ("残疾人证", "残疾证"), ("环境影响报告表", "环评报告表"),
    ("危险化学品", "危化品"), ("人防工程", "人民防空工程"), ("最低生活保障", "低保"), ("危险废物", "危废"),
    ("特困人员救助供养", "特困供养"), ("普通高中", "高中"), ("雷电防护装置", "防雷装置"), ("水土保持", "水保"),
    ("社会团体", "社团"), ("机动车驾驶员培训", "驾培"), ("户口", "户籍"), ("出生医学证明", "出生证"),
    ("计划生育", "计生"), ("客运", "旅客运输"), ("货运", "货物运输"), ("高校毕业生", "高等学校毕业生"),
    ("成份", "成分"), ("账户", "帐户"), ("其他", "其它"), ("机动车驾驶证", "驾照"), ("基本养老保险", "养老保险"),
    ("年度审验", "年审"), ("设立登记", "成立登记"), ("补办", "补发"), ("补证", "补发"), ("换发", "换证"),
    ("延续", "延期"), ("新增", "新办"), ("中等职业学校", "中职学校"), ("老年人优待证", "老年证"),
]  # fmt: skip
"""As the list writes it, and as an office shortens it or writes it out."""

DROPPED = [
    ("建设工程", "工程"), ("经营性", ""), ("家庭经济困难", "困难"), ("专业技术人员", "人员"), ("劳动人事", "劳动"),
    ("建设项目", "项目"), ("基本型", ""), ("人员", ""), ("信息", ""), ("财务", ""), ("公共", ""),
    ("国家", ""), ("设施", ""), ("单位", ""), ("机构", ""), ("工程", ""), ("场所", ""),
]  # fmt: skip
"""Words that say something: whether they may go, a person must decide."""

OTHERWISE = {
    "class changed": [
        ("第一类", "第二类"), ("第二类", "第三类"), ("第三类", "第二类"), ("二级", "一级"), ("三级", "二级"),
        ("一级", "三级"), ("乙级", "甲级"), ("乙种", "甲种"), ("乙类", "甲类"), ("三类", "一类"),
    ],
    "kind changed": [
        ("许可", "备案"), ("备案", "许可"), ("登记", "备案"), ("核准", "备案"), ("认定", "备案"), ("审批", "备案"),
        ("查询", "咨询"), ("咨询", "投诉"), ("裁决", "仲裁"), ("检疫", "检验"), ("鉴定", "认定"), ("备案", "登记"),
    ],
    "action changed": [
        ("变更", "注销"), ("注销", "变更"), ("延续", "补办"), ("新办", "延续"), ("补办", "换发"), ("设立", "注销"),
        ("补证", "注销"), ("换发", "变更"), ("转入", "转出"), ("转出", "转入"), ("成立", "变更"), ("新增", "注销"),
        ("终止", "设立"), ("补发", "注销"), ("过户", "延期"), ("停业", "恢复营业"), ("封存", "解封"),
    ],
    "object changed": [
        ("个人", "企业"), ("企业", "个人"), ("城镇", "农村"), ("农村", "城镇"), ("城市", "农村"), ("内资", "外资"),
        ("分公司", "公司"), ("公司", "分公司"), ("巡游", "网络预约"), ("省内", "跨省"), ("跨省", "省内"),
        ("临时", "永久"), ("生产", "经营"), ("零售", "批发"), ("运输", "储存"), ("购买", "运输"), ("货物", "旅客"),
        ("旅客", "货物"), ("歌舞", "游艺"), ("养老", "医疗"), ("失业", "工伤"), ("工伤", "失业"), ("生育", "失业"),
        ("职工", "居民"), ("新建", "拆除"), ("改建", "新建"), ("公共汽电车", "出租汽车"), ("社会团体", "基金会"),
        ("民办非企业单位", "社会团体"), ("幼儿园", "小学"), ("门诊", "住院"), ("采矿权", "探矿权"),
        ("探矿权", "采矿权"), ("供水", "供气"), ("结婚", "离婚"), ("水生", "陆生"), ("境外", "境内"), ("本地", "异地"),
        ("初步设计", "施工图设计"), ("施工", "监理"), ("勘察", "施工"), ("毕业生", "退役士兵"), ("老年人", "残疾人"),
    ],
    "negated": [("公司", "非公司"), ("国有", "非国有"), ("居民", "非居民"), ("重点", "非重点"), ("满十八", "未满十八")],
    "number changed": [("1000", "3000"), ("80", "90"), ("50", "30"), ("15", "10"), ("5000", "8000"), ("十八", "十六")],
}  # fmt: skip
"""Traps: a word that makes it another matter."""

BODIES_THEN = {
    "区市监局": "区工商行政管理局", "区自然资源和规划局": "区国土资源局", "区卫健局": "区卫生和计划生育局",
    "区文广旅局": "区文化局", "区应急管理局": "区安全生产监督管理局", "区生态环境局": "区环境保护局",
    "区教科体局": "区教育局", "区水务局": "区水利局", "区医疗保障局": "区医保局", "区人社局": "区人力资源和社会保障局",
    "区住建局": "区住房和城乡建设局", "区公安分局": "区公安局", "区农业农村局": "区农业局",
}  # fmt: skip
"""What a body was called before, or is in full."""

_ENDINGS = ("审批", "核发", "办理", "申请", "审核", "登记", "许可", "备案", "认定", "确认", "查询")
_FILLERS = ("办理", "申请", "核发", "审批", "事项", "申领")
_ACTION_WORDS = re.compile(
    "(?<![补增失换])(?:(?<!设计)变更|到期延续|延续|换发|遗失补办|补办|注销|补证|到期换证|换证|补发|转入|转出|过户|延期)"
)
_ANY_ACTION = re.compile(
    "变更|延|换|补|注销|转|过户|新|设立|成立|首次|初|终止|撤销|停业|歇业|恢复|迁|校验|复|年|筹|合并|分立|挂失|解|启用|"
    "修改|重置|封|抵押|增|减|扩|缩|作废|保留|预约|暂停|更|查询|咨询|开办|配发|缴|开业"
)


@dataclass(frozen=True)
class Row:
    """A matter of the real lists."""

    name: str
    main: str
    type: str
    body: str
    line: str


@dataclass
class Label:
    """What was done to matters, and the alignment that is right; None where there must be none.

    `asked` marks what a person must decide: to be accepted or suggested, not lost.
    """

    kind: str
    directory: tuple[str, ...]
    local: tuple[str, ...]
    right: bool = True
    asked: bool = False


@dataclass
class World:
    """Both lists, and what was done."""

    directory: list[Value] = field(default_factory=list)
    local: list[Value] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    exempt: list[str] = field(default_factory=list)

    def sides(self) -> tuple[Side, Side]:
        """The directory and the local list as comparing sees them."""
        entries = [{"基本编码": code, "原因": "暂不承接"} for code in self.exempt]
        upper = {"类别": "指导目录", "层级": "省级", "区划代码": "510000"}
        lower = {"类别": "实施清单", "层级": "县级", "区划代码": "511602", "不认领": entries}
        return _side(upper, self.directory, "directory"), _side(lower, self.local, "local")


def _top(path: object, at_key: bool) -> Place:
    return Place(1, 1)


def _side(manifest: Value, values: list[Value], path: str) -> Side:
    context = Context(manifest, RESOURCES.profile("sichuan"), RESOURCES.lexicon)
    documents = (Document(Kind.MATTER, value, f"{path}/{index}.yaml", 0, _top) for index, value in enumerate(values))
    return Side(path, context, tuple(grouped([row_of(document, context) for document in documents])))


def read_rows(shared: Path) -> list[Row]:
    """Matters of the shared real lists; names that a list has twice only once, as nobody could label them."""
    rows: list[Row] = []
    for text in (shared / "data/guangan_county_list.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(text)
        stem = row["dept"].removeprefix("广安").removeprefix("区")
        rows.append(
            Row(
                row["sub_name"],
                row["main_name"] or row["sub_name"],
                TYPES[row["task_type"]],
                row["dept"],
                f"四川省{stem}",
            )
        )
    guides = json.loads((shared / "data/guangdong_guides_20.json").read_text(encoding="utf-8"))
    rows += [Row(row["sub_name"], row["main_name"], row["type"], row["dept"], row["dept"]) for row in guides]
    items = json.loads((shared / "data/hangzhou_items_8.json").read_text(encoding="utf-8"))["result"]
    rows += [Row(row["itemName"], row["itemName"], "公共服务", row["deptName"], row["deptName"]) for row in items]
    for row in json.loads((shared / "data/guides_transcribed_4.json").read_text(encoding="utf-8")):
        name = row.get("name", "").rpartition("-")[2]
        if name:
            rows.append(Row(name, name, "行政许可", "区民政局", "四川省民政局"))
    seen: set[str] = set()
    return [row for row in rows if not (fold(row.name) in seen or seen.add(fold(row.name)))]


Edit = Callable[[random.Random, str], str]
"""A name written otherwise; "" where this cannot be done to it."""


def _respell(chance: random.Random, name: str) -> str:
    written = (
        name.translate(str.maketrans("（）", "()")) if "（" in name else name.replace("(", "（").replace(")", "）")
    )
    place = chance.randrange(1, len(written))
    return chance.choice([f"{written[:place]} {written[place:]}", f" {written}", written.replace("、", "、 ")])


def _note_level(chance: random.Random, name: str) -> str:
    bare = re.sub(r"[（(](?:县级|市级)(?:权限|行使)?[)）]$", "", name)
    return bare if bare != name else name + chance.choice(["（县级）", "（县级权限）", "(县级行使)", "（市级、县级）"])


def _shorten(chance: random.Random, name: str) -> str:
    known = [(long, short) for long, short in SHORT_FORMS if long in name and (long == short or short not in name)]
    long, short = chance.choice(known) if known else ("", "")
    return name.replace(long, short) if long else ""


def _fill(chance: random.Random, name: str) -> str:
    end = next((end for end in _ENDINGS if name.endswith(end)), "")
    ways = []
    if end in {"审批", "核发", "办理", "申请"} and len(name) > len(end) + 3:
        ways.append(name.removesuffix(end))
    if end and len(name) > len(end) + 3:
        ways.append(f"{name.removesuffix(end)}的{end}")
    if end in {"许可", "登记", "认定"}:
        ways.append(name + chance.choice(["办理", "申请", "事项"]))
    if name.endswith("证"):
        ways.append(name + chance.choice(["核发", "办理", "申领"]))
    if "的" in name:
        ways.append(name.replace("的", "", 1))
    if name.startswith("对"):
        ways.append(name.removeprefix("对"))
    if not end and not name.endswith((")", "）", "证")):
        ways.append(name + chance.choice(["办理", "申请", "服务"]))
    return chance.choice(ways) if ways else ""


def _reorder(chance: random.Random, name: str) -> str:
    found = list(_ACTION_WORDS.finditer(name))
    if len(found) != 1 or len(name) < 7:
        return ""
    word = found[0].group()
    rest = re.sub(r"[（(][）)]", "", name[: found[0].start()] + name[found[0].end() :])
    return chance.choice([f"{word}{rest}", f"{rest}（{word}）"]) if f"{rest}（{word}）" != name else f"{word}{rest}"


def _first(chance: random.Random, name: str) -> str:
    if _ANY_ACTION.search(name) or not name.endswith(("许可", "核发", "审批", "登记", "备案", "证")):
        return ""
    return name + chance.choice(["（新办）", "（首次申请）", "（新办）", "(新申请)"])


def _replace(table: list[tuple[str, str]]) -> Edit:
    def edit(chance: random.Random, name: str) -> str:
        known = [(old, new) for old, new in table if old in name]
        old, new = chance.choice(known) if known else ("", "")
        if not old or f"信息{old}" in name or (new and new in name and old not in new):
            return ""
        return name.replace(old, new, 1)

    return edit


EDITS: dict[str, Edit] = {
    "spelling": _respell, "level note": _note_level, "short form": _shorten, "filler": _fill, "word order": _reorder,
    "first time": _first,
}  # fmt: skip


def _two(chance: random.Random, name: str) -> str:
    """Two edits of different kinds, one after the other."""
    for one, other in [chance.sample(sorted(EDITS), 2) for _ in range(12)]:
        if {one, other} == {"word order", "first time"}:
            continue
        once = EDITS[one](chance, name)
        twice = EDITS[other](chance, once.strip()) if once else ""
        if twice:
            return twice
    return ""


def _letters(name: str) -> str:
    return "".join(sorted(re.sub(r"\W", "", fold(name))))


class Drifting:
    """Makes one world of the rows: takes each matter at most once."""

    def __init__(self, rows: list[Row], seed: int) -> None:
        self._chance = random.Random(seed)
        self._rows = rows
        self._free = self._chance.sample(range(len(rows)), len(rows))
        self._names = {row.name for row in rows}
        self._letters = {_letters(row.name) for row in rows}
        self._number = 0
        self._world = World()
        self._bodies = sorted({row.body for row in rows})

    def world(self) -> World:
        """Drift of every kind, and all that is left unchanged under its own code."""
        for kind, edit in EDITS.items():
            self._renamed(kind, edit, 18)
        self._renamed("two edits", _two, 30)
        self._renamed("body of another year", _fill, 12, body=lambda row: BODIES_THEN.get(row.body, ""))
        self._renamed("office of all lines", _fill, 10, body=lambda _: "区行政审批局")
        self._renamed("renamed under its code", _replace(DROPPED), 8, recoded=False)
        self._another_body()
        self._wrong_parent()
        self._regraded()
        self._split()
        self._merged()
        self._chains()
        self._exempt()
        self._neighbours()
        for kind, table in OTHERWISE.items():
            self._trap(kind, _replace(table), 14)
        self._renamed("word dropped", _replace(DROPPED), 20, asked=True)
        for index in list(self._free):
            self._put(index)
        return self._world

    # Taking and putting

    def _code(self) -> str:
        self._number += 1
        return f"511A{self._number:05d}000"

    def _values(self, row: Row, code: str, name: str, main: str, body: str) -> tuple[Value, Value]:
        parts = {
            "基本编码": code,
            "主项名称": main,
            "子项名称": name,
            "事项类型": row.type,
            "行使层级": ["县级"],
            "状态": "在用",
        }
        return (
            {**parts, "主管部门": row.line, "实施主体": {"名称": row.line}},
            {**parts, "实施主体": {"名称": body}},
        )

    def _add(self, row: Row, *, name: str = "", main: str = "", body: str = "") -> str:
        """A local matter under a new code, which comes back."""
        code = self._code()
        self._world.local.append(self._values(row, code, name or row.name, main or row.main, body or row.body)[1])
        return code

    def _put(self, index: int, *, both: bool = True) -> str:
        """The row in the directory and, unchanged, in the list."""
        row, code = self._rows[index], self._code()
        directory, local = self._values(row, code, row.name, row.main, row.body)
        self._world.directory.append(directory)
        if both:
            self._world.local.append(local)
        self._free.remove(index)
        return code

    def _takes(self, fits: Callable[[Row], Any]) -> Iterator[tuple[int, Row]]:
        for index in list(self._free):
            if index in self._free and fits(self._rows[index]):
                yield index, self._rows[index]

    def _label(self, kind: str, directory: str, local: str, *, right: bool = True, asked: bool = False) -> None:
        self._world.labels.append(Label(kind, (directory,), (local,), right, asked))

    # Kinds

    def _renamed(
        self,
        kind: str,
        edit: Edit,
        count: int,
        *,
        body: Callable[[Row], str] = lambda row: row.body,
        recoded: bool = True,
        asked: bool = False,
    ) -> None:
        for index, row in self._takes(body):
            name = edit(self._chance, row.name)
            if name and name not in self._names and name != row.name and count:
                code = self._put(index, both=False)
                local = self._add(row, name=name, main=name if row.main == row.name else row.main, body=body(row))
                if not recoded:
                    self._world.local[-1]["基本编码"] = local = code
                self._label(kind, code, local, asked=asked)
                count -= 1

    def _trap(self, kind: str, edit: Edit, count: int) -> None:
        """The directory's matter is gone here, and another stands in the list that reads almost alike."""
        for index, row in self._takes(lambda _: True):
            name = edit(self._chance, row.name)
            # 护士变更执业注册 made of 护士执业注销注册 would be a real neighbour in other words, not a trap.
            if name and count and _letters(name) not in self._letters:
                code = self._put(index, both=False)
                self._label(kind, code, self._add(row, name=name, main=name), right=False)
                count -= 1

    def _another_body(self) -> None:
        for index, row in [*self._takes(lambda row: len(row.name) > 5)][:14]:
            code = self._put(index, both=False)
            other = self._chance.choice([body for body in self._bodies if body != row.body])
            self._label("another body", code, self._add(row, body=other))

    def _wrong_parent(self) -> None:
        for index, row in [*self._takes(lambda row: row.main != row.name and len(row.name) > 7)][:12]:
            code = self._put(index, both=False)
            self._label("wrong parent", code, self._add(row, main=self._chance.choice(self._rows).main))

    def _regraded(self) -> None:
        for index, row in [*self._takes(lambda row: row.main != row.name and len(row.name) > 7)][:12]:
            code = self._put(index, both=False)
            self._label("regraded", code, self._add(row, main=row.name))

    def _split(self) -> None:
        """One matter in several: by what is done or by whom it serves, under one main code or a new one each."""
        notes = (("新办", "变更", "注销"), ("个人", "单位"), ("婚迁", "升学", "工作调动"), ("城区", "乡镇"))
        mains = {row.main for row in self._rows if row.main != row.name}
        whole = [
            *self._takes(
                lambda row: (
                    row.main == row.name not in mains and not _ANY_ACTION.search(row.name) and "（" not in row.name
                )
            )
        ]
        for number, (index, row) in enumerate(whole[:16]):
            code = self._put(index, both=False)
            parts = [self._add(row, name=f"{row.name}（{note}）", main=row.name) for note in notes[number % len(notes)]]
            if number % 2:
                for place, value in enumerate(self._world.local[-len(parts) :]):
                    value["基本编码"] = parts[place] = f"{parts[0][:9]}{place + 1:03d}"
            self._world.labels.append(Label("split", (code,), tuple(sorted(parts))))

    def _merged(self) -> None:
        by_main: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for index, row in enumerate(self._rows):
            by_main[row.main, row.type, row.body].append(index)
        groups = [
            group
            for (main, *_), group in sorted(by_main.items())
            if 2 <= len(group) <= 6
            and main not in self._names
            and all(index in self._free for index in group)
            and sum(row.main == main for row in self._rows) == len(group)
        ]
        for group in self._chance.sample(groups, min(10, len(groups))):
            row = self._rows[group[0]]
            codes = [self._put(index, both=False) for index in group]
            local = self._add(row, name=row.main)
            self._world.labels.append(Label("merged", tuple(sorted(codes)), (local,)))

    def _near(self, count: int) -> list[tuple[int, int]]:
        """The nearest real neighbours by plain edit likeness, of one body and type, each row once."""
        free = set(self._free)
        by_body: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index in sorted(free):
            by_body[self._rows[index].body, self._rows[index].type].append(index)
        pairs: list[tuple[float, int, int]] = []
        for indexes in by_body.values():
            for place, one in enumerate(indexes):
                for other in indexes[:place]:
                    matcher = SequenceMatcher(None, self._rows[one].name, self._rows[other].name, autojunk=False)
                    if matcher.real_quick_ratio() > 0.7 and matcher.quick_ratio() > 0.7:
                        pairs.append((matcher.ratio(), one, other))
        chosen: list[tuple[int, int]] = []
        # Not the very nearest alone: chance leaves some of them to other kinds.
        for ratio, one, other in sorted(pairs, reverse=True):
            if ratio > 0.7 and {one, other} <= free and self._chance.random() < 0.8:
                chosen.append((one, other))
                free -= {one, other}
        return chosen[:count]

    def _neighbours(self) -> None:
        """Of two real neighbours the directory has one and the list the other."""
        for one, other in self._near(40):
            code = self._put(one, both=False)
            self._label("neighbours", code, self._add(self._rows[other]), right=False)
            self._free.remove(other)

    def _chains(self) -> None:
        """Two real neighbours, both renamed: each belongs to its own."""
        count = 14
        for pair in self._near(400):
            rows = [self._rows[index] for index in pair]
            names = [_fill(self._chance, row.name) or _shorten(self._chance, row.name) for row in rows]
            if count and all(names) and not set(names) & self._names and names[0] != names[1]:
                for index, row, name in zip(pair, rows, names, strict=True):
                    code = self._put(index, both=False)
                    self._label("chain", code, self._add(row, name=name))
                count -= 1

    def _exempt(self) -> None:
        """What the list says it does not claim, and a matter of almost that name."""
        count = 10
        for index, row in self._takes(lambda _: True):
            name = _fill(self._chance, row.name)
            if name and count:
                code = self._put(index, both=False)
                self._world.exempt.append(code)
                self._label("exempt", code, self._add(row, name=name), right=False)
                count -= 1


def worlds(shared: Path, seeds: tuple[int, ...] = SEEDS) -> list[World]:
    """The labelled set."""
    rows = read_rows(shared)
    return [Drifting(rows, seed).world() for seed in seeds]
