"""Catalogs from short dicts: what a test does not name is a sound matter of a county.

`written` makes folders for the command line, `compared` compares in memory; both give
the JSON of `diff` as a reader of it sees it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from catalog_tool.compare.claims.matrix import matrix_of
from catalog_tool.compare.comparable import Row, Side, grouped, row_of
from catalog_tool.compare.compared import Compared
from catalog_tool.compare.judged import JudgedLocal
from catalog_tool.compare.levels.agreement import agreement
from catalog_tool.compare.levels.chains import holes_of
from catalog_tool.compare.levels.holdings import holdings_of, nearest_over
from catalog_tool.compare.one_list import judged_list
from catalog_tool.compare.policy import Policy
from catalog_tool.compare.policy_file import parse_policy
from catalog_tool.comparing import with_others
from catalog_tool.context import Context
from catalog_tool.domain.bodies import Bodies
from catalog_tool.findings import Spot
from catalog_tool.model import Document, Kind, Place
from catalog_tool.reports import diff_json
from catalog_tool.resources import Resources

Value = dict[str, Any]
DAY = "2018-08-01"
CODE = "330100201000"
ABSENT = object()

RESOURCES = Resources()
POLICY: Policy = parse_policy(RESOURCES.policy(), "zhejiang.yaml")


def laid_over(base: Value, over: Value) -> Value:
    """The base with keys replaced; ABSENT takes one away."""
    return {key: value for key, value in {**base, **over}.items() if value is not ABSENT}


def matter(code: str = CODE, name: str = "施工许可证核发", **over: Any) -> Value:
    """A matter that either side may hold."""
    base = {
        "基本编码": code or ABSENT,
        "主项名称": name,
        "子项名称": name,
        "事项类型": "行政许可",
        "行使层级": ["县级"],
        "主管部门": "省住房和城乡建设厅",
        "实施主体": {"名称": "象山县住房和城乡建设局"},
        "状态": "在用",
        "申请材料": [material("申请表"), material("居民身份证")],
        "办理时限": limits(20, 5),
    }
    return laid_over(base, over)


def one_thing(code: str = "331619996000", name: str = "开办企业", *members: str, **over: Any) -> Value:
    """A 一件事 that either side may hold; members by 基本编码."""
    base = {
        "类别": "一件事",
        "名称": name,
        "编码": code or ABSENT,
        "类型": "单层级多部门",
        "牵头部门": "县市场监督管理局",
        "事项": [{"基本编码": member, "层级": "县级"} for member in members or (CODE,)],
        "办理时限": {"承诺": days(3)},
    }
    return laid_over(base, over)


def material(name: str, **over: Any) -> Value:
    base = {"名称": name, "类别": "证明", "必要性": "必要", "形式": "原件", "份数": {"原件": 1}, "容缺": "否"}
    return laid_over(base, over)


def days(number: int, unit: str = "工作日") -> Value:
    return {"数值": number, "单位": unit}


def limits(statutory: int | Value, promise: int | Value) -> Value:
    given = {"法定": statutory, "承诺": promise}
    return {name: days(value) if isinstance(value, int) else value for name, value in given.items()}


def directory_manifest(**over: Any) -> Value:
    base = {
        "类别": "指导目录",
        "名称": "省指导目录",
        "层级": "省级",
        "区划代码": "330000",
        "区划名称": "浙江省",
        "版本": "2018.2",
        "发布日期": "2018-05-10",
        "编码规则": "zhejiang",
        "收录范围": ["省级", "市级", "县级", "镇级"],
    }
    return laid_over(base, over)


def city_manifest(**over: Any) -> Value:
    base = {"名称": "宁波市实施清单", "层级": "市级", "区划代码": "330200", "区划名称": "宁波市", "收录范围": ["市级"]}
    return county_manifest(**{**base, **over})


def county_manifest(**over: Any) -> Value:
    base = {
        "类别": "实施清单",
        "名称": "象山县实施清单",
        "层级": "县级",
        "区划代码": "330225",
        "区划名称": "象山县",
        "版本": "2018.2",
        "发布日期": "2018-05-10",
        "编码规则": "zhejiang",
        "上级目录": "../directory",
        "收录范围": ["县级"],
    }
    return laid_over(base, over)


def exempted(code: str, cause: str, **over: Any) -> Value:
    return {"基本编码": code, "原因": cause, **over}


def write_catalog(folder: Path, manifest: Value, matters: Sequence[Value]) -> Path:
    """A catalog on disk; JSON is YAML in which every code is quoted."""
    folder.mkdir(parents=True, exist_ok=True)
    documents = {"catalog.yaml": manifest, **{f"{index:03d}.yaml": value for index, value in enumerate(matters)}}
    for name, value in documents.items():
        (folder / name).write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
    return folder


def side(manifest: Value, matters: Sequence[Value], path: str = "local") -> Side:
    """A catalog as comparing sees it, without files; every matter and 一件事 stands in line 1 of a file of its own."""
    context = Context(manifest, RESOURCES.profile(str(manifest.get("编码规则"))), RESOURCES.lexicon)
    rows: dict[Kind, list[Row]] = {Kind.MATTER: [], Kind.ONE_THING: []}
    for index, value in enumerate(matters):
        kind = Kind.ONE_THING if value.get("类别") == "一件事" else Kind.MATTER
        document = Document(kind, value, f"{path}/{value.get('x-file', index)}.yaml", 0, _top)
        rows[kind].append(row_of(document, context))
    versions = (Spot(f"{path}/catalog.yaml", 6, 7), Spot(f"{path}/catalog.yaml", 11, 9))
    return Side(path, context, tuple(grouped(rows[Kind.MATTER])), (), tuple(rows[Kind.ONE_THING]), versions)


def _top(path: object, at_key: bool) -> Place:
    return Place(1, 1)


BODIES = Bodies(RESOURCES.lexicon)


def judged_of(
    locals_: Sequence[tuple[Side, Sequence[Side]]], policy: Policy = POLICY, day: str = DAY
) -> list[JudgedLocal]:
    """Local lists judged, each with its directories."""
    judged = [judged_list(local, tuple(directories), policy, BODIES, day) for local, directories in locals_]
    uppers = {id(upper): upper for _, directories in locals_ for upper in directories}
    lists = [holdings_of(upper) for upper in uppers.values() if not upper.context.is_directory]
    return with_others(judged, lists, policy, BODIES)


def whole(locals_: Sequence[tuple[Side, Sequence[Side]]], policy: Policy = POLICY, day: str = DAY) -> Compared:
    """The whole comparison, as reports take it: each list, then each against the list right above it."""
    judged = judged_of(locals_, policy, day)
    held = {id(local): holdings_of(local) for local, _ in locals_ if local.manifest}
    for local, directories in locals_ if len(held) > 1 else ():
        above = nearest_over(held[id(local)], held.values()) if local.manifest else []
        uppers = [upper for upper, _ in locals_ if held.get(id(upper)) in above]
        judged += [agreement(upper, local, directories, policy, BODIES, day) for upper in uppers]
    return Compared(tuple(judged), matrix_of(judged), policy.name, day, holes=holes_of(judged, policy))


def report_of(locals_: Sequence[tuple[Side, Sequence[Side]]], policy: Policy = POLICY, day: str = DAY) -> Value:
    """The whole JSON of local lists, each with its directories."""
    return json.loads(diff_json.write(whole(locals_, policy, day), tool="", schemas=""))


def compared(
    directory: Sequence[Value],
    local: Sequence[Value],
    *,
    directory_says: Value | None = None,
    local_says: Value | None = None,
    policy: Policy = POLICY,
    day: str = DAY,
) -> Value:
    """What the JSON says of one local list against one directory."""
    upper = side(directory_manifest(**(directory_says or {})), directory, "directory")
    lower = side(county_manifest(**(local_says or {})), local)
    return report_of([(lower, [upper])], policy, day)["locals"][0]


def only(local: Value) -> Value:
    """The single alignment of a comparison."""
    assert len(local["alignments"]) == 1, [(each["kind"], each["local"]) for each in local["alignments"]]
    return local["alignments"][0]


def kinds(local: Value) -> list[str]:
    return [each["kind"] for each in local["alignments"]]


def change_kinds(local: Value) -> list[str]:
    return [change["kind"] for each in local["alignments"] for change in each["changes"]]


def the_change(directory: Value, local: Value, kind: str, **options: Any) -> Value:
    """The single change of a pair of matters, which must be of that kind."""
    changes = only(compared([directory], [local], **options))["changes"]
    assert [change["kind"] for change in changes] == [kind], changes
    return changes[0]
