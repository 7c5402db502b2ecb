"""No rule crashes on anything: real documents with any part of them replaced by what nobody meant."""

from __future__ import annotations

import copy
import json
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import CLEAN, files_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog_tool.context import Context
from catalog_tool.findings import Anchor, Hit, Owner, placed
from catalog_tool.formats.yaml_reader import read_yaml
from catalog_tool.model import Document, Kind, Matter, Place
from catalog_tool.resources import Resources
from catalog_tool.rules import PlacedFact, Rule, Surroundings, all_rules, subject_of

ROOT_CODE = "330100201000"
PLACE = Place(1, 1)
Path = tuple[str | int, ...]

HOSTILE: tuple[Any, ...] = (
    # Wrong types, and numbers that no field has.
    None, True, False, 0, -1, 1, 10**8, 10**30, 1.5, float(10**20), [], {}, [[]], [None], [{}], {"": ""}, {"甲": []},
    # Texts that are empty, long, or break what takes them for granted.
    "", " ", "　", "\n", "\t0", "\x00", "\x1b[31m", "a\u202eb", "\ufeff", "\u200b", "\ud800", "{name}", "{0}", "%s",
    "%(a)d", "\\", "(", "[", "（" * 50, "）", "《" * 50, "》", "〔", "-", "*", "$", "甲" * 3000, "0" * 3000,
    "(" * 500, "1-" * 500, "、" * 500, "转1" * 200, "9" * 5000, "第" * 300, "其他" * 300, "\U0001f600", "İ", "ß", "ﬁ",
    "e\u0301", "²", "Ⅳ", "٣",
    # What looks like a value and is none.
    "01", "+1", "1e5", "0x10", "3.5 工作日", "五个工作日", "三十日", "2018-13-40", "2018-02-30", "0000-00-00",
    "9999-99-99", "２０１８-０１-０１", "3301002010００", "33010020100Y", "330100201O00", "11330225003012349p",
    "许可-00193-001-02", "0574—65710000转", "（0574", "13800571234", "11010119900307002X", "24:00-8:00", "周七",
    "户口迁移（婚迁)", "〔2018〕", "《》", "《中华人民共和国建筑法》第", "第零条", "附件/../x", "C:\\甲", "//甲",
    "是否", "否 ", "取消", "00Y", "县级 ",
    # Objects that are nearly right.
    {"数值": 10**30, "单位": "工作日"}, {"数值": -5, "单位": "月"}, {"数值": "5", "单位": []}, {"数值": None},
    {"单位": "年"}, {"名称": {}, "文号": [], "条款": 5}, {"名称": None}, {"场所": []}, {"场所": "", "地址": "　"},
    {"电话": {"电话": "0574"}}, {"编号": "甲", "选项": [[]], "问题": 5}, {"原因": ["婚迁"]},
    {"环节": "受理", "退回至": []}, {"层级": ["县级"]}, {"基本编码": ROOT_CODE, "前置": [ROOT_CODE]},
    {"基本编码": [], "依据": {}}, {"方式": {}, "日期": 5}, {"期限": {"数值": {}}}, [ROOT_CODE, ROOT_CODE], ["", ""],
    [[["甲"]]], [{"环节": {}}, {"环节": []}], ["县级", 5, None], [5, "甲", []],
)  # fmt: skip


def read(text: str, name: str) -> list[Document]:
    """The documents of a text; what the reader refuses is not here."""
    return list(read_yaml(text.encode(), name, manifest=name == "catalog.yaml").documents)


def clean_value(kind: str) -> Any:
    (document,) = read("".join(CLEAN[kind].values()), "catalog.yaml" if kind == "manifest" else "0.yaml")
    return document.value


def sources() -> list[tuple[Kind, Any]]:
    """The clean documents, and what every rule's examples make of them: together they have every group."""
    found = [(Kind.MANIFEST, clean_value("manifest")), (Kind.ONE_THING, clean_value("one_thing"))]
    found += [(Kind.MATTER, clean_value("matter"))] * 3
    for rule in all_rules():
        for example in (rule.info.bad, rule.info.good):
            for name, text in files_of(example).items():
                found += [(document.kind, document.value) for document in read(text, name)]
    unique = {json.dumps(value, ensure_ascii=False, sort_keys=True): (kind, value) for kind, value in found}
    return list(unique.values())


SOURCES = sources()
MANIFESTS = [value for kind, value in SOURCES if kind is Kind.MANIFEST]
DOCUMENTS = [(kind, value) for kind, value in SOURCES if kind is not Kind.MANIFEST]


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every path below the root."""
    if isinstance(value, (dict, list)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield (*path, key)
            yield from paths(item, (*path, key))


@st.composite
def changed(draw: st.DrawFn, sources: list[Any]) -> Any:
    """A document with one to four of its parts replaced, left out or repeated."""
    kind, value = draw(st.sampled_from(sources))
    value = copy.deepcopy(value)
    for _ in range(draw(st.integers(1, 4))):
        path = draw(st.sampled_from(list(paths(value)) or [()]))
        here = value
        for step in path[:-1]:
            here = here[step]
        how = draw(st.integers(0, 9))
        if not path or not isinstance(here, (dict, list)):
            continue
        if how == 0:
            del here[path[-1]]
        elif how == 1 and isinstance(here, list):
            here.append(copy.deepcopy(here[path[-1]]))
        elif how == 2:
            here[path[-1]] = [here[path[-1]]]
        else:
            here[path[-1]] = copy.deepcopy(draw(st.sampled_from(HOSTILE)))
    return kind, value


def examine(rules: tuple[Rule, ...], documents: list[Document], context: Context) -> int:
    """Run rules over documents as `validate` does, every crash coming out; how many findings they give."""
    count = 0
    for rule in rules:
        try:
            count += _examine(rule, documents, context)
        except Exception as error:
            error.add_note(f"rule {rule.name}")
            raise
    return count


def _examine(rule: Rule, documents: list[Document], context: Context) -> int:
    facts: list[PlacedFact] = []
    hits: list[tuple[Hit, Anchor]] = []
    for number, document in enumerate(documents):
        if document.kind not in rule.kinds:
            continue
        owner = Owner(document.file, document.file, 0, None, "", ("330225", str(number)))
        subject = subject_of(rule, document, Matter(document.value))
        if rule.check is not None:
            hits += [(hit, Anchor(owner, PLACE, hit.path)) for hit in rule.check(subject, context)]
            continue
        assert rule.facts is not None
        for fact in rule.facts(subject, context):
            data = json.loads(json.dumps(fact.data))
            assert data == fact.data, "a fact must come back from JSON as it was"
            facts.append(PlacedFact(Anchor(owner, PLACE, fact.path), data))
    if rule.judge is not None and facts:
        around = (Surroundings(lambda: facts, facts),) if rule.wide else ()
        hits += [(hit, hit.anchor) for hit in rule.judge(facts, context, *around)]
    for hit, anchor in hits:
        assert anchor is not None, "a judge must use Hit.on"
        finding = placed(rule.info, hit, anchor)
        assert finding.message
        assert json.loads(json.dumps(dict(finding.args))) == finding.args, "arguments must be plain JSON"
        assert all(isinstance(step, (str, int)) for step in finding.path)
        assert re.fullmatch("[0-9a-f]{16}", finding.fingerprint)
    return len(hits)


def as_document(kind: Kind, value: Any, number: int) -> Document:
    return Document(kind, value, f"{number}.yaml", 0, lambda _path, _at_key: PLACE)


def context_of(manifest: Any, resources: Resources, profile: str = "zhejiang", *, looked: bool = True) -> Context:
    attachments = frozenset({"附件/建筑工程施工许可证申请表.docx"}) if looked else None
    return Context(manifest, resources.profile(profile), resources.lexicon, attachments)


@given(
    manifest=changed([(Kind.MANIFEST, value) for value in MANIFESTS]),
    documents=st.lists(changed(DOCUMENTS), min_size=1, max_size=3),
    profile=st.sampled_from(["zhejiang", "national", "sichuan", "neutral"]),
    looked=st.booleans(),
)
@settings(deadline=None, max_examples=250, suppress_health_check=list(HealthCheck))
def test_no_rule_crashes_on_documents_with_foreign_parts(
    manifest: tuple[Kind, Any], documents: list[tuple[Kind, Any]], profile: str, looked: bool, resources: Resources
) -> None:
    context = context_of(manifest[1], resources, profile, looked=looked)
    given_ = [as_document(kind, value, number) for number, (kind, value) in enumerate([manifest, *documents])]

    # Each document twice: rules across matters must meet equal ones.
    examine(all_rules(), [*given_, *given_], context)


@pytest.mark.parametrize("shape", HOSTILE, ids=lambda shape: repr(shape)[:20])
def test_no_rule_crashes_where_every_part_is_foreign(shape: Any, resources: Resources) -> None:
    """One shape in the place of each top-level group, and of all at once."""
    context = context_of(clean_value("manifest"), resources)
    for kind, name in ((Kind.MATTER, "matter"), (Kind.ONE_THING, "one_thing"), (Kind.MANIFEST, "manifest")):
        value = clean_value(name)
        documents = [as_document(kind, {**value, key: shape}, number) for number, key in enumerate(value)]
        documents.append(as_document(kind, dict.fromkeys(value, shape), len(documents)))
        examine(all_rules(), documents, context)
    hostile = context_of(dict.fromkeys(clean_value("manifest"), shape), resources)
    examine(all_rules(), [as_document(Kind.MATTER, clean_value("matter"), 0)], hostile)


LONG = ("甲" * 30_000, "（" * 30_000, "0574-65710000、" * 3_000, "1" * 30_000, "《甲》第一条、" * 4_000, "a@" * 15_000)


@pytest.mark.parametrize("text", LONG, ids=lambda text: text[:4])
def test_long_texts_take_no_longer_than_they_are(text: str, resources: Resources) -> None:
    """Every text of a matter at once as long as a whole file may be: a pattern that backtracks would be seen."""
    value = clean_value("matter")
    for path in list(paths(value)):
        here = value
        for step in path[:-1]:
            here = here[step]
        if isinstance(here[path[-1]], str) and path[-1] in ("名称", "说明", "时间", "电话", "备注", "标准", "地址"):
            here[path[-1]] = text
    value["备注"] = value["通俗名称"] = value["咨询"] = text
    context = context_of(clean_value("manifest"), resources)
    slow = {}
    for rule in all_rules():
        begun = time.perf_counter()
        examine((rule,), [as_document(Kind.MATTER, value, 0)], context)
        slow[rule.name] = time.perf_counter() - begun

    assert max(slow.values()) < 2, max(slow, key=lambda name: slow[name])


def test_the_sources_reach_every_rule(resources: Resources) -> None:
    """Otherwise the property would say nothing of those left out."""
    context = context_of(clean_value("manifest"), resources)
    documents = [as_document(kind, value, number) for number, (kind, value) in enumerate(SOURCES)]
    silent = [
        rule.name for rule in all_rules() if rule.kinds & {Kind.MATTER, Kind.ONE_THING} and
        not examine((rule,), documents, context)
    ]  # fmt: skip

    # Codes without quotes are known to the reader alone.
    assert len(silent) < 8, silent
