"""The reader over anything: it never raises, every refusal is whole, both parsers agree, places point at the text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from yaml_readings import seen

from catalog_tool.formats import yaml_reader
from catalog_tool.formats.yaml_bytes import UNWANTED
from catalog_tool.formats.yaml_reader import ReadFile, parser_name, read_yaml
from catalog_tool.formats.yaml_stream import CODE_KEYS, CODE_LIST_KEYS, NUMBER_KEYS
from catalog_tool.resources import resource_folder

# Pieces that YAML is made of, and what offices paste between them.
PIECES = st.sampled_from(
    [
        *("a", "键", "😀", "数值", "版本", "基本编码", "3310", "01", "5", "null", "~", "=", "<<", "全角：冒号"),
        *(": ", ":", " ", "  ", "\n", "\n  ", "\n    ", "\r\n", "- ", "-", ",", ", ", "[", "]", "{", "}"),
        *('"', "'", '"x"', "'y'", "\\", "\\u00e9", "#", " # c", "@", "`", "\t", "---\n", "...\n", "---"),
    ]
)
HOSTILE = st.sampled_from(
    ["&a ", "*a", "&", "*", "!", "!x ", "!!str ", "?", "? ", "|", ">", "|-", "%", "%YAML 1.2\n", '"\\ud800"', "\x07"]
)
TEXTS = st.lists(PIECES, max_size=16).map("".join)
ANY_TEXTS = st.lists(st.one_of(PIECES, HOSTILE, st.text(max_size=5)), max_size=20).map("".join)


def check_refusals(found: ReadFile, data: bytes) -> None:
    lines = data.count(b"\n") + data.count(b"\r") + 1
    for refusal in found.refusals:
        sentence = refusal.rule.message.format_map(refusal.args)
        assert sentence.strip()
        assert not re.search(r"\{[a-z_]+\}", refusal.rule.message.format_map(dict.fromkeys(refusal.args, "")))
        assert 1 <= refusal.place.line <= lines
        assert refusal.place.column >= 1
        assert all(place.line >= 1 and place.column >= 1 for place in refusal.related)
    assert found.documents or found.refusals


@given(st.binary(max_size=300), st.booleans())
@example(b"\xff\xfe", False)
@example(b"\xef\xbb\xbf", False)
@settings(deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes, manifest: bool) -> None:
    check_refusals(read_yaml(data, "f", manifest=manifest), data)


@given(ANY_TEXTS, st.booleans(), st.booleans())
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_or_refused(text: str, manifest: bool, pure: bool) -> None:
    data = text.encode("utf-8", "surrogatepass")
    found = read_yaml(data, "f", manifest=manifest, pure=pure)

    check_refusals(found, data)
    for document in found.documents:
        for path, value in paths(document.value):
            assert document.place(path).line >= 1
            assert not isinstance(value, str) or not UNWANTED.search(value)


@given(TEXTS)
@settings(max_examples=600, deadline=None)
def test_both_parsers_give_the_same(text: str) -> None:
    # Of a bracket left open at a line's beginning libyaml complains at its end, PyYAML at its beginning.
    assume(not re.search(r"^\s*[\[{]", text, re.MULTILINE))
    data = text.encode()

    assert seen(read_yaml(data, "f", pure=True)) == seen(read_yaml(data, "f"))


TRICKY = {
    "tab between words": "甲: 乙\t丙\n",
    "tab after a colon": "甲:\t乙\n",
    "tab before a comment": "甲: 乙 \t# 丙\n",
    "tab on an empty line": "甲: 乙\n \t \n丙: 丁\n",
    "tab in a continued line": "甲: 乙\n  \t丙\n",
    "tab that indents": "甲: 乙\n\t丙\n",
    "tab in brackets": "甲: [乙\t,\t丙]\n",
    "question mark in brackets": "甲: [是否?, 乙?丙]\n",
    "colon before a comma": "甲: {乙:,丙: 丁}\n",
    "half a surrogate pair": '甲: "乙\\ud800"\n',
    "half a surrogate pair after an escaped line end": '甲: "乙\\\n  \\ud800"\n',
    "escaped surrogate pair": '甲: "\\ud83d\\ude00"\n',
    "escape beyond Unicode": '甲: "\\U00110000"\n',
    "broken escape": '甲: "\\uZZ"\n',
    "unknown escape": '甲: "乙 \\q"\n',
    "backslash at the end": '甲: "\\',
    "unknown directive": "%FOO\n---\n甲: 乙\n",
    "newer version": "%YAML 1.3\n---\n甲: 乙\n",
    "known version": "%YAML 1.2\n---\n甲: 乙\n",
    "open bracket at the very end": "甲: [乙",
    "open text after a document": "甲: 乙\n---\n丙: {",
    "block header with rubbish": "甲: |x\n 乙\n",
    "block text": "甲: |\n  乙\n\n  丙\n丁: >-\n  戊\n  己\n",
    "long key": f"{'键' * 1025}: 甲\n",
    "document marker in quotes": '甲: "乙\n---\n丙"\n',
    "anchors and tags": "甲: &a {乙: !x 丙}\n丁: *a\n",
    "complex key": "? [甲, 乙]\n: 丙\n丁: 戊\n",
}


@pytest.mark.parametrize("text", TRICKY.values(), ids=TRICKY)
def test_both_parsers_give_the_same_where_they_differ_by_nature(text: str) -> None:
    data = text.encode()

    assert seen(read_yaml(data, "f", pure=True)) == seen(read_yaml(data, "f"))


def example_files() -> list[Path]:
    return sorted(resource_folder("guides").rglob("*.yaml"))


@pytest.mark.parametrize("file", example_files(), ids=lambda file: file.stem)
def test_both_parsers_give_the_same_of_the_example_province(file: Path) -> None:
    data = file.read_bytes()
    fast, pure = (read_yaml(data, "f", pure=pure) for pure in (False, True))

    assert seen(pure) == seen(fast)
    for one, other in zip(fast.documents, pure.documents, strict=True):
        for path, _ in paths(one.value):
            assert one.place(path) == other.place(path)
            assert one.place(path, at_key=True) == other.place(path, at_key=True)


def test_both_parsers_give_the_same_of_the_cases(shared: Path) -> None:
    files = sorted((shared / "data/cases").glob("*.yaml"))

    assert files
    for file in files:
        data = file.read_bytes()
        assert seen(read_yaml(data, "f", pure=True)) == seen(read_yaml(data, "f"))


def test_without_libyaml_the_pure_parser_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    assert parser_name() == "libyaml"
    monkeypatch.setattr(yaml_reader, "CParser", None)

    assert parser_name() != "libyaml"
    assert read_yaml("甲: [乙]\n".encode(), "f").documents[0].value == {"甲": ["乙"]}


def paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    """Every path of a plain value and what stands there."""
    found = [(path, value)]
    if isinstance(value, dict):
        for key, item in value.items():
            found += paths(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            found += paths(item, (*path, index))
    return found


SPECIAL = NUMBER_KEYS | CODE_KEYS | CODE_LIST_KEYS | {"版本", "份数"}
WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"), max_size=8
)
KEYS = WORDS.filter(lambda key: key not in SPECIAL)
VALUES = st.recursive(
    st.one_of(
        WORDS, st.sampled_from(["null", "~", "yes", "010200", "2018-06-01", "12:30:45", "1.0", " 甲 ", "甲: 乙"])
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=5), st.booleans(), st.booleans())
@settings(max_examples=200, deadline=None)
def test_what_is_written_reads_back_and_places_point_at_it(value: dict[str, Any], flow: bool, pure: bool) -> None:
    assume("类别" not in value)
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=flow, sort_keys=False)
    found = read_yaml(text.encode(), "f", pure=pure)
    assert found.refusals == []
    (document,) = found.documents
    assert document.value == value
    lines = text.split("\n")
    composed = dict(nodes(yaml.compose(text, yaml.SafeLoader)))
    for path, item in paths(value):
        key, node = composed[path]
        assert document.place(path) == (node.start_mark.line + 1, node.start_mark.column + 1)
        if path and isinstance(path[-1], str):
            assert document.place(path, at_key=True) == (key.start_mark.line + 1, key.start_mark.column + 1)
        if isinstance(item, str):
            place = document.place(path)
            assert lines[place.line - 1][place.column - 1 :].startswith((item[:1], '"', "'", "|", ">", "? "))


def nodes(node: yaml.Node, path: tuple[str | int, ...] = (), key: Any = None) -> Iterator[tuple[Any, Any]]:
    """What PyYAML's own composer makes of a text: path → (key's node, value's node)."""
    yield path, (key, node)
    if isinstance(node, yaml.MappingNode):
        for name, item in node.value:
            yield from nodes(item, (*path, name.value), name)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from nodes(item, (*path, index))


# Mappings with equal keys, keys without a value, aliases: what is read but not kept.
HOLED = st.recursive(
    st.sampled_from(["文", "空", "引用"]),
    lambda inner: st.one_of(
        st.lists(st.tuples(st.sampled_from(["甲", "乙", "丙"]), inner), min_size=1, max_size=5),
        st.lists(inner, min_size=1, max_size=4).map(tuple),
    ),
    max_leaves=20,
)


def written(shape: Any, count: Iterator[int]) -> str:
    """A shape as flow YAML; every text in it is one of a kind."""
    if isinstance(shape, list):
        return "{" + ", ".join(f"{key}: {written(item, count)}" for key, item in shape) + "}"
    if isinstance(shape, tuple):
        return "[" + ", ".join(written(item, count) for item in shape) + "]"
    return {"文": f"<{next(count)}>", "空": "~", "引用": "*a"}[shape]


@given(st.lists(st.tuples(st.sampled_from(["甲", "乙", "丙"]), HOLED), min_size=1, max_size=5), st.booleans())
@settings(max_examples=300, deadline=None)
def test_places_step_over_what_was_not_kept(shape: Any, block: bool) -> None:
    if block:
        count = itertools.count()
        text = "".join(f"{key}: {written(item, count)}\n" for key, item in shape)
    else:
        text = written(shape, itertools.count())
    (document,) = read_yaml(text.encode(), "f").documents
    lines = text.split("\n")

    for path, value in paths(document.value):
        if isinstance(value, str):
            line = next(number for number, content in enumerate(lines, 1) if value in content)
            assert document.place(path) == (line, lines[line - 1].index(value) + 1)
        elif isinstance(value, (dict, list)) and path:
            place = document.place(path)
            assert lines[place.line - 1][place.column - 1] == ("{" if isinstance(value, dict) else "[")
        if path and isinstance(path[-1], str):
            place = document.place(path, at_key=True)
            assert lines[place.line - 1][place.column - 1 :].startswith(path[-1])
