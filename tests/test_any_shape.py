"""Whatever shape a value has, it ends in findings: no rule, judge or message crashes on it."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog_tool.checking import Checked, Selection, check_catalogs
from catalog_tool.findings import Report
from catalog_tool.formats.yaml_reader import read_yaml
from catalog_tool.reports import findings_json, findings_text
from catalog_tool.rules import all_infos
from catalog_tool.standards import Standards
from catalog_tool.store import find_catalogs

CLEAN = Path(__file__).parent / "rules"
SHAPES: tuple[Any, ...] = (
    "", " ", "甲", "01", "0", "5", "{name}", "《", "%s", "2018-13-40", "a\u202eb", "9" * 5_000,
    [], {}, ["甲", "甲"], [[]], [[["甲"]]], [{}], [{"甲": "乙"}], [None], {"甲": "乙"}, {"": ""}, {"名称": ["甲"]},
    {"数值": 5, "单位": "工作日"}, {"数值": ["5"], "单位": {}}, {"基本编码": []},
    [{"名称": {}, "环节": [], "基本编码": {}}],
    [{"适用情形": [{"甲": ["乙"]}, [], None]}], 0, 5, 10**8,
)  # fmt: skip


def clean(kind: str) -> dict[str, Any]:
    data = (CLEAN / f"clean_{kind}.yaml").read_bytes()
    (document,) = read_yaml(data, kind, manifest=kind == "manifest").documents
    return document.value


def paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every path, of a list's members those of the first: they are alike."""
    if isinstance(value, (dict, list)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value[:1]):
            yield (*path, key)
            yield from paths(item, (*path, key))


def replaced(value: Any, path: tuple[str | int, ...], shape: Any) -> Any:
    value = copy.deepcopy(value)
    here = value
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = shape
    return value


def checked(folder: Path, standards: Standards, manifest: Any, *documents: Any) -> Checked:
    """A catalog of these documents, written as flow YAML; any crash comes out."""
    (folder / "catalog.yaml").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    text = "\n---\n".join(json.dumps(document, ensure_ascii=False) for document in documents)
    (folder / "事项.yaml").write_text(text, encoding="utf-8")
    done = check_catalogs(find_catalogs([str(folder)]), standards, Selection(), debug=True)
    report = Report(done.settled, done.matters, done.files, "t", "s", done.departments)
    assert json.loads(findings_json.write(report))["summary"]["files"] == 1
    assert findings_text.write(report, all_infos(), source=lambda *_: "甲: 乙", columns=80)
    return done


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: str(shape)[:20])
def test_every_field_of_every_document_in_a_wrong_shape(shape: Any, tmp_path: Path, standards: Standards) -> None:
    manifest = clean("manifest")
    matter, one_thing = clean("matter"), clean("one_thing")
    documents = [replaced(matter, path, shape) for path in paths(matter)]
    documents += [replaced(one_thing, path, shape) for path in paths(one_thing)]
    done = checked(tmp_path, standards, manifest, *documents)

    assert done.settled.findings
    assert done.matters > 80


@pytest.mark.parametrize("shape", ["", "甲", [], {}, [{}], {"甲": "乙"}, [None], 5], ids=str)
def test_every_field_of_a_manifest_in_a_wrong_shape(shape: Any, tmp_path: Path, standards: Standards) -> None:
    manifest = clean("manifest")
    for path in paths(manifest):
        checked(tmp_path, standards, replaced(manifest, path, shape), clean("matter"), clean("one_thing"))


@pytest.mark.parametrize("shape", ["甲", [], {}, 5, ["甲"], {"甲": "乙"}], ids=str)
@pytest.mark.parametrize("kind", ["matter", "one_thing"])
def test_all_fields_in_the_wrong_shape_at_once(shape: Any, kind: str, tmp_path: Path, standards: Standards) -> None:
    value = {**dict.fromkeys(clean(kind), shape), **({"类别": "一件事"} if kind == "one_thing" else {})}

    assert checked(tmp_path, standards, clean("manifest"), value, {}, value).settled.findings


KEYS = st.sampled_from(
    [
        *clean("matter"),
        *clean("one_thing"),
        "名称",
        "数值",
        "单位",
        "环节",
        "适用情形",
        "基本编码",
        "x-甲",
        "甲",
        "依据",
    ]
)
PLAIN = st.recursive(
    st.one_of(st.sampled_from([*SHAPES[:12], *SHAPES[-3:]]), st.text(st.characters(exclude_categories=["Cs", "Cc"]))),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=15,
)


@given(
    documents=st.lists(st.dictionaries(KEYS, PLAIN, max_size=8), min_size=1, max_size=3),
    manifest=st.dictionaries(KEYS, PLAIN),
)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_document_crashes_anything(
    documents: list[dict[str, Any]], manifest: dict[str, Any], tmp_path: Path, standards: Standards
) -> None:
    checked(tmp_path, standards, {**clean("manifest"), **manifest}, *documents)
    checked(tmp_path, standards, manifest, *documents)
