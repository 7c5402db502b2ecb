"""`catalog-tool schema`: what it writes, and that editors and the tool call the same files right."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from editor_yaml import editor_documents
from jsonschema import Draft7Validator, Draft202012Validator

from catalog_tool.cli.app import main
from catalog_tool.model import Kind
from catalog_tool.resources import Resources, resource_folder
from catalog_tool.schema.bundles import PURPOSES, Bundle, bundled
from catalog_tool.schema.engines import make_engine

CLEAN = Path(__file__).parents[1] / "rules"
CHINESE = re.compile("[\u4e00-\u9fff]")
DIALECTS = (Draft202012Validator, Draft7Validator)


@pytest.fixture(scope="module")
def bundles(resources: Resources) -> dict[Bundle, dict[str, Any]]:
    composed = resources.schemas.composed(resources.profile("zhejiang"), resources.profile_names)
    return {bundle: bundled(composed, bundle) for bundle in Bundle}


def clean(name: str) -> Any:
    return editor_documents((CLEAN / f"clean_{name}.yaml").read_text(encoding="utf-8"))[0]


def nodes(node: Any, *, named: bool = False) -> Iterator[dict[str, Any]]:
    """Every schema in a schema; names of properties are no keywords."""
    if isinstance(node, dict):
        if not named:
            yield node
        for key, value in node.items():
            yield from nodes(value, named=not named and key in ("properties", "patternProperties", "$defs"))
    elif isinstance(node, list):
        for item in node:
            yield from nodes(item)


def says(schema: dict[str, Any], value: Any) -> list[str]:
    """The faults, as both dialects see them: an editor may know either."""
    found = [[error.message for error in dialect(schema).iter_errors(value)] for dialect in DIALECTS]
    assert bool(found[0]) == bool(found[1])
    return found[0]


def test_all_are_written_and_each_is_valid(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "-o", str(tmp_path / "新")]) == 0
    assert capsys.readouterr().err.count("\n") == len(Bundle)
    assert sorted(path.name for path in (tmp_path / "新").iterdir()) == sorted(bundle.file for bundle in Bundle)
    for path in (tmp_path / "新").iterdir():
        schema = json.loads(path.read_text(encoding="utf-8"))
        assert CHINESE.search(schema["title"])
        for dialect in DIALECTS:
            dialect.check_schema(schema)


def test_one_goes_to_a_file_a_folder_or_the_screen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "one-thing"]) == 0
    shown = capsys.readouterr().out
    assert main(["schema", "one-thing", "-o", str(tmp_path)]) == 0
    assert main(["schema", "one-thing", "-o", str(tmp_path / "件.json")]) == 0
    assert (tmp_path / "one-thing.schema.json").read_text(encoding="utf-8") == shown
    assert (tmp_path / "件.json").read_text(encoding="utf-8") == shown


def test_the_list_says_what_each_is_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(Bundle) == list(PURPOSES)
    assert all(CHINESE.search(line) or "catalog.yaml" in line for line in lines)


def test_the_profile_gives_the_types(capsys: pytest.CaptureFixture[str]) -> None:
    def types(*arguments: str) -> set[str]:
        assert main(["schema", "matter", *arguments]) == 0
        return set(json.loads(capsys.readouterr().out)["properties"]["事项类型"]["enum"])

    zhejiang, national, every = types("--profile", "zhejiang"), types("--profile", "national"), types()
    assert "联办事项" in zhejiang - national
    assert zhejiang | national <= every


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["mater"], "没有 mater 这一份，是不是 matter？"),
        (["--profile", "zhejian", "-o", "."], "没有 zhejian 这套编码规则，是不是 zhejiang？"),
        (["--profile", "q", "-o", "."], "可用的是 national、"),
        ([], "请加 -o 文件夹"),
        (["-o", __file__], "不是文件夹"),
    ],
)
def test_wrong_usage(arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", *arguments]) == 2
    assert sentence in capsys.readouterr().err


def test_an_overlay_goes_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = json.loads((resource_folder("schemas") / "matter.schema.json").read_text(encoding="utf-8"))
    own["properties"]["备注"]["description"] = "本市统一写法"
    (tmp_path / "matter.schema.json").write_text(json.dumps(own), encoding="utf-8")
    assert main(["schema", "matter", "--schemas", str(tmp_path)]) == 0
    assert json.loads(capsys.readouterr().out)["properties"]["备注"]["description"] == "本市统一写法"


@pytest.mark.parametrize("bundle", Bundle)
def test_editors_can_follow_every_reference(bundle: Bundle, bundles: dict[Bundle, dict[str, Any]]) -> None:
    schema = bundles[bundle]
    for node in nodes(schema):
        assert not {"$id", "$anchor", "$dynamicRef", "unevaluatedProperties", "$comment"} & node.keys()
        if "$ref" in node:
            # Draft-07 ignores what stands beside a reference.
            assert node.keys() == {"$ref"}
            head, _, name = node["$ref"].rpartition("/")
            assert head == "#/$defs"
            assert name in schema["$defs"]


@pytest.mark.parametrize("bundle", Bundle)
def test_every_key_has_a_chinese_description(bundle: Bundle, bundles: dict[Bundle, dict[str, Any]]) -> None:
    conditions = [node["if"] for node in nodes(bundles[bundle]) if "if" in node]
    for node in nodes(bundles[bundle]):
        for name, child in node.get("properties", {}).items():
            if node not in conditions:
                assert CHINESE.search(child.get("title", "")), name
                assert CHINESE.search(child.get("description", "")), name


def test_the_example_province_is_right_in_an_editor(bundles: dict[Bundle, dict[str, Any]]) -> None:
    folder = resource_folder("guides")
    wrong = []
    looked_at = 0
    for file in sorted(folder.rglob("*.yaml")):
        inside = file.relative_to(folder)
        if any(part.startswith("_") for part in inside.parts) or file.name == "policy.yaml":
            continue
        bundle = Bundle.DIRECTORY_ENTRY if inside.parts[0] == "zhejiang" else Bundle.ENTRY
        schema = bundles[Bundle.CATALOG if file.name == "catalog.yaml" else bundle]
        for document in editor_documents(file.read_text(encoding="utf-8")):
            looked_at += 1
            wrong += [(inside.as_posix(), fault.split(" is ")[-1]) for fault in says(schema, document)]
    assert looked_at > 100
    # The one deliberate fault of form: a code without quotes.
    assert wrong == [("yueqing/公安/居住证申领.yaml", "not of type 'string'")]


@pytest.mark.parametrize(
    ("name", "bundle", "kind"),
    [
        ("matter", Bundle.MATTER, Kind.MATTER),
        ("matter", Bundle.ENTRY, Kind.MATTER),
        ("one_thing", Bundle.ONE_THING, Kind.ONE_THING),
        ("one_thing", Bundle.ENTRY, Kind.ONE_THING),
        ("manifest", Bundle.CATALOG, Kind.MANIFEST),
    ],
)
def test_the_editor_and_the_tool_agree(
    name: str, bundle: Bundle, kind: Kind, bundles: dict[Bundle, dict[str, Any]], resources: Resources
) -> None:
    """Each key in turn taken away, made a nonsense object, a nonsense list, joined by an unknown one."""
    composed = resources.schemas.composed(resources.profile("zhejiang"), resources.profile_names)
    engine = make_engine(composed.by_uri(), composed.entry(kind, implementation=True))
    document = clean(name)
    assert not engine(document)
    assert not says(bundles[bundle], document)
    assert says(bundles[bundle], {**document, "承诺时限": 5})
    verdicts = set()
    for key in [*document, "备注"]:
        if bundle is Bundle.ENTRY and key == "类别":
            continue  # without it the editor takes the document for a matter
        without = {name: value for name, value in document.items() if name != key}
        for changed in (without, {**without, key: {"错": {}}}, {**without, key: [{"错": {}}]}, {**without, key: True}):
            verdicts.add(bool(engine(changed)))
            assert bool(says(bundles[bundle], changed)) == bool(engine(changed)), (key, changed.get(key))
    assert verdicts == {True, False}


def test_a_directory_asks_for_less(bundles: dict[Bundle, dict[str, Any]]) -> None:
    matter = clean("matter")
    del matter["状态"], matter["办理时限"]["承诺"]
    assert not says(bundles[Bundle.DIRECTORY_MATTER], matter)
    assert not says(bundles[Bundle.DIRECTORY_ENTRY], matter)
    assert len(says(bundles[Bundle.MATTER], matter)) == 2


@pytest.mark.parametrize(
    "line",
    [
        "备注: 5",
        "咨询: 12345",
        "监督投诉: {电话: [12345]}",
        "常见问题:",
        "通办范围: ~",
        "改革标签: null",
        "x-自用: [1]",
    ],
)
def test_what_the_tool_allows_is_not_underlined(line: str, bundles: dict[Bundle, dict[str, Any]]) -> None:
    assert not says(bundles[Bundle.MATTER], {**clean("matter"), **editor_documents(line)[0]})


@pytest.mark.parametrize(
    "line",
    ["基本编码: 330100201000", "前置事项: [330100201000]", "生效日期: 20180601", "版本: '1'", "状态:", "通办范围: 镇"],
)
def test_what_the_tool_refuses_is_underlined(line: str, bundles: dict[Bundle, dict[str, Any]]) -> None:
    assert says(bundles[Bundle.MATTER], {**clean("matter"), **editor_documents(line)[0]})
