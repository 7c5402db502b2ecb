"""Both engines find the same, on what is right and on everything that can be wrong."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from schema_documents import province_documents

from catalog_tool.formats.yaml_reader import read_yaml
from catalog_tool.model import Kind, Path
from catalog_tool.schema.engines import Fault, FaultKind, engine_name, make_engine

BOTH = ("jsonschema", "jsonschema-rs")
DOCUMENTS = province_documents()


def both(engine, value: Any, kind: Kind = Kind.MATTER, **options: bool) -> list[Fault]:
    one, other = (engine(name, kind, **options)(value) for name in BOTH)
    assert one == other
    return other


@pytest.mark.parametrize(("label", "kind", "value"), DOCUMENTS, ids=[label for label, _, _ in DOCUMENTS])
def test_same_on_the_example_province(label: str, kind: Kind, value: dict[str, Any], engine) -> None:
    assert both(engine, value, kind, implementation=not label.startswith("zhejiang/")) == []
    both(engine, value, kind, implementation=label.startswith("zhejiang/"))


def test_same_on_the_cases(shared, engine) -> None:
    count = 0
    for file in sorted((shared / "data/cases").glob("*.yaml")):
        for document in read_yaml(file.read_bytes(), file.name, manifest=file.name.startswith(("12", "16"))).documents:
            both(engine, document.value, document.kind)
            both(engine, document.value, document.kind, fragments=True)
            count += 1
    assert count > 15


FULL = [value for label, kind, value in DOCUMENTS if kind is Kind.MATTER and not label.startswith("zhejiang/")]
WRONG = st.one_of(
    st.sampled_from(
        ["", " ", "\u3000", "否\n", "2018-06-01\n", "2018-02-30", "0000-01-01", "２018-01-01", "http://甲"]
    ),
    st.sampled_from(["是", "否", "甲", "县级", "01", "https://x\ny", "99999999999"]),
    st.integers(-1, 10**10),
    st.none(),
    st.lists(st.sampled_from(["甲", "县级", None, 1]), max_size=2),
    st.sampled_from(
        [{}, {"甲": "乙"}, {"名称": "甲"}, {"数值": 1}, {"数值": 0}, {"x-": 1}, [[]], [{}], [{"x-甲": []}]]
    ),
).map(copy.deepcopy)  # mutations must not reach the next example


def containers(value: Any) -> list[Any]:
    found = []
    if isinstance(value, (dict, list)):
        found.append(value)
        for item in value.values() if isinstance(value, dict) else value:
            found += containers(item)
    return [container for container in found if container]


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, Any]:
    """A matter of the example province with some keys dropped or renamed and some values replaced."""
    value = copy.deepcopy(draw(st.sampled_from(FULL)))
    for _ in range(draw(st.integers(1, 4))):
        choices = containers(value)
        if not choices:
            break
        container = choices[draw(st.integers(0, len(choices) - 1))]
        keys = list(container) if isinstance(container, dict) else list(range(len(container)))
        key = draw(st.sampled_from(keys))
        match draw(st.sampled_from(["drop", "rename", "replace", "replace"])):
            case "drop":
                del container[key]
            case "rename" if isinstance(container, dict):
                container[draw(st.sampled_from([f"{key}甲", f"x-{key}", str(key)[:-1], "名称", ""]))] = container.pop(
                    key
                )
            case _:
                container[key] = draw(WRONG)
    return value


@given(mutated(), st.booleans())
@settings(max_examples=400, deadline=None)
def test_same_on_mutated_matters(engine, value: dict[str, Any], implementation: bool) -> None:
    both(engine, value, implementation=implementation)
    both(engine, value, fragments=True)


@given(
    st.recursive(
        st.one_of(WRONG, st.text(max_size=3)),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(
                st.sampled_from(["名称", "数值", "单位", "承诺", "办理时限", "申请材料", "x-甲", "甲"]), inner
            ),
        ),
    )
)
@settings(max_examples=200, deadline=None)
def test_same_on_any_plain_value(engine, value: Any) -> None:
    for kind in Kind:
        both(engine, value, kind)


MATTER = FULL[0]


def changed(*path: str | int, to: Any = None, drop: bool = False) -> dict[str, Any]:
    value: Any = copy.deepcopy(MATTER)
    here = value
    for step in path[:-1]:
        here = here[step]
    if drop:
        del here[path[-1]]
    else:
        here[path[-1]] = to
    return value


FAULTS: dict[str, tuple[dict[str, Any], Path, FaultKind]] = {
    "missing": (changed("主项名称", drop=True), ("主项名称",), FaultKind.MISSING),
    "missing in a local list": (changed("权力来源", drop=True), ("权力来源",), FaultKind.MISSING),
    "missing promise": (changed("办理时限", "承诺", drop=True), ("办理时限", "承诺"), FaultKind.MISSING),
    "missing deeper": (changed("申请材料", 0, "必要性", drop=True), ("申请材料", 0, "必要性"), FaultKind.MISSING),
    "missing unit": (changed("办理时限", "承诺", to={"数值": 5}), ("办理时限", "承诺", "单位"), FaultKind.MISSING),
    "window without name": (changed("办理窗口", to=[{"地址": "甲"}]), ("办理窗口", 0, "名称"), FaultKind.MISSING),
    "unknown": (changed("承诺时限", to="甲"), ("承诺时限",), FaultKind.UNKNOWN),
    "unknown deeper": (changed("申请材料", 0, "份", to="甲"), ("申请材料", 0, "份"), FaultKind.UNKNOWN),
    "text for list": (changed("行使层级", to="县级"), ("行使层级",), FaultKind.TYPE),
    "number for text": (changed("备注", to=5), ("备注",), FaultKind.TYPE),
    "text for number": (changed("到现场次数", to="1"), ("到现场次数",), FaultKind.TYPE),
    "null item": (changed("受理条件", to=[None]), ("受理条件", 0), FaultKind.TYPE),
    "basis as text": (changed("适用依据", to=["《甲》"]), ("适用依据", 0), FaultKind.TYPE),
    "value": (changed("状态", to="启用"), ("状态",), FaultKind.VALUE),
    "value of the profile": (changed("事项类型", to="行政许克"), ("事项类型",), FaultKind.VALUE),
    "value in a list": (changed("行使层级", to=["县"]), ("行使层级", 0), FaultKind.VALUE),
    "no such day": (changed("生效日期", to="2018-02-30"), ("生效日期",), FaultKind.FORM),
    "year zero": (changed("生效日期", to="0000-01-01"), ("生效日期",), FaultKind.FORM),
    "date with line feed": (changed("生效日期", to="2018-06-01\n"), ("生效日期",), FaultKind.FORM),
    "date in Chinese": (changed("生效日期", to="2018年6月1日"), ("生效日期",), FaultKind.FORM),
    "blank name": (changed("主项名称", to="\u3000"), ("主项名称",), FaultKind.FORM),
    "no address": (changed("网办地址", to="www.例.cn"), ("网办地址",), FaultKind.FORM),
    "no level": (changed("行使层级", to=[]), ("行使层级",), FaultKind.FORM),
    "no contact": (changed("咨询", to={}), ("咨询",), FaultKind.FORM),
    "no with line feed": (changed("申请材料", 0, "容缺", to="否\n"), ("申请材料", 0, "容缺"), FaultKind.FORM),
    "number too big": (changed("到现场次数", to=10**9), ("到现场次数",), FaultKind.FORM),
}


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("case", FAULTS)
def test_one_fault_is_one_fault(case: str, name: str, engine) -> None:
    value, path, kind = FAULTS[case]

    assert engine(name)(MATTER) == []
    assert engine(name)(value) == [Fault(path, kind)]


@pytest.mark.parametrize(
    "value",
    [
        changed("办理时限", "法定", to={"说明": "无法定时限"}),
        changed("办理时限", "承诺", to={"数值": 0}),
        changed("办理窗口", to=[]),
        changed("办理窗口", to=[{"场所": "甲"}]),
        changed("表单内容", to=[]),
        changed("x-本地", to={"甲": [None]}),
        changed("审批结果", to=[{"名称": "甲", "类型": "证照"}]),
        changed("前置事项", to=["331000701000", {"基本编码": "331000701000", "适用情形": ["甲", {"乙": "丙"}]}]),
        changed("申请材料", 0, "容缺", to={"期限": {"数值": 5, "单位": "工作日"}}),
        changed("咨询", to=["0574-1", "窗口"]),
    ],
)
@pytest.mark.parametrize("name", BOTH)
def test_right_in_unusual_ways(name: str, value: dict[str, Any], engine) -> None:
    assert engine(name)(value) == []


def test_a_directory_needs_less(engine) -> None:
    value = {key: item for key, item in MATTER.items() if key not in ("权力来源", "状态", "咨询", "收费")}

    assert both(engine, value, implementation=False) == []
    assert {fault.path[0] for fault in both(engine, value)} == {"权力来源", "状态", "咨询", "收费"}


def test_faults_are_sorted_and_each_once(engine) -> None:
    value = changed("申请材料", to=[{"名称": 1, "类别": "x", "甲": "乙"}, {}])
    faults = both(engine, value)

    assert len(faults) == len(set(faults)) == 7
    assert [fault.path for fault in faults] == sorted(
        (fault.path for fault in faults), key=lambda path: [(isinstance(step, str), step) for step in path]
    )


def test_the_fast_engine_is_used_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert engine_name() == "jsonschema-rs"
    monkeypatch.setitem(__import__("sys").modules, "jsonschema_rs", None)

    assert engine_name() == "jsonschema"
    check = make_engine({"https://x/y": {"type": "string"}}, "https://x/y")
    assert check(1) == [Fault((), FaultKind.TYPE)]


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("schema", [{"anyOf": [{"type": "string"}]}, {"not": {}}, {"const": 2}, {"multipleOf": 2}])
def test_keywords_of_others_schemas_are_faults_too(name: str, schema: dict[str, Any]) -> None:
    faults = make_engine({"https://x/y": {"properties": {"甲": schema}}}, "https://x/y", name=name)({"甲": 1})

    assert [fault.path for fault in faults] == [("甲",)]
