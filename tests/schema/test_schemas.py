"""The schema files: valid, whole, titled in Chinese, and saying what format.md says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from schema_documents import province_documents
from schema_fragments import fragments_of

from catalog_tool.formats.yaml_reader import read_yaml
from catalog_tool.formats.yaml_stream import CODE_KEYS, CODE_LIST_KEYS, COPY_KEYS, NUMBER_KEYS
from catalog_tool.model import Kind
from catalog_tool.resources import resource_folder
from catalog_tool.schema.shapes import FILES, MATTER, SCHEMA_BASE, SchemaSet

FOLDER = resource_folder("schemas")
NAMES = sorted(path.name for path in FOLDER.glob("*.schema.json"))
CHINESE = re.compile("[\u4e00-\u9fff]")


def walk(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    """Every object of a JSON text with its path."""
    if isinstance(node, dict):
        yield path, node
        for key, item in node.items():
            yield from walk(item, (*path, key))
    elif isinstance(node, list):
        for index, item in enumerate(node):
            yield from walk(item, (*path, index))


def properties(schemas: SchemaSet) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every property of every schema: where, its name, its schema."""
    for file, schema in schemas.files.items():
        for path, node in walk(schema):
            if "properties" in node and (not path or path[-1] != "properties") and "if" not in path:
                for name, child in node["properties"].items():
                    yield f"{file}:{'/'.join(map(str, path))}", name, child


@pytest.mark.parametrize("name", NAMES)
def test_valid_against_the_draft(name: str) -> None:
    schema = json.loads((FOLDER / name).read_text(encoding="utf-8"))

    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == jsonschema.Draft202012Validator.META_SCHEMA["$id"]
    assert schema["$id"] == SCHEMA_BASE + name


def test_every_file_is_used(schemas: SchemaSet) -> None:
    assert set(NAMES) == set(schemas.files)


def test_every_reference_resolves(schemas: SchemaSet) -> None:
    count = 0
    for file, schema in schemas.files.items():
        for _, node in walk(schema):
            if isinstance(reference := node.get("$ref"), str):
                name, _, pointer = reference.partition("#")
                target: Any = schemas.files[name or file]
                for step in pointer.strip("/").split("/") if pointer.strip("/") else []:
                    target = target[step]
                assert isinstance(target, dict)
                count += 1
    assert count > 100


def test_every_definition_is_used(schemas: SchemaSet) -> None:
    text = json.dumps(list(schemas.files.values()), ensure_ascii=False)
    for file, schema in schemas.files.items():
        for name in schema.get("$defs", {}):
            used = f'"{file}#/$defs/{name}"' in text or f'"#/$defs/{name}"' in text
            assert used or (file, name) == (MATTER, "implementation"), name


def test_every_property_has_a_chinese_title_and_description(schemas: SchemaSet) -> None:
    seen = 0
    for kind in FILES:
        for path, title in schemas.field_paths[kind]:
            node = node_at(schemas, kind, path)
            assert CHINESE.search(title), path
            assert CHINESE.search(node.get("description", "")), path
            assert node["description"].endswith("。"), path
            seen += 1
    assert seen > 400


def node_at(schemas: SchemaSet, kind: Kind, dotted: str) -> Any:
    """The schema of a dotted field path, through lists."""
    path: tuple[str | int, ...] = ()
    for step in dotted.split("."):
        if step not in schemas.node(kind, path).get("properties", {}):
            path = (*path, 0)
        path = (*path, step)
    return schemas.node(kind, path)


def test_every_object_is_closed_and_lets_own_keys_pass(schemas: SchemaSet) -> None:
    for file, schema in schemas.files.items():
        for path, node in walk(schema):
            if "properties" in node and (not path or path[-1] != "properties") and "if" not in path:
                if path == ("$defs", "implementation"):
                    continue
                assert "additionalProperties" in node, (file, path)
                assert node["patternProperties"] == {"^x-": True}, (file, path)


def test_integers_are_exactly_the_readers_numbers(schemas: SchemaSet) -> None:
    numbers: set[tuple[str, str]] = set()
    for kind in FILES:
        for path, _ in schemas.field_paths[kind]:
            if node_at(schemas, kind, path).get("type") == "integer":
                parent, _, name = path.rpartition(".")
                numbers.add((name, parent.rpartition(".")[2] if name in COPY_KEYS | {"版本"} else ""))

    expected = {(name, "") for name in NUMBER_KEYS} | {(name, "份数") for name in COPY_KEYS} | {("版本", "")}
    assert numbers == expected
    assert schemas.node(Kind.MATTER, ("版本",))["type"] == "integer"
    assert schemas.node(Kind.MANIFEST, ("版本",))["type"] == "string"


def test_what_takes_a_code_is_exactly_the_readers_codes(schemas: SchemaSet) -> None:
    codes = set()
    for where, name, child in properties(schemas):
        reference = child.get("$ref", "")
        items = child.get("items", {})
        if reference.endswith("/code") or (isinstance(items, dict) and items.get("$ref", "").endswith("/code")):
            codes.add(name)
        assert where
    assert codes == CODE_KEYS | CODE_LIST_KEYS - {"前置事项"} | {"权力编码"}


FIELD_TABLE = re.compile(r"^\|[^|]*\|([^|]+)\|.*\|([^|]*)\|$")


def table_of_fields(shared: Path) -> dict[str, str]:
    """format.md §2: every field and whether it is required (◐ in both, ● in a local list, –)."""
    text = (shared / "format.md").read_text(encoding="utf-8")
    section = text[text.index("## 2. A matter") : text.index("**Required inside objects**")]
    fields: dict[str, str] = {}
    for line in section.splitlines():
        found = FIELD_TABLE.match(line)
        if not found or found.group(1).strip() in ("key", "---"):
            continue
        names = [name.strip() for name in found.group(1).split(",")]
        # "● (名称 ◐)": a part that both need brings the whole with it.
        marks = ["◐"] if "◐)" in found.group(2) else re.sub(r"\(.*?\)", "", found.group(2)).split()
        for index, name in enumerate(names):
            mark = marks[index] if index < len(marks) else marks[-1] if marks else ""
            if mark not in ("above", ""):
                fields[name] = mark
    return fields


def test_every_field_of_the_format_is_in_the_schema(schemas: SchemaSet, shared: Path) -> None:
    fields = table_of_fields(shared)
    schema = schemas.files[MATTER]

    assert len(fields) > 60
    assert set(fields) == set(schema["properties"])
    assert {name for name, mark in fields.items() if mark == "◐"} == set(schema["required"])
    assert {name for name, mark in fields.items() if mark == "●"} == set(schema["$defs"]["implementation"]["required"])


def test_keys_inside_objects_of_the_format_are_in_the_schema(schemas: SchemaSet, shared: Path) -> None:
    text = (shared / "format.md").read_text(encoding="utf-8")
    step = re.search(r"A \*\*step\*\*: \{(.*?)\}\. Steps", text, re.DOTALL)
    assert step is not None
    keys = step.group(1)
    while "{" in keys:
        keys = re.sub(r"\{[^{}]*\}", "", keys)
    names = re.findall(r"(?:^|, )([\u4e00-\u9fff]+)", re.sub(r"\(.*?\)", "", keys))

    assert set(names) == set(schemas.files["common.schema.json"]["$defs"]["step"]["properties"])
    material = text[text.index("## 3. 申请材料") : text.index("## 4. 一件事")]
    names = re.findall(r"^      ([\u4e00-\u9fff]+):|^    - (名称):", material, re.MULTILINE)
    found = {first or second for first, second in names}
    assert found == set(schemas.files[MATTER]["$defs"]["material"]["properties"])


def test_directory_and_implementation_differ_only_in_what_is_required(schemas: SchemaSet) -> None:
    implementation = schemas.files[MATTER]["$defs"]["implementation"]
    extra = {key: value for key, value in implementation.items() if key not in ("title", "description", "required")}

    assert extra == {"$ref": "#", "properties": {"办理时限": {"required": ["承诺"]}}}


def test_the_profile_fills_the_lists(schemas: SchemaSet, resources) -> None:
    definitions = schemas.files["common.schema.json"]["$defs"]

    assert definitions["matterType"]["enum"] == list(resources.profile("zhejiang").types)
    assert "一证通办" in definitions["reformTag"]["enum"]
    assert {"zhejiang", "national"} <= set(definitions["profileName"]["enum"])
    assert "enum" not in resources.schemas.files["common.schema.json"]["$defs"]["matterType"]


@pytest.mark.parametrize("name", ["jsonschema", "jsonschema-rs"])
def test_cases_pass_as_fragments(name: str, engine, shared: Path) -> None:
    files = sorted((shared / "data/cases").glob("*.yaml"))
    count = 0
    for file in files:
        manifest = file.name.startswith(("12", "16"))
        read = read_yaml(file.read_bytes(), file.name, manifest=manifest)
        assert [r for r in read.refusals if r.rule.name != "not-a-matter"] == []
        for document in read.documents:
            faults = engine(name, document.kind, fragments=True)(document.value)
            assert faults == [], (file.name, faults)
            count += 1
    assert count >= len(files)


def test_fragments_require_nothing_but_check_the_rest(engine) -> None:
    check = engine("jsonschema-rs", fragments=True)

    assert check({}) == []
    assert check({"咨询": {}, "办理窗口": [{}], "办理时限": {"承诺": {"数值": 5}}}) == []
    assert check({"申请材料": [{}], "表单内容": [{"字段": [{"必填": "是"}]}]}) == []
    assert [fault.kind.value for fault in check({"申请材料": {}})] == ["wrong-type"]
    assert [fault.kind.value for fault in check({"必填": "是"})] == ["unknown-key"]


def test_fragments_keep_every_property(schemas: SchemaSet) -> None:
    before = sorted(name for _, name, _ in properties(schemas))
    after = sorted(name for _, name, _ in properties(fragments_of(schemas)))

    assert after == before


@pytest.mark.parametrize(
    ("label", "kind", "value"), province_documents(), ids=[label for label, _, _ in province_documents()]
)
def test_the_example_province_passes(label: str, kind: Kind, value: dict[str, Any], engine) -> None:
    implementation = not label.startswith("zhejiang/")

    assert engine("jsonschema-rs", kind, implementation=implementation)(value) == []
